"""Judging answers, and taking them away, in a real browser."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import HOSTILE, ask, served, visiting
from playwright.sync_api import Browser, Page, expect
from servers.corpus import ARTICLES, settings
from typer.testing import CliRunner

from eval.cli import app as evaluate
from qa import Assistant
from qa.answer.citations import REFUSAL
from qa.app.export import escaped

LEAD = "Who led the US delegation?"
NOWHERE = "Who won the World Cup?"
GARDENER = "Who is the gardener of Elmford?"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("feedback")
    (folder / "corpus").mkdir()
    for name, text in {**ARTICLES, "hostile [x](y).md": HOSTILE}.items():
        (folder / "corpus" / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def assistant(folder: Path) -> Assistant:
    made = Assistant(
        settings(folder / "corpus", folder / "store", feedback=folder / "kept" / "feedback.jsonl")
    )
    made.sync()
    return made


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    with served(assistant) as url:
        yield url


@pytest.fixture
def page(browser: Browser, address: str, kept: Path) -> Iterator[Page]:
    with visiting(browser, address) as opened:
        yield opened


@pytest.fixture
def kept(folder: Path) -> Iterator[Path]:
    """The file of judgements, which is not there yet."""
    yield folder / "kept" / "feedback.jsonl"
    shutil.rmtree(folder / "kept", ignore_errors=True)


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def judge(page: Page, rating: str, reason: str = "") -> None:
    button = page.locator(f"#qa-done [data-rating={rating}][data-act=rate]").last
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    if reason:
        page.locator(".reason-text").last.fill(reason)
        page.keyboard.press("Enter")
        expect(page.locator(".exchange").last).to_contain_text("your reason was kept")


# -- judging ---------------------------------------------------------------------------------------


def test_a_thumb_up_is_kept_with_all_that_it_is_about(page: Page, kept: Path) -> None:
    page.locator("#qa-side-bar [data-view=library]").click()
    page.locator("[data-scope='notice.txt']").uncheck()
    ask(page, LEAD)
    ask(page, "And who led the Russian side?")
    judge(page, "up", "  Just what I  wanted, “thank you” <b>\n ")
    first, record = read(kept)
    assert (first["rating"], first["reason"]) == ("up", "")
    assert (record["rating"], record["reason"]) == ("up", "Just what I wanted, “thank you” <b>")
    assert record["question"] == "And who led the Russian side?"
    assert [turn["role"] for turn in record["history"]] == ["user", "assistant"]
    assert record["history"][0]["content"] == LEAD
    assert "Marco Rubio" in record["history"][1]["content"]
    assert "[1]" not in record["history"][1]["content"]
    shown = page.locator(".exchange").last
    assert record["answer"].split(" [")[0] in shown.inner_text()
    assert len(record["citations"]) == shown.locator("button.chip").count()
    for citation in record["citations"]:
        assert citation["quote"] in ARTICLES[citation["file"]]
    assert record["support"] == record["citations"]
    assert record["should_refuse"] is False
    assert sorted(record["files"]) == sorted({*ARTICLES, "hostile [x](y).md"} - {"notice.txt"})
    assert record["settings"]["mode"] == "extractive"
    assert record["settings"].keys() >= {"model", "llm", "embedding", "confidence"}


def test_a_thumb_without_a_reason_is_kept_at_once(page: Page, kept: Path) -> None:
    ask(page, LEAD)
    judge(page, "down")
    (record,) = read(kept)
    assert (record["rating"], record["reason"], record["support"]) == ("down", "", [])
    page.locator("#qa-done [data-rating=down][data-act=rate]").click()  # says nothing new
    judge(page, "up")
    assert [record["rating"] for record in read(kept)] == ["down", "up"]
    assert len({record["id"] for record in read(kept)}) == 1


def test_a_refusal_can_be_judged(page: Page, kept: Path) -> None:
    ask(page, NOWHERE)
    judge(page, "up")
    (record,) = read(kept)
    assert record["should_refuse"] is True
    assert record["citations"] == []


def test_the_same_answer_of_two_visitors_is_two_judgements(
    browser: Browser, address: str, page: Page, kept: Path
) -> None:
    ask(page, LEAD)
    judge(page, "down", "Too long.")
    with visiting(browser, address) as other:
        ask(other, LEAD)
        judge(other, "up")
    assert len({record["id"] for record in read(kept)}) == 2


def test_a_reason_is_asked_for_once(page: Page, kept: Path) -> None:
    ask(page, LEAD)
    judge(page, "down", "It is not short.")
    ask(page, NOWHERE)
    expect(page.locator(".reason-text")).to_have_count(0)
    expect(page.locator("#qa-done [data-rating=down]").first).to_have_attribute(
        "aria-pressed", "true"
    )


def test_the_evaluation_takes_up_what_the_page_wrote(
    page: Page, kept: Path, tmp_path: Path
) -> None:
    complaint = "Which envoy of the White House travelled to Moscow?"
    ask(page, complaint)
    judge(page, "down", "It says more than that.")
    ask(page, "Which mayor of Lindale spoke about the new building?")
    judge(page, "down", "It is wrong.")
    judge(page, "up")
    ask(page, "How many residents of Lindale wrote letters?")
    judge(page, "up")
    into = tmp_path / "candidates.jsonl"
    done = CliRunner().invoke(evaluate, ["feedback", str(kept), "--into", str(into)])
    assert done.exit_code == 0, done.output
    (candidate,) = read(into)
    assert candidate["question"] == complaint
    assert candidate["complaint"]["reason"] == "It says more than that."
    assert "Steve Witkoff" in candidate["complaint"]["answer"] + str(candidate["complaint"])
    assert candidate["complaint"]["citations"]


def test_a_judgement_that_cannot_be_kept_is_told(page: Page, kept: Path) -> None:
    kept.mkdir(parents=True)
    ask(page, LEAD)
    button = page.locator("#qa-done [data-rating=down]")
    button.click()
    expect(page.locator(".toast-body")).to_contain_text("The feedback cannot be written")
    assert "Traceback" not in page.locator("body").inner_text()
    expect(button).to_have_attribute("aria-pressed", "false")


# -- taking away -----------------------------------------------------------------------------------


def copied(page: Page) -> str:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('')")
    page.locator("[data-act=copy]").last.click()
    expect(page.locator("#qa-announcer")).to_contain_text("Copied")
    return str(page.evaluate("navigator.clipboard.readText()"))


def downloaded(page: Page) -> str:
    with page.expect_download() as found:
        page.locator("[data-act=export]").click()
    assert found.value.suggested_filename == "conversation.md"
    return Path(found.value.path()).read_text("utf-8")


def test_an_answer_is_copied_with_its_sources(page: Page, assistant: Assistant) -> None:
    ask(page, LEAD)
    text, _, sources = copied(page).partition("\n\n")
    answer = assistant.ask(LEAD)
    assert text == answer.text
    assert sources.splitlines() == [
        f"[{c.number}] {c.file}, line {c.line}: “{c.quote}”" for c in answer.citations
    ]
    ask(page, NOWHERE)
    assert copied(page) == REFUSAL


def test_the_conversation_is_saved(page: Page, assistant: Assistant) -> None:
    ask(page, LEAD)
    ask(page, NOWHERE)
    page.locator("#qa-question").fill("???")
    page.keyboard.press("Enter")
    expect(page.locator("#qa-done .trouble")).to_be_visible()
    text = downloaded(page)
    answer = assistant.ask(LEAD)
    assert f"## {LEAD}\n\n{escaped(answer.text)}\n" in text
    for citation in answer.citations:
        assert f"{citation.number}. {citation.file}, line {citation.line}\n" in text
        assert f"   > {escaped(citation.quote)}\n" in text
    assert f"## {NOWHERE}\n\n{REFUSAL}\n\n## ???\n\n*" in text
    assert text.endswith("*\n")
    assert "holds no words" in text
    again = downloaded(page)  # and once more, in the same second
    assert again == text


def test_nothing_of_an_article_is_markup_in_what_is_taken_away(page: Page) -> None:
    ask(page, GARDENER)
    plain = copied(page)
    assert "<img src=x onerror=window.hacked=1>" in plain  # text, as it stands
    assert "<button" not in plain
    assert "&lt;" not in plain
    text = downloaded(page)
    assert r"\<img src=x onerror=window.hacked=1\>" in text
    assert r"!\[pears\](http\://elsewhere.invalid/p.png)" in text
    assert r"hostile \[x\](y).md, line 1" in text
    assert "data-act" not in text
    assert "&lt;" not in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A so-called (U.S.) plan #1: 5 + 3!", "A so-called (U.S.) plan #1: 5 + 3!"),
        ("# A title", r"\# A title"),
        ("- an item", r"\- an item"),
        ("12. an item", r"12\. an item"),
        ("a *b* _c_ `d` ~~e~~", r"a \*b\* \_c\_ \`d\` \~\~e\~\~"),
        ("two\nlines  of text", "two lines of text"),
        ("![a](b) <i> &amp; | $x$", r"!\[a\](b) \<i\> \&amp; \| \$x\$"),
        ("see http://a.b or www.a.b", r"see http\://a.b or www\.a.b"),
    ],
)
def test_text_is_only_text_in_markdown(text: str, expected: str) -> None:
    assert escaped(text) == expected
