"""The language model: LlamaIndex's OpenAI integrations behind one small class.

OpenAI itself, and any server that speaks its protocol (Ollama, llama.cpp, vLLM, LM Studio). The
`openai` client does the retries, with back-off, and honours `Retry-After`; LlamaIndex's own are
off, or every call would be tried the square of the number of times.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from qa.endpoint import OFFICIAL_URL, client, shown_url
from qa.errors import ModelError
from qa.locale import gettext
from qa.model import chats, completion, failures, parts, stream, window
from qa.model.chats import Message
from qa.model.failures import Endpoint, ThoughtAlone
from qa.model.forms import Form, Forms
from qa.model.replies import Reply, ReplyCache
from qa.model.stream import Anew, Pieces
from qa.model.thoughts import ThoughtFilter
from qa.settings import Settings

if TYPE_CHECKING:
    from openai import OpenAI as Client

DEFAULT_MODEL = "gpt-5.4-mini"  # at OpenAI, with QA_LLM=auto
# Tokens that a model that thinks may spend before it answers: set by hand, on the safe side.
REASONING_TOKENS = 4000

# Seconds at most for what is not the answer itself: a list of models, a question made to stand
# alone. There is a way without it, and somebody waits. Set by hand.
_AUXILIARY_TIMEOUT = 20.0
_NO_CHAT = re.compile(r"embed|rerank|whisper|tts|bge-|e5-", re.IGNORECASE)
_UNSUPPORTED = re.compile(r"temperature|max_tokens|max_completion_tokens", re.IGNORECASE)
_NO_USAGE = re.compile(r"stream_options|include_usage", re.IGNORECASE)


def wanted(settings: Settings) -> bool:
    """Whether the settings ask for a language model."""
    if settings.llm == "auto":
        return settings.openai_api_key is not None or settings.openai_base_url is not None
    return settings.llm != "none"


class LanguageModel:
    """Writes replies to chats. Nothing is connected to before the first call; threads share it.

    Args:
        settings: Which model, where, and how long to wait for it.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._slots = threading.BoundedSemaphore(settings.llm_concurrency)
        self._cache = ReplyCache(settings.llm_cache) if settings.llm_cache else None
        self._thread = threading.local()  # `response`: the last one that a call got
        self._plain: bool | None = None  # whether it takes a temperature; None: not known yet
        self.forms = Forms(wanted=self._structured)
        self._counts = True  # whether it takes `stream_options`, and tells the tokens of a stream
        self._thinks = False  # whether a reply of it was seen to hold thoughts, or nothing else
        self._unopened = False  # whether they begin without a mark

    # -- what it is ----------------------------------------------------------------------------

    @property
    def server(self) -> str:
        """The address that is called."""
        return shown_url(self._settings.openai_base_url or OFFICIAL_URL)

    @property
    def official(self) -> bool:
        """Whether that is OpenAI itself."""
        return urlsplit(self.server).hostname == urlsplit(OFFICIAL_URL).hostname

    @property
    def _structured(self) -> bool:
        """Whether answers are asked for as JSON, until the server turns out not to take it."""
        return self._settings.llm_format == "json" or (
            self._settings.llm_format == "auto" and self.official
        )

    @property
    def label(self) -> str:
        """The model's name as it is shown; llama.cpp's is the path of a file."""
        name = self.name
        return re.split(r"[/\\]", name)[-1] if name.lower().endswith(".gguf") else name

    @cached_property
    def name(self) -> str:
        """The model that is called: the one set, else the default or the first one served.

        Raises:
            ModelError: The server was to be asked, and did not tell.
        """
        if self._settings.llm != "auto":
            return self._settings.llm
        if self.official:
            return DEFAULT_MODEL
        try:
            served = [entry.id for entry in self._served()]
        except Exception as error:
            raise self._explained(error, "auto") from None
        chat = [name for name in served if not _NO_CHAT.search(name)]
        if not chat:
            raise ModelError(
                gettext(
                    "{server} serves no model to chat with: load one, or set QA_LLM to its name",
                    server=self.server,
                )
            )
        return str(chat[0])

    @cached_property
    def window(self) -> int:
        """Tokens that it can read and write: as set, as served, by its name, or a safe guess."""
        if self._settings.llm_context:
            return self._settings.llm_context
        known = window.by_name(self.name)
        if self.official:
            return known or window.SAFE_WINDOW
        try:
            entries = [entry for entry in self._served() if entry.id == self.name]
        except Exception:
            return window.SAFE_WINDOW  # not every server lists its models; the call itself tells
        served = window.as_served(entries[0]) if entries else None
        return served or window.as_loaded(self.name, self._asked) or window.SAFE_WINDOW

    def _asked(self, path: str) -> Any:
        """What the server tells at a path beside the API, as JSON; None where it tells nothing."""
        root = re.sub(r"/v\d+/?$", "", str(self._auxiliary_client.base_url).rstrip("/"))
        try:
            return self._auxiliary_client.get(f"{root}{path}", cast_to=object)
        except Exception:
            return None

    def _served(self) -> list[Any]:
        return list(self._auxiliary_client.models.list())

    @property
    def reasons(self) -> bool:
        """Whether it is one of OpenAI's that think: it takes no temperature, and needs more tokens.

        Of others it shows in what they write; see `_adapted`.
        """
        if self._plain is None:
            from llama_index.llms.openai.utils import O1_MODELS

            self._plain = not (self.official and self.name in O1_MODELS)
        return not self._plain

    # -- calls ---------------------------------------------------------------------------------

    def reply(
        self,
        messages: Sequence[Message],
        tokens: int,
        form: Form | None = None,
        *,
        auxiliary: bool = False,
    ) -> Reply:
        """Have it write one reply.

        Args:
            messages: The chat so far.
            tokens: Tokens that the reply may have.
            form: What the reply is to look like, where the server takes that; it need not.
            auxiliary: Whether it is not the answer itself, and worth no retries and no long wait.

        Raises:
            ModelError: There is no whole reply; the message says why, and what to do.
        """
        self._check_access()
        key = self._key(messages, tokens, form)
        kept = self._kept(key)
        if kept is None:
            with self._slot():
                kept = self._adapted(lambda: self._called(messages, tokens, form, auxiliary))
            self._keep(key, kept)
        return kept

    def stream(
        self, messages: Sequence[Message], tokens: int, form: Form | None = None
    ) -> Iterator[str | Anew | Reply]:
        """Yield a reply in pieces as they come, then the whole `Reply`; see `reply`.

        `Anew` comes where all pieces before it turn out to be a thought that had no mark before it.
        Closing the iterator half-way closes the connection, which stops the model.

        Raises:
            ModelError: There is no whole reply; pieces may have been yielded before.
        """
        self._check_access()
        key = self._key(messages, tokens, form)
        kept = self._kept(key)
        if kept is not None:
            yield kept.text
            yield kept
            return
        with self._slot():
            pieces = self._adapted(lambda: self._opened(messages, tokens, form))
            try:
                for piece in pieces:
                    if isinstance(piece, Reply):
                        self._keep(key, piece)
                    yield piece
            except Exception as error:
                raise self._explained(error) from None
            finally:
                pieces.close()

    def _check_access(self) -> None:
        if self._settings.openai_api_key is None and self._settings.openai_base_url is None:
            raise ModelError(
                gettext(
                    "the model '{name}' needs OPENAI_API_KEY, or OPENAI_BASE_URL for a server of "
                    "your own; {way_out}",
                    name=self.name,
                    way_out=gettext(failures.WAY_OUT),
                )
            )

    def _called(
        self, messages: Sequence[Message], tokens: int, form: Form | None, auxiliary: bool
    ) -> Reply:
        llm = self._auxiliary_llm if auxiliary else self._llm
        messages, options = self._asked_for(messages, tokens, form)
        raw = llm.chat(chats.as_sent(messages), **options).raw
        with self._heard() as thoughts:
            return completion.whole(raw, self._endpoint(), thoughts)

    def _opened(self, messages: Sequence[Message], tokens: int, form: Form | None) -> Pieces:
        """The pieces of a stream whose first chunk is there: failures until then are raised."""
        self._thread.response = None
        pieces = self._pieces(self._chunks(messages, tokens, form))
        return stream.opened(pieces, lambda: self._thread.response)

    def _pieces(self, chunks: Iterator[Any]) -> Pieces:
        with self._heard() as thoughts:
            yield from stream.pieces(chunks, self._endpoint(), thoughts)

    @contextmanager
    def _heard(self) -> Iterator[ThoughtFilter]:
        """What leaves the thoughts out of one reply; what it meets is remembered for the next."""
        thoughts = ThoughtFilter(unopened=self._unopened)
        try:
            yield thoughts
        finally:
            self._thinks = self._thinks or thoughts.thought
            self._unopened = self._unopened or thoughts.unopened

    def _chunks(self, messages: Sequence[Message], tokens: int, form: Form | None) -> Iterator[Any]:
        messages, options = self._asked_for(messages, tokens, form)
        if self._counts:
            options["stream_options"] = {"include_usage": True}
        yield from self._llm.stream_chat(chats.as_sent(messages), **options)

    def _adapted(self, call: Any) -> Any:
        """The call; again without what the server turns out not to take, each thing once.

        Once more also with room for thoughts, where they took all tokens and that was not known.
        """
        import openai

        while True:
            known = self._thinks or self.reasons
            try:
                return call()
            except ThoughtAlone:
                if known:
                    raise
            except (openai.BadRequestError, openai.UnprocessableEntityError) as error:
                if not self._does_without(str(error.body)):
                    raise self._explained(error) from None
            except Exception as error:
                raise self._explained(error) from None

    def _does_without(self, said: str) -> bool:
        """Leave out what a server complains of: a form, the count of tokens, a temperature."""
        if self.forms.step_down(said):
            return True
        if self._counts and _NO_USAGE.search(said):
            self._counts = False
            return True
        if not self.reasons and _UNSUPPORTED.search(said):
            self._plain = False
            return True
        return False

    def _asked_for(
        self, messages: Sequence[Message], tokens: int, form: Form | None
    ) -> tuple[Sequence[Message], dict[str, Any]]:
        """The chat and the options of a request, with the form in them where it is taken."""
        wanted = self.forms.options(form) if form else {}
        if form and wanted:
            messages = chats.told(messages, form.instruction)
        return messages, self._options(messages, tokens) | wanted

    def _options(self, messages: Sequence[Message], tokens: int) -> dict[str, Any]:
        from openai import NOT_GIVEN

        if self.reasons:
            return {"temperature": NOT_GIVEN, "max_completion_tokens": tokens + REASONING_TOKENS}
        if self._thinks:
            room = self.window - sum(map(chats.tokens, messages))
            tokens = max(tokens, min(tokens + REASONING_TOKENS, room))
        return {"temperature": 0.0, "max_tokens": tokens}

    @contextmanager
    def _slot(self) -> Iterator[None]:
        if not self._slots.acquire(timeout=self._settings.llm_timeout):
            raise failures.busy(self._endpoint())
        try:
            yield
        finally:
            self._slots.release()

    # -- parts ---------------------------------------------------------------------------------

    @cached_property
    def _llm(self) -> Any:
        return self._built(self._settings.llm_timeout, self._settings.llm_retries)

    @cached_property
    def _auxiliary_llm(self) -> Any:
        return self._built(min(self._settings.llm_timeout, _AUXILIARY_TIMEOUT), 0)

    @cached_property
    def _auxiliary_client(self) -> Client:
        timeout = min(self._settings.llm_timeout, _AUXILIARY_TIMEOUT)
        return client(self._settings, timeout=timeout, retries=self._settings.llm_retries)

    def _built(self, timeout: float, retries: int) -> Any:
        options: dict[str, Any] = {
            "model": self.name,
            "api_key": "held by the client",
            "api_base": self._settings.openai_base_url or OFFICIAL_URL,
            "max_retries": 0,
            "openai_client": parts.joining(
                client(
                    self._settings,
                    timeout=timeout,
                    retries=retries,
                    on_response=lambda response: setattr(self._thread, "response", response),
                )
            ),
        }
        if self.official and window.by_name(self.name):
            from llama_index.llms.openai import OpenAI

            return OpenAI(**options)
        from llama_index.llms.openai_like import OpenAILike

        return OpenAILike(**options, is_chat_model=True, context_window=self.window)

    def _endpoint(self, name: str = "") -> Endpoint:
        settings = self._settings
        key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else ""
        return Endpoint(self.server, name or self.label, key, settings.llm_timeout)

    def _explained(self, error: Exception, name: str = "") -> ModelError:
        import json

        import httpx

        endpoint = self._endpoint(name)
        if isinstance(error, json.JSONDecodeError | httpx.DecodingError):
            return failures.garbled(endpoint)
        return failures.explain(error, endpoint)

    def _key(self, messages: Sequence[Message], tokens: int, form: Form | None) -> str:
        if self._cache is None:
            return ""
        asked, options = self._asked_for(messages, tokens, form)
        chat = [(str(message.role), message.content) for message in asked]
        if form and "response_format" in options:
            chat.append(("form", form.name))
        return self._cache.key(server=self.server, model=self.name, chat=chat, tokens=tokens)

    def _kept(self, key: str) -> Reply | None:
        return self._cache.get(key) if self._cache else None

    def _keep(self, key: str, reply: Reply) -> None:
        if self._cache:
            self._cache.put(key, reply)
