"""The answerer that has a language model write, and lets through what is proved.

The model sees the passages that retrieval found, numbered. What it writes is read sentence by
sentence, checked, numbered anew and only then shown, so what was streamed is the answer's text.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence

from qa.answer import calibration
from qa.answer.answerer import Rewritten, compose
from qa.answer.confidence import REFUSAL_THRESHOLD, confidence, gather
from qa.errors import ModelError
from qa.index.memory import Index
from qa.locale import gettext
from qa.model import client as models
from qa.model import prompts
from qa.model.client import LanguageModel
from qa.model.failures import ContextOverflow
from qa.model.replies import Reply
from qa.model.stream import Anew
from qa.search.search import BUDGET, SearchResult
from qa.settings import Settings
from qa.text import words
from qa.types import Answer, Pending, Turn, Usage
from qa.verify import verifier
from qa.verify.judging import Reads
from qa.write.agreeing import agreement
from qa.write.drafts import Draft
from qa.write.fitting import LEAST_BUDGET, Fitting, Prompt
from qa.write.proof import Checker

_QUESTION_TOKENS = 400  # that a question made to stand alone may have
_QUESTION_CHARACTERS = 600


class Writer:
    """Has a language model write answers.

    Args:
        settings: Which model, where, and with which prompts.
        model: What writes, instead of the model that the settings name.

    Raises:
        PromptError: A prompt file is missing, or its slots are wrong.
    """

    def __init__(self, settings: Settings, model: LanguageModel | None = None) -> None:
        self.optional = settings.llm == "auto"  # whether another answer will do when it fails
        self._model = model or LanguageModel(settings)
        self._reads = verifier.chosen(settings)
        self._threshold = calibration.threshold(settings)
        self._fitting = Fitting(
            self._model, prompts.load(settings.prompts), settings.llm_answer_tokens
        )

    def rewrite(self, question: str, history: Sequence[Turn]) -> Rewritten:
        """Make a follow-up stand alone; where the model does not, the local way is left."""
        if not any(turn["content"].strip() for turn in history):
            return Rewritten("")
        try:
            message, left_out = self._fitting.condense(question, history)
            tokens = min(_QUESTION_TOKENS, self._model.window // 4)
            reply = self._model.reply([message], tokens, auxiliary=True)
        except ModelError:
            return Rewritten("")
        note = gettext(
            "The first {left_out} turns of the conversation did not fit the model's window.",
            left_out=left_out,
        )
        return Rewritten(_question(reply), reply.usage, (note,) if left_out else ())

    def answer(
        self,
        result: SearchResult,
        history: Sequence[Turn],
        *,
        streamed: bool,
    ) -> Iterator[str | Pending | Answer]:
        """Yield the answer's text in pieces as it is proved, then the `Answer`; see `Answerer`.

        Where it is streamed, what is not proved yet comes in between.

        Raises:
            ModelError: The model failed; pieces may have been yielded before.
        """
        budget, used = BUDGET, Usage()
        while True:
            prompt = self._fitting.answer(result, budget, history)
            attempt = _Attempt(result.index, prompt, self._reads)
            try:
                reply = yield from self._written(attempt, streamed)
            except ContextOverflow:
                budget = sum(len(passage.text) for passage in prompt.passages) // 2
                if budget < LEAST_BUDGET or attempt.draft.statements:
                    raise
                continue
            used += reply.usage
            draft = attempt.draft
            if (
                draft.unformed or draft.unreadable
            ):  # its server takes the form, and does not keep it
                self._model.forms.give_up()
            if not draft.unreadable:
                break
        together = agreement(result, draft.statements, self._threshold)
        yield compose(
            result,
            draft.statements,
            confidence=_confidence(result, draft, prompt),
            mode="generative",
            model=self._model.label,
            passages=prompt.passages,
            notes=(*prompt.notes, *draft.notes, *together.notes),
            usage=used,
            claims=together.claims,
        )

    def _written(self, attempt: _Attempt, streamed: bool) -> Generator[str | Pending, None, Reply]:
        """Have it written and checked: the pieces that can be shown, then the reply."""
        prompt = attempt.prompt
        pieces = (
            self._model.stream(prompt.messages, prompt.tokens, prompt.form)
            if streamed
            else _whole(self._model.reply(prompt.messages, prompt.tokens, prompt.form))
        )
        reply = Reply(text="")
        for piece in pieces:
            if isinstance(piece, Reply):
                reply = piece
                continue
            if isinstance(piece, Anew):
                attempt.begin_anew()
            elif shown := attempt.shown(attempt.draft.feed(piece)):
                yield shown
            if streamed:
                yield attempt.draft.pending
        if shown := attempt.shown(attempt.draft.finish(cut=reply.cut)):
            yield shown
        return reply


class _Attempt:
    """A prompt, and the answer that is written to it.

    What was shown is not taken back piece by piece: where it was a thought, the `Answer` tells.
    """

    def __init__(self, index: Index, prompt: Prompt, reads: Reads | None) -> None:
        self.prompt = prompt
        self._parts = (index, prompt.passages, reads)
        self._shown = self._stale = False
        self.draft = self._new()

    def _new(self) -> Draft:
        return Draft(Checker(*self._parts), structured=self.prompt.form is not None)

    def begin_anew(self) -> None:
        """All that was written so far is no part of the answer."""
        self._stale = self._shown
        self.draft = self._new()

    def shown(self, piece: str) -> str:
        """What can be shown of a piece that is proved: nothing behind what was a thought."""
        self._shown = self._shown or bool(piece)
        return "" if self._stale else piece


def describe(settings: Settings) -> str:
    """Who answers, in a few words for people to read; nothing is connected to."""
    if not models.wanted(settings):
        return gettext("by quoting, on this machine")
    name, server = model_name(settings), LanguageModel(settings).server
    if needs_access(settings):
        return gettext("by {name}, which needs OPENAI_API_KEY or OPENAI_BASE_URL", name=name)
    return gettext("by {name} at {server}, checked against the articles", name=name, server=server)


def model_name(settings: Settings) -> str:
    """What the language model is called that is to answer, as far as settings say it."""
    if settings.llm != "auto":
        return settings.llm
    return models.DEFAULT_MODEL if settings.openai_base_url is None else gettext("the model served")


def needs_access(settings: Settings) -> bool:
    """Whether neither a key nor a server is set."""
    return settings.openai_api_key is None and settings.openai_base_url is None


def how_to() -> dict[str, str]:
    """How to have a language model answer, one line for each kind of server."""
    return {
        "OpenAI": "set OPENAI_API_KEY (and QA_LLM to choose a model)",
        "Ollama": "set OPENAI_BASE_URL=http://localhost:11434/v1 and QA_LLM to a model it has",
        "llama.cpp": "llama-server -m MODEL.gguf; set OPENAI_BASE_URL=http://localhost:8080/v1",
    }


def _whole(reply: Reply) -> Iterator[str | Reply]:
    yield reply.text
    yield reply


def _question(reply: Reply) -> str:
    """The question that a model was asked to write; empty where it wrote something else."""
    lines = [line.strip(' \t"“”*`') for line in reply.text.splitlines() if line.strip()]
    usable = (
        len(lines) == 1
        and not reply.cut
        and len(lines[0]) <= _QUESTION_CHARACTERS
        and lines[0].isprintable()
        and bool(words.split(lines[0]))
    )
    return lines[0] if usable else ""


def _confidence(found: SearchResult, draft: Draft, prompt: Prompt) -> float:
    """The confidence of the best sentence cited, as for a quotation, by the share that is proved.

    In a refusal it is that of the best sentence which the model was given, as one to refuse.
    """
    index, ranking = found.index, found.ranking
    if not draft.statements:
        return min(_best(found, prompt), REFUSAL_THRESHOLD)
    cited = {index.sentence_at(c.file, c.start) for c in draft.citations}
    best = max((confidence(gather(index, ranking, [i])) for i in cited), default=0.0)
    return best * sum(s.supported for s in draft.statements) / len(draft.statements)


def _best(found: SearchResult, prompt: Prompt) -> float:
    if not prompt.passages:
        return 0.0
    first = prompt.passages[0]
    sentence = found.index.sentence_at(first.file, first.start)
    return confidence(gather(found.index, found.ranking, [sentence]))
