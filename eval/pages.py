"""What the report shows of each question: plain values, for the template to lay out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval import matching
from eval.compare import Change
from eval.gold import Evidence, Question
from eval.outcome import Outcome
from eval.results import Verdict
from eval.scoring import Score
from qa.types import Answer, Citation, Passage

_CONTEXT = 220  # characters of an article on each side of a quote

Span = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `marked` where it stands out."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Group:
    """A required fact: its aliases, and whether the answer holds one of them."""

    aliases: str
    held: bool


@dataclass(frozen=True)
class Quote:
    """A sentence in its article: a citation, or gold evidence.

    Attributes:
        number: The citation's number; 0 for evidence.
        where: File and line.
        pieces: The quote, marked, between what stands around it.
        good: Whether a citation is gold evidence, or evidence was cited.
        retrieved: Whether evidence was retrieved.
    """

    number: int
    where: str
    pieces: tuple[Piece, ...]
    good: bool
    retrieved: bool = False


@dataclass(frozen=True)
class Found:
    """A retrieved passage, the gold sentences in it marked."""

    rank: int
    where: str
    score: float
    pieces: tuple[Piece, ...]
    good: bool


@dataclass(frozen=True)
class Page:
    """Everything that is shown of one question."""

    question: Question
    score: Score
    answer: Answer | None
    groups: tuple[Group, ...]
    quotes: tuple[Quote, ...]
    evidence: tuple[Quote, ...]
    passages: tuple[Found, ...]
    verdicts: tuple[Verdict, ...]
    change: Change | None
    former: str | None
    previous: str
    following: str

    @property
    def failed(self) -> bool:
        """Whether something is wanting."""
        return not self.score.right_reason or bool(self.score.faults)


def pages(outcome: Outcome) -> list[Page]:
    """A page for each question of a run, in order."""
    changes = {c.id: c for c in outcome.comparison.changes} if outcome.comparison else {}
    return [
        _page(outcome, at, changes.get(question.id))
        for at, question in enumerate(outcome.questions)
    ]


def _page(outcome: Outcome, at: int, change: Change | None) -> Page:
    question, texts = outcome.questions[at], outcome.texts
    result = outcome.results.get(question.id)
    former = outcome.baseline.questions.get(question.id) if outcome.baseline else None
    answer = result.answer if result else None
    passages = result.passages if result else ()
    said = matching.unmarked(answer.text) if answer else ""
    held = matching.groups_held(said, question.required)
    return Page(
        question=question,
        score=outcome.scores[at],
        answer=answer,
        groups=tuple(
            Group(" / ".join(aliases), good)
            for aliases, good in zip(question.required, held, strict=True)
        ),
        quotes=tuple(_citation(c, question, texts) for c in (answer.citations if answer else ())),
        evidence=tuple(_evidence(e, answer, passages, texts) for e in question.evidence),
        passages=tuple(_passage(n, p, question) for n, p in enumerate(passages, start=1)),
        verdicts=result.verdicts if result else (),
        change=change,
        former=former.text if former else None,
        previous=outcome.questions[at - 1].id,
        following=outcome.questions[(at + 1) % len(outcome.questions)].id,
    )


def _citation(citation: Citation, question: Question, texts: Mapping[str, str]) -> Quote:
    return Quote(
        number=citation.number,
        where=f"{citation.file}:{citation.line}",
        pieces=_in_context(texts.get(citation.file, ""), citation.start, citation.end),
        good=any(
            e.overlaps(citation.file, citation.start, citation.end) for e in question.evidence
        ),
    )


def _evidence(
    evidence: Evidence,
    answer: Answer | None,
    passages: Sequence[Passage],
    texts: Mapping[str, str],
) -> Quote:
    text = texts[evidence.file]
    line = text.count("\n", 0, evidence.start) + 1
    cited = answer.citations if answer else ()
    return Quote(
        number=0,
        where=f"{evidence.file}:{line}",
        pieces=(Piece(evidence.quote),),
        good=any(evidence.overlaps(c.file, c.start, c.end) for c in cited),
        retrieved=any(evidence.overlaps(p.file, p.start, p.end) for p in passages),
    )


def _passage(rank: int, passage: Passage, question: Question) -> Found:
    spans = [
        (max(e.start, passage.start) - passage.start, min(e.end, passage.end) - passage.start)
        for e in question.evidence
        if e.file == passage.file and e.start < passage.end and passage.start < e.end
    ]
    return Found(
        rank=rank,
        where=f"{passage.file}:{passage.line}",
        score=passage.score,
        pieces=tuple(_marked(passage.text, spans)),
        good=bool(spans),
    )


def _in_context(text: str, start: int, end: int) -> tuple[Piece, ...]:
    before, after = _border(text, start - _CONTEXT, start), _border(text, end + _CONTEXT, end)
    lead = ("… " if before else "") + text[before:start]
    rest = text[end:after] + (" …" if after < len(text) else "")
    return Piece(lead), Piece(text[start:end], marked=True), Piece(rest)


def _border(text: str, wanted: int, near: int) -> int:
    """The space next to a position, on the way to `near`; an end of the text where that is met."""
    at, step = wanted, 1 if near > wanted else -1
    while 0 < at < len(text) and at != near and not text[at].isspace():
        at += step
    return min(max(0, at), len(text))


def _marked(text: str, spans: Iterable[Span]) -> Iterator[Piece]:
    at = 0
    for start, end in sorted(spans):
        if start > at:
            yield Piece(text[at:start])
        if end > max(start, at):
            yield Piece(text[max(start, at) : end], marked=True)
        at = max(at, end)
    if at < len(text):
        yield Piece(text[at:])
