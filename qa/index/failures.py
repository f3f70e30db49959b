"""Chroma's errors, of whatever type, told as ours: in one line, with the way out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from qa.errors import StoreAway, StoreError
from qa.index.server import Server
from qa.locale import gettext, gettext_noop, translated

_DOING = {
    "open": gettext_noop("open"),
    "read": gettext_noop("read"),
    "write": gettext_noop("write"),
}
REBUILD = gettext_noop("`qa sync --rebuild` makes it anew from the articles")


Doing = Literal["open", "read", "write"]
_READ_ONLY = ("readonly", "read-only", "permission", "unable to open database file")
_UNAVAILABLE = {502, 503, 504}
_LITTLE = 2**22  # bytes that are too few for a batch of rows
_FULL = ("full", "no space", "disk i/o", "too large", "quota")


def unwritable(error: BaseException) -> bool:
    """Whether it failed for want of room or leave to write."""
    return any(word in str(error).lower() for word in (*_READ_ONLY, *_FULL))


def explained(
    what: Doing, where: str, error: BaseException, server: Server | None, room: int | None = None
) -> StoreError:
    """What to tell of a failure to do `what` with the index at `where`.

    `room` is how many bytes are free there: Chroma does not always say that it lacked them.
    """
    told = server.redacted(str(error)) if server else str(error)
    said = " ".join(told.split())[:200] or type(error).__name__
    values = {"what": translated(_DOING[what]), "where": where, "said": said}
    if server is not None:
        return _of_server(server, error, values)
    lowered = said.lower()
    lacking = what == "write" and room is not None and room < _LITTLE
    if any(word in lowered for word in _READ_ONLY):
        text = gettext(
            "cannot {what} the index in {where}, it is read-only ({said}): set QA_STORE to a "
            "folder that can be written",
            **values,
        )
    elif lacking or any(word in lowered for word in _FULL):
        text = gettext(
            "cannot {what} the index in {where}, the disk may be full ({said}): make room and "
            "run `qa sync`; what was indexed before is kept",
            **values,
        )
    else:
        text = gettext(
            "cannot {what} the index in {where} ({said}): {way_out}",
            **values,
            way_out=gettext(REBUILD),
        )
    return StoreError(text)


def _of_server(server: Server, error: BaseException, values: Mapping[str, str]) -> StoreError:
    named = "QA_CHROMA_URL"
    if server.api_key or server.tenant or server.database:
        named = gettext("QA_CHROMA_URL, QA_CHROMA_API_KEY, QA_CHROMA_TENANT and QA_CHROMA_DATABASE")
    kind = StoreAway if _is_away(error) else StoreError
    return kind(
        gettext(
            "cannot {what} the index on {where} ({said}): is the Chroma server running, and "
            "{named} right?",
            **values,
            named=named,
        )
    )


def _is_away(error: BaseException | None) -> bool:
    """Whether nobody answers, or somebody does who says that the server cannot."""
    import httpx

    while error is not None:
        if isinstance(error, httpx.TransportError):
            return True
        if isinstance(error, httpx.HTTPStatusError):
            return error.response.status_code in _UNAVAILABLE
        error = error.__cause__ or error.__context__
    return False
