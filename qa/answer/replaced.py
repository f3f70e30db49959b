"""Other words in the place of words of a question: a sentence that has them is of another thing.

"The swimming pool in Sulz cost 9 million" is not on what the ice rink in Sulz cost, though all of
its other words fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import SequenceMatcher

from qa.text import lexicon, meanings, words
from qa.text.language import ENGLISH

_EXCHANGED = 2  # words side by side, of two sentences that are alike but for as many others
_NAMED = 3  # the same, of what a determiner opens, whatever its length: "the ice rink", "the pool"
_SHARED = 2  # other words that both have in the same order, so that the places are the same
_ALIKE = ("same", "alike")
_OPENERS = ENGLISH.compounds.determiners


@dataclass(frozen=True)
class Told:
    """What a sentence says.

    Attributes:
        text: Its words, with those of the sentence before it where they are needed.
        answer: The words of it that answer the question: others in their place are another answer.
    """

    text: str
    answer: str


def is_of_another(one: Told, other: Told, lacking: AbstractSet[str]) -> bool:
    """Whether a text has other words where one that answers has words of the question.

    Args:
        one: A text that answers.
        other: A text that may answer too.
        lacking: Terms of the question that are nowhere around the other text.
    """
    first, second = words.split(one.text), words.split(other.text)
    if not lacking & {words.stem(word) for word in first}:
        return False
    own = {word for word in words.split(one.answer) if words.stem(word) not in lacking}
    own -= words.STOPWORDS  # of "Monday 12" only that is an answer which was not asked for
    answers = own | set(words.split(other.answer)) - words.STOPWORDS
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    shared = {word for i, _, n in matcher.get_matching_blocks() for word in first[i : i + n]}
    near = len(shared - words.STOPWORDS - answers) >= _SHARED
    return any(
        _is_another(gone, put, lacking)
        for gone, put, opened, subjects in _runs(first, second, matcher)
        if (answers.isdisjoint((*gone, *put)) or _are_asked(gone, own, lacking))
        and (
            len(gone) == len(put) <= _EXCHANGED
            or ((near or subjects) and opened and len(gone) <= _NAMED >= len(put))
        )
    )


def _are_asked(run: Sequence[str], answer: AbstractSet[str], lacking: AbstractSet[str]) -> bool:
    """Whether all words of a run are of the question: others in their place answer nothing."""
    asked = all(words.stem(word) in lacking for word in run)
    return asked and answer.isdisjoint(run)


def tells_otherwise(first: Sequence[str], second: Sequence[str], lacking: AbstractSet[str]) -> bool:
    """The same of the words that say something, those that answer included, place by place."""
    if lacking.isdisjoint(map(words.stem, first)):
        return False
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    held = {words.stem(word) for word in first}  # they stand elsewhere in it, and replace nothing
    return any(
        what == "replace"
        and j - i == m - k <= _EXCHANGED
        and _is_another(first[i:j], [w for w in second[k:m] if words.stem(w) not in held], lacking)
        for what, i, j, k, m in matcher.get_opcodes()
    )


def _runs(
    first: Sequence[str], second: Sequence[str], matcher: SequenceMatcher[str]
) -> Iterator[tuple[list[str], list[str], bool, bool]]:
    """The words of each text that stand in place of others.

    With each pair of runs comes whether a determiner opens both, and whether both are what their
    texts begin with, up to the same verb: "The school in Velt cost", "The library cost".
    """
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "replace":
            gone, put = list(first[i:j]), list(second[k:m])
            opened = all(_is_opened(*run) for run in ((first, i), (second, k)))
            verb = first[j : j + 1]
            subjects = max(i, k) <= 1 and bool(verb) and verb == second[m : m + 1]
            yield _bare(gone), _bare(put), opened, subjects
            for a, b in zip(gone, put, strict=False):  # "Monday 12", "Friday 30"
                if a in lexicon.DATES and b in lexicon.DATES:
                    yield [a], [b], opened, subjects


def _is_opened(said: Sequence[str], at: int) -> bool:
    """Whether a determiner stands at a place, or right before it."""
    return not _OPENERS.isdisjoint(said[max(0, at - 1) : at + 1])


def _bare(run: list[str]) -> list[str]:
    return run[1:] if run[0] in _OPENERS else run


def _is_another(gone: Sequence[str], put: Sequence[str], lacking: AbstractSet[str]) -> bool:
    """Whether words replace words of the question, and do not mean the same as one of them."""
    lost = [word for word in gone if words.stem(word) in lacking]
    new = [word for word in put if word not in words.STOPWORDS and not word[0].isdigit()]
    alike = any(meanings.relation(a, b) in _ALIKE for a in lost for b in new)
    return bool(lost and new) and not alike
