"""`qa check`, as a person or a build runs it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from browser import launched
from conftest import ROOT
from program import environment, run

ARTICLES = ROOT / "eval" / "statements" / "quay"
TRUE = "One hundred and twenty workers built it in less than three years.\n"
FALSE = "# A draft\n\nCars pay 30 crowns. The mayor was arrested.\n"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    return {"QA_CORPUS": ARTICLES, "QA_STORE": tmp_path_factory.mktemp("store"), "QA_LLM": "none"}


def test_the_exit_code_says_whether_all_is_borne_out(tmp_path, settings):
    good, bad = tmp_path / "good.md", tmp_path / "bad.md"

    good.write_text("120 workers built the bridge.\n")
    bad.write_text(FALSE)
    fine = run("check", str(good), **settings)
    assert fine.returncode == 0, fine.stdout + fine.stderr
    assert "✓ 1 supported" in fine.stdout
    wrong = run("check", str(bad), **settings)
    assert wrong.returncode == 1
    assert "contradicted: the source says 20 crowns, not 30 crowns" in wrong.stdout
    assert "harbour-post.txt:" in wrong.stdout
    assert re.search(r"^✗ line \d+  \S", wrong.stdout, re.MULTILINE)  # of the draft
    assert "1 headline" in wrong.stdout


def test_what_is_proved_of_a_statement_stands_with_its_proof(tmp_path, settings):
    draft = tmp_path / "draft.md"
    draft.write_text("120 workers built the bridge and were arrested.\n")
    told = run("check", str(draft), **settings)
    assert told.returncode == 1
    [proved, quote, place, left] = told.stdout.splitlines()[2:6]
    assert proved.strip() == "✓ 120 workers built the bridge."
    assert quote.strip().startswith("“One hundred and twenty workers")
    assert place.strip().startswith("harbour-post.txt:")
    assert left.strip() == "? and were arrested"


def test_a_draft_cannot_speak_to_the_terminal(tmp_path, settings):
    draft = tmp_path / "draft.md"
    draft.write_text("120 workers built \x1b[31mthe bridge.\n")
    told = run("check", str(draft), **settings)
    assert "the bridge" in told.stdout
    assert "\x1b" not in told.stdout + told.stderr


def test_standard_input_and_json(settings):
    command = [sys.executable, "-m", "qa", "check", "-", "--json"]
    done = subprocess.run(
        command,
        input=FALSE,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(**settings),
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert report["counts"]["contradicted"] == 1
    first = report["checked"][0]
    assert report["draft"][first["start"] : first["end"]] == first["text"] == "Cars pay 30 crowns."
    assert first["citations"][0]["file"] == "harbour-post.txt"
    assert report["left_out"][0]["kind"] == "headline"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.md", None, "cannot be read"),
        ("empty.md", b"\n\n", "has no words"),
        ("noise.md", bytes(range(256)) * 8, "no text that can be read"),
        ("long.md", b"word " * 50_000, "200,000 are the most"),
    ],
)
def test_what_cannot_be_checked_is_one_sentence(tmp_path, settings, name, content, message):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    done = run("check", str(path), **settings)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not done.stdout


def test_a_draft_among_the_articles_does_not_prove_itself(tmp_path):
    corpus = tmp_path / "news"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The ferry Orm carried 212 passengers on Monday.")
    (corpus / "draft.md").write_text("The mayor of Orm was arrested on Friday.")
    done = run(
        "check",
        str(corpus / "draft.md"),
        QA_CORPUS=corpus,
        QA_STORE=tmp_path / "s",
        QA_LLM="none",
        COLUMNS=400,
    )
    assert done.returncode == 1
    assert "lies within the folder of articles" in done.stderr


def test_a_page_that_cannot_be_written_is_one_sentence(tmp_path, settings):
    draft = tmp_path / "draft.md"
    draft.write_text(TRUE)
    done = run("check", str(draft), "--html", str(tmp_path / "no" / "page.html"), **settings)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


@pytest.mark.browser
def test_the_page_in_a_browser(tmp_path: Path, settings: dict[str, object]) -> None:
    draft, page_file = tmp_path / "draft.md", tmp_path / "page.html"
    draft.write_text(FALSE)
    done = run("check", str(draft), "--html", str(page_file), **settings)
    assert done.returncode == 1, done.stderr
    with launched() as browser:
        asked: list[str] = []
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(page_file.as_uri())
        assert page.locator(".draft").inner_text().startswith("# A draft")
        statement = page.locator(".draft a").first
        statement.click()
        assert page.locator("article:target h3").inner_text().startswith("1 ✗ contradicted")
        left, right = (
            page.locator(".draft").bounding_box(),
            page.locator(".evidence").bounding_box(),
        )
        assert left is not None
        assert right is not None
        assert left["x"] + left["width"] < right["x"]
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        if folder := os.environ.get("QA_SCREENSHOTS"):
            page.screenshot(path=f"{folder}/check.png", full_page=True)
            page.emulate_media(color_scheme="dark")
            page.screenshot(path=f"{folder}/check-dark.png", full_page=True)
