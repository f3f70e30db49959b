"""A Chroma server, one's own or Chroma Cloud: where it is, who asks, and a client of it."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from pydantic import SecretStr

from qa.errors import StoreError
from qa.locale import gettext
from qa.settings import Settings

FOLDER = "server-"
_CONNECTING = 5.0  # seconds; Chroma's client would wait for ever
_ANSWERING = 120.0


@dataclass(frozen=True)
class Server:
    """Where a collection is, past this machine.

    Attributes:
        url: `http://host:port` or `https://host`.
        api_key: Sent to this server alone, in the header `X-Chroma-Token`.
        tenant: Chroma's default one when left out; with a key, the one that the key is of.
        database: The same.
    """

    url: str
    api_key: SecretStr | None = None
    tenant: str | None = None
    database: str | None = None

    @classmethod
    def of(cls, settings: Settings) -> Server | None:
        """The server that the settings name, if they do."""
        if settings.chroma_url is None:
            return None
        return cls(
            settings.chroma_url,
            settings.chroma_api_key,
            settings.chroma_tenant,
            settings.chroma_database,
        )

    def folder(self, *names: str) -> str:
        """What the folder is called in which is kept what was read of a collection.

        Args:
            names: What the collection is called, and what it was made with.
        """
        place = json.dumps([self.url, self.tenant, self.database, *names])
        return FOLDER + hashlib.sha256(place.encode()).hexdigest()[:16]

    def redacted(self, text: str) -> str:
        """What the server said, without the key that it may repeat."""
        return text.replace(self.api_key.get_secret_value(), "…") if self.api_key else text

    def client(self) -> Any:
        """A client of its own, to be closed by whoever asked for it.

        Raises:
            StoreError: The key would leave this machine in the clear.
            httpx.TransportError: The server does not answer.
        """
        from chromadb.api.client import Client
        from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT

        parts = urlsplit(self.url)
        secure = parts.scheme == "https"
        if self.api_key and not secure and not _is_loopback(parts.hostname):
            raise StoreError(
                gettext(
                    "QA_CHROMA_API_KEY would be sent to '{url}' in the clear: use https",
                    url=self.url,
                )
            )
        _reach(f"{parts.scheme}://{parts.hostname}:{_port(parts)}/api/v2/heartbeat")
        tenant, database = self.tenant, self.database
        if self.api_key is None:
            tenant, database = tenant or DEFAULT_TENANT, database or DEFAULT_DATABASE
        client = Client(tenant=tenant, database=database, settings=self._settings(secure))
        with suppress(AttributeError):  # where Chroma holds its connections otherwise
            client._server._session.timeout = _timeout()  # type: ignore[attr-defined]
        return client

    def _settings(self, secure: bool) -> Any:
        from chromadb.auth.token_authn import TokenTransportHeader
        from chromadb.config import Settings as ChromaSettings

        parts = urlsplit(self.url)
        known: dict[str, Any] = {}
        if self.api_key is not None:
            known = {
                "chroma_client_auth_provider": "chromadb.auth.token_authn.TokenAuthClientProvider",
                "chroma_client_auth_credentials": self.api_key.get_secret_value(),
                "chroma_auth_token_transport_header": TokenTransportHeader.X_CHROMA_TOKEN,
                "chroma_overwrite_singleton_tenant_database_access_from_auth": (
                    self.tenant is None or self.database is None
                ),
            }
        return ChromaSettings(
            anonymized_telemetry=False,
            chroma_api_impl="chromadb.api.fastapi.FastAPI",
            chroma_server_host=parts.hostname,
            chroma_server_http_port=_port(parts),
            chroma_server_ssl_enabled=secure,
            **known,
        )


def _is_loopback(host: str | None) -> bool:
    return host in {"localhost", "::1"} or (host or "").startswith("127.")


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 8000)


def _reach(url: str) -> None:
    """Ask for a sign of life: the first calls of Chroma's client have no limit of time."""
    import httpx

    httpx.get(url, timeout=_timeout())


def _timeout() -> Any:
    import httpx

    return httpx.Timeout(_ANSWERING, connect=_CONNECTING)
