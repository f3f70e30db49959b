"""Whether sentences of an index say what a statement says, and if not, why not.

- `reading`: a text as words with their clauses; `alignment`: which words of a statement are which
  words of the sentences
- `figures`, `names`, `roles`, `quotes`, `polarity`, `certainty`, `attribution`, `order`,
  `owners`, `comparisons`, `modifiers`, `attachment`, `neighbours`, `links`, `wording`,
  `joining`: the exact checks, each for one kind of thing
- `gaps`: a sentence that leaves out a verb, written out as one for each
- `calendar`: which day "on Monday" is, by the day of the article
- `instead`: whether a sentence says another number, day or name of the same thing; `slots`: which
  name stands where another one does
- `own_words`: a statement without “according to the article”, which tells nothing more
- `entailment`: a small model that reads statement and sentences together
- `judging`: all of them together, and the verdict with its reason
- `support`, `evidence`: which sentences a statement could rest on; `cutting`: what of it can stand
  alone
"""
