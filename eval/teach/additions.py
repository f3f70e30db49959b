"""What a statement does not have from its evidence: mostly what that leaves open."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from eval.teach.editing import SAID, Edit, Pool, joined, put, some, span

_REASONS = ["because", "since", "after", "although", "so that", "while", "even though"]
_ADJECTIVES = (
    "new old large small secret illegal foreign local national former late famous free public "
    "private red broken successful failed second third northern military official temporary"
).split()


def roles(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    """Subject and object exchanged."""
    root = next((t for t in said if t.dep_ == "ROOT"), None)
    subject = next((t for t in said if t.dep_ in {"nsubj", "nsubjpass"} and t.head == root), None)
    if root is None or subject is None:
        return
    for token in said:
        near = root in (token.head, token.head.head)
        if near and token.dep_ in {"dobj", "pobj"} and token.i > subject.i:
            one, other = span(said, subject), span(said, token)
            if one and other and one[1] <= other[0] and token.pos_ in {"PROPN", "NOUN"}:
                parts = (
                    said[: one[0]].text,
                    said[slice(*other)].text,
                    said[one[1] : other[0]].text,
                    said[slice(*one)].text,
                    said[other[1] :].text,
                )
                yield Edit("roles", joined(parts), "neither")


def tails(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    """A cause or a tail that the text does not have."""
    bare = said.text.rstrip(" .")
    if pool.clauses:
        clause = draw.choice(pool.clauses)
        yield Edit("cause", f"{bare} {draw.choice(_REASONS)} {clause}.", "neither")
        yield Edit("tail", f"{bare}, and {clause}.", "neither")
    for kind, lead in (("GPE", "in"), ("DATE", "in"), ("PERSON", "with"), ("ORG", "for")):
        others = [o for o in some(pool.named.get(kind, []), draw) if o not in passage.text]
        if others:
            yield Edit("tail", f"{bare} {lead} {draw.choice(others)}.", "neither")


def adjectives(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    """An adjective that the text does not have."""
    for token in said:
        if token.pos_ == "NOUN" and token.i and said[token.i - 1].pos_ in {"DET", "ADP"}:
            adjective = draw.choice(
                [a for a in _ADJECTIVES if a not in passage.text.lower()] or ["new"]
            )
            yield Edit("adjective", put(said, token.i, token.i, adjective), "neither")


def attributions(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    """Somebody's word."""
    people = {e.text for e in passage.ents if e.label_ in {"PERSON", "ORG"}}
    people |= set(some(pool.named.get("PERSON", []), draw))
    others = sorted(p for p in people if p not in said.text)
    if others and not any(t.lemma_ in {"say", "claim", "announce"} for t in said):
        bare = said.text if said[0].ent_type_ else said.text[:1].lower() + said.text[1:]
        yield Edit(
            "attribution", f"{draw.choice(others)} {draw.choice(SAID)} that {bare}", "neither"
        )


def tenses(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    """What is yet to come."""
    root = next((t for t in said if t.dep_ == "ROOT"), None)
    if root is None or any(t.dep_ in {"aux", "auxpass", "neg"} for t in root.children):
        return
    if root.tag_ == "VBD":
        lemma = "be" if root.lemma_ == "be" else root.lemma_
        form = draw.choice(["will {}", "is going to {}", "plans to {}", "would like to {}"])
        yield Edit("tense", put(said, root.i, root.i + 1, form.format(lemma)), "neither")


def scopes(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
    """All for some, the only one for one."""
    for token in said:
        if token.lower_ in {"some", "many", "several", "most", "few", "part"}:
            yield Edit("scope", put(said, token.i, token.i + 1, draw.choice(["all", "no"])), "not")
        elif token.tag_ == "DT" and token.lower_ in {"a", "an"}:
            yield Edit(
                "scope",
                put(
                    said,
                    token.i,
                    token.i + 1,
                    draw.choice(["every", "the only", "no", "the first"]),
                ),
                "neither",
            )
        elif token.dep_ == "nsubj" and token.pos_ == "PROPN" and draw.random() < 0.3:
            yield Edit("scope", put(said, said[0].i, said[0].i, "Only"), "neither")


def exchanges(said: Any, passage: Any, pool: Pool, draw: random.Random) -> Iterator[Edit]:
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
            near if near and draw.random() < 0.6 else some(pool.words.get(token.tag_, []), draw)
        )
        others = [o for o in others if o.lower() != token.lower_]
        if others:
            kind = "verb" if token.tag_[0] == "V" else "noun"
            yield Edit(kind, put(said, token.i, token.i + 1, draw.choice(others)), "neither")
