"""Suites: questions beside the gold set, over its articles and over small corpora of their own.

- `items`: what is asked, of whatever suite; `rules`: what the files of the suites keep
- `asking`: asks each item over its own corpus, and keeps what came of it
- `inputs`, `corpora`, `pairs`, `formats`, `golden`: the marks of one answer, a module a suite;
  the suite `near` is marked as `corpora` is
- `statements`, `writers`, `drafts`: the marks of statements that are judged
- `agreement`, `sentences`: what marks rest on: who is cited beside whom; which sentences count
- `figures`: marks → the figures of a suite

Their populations are never mixed with the gold set's: its figures and its baseline stay comparable.
"""
