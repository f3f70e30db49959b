"""Other words in the place of words of a question: a sentence that has them is of another thing.

"The swimming pool in Sulz cost 9 million" is not on what the ice rink in Sulz cost, though all of
its other words fit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher

from qa.text import meanings, words
from qa.text.language import ENGLISH

_EXCHANGED = 2  # words side by side, of two sentences that are alike but for as many others
_NAMED = 3  # the same, of what a determiner opens, whatever its length: "the ice rink", "the pool"
_ALIKE = ("same", "alike")
_OPENERS = ENGLISH.compounds.determiners


def is_of_another(one: str, other: str, lacking: AbstractSet[str]) -> bool:
    """Whether a text has other words where one that answers has words of the question.

    Args:
        one: A text that answers.
        other: A text that may answer too.
        lacking: Terms of the question that are nowhere around the other text.
    """
    first, second = words.split(one), words.split(other)
    if not lacking & {words.stem(word) for word in first}:
        return False
    return any(
        _is_another(gone, put, lacking)
        for gone, put, opened in _runs(first, second)
        if len(gone) == len(put) <= _EXCHANGED or (opened and len(gone) <= _NAMED >= len(put))
    )


def _runs(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[list[str], list[str], bool]]:
    """The words of each text that stand in place of others, and whether a determiner opens both."""
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "replace":
            gone, put = list(first[i:j]), list(second[k:m])
            opened = all(_is_opened(*run) for run in ((first, i), (second, k)))
            yield _bare(gone), _bare(put), opened


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
