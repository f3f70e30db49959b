"""Whether sentences of an index say what a statement says, and if not, why not.

- `reading`: a text as words with their clauses; `alignment`: which words of a statement are which
  words of the sentences
- `figures`, `names`, `roles`, `quotes`, `polarity`, `certainty`, `attribution`, `order`,
  `modifiers`, `links`, `wording`, `joining`: the exact checks, each for one kind of thing
- `judging`: all of them together, and the verdict with its reason
- `support`, `evidence`: which sentences a statement could rest on; `cutting`: what of it can stand
  alone
"""
