"""Statements that a text makes, edited so that it no longer does; and evidence, so that it hedges.

Each edit is of a kind that language models are seen to make: another number, unit, name, role,
place or time, a word turned into its opposite, a denial put in or taken out, a cause or a tail
added, a hedge lost.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

import lemminflect

from eval.teach.edits import OPPOSITES

Label = Literal["says", "neither", "opposes", "not"]  # "not": one of the two before it
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
_REASONS = ["because", "since", "after", "although", "so that", "while", "even though"]
_ADJECTIVES = (
    "new old large small secret illegal foreign local national former late famous free public "
    "private red broken successful failed second third northern military official temporary"
).split()
_SCOPES = ["only", "all", "every", "the first", "the only", "no", "most", "both"]
_DENIALS = [
    "It is false that {}",
    "It is not true that {}",
    "{} is not the case",
    "Nobody said that {}",
]
_HEDGES = [
    "may have {n}",
    "is expected to {b}",
    "plans to {b}",
    "hopes to {b}",
    "might {b}",
    "was asked to {b}",
    "considered {g}",
    "wants to {b}",
    "was about to {b}",
]
_REFUSALS = ["failed to {b}", "refused to {b}", "denied having {n}", "never {d}", "declined to {b}"]
_SAID = ["said", "claimed", "announced", "denied", "warned", "admitted"]


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


def edits(said: Any, passage: Any, pool: Pool, draw: random.Random) -> list[Edit]:
    """Each kind of edit that can be made of a statement, once.

    Args:
        said: The parsed statement, which its evidence makes.
        passage: The parsed text around the evidence: names that stand there are exchanged first.
        pool: What else to draw on.
        draw: Draws.
    """
    makers: Sequence[Callable[..., Iterator[Edit]]] = (
        _names,
        _numbers,
        _units,
        _comparisons,
        _opposites,
        _negations,
        _roles,
        _tails,
        _adjectives,
        _attributions,
        _tenses,
        _scopes,
        _exchanges,
    )
    made = []
    for maker in makers:
        found = list(maker(said, passage, pool, draw))
        if found:
            made.append(draw.choice(found))
    return [edit for edit in made if edit.text.lower() != said.text.lower()]


def hedged(evidence: Any, draw: random.Random) -> Edit | None:
    """Evidence whose main verb is hedged or refused: the statement is no longer made by it."""
    root = next(
        (t for t in evidence if t.dep_ == "ROOT" and t.tag_ == "VBD" and t.lemma_ != "be"), None
    )
    if root is None or any(t.dep_ in {"aux", "auxpass", "neg"} for t in root.children):
        return None
    refusal = draw.random() < 0.4
    form = draw.choice(_REFUSALS if refusal else _HEDGES)
    forms = {
        "b": root.lemma_,
        "d": root.text,
        "n": _form(root.lemma_, "VBN"),
        "g": _form(root.lemma_, "VBG"),
    }
    text = _put(evidence, root.i, root.i + 1, form.format(**forms))
    return Edit("refused" if refusal else "hedged", text, "opposes" if refusal else "neither")


def both(evidence: Any, said: Any, pool: Pool, draw: random.Random) -> tuple[str, Edit] | None:
    """Evidence and statement, denied, hedged or attributed alike: the one still says the other.

    Returns:
        The evidence; the statement, with what the evidence is to the statement as it was before.
    """
    roots: list[Any] = [
        next((t for t in d if t.dep_ == "ROOT" and t.tag_ == "VBD"), None) for d in (evidence, said)
    ]
    plain = all(
        r is not None
        and r.lemma_ != "be"
        and not any(t.dep_ in {"aux", "auxpass", "neg"} for t in r.children)
        for r in roots
    )
    who = (_some(pool.named.get("PERSON", []), draw) or [""])[0]
    if draw.random() < 0.3 and who:
        lead = f"{who} {draw.choice(_SAID[:3])} that "
        made = [
            lead + (d.text if d[0].ent_type_ else d.text[:1].lower() + d.text[1:])
            for d in (evidence, said)
        ]
        return made[0], Edit("attributed", made[1], "not")
    if not plain or roots[0].lemma_ != roots[1].lemma_:
        return None
    kind, form, label = draw.choice(
        [
            ("hedged", draw.choice(_HEDGES), "neither"),
            ("refused", draw.choice(_REFUSALS), "opposes"),
            ("denied", "did not {b}", "opposes"),
            ("denied", "never {d}", "opposes"),
        ]
    )
    made = []
    for read, root in zip((evidence, said), roots, strict=True):
        lemma = root.lemma_
        forms = {"b": lemma, "d": root.text, "n": _form(lemma, "VBN"), "g": _form(lemma, "VBG")}
        made.append(_put(read, root.i, root.i + 1, form.format(**forms)))
    return made[0], Edit(kind, made[1], label)  # type: ignore[arg-type]


def _names(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    for entity in said.ents:
        if entity.label_ not in _NAMED:
            continue
        near = {e.text for e in passage.ents if e.label_ == entity.label_}
        others = sorted(o for o in near if _apart(o, entity.text))
        if not others or draw.random() < 0.3:
            others = [
                o for o in _some(pool.named.get(entity.label_, []), draw) if _apart(o, entity.text)
            ]
        if others:
            text = _put(said, entity.start, entity.end, draw.choice(others))
            yield Edit("name", text, _NAMED[entity.label_])  # type: ignore[arg-type]


def _numbers(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
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
                "number", _put(said, token.i, token.i + 1, str(draw.choice(changed))), "opposes"
            )
        elif token.pos_ == "NUM" and not token.is_digit and token.is_alpha:
            words = (
                "two three four five six seven eight nine ten twelve twenty thirty fifty".split()
            )
            if token.lower_ in words:
                other = draw.choice([w for w in words if w != token.lower_])
                yield Edit("number", _put(said, token.i, token.i + 1, other), "opposes")
        elif token.like_num and re.fullmatch(r"[\d.,]*\d[\d.,]*", token.text):
            digits = [i for i, c in enumerate(token.text) if c.isdigit()]
            at = digits[0]
            new = draw.choice([d for d in "123456789" if d != token.text[at]])
            yield Edit(
                "number",
                _put(said, token.i, token.i + 1, token.text[:at] + new + token.text[at + 1 :]),
                "opposes",
            )


def _units(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    for token in said:
        for family in _UNITS:
            if token.text in family:
                other = draw.choice([u for u in family if u != token.text])
                yield Edit("unit", _put(said, token.i, token.i + 1, other), "opposes")
        if token.text in {"$", "€", "£"}:
            other = draw.choice([c for c in "$€£" if c != token.text])
            yield Edit("unit", _put(said, token.i, token.i + 1, other), "opposes")
        if token.text in {"%", "percent"}:
            yield Edit(
                "unit",
                _put(said, token.i, token.i + 1, draw.choice(["people", "dollars"])),
                "neither",
            )


def _comparisons(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
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
            yield Edit("comparison", _put(said, at, at, lead), "not")


def _opposites(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    for token in said:
        if token.lower_ in OPPOSITES:
            yield Edit(
                "opposite", _put(said, token.i, token.i + 1, OPPOSITES[token.lower_]), "opposes"
            )


def _negations(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    for token in said:
        if token.dep_ == "neg" and token.lower_ in {"not", "n't", "never"}:
            yield Edit("negation out", _put(said, token.i, token.i + 1, ""), "opposes")
            return
    root = next((t for t in said if t.dep_ == "ROOT"), None)
    if root is None:
        return
    helper = next((t for t in root.children if t.dep_ in {"aux", "auxpass"}), None)
    if helper is not None or root.lemma_ == "be":
        at = (helper if helper is not None else root).i + 1
        yield Edit("negation", _put(said, at, at, draw.choice(["not", "not", "never"])), "opposes")
    elif root.tag_ in {"VBD", "VBZ", "VBP"}:
        does = {"VBD": "did", "VBZ": "does", "VBP": "do"}[root.tag_]
        changed = draw.choice(
            [f"{does} not {root.lemma_}", f"never {root.text}", f"{does}n't {root.lemma_}"]
        )
        yield Edit("negation", _put(said, root.i, root.i + 1, changed), "opposes")
        refusal = draw.choice(_REFUSALS).format(
            b=root.lemma_, d=root.text, n=_form(root.lemma_, "VBN")
        )
        yield Edit("refusal", _put(said, root.i, root.i + 1, refusal), "opposes")
    bare = said.text.rstrip(".")
    bare = bare if said[0].ent_type_ else bare[:1].lower() + bare[1:]
    denied = draw.choice(_DENIALS).format(bare) + "."
    yield Edit("denial", denied[:1].upper() + denied[1:], "opposes")


def _roles(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    root = next((t for t in said if t.dep_ == "ROOT"), None)
    subject = next((t for t in said if t.dep_ in {"nsubj", "nsubjpass"} and t.head == root), None)
    if root is None or subject is None:
        return
    for token in said:
        near = root in (token.head, token.head.head)
        if near and token.dep_ in {"dobj", "pobj"} and token.i > subject.i:
            one, other = _span(said, subject), _span(said, token)
            if one and other and one[1] <= other[0] and token.pos_ in {"PROPN", "NOUN"}:
                parts = (
                    said[: one[0]].text,
                    said[slice(*other)].text,
                    said[one[1] : other[0]].text,
                    said[slice(*one)].text,
                    said[other[1] :].text,
                )
                yield Edit("roles", _joined(parts), "neither")


def _tails(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    bare = said.text.rstrip(" .")
    if pool.clauses:
        clause = draw.choice(pool.clauses)
        yield Edit("cause", f"{bare} {draw.choice(_REASONS)} {clause}.", "neither")
        yield Edit("tail", f"{bare}, and {clause}.", "neither")
    for kind, lead in (("GPE", "in"), ("DATE", "in"), ("PERSON", "with"), ("ORG", "for")):
        others = [o for o in _some(pool.named.get(kind, []), draw) if o not in passage.text]
        if others:
            yield Edit("tail", f"{bare} {lead} {draw.choice(others)}.", "neither")


def _adjectives(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    for token in said:
        if token.pos_ == "NOUN" and token.i and said[token.i - 1].pos_ in {"DET", "ADP"}:
            adjective = draw.choice(
                [a for a in _ADJECTIVES if a not in passage.text.lower()] or ["new"]
            )
            yield Edit("adjective", _put(said, token.i, token.i, adjective), "neither")


def _attributions(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    people = {e.text for e in passage.ents if e.label_ in {"PERSON", "ORG"}}
    people |= set(_some(pool.named.get("PERSON", []), draw))
    others = sorted(p for p in people if p not in said.text)
    if others and not any(t.lemma_ in {"say", "claim", "announce"} for t in said):
        bare = said.text if said[0].ent_type_ else said.text[:1].lower() + said.text[1:]
        yield Edit(
            "attribution", f"{draw.choice(others)} {draw.choice(_SAID)} that {bare}", "neither"
        )


def _tenses(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    root = next((t for t in said if t.dep_ == "ROOT"), None)
    if root is None or any(t.dep_ in {"aux", "auxpass", "neg"} for t in root.children):
        return
    if root.tag_ == "VBD":
        lemma = "be" if root.lemma_ == "be" else root.lemma_
        form = draw.choice(["will {}", "is going to {}", "plans to {}", "would like to {}"])
        yield Edit("tense", _put(said, root.i, root.i + 1, form.format(lemma)), "neither")


def _scopes(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    for token in said:
        if token.lower_ in {"some", "many", "several", "most", "few", "part"}:
            yield Edit("scope", _put(said, token.i, token.i + 1, draw.choice(["all", "no"])), "not")
        elif token.tag_ == "DT" and token.lower_ in {"a", "an"}:
            yield Edit(
                "scope",
                _put(
                    said,
                    token.i,
                    token.i + 1,
                    draw.choice(["every", "the only", "no", "the first"]),
                ),
                "neither",
            )
        elif token.dep_ == "nsubj" and token.pos_ == "PROPN" and draw.random() < 0.3:
            yield Edit("scope", _put(said, said[0].i, said[0].i, "Only"), "neither")


def _exchanges(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    """A noun or a verb exchanged for another one of the passage, or of any text."""
    known = {t.lemma_.lower() for t in said}
    for token in said:
        if token.tag_ not in {"NN", "NNS", "VBD", "VBZ", "VBN"} or token.lemma_ in {
            "be",
            "have",
            "do",
        }:
            continue
        near = [
            t.text
            for t in passage
            if t.tag_ == token.tag_ and t.lemma_.lower() not in known and t.is_alpha
        ]
        others = (
            near if near and draw.random() < 0.6 else _some(pool.words.get(token.tag_, []), draw)
        )
        others = [o for o in others if o.lower() != token.lower_]
        if others:
            kind = "verb" if token.tag_[0] == "V" else "noun"
            yield Edit(kind, _put(said, token.i, token.i + 1, draw.choice(others)), "neither")


def _form(lemma: str, tag: str) -> str:
    forms = lemminflect.getInflection(lemma, tag)
    return str(forms[0]) if forms else lemma


def _span(said: Any, token: Any) -> tuple[int, int] | None:
    tree = sorted(t.i for t in token.subtree)
    whole = tree[-1] - tree[0] + 1 == len(tree)
    return (tree[0], tree[-1] + 1) if whole and len(tree) <= 8 else None


def _apart(one: str, other: str) -> bool:
    return not set(one.lower().split()) & set(other.lower().split())


def _some(pool: Sequence[str], draw: random.Random) -> list[str]:
    return draw.sample(list(pool), min(6, len(pool))) if pool else []


def _put(said: Any, start: int, end: int, text: str) -> str:
    return _joined((said[:start].text, text, said[end:].text))


def _joined(parts: Sequence[str]) -> str:
    text = " ".join(part for part in parts if part)
    text = (
        re.sub(r" ([.,;:!?)%]|['’]s\b|n['’]t\b)", r"\1", text).replace("$ ", "$").replace("€ ", "€")
    )
    return text[:1].upper() + text[1:]
