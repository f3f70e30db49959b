"""Who is cited beside whom: for one statement, or for one claim of what the articles say together.

All of it is read off the citations and the gold sides of a question; no text is understood.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.gold import duplicates
from eval.gold.questions import GoldSentence
from eval.suites.items import Side
from qa.scoring import matching
from qa.text import words
from qa.types import Answer, Citation

PRECISION = "agreement precision"  # the measure of `others`
_AGAINST = ("different", "contradictory")


@dataclass(frozen=True)
class Proved:
    """A statement or a claim: what it says, and all that is cited for it."""

    text: str
    citations: tuple[Citation, ...]


def proved(answer: Answer) -> list[Proved]:
    """Every statement and every claim of an answer."""
    return [*_statements(answer), *(Proved(c.value, c.citations) for c in answer.agreement)]


def merged(answer: Answer, sides: Sequence[Side]) -> list[str]:
    """Files of different sides that are cited for one thing, in words; there must be none.

    One sentence that names the values of both sides may cite both.
    """
    found = []
    for one in proved(answer):
        files = list(dict.fromkeys(c.file for c in one.citations))
        sided = [(file, of) for file in files if (of := _sides_of(file, sides))]
        apart = next(
            ((a, b) for i, (a, x) in enumerate(sided) for b, y in sided[:i] if not x & y), None
        )
        if apart and not _names_all(one.text, sides, set().union(*(of for _, of in sided))):
            found.append(f"{apart[1]} and {apart[0]} for “{one.text[:60]}”")
    return list(dict.fromkeys(found))


def sides_shown(
    answer: Answer, sides: Sequence[Side], sentences: Sequence[GoldSentence] = ()
) -> list[bool]:
    """For each side whether a file of it is cited with its value, or with its evidence."""
    cited = [citation for one in proved(answer) for citation in one.citations]
    return [any(_gives(citation, side, sides, sentences) for citation in cited) for side in sides]


def others(
    answer: Answer,
    agreeing: Sequence[Citation | GoldSentence],
    sides: Sequence[Side] = (),
    copies: Sequence[str] = (),
) -> tuple[int, int]:
    """Of the other files cited for a statement or the first claim those that agree, and all.

    The first over the second is the agreement precision. A file agrees with a sentence that gives a
    right answer, or with the very words of the first file, beside the point as these may be: then
    the answer is wrong, and the agreement true.

    Args:
        answer: The answer.
        agreeing: The sentences that give a right answer.
        sides: Where the articles differ, whoever agrees is of one side with the first file.
        copies: Files with nearly the same text, of which nearly the same words are the same.
    """
    found: dict[tuple[str, str], bool] = {}
    for one in [*_statements(answer), *_first_claim(answer)]:
        for other in one.citations[1:]:
            own = one.citations[0]
            if other.file != own.file:
                agrees = any(_overlap(other, sentence) for sentence in agreeing)
                agrees = agrees or _says_as_much(own, other, copies)
                agrees = agrees and _on_one_side(own.file, other.file, sides)
                files = own.file, other.file
                found[files] = found.get(files, False) or agrees
    return sum(found.values()), len(found)


def sets_apart(answer: Answer) -> bool:
    """Whether the answer says that articles differ or contradict each other."""
    return any(claim.relation in _AGAINST for claim in answer.agreement)


def cited_together(answer: Answer, files: set[str]) -> bool:
    """Whether all of these files are cited for one statement, or for the first claim."""
    return any(
        files <= {c.file for c in one.citations}
        for one in [*_statements(answer), *_first_claim(answer)]
    )


def _statements(answer: Answer) -> Iterator[Proved]:
    return (Proved(matching.unmarked(s.text), s.citations) for s in answer.statements)


def _first_claim(answer: Answer) -> list[Proved]:
    return [Proved(claim.value, claim.citations) for claim in answer.agreement[:1]]


def _sides_of(file: str, sides: Sequence[Side]) -> set[int]:
    return {number for number, side in enumerate(sides) if file in side.files}


def _names_all(text: str, sides: Sequence[Side], numbers: set[int]) -> bool:
    return all(matching.holds_any(text, sides[number].spellings) for number in numbers)


def _gives(
    citation: Citation, side: Side, sides: Sequence[Side], sentences: Sequence[GoldSentence]
) -> bool:
    if citation.file not in side.files:
        return False
    if matching.holds_any(citation.quote, side.spellings):
        return True
    if len(_sides_of(citation.file, sides)) > 1:
        return False  # it tells of another side too: only the value itself says of which
    return any(_overlap(citation, sentence) for sentence in sentences)


def _on_one_side(own: str, other: str, sides: Sequence[Side]) -> bool:
    """Whether two files do not stand on different sides; a file may stand on none."""
    one, another = _sides_of(own, sides), _sides_of(other, sides)
    return not one or not another or bool(one & another)


def _says_as_much(own: Citation, other: Citation, copies: Sequence[str]) -> bool:
    if words.split(own.quote) == words.split(other.quote):
        return True
    alike = duplicates.likeness(*(duplicates.wording((), c.quote) for c in (own, other)))
    return {own.file, other.file} <= {*copies} and alike >= duplicates.NEARLY_THE_SAME


def _overlap(citation: Citation, sentence: Citation | GoldSentence) -> bool:
    gold = GoldSentence(
        file=sentence.file, quote=sentence.quote, start=sentence.start, end=sentence.end
    )
    return gold.overlaps(citation.file, citation.start, citation.end)
