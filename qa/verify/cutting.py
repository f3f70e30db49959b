"""Where a sentence can be cut so that what is left is whole, and in its writer's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.text import meanings, words
from qa.verify.reading import is_verbal

_LEAST_WORDS = 3  # of a sentence that is left; set by hand
_PAIRED = meanings.listed("clauses", "paired")
_BORDER = re.compile(
    r"\s*(?:;"
    r"|[,–—]\s(?=and |but |which |who |because |while |although |where |so )"
    r"|\s(?=and |but |because )"
    r")\s*"
)


def heads(sentence: str) -> Iterator[tuple[str, str]]:
    """What stands before each border, longest first, as a sentence; and what is cut off."""
    for match in reversed(list(_BORDER.finditer(sentence))):
        head, rest = sentence[: match.start()].rstrip(" ,;–—"), sentence[match.end() :].strip()
        if _is_whole(head) and _can_go(rest):
            yield f"{head}.", rest.rstrip(" .")


def _is_whole(head: str) -> bool:
    said = words.split(head)
    return (
        len(said) >= _LEAST_WORDS
        and said[0] not in _PAIRED
        and any(is_verbal(word) or word.endswith("s") for word in said[1:])
        and all(head.count(a) == head.count(b) for a, b in ("“”", "()", "‘’"))
        and head.count('"') % 2 == 0
    )


def _can_go(rest: str) -> bool:
    """Whether what is cut off says something by itself, so that its loss changes nothing before."""
    said = words.split(rest)
    opener = said[0] if said else ""
    follows = said[1] if len(said) > 1 else ""
    if opener in meanings.listed("clauses", "joiners"):
        return is_verbal(follows) or any(is_verbal(word) for word in said[2:6])
    return len(said) > 1
