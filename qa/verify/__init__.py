"""Whether sentences of an index say what a statement says: `supported`, `not supported`, `contradicted`.

- `reading`: a text as words with their clauses; `alignment`: which words of a statement are which words
  of the sentences
- `amounts`, `naming`, `wording`, `polarity`, `certainty`, `attribution`, `order`, `links`: the exact
  checks, a module for each kind of thing that must agree
- `entailment`: the seam for a model that reads both
- `judging`: all of them together, and the verdict with its reason
"""
