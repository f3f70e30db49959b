"""Every error that the evaluation raises on purpose.

    EvalError
    ├── GoldError       the gold set cannot be read, or breaks its rules
    ├── RunError        a run cannot be made, found or read
    └── FeedbackError   a file of feedback cannot be read

Each ends the command with exit code 2: nothing was measured, so nothing passed.
"""


class EvalError(Exception):
    """Base of all errors raised on purpose; `str(error)` is one line that says what to do."""


class GoldError(EvalError):
    """The gold set cannot be read, or breaks its rules."""


class RunError(EvalError):
    """A run cannot be made, found or read."""


class FeedbackError(EvalError):
    """A file of feedback cannot be read."""
