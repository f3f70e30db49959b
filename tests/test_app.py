"""The chat page, in a real browser, over one shared server."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser import ask, visiting
from conftest import SEEDS
from playwright.sync_api import Browser, Page, expect
from program import run

from qa import UsageError
from qa.app import server


def test_first_load_and_an_example(page: Page) -> None:
    expect(page.locator("#qa-header")).to_contain_text("6 articles")
    expect(page.locator("#qa-header")).to_contain_text("on this machine, by quoting")
    page.locator(".example").first.click()
    expect(page.locator("#qa-done .chip").first).to_be_visible()


def test_a_chip_opens_the_article_at_the_quote(page: Page) -> None:
    ask(page, "who led the US delegation?")
    expect(page.locator("#qa-done")).to_contain_text("Marco Rubio")
    page.locator("#qa-done .chip").first.click()
    mark = page.locator("#qa-panel mark")
    expect(mark).to_be_visible()
    quote = mark.text_content() or ""
    file = page.locator("#qa-panel .opened-head").inner_text()
    name = next(path.name for path in SEEDS.iterdir() if path.name in file)
    assert quote in (SEEDS / name).read_bytes().decode()
    assert quote in page.locator("#qa-done").inner_text()
    assert page.evaluate("document.querySelector('.gradio-container').scrollTop") == 0
    page.keyboard.press("]")
    expect(mark).not_to_have_text(quote)


def test_follow_up_and_refusal(page: Page) -> None:
    ask(page, "who led the US delegation at the meeting in Riyadh?")
    ask(page, "where was it held?")
    expect(page.locator("#qa-done")).to_contain_text("Diriyah Palace")
    expect(page.locator("#qa-done")).to_contain_text("where was it held? (who led")
    ask(page, "who won the World Cup?")
    expect(page.locator("#qa-done")).to_contain_text("The articles do not say.")
    expect(page.locator("#qa-done .badges").last).to_contain_text("Not in the articles")


def test_a_question_that_is_none_is_told(page: Page) -> None:
    page.locator("#qa-question").fill("???")
    page.keyboard.press("Enter")
    expect(page.locator("#qa-chat")).to_contain_text("holds no words")
    assert "Traceback" not in page.content()


def test_two_visitors_never_see_each_other(browser: Browser, url: str, page: Page) -> None:
    ask(page, "who led the US delegation?")
    with visiting(browser, url) as stranger:
        assert "Rubio" not in stranger.locator("#qa-done").inner_text()
        ask(stranger, "where was it held?")
        expect(stranger.locator("#qa-done")).not_to_contain_text("(who led")
    assert "where was it held" not in page.locator("#qa-done").inner_text()


def test_hostile_articles_are_only_text(page: Page) -> None:
    ask(page, "who is the gardener of Elmford?")
    expect(page.locator("#qa-done")).to_contain_text("<img src=x onerror=window.hacked=1>")
    page.locator("#qa-done .chip").first.click()
    expect(page.locator("#qa-panel mark")).to_contain_text("<script>")
    expect(page.locator("#qa-panel")).to_contain_text("<b>hostile.txt")
    assert page.evaluate("window.hacked") is None
    assert page.locator("#qa-done img, #qa-panel img, #qa-panel script").count() == 0


def test_nothing_is_asked_of_another_host(browser: Browser, url: str) -> None:
    context = browser.new_context()
    visitor = context.new_page()
    hosts: set[str | None] = set()
    visitor.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    visitor.goto(url)
    expect(visitor.locator("body[data-ready] .welcome")).to_be_visible(timeout=60_000)
    ask(visitor, "who is the gardener of Elmford?")
    visitor.locator("#qa-done .chip").first.click()
    expect(visitor.locator("#qa-panel mark")).to_be_visible()
    context.close()
    assert hosts - {None} == {"127.0.0.1"}


def test_on_a_phone(browser: Browser, url: str) -> None:
    size = {"width": 390, "height": 780}
    with visiting(browser, url, viewport=size, has_touch=True) as phone:
        ask(phone, "who led the US delegation?")
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
        expect(phone.locator("#qa-panel mark")).to_have_count(0)
        phone.locator("#qa-done .chip").first.tap()
        expect(phone.locator("#qa-panel mark")).to_be_visible()
        phone.keyboard.press("Escape")
        expect(phone.locator("#qa-panel mark")).not_to_be_visible()


def test_programs_call_it_by_name(url: str) -> None:
    from gradio_client import Client

    client = Client(url, verbose=False)
    answer = client.predict("who led the US delegation?", None, api_name="/ask")
    assert "Marco Rubio" in answer["text"]
    assert answer["citations"][0]["quote"] in answer["text"]
    passages = client.predict("drones", 1000, api_name="/search")
    assert sum(len(passage["text"]) for passage in passages) <= 1000
    for outside in ("../store/chroma.sqlite3", "/etc/passwd", "nothing.txt"):
        with pytest.raises(Exception, match="no article"):
            client.predict(outside, api_name="/read_article")


def test_other_addresses_demand_users(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--auth"):
        server.check(server.Options(host="0.0.0.0"))
    server.check(server.Options(host="0.0.0.0", users={"ann": "secret"}))
    done = run("serve", "--host", "0.0.0.0", QA_STORE=tmp_path / "s")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "can be reached from other machines" in done.stderr
