"""Statements judged by the sentences that they are about: how they are judged, and their marks."""

from __future__ import annotations

from eval.suites.figures import Share
from eval.suites.items import Evidence, JudgedStatement
from qa.answer import citations
from qa.index.memory import Index
from qa.types import Answer, Statement
from qa.verify.judging import Judge

LET_THROUGH = "let through"  # the outcome of a false statement that is shown as supported


def judged(index: Index, item: JudgedStatement) -> Answer:
    """An answer that consists of the statement, with the verdict on it."""
    sentences = [i for one in item.evidence for i in _sentences(index, one)]
    found = Judge(index).judge(item.question, sentences)
    statement = Statement(
        text=item.question,
        citations=tuple(citations.cite(index, i) for i in found.sentences),
        supported=found.verdict == "supported",
        verdict=found.verdict,
        reason=found.reason,
    )
    statements, cited = citations.numbered([statement])
    return Answer(
        question=item.question,
        standalone_question=item.question,
        text=f"{citations.marked(statements)} {found.reason}".strip(),
        statements=statements,
        citations=cited,
        confidence=float(statement.supported),
    )


def shares(item: JudgedStatement, answer: Answer | None) -> dict[str, Share]:
    """What a verdict is worth, by measure; None where there is none."""
    supported = answer is not None and answer.statements[0].supported
    right = answer is not None and supported == item.is_true
    found = {"right": Share(right)}
    found["true: supported" if item.is_true else "false: not supported"] = Share(right)
    if supported:
        found["supported: true"] = Share(item.is_true)
    if item.verdict == "contradicted":
        told = answer is not None and answer.statements[0].verdict == "contradicted"
        found["opposite: told as such"] = Share(told)
    return found


def outcome(item: JudgedStatement, answer: Answer) -> tuple[bool, str]:
    """Whether the verdict is right, and what it is."""
    statement = answer.statements[0]
    if statement.supported and not item.is_true:
        return False, LET_THROUGH
    return statement.supported == item.is_true, statement.verdict


def _sentences(index: Index, one: Evidence) -> list[int]:
    """The numbers of the sentences that a quote is of."""
    start = index.text(one.file).index(one.quote)
    stop = start + len(one.quote)
    rows = index.rows
    return [i for i in index.sentences_of(one.file) if rows[i].start < stop and rows[i].end > start]
