"""Pieces of drafts with planted errors: what `qa check` finds of each, and its marks."""

from __future__ import annotations

from functools import lru_cache

from eval.suites.figures import Share
from eval.suites.items import DraftStatement
from eval.suites.statements import LET_THROUGH
from qa.answer import citations
from qa.assistant import Assistant
from qa.types import Answer, CheckReport, Statement

# Where a piece was cut in several, what counts: the worst that was found of one.
_WORST = ("contradicted", "not in the articles", "supported")


def judged(assistant: Assistant, item: DraftStatement) -> Answer:
    """An answer that consists of the piece, with what was found of it."""
    report = _checked(assistant, item.draft)
    found = [one for one in report.checked if _is_of(one, item)]
    if not found:
        kinds = [one.kind for one in report.left_out if _is_of(one, item)]
        return _answer(item, "left out", ", ".join(kinds))
    worst = min(found, key=lambda one: _WORST.index(one.verdict))
    statement = Statement(
        text=worst.text,
        citations=worst.citations,
        supported=worst.verdict == "supported",
        verdict="not supported" if worst.verdict == "not in the articles" else worst.verdict,
        reason=worst.reason,
    )
    return _answer(item, worst.verdict, worst.reason, statement)


@lru_cache(maxsize=1)
def _checked(assistant: Assistant, draft: str) -> CheckReport:
    """The report on a draft; its pieces are asked for one after the other."""
    return assistant.check(draft)


def _is_of(one: object, item: DraftStatement) -> bool:
    start, end = one.start, one.end  # type: ignore[attr-defined]
    return bool(start < item.piece.end and item.piece.start < end)


def _answer(
    item: DraftStatement, verdict: str, reason: str, statement: Statement | None = None
) -> Answer:
    statements, cited = citations.numbered([statement] if statement else [])
    return Answer(
        question=item.question,
        standalone_question=item.question,
        text=f"{verdict}: {reason}" if reason else verdict,
        statements=statements,
        citations=cited,
        refused=statement is None,
        reason=verdict,
        confidence=float(verdict == "supported"),
    )


def shares(item: DraftStatement, answer: Answer | None) -> dict[str, Share]:
    """What a verdict is worth, by measure."""
    wanted = item.piece.verdict
    found = answer.reason if answer is not None else ""
    supported = found == "supported"
    if not item.states:
        return {"right": Share(found == wanted), "left out: rightly": Share(found == wanted)}
    is_true = wanted == "supported"
    marks = {"right": Share(found != "left out" and supported == is_true)}
    marks["true: supported" if is_true else "false: not supported"] = Share(
        answer is not None and supported == is_true
    )
    if supported:
        marks["supported: true"] = Share(is_true)
    for name in ("contradicted", "not in the articles"):
        if wanted == name:
            marks[f"{name}: told as such"] = Share(found == name)
        if found == name:
            marks[f"{name}: rightly"] = Share(wanted == name)
    if found == "left out":
        marks["stated: left out"] = Share(False)
    return marks


def outcome(item: DraftStatement, answer: Answer) -> tuple[bool, str]:
    """Whether a verdict is right, and what it is."""
    wanted, found = item.piece.verdict, answer.reason
    if found == "supported" and item.states and wanted != "supported":
        return False, LET_THROUGH
    if not item.states or found == "left out":
        return found == wanted, found
    return (found == "supported") == (wanted == "supported"), found
