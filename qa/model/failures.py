"""What can go wrong between us and a language model → one line that says what to do.

Nothing that a server says is trusted to keep a secret: its messages are shortened, and the key is
struck out of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.errors import ModelError
from qa.locale import gettext

WAY_OUT = "QA_LLM=none answers on this machine"
_SAID_CHARACTERS = 160  # of a server's own words, at most: one line of a message; set by hand
_OVERFLOW = re.compile(
    r"context_length_exceeded|exceed_context_size|maximum context|context (?:length|size|window)|"
    r"too many tokens|prompt is too long",
    re.IGNORECASE,
)
_POLICY = re.compile(r"content[_ ](?:filter|policy)|safety system|moderation", re.IGNORECASE)
_KEY_LIKE = re.compile(r"\b(?:sk|pk|rk)-[\w-]{4,200}\*{0,200}[\w-]{0,200}|Bearer \S{1,400}")


class ContextOverflow(ModelError):
    """The model says that what it was sent does not fit its window."""


class ThoughtAlone(ModelError):
    """The model spent all tokens that it may write on thinking."""


@dataclass(frozen=True)
class Endpoint:
    """Where a call went: what its failure is explained with.

    Attributes:
        server: The address, without what a password may stand in.
        model: The name of the model.
        key: The key; it is struck out of all that is said.
        timeout: Seconds that were waited.
    """

    server: str
    model: str
    key: str
    timeout: float


def explain(error: Exception, endpoint: Endpoint) -> ModelError:  # noqa: PLR0911 (a table)
    """The error to raise for one that came from the client; raise it `from None`.

    The original is not chained: its text is the server's, and a traceback would print it.
    """
    import httpx
    import openai

    if isinstance(error, ModelError):
        return error
    if isinstance(error, openai.APITimeoutError | httpx.TimeoutException):
        return ModelError(
            gettext(
                "{server} gave no sign of life for {timeout:g} s: try again, raise QA_LLM_TIMEOUT, "
                "or {way_out}",
                server=endpoint.server,
                timeout=endpoint.timeout,
                way_out=gettext(WAY_OUT),
            ),
            retry=True,
        )
    if isinstance(error, openai.APIStatusError):
        return _refused(error, endpoint)
    if isinstance(error, openai.APIConnectionError):
        return ModelError(
            gettext(
                "no server answers at {server}: start it, check OPENAI_BASE_URL and the network, "
                "or {way_out}",
                server=endpoint.server,
                way_out=gettext(WAY_OUT),
            ),
            retry=True,
        )
    if isinstance(error, httpx.TransportError):
        return cut(endpoint)
    if isinstance(error, openai.APIError):
        if _OVERFLOW.search(_said(error, endpoint)):
            return _overflow(endpoint)
        return ModelError(
            gettext(
                "{server} broke off with an error{quoted}: try again, or {way_out}",
                server=endpoint.server,
                quoted=_quoted(error, endpoint),
                way_out=gettext(WAY_OUT),
            ),
            retry=True,
        )
    return garbled(endpoint)


def garbled(endpoint: Endpoint) -> ModelError:
    """The reply is not what a chat completion looks like."""
    return ModelError(
        gettext(
            "the reply of {server} is no chat completion: check that OPENAI_BASE_URL is an "
            "OpenAI-compatible address (most end in /v1), or {way_out}",
            server=endpoint.server,
            way_out=gettext(WAY_OUT),
        )
    )


def empty(endpoint: Endpoint, *, thought: bool = False) -> ModelError:
    """The reply has no words.

    Args:
        endpoint: Where the call went.
        thought: Whether the model was stopped while it was still thinking.
    """
    kind = ThoughtAlone if thought else ModelError
    return kind(
        gettext(
            "the model '{model}' wrote nothing: try again, raise QA_LLM_ANSWER_TOKENS, choose "
            "another model with QA_LLM, or {way_out}",
            model=endpoint.model,
            way_out=gettext(WAY_OUT),
        ),
        retry=True,
    )


def cut(endpoint: Endpoint) -> ModelError:
    """The stream ended before the model was done."""
    return ModelError(
        gettext(
            "the connection to {server} broke while the model was writing: try again, or {way_out}",
            server=endpoint.server,
            way_out=gettext(WAY_OUT),
        ),
        retry=True,
    )


def declined(endpoint: Endpoint) -> ModelError:
    """The model or its provider would not answer."""
    return ModelError(
        gettext(
            "the model '{model}' declined to answer, by its provider's policy: ask in other "
            "words, choose another model with QA_LLM, or {way_out}",
            model=endpoint.model,
            way_out=gettext(WAY_OUT),
        )
    )


def busy(endpoint: Endpoint) -> ModelError:
    """Too many calls are under way already."""
    return ModelError(
        gettext(
            "too many questions are with the model '{model}' already: try again, or raise "
            "QA_LLM_CONCURRENCY",
            model=endpoint.model,
        ),
        retry=True,
    )


def _overflow(endpoint: Endpoint) -> ModelError:
    return ContextOverflow(
        gettext(
            "question and passages do not fit the window of the model '{model}': set "
            "QA_LLM_CONTEXT to the number of tokens that its server allows, or {way_out}",
            model=endpoint.model,
            way_out=gettext(WAY_OUT),
        )
    )


def _refused(error: object, endpoint: Endpoint) -> ModelError:  # noqa: PLR0911 (a table)
    """An HTTP status that is an error."""
    status = int(getattr(error, "status_code", 0))
    said, quoted = _said(error, endpoint), _quoted(error, endpoint)
    code = str(getattr(error, "code", "") or "")
    if status in (400, 413, 422) and _OVERFLOW.search(f"{code} {said}"):
        return _overflow(endpoint)
    if status in (400, 403) and _POLICY.search(f"{code} {said}"):
        return declined(endpoint)
    if status == 401:
        what = gettext("refuses the key") if endpoint.key else gettext("wants a key")
        return ModelError(
            gettext(
                "{server} {what} (401): check OPENAI_API_KEY, or {way_out}",
                server=endpoint.server,
                what=what,
                way_out=gettext(WAY_OUT),
            )
        )
    if status == 403:
        return ModelError(
            gettext(
                "{server} does not allow this key the model '{model}' (403): check OPENAI_API_KEY "
                "and QA_LLM, or {way_out}",
                server=endpoint.server,
                model=endpoint.model,
                way_out=gettext(WAY_OUT),
            )
        )
    if status == 404:
        return ModelError(
            gettext(
                "{server} knows no model '{model}' to chat with (404){quoted}: check QA_LLM, and "
                "OPENAI_BASE_URL (most end in /v1), or {way_out}",
                server=endpoint.server,
                model=endpoint.model,
                quoted=quoted,
                way_out=gettext(WAY_OUT),
            )
        )
    if status == 429 and "quota" in f"{code} {said}":
        return ModelError(
            gettext(
                "the quota at {server} is used up (429): check plan and billing, or {way_out}",
                server=endpoint.server,
                way_out=gettext(WAY_OUT),
            )
        )
    if status == 429:
        return ModelError(
            gettext(
                "{server} takes no more requests now (429){wait}: ask again later, lower "
                "QA_LLM_CONCURRENCY, or {way_out}",
                server=endpoint.server,
                wait=_wait(error),
                way_out=gettext(WAY_OUT),
            ),
            retry=True,
        )
    if status >= 500 or status in (408, 409):
        return ModelError(
            gettext(
                "{server} failed ({status}){quoted}: try again later, or {way_out}",
                server=endpoint.server,
                status=status,
                quoted=quoted,
                way_out=gettext(WAY_OUT),
            ),
            retry=True,
        )
    return ModelError(
        gettext(
            "{server} refused the request for the model '{model}' ({status}){quoted}: check "
            "QA_LLM and OPENAI_BASE_URL, or {way_out}",
            server=endpoint.server,
            model=endpoint.model,
            status=status,
            quoted=quoted,
            way_out=gettext(WAY_OUT),
        )
    )


def _wait(error: object) -> str:
    after = getattr(getattr(error, "response", None), "headers", {}).get("retry-after", "")
    short = after.isdigit() and len(after) < 6
    return gettext(", it asks to wait {seconds} s", seconds=after) if short else ""


def _said(error: object, endpoint: Endpoint) -> str:
    """What the server said, in one short line without the key."""
    body = getattr(error, "body", None)
    text = body.get("message") if isinstance(body, dict) else None
    text = text if isinstance(text, str) else ""
    if endpoint.key:
        text = text.replace(endpoint.key, "***")
    text = _KEY_LIKE.sub("***", text[: 10 * _SAID_CHARACTERS])
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _quoted(error: object, endpoint: Endpoint) -> str:
    said = _said(error, endpoint)[:_SAID_CHARACTERS].rstrip(".")
    return gettext(", saying “{said}”", said=said) if said else ""
