"""Items of a list → blocks: each quoted alone, or a short list as one, with the line before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.corpus import lines
from qa.corpus.outline import Outline
from qa.types import Block

_LAST = re.compile(r"(?<=[.!?])\s+")  # the last sentence before a list introduces it
_LIST_CHARACTERS = 300  # a list of names is one answer: it is quoted whole up to this length
_ITEM_WORDS = 4  # on average; longer items say something each


@dataclass(frozen=True)
class Item:
    """An item: where its text stands, without its mark, and how it reads.

    `as_written` is whether it reads as it is written; `parent` the item that it is a part of.
    """

    start: int
    end: int
    text: str
    as_written: bool = True
    parent: str = ""


def blocks(items: Sequence[Item], intro: Block | None, said: str, outline: Outline) -> list[Block]:
    """The blocks of a list; where the first one holds `intro`, it takes its place.

    Args:
        items: The items, in order.
        intro: The block before the list, if there is one.
        said: What that says.
        outline: The headings that the list stands under.
    """
    whole = " ".join(said.split())
    said = _LAST.split(whole)[-1]
    led = intro is not None and said.endswith((":", "："))
    if led and intro is not None and said == whole and _is_one(items, intro):
        names = "; ".join(item.text for item in items)
        return [
            Block(
                kind="item",
                start=intro.start,
                end=items[-1].end,
                context=outline.context(),
                reading=f"{said} {names}",
                where=outline.where(),
            )
        ]
    return [
        Block(
            kind="item",
            start=item.start,
            end=item.end,
            context=outline.context(said if led else "", item.parent),
            reading="" if item.as_written else item.text,
            where=outline.where(f"item {number}" if len(items) > 1 else ""),
        )
        for number, item in enumerate(items, 1)
    ]


def _is_one(items: Sequence[Item], intro: Block) -> bool:
    counted = sum(len(item.text.split()) for item in items)
    stops = any(lines.STOPS.search(item.text) for item in items)
    whole = items[-1].end - intro.start <= _LIST_CHARACTERS
    return counted <= _ITEM_WORDS * len(items) and not stops and whole
