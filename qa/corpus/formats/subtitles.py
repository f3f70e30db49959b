"""Subtitles (.srt, .vtt): what is said, joined into paragraphs, each place with its time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from qa.corpus import decoding
from qa.corpus.extract import Extract
from qa.corpus.formats import plain
from qa.locale import gettext
from qa.types import Block, Mark

_TIME = r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})([.,]\d{1,3})"
_CUE = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}.*$")
_VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+([^>]+)>")
_TAG = re.compile(r"</?[A-Za-z][^>]*>|\{\\[^}]*\}|<\d[\d:.]*>")
_STOP = re.compile(r"[.!?…。！？؟]")
_STOPPED = 0.1  # of the cues have a full stop, in a text that is written with them
_PIECE = 200  # characters of speech without full stops that have a time of their own
_PAUSE = 3.0  # seconds after which speech without full stops begins anew
_ENDS = re.compile(r"[.!?…][\"'”’)\]]*$")


class _Cue(NamedTuple):
    """What is said at a time: as it is shown, and in seconds."""

    time: str
    start: float
    end: float
    said: str


def extract(name: str, content: bytes) -> Extract:
    """What is said; `where` is the time at which the cue begins.

    Raises:
        ValueError: There is no cue in it.
    """
    text, warnings = decoding.decode(content)
    cues = _cues(text)
    if not cues:
        raise ValueError(gettext("no subtitles in it"))
    parts: list[str] = []
    marks: list[Mark] = []
    length = begun = 0
    last, silent = "", 0.0
    unstopped = sum(bool(_STOP.search(cue.said)) for cue in cues) < _STOPPED * len(cues)
    for cue in cues:
        time, said, pause = cue.time, cue.said, cue.start - silent
        silent = cue.end
        if said == last:  # rolled captions say a line again
            continue
        anew = unstopped and (length - begun >= _PIECE or pause >= _PAUSE)
        ends = _ends(last) or said.startswith("-") or anew
        gap = "" if not parts else "\n\n" if ends else " "
        begun = length + len(gap) if ends else begun
        parts += [gap, said]
        marks.append(Mark(start=length + len(gap), where=time))
        length += len(gap) + len(said)
        last = said
    found = plain.structured("".join(parts))
    blocks = tuple(_said(block, found.text[block.start : block.end]) for block in found.blocks)
    told = replace(found, title=None, marks=tuple(marks), blocks=blocks)
    return told.warned(*warnings)


def _said(block: Block, text: str) -> Block:
    """A block of what is said: it heads nothing, however short; but a question says nothing."""
    if block.kind != "heading" or text.endswith((":", "?", "？", "؟")):
        return block
    return block.model_copy(update={"kind": "line"})


def _ends(said: str) -> bool:
    return bool(_ENDS.search(said))


def _cues(text: str) -> list[_Cue]:
    cues: list[_Cue] = []
    rows = text.replace("\r\n", "\n").split("\n")
    at = 0
    before: list[str] = []
    while at < len(rows):
        match = _CUE.match(rows[at])
        at += 1
        if not match:
            continue
        said = []
        while at < len(rows) and rows[at].strip():
            voice = _VOICE.search(rows[at])
            plain_text = _TAG.sub("", _VOICE.sub("", rows[at])).strip()
            said.append(f"{voice[1].strip()}: {plain_text}" if voice else plain_text)
            at += 1
        shown = [part for part in said if part]
        new = shown[1:] if before and shown[:1] == before[-1:] else shown  # rolled up by a line
        before = shown or before
        if new:
            times = match.groups()
            start, end = _seconds(times[:4]), _seconds(times[4:])
            cues.append(_Cue(_clock(match), start, end, " ".join(new)))
    return cues


def _seconds(time: Sequence[str | None]) -> float:
    hours, minutes, seconds, parts = (float((part or "0").replace(",", ".")) for part in time)
    return 3600 * hours + 60 * minutes + seconds + parts


def _clock(match: re.Match[str]) -> str:
    hours, minutes, seconds = match[1], int(match[2]), match[3]
    return (
        f"{int(hours)}:{minutes:02}:{seconds}"
        if hours and int(hours)
        else f"{minutes:02}:{seconds}"
    )
