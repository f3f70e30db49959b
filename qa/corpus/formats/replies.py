"""What a mail repeats of others: quoted replies, said to be so; what was read before is context."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from qa.corpus.extract import Builder, Extract
from qa.corpus.formats import mail_head, plain
from qa.text import dates
from qa.types import Block, Mark


def _any(phrases: tuple[str, ...]) -> str:
    return "|".join(re.escape(phrase).replace("'", "['’]") for phrase in phrases)


_QUOTED = re.compile(r"(?m)(?:^[^\S\n]*>.*(?:\n|\Z))+")
_MARK = re.compile(r"(?m)^[^\S\n]*>[^\S\n]?")
_ORIGINAL = re.compile(
    rf"(?im)^[^\S\n]*-{{3,}}[^\S\n]*(?:{_any(mail_head.ORIGINAL)})[^\S\n]*-{{3,}}[^\S\n]*$"
)
# "From: Bo Lind", "Sent: Monday", "Subject: Pump": an earlier mail stands below.
_HEAD = re.compile(
    r"(?m)^[^\S\n]*\*?(?P<name>[^\s:*：]{1,12})[^\S\n]?\*?[:：]\*?[^\S\n]*(?P<said>[^\n]*)(?:\n(?:[^\S\n]*\n)*|\Z)"
)
# "On 3 May 2024 at 10:12, Bo Lind <bo@example.org> wrote:"
_WROTE = re.compile(rf"(?<![^\W\d_])(?:{_any(mail_head.WROTE)})(?![^\W\d_])", re.IGNORECASE)
_WHEN = re.compile(rf"\d{{1,2}}[:.]\d{{2}}|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}}|{dates.LONG}|@")
_BY_ADDRESS = re.compile(r"\d.*<[^<>\s]+@[^<>\s]+>\s*[:：]$", re.DOTALL)
_ADDRESS = re.compile(r"\s*[<\[(][^<>\[\]()]*@[^<>\[\]()]*[>\])]|[\"*]")
_LONGEST = 250  # characters of a line that says who wrote
_DEPTH = 8  # replies within replies
_BETWEEN = 200  # characters of other lines of a head ("Cc:") between those that are known
QUOTED = "quoted reply"
_LED = "Quoted reply:"
_GREETING_WORDS = 7
_RUN = 4  # words that stand in one order in two mails are repeated
_REPEATED = 0.8  # of the runs of a piece
_KEPT = 50  # messages back


def structured(text: str) -> Extract:
    """The text of a mail; what it quotes is read as a quoted reply."""
    return below_heads(_marked(text.replace("\r\n", "\n").split("\n-- \n")[0], 0))


def _marked(text: str, depth: int) -> Extract:
    """A text of which the lines that open with ">" are quoted; they may quote others."""
    builder = Builder()
    at = 0
    for match in _QUOTED.finditer(text):
        before = text[at : match.start()].strip("\n")
        _include(builder, before)
        inner = _MARK.sub("", match.group())
        part = _marked(inner, depth + 1) if depth < _DEPTH else plain.structured(inner)
        builder.include(*quoted(part, before))
        at = match.end()
    _include(builder, text[at:].strip("\n"))
    return builder.extract()


def _include(builder: Builder, text: str) -> None:
    """Add what nothing marks; a section of one mail is none of the earlier one below it."""
    borders = [0, *sorted(start for start, _, _ in _written_heads(text)), len(text)]
    for start, stop in pairwise(borders):
        builder.include(plain.structured(text[start:stop].strip("\n")))


def quoted(part: Extract, before: str) -> tuple[Extract, str]:
    """What a mail quotes, read after who wrote it, where the text before says so; and its mark."""
    said = _last_lines(before)
    by = said if said and (said.endswith((":", "：")) or _tells(said)) else ""
    led = f"{_LED} {by}" if by else _LED
    blocks = (_led(block, led) for block in below_heads(part).blocks)
    unmarked = (block.model_copy(update={"where": ""}) for block in blocks)
    return replace(_with(part, unmarked), marks=()), QUOTED


def _last_lines(text: str) -> str:
    """The last line of a text, and the one before where it is but the end of that."""
    rows = [row.strip() for row in text.rstrip().split("\n")[-2:]]
    both = " ".join(rows)
    return both if len(rows) > 1 and _tells(both) and not _tells(rows[-1]) else rows[-1]


def _tells(line: str) -> bool:
    """Whether a line says who wrote what follows: "On 3 May 2024 Bo Lind wrote:"."""
    if len(line) > _LONGEST or not line.endswith((":", "：")):
        return False
    return bool(_BY_ADDRESS.search(line) or (_WROTE.search(line) and _WHEN.search(line)))


def _silent(block: Block) -> Block:
    return block.model_copy(update={"kind": "heading", "context": "", "reading": ""})


def below_heads(part: Extract) -> Extract:
    """A mail of which all is quoted that stands below the head of an earlier one.

    Its lines say nothing but who wrote what follows, and that is read after them.
    """
    heads = sorted((*_written_heads(part.text), *_told_heads(part)))
    starts = [start for start, _, _ in heads]
    blocks: list[Block] = []
    for block in part.blocks:
        at = bisect_right(starts, block.start) - 1
        end, by = heads[at][1:] if at >= 0 else (0, "")
        said = _said(part, block)
        if block.end <= end or _tells(said) or _greets(said):
            blocks.append(_silent(block))
        else:
            blocks.append(block if at < 0 else _led(block, f"{_LED} {by}".strip()))
    marks = part.marks
    if heads:
        first = Mark(start=starts[0], where=QUOTED)
        marks = (*(mark for mark in marks if mark.start < first.start), first)
    return replace(part, blocks=tuple(blocks), marks=marks)


def _written_heads(text: str) -> Iterator[tuple[int, int, str]]:
    """Where heads of earlier mails begin and end, and who wrote what stands below each."""
    for match in _ORIGINAL.finditer(text):
        yield match.start(), match.end(), ""
    lines = [match for match in _HEAD.finditer(text) if match["name"].lower() in mail_head.NAMES]
    for index, line in enumerate(lines):
        if mail_head.NAMES[line["name"].lower()] != "From":
            continue
        names, end = {"From"}, line.end()
        for other in lines[index + 1 :]:
            name = mail_head.NAMES[other["name"].lower()]
            if other.start() - end > _BETWEEN or name == "From":
                break
            names.add(name)
            end = other.end()
        if "Subject" in names and len(names) > 2:
            by = _ADDRESS.sub("", line["said"]).strip() or line["said"].strip()
            yield line.start(), len(text[:end].rstrip()), f"{by}:" if by else ""


def _told_heads(part: Extract) -> Iterator[tuple[int, int, str]]:
    """The same of lines ("Am 3. Mai schrieb Bo:") below which nothing is marked as quoted."""
    for block, following in pairwise(part.blocks):
        said = _said(part, block)
        if _tells(said) and not _is_quoted(part, block) and not _is_quoted(part, following):
            yield block.start, block.end, said


def _is_quoted(part: Extract, block: Block) -> bool:
    marked = [mark.where for mark in part.marks if mark.start <= block.start]
    return bool(marked) and marked[-1] == QUOTED


def _said(part: Extract, block: Block) -> str:
    return " ".join(part.text[block.start : block.end].split())


def said_by(part: Extract, name: str) -> Extract:
    """The body of a mail, read after who says it; a greeting says nothing."""
    blocks = (
        _silent(block)
        if _greets(part.text[block.start : block.end])
        else _led(block, f"{name}:" if name else "")
        for block in part.blocks
    )
    return _with(part, blocks)


def _greets(said: str) -> bool:
    return said.endswith(",") and len(said.split()) <= _GREETING_WORDS


def _led(block: Block, by: str) -> Block:
    if block.kind in ("heading", "aside") or _LED in block.context:
        return block
    led = " ".join(part for part in (by, block.context) if part)
    return block.model_copy(update={"context": led})


def _with(part: Extract, blocks: Iterator[Block]) -> Extract:
    return Extract(**{**vars(part), "blocks": tuple(blocks)})


class Repeats:
    """Finds in the mails of a box what they quote of those before."""

    def __init__(self) -> None:
        self._before: deque[set[tuple[str, ...]]] = deque(maxlen=_KEPT)

    def left_out(self, mail: Extract) -> Extract:
        """A mail of which what earlier ones say is context, and never quoted."""
        said = set(_runs(mail.text))
        found = _with(mail, (self._seen(mail, block) for block in mail.blocks))
        self._before.append(said)
        return found

    def _seen(self, mail: Extract, block: Block) -> Block:
        if _LED not in block.context:
            return block
        runs = list(_runs(mail.text[block.start : block.end]))
        known = sum(any(run in earlier for earlier in self._before) for run in runs)
        if known < _REPEATED * len(runs):
            return block
        return block.model_copy(update={"kind": "aside", "context": "", "reading": ""})


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return zip(*(words[at:] for at in range(min(_RUN, max(1, len(words))))), strict=False)
