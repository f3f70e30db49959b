"""What articles say together, beside what a language model wrote: on page and terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import ask, served, visiting
from playwright.sync_api import Browser, expect
from rich.console import Console
from servers.corpus import KEY, settings
from servers.scripted import MODEL, Scripted

import qa
from qa.answer.citations import Files, verified
from qa.cli import showing

BUILT = "When was the ferry of Elmford built?"
FIRST = "The ferry of Elmford\n\nThe ferry of Elmford was built in 1931 by Peter Malin.\n"
APART = "A ferry corrected\n\nThe ferry of Elmford was built in 1934 by Peter Malin.\n"
ALIKE = "The old ferry\n\nIn 1931 Peter Malin built the ferry of Elmford, on which we cross.\n"
WRITTEN = "The ferry of Elmford was built in 1931 [1]."


@pytest.fixture
def writing(tmp_path: Path, server: Scripted):
    """Makes an assistant over some texts, whose language model writes what is scripted."""

    def make(*texts: str) -> qa.Assistant:
        corpus = tmp_path / "articles"
        corpus.mkdir()
        for number, text in enumerate(texts):
            (corpus / f"{number}.txt").write_text(text, "utf-8")
        model = {"llm": MODEL, "openai_base_url": server.url, "openai_api_key": KEY}
        made = qa.Assistant(settings(corpus, tmp_path / "store", llm_retries=0, **model))
        made.sync()
        return made

    return make


def numbers(answer: qa.Answer) -> list[int]:
    return [citation.number for citation in answer.citations]


def test_what_a_model_left_out_is_told_beside_what_it_wrote(writing, server, tmp_path):
    server.script(WRITTEN)
    answer = writing(FIRST, APART).ask(BUILT)
    stated, left_out = answer.agreement
    assert (stated.value, stated.relation, stated.statement) == ("1931", "same", 0)
    assert (left_out.value, left_out.relation) == ("1934", "different")
    assert left_out.statement is None
    assert [c.file for c in left_out.citations] == ["1.txt"]
    assert numbers(answer) == [1, 2]
    assert answer.text == "The ferry of Elmford was built in 1931. [1]"
    assert any("different answers" in note for note in answer.notes)
    assert qa.Answer.model_validate_json(answer.model_dump_json()) == answer
    assert verified(answer, Files(tmp_path / "articles")) == answer


def test_an_article_that_is_no_more_is_no_claim(writing, server, tmp_path):
    server.script(WRITTEN)
    answer = writing(FIRST, APART).ask(BUILT)
    (tmp_path / "articles" / "1.txt").write_text("Nothing.", "utf-8")
    proven = verified(answer, Files(tmp_path / "articles"))
    assert numbers(proven) == [1]
    assert [claim.value for claim in proven.agreement] == ["1931"]
    assert proven.statements == answer.statements


def test_who_says_the_same_is_told_where_it_was_not_cited(writing, server):
    server.script(WRITTEN)
    answer = writing(FIRST, ALIKE).ask(BUILT)
    (claim,) = answer.agreement
    assert {c.file for c in claim.citations} == {"0.txt", "1.txt"}
    assert claim.statement == 0
    assert "1.txt" in told(answer)


@pytest.mark.parametrize(
    ("question", "written"),
    [
        (BUILT, "The articles do not say."),
        ("Who built the ferry of Elmford, and when was it built?", WRITTEN),
        ("Which articles mention the ferry of Elmford?", WRITTEN),
    ],
)
def test_a_refusal_several_questions_and_one_on_the_articles_have_none(
    writing, server, question, written
):
    server.script(written)
    answer = writing(FIRST, APART).ask(question)
    assert answer.agreement == ()
    assert len(answer.citations) <= 1


def test_both_values_are_shown_in_the_terminal(writing, server):
    server.script(WRITTEN)
    shown = told(writing(FIRST, APART).ask(BUILT))
    assert "1931" in shown
    assert "1934" in shown
    assert "1.txt" in shown


def test_both_values_are_shown_on_the_page(browser: Browser, writing, server):
    server.script(WRITTEN)
    with served(writing(FIRST, APART)) as url, visiting(browser, url) as page:
        ask(page, BUILT)
        claims = page.get_by_role("list", name="What the articles say")
        expect(claims.get_by_role("listitem")).to_have_count(2)
        expect(claims).to_contain_text("1934")
        expect(page.locator(".badges")).to_contain_text("Articles differ")
        expect(page.locator(".statement")).to_have_count(1)
        claims.get_by_role("button", name="Source 2").click()
        expect(page.get_by_role("heading", name="A ferry corrected")).to_be_visible()


def told(answer: qa.Answer) -> str:
    console = Console(width=400, no_color=True)
    with console.capture() as caught:
        showing.show(console, answer, Path())
    return caught.get()
