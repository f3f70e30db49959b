"""Whether the page can answer: for whatever watches a server, and keeps it running."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from qa.assistant import Assistant
from qa.errors import QAError

PATH = "/health"


def route(assistant: Assistant) -> Route:
    """`GET /health`: 200 where questions are answered, 503 where they cannot be.

    It tells nothing of the articles but how many are indexed, while others still are not; so it
    asks for no password.
    """

    async def health(_: Request) -> JSONResponse:
        status, found = await run_in_threadpool(_state, assistant)
        return JSONResponse(found, status)

    return Route(PATH, health, methods=["GET"])


def _state(assistant: Assistant) -> tuple[int, dict[str, str | int]]:
    try:
        if not assistant.readable():
            return 503, {"status": "not indexed yet"}
        underway = assistant.underway()
    except QAError:
        return 503, {"status": "the index cannot be read"}
    if underway is not None:
        return 200, {"status": "indexing", "articles": underway[0], "of": underway[1]}
    return 200, {"status": "ok"}
