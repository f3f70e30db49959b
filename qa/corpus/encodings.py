"""The encoding of bytes that are not Unicode, told by the letters and words of the languages.

Each encoding that can decode the bytes is tried with each language whose texts are met in it. A
right decoding has that language's letters where it has more than ASCII, small letters within words,
no signs and no letters of another script within words, and its common words.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from qa.corpus.alphabets import Language, languages

_SAMPLE = 20_000  # bytes; more do not tell more
_WORD = re.compile(r"[^\W\d_]+")
_PROSE_MARKS = frozenset("“”‘’„‚«»‹›–—…•·©®€£°§ \u00ad、。，？！：；「」『』（）")
_ELIDING = frozenset("en fr it nl tr uk".split())  # "l’eau", "Türkiye’de": a mark within a word
_NORDIC = frozenset("sv fi".split())  # a quotation opens with the mark that closes it elsewhere
_NEVER_BEFORE = frozenset("”€©®°·")  # a word
_MULTIBYTE = frozenset(("cp932", "euc_jp", "gb18030", "big5", "cp949"))

# Weights of what speaks for a decoding; only their order of size matters.
_LETTERS, _WORDS, _COMMON = 3.0, 2.0, 2.0
_WITHIN, _CAPITAL, _MIXED = 4.0, 2.0, 4.0
_LATIN = 8  # times as many ASCII letters as East Asian ones: no text of such a language
_DOUBT = 0.25  # the second best, read otherwise, is as near as this: then the text may be wrong


@dataclass(frozen=True)
class Guess:
    """An encoding, how well it fits, and whether another one fits as well."""

    encoding: str
    score: float
    doubtful: bool = False


def guess(content: bytes) -> Guess:
    """The encoding that fits best; cp1252 where none does."""
    sample = content[:_SAMPLE]
    texts = {name: text for name in _names() if (text := _decoded(sample, name))}
    scored = sorted(
        (
            (_score(texts[name], language, name), name)
            for language in languages()
            for name in language.encodings
            if name in texts
        ),
        key=lambda item: -item[0],
    )
    if not scored:
        return Guess("cp1252", 0.0, doubtful=True)
    best, name = scored[0]
    others = [score for score, other in scored if texts[other] != texts[name]]
    return Guess(name, best, doubtful=bool(others) and best - others[0] < _DOUBT)


def _names() -> tuple[str, ...]:
    return tuple(dict.fromkeys(n for language in languages() for n in language.encodings))


def _decoded(sample: bytes, encoding: str) -> str:
    """The text, or nothing where these bytes are none in this encoding."""
    try:
        return sample.decode(encoding)
    except UnicodeDecodeError as error:
        cut = encoding in _MULTIBYTE and error.start >= len(sample) - 4 and error.start > 0
        return sample[: error.start].decode(encoding) if cut else ""
    except LookupError:
        return ""


def _score(text: str, language: Language, encoding: str) -> float:
    beyond = [c for c in text if ord(c) > 127 and c not in _PROSE_MARKS]
    total = max(1, len(beyond))
    if encoding in _MULTIBYTE:
        return _wide(text, beyond, language)
    known = sum(c.lower() in language.letters for c in beyond) / total
    if not beyond:
        known = 1.0
    words = [word.lower() for word in _WORD.findall(text)]
    common = sum(word in language.words for word in words) / max(1, len(words))
    score = _LETTERS * known + _WORDS * min(1.0, 3 * common)
    if language.common:
        counts = Counter(c.lower() for c in beyond)
        score += _COMMON * (sum(counts[c] for c in language.common) / total - 0.5)
    against = (
        _WITHIN * _signs(text, language.code) + _CAPITAL * _capitals(text) + _MIXED * _mixed(text)
    )
    return score - against / total


def _wide(text: str, beyond: list[str], language: Language) -> float:
    """A text in characters of two bytes: how many are common ones, and none of no script."""
    if not beyond:
        return 0.0
    common = sum(c in language.common for c in text) / len(beyond)
    odd = sum(not _is_east_asian(c) for c in beyond) / len(beyond)
    latin = sum(c.isascii() and c.isalpha() for c in text) > _LATIN * len(beyond)
    return _LETTERS + _WORDS * min(1.0, 3 * common) - _WITHIN * odd - _MIXED * latin


def _is_east_asian(character: str) -> bool:
    code = ord(character)
    return (
        0x3000 <= code <= 0x30FF
        or 0x4E00 <= code <= 0x9FFF
        or 0xAC00 <= code <= 0xD7A3
        or (0xFF01 <= code <= 0xFF5E)
    )


def _signs(text: str, code: str) -> int:
    """Signs beyond ASCII where this language has none, and control characters."""
    odd = [char for char in text if 0x80 <= ord(char) < 0xA0 or 0x2500 <= ord(char) < 0x25A0]
    spaced = f" {text} "
    dashes = sum(dash in "–—" for dash in text)
    found = 0
    for before, sign, after in zip(spaced, spaced[1:], spaced[2:], strict=False):
        if ord(sign) < 128 or sign.isalpha():
            continue
        if before.isalpha() and after.isalpha():  # "pa’s", "schlie·t"
            kept = sign == "\u00ad" or (sign == "’" and code in _ELIDING)
            found += not kept and not (sign == "·" and before in "lL")
        elif before.isspace() and after.isalpha():  # "€gypten", "”ffentlich"
            found += sign in _NEVER_BEFORE and not (sign == "”" and code in _NORDIC)
        elif before.isalpha() and after.isspace():  # "present— pruebas"; a pair of dashes may
            found += sign in "–—" and dashes == 1
    return found + len(odd)


def _capitals(text: str) -> int:
    """Capitals beyond ASCII that follow a small letter within a word."""
    return sum(b.isupper() and a.islower() and ord(b) > 127 for a, b in pairwise(text))


def _mixed(text: str) -> int:
    """Letters of another script beside one of ASCII: no word is written in two."""
    return sum(
        (_is_other(a) and b.isascii() and b.isalpha())
        or (_is_other(b) and a.isascii() and a.isalpha())
        for a, b in pairwise(text)
    )


def _is_other(character: str) -> bool:
    """Whether a letter is of no Latin script."""
    return (
        ord(character) >= 0x0370 and character.isalpha() and not 0x1E00 <= ord(character) < 0x1F00
    )
