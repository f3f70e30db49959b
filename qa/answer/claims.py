"""Sides of an answer → the claims and the notes that tell who agrees, and who says otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from qa.answer import corrections, secondhand, spans
from qa.answer.agreement import Side
from qa.answer.comparison import Comparison
from qa.answer.reader import Reading
from qa.answer.spans import CharacterRange
from qa.index.memory import Index
from qa.locale import gettext, gettext_noop
from qa.text import words
from qa.types import Answer, Citation, Claim, Statement

_SHINGLE = 5  # words
# Share of the shingles of the shorter text, from which two articles are one text; and of the terms
# of the shorter sentence, from which two are the same part of it.
_COPY = 0.5
_TELLING = 20  # shingles: fewer are of a sentence or two
_SHOWN_CHARACTERS = 80  # of a value without a marked answer

DIFFERS = {  # of a relation: what is told of the articles
    "different": gettext_noop("The articles give different answers, if they speak of the same"),
    "contradictory": gettext_noop("The articles contradict each other"),
}


def claims_of(
    index: Index, said: Sequence[Side], statements: Sequence[Statement]
) -> tuple[Claim, ...]:
    """The claims of an answer; none where one article alone answers.

    Args:
        index: Where the sentences are.
        said: What the articles say, the answer's own side first.
        statements: The statements of the answer, one for each side first.
    """
    if len(said) == 1 and len(said[0].sentences) == 1:
        return ()
    pairs = zip(said, statements, strict=False)
    return tuple(
        Claim(
            value=_value(statement),
            citations=_one_an_article(index, statement.citations),
            relation=side.relation,
            copies=_copies(index, side),
            statement=place,
        )
        for place, (side, statement) in enumerate(pairs)
    )


def every_claim(answer: Answer) -> tuple[Claim, ...]:
    """What articles say in answer to a question, or to the parts that it has."""
    return tuple(claim for one in answer.parts or (answer,) for claim in one.agreement)


def is_unstated(claim: Claim, statements: Sequence[Statement]) -> bool:
    """Whether a claim has articles that no statement cites: a language model may leave them out."""
    stated = {citation.number for one in statements for citation in one.citations}
    return any(citation.number not in stated for citation in claim.citations)


def articles(statements: Sequence[Statement], claims: Iterable[Claim]) -> list[int]:
    """How many articles say each statement, by what it cites; copies of one text count once.

    Args:
        statements: The statements of an answer.
        claims: What articles say in answer: `every_claim`.
    """
    copies: dict[int | None, set[str]] = {}
    for claim in claims:
        copies.setdefault(claim.statement, set()).update(claim.copies)
    return [
        len({citation.file for citation in statement.citations} - copies.get(at, set()))
        for at, statement in enumerate(statements)
    ]


def _copies(index: Index, side: Side) -> tuple[str, ...]:
    """The files of a side's articles that carry the text of another one, once for each.

    So do those that only have it from another paper.
    """
    carried = [i for text in _texts(index, side) for i in text[1:]]
    return tuple(index.rows[i].file for i in (*carried, *_told_again(index, side)))


def _told_again(index: Index, side: Side) -> list[int]:
    """The sentences that have from another paper what a sentence of the side tells by itself."""
    texts = _texts(index, side)
    again = [text[0] for text in texts if secondhand.source(index.rows[text[0]].read)]
    return again if len(again) < len(texts) else again[1:]


def _one_an_article(index: Index, citations: Iterable[Citation]) -> tuple[Citation, ...]:
    first: dict[str, Citation] = {}
    for citation in citations:
        sentence = index.sentence_at(citation.file, citation.start)
        first.setdefault(index.rows[sentence].article, citation)
    return tuple(first.values())


def _value(statement: Statement) -> str:
    marked = next((c for c in statement.citations if c.spans), None)
    return _bounded(marked.quote, marked.spans[0]) if marked else statement.text


def _bounded(text: str, span: CharacterRange) -> str:
    """What is marked, with the words that say how exact it is: "at least five weeks"."""
    return text[slice(*spans.bounded(text, span))]


def notes_on(compared: Comparison, said: Sequence[Side]) -> tuple[str, ...]:
    """That articles differ, or that those which agree carry one text.

    Two that fit the first answer may differ from each other: six and eight weeks from "at least
    five".
    """
    index, read, notes = compared.index, compared.read, []
    first, *others = said
    fitting = [side for side in others if side.relation not in DIFFERS]
    apart: list[tuple[str, Side, Side]] = [(side.relation, first, side) for side in others]
    for one, other in combinations(fitting, 2):
        apart.append((compared.relation(one.sentences[0], other.sentences[0]) or "", one, other))
    for relation, one, other in apart:
        if relation in DIFFERS:
            told = (told_of(index, side.sentences[0], read) for side in (one, other))
            notes.append(f"{gettext(DIFFERS[relation])}: {'; '.join(told)}.")
        if relation in DIFFERS and one is first and _is_corrected(index, one, other):
            right = told_of(index, one.sentences[0], read)
            notes.append(gettext("A correction says: {right}.", right=right))
    for side in said:
        for text in _texts(index, side):
            files = list(dict.fromkeys(index.rows[i].file for i in text))
            if len(files) > 1:
                notes.append(_copied(files))
            elif len(text) > 1:
                notes.append(
                    gettext("One text {times} times in {file}.", times=len(text), file=files[0])
                )
        notes.extend(_has_from(index, i) for i in _told_again(index, side))
    return tuple(notes)


def _has_from(index: Index, sentence: int) -> str:
    row = index.rows[sentence]
    paper = secondhand.source(row.read)
    return gettext(
        "No source of its own: {file} has it from “{paper}”.", file=row.file, paper=paper
    )


def _is_corrected(index: Index, right: Side, report: Side) -> bool:
    """Whether the article of one side corrects what the other one reports, as it says itself."""
    return corrections.is_told(index, right.sentences[0]) and not corrections.is_told(
        index, report.sentences[0]
    )


def _copied(files: Sequence[str]) -> str:
    return gettext("One text in {many} files: {files}.", many=len(files), files=", ".join(files))


def _texts(index: Index, side: Side) -> list[list[int]]:
    """The sentences of a side, those together whose articles are one text."""
    found: list[list[int]] = []
    for sentence in side.sentences:
        same = next((text for text in found if _is_copied(index, text[0], sentence)), None)
        if same is None:
            found.append([sentence])
        else:
            same.append(sentence)
    return found


def told_of(index: Index, sentence: int, read: Mapping[int, Reading]) -> str:
    """What a sentence answers, with its file and date, as notes have it: “four” (a.txt, …)."""
    row = index.rows[sentence]
    span = read[sentence].span if sentence in read else None
    value = _bounded(row.text, span) if span else row.text
    flat = " ".join(value.split())
    shown = flat if len(flat) <= _SHOWN_CHARACTERS else flat[:_SHOWN_CHARACTERS].rstrip() + " …"
    dated = f", {row.date}" if row.date else ""
    return f"“{shown}” ({row.file}{dated})"


def _is_copied(index: Index, sentence: int, other: int) -> bool:
    """Whether the articles of two sentences are one text, and these are the same part of it.

    One of the two may have been edited lightly: "…, the agency reports".
    """
    one, two = set(index.terms[sentence]), set(index.terms[other])
    near = len(one & two) >= _COPY * max(1, min(len(one), len(two)))
    return near and _are_copies(_text(index, sentence), _text(index, other))


def _text(index: Index, sentence: int) -> str:
    """The text of the article that a sentence is of."""
    return " ".join(index.rows[i].text for i in index.article_of(sentence))


def _are_copies(one: str, other: str) -> bool:
    """Whether two texts share most of their shingles (Broder, 1997: containment).

    Two of a sentence or two may say one thing in the same words by chance: they have to be equal.
    """
    first, second = _shingles(one), _shingles(other)
    fewest = min(len(first), len(second))
    return len(first & second) >= _COPY * fewest if fewest >= _TELLING else first == second


@lru_cache(maxsize=8)
def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    said = words.split(text)
    starts = range(max(1, len(said) - _SHINGLE + 1))
    return frozenset(tuple(said[i : i + _SHINGLE]) for i in starts)
