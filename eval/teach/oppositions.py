"""A value of a statement exchanged, or a denial put in: mostly what its evidence opposes."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

from eval.teach.editing import REFUSALS, Edit, Pool, apart, inflected, put, some
from eval.teach.edits import OPPOSITES

_NAMED = {
    "PERSON": "opposes",
    "ORG": "opposes",
    "GPE": "opposes",
    "LOC": "opposes",
    "FAC": "opposes",
    "NORP": "opposes",
    "DATE": "opposes",
    "TIME": "opposes",
    "EVENT": "neither",
    "PRODUCT": "neither",
    "WORK_OF_ART": "neither",
}
_UNITS = [
    "dollars euros pounds crowns roubles francs yen".split(),
    "hours days weeks months years minutes seconds decades".split(),
    "kilometres miles metres feet centimetres inches kilometers meters".split(),
    "tonnes kilograms pounds grams litres gallons".split(),
    "thousand million billion trillion hundred".split(),
    "January February March April May June July August September October November December".split(),
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
]
_COMPARED = ["more than", "less than", "fewer than", "nearly", "at least", "at most", "exactly"]
_DENIALS = [
    "It is false that {}",
    "It is not true that {}",
    "{} is not the case",
    "Nobody said that {}",
]


def names(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    """Another name of its kind."""
    for entity in said.ents:
        if entity.label_ not in _NAMED:
            continue
        near = {e.text for e in passage.ents if e.label_ == entity.label_}
        others = sorted(o for o in near if apart(o, entity.text))
        if not others or draw.random() < 0.3:
            others = [
                o for o in some(pool.named.get(entity.label_, []), draw) if apart(o, entity.text)
            ]
        if others:
            text = put(said, entity.start, entity.end, draw.choice(others))
            yield Edit("name", text, _NAMED[entity.label_])  # type: ignore[arg-type]


def numbers(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    """Another number."""
    for token in said:
        if token.like_num and token.is_digit:
            value = int(token.text)
            near = [
                t.text
                for t in passage
                if t.is_digit and t.text != token.text and len(t.text) == len(token.text)
            ]
            changed = [
                value + draw.choice([1, -1, 2, 3, 10, -5]),
                value * 10,
                value * 2,
                *map(int, near),
            ]
            changed = [c for c in changed if c > 0 and c != value] or [value + 1]
            yield Edit(
                "number", put(said, token.i, token.i + 1, str(draw.choice(changed))), "opposes"
            )
        elif token.pos_ == "NUM" and not token.is_digit and token.is_alpha:
            words = (
                "two three four five six seven eight nine ten twelve twenty thirty fifty".split()
            )
            if token.lower_ in words:
                other = draw.choice([w for w in words if w != token.lower_])
                yield Edit("number", put(said, token.i, token.i + 1, other), "opposes")
        elif token.like_num and re.fullmatch(r"[\d.,]*\d[\d.,]*", token.text):
            digits = [i for i, c in enumerate(token.text) if c.isdigit()]
            at = digits[0]
            new = draw.choice([d for d in "123456789" if d != token.text[at]])
            yield Edit(
                "number",
                put(said, token.i, token.i + 1, token.text[:at] + new + token.text[at + 1 :]),
                "opposes",
            )


def units(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    """Another unit."""
    for token in said:
        for family in _UNITS:
            if token.text in family:
                other = draw.choice([u for u in family if u != token.text])
                yield Edit("unit", put(said, token.i, token.i + 1, other), "opposes")
        if token.text in {"$", "€", "£"}:
            other = draw.choice([c for c in "$€£" if c != token.text])
            yield Edit("unit", put(said, token.i, token.i + 1, other), "opposes")
        if token.text in {"%", "percent"}:
            yield Edit(
                "unit",
                put(said, token.i, token.i + 1, draw.choice(["people", "dollars"])),
                "neither",
            )


def comparisons(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    """Another bound, or one that was not there."""
    text = said.text
    for phrase in ("more than", "less than", "fewer than", "at least", "over", "under"):
        if re.search(rf"\b{phrase} (?=\S*\d)", text):
            other = {
                "more than": "less than",
                "less than": "more than",
                "fewer than": "more than",
                "at least": "fewer than",
                "over": "under",
                "under": "over",
            }[phrase]
            yield Edit("comparison", re.sub(rf"\b{phrase} (?=\S*\d)", other + " ", text), "opposes")
            return
    for token in said:
        if token.like_num and token.ent_type_ in {"CARDINAL", "MONEY", "PERCENT", "QUANTITY"}:
            lead = draw.choice(
                [c for c in _COMPARED if c not in {"exactly", "at least", "at most"}]
            )
            at = token.i - 1 if token.i and said[token.i - 1].text in "$€£" else token.i
            yield Edit("comparison", put(said, at, at, lead), "not")


def opposites(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    """A word turned into its opposite."""
    for token in said:
        if token.lower_ in OPPOSITES:
            yield Edit(
                "opposite", put(said, token.i, token.i + 1, OPPOSITES[token.lower_]), "opposes"
            )


def negations(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    """A denial put in or taken out."""
    for token in said:
        if token.dep_ == "neg" and token.lower_ in {"not", "n't", "never"}:
            yield Edit("negation out", put(said, token.i, token.i + 1, ""), "opposes")
            return
    root = next((t for t in said if t.dep_ == "ROOT"), None)
    if root is None:
        return
    helper = next((t for t in root.children if t.dep_ in {"aux", "auxpass"}), None)
    if helper is not None or root.lemma_ == "be":
        at = (helper if helper is not None else root).i + 1
        yield Edit("negation", put(said, at, at, draw.choice(["not", "not", "never"])), "opposes")
    elif root.tag_ in {"VBD", "VBZ", "VBP"}:
        does = {"VBD": "did", "VBZ": "does", "VBP": "do"}[root.tag_]
        changed = draw.choice(
            [f"{does} not {root.lemma_}", f"never {root.text}", f"{does}n't {root.lemma_}"]
        )
        yield Edit("negation", put(said, root.i, root.i + 1, changed), "opposes")
        refusal = draw.choice(REFUSALS).format(
            b=root.lemma_, d=root.text, n=inflected(root.lemma_, "VBN")
        )
        yield Edit("refusal", put(said, root.i, root.i + 1, refusal), "opposes")
    bare = said.text.rstrip(".")
    bare = bare if said[0].ent_type_ else bare[:1].lower() + bare[1:]
    denied = draw.choice(_DENIALS).format(bare) + "."
    yield Edit("denial", denied[:1].upper() + denied[1:], "opposes")
