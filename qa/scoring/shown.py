"""A run of somebody's own questions as the report of `qa.report`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from qa.answer.certainty import marks
from qa.assistant import Assistant
from qa.errors import QAError
from qa.report import html, items, trend, verdict
from qa.report.items import Card, Former, Item, Report, RequiredFact, ShownQuote
from qa.report.trend import Point
from qa.scoring.figures import Figures, Share
from qa.scoring.marks import Mark
from qa.scoring.records import Record
from qa.types import Answer

_TREND = {
    "ended as it should": "as it should",
    "right": "right",
    "refused rightly": "refused",
}


def report(
    marks: Sequence[Mark],
    figures: Figures,
    now: Record,
    past: Sequence[Record],
    assistant: Assistant,
    before: Record | None,
) -> Report:
    """The report of a run.

    Args:
        marks: What came of each question.
        figures: What they come to.
        now: The run.
        past: Earlier runs of the same file, oldest first.
        assistant: Whose articles they are.
        before: The run of them that it is compared with; None where there is none.
    """
    ended = {one.question: one for one in before.questions} if before else {}
    formers = {
        name: Former(one.outcome, one.text, one.confidence, one.seconds)
        for name, one in ended.items()
    }
    texts = _Texts(assistant)
    shown = [_item(m, formers, texts) for m in marks]
    sentence, tone = verdict.sentence(shown, before.run if before else "")
    started = datetime.fromisoformat(now.started)
    points = [Point(one.run, one.started[:10], one.figures) for one in (*past, now)]
    return Report(
        title=f"{Path(now.file).name}, asked about {now.corpus}",
        sentence=sentence,
        tone=tone,
        details=(
            f"{len(marks)} questions",
            f"{started.day} {started:%B %Y, %H:%M} UTC",
            f"answered by {now.answers}",
            f"refused below confidence {now.threshold:.2f}",
        ),
        items=shown,
        cards=tuple(_cards(figures, now, before)),
        against=before.run if before else "",
        trend=trend.drawn(points, _TREND),
        trend_said=f"The last {len(points)} runs of this file; a point tells its run.",
    )


def page(found: Report) -> str:
    """The report as HTML."""
    return html.page(found)


class _Texts:
    """The texts of articles, each read once."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._known: dict[str, str] = {}

    def of(self, file: str) -> str:
        if file not in self._known:
            try:
                self._known[file] = self._assistant.article(file)
            except QAError:
                self._known[file] = ""
        return self._known[file]


def _item(mark: Mark, formers: Mapping[str, Former], texts: _Texts) -> Item:
    question, answer = mark.question, mark.answer
    wanted = "" if question.answerable else "A refusal: the articles do not say it."
    if question.file:
        wanted = f"From {question.file}."
    held = mark.held or tuple(False for _ in question.required)
    return Item(
        id=question.id,
        question=question.question,
        outcome=mark.outcome,
        failed=not mark.right,
        refused=bool(answer and answer.refused),
        answer=items.linked(answer.text, marks(answer)) if answer else (),
        confidence=mark.confidence,
        seconds=mark.seconds,
        kind=question.kind,
        wanted=wanted,
        facts=tuple(
            RequiredFact(" / ".join(group), good)
            for group, good in zip(question.required, held, strict=True)
        ),
        quotes=_quotes(answer, texts),
        sections=_nearest(answer),
        faults=mark.faults,
        searched=""
        if not answer or answer.standalone_question == answer.question
        else answer.standalone_question,
        former=formers.get(question.question),
    )


def _quotes(answer: Answer | None, texts: _Texts) -> tuple[ShownQuote, ...]:
    return tuple(items.cited(c, texts.of(c.file)) for c in (answer.citations if answer else ()))


def _nearest(answer: Answer | None) -> tuple[items.Section, ...]:
    if answer is None:
        return ()
    passages = tuple(
        ShownQuote(f"{n}. {p.file}:{p.line}", (items.Fragment(p.text),))
        for n, p in enumerate(answer.passages, start=1)
    )
    return (items.Section("Retrieved", passages),)


def _cards(figures: Figures, now: Record, before: Record | None) -> list[Card]:
    shares = (
        ("ended as it should", figures.ended, "Answered right, or rightly refused."),
        ("right", figures.right, "Of the questions that the articles answer."),
        ("refused rightly", figures.refused, "Of the questions that they do not answer."),
    )
    cards = [_card(*one, now, before) for one in shares if one[1].whole]
    if figures.lost.whole:
        cards.append(_card("refused wrongly", figures.lost, "Of the answerable.", now, None))
    tone: Literal["bad", "good"] = "bad" if figures.errors else "good"
    return [
        *cards,
        Card("errors", str(figures.errors), "Questions that raised.", tone=tone),
        Card("time, half of them", f"{1000 * figures.seconds:.0f}", "Of an answer.", unit="ms"),
    ]


def _card(title: str, share: Share, explained: str, now: Record, before: Record | None) -> Card:
    low, high = share.interval
    change = 0.0
    known = before is not None and title in before.figures and title in now.figures
    if before is not None and known:
        change = 100 * (now.figures[title] - before.figures[title])
    tone: Literal["", "good", "bad"] = "good" if change > 0 else "bad" if change < 0 else ""
    return Card(
        title=title,
        value=f"{100 * share.value:.1f}",
        explained=explained,
        unit="%",
        interval=f"{100 * low:.0f} – {100 * high:.0f}, of {share.whole}",
        change=(f"{change:+.1f}" if change else "±0") if known else "",
        tone=tone,
        low=100 * low,
        width=100 * (high - low),
        at=100 * share.value,
    )
