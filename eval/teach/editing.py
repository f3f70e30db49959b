"""What edits of statements draw on, and are put together with."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

import lemminflect

Label = Literal["says", "neither", "opposes", "not"]  # "not": one of the two before it
REFUSALS = ["failed to {b}", "refused to {b}", "denied having {n}", "never {d}", "declined to {b}"]
SAID = ["said", "claimed", "announced", "denied", "warned", "admitted"]


class Edit(NamedTuple):
    """A statement or its evidence, edited.

    Attributes:
        kind: Which edit was made.
        text: What it made of the text.
        label: What the evidence then is to the statement.
    """

    kind: str
    text: str
    label: Label


class Pool:
    """What edits draw on: names, clauses, verbs and nouns of many texts, by kind."""

    def __init__(self) -> None:
        self.named: dict[str, list[str]] = {}
        self.clauses: list[str] = []
        self.words: dict[str, list[str]] = {}

    def learn(self, sentence: Any) -> None:
        """Take in a parsed sentence."""
        for entity in sentence.ents:
            self.named.setdefault(entity.label_, []).append(entity.text)
        for token in sentence:
            if token.tag_ in {"NN", "NNS", "VBD", "VBZ", "VBN"} and token.is_alpha:
                self.words.setdefault(token.tag_, []).append(token.text)
            if token.dep_ in {"advcl", "ccomp", "conj"} and token.tag_ in {"VBD", "VBZ"}:
                tree = list(token.subtree)
                if 4 <= len(tree) <= 12 and tree[0].dep_ in {"nsubj", "det", "poss", "compound"}:
                    self.clauses.append(sentence[tree[0].i : tree[-1].i + 1].text)


@cache
def pipeline(*exclude: str) -> Any:
    """SpaCy's small English pipeline, under whichever name it is installed.

    Args:
        exclude: Parts of it that are not needed.
    """
    import importlib
    import pkgutil

    found = [m.name for m in pkgutil.iter_modules() if m.name.startswith("en_core_web_sm")]
    return importlib.import_module(found[0]).load(exclude=list(exclude))


def inflected(lemma: str, tag: str) -> str:
    """A verb in a form of it, by its Penn tag."""
    forms = lemminflect.getInflection(lemma, tag)
    return str(forms[0]) if forms else lemma


def span(said: Any, token: Any) -> tuple[int, int] | None:
    """Where a token with all that hangs on it is; None where that is apart or long."""
    tree = sorted(t.i for t in token.subtree)
    whole = tree[-1] - tree[0] + 1 == len(tree)
    return (tree[0], tree[-1] + 1) if whole and len(tree) <= 8 else None


def apart(one: str, other: str) -> bool:
    """Whether two names share no word."""
    return not set(one.lower().split()) & set(other.lower().split())


def some(pool: Sequence[str], draw: random.Random) -> list[str]:
    """A few of a list, drawn."""
    return draw.sample(list(pool), min(6, len(pool))) if pool else []


def put(said: Any, start: int, end: int, text: str) -> str:
    """A text with other words at some positions."""
    return joined((said[:start].text, text, said[end:].text))


def joined(parts: Sequence[str]) -> str:
    """Parts of a text as one, punctuation put right."""
    text = " ".join(part for part in parts if part)
    text = (
        re.sub(r" ([.,;:!?)%]|['’]s\b|n['’]t\b)", r"\1", text).replace("$ ", "$").replace("€ ", "€")
    )
    return text[:1].upper() + text[1:]
