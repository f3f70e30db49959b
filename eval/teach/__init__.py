"""What is learnt and fitted: the reader, by `python -m eval.teach`, and the confidence of answers.

Nothing of this runs in tests, nightly or at a user's: it takes hours on two cores.
"""
