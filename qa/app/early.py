"""What runs in the browser before Gradio's own scripts, and how those come: put into the page as it is sent."""

from __future__ import annotations

import json
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.app import parcel, script
from qa.app.markup import asset

_HEAD = re.compile(rb"<head>")
_MANIFEST = re.compile(rb'<link rel="manifest"[^>]*>')
_ENTRY = re.compile(rb'<script type="module"[^>]*src="\./assets/index-[^>]*></script>')
_STYLE = re.compile(rb'<link rel="stylesheet"[^>]*href="\./assets/index-[^>]*>')
# What a page within another site's asks for to be as high as it: this one is in none.
_FRAMED = re.compile(
    rb"<script>(?:(?!</script>).)*iframeResizer\.(?:(?!</script>).)*</script>", re.DOTALL
)


class Early:
    """Middleware: every HTML page that passes is changed at its head.

    Gradio adds what it is told to put into the head only after its own scripts have run. The script of
    `frames.js` comes first; the manifest is this page's own, for a browser takes the first that is
    named; what Gradio needs of its own scripts and styles comes as a `parcel`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and hold its page back until it is whole.

        Whoever asks for no more than the head gets Gradio's: so Gradio looks, within seconds, whether
        the page is there, and so the program starts without reading all that a page needs.
        """
        if scope["method"] == "HEAD":
            await self._app(scope, receive, send)
            return
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
                    whole = _changed(bytes(body))
                    MutableHeaders(scope=start)["content-length"] = str(len(whole))
                    await send(start)
                    await send({"type": "http.response.body", "body": whole})

        await self._app(scope, receive, send_with)


def _changed(page: bytes) -> bytes:
    manifest = f'<link rel="manifest" href="{script.manifest()}">'
    page = _with(_HEAD, page, f"<head><script>{{{asset('frames.js')}}}</script>")
    page = _with(_MANIFEST, page, manifest)
    found = parcel.found()
    if found is None or not (_ENTRY.search(page) and _STYLE.search(page)):
        return page
    told = {
        "script": script.place(found.script.name),
        "styles": found.styles,
        "entry": found.entry,
    }
    loader = asset("parcel.js").replace("PARCEL", json.dumps(told), 1)
    page = _with(_FRAMED, page, "")
    page = _with(_ENTRY, page, f"<script>{{{loader}}}</script>")
    return _with(_STYLE, page, f'<link rel="stylesheet" href="{script.place(found.style.name)}">')


def _with(pattern: re.Pattern[bytes], page: bytes, said: str) -> bytes:
    return pattern.sub(lambda _: said.encode(), page, count=1)


def _is_page(start: Message) -> bool:
    return MutableHeaders(scope=start).get("content-type", "").startswith("text/html")
