"""The tools that the page offers, called by a real client of the Model Context Protocol."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Awaitable, Callable, Iterator
from importlib import metadata
from typing import Any, TypeVar

import httpx
import pytest
from browser import served
from conftest import SEEDS
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult

from qa import Assistant, UsageError
from qa.app import server

Result = TypeVar("Result")
pytestmark = pytest.mark.server

USERS = {"ann": "open sesame"}
PASSWORD = {"Authorization": "Basic " + base64.b64encode(b"ann:open sesame").decode()}


@pytest.fixture(scope="module", params=[None, USERS], ids=["open", "users"])
def address(request: pytest.FixtureRequest, seeds: Assistant) -> Iterator[str]:
    with served(seeds, mcp=True, users=request.param) as url:
        yield f"{url}gradio_api/mcp/"


def connected(
    address: str,
    work: Callable[[ClientSession], Awaitable[Result]],
    headers: dict[str, str] | None = None,
) -> Result:
    """What a client does that is connected to the tools."""

    async def run() -> Result:
        async with (
            httpx.AsyncClient(
                headers=PASSWORD if headers is None else headers, timeout=None
            ) as http,
            streamable_http_client(address, http_client=http) as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            return await work(session)

    return asyncio.run(asyncio.wait_for(run(), 300))


def called(address: str, tool: str, **arguments: Any) -> CallToolResult:
    return connected(address, lambda session: session.call_tool(tool, arguments))


def said(result: CallToolResult) -> str:
    return "".join(part.text for part in result.content if part.type == "text")


def test_the_tools_say_what_they_are_for(address: str) -> None:
    tools = {t.name: t for t in connected(address, lambda session: session.list_tools()).tools}
    assert set(tools) == {"ask", "search", "read_article", "check"}
    assert "verbatim, checked citations" in (tools["ask"].description or "")
    for tool in tools.values():
        assert len(tool.description or "") > 40
        for parameter in tool.inputSchema["properties"].values():
            assert parameter["description"]
    assert tools["ask"].inputSchema["required"] == ["question"]
    assert tools["search"].inputSchema["required"] == ["question"]
    assert tools["read_article"].inputSchema["required"] == ["file"]
    assert tools["check"].inputSchema["required"] == ["draft"]


def test_ask_search_and_read(address: str) -> None:
    async def work(session: ClientSession) -> tuple[CallToolResult, ...]:
        question = "who led the US delegation at the talks in Riyadh?"
        history = [
            {"role": "user", "content": question},
            {"role": "assistant", "content": "Marco Rubio."},
        ]
        return (
            await session.call_tool("ask", {"question": question}),
            await session.call_tool("ask", {"question": "where was it held?", "history": history}),
            await session.call_tool("search", {"question": "drones", "budget": 600}),
        )

    first, second, third = connected(address, work)
    answer = json.loads(said(first))
    assert "Marco Rubio" in answer["text"]
    cited = answer["citations"][0]
    text = said(called(address, "read_article", file=cited["file"]))
    assert text == (SEEDS / cited["file"]).read_bytes().decode()
    assert text[cited["start"] : cited["end"]] == cited["quote"]
    assert "Riyadh" in json.loads(said(second))["standalone_question"]
    passages = json.loads(said(third))
    assert 0 < sum(len(passage["text"]) for passage in passages) <= 600


def test_a_draft_is_checked(address: str) -> None:
    draft = "Marco Rubio led the U.S. delegation. The meeting lasted nine hours. Was it long?"
    report = json.loads(said(called(address, "check", draft=draft)))
    assert [piece["kind"] for piece in report["left_out"]] == ["question"]
    first, second = report["checked"]
    assert first["verdict"] == "supported"
    text = said(called(address, "read_article", file=first["citations"][0]["file"]))
    cited = first["citations"][0]
    assert text[cited["start"] : cited["end"]] == cited["quote"]
    assert second["verdict"] != "supported"


def test_errors_are_one_sentence(address: str) -> None:
    for tool, arguments, told in (
        ("read_article", {"file": "/etc/passwd"}, "no article '/etc/passwd'"),
        ("read_article", {"file": "../pyproject.toml"}, "no article"),
        ("ask", {"question": "???"}, "holds no words"),
        ("ask", {"question": "x" * 5000}, "4,000"),
        ("ask", {}, "question"),
        ("check", {"draft": "…"}, "has no words"),
    ):
        result = called(address, tool, **arguments)
        assert result.isError
        assert told in said(result)
        assert "\n" not in said(result).strip()
        assert "Traceback" not in said(result)


def test_several_ask_at_once(address: str) -> None:
    asked = {
        "who led the US delegation?": "Marco Rubio",
        "how many drones were launched?": "176",
        "Which newspaper did Jamal Khashoggi write for?": "Washington Post",
    }

    async def work(session: ClientSession) -> list[CallToolResult]:
        calls = [session.call_tool("ask", {"question": q}) for q in [*asked] * 4]
        return await asyncio.gather(*calls)

    for words, result in zip([*asked.values()] * 4, connected(address, work), strict=True):
        assert words in json.loads(said(result))["text"]


def test_users_need_their_password(seeds: Assistant) -> None:
    wrong = {"Authorization": "Basic " + base64.b64encode(b"ann:wrong").decode()}
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    with served(seeds, mcp=True, users=USERS) as url:
        for path in ("gradio_api/mcp/", "gradio_api/mcp/schema", "gradio_api/mcp/sse"):
            for headers in ({}, wrong, {"Authorization": "Bearer open"}):
                refused = httpx.post(url + path, json=body, headers=headers)
                assert refused.status_code == 401
                assert refused.headers["www-authenticate"].startswith("Basic")
        statuses = {
            httpx.post(f"{url}gradio_api/mcp/", json=body, headers=wrong).status_code
            for _ in range(30)
        }
        assert statuses == {401, 429}
        # Nor is the right one accepted now: guessing goes no faster than that.
        right = httpx.post(f"{url}gradio_api/mcp/", json=body, headers=PASSWORD)
        assert right.status_code == 429


def test_without_the_option_there_are_no_tools(url: str) -> None:
    assert httpx.post(f"{url}gradio_api/mcp/", json={}).status_code == 404


@pytest.mark.parametrize("installed", ["2.3.0", None])
def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch, installed: str | None) -> None:
    def version(name: str) -> str:
        if installed is None:
            raise metadata.PackageNotFoundError(name)
        return installed

    monkeypatch.setattr(metadata, "version", version)
    with pytest.raises(UsageError, match=r"pip install 'article-qa\[mcp\]'"):
        server.check(server.Options(mcp=True))
