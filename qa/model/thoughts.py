"""Thoughts: what some models write before, or amid, their answer, and the marks around it.

Servers that know a model put its thoughts into a field of their own. Others pass on all that it
writes: its thoughts between marks of its own; or from the first word on up to a mark that ends
them, where the chat template has written the opening one already; or as one of several channels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_TAG = (
    r"(?:\w{1,20}:)?"
    r"(?:think(?:ing)?|thoughts?|reason(?:ing)?|reflection|scratchpad|analysis)"
)
# What opens and ends a thought, as Qwen and DeepSeek, Seed, and others write it; Magistral; Kimi;
# Cohere; Gemma.
_OPENING = (
    rf"<(?P<tag>{_TAG})(?:\s[^<>]{{0,80}})?>|\[THINK\]|◁think▷"
    r"|<\|START_THINKING\|>|<\|channel>\s{0,3}thought"
)
_CLOSING = rf"</{_TAG}\s{{0,3}}>|\[/THINK\]|◁/think▷|<\|END_THINKING\|>|<channel\|>"
# Between these two stands whose channel it is that follows, as gpt-oss writes it.
_HEADER, _BODY = r"<\|(?:start|channel)\|>", r"<\|message\|>"
_ASIDE = ("analysis", "commentary")  # the channels that are not for the reader
# Marks that say nothing: what a template puts around an answer, and what ends a turn.
_WRAPPING = r"<\|[\w ]{1,30}\|>|</?(?:answer|response|final_answer)>"
_MARK = re.compile(
    rf"(?P<opening>{_OPENING})|(?P<closing>{_CLOSING})|(?P<header>{_HEADER})|(?P<body>{_BODY})"
    rf"|(?P<wrapping>{_WRAPPING})",
    re.IGNORECASE,
)
# The end of a text that may be the start of a mark; bounded, so that little waits for long.
_HALF = re.compile(
    r"(?:<(?:[/|]?[\w:|][^<>\n]{0,110})?[/|]?|\[/?(?:T|TH|THI|THIN|THINK)?|◁/?\w{0,5}"
    r"|<\|channel>\s{0,3}\w{0,7})\Z",
    re.IGNORECASE,
)
# The channels of a server that shows their names and leaves out the marks around them.
_NAMED, _ANSWERS = "analysis", re.compile("(?P<closing>assistantfinal)")
_MARK_CHARACTERS = 120  # of the longest mark: as much of a thought is kept to find its end in
_ENDS = ".!?…:;*_>])}”\"'’。！？"  # a thought begins where a sentence has ended
_QUOTES = " \t`\"'“‘«("  # what stands before a mark that is only talked about

_State = Literal["begins", "answers", "thinks", "header"]


@dataclass(frozen=True)
class Said:
    """What of a reply belongs to the answer.

    Attributes:
        text: The words.
        anew: Whether all words that were returned before these turned out to be a thought.
    """

    text: str
    anew: bool = False


class ThoughtFilter:
    """Leaves the thoughts out of a reply, while it is being written.

    Args:
        unopened: Whether the model was found to begin in the middle of a thought: its words wait
            until that is over.

    Attributes:
        thought: Whether it has met a thought.
        unopened: Whether a thought ended that nothing had opened.
    """

    def __init__(self, *, unopened: bool = False) -> None:
        self.thought = False
        self.unopened = False
        self._waits = unopened
        self._held = ""
        self._state: _State = "begins"
        self._mark = _MARK  # what is looked for
        self._channel = ""
        self._said = ""  # the end of what was returned
        self._anew = False

    def feed(self, piece: str, *, last: bool = False) -> Said:
        """What belongs to the answer of what was written by now and not returned before."""
        self._held += piece
        self._anew = False
        if self._waits and not last and _MARK.search(self._held) is None:
            return Said("")
        self._waits = False
        if self._state == "begins" and not self._begin(last):
            return Said("")
        text = self._read(last)
        if not self._said:
            text = text.lstrip()
        self._said = (self._said + text)[-_MARK_CHARACTERS:]
        return Said(text, self._anew)

    def _begin(self, last: bool) -> bool:
        """Tell by its first word whether a reply begins with a channel's name; or not yet."""
        start = self._held.lstrip()
        if len(start) <= len(_NAMED) and _NAMED.startswith(start) and not last:
            return False
        self._state = "answers"
        if start.startswith(_NAMED) and start[len(_NAMED) :][:1].isupper():
            self._think(_ANSWERS)
        return True

    def _read(self, last: bool) -> str:
        text = ""
        while found := self._mark.search(self._held):
            before, self._held = self._held[: found.start()], self._held[found.end() :]
            if self._state == "answers":
                text += before
                if _is_talked_about(found, self._said + text):
                    text += found.group()
                    continue
            elif self._state == "header":
                self._channel += before
            if self._was_thought(found):
                self._forget(text)
                text = ""
        if self._state != "answers":
            self._held = self._held[-_MARK_CHARACTERS:]
            return text
        half = None if last else _HALF.search(self._held)
        end = half.start() if half else len(self._held)
        said, self._held = self._held[:end], self._held[end:]
        return text + said

    def _was_thought(self, found: re.Match[str]) -> bool:
        """Go past a mark; tells whether what was said before it was a thought after all."""
        kind, before = found.lastgroup, self._state
        if kind == "opening":
            tag = found["tag"]
            end = rf"(?P<closing></{re.escape(tag)}\s{{0,3}}>)" if tag else ""
            self._think(re.compile(end, re.IGNORECASE) if tag else _MARK)
        elif kind == "header":
            self._state, self._channel = "header", ""
        elif kind == "body" and before == "header":
            if self._channel.strip().lower().startswith(_ASIDE):
                self._think(_MARK)
                return False
            self._state = "answers"
            return True
        elif kind == "closing":
            self._state, self._mark, self.thought = "answers", _MARK, True
            return before == "answers"
        return False

    def _think(self, end: re.Pattern[str]) -> None:
        self._state, self._mark, self.thought = "thinks", end, True

    def _forget(self, text: str) -> None:
        if self._said or text.strip():
            self.thought = self.unopened = True
            self._anew, self._said = self._anew or bool(self._said), ""


def _is_talked_about(found: re.Match[str], before: str) -> bool:
    """Whether a mark stands amid a sentence, as one does that a text is about."""
    line = before.rpartition("\n")[2]
    if not line.strip() or line.rstrip()[-1] in _ENDS:
        return False
    return found.lastgroup == "opening" or (found.lastgroup == "closing" and line[-1] in _QUOTES)
