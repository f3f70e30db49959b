"""What comes with the page: its script, compressed, in few requests, from this host alone."""

from __future__ import annotations

import gc
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import httpx
import pytest
from browser import served
from conftest import ROOT
from playwright.sync_api import Browser, expect

from qa import Assistant
from qa.app import parcel, quick


def test_the_script_is_served_whole_with_what_belongs_to_it(url: str) -> None:
    entry = re.search(r"script/\w+/page\.js", httpx.get(url).text)
    assert entry
    folder = url + entry.group().removesuffix("page.js")
    kinds = {
        "page.js": "text/javascript",
        "icon.svg": "image/svg+xml",
        "qa.webmanifest": "application/manifest+json",
        "regular.woff2": "font/woff2",
        "bold.woff2": "font/woff2",
    }
    for name, kind in kinds.items():
        found = httpx.get(folder + name)
        assert found.headers["content-type"].startswith(kind)
        assert "immutable" in found.headers["cache-control"]
    assert httpx.get(folder + "qa.webmanifest").json()["short_name"] == "qa"
    whole = httpx.get(folder + "page.js").text
    for module in (ROOT / "qa" / "app" / "assets" / "script").glob("*.js"):
        assert f"const qa_{module.stem} = " in whole, "a module that nothing imports"
    assert not re.search(r"^(?:import|export) ", whole, re.MULTILINE)
    for name in ("nothing.js", "..%2Fpage.css", "%2Fetc%2Fpasswd", ""):
        assert httpx.get(folder + name).status_code == 404
    assert httpx.get(f"{url}script/another/page.js").status_code == 404


def test_the_first_load_is_compressed(url: str) -> None:
    reply = httpx.get(url)
    assert reply.headers["content-encoding"] in ("gzip", "br")
    assert int(reply.headers["content-length"]) < 40_000
    shorter = httpx.get(url, headers={"accept-encoding": "br"})
    assert shorter.headers["content-encoding"] == "br"
    longer = httpx.get(url, headers={"accept-encoding": "gzip"})
    assert longer.headers["content-encoding"] == "gzip"
    assert int(longer.headers["content-length"]) > int(shorter.headers["content-length"])


@pytest.mark.parametrize("uploads", [False, True])
def test_the_first_load_is_light(browser: Browser, seeds: Assistant, uploads: bool) -> None:
    settings = seeds.settings.model_copy(update={"uploads": uploads})
    visitor = browser.new_context()
    page = visitor.new_page()
    network = visitor.new_cdp_session(page)
    network.send("Network.enable")
    files: set[str] = set()  # without what the page asks by its events
    sizes: dict[str, int] = {}

    def seen(came: dict[str, Any]) -> None:
        address = came["response"]["url"]
        if address.startswith("http") and "/gradio_api/" not in address:
            files.add(came["requestId"])

    def ended(end: dict[str, Any]) -> None:
        sizes[end["requestId"]] = int(end["encodedDataLength"])

    network.on("Network.responseReceived", seen)
    network.on("Network.loadingFinished", ended)
    with served(Assistant(settings)) as url:
        page.goto(url)
        expect(page.locator("body[data-ready] .welcome")).to_be_visible()
        assert page.locator("#qa-adding .drop").count() == uploads
    visitor.close()
    assert 100_000 < sum(sizes[file] for file in files & set(sizes)) < 300_000
    assert len(files) <= 20


def test_the_program_starts_without_reading_what_a_page_needs(seeds: Assistant) -> None:
    parcel.found.cache_clear()
    with served(seeds) as url:
        assert httpx.head(url).status_code == 200
        assert parcel.found.cache_info().currsize == 0
        assert "gradio-" in httpx.get(url).text
        assert parcel.found.cache_info().currsize == 1


def test_where_scripts_cannot_be_put_together_each_is_asked_for(browser: Browser, url: str) -> None:
    visitor = browser.new_context()
    visitor.add_init_script("delete HTMLScriptElement.supports")
    page = visitor.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url)
    expect(page.locator("body[data-ready] .welcome")).to_be_visible()
    visitor.close()
    assert sum("/assets/" in address for address in asked) > 15


def test_of_other_files_of_gradio_no_parcel_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "templates" / "frontend").mkdir(parents=True)
    (tmp_path / "templates" / "frontend" / "index.html").write_text("<html></html>")
    monkeypatch.setattr("gradio.__file__", str(tmp_path / "__init__.py"))
    assert parcel.found.__wrapped__() is None


def test_nor_where_no_module_names_the_components(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import gradio

    frontend = Path(gradio.__file__).parent / "templates" / "frontend"
    (tmp_path / "templates" / "frontend" / "assets").mkdir(parents=True)
    for file in (frontend / "index.html", *(frontend / "assets").glob("[iI]ndex-*.js")):
        text = file.read_text("utf-8").replace("./core-", "./kernel-")
        (tmp_path / "templates" / "frontend" / file.relative_to(frontend)).write_text(text, "utf-8")
    monkeypatch.setattr("gradio.__file__", str(tmp_path / "__init__.py"))
    assert parcel.found.__wrapped__() is None


def test_a_browser_can_install_the_page(browser: Browser, url: str) -> None:
    visitor = browser.new_context()
    page = visitor.new_page()
    page.goto(url)
    expect(page.locator("body[data-ready] .welcome")).to_be_visible()
    session = visitor.new_cdp_session(page)
    taken = session.send("Page.getAppManifest")
    errors = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    visitor.close()
    assert taken["url"].endswith("/qa.webmanifest")
    assert taken["errors"] == []
    told = json.loads(taken["data"])
    assert told["name"] == "qa: questions about your articles"
    assert told["short_name"] == "qa"
    sizes = {"icon.svg": "any", "icon-192.png": "192x192", "icon-512.png": "512x512"}
    assert {icon["src"]: icon["sizes"] for icon in told["icons"]} == sizes
    for name in sizes:
        icon = httpx.get(urljoin(taken["url"], name))
        assert icon.status_code == 200
        assert icon.headers["content-type"].startswith("image/")
    # An incognito window, as each of these is, installs nothing; else it could.
    assert {error["errorId"] for error in errors} <= {"in-incognito"}


def test_gradio_is_taken_in_without_its_stubs_and_mcp() -> None:
    counted = (
        "import sys; stubs = [];"
        "sys.addaudithook(lambda event, said: stubs.append(said[0]) if event == 'open'"
        " and str(said[0]).endswith('.pyi') else None);"
        "from qa.app import parcel, quick; quick.load(mcp=False);"
        "print(len(stubs), 'mcp' in sys.modules, 'gradio' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", counted], check=False, capture_output=True, text=True
    )
    assert told.stdout.split() == ["0", "False", "True"], told.stderr


def test_one_server_is_made_of_a_page(seeds: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    quick.load()
    from gradio.routes import App

    made, create = [], App.create_app

    def counted(*given: Any, **named: Any) -> App:
        made.append(create(*given, **named))
        return made[-1]

    monkeypatch.setattr(App, "create_app", staticmethod(counted))
    with served(seeds) as url:
        assert httpx.get(url).status_code == 200
    assert len(made) == 1
    assert App.create_app is counted


def test_what_stays_is_not_looked_through_for_garbage() -> None:
    before = gc.get_freeze_count()
    with quick.uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count() > before
    gc.unfreeze()
