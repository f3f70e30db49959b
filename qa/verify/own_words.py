"""What a statement says, without "according to the article" and the like.

The source is what a statement is judged by, so that it is named as the speaker tells nothing more.
Where the source itself speaks of a report, "the report says" is that report's word, and stays.
"""

from __future__ import annotations

import re
from functools import lru_cache

from qa.text import meanings
from qa.text.language import ENGLISH
from qa.verify.reading import Reading


def without_source(statement: str, source: Reading) -> str:
    """A statement without the words that name its source as the speaker.

    Args:
        statement: The statement.
        source: Its sentences and those before them: what is spoken of there is a speaker.
    """
    for pattern in _patterns():
        found = pattern.search(statement)
        if found is None or not _only_says(found.groupdict()):
            continue
        if meanings.lemma(words := found["itself"].lower()) in source.bases or words in source.run:
            continue
        left = (statement[: found.start()] + statement[found.end() :]).strip()
        return left[:1].upper() + left[1:]
    return statement


def _only_says(found: dict[str, str | None]) -> bool:
    """Whether a verb, if there is one, says that something is said; "denies" says more."""
    if not (verb := found.get("verb")):
        return True
    base = meanings.lemma(verb.lower())
    says_bare = base in meanings.lemmas("reports", "bare")
    return says_bare or (bool(found["that"]) and base in meanings.lemmas("reports", "plain"))


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """What names the source: before a statement, with a verb or without, and after it."""
    nouns = "|".join(sorted(meanings.listed("reports", "itself")))
    itself = rf"(?:the|this|these) (?P<itself>{nouns})\b"
    according = rf"{ENGLISH.speech.according} to {itself}"
    written = (
        rf"^{according}\s*,\s*(?=\w)",
        rf"^(?:as )?{itself} (?P<verb>\w+)(?:,|(?P<that> that\b))?\s+(?=\w)",
        rf",?\s+{according}(?=\s*[.!]?\s*$)",
    )
    return tuple(re.compile(one, re.IGNORECASE) for one in written)
