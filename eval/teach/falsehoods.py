"""Statements that a text makes, edited so that it no longer does; and evidence, so that it hedges.

Each edit is of a kind that language models are seen to make: another number, unit, name, role,
place or time, a word turned into its opposite, a denial put in or taken out, a cause or a tail
added, a hedge lost.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from eval.teach import additions, oppositions
from eval.teach.editing import REFUSALS, SAID, Edit, Pool, inflected, put, some

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


def edits(said: Any, passage: Any, pool: Pool, draw: random.Random) -> list[Edit]:
    """Each kind of edit that can be made of a statement, once.

    Args:
        said: The parsed statement, which its evidence makes.
        passage: The parsed text around the evidence: names that stand there are exchanged first.
        pool: What else to draw on.
        draw: Draws.
    """
    makers: Sequence[Callable[..., Iterator[Edit]]] = (
        oppositions.names,
        oppositions.numbers,
        oppositions.units,
        oppositions.comparisons,
        oppositions.opposites,
        oppositions.negations,
        additions.roles,
        additions.tails,
        additions.adjectives,
        additions.attributions,
        additions.tenses,
        additions.scopes,
        additions.exchanges,
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
    form = draw.choice(REFUSALS if refusal else _HEDGES)
    forms = {
        "b": root.lemma_,
        "d": root.text,
        "n": inflected(root.lemma_, "VBN"),
        "g": inflected(root.lemma_, "VBG"),
    }
    text = put(evidence, root.i, root.i + 1, form.format(**forms))
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
    who = (some(pool.named.get("PERSON", []), draw) or [""])[0]
    if draw.random() < 0.3 and who:
        lead = f"{who} {draw.choice(SAID[:3])} that "
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
            ("refused", draw.choice(REFUSALS), "opposes"),
            ("denied", "did not {b}", "opposes"),
            ("denied", "never {d}", "opposes"),
        ]
    )
    made = []
    for read, root in zip((evidence, said), roots, strict=True):
        lemma = root.lemma_
        forms = {
            "b": lemma,
            "d": root.text,
            "n": inflected(lemma, "VBN"),
            "g": inflected(lemma, "VBG"),
        }
        made.append(put(read, root.i, root.i + 1, form.format(**forms)))
    return made[0], Edit(kind, made[1], label)  # type: ignore[arg-type]
