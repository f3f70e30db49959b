"""What is counted in a question in a language that the reader does not know.

"Wie viele Mitarbeiter hat die Brauerei?" is not answered by an article that has no word for them,
in a sentence that counts nothing.
"""

from __future__ import annotations

import re
from functools import cache

from qa.answer import foreign
from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import forms, words

_STEM, _ENDING = 4, 2  # letters that a word keeps at least, and those that it may bend by
_DIGITS = r"(?<![\d.,:/-])\d{1,3}(?:[.\s]\d{3})*(?![\d.,:%°]|\s*[%€$£°])"


def unmet(index: Index, ranking: Ranking, sentence: int) -> str:
    """What a question counts, which an article has not, where its sentence counts nothing.

    Args:
        index: Where the sentence is.
        ranking: Its scores for the question.
        sentence: Its number.

    Returns:
        It, as the question has it; empty where there is none.
    """
    code = ranking.query.language
    asked, numbers = _patterns(code)
    match = asked.search(ranking.query.corrected) if asked else None
    if match is None or foreign.is_across(index, ranking, sentence):
        return ""
    noun, text = match["noun"], index.rows[sentence].read
    counts = (found.end() for found in numbers.finditer(text))
    if any(_is_counted(text[end:], code) for end in counts):
        return ""
    every = index.article_of(sentence)
    if any(set(forms.terms(noun, code)) & set(index.terms[i]) for i in every):
        return ""
    folded = words.fold(noun)
    stem = folded[: max(_STEM, len(folded) - _ENDING)]
    return "" if any(stem in words.fold(index.rows[i].read) for i in every) else noun


def _is_counted(after: str, code: str) -> bool:
    """Whether what follows a number is what there are so many of: a word that carries a subject."""
    if not forms.forms(code).stemmer:
        return True
    following = words.TOKEN.match(after.lstrip(" \u00a0"))
    return following is not None and bool(forms.terms(following.group(), code))


@cache
def _patterns(code: str) -> tuple[re.Pattern[str] | None, re.Pattern[str]]:
    """How a language asks for a number of things, and how it writes numbers."""
    counting, numbers = forms.counting(code)
    asked = re.compile(counting, re.IGNORECASE) if counting else None
    return asked, re.compile(f"{numbers or '(?!)'}|{_DIGITS}", re.IGNORECASE)
