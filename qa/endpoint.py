"""The server that models are called on: its address, and the one client that knows the key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from qa.settings import Settings

if TYPE_CHECKING:
    from openai import OpenAI as Client

OFFICIAL_URL = "https://api.openai.com/v1"


def shown_url(url: str) -> str:
    """An address without the name and password that may stand in it."""
    if "://" not in url:
        return url.rpartition("@")[2]
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}".rstrip("/")


def client(settings: Settings, *, timeout: float, retries: int, on_response: Any = None) -> Client:
    """The `openai` client that the settings name; the key is known to nothing else."""
    import openai

    hooks = {"response": [on_response]} if on_response else {}
    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else "none"
    return openai.OpenAI(
        api_key=key,
        base_url=settings.openai_base_url or OFFICIAL_URL,
        timeout=timeout,
        max_retries=retries,
        http_client=openai.DefaultHttpxClient(event_hooks=hooks),
    )
