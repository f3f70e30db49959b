"""The accepted figures of the suites → the table of them in the README."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from eval.errors import RunError
from eval.gate.movements import WHOLE, KeptSuite

OPENS, CLOSES = "<!-- suites -->", "<!-- /suites -->"
_BETWEEN = re.compile(f"(?<={re.escape(OPENS)}\n).*?(?={re.escape(CLOSES)})", re.DOTALL)


@dataclass(frozen=True)
class _Row:
    """A figure to tell: a measure of a suite, or one kind of it."""

    suite: str
    measure: str
    told: str
    kind: str = WHOLE


_ROWS = (
    _Row("inputs", "nothing asked: refused", "nothing is asked: refused"),
    _Row(
        "inputs", "false premise: refused", "what is asked takes for granted what is false: refused"
    ),
    _Row("inputs", "keywords: right", "keywords: right"),
    _Row("corpora", "right", "questions over small corpora: right"),
    _Row("corpora", "agreement precision", "other files cited as saying the same: they do"),
    _Row("corpora", "conflict recall", "articles that differ: both sides shown"),
    _Row("corpora", "said to differ", "and said to differ"),
    _Row("corpora", "false conflicts", "articles that do not differ: said to (less is better)"),
    _Row("corpora", "list completeness", "lists: what is told of them"),
    _Row("corpora", "right", "asked in two steps: right", "two-hop"),
    _Row("corpora", "right", "follow-ups: right", "follow-up"),
    _Row("corpora", "refused rightly", "on the matter, not in the articles: refused"),
    _Row("pairs", "both shown", "two articles that contradict each other: both shown"),
    _Row("pairs", "merged", "and cited as one (less is better)"),
    _Row("pairs", "same: merged rightly", "two articles that say the same: cited as one"),
    _Row("statements", "false: not supported", "false statements: not shown as supported"),
    _Row("statements", "true: supported", "true statements: shown as supported"),
    _Row(
        "writers",
        "lying: nothing through",
        "a language model that lies: nothing shown as supported",
    ),
    _Row("writers", "perfect: supported", "a language model that writes what is true: supported"),
    _Row("drafts", "false: not supported", "false sentences of drafts: not shown as supported"),
    _Row("drafts", "true: supported", "true sentences of drafts: shown as supported"),
    _Row("formats", "right", "questions on files of every format: right"),
    _Row("formats", "refused rightly", "and of what they do not say: refused"),
)


def lines(suites: Mapping[str, KeptSuite]) -> list[str]:
    """The lines of the table: every figure over all items, and over each split."""
    return ["| suite | | all | dev | test | of |", "|---|---|--:|--:|--:|--:|", *_rows(suites)]


def _rows(suites: Mapping[str, KeptSuite]) -> Iterator[str]:
    for row in _ROWS:
        parts = suites[row.suite].figures.get(row.measure, {}) if row.suite in suites else {}
        if figure := parts.get(row.kind):
            splits = ("dev", "test") if row.kind == WHOLE else ()
            told = [f"{parts[split].value:.3f}" if split in parts else "–" for split in splits]
            cells = " | ".join(told or ("–", "–"))
            yield f"| {row.suite} | {row.told} | {figure.value:.3f} | {cells} | {figure.of} |"


def put(text: str, suites: Mapping[str, KeptSuite]) -> str:
    """A text with the table between its marks.

    Raises:
        RunError: It has no such marks.
    """
    if not _BETWEEN.search(text):
        raise RunError(f"there is no table to renew: put it between '{OPENS}' and '{CLOSES}'")
    table = "\n".join(lines(suites)) + "\n"
    return _BETWEEN.sub(lambda found: table, text, count=1)
