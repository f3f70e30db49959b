"""What runs in the browser before Gradio's own scripts: it is put into the page as it is sent."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.app.markup import asset

_HEAD = b"<head>"


class Early:
    """Middleware: every HTML page that passes gets the script of `frames.js` first.

    Gradio adds what it is told to put into the head only after its own scripts have run.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._added = f"<script>{{{asset('frames.js')}}}</script>".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and hold its page back until it is whole."""
        start: Message = {}
        body = bytearray()

        async def send_with(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
            elif not start:
                await send(message)
            else:
                body.extend(message.get("body", b""))
                if not message.get("more_body", False):
                    whole = bytes(body).replace(_HEAD, _HEAD + self._added, 1)
                    MutableHeaders(scope=start)["content-length"] = str(len(whole))
                    await send(start)
                    await send({"type": "http.response.body", "body": whole})

        await self._app(scope, receive, send_with)


def _is_page(start: Message) -> bool:
    return MutableHeaders(scope=start).get("content-type", "").startswith("text/html")
