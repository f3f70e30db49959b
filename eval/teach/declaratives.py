"""A question and its answer → the statement that they make.

"Who led it?" and "Ada" make "Ada led it." The question's parse tells what is asked for and
where the subject stands: what is asked for gives its place to the answer, an auxiliary before the
subject goes behind it, and "did" into its verb (Demszky et al., 2018, do the same with rules on a
parse).
"""

from __future__ import annotations

import re
from typing import Any

import lemminflect

_WH = frozenset({"WDT", "WP", "WP$", "WRB"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_PREPOSITIONS = frozenset(
    "in on at by during from to for since with through because after before under over near "
    "into within around until about between among".split()
)
_DATE = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|[a-z]+ \d{1,2}\b|\d{1,2} [a-z]+", re.I
)


def statement(question: Any, answer: str, before: str = "") -> str | None:
    """What a question says with its answer put in; None where the parse does not tell how.

    Args:
        question: The parsed question.
        answer: The answer.
        before: What stands before the answer in the text, for its preposition.
    """
    answer = answer.strip(" .,;")
    wh = next((token for token in question if token.tag_ in _WH), None)
    root = next((token for token in question if token.dep_ == "ROOT"), None)
    if wh is None or root is None or not answer:
        return None
    phrase = _asked(wh)
    follows = question[phrase[-1].i + 1 : phrase[-1].i + 2]
    helped = any(token.lemma_ == "do" and token != root for token in follows)
    if not helped and _is_subject(phrase[-1], root):
        words = [*question[: phrase[0].i], _filled(phrase, answer), *question[phrase[-1].i + 1 :]]
        return _sentence(words)
    return _turned(question, phrase, root, answer, before)


def polar(question: Any) -> str | None:
    """The statement that a yes/no question asks about; None where the parse does not tell."""
    root = next((token for token in question if token.dep_ == "ROOT"), None)
    subject = _subject(root) if root is not None else None
    first = question[0]
    if root is None or subject is None or first.tag_ in _WH or first.i >= subject[0].i:
        return None
    lead, moved = _behind(first, root)
    if lead is None:
        return None
    rest = [t for t in question[subject[-1].i + 1 :] if t != first]
    return _sentence([*subject, *lead, *[moved if t == root and moved else t.text for t in rest]])


def _asked(wh: Any) -> list[Any]:
    """The tokens of what is asked for: "how many people", "which of the cities", "who"."""
    head = wh
    while head.head != head and head.dep_ in {"det", "amod", "advmod", "poss", "nummod"}:
        if head.head.i < head.i or head.head.pos_ in {"VERB", "AUX"}:
            break
        head = head.head
    return list(wh.doc[wh.i : head.i + 1])


def _is_subject(token: Any, root: Any) -> bool:
    return token.dep_ in {"nsubj", "nsubjpass"} and token.head == root and token.i < root.i


def _filled(phrase: list[Any], answer: str) -> str:
    """The answer in place of what was asked for: with its noun after a bare number."""
    noun = phrase[-1].text
    counts = len(phrase) > 2 and phrase[0].lower_ == "how" and noun.lower() not in answer.lower()
    return f"{answer} {noun}" if counts else answer


def _subject(root: Any) -> list[Any] | None:
    found = [t for t in root.children if t.dep_ in _SUBJECTS]
    if not found:
        return None
    tree = sorted(found[0].subtree, key=lambda t: t.i)
    whole = list(root.doc[tree[0].i : tree[-1].i + 1])
    return whole if all(t.tag_ not in _WH or t.i > found[0].i for t in whole) else None


def _behind(auxiliary: Any, root: Any) -> tuple[list[str] | None, str]:
    """What of an auxiliary comes behind the subject, and the verb that takes up a "did"."""
    if auxiliary.lemma_ == "do" and auxiliary != root:
        tag = {"VBD": "VBD", "VBZ": "VBZ"}.get(auxiliary.tag_, "VBP")
        forms = lemminflect.getInflection(root.lemma_, tag)
        return [], (forms[0] if forms and tag != "VBP" else root.text)
    if auxiliary.pos_ == "AUX":
        return [auxiliary.text.lower()], ""
    return None, ""


def _turned(question: Any, phrase: list[Any], root: Any, answer: str, before: str) -> str | None:
    after = phrase[-1].i + 1
    subject = _subject(root)
    if after >= len(question) or subject is None or subject[0].i <= after - 1:
        return None
    auxiliary = question[after]
    lead, moved = _behind(auxiliary, root)
    if lead is None or subject[0].i != after + 1:
        return None
    rest = list(question[subject[-1].i + 1 :])
    rest = rest[:-1] if rest and rest[-1].is_punct else rest
    texts = [moved if t == root and moved else t.text for t in rest]
    asked = phrase[-1]
    adverbial = phrase[0].tag_ == "WRB" and len(phrase) == 1
    put = (
        _with_preposition(phrase[0].lower_, answer, before)
        if adverbial
        else _filled(phrase, answer)
    )
    stranded = [i for i, t in enumerate(rest) if t.dep_ == "prep" and not list(t.children)]
    introduced = [] if phrase[0].i == 0 else list(question[: phrase[0].i])
    if introduced and introduced[-1].dep_ == "prep":  # "In which year did it open?"
        put = f"{introduced[-1].text.lower()} {put}"
        introduced = introduced[:-1]
        at = len(texts)
    elif adverbial:
        at = len(texts)
    elif asked.dep_ == "attr" or root.lemma_ == "be":
        at = 0 if not rest or rest[0] != root else 1
    elif stranded:
        at = stranded[-1] + 1
    else:
        at = next(
            (
                i + 1
                for i, t in enumerate(rest)
                if t == root or (t.head == root and t.dep_ == "prt")
            ),
            len(texts),
        )
    return _sentence([*introduced, *subject, *lead, *texts[:at], put, *texts[at:]])


def _with_preposition(asked: str, answer: str, before: str) -> str:
    if answer.split(maxsplit=1)[0].lower() in _PREPOSITIONS:
        return answer
    led = before.rsplit(maxsplit=1)[-1].lower() if before.split() else ""
    if led == "the":
        answer, led = f"the {answer}", (before.split()[-2:-1] or [""])[0].lower()
    if led in _PREPOSITIONS:
        return f"{led} {answer}"
    usual = {"when": "on" if _DATE.search(answer) else "in", "where": "in", "why": "because of"}
    return f"{usual.get(asked, 'by')} {answer}"


def _sentence(parts: list[Any]) -> str:
    said = " ".join(part if isinstance(part, str) else part.text for part in parts).rstrip(" ?.")
    said = re.sub(r" (['’](?:s|re|ve|ll|d|m|t)\b|n['’]t\b|[,.;:)\]%”])", r"\1", said)
    said = re.sub(r"([(\[$£€“]) ", r"\1", said).replace(" - ", "-")
    said = re.sub(r'" ([^"]*) "', r'"\1"', said)
    return said[:1].upper() + said[1:] + "."
