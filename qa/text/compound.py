"""A question → the questions that it consists of: "Who won, and how old is she?" are two.

Cut is only where another clause asks by itself: after a joint stands an interrogative with its verb
("and when was …"), a verb with its subject ("and is the bridge …"), or an interrogative alone that
shares the rest ("who led it and when?"). A clause that belongs to a word before it ("what he said
about who came and what it cost") and things that are listed ("Lavrov and Ushakov") are not cut.
"""

from __future__ import annotations

import re

from qa.text import questions, words
from qa.text.language import ENGLISH, alternatives

MOST_PARTS = 4  # of a question; with more of them it is answered as one

_WORDS = ENGLISH.compounds
_ASKING = alternatives(ENGLISH.questions.interrogatives)
_AUXILIARY = alternatives(ENGLISH.questions.auxiliaries)
_DETERMINERS = alternatives(_WORDS.determiners)
_SUBJECTS = alternatives(_WORDS.subjects)
# An interrogative with what belongs to it: "by whom", "how much", "which of the two firms".
_PHRASE = (
    rf"(?:(?:{alternatives(_WORDS.prepositions)}) )?"
    rf"(?:how {_WORDS.degrees}\b|(?:{_ASKING})\b)"
)
_JOINT = re.compile(
    rf"(?P<mark>[,;]?) (?:(?:{alternatives(_WORDS.joints)}) )"
    rf"(?:(?:{alternatives(_WORDS.fillers)}) )?|(?P<bare>[,;]) ",
    re.IGNORECASE,
)
_OPENS = re.compile(_PHRASE, re.IGNORECASE)
_ALONE = rf"(?:{_PHRASE}|(?:{alternatives(ENGLISH.questions.what)}|how) \w+)"
_BETWEEN = rf"(?:,|,? (?:{alternatives(_WORDS.joints)}))"
_ONLY_ASKS = re.compile(rf"{_ALONE}(?:{_BETWEEN} {_ALONE})*\W*", re.IGNORECASE)
_ASKS = re.compile(rf"\b(?:{_ASKING})\b", re.IGNORECASE)
_WHETHER = re.compile(
    rf"(?:{_AUXILIARY}) (?:(?:{_SUBJECTS}|{_DETERMINERS})\b|(?-i:[A-Z]))", re.IGNORECASE
)
_COMMAND = re.compile(rf"(?:{alternatives(_WORDS.commands)})\b", re.IGNORECASE)
_VERB = re.compile(rf"\b(?:{_AUXILIARY})\b", re.IGNORECASE)
_SUBORDINATE = re.compile(rf" (?:{_SUBJECTS}|{_DETERMINERS})\b|(?-i: [A-Z])", re.IGNORECASE)
_PAIRING = re.compile(rf"\b{_WORDS.pairing}\b", re.IGNORECASE)
_REQUEST = re.compile(ENGLISH.questions.requests)
_RELATIVE = re.compile(rf"(?:{alternatives(_WORDS.relatives)})\b", re.IGNORECASE)
_FEWEST = 2  # words of a question without a noun at its end: "Who came, who left …"
_REACH = 4  # words from an interrogative to its verb ("which two of the firms were …"); set by hand


def parts(question: str) -> list[str]:
    """The questions that a question consists of, in order, each to be asked by itself.

    A part keeps the words of the question; what it shares with another one is repeated in it. One
    that has no parts is returned as it is.
    """
    sentences = [s for s in re.split(r"(?<=\?) ", question) if s.strip()]
    if len(sentences) > 1 and not all(_asks_by_itself(_unjoined(s)) for s in sentences):
        return [question]
    found = [part for s in sentences for part in _parts(_unjoined(s).rstrip(" ?!."))]
    if not 1 < len(found) <= MOST_PARTS or any(_ONLY_ASKS.fullmatch(part) for part in found):
        return [question]
    return [part[:1].upper() + part[1:] + ("." if _COMMAND.match(part) else "?") for part in found]


def _parts(text: str) -> list[str]:
    for joint in _JOINT.finditer(text):
        left, right = text[: joint.start()], text[joint.end() :]
        if joint["bare"] and (not _is_asked(right) or _describes(left, right)):
            continue
        if (both := _divided(left, right, bool(joint["mark"] or joint["bare"]))) is not None:
            return [*_parts(both[0]), *_parts(both[1])]
    return [text]


def _is_asked(clause: str) -> bool:
    return bool(_OPENS.match(clause)) and _is_direct(clause)


def _describes(left: str, right: str) -> bool:
    """Whether a clause says more of the noun before it: "the gardener, who grows plums"."""
    return bool(_RELATIVE.match(right)) and len(left.split()) > _FEWEST


def _divided(left: str, right: str, paused: bool) -> tuple[str, str] | None:
    """The questions on both sides of a joint; None where it does not join two questions."""
    asked, answering = _OPENS.match(left), _OPENS.match(right)
    if _PAIRING.search(left):
        return None
    if asked and answering and _ONLY_ASKS.fullmatch(left):
        rest = _without_interrogative(right)
        return (f"{left} {rest}", right) if rest else None
    embedded = asked is not None and len(_ASKS.findall(left)) > 1
    if not _is_whole(left) or (embedded and not _ends_with_it(left, paused)):
        return None
    if asked and not embedded and _ONLY_ASKS.fullmatch(right):
        return left, f"{right} {_without_interrogative(left)}"
    joined = _is_direct(right) and len(right.split()) > 1
    joined = joined or (_is_request(left) and bool(answering or _asks_by_itself(right)))
    return (left, right) if joined else None


def _ends_with_it(left: str, paused: bool) -> bool:
    """Whether a clause within a question ends with it: "… where the council meets, and who …"."""
    return paused and questions.wanted(left).kind != "statement"


def _unjoined(text: str) -> str:
    """A sentence without a joint at its beginning."""
    opened = _JOINT.match(f" {text}")
    return text[opened.end() - 1 :] if opened and not opened["bare"] else text


def _asks_by_itself(text: str) -> bool:
    return bool(_is_direct(text) or _COMMAND.match(text) or _is_request(text))


def _is_request(text: str) -> bool:
    return bool(_COMMAND.match(text) or _REQUEST.match(words.fold(text)))


def _is_whole(left: str) -> bool:
    """Whether what stands before a joint is a question by itself."""
    return len(left.split()) > 2 - bool(_OPENS.match(left)) and _asks_by_itself(left)


def _is_direct(text: str) -> bool:
    """Whether a clause asks by itself: "when did he go", "who came"; not "when he went"."""
    if _WHETHER.match(text):
        return True
    asked = _OPENS.match(text)
    if asked is None:
        return False
    near = " ".join(text[asked.end() :].split()[:_REACH])
    verb = _VERB.search(near)
    if verb is not None:
        between = near[: verb.start()]
        return not (between and re.match(rf"(?:{_SUBJECTS})\b", between, re.IGNORECASE))
    return not _SUBORDINATE.match(text[asked.end() :])


def _without_interrogative(text: str) -> str:
    """A question from its verb on: what another interrogative can share with it."""
    asked = _OPENS.match(text)
    rest = text[asked.end() :] if asked else text
    verb = _VERB.search(" ".join(rest.split()[:_REACH]))
    return (rest.strip()[verb.start() :] if verb else rest).strip()
