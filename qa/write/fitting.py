"""Question and passages → messages that fit a model's window. Nothing is cut in silence.

Passages are given up whole, or at sentence borders, worst first; how many were is said. Tokens
are estimated, on the safe side: what a server counts with is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.answer import citations
from qa.index.memory import Index
from qa.locale import gettext
from qa.model.chats import Message
from qa.model.chats import tokens as tokens_of
from qa.model.client import LanguageModel
from qa.model.failures import ContextOverflow
from qa.model.forms import Form
from qa.model.prompts import Prompts
from qa.search.search import BUDGET, SearchResult
from qa.text.citation_markers import MARKER
from qa.types import Passage, Turn
from qa.write import structured

# Characters of passages below which there is no use in asking a model: a few sentences; by hand.
LEAST_BUDGET = 400

# Shares, set by hand: no command fits them.
_SHRINK = 0.75  # of a budget that did not fit: what is tried next
_ANSWER_SHARE = 0.25  # of a window, at most, for the answer
_EARLIER_SHARE = 0.125  # of a window, at most, for the turns that are sent along with a question
_TALK_SHARE = 0.75  # of a window, at most, for the conversation that is condensed
_DELIMITER = re.compile(r"<(?=/?\s{0,5}passage)", re.IGNORECASE)


@dataclass(frozen=True)
class Prompt:
    """What is sent to answer a question.

    Attributes:
        messages: The chat.
        passages: The passages in it, in the order of their numbers.
        tokens: Tokens that the answer may have.
        form: The form that the answer is asked for in, where it is asked for in one.
        notes: What did not fit.
    """

    messages: tuple[Message, ...]
    passages: tuple[Passage, ...]
    tokens: int
    form: Form | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fitting:
    """Fills prompts so that they fit.

    Args:
        model: Whose window it is.
        prompts: The prompts.
        answer_tokens: Tokens that an answer may have, where the window is large enough.
    """

    model: LanguageModel
    prompts: Prompts
    answer_tokens: int

    def answer(
        self, found: SearchResult, budget: int = BUDGET, history: Sequence[Turn] = ()
    ) -> Prompt:
        """The prompt with as many passages as fit the window beside the answer.

        Args:
            found: The question, and what was found for it.
            budget: Characters of passages, at most.
            history: Earlier turns, oldest first; the last of them are sent along where they fit.

        Raises:
            ContextOverflow: Not even a few sentences fit.
        """
        window = self.model.window
        full = sum(len(p.text) for p in found.passages(BUDGET))
        tokens = min(self.answer_tokens, int(window * _ANSWER_SHARE))
        form = self._form()
        told = tokens_of(Message("user", form.instruction)) if form else 0
        earlier = _earlier(history, int(window * _EARLIER_SHARE))
        while budget >= LEAST_BUDGET:
            passages = found.passages(budget)
            used = sum(len(passage.text) for passage in passages)
            messages = self._messages(found, passages, earlier)
            if sum(map(tokens_of, messages)) + told <= window - tokens:
                note = gettext(
                    "The model's window holds {used:,} of {full:,} characters of the passages that "
                    "were found.",
                    used=used,
                    full=full,
                )
                notes = (note,) if used < full else ()
                return Prompt(messages, passages, tokens, form, notes)
            budget = int(budget * _SHRINK)
        raise ContextOverflow(
            gettext(
                "the question does not fit the window of the model '{model}', {window:,} tokens: "
                "ask a shorter one, set QA_LLM_CONTEXT where that number is wrong, or choose "
                "another model with QA_LLM",
                model=self.model.label,
                window=window,
            )
        )

    def _form(self) -> Form | None:
        return (
            structured.form(self.prompts.fill("structured")) if self.model.forms.offered else None
        )

    def condense(self, question: str, history: Sequence[Turn]) -> tuple[Message, int]:
        """What asks for a follow-up that stands alone, with the last turns that fit.

        Returns:
            The message, and how many turns were left out.

        Raises:
            ContextOverflow: Not even one turn fits.
        """
        turns = [_said(turn) for turn in history if turn["content"].strip()]
        empty = self.prompts.fill("condense", conversation="", question=question)
        room = int(self.model.window * _TALK_SHARE) - tokens_of(Message("user", empty))
        start = len(turns)
        while start > 0 and (size := tokens_of(Message("user", turns[start - 1]))) <= room:
            room -= size
            start -= 1
        if start < len(turns):
            conversation = "\n".join(turns[start:])
            text = self.prompts.fill("condense", conversation=conversation, question=question)
            return Message("user", text), start
        raise ContextOverflow(gettext("the conversation does not fit the model's window"))

    def _messages(
        self, found: SearchResult, passages: Sequence[Passage], earlier: Sequence[Message]
    ) -> tuple[Message, ...]:
        numbered = [
            self.prompts.fill(
                "passage",
                number=number,
                file=_attribute(passage.file),
                date=_attribute(_date(found.index, passage)),
                text=_as_data(passage.text),
            )
            for number, passage in enumerate(passages, start=1)
        ]
        text = self.prompts.fill(
            "question", passages="\n\n".join(numbered), question=found.standalone
        )
        system = self.prompts.fill("answer", refusal=citations.REFUSAL)
        return (Message("system", system), *earlier, Message("user", text))


def _earlier(history: Sequence[Turn], room: int) -> tuple[Message, ...]:
    """The last turns that fit, as the chat that they were: it opens with the user, and alternates.

    What was cited then has other numbers now, so markers are left out.
    """
    kept: list[Message] = []
    for turn in reversed(history):
        text = citations.unmarked(turn["content"])
        message = Message(turn["role"], text)
        if (room := room - tokens_of(message)) < 0:
            break
        if not text or (kept and kept[0].role == turn["role"]):
            continue
        if kept or turn["role"] == "assistant":
            kept.insert(0, message)
    return tuple(kept[1:] if kept and kept[0].role == "assistant" else kept)


def _date(index: Index, passage: Passage) -> str:
    first = index.sentence_at(passage.file, passage.start)
    return index.rows[first].date or "unknown"


def _as_data(text: str) -> str:
    """A text that can neither end its own passage nor hold what looks like a marker."""
    return MARKER.sub(r"(\1)", _DELIMITER.sub("‹", text))


def _attribute(text: str) -> str:
    return "".join(c if c.isprintable() and c not in '"<>' else "_" for c in text)


def _said(turn: Turn) -> str:
    return f"{turn['role']}: {citations.unmarked(turn['content'])}"
