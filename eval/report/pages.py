"""What the report shows of each question: plain values, for the template to lay out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval.gate.comparison import Change
from eval.gold import matching
from eval.gold.questions import GoldSentence, Question
from eval.report.evaluated import EvaluatedRun
from eval.running.results import Judgement
from eval.scoring.score import Score
from qa.types import Answer, Citation, Passage

_CONTEXT = 220  # characters of an article on each side of a quote

Span = tuple[int, int]


@dataclass(frozen=True)
class Fragment:
    """A stretch of text; `marked` where it stands out."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class RequiredFact:
    """A required fact: its aliases, and whether the answer holds one of them."""

    aliases: str
    held: bool


@dataclass(frozen=True)
class ShownQuote:
    """A sentence in its article: a citation, or gold evidence.

    Attributes:
        number: The citation's number; 0 for evidence.
        where: File and line.
        fragments: The quote, marked, between what stands around it.
        good: Whether a citation is gold evidence, or evidence was cited.
        retrieved: Whether evidence was retrieved.
    """

    number: int
    where: str
    fragments: tuple[Fragment, ...]
    good: bool
    retrieved: bool = False


@dataclass(frozen=True)
class ShownPassage:
    """A retrieved passage, the gold sentences in it marked."""

    rank: int
    where: str
    score: float
    fragments: tuple[Fragment, ...]
    good: bool


@dataclass(frozen=True)
class Page:
    """Everything that is shown of one question."""

    question: Question
    score: Score
    answer: Answer | None
    facts: tuple[RequiredFact, ...]
    quotes: tuple[ShownQuote, ...]
    evidence: tuple[ShownQuote, ...]
    passages: tuple[ShownPassage, ...]
    judgements: tuple[Judgement, ...]
    change: Change | None
    former: str | None
    previous: str
    following: str

    @property
    def failed(self) -> bool:
        """Whether something is wanting."""
        return not self.score.right_reason or bool(self.score.faults)


def pages(evaluated: EvaluatedRun) -> list[Page]:
    """A page for each question of a run, in order."""
    changes = {c.id: c for c in evaluated.comparison.changes} if evaluated.comparison else {}
    return [
        _page(evaluated, at, changes.get(question.id))
        for at, question in enumerate(evaluated.questions)
    ]


def _page(evaluated: EvaluatedRun, at: int, change: Change | None) -> Page:
    question, texts = evaluated.questions[at], evaluated.texts
    result = evaluated.results.get(question.id)
    former = evaluated.baseline.questions.get(question.id) if evaluated.baseline else None
    answer = result.answer if result else None
    passages = result.passages if result else ()
    said = matching.unmarked(answer.text) if answer else ""
    held = matching.groups_held(said, question.required)
    return Page(
        question=question,
        score=evaluated.scores[at],
        answer=answer,
        facts=tuple(
            RequiredFact(" / ".join(aliases), good)
            for aliases, good in zip(question.required, held, strict=True)
        ),
        quotes=tuple(_citation(c, question, texts) for c in (answer.citations if answer else ())),
        evidence=tuple(_evidence(e, answer, passages, texts) for e in question.gold_sentences),
        passages=tuple(_passage(n, p, question) for n, p in enumerate(passages, start=1)),
        judgements=result.judgements if result else (),
        change=change,
        former=former.text if former else None,
        previous=evaluated.questions[at - 1].id,
        following=evaluated.questions[(at + 1) % len(evaluated.questions)].id,
    )


def _citation(citation: Citation, question: Question, texts: Mapping[str, str]) -> ShownQuote:
    return ShownQuote(
        number=citation.number,
        where=f"{citation.file}:{citation.line}",
        fragments=_in_context(texts.get(citation.file, ""), citation.start, citation.end),
        good=any(
            e.overlaps(citation.file, citation.start, citation.end) for e in question.gold_sentences
        ),
    )


def _evidence(
    gold: GoldSentence,
    answer: Answer | None,
    passages: Sequence[Passage],
    texts: Mapping[str, str],
) -> ShownQuote:
    text = texts[gold.file]
    line = text.count("\n", 0, gold.start) + 1
    cited = answer.citations if answer else ()
    return ShownQuote(
        number=0,
        where=f"{gold.file}:{line}",
        fragments=(Fragment(gold.quote),),
        good=any(gold.overlaps(c.file, c.start, c.end) for c in cited),
        retrieved=any(gold.overlaps(p.file, p.start, p.end) for p in passages),
    )


def _passage(rank: int, passage: Passage, question: Question) -> ShownPassage:
    spans = [
        (max(e.start, passage.start) - passage.start, min(e.end, passage.end) - passage.start)
        for e in question.gold_sentences
        if e.file == passage.file and e.start < passage.end and passage.start < e.end
    ]
    return ShownPassage(
        rank=rank,
        where=f"{passage.file}:{passage.line}",
        score=passage.score,
        fragments=tuple(_marked(passage.text, spans)),
        good=bool(spans),
    )


def _in_context(text: str, start: int, end: int) -> tuple[Fragment, ...]:
    before, after = _border(text, start - _CONTEXT, start), _border(text, end + _CONTEXT, end)
    lead = ("… " if before else "") + text[before:start]
    rest = text[end:after] + (" …" if after < len(text) else "")
    return Fragment(lead), Fragment(text[start:end], marked=True), Fragment(rest)


def _border(text: str, wanted: int, near: int) -> int:
    """The space next to a position, on the way to `near`; an end of the text where that is met."""
    at, step = wanted, 1 if near > wanted else -1
    while 0 < at < len(text) and at != near and not text[at].isspace():
        at += step
    return min(max(0, at), len(text))


def _marked(text: str, spans: Iterable[Span]) -> Iterator[Fragment]:
    at = 0
    for start, end in sorted(spans):
        if start > at:
            yield Fragment(text[at:start])
        if end > max(start, at):
            yield Fragment(text[max(start, at) : end], marked=True)
        at = max(at, end)
    if at < len(text):
        yield Fragment(text[at:])
