# ruff: noqa: E501
"""One record of a dump, one message, one entry of a feed is one article."""

import json

import pytest

from qa import Within
from qa.corpus import chunking, documents

STORIES = [
    ("Bridge opened", "2024-03-02", "Mayor Ann Bell opened the Norvik bridge. It cost 40 crowns."),
    ("Mill burnt", "2021-05-01", "The mill of Arn burnt down. Some 30 people fled."),
    ("Mill again", "2022-01-09", "The mill of Arn was rebuilt. Ten people work there."),
]
MESSAGE = "From a@b Tue Jan  2 10:00:00 2024\nFrom: A <a@b>\nSubject: {}\nDate: {}\n\n{}\n\n"
FILES = {
    "dump.jsonl": "\n".join(json.dumps(dict(zip(("title", "date", "text"), s, strict=True))) for s in STORIES),
    "dump.csv": "\n".join(["title,date,text", *(f'{t},{d},"{s}"' for t, d, s in STORIES)]),
    "dump.rss": "<rss><channel><title>News</title>"
    + "".join(f"<item><title>{t}</title><pubDate>{d}</pubDate><description>{s}</description></item>" for t, d, s in STORIES)
    + "</channel></rss>",
    "dump.mbox": "".join(MESSAGE.format(t, f"{d[8:]} {'JanFebMarAprMay'[3 * int(d[6]) - 3 :][:3]} {d[:4]} 10:00:00 +0000", s) for t, d, s in STORIES),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_each_record_has_its_own_title_and_date(name):
    document = documents.parse(name, FILES[name].encode())
    assert [(r.title, r.date) for r in document.records] == [story[:2] for story in STORIES]
    assert document.title is None
    starts = [record.start for record in document.records]
    assert not any(
        unit.start < start < unit.end for unit in chunking.units(document) for start in starts
    )


@pytest.mark.parametrize(
    ("name", "text", "records"),
    [
        ("a.csv", "Name;Pay\nAna;3100\nBo;2900\n", 0),
        ("a.json", '{"title": "Storm", "date": "2024-01-02", "text": "A storm came."}', 0),
    ],
)
def test_one_article_and_a_plain_table_have_no_records(name, text, records):
    assert len(documents.parse(name, text.encode()).records) == records


def test_a_citation_carries_the_title_and_date_of_its_record(make):
    assistant = make(FILES)
    for name in FILES:
        answer = assistant.ask("Who opened the Norvik bridge?", within=Within(files=(name,)))
        cited = answer.citations[0]
        assert assistant.article(name)[cited.start : cited.end] == cited.quote
        assert (cited.file, cited.title, cited.date) == (name, "Bridge opened", "2024-03-02")
    assert {(a.title, a.date, a.records) for a in assistant.articles()} == {(None, None, 3)}


def test_records_are_asked_by_their_own_dates(make):
    assistant = make({"dump.jsonl": FILES["dump.jsonl"]})
    question = "How many people fled from the mill of Arn?"
    assert not assistant.ask(question, within=Within(until="2021")).refused
    assert "fled" not in assistant.ask(question, within=Within(since="2022")).text
    found = assistant.retrieve(question, within=Within(since="2022", until="2022"))
    assert "fled" not in " ".join(passage.text for passage in found)


def test_records_agree_and_differ_as_articles_do(make):
    told = [
        ("The trial", "2024-03-02", "The trial of Per Lund begins on 3 May."),
        ("Court news", "2024-03-03", "The trial of Per Lund begins on 9 June."),
        ("In court", "2024-03-04", "The trial of Per Lund begins on 3 May, the court said."),
    ]
    lines = (json.dumps({"title": t, "date": d, "text": s}) for t, d, s in told)
    assistant = make({"dump.jsonl": "\n".join(lines)})
    claims = assistant.ask("When does the trial of Per Lund begin?").agreement
    assert [(c.relation, c.sources) for c in claims] == [("same", 2), ("different", 1)]
    assert len(claims[0].citations) == 2


def test_records_are_counted_as_articles(make):
    assistant = make({"dump.jsonl": FILES["dump.jsonl"], "note.txt": "The pier is open today."})
    assert "4 articles" in assistant.ask("How many articles are there?").text
    assert "2 of 4 articles" in assistant.ask("How many articles mention the mill?").text
