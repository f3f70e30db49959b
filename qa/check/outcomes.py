"""What the articles make of a statement: as a whole, and of its parts where it can be cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from qa.types import CheckVerdict
from qa.verify import cutting
from qa.verify.cutting import Cut


@dataclass(frozen=True)
class Outcome:
    """What the articles make of one reading of a statement.

    Attributes:
        verdict: Theirs on it.
        reason: What is missing, or what they say instead.
        sentences: The sentences that it rests on, or that are nearest to it.
        otherwise: Sentences of other articles that say otherwise than what proves it.
        judged: What a language model that judges said of it.
        parts: What is supported of it and what is not, in their order, each by its words.
    """

    verdict: CheckVerdict
    reason: str
    sentences: tuple[int, ...]
    otherwise: tuple[int, ...] = ()
    judged: str = ""
    parts: tuple[tuple[str, Outcome], ...] = ()


def divided(statement: str, whole: Outcome, outcome: Callable[[str], Outcome]) -> Outcome:
    """A statement that is not supported, with its parts where one has a verdict by itself.

    One is supported, and the other is not; or one is contradicted, and so is the statement.

    Args:
        statement: The statement, as it was read.
        whole: What the articles make of it.
        outcome: What they make of a part.
    """
    if whole.verdict == "supported":
        return whole
    found = [(cut, outcome(cut.kept)) for cut in cutting.cuts(statement)]
    for verdict in ("supported", "contradicted"):
        for cut, of_kept in found:
            if of_kept.verdict == verdict:
                return _in_two(whole, cut, of_kept, outcome)
    return whole


def _in_two(
    whole: Outcome, cut: Cut, of_kept: Outcome, outcome: Callable[[str], Outcome]
) -> Outcome:
    if cut.alone:
        of_rest = outcome(cut.alone)
    elif of_kept.verdict == "supported":
        of_rest = whole
    else:
        of_rest = Outcome("not in the articles", "", ())
    both = (of_kept, of_rest)
    if all(one.verdict == "supported" for one in both):
        return whole  # each is, and only the two together are not
    if whole.verdict != "contradicted":
        whole = next((one for one in both if one.verdict == "contradicted"), whole)
    proving = {i for one in both if one.verdict == "supported" for i in one.sentences}
    if whole.verdict == "not in the articles":
        whole = replace(whole, sentences=tuple(i for i in whole.sentences if i not in proving))
    parts = ((cut.kept, of_kept), (cut.rest, of_rest))
    return replace(whole, parts=tuple(map(_plain, parts if cut.leads else parts[::-1])))


def _plain(part: tuple[str, Outcome]) -> tuple[str, Outcome]:
    """A part with its proof alone: what is said otherwise stands beside the statement."""
    text, found = part
    proof = found.sentences if found.verdict == "supported" else ()
    return text, Outcome(found.verdict, found.reason, proof)
