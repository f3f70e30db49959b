"""A draft held against the articles: cut, told apart, read, found, reported."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, MakeAssistant
from hypothesis import given, settings
from hypothesis import strategies as st

from qa import Assistant, UsageError
from qa.check import cutting, drafts, kinds, naming
from qa.report import draft as page
from qa.types import CheckReport

ARTICLES = ROOT / "eval" / "statements" / "quay"
DRAFT = """\
---
title: The bridge
---
# Norrhavn has its bridge

Mayor Ingrid Solberg opened the **new swing bridge** of Norrhavn on Monday [1]. It cost 84 million
crowns. She spoke to 300 people. I think it is [ugly](https://example.org). Was it worth it?

> A quoted line of somebody.

- Pedestrians cross free of charge
- Mayor Ingrid Solberg opened the bridge on Tuesday.

```
It cost nothing.
```

https://example.org/bridge

Thanks for reading!
"""


@pytest.fixture(scope="module")
def quay(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    from qa import Settings

    store = tmp_path_factory.mktemp("quay")
    return Assistant(Settings(corpus=ARTICLES, store=store, llm="none"))


@pytest.fixture(scope="module")
def report(quay: Assistant) -> CheckReport:
    return quay.check(DRAFT, name="draft.md")


# -- cutting ---------------------------------------------------------------------------------------

_PARTS = st.sampled_from(
    [
        "The mayor opened it.",
        "Is it safe?",
        "\n\n",
        " ",
        "# Title",
        "- an item here",
        "> quoted",
        "```\ncode\n```",
        "[1]",
        "**bold** words",
        "[a link](https://example.org/x)",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "“Quote,” she said.",
        "\r\n",
        "\u2028",
        "日本語。",
        "---\n",
    ]
)


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(_PARTS).map("".join)))
def test_every_piece_is_a_slice_of_the_draft(text: str) -> None:
    at = 0
    for piece in cutting.pieces(cutting.document(text)):
        assert at <= piece.start < piece.end <= len(text)
        assert text[piece.start : piece.end].strip() == text[piece.start : piece.end]
        assert piece.line == text.count("\n", 0, piece.start) + 1
        at = piece.end


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The bridge cost 84 million crowns.", None),
        ("It should open in May, the mayor said.", None),
        ("I think that it cost 84 million.", None),
        ("“I think it is ugly,” said Lunde.", None),
        ("He asked: “Is it safe?”", None),
        ("Visitors must pay 5 crowns.", None),
        ("Thanks to the mayor it was built.", None),
        ("Is it safe?", "question"),
        ("I think that it is ugly.", "opinion"),
        ("In our view the town deserves better.", "opinion"),
        ("The council should be ashamed of itself.", "opinion"),
        ("Joan Reeve.", "fragment"),
        ("The market.", "fragment"),
        ("On Monday.", "fragment"),
        ("Joan Reeve left.", None),
        ("The market burnt.", None),
        ("The market cost 40 crowns.", None),
        ("Ald. Joan Reeve opened the market.", None),
        ("Supt. Pym denied it.", None),
        ("Dear readers,", "greeting"),
        ("Thanks for reading!", "greeting"),
        ("# The mayor was arrested", "headline"),
        ("https://example.org", "link"),
        ("```\nIt cost nothing.\n```", "code"),
        ("> The mayor was arrested.", "quotation"),
    ],
)
def test_what_states_nothing_is_left_out(text: str, kind: str | None) -> None:
    pieces = cutting.pieces(cutting.document(f"The first line says it.\n\n{text}\n"))
    assert kinds.left_out(pieces[-1]) == kind


@pytest.mark.parametrize(
    ("statement", "before", "texts"),
    [
        ("She spoke.", "Mayor Ida Solberg opened it.", ["Mayor Ida Solberg spoke."]),
        ("Her speech was long.", "Ida Solberg came.", ["Ida Solberg's speech was long."]),
        ("It fell.", "Solberg opened the bridge of Orm.", ["The bridge of Orm fell."]),
        ("They complained.", "Residents met Ida Solberg.", ["Residents complained."]),
        ("“She lied,” said Lunde.", "Ida Solberg spoke.", ["“She lied,” said Lunde."]),
        ("Tove Lunde said she was ill.", "Ida came.", ["Tove Lunde said she was ill."]),
        ("It is true that Lunde left.", "The bridge fell.", ["It is true that Lunde left."]),
    ],
)
def test_a_pronoun_takes_its_noun_from_before(
    statement: str, before: str, texts: list[str]
) -> None:
    found = naming.readings(statement, [before])
    assert found.texts[: len(texts)] == tuple(texts)
    assert found.is_named


def test_a_pronoun_without_a_noun_is_told(quay: Assistant) -> None:
    assert not naming.readings("She spoke.", []).is_named
    [alone] = quay.check("She opened the new swing bridge of Norrhavn on Monday.").checked
    assert alone.verdict == "not in the articles"
    assert "“She”" in alone.reason


# -- checking --------------------------------------------------------------------------------------


def test_each_statement_gets_its_finding(report: CheckReport) -> None:
    found = {" ".join(one.text.split()): one for one in report.checked}
    opened = found[
        "Mayor Ingrid Solberg opened the **new swing bridge** of Norrhavn on Monday [1]."
    ]
    assert opened.verdict == "supported"
    assert opened.citations[0].file == "harbour-post.txt"
    cost = found["It cost 84 million crowns."]
    assert cost.verdict == "supported"
    assert "bridge" in cost.read_as
    spoke = found["She spoke to 300 people."]
    assert spoke.verdict == "not in the articles"
    assert "300 people" in spoke.reason
    tuesday = found["Mayor Ingrid Solberg opened the bridge on Tuesday."]
    assert tuesday.verdict == "contradicted"
    assert tuesday.reason == "the source says Monday, not Tuesday"
    assert found["Pedestrians cross free of charge"].verdict == "supported"
    assert len(found) == 5
    assert not report.passed
    assert report.counts == {
        "supported": 3,
        "contradicted": 1,
        "not in the articles": 1,
        "left out": len(report.left_out),
    }


def test_what_is_left_out_is_counted_by_kind(report: CheckReport) -> None:
    kinds_found = [piece.kind for piece in report.left_out]
    assert kinds_found == [
        "headline",
        "headline",
        "opinion",
        "question",
        "quotation",
        "code",
        "link",
        "greeting",
    ]


def test_all_is_verbatim(report: CheckReport) -> None:
    for piece in (*report.checked, *report.left_out):
        assert report.draft[piece.start : piece.end] == piece.text
    article = (ARTICLES / "harbour-post.txt").read_text()
    for citation in drafts.cited(report):
        assert article[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("Cars pay 30 crowns.", "the source says 20 crowns, not 30 crowns"),
        ("Lars Petersen opened the new swing bridge.", "not Lars Petersen"),
        ("The new swing bridge was opened by Lars Petersen.", "Solberg, not Lars Petersen"),
        ("The crossing was closed in March 2017.", "the source says 2019, not 2017"),
        ("The crossing was never closed to lorries.", "the source says that it is so"),
        ("The crossing was closed to lorries in May 2019.", "the source says March, not May"),
    ],
)
def test_a_contradiction_says_what_the_file_says(
    quay: Assistant, statement: str, reason: str
) -> None:
    [found] = quay.check(statement).checked
    assert found.verdict == "contradicted"
    assert reason in found.reason
    assert found.citations


def test_another_article_that_says_otherwise_is_shown(make: MakeAssistant) -> None:
    told = make(
        {
            "a.txt": "The ferry Orm carried 212 passengers on Monday. It was late.",
            "b.txt": "The ferry Orm carried 240 passengers on Monday. The sea was rough.",
        }
    )
    [found] = told.check("The ferry Orm carried 212 passengers on Monday.").checked
    assert found.verdict == "supported"
    assert [citation.file for citation in found.citations] == ["a.txt"]
    assert [citation.file for citation in found.otherwise] == ["b.txt"]
    only = told.check("The ferry Orm carried 212 passengers on Monday.", files=["b.txt"])
    assert only.checked[0].verdict == "contradicted"


@pytest.mark.parametrize(
    ("statement", "verdict", "parts"),
    [
        (
            "Mayor Ingrid Solberg opened the new swing bridge on Monday and was arrested.",
            "not in the articles",
            [
                ("supported", "Mayor Ingrid Solberg opened the new swing bridge on Monday."),
                ("not in the articles", "and was arrested"),
            ],
        ),
        (
            "The ferry was sold, but Mayor Ingrid Solberg opened the new swing bridge.",
            "not in the articles",
            [
                ("not in the articles", "The ferry was sold"),
                ("supported", "Mayor Ingrid Solberg opened the new swing bridge."),
            ],
        ),
        (
            "Cars pay 20 crowns, but the crossing was closed to lorries in May 2019.",
            "contradicted",
            [
                ("supported", "Cars pay 20 crowns."),
                ("contradicted", "but the crossing was closed to lorries in May 2019"),
            ],
        ),
        (
            "Cars pay 30 crowns because the mayor took bribes.",
            "contradicted",
            [
                ("contradicted", "Cars pay 30 crowns."),
                ("not in the articles", "because the mayor took bribes"),
            ],
        ),
        ("Cars pay 20 crowns, and lorries pay 65.", "supported", []),
        ("The ferry was sold and was painted.", "not in the articles", []),
        ("She opened the new swing bridge and was arrested.", "not in the articles", []),
    ],
)
def test_a_statement_is_told_in_parts_where_it_can_be_cut(
    quay: Assistant, statement: str, verdict: str, parts: list[tuple[str, str]]
) -> None:
    checked = quay.check(statement)
    [found] = checked.checked
    assert found.verdict == verdict
    assert checked.passed == (verdict == "supported")
    assert [(part.verdict, part.text) for part in found.parts] == parts
    assert all(bool(part.citations) == (part.verdict == "supported") for part in found.parts)
    numbers = [citation.number for citation in found.quoted]
    assert numbers == list(range(1, 1 + len(numbers)))
    assert all(part.text in page.page(checked) for part in found.parts)


def test_an_article_that_changes_meanwhile_proves_nothing(
    make: MakeAssistant, tmp_path: Path
) -> None:
    said = "The ferry Orm carried 212 passengers on Monday."
    told = make({"a.txt": said})
    assert told.check(said).passed
    more = f"{said[:-1]} and sank."
    assert told.check(more).checked[0].parts
    (told.settings.corpus / "a.txt").write_text("The ferry Orm sank.")
    assert not told.check(said).passed
    assert not told.check(more).checked[0].parts


@pytest.mark.parametrize(
    ("draft", "message"),
    [
        ("", "has no words"),
        (" \n", "has no words"),
        ("…!", "has no words"),
        ("word " * 50_000, "200,000 are the most"),
        (None, "not NoneType"),
    ],
)
def test_what_is_no_draft_is_one_sentence(quay: Assistant, draft: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as raised:
        quay.check(draft)
    assert "\n" not in str(raised.value)


# -- the page --------------------------------------------------------------------------------------


def test_the_page_holds_the_whole_draft(report: CheckReport) -> None:
    assert "".join(stretch.text for stretch in page.stretches(report)) == report.draft
    tones = [stretch.tone for stretch in page.stretches(report) if stretch.number]
    assert tones == ["supported", "supported", "missing", "supported", "contradicted"]


def test_the_page_is_alone_and_escapes(quay: Assistant) -> None:
    nasty = quay.check("The bridge </a><script>alert(1)</script> & <b>cost</b> 84 million crowns.")
    shown = page.page(nasty)
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
    assert "http://" not in shown
    assert "https://" not in shown
