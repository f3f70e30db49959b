# ruff: noqa: E501
"""What the fields of records are called: by common names, by a user's own; messages of chats."""

import json

import pytest

from qa import Settings, StoreError
from qa.corpus import chunking, documents
from qa.corpus.fields import Fields

OWN = "title=kop, text=verhaal.tekst, date=verschenen"
STORIES = [
    {"kop": "Brug open", "verhaal": {"tekst": "Anna Kok opened the bridge of Orm."}, "verschenen": "2023-01-10"},
    {"kop": "Mill burnt", "verhaal": {"tekst": "The mill of Arn burnt down on Tuesday."}, "verschenen": "2022-06-14"},
]  # fmt: skip
CHAT = [
    {"type": "message", "user_profile": {"real_name": "Ines"}, "text": "Who keeps the key?", "ts": "1714640400.1"},
    {"type": "message", "user_profile": {"real_name": "Tom"}, "text": ["Farid does, ", {"type": "link", "text": "room 4"}], "ts": "1714726800.1"},
]  # fmt: skip


def records(name, content, named=()):
    text = content if isinstance(content, str) else json.dumps(content)
    return documents.parse(name, text.encode(), Fields(tuple(named)))


@pytest.mark.parametrize(
    ("written", "named"),
    [
        (OWN, (("title", "kop"), ("text", "verhaal.tekst"), ("date", "verschenen"))),
        ("", ()),
        ((("title", "Kop"),), (("title", "Kop"),)),
    ],
)
def test_the_setting_names_fields(written, named, monkeypatch):
    assert Settings(fields=written).fields == named
    if isinstance(written, str):
        monkeypatch.setenv("QA_FIELDS", written)
        assert Settings().fields == named


@pytest.mark.parametrize("written", ["titel=kop", "title", "title="])
def test_what_names_no_field_is_told(written):
    with pytest.raises(ValueError, match="title, date, author, text, tags"):
        Settings(fields=written)


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("a.json", STORIES, Settings(fields=OWN).fields),
        ("a.csv", "kop,verschenen\nBrug open,2023-01-10\nMill burnt,2022-06-14\n", Settings(fields=OWN).fields),
        ("a.csv", "name,date\nBrug open,2023-01-10\nMill burnt,2022-06-14\n", (("title", "name"),)),
        ("a.csv", "titel;datum\nBrug open;2023-01-10\nMill burnt;2022-06-14\n", ()),
    ],
)  # fmt: skip
def test_records_are_articles_by_the_names_of_their_fields(name, content, named):
    found = records(name, content, named).records
    assert [(r.title, r.date) for r in found] == [
        ("Brug open", "2023-01-10"),
        ("Mill burnt", "2022-06-14"),
    ]


def test_a_table_of_people_holds_no_articles():
    assert not records("a.csv", "name,date\nAnn,2023-01-10\nBo,2022-06-14\n").records


def test_answers_cite_records_by_a_users_names_and_another_setting_rebuilds(make):
    files = {"a.json": json.dumps(STORIES)}
    question = "Who opened the bridge of Orm?"
    named = make(files, fields=OWN)
    cited = named.ask(question).citations[0]
    assert (
        named.article("a.json")[cited.start : cited.end]
        == cited.quote
        == STORIES[0]["verhaal"]["tekst"]
    )
    assert (cited.title, cited.date) == ("Brug open", "2023-01-10")
    assert OWN in named.status()["chunker"]
    with pytest.raises(StoreError, match="rebuild"):
        make(files).ask(question)


def test_a_message_is_read_after_its_writer_and_the_one_before():
    document = records("a.json", CHAT)
    said = [s for s in chunking.sentences(document) if s.kind not in ("aside", "heading")]
    assert [document.text[s.start : s.end] for s in said] == ["Tom: Farid does, room 4"]
    assert said[0].context == "Ines: Who keeps the key?"
    assert [r.date for r in document.records] == ["2024-05-02", "2024-05-03"]


@pytest.mark.parametrize(
    ("value", "day"),
    [(1714640400, "2024-05-02"), ("1714640400123", "2024-05-02"), (2024, None), ("2024-05-02", "2024-05-02"), (True, None), (1e30, None)],
)  # fmt: skip
def test_a_date_may_be_seconds(value, day):
    document = records("a.json", {"author": "Ann", "text": "A word is said.", "date": value})
    assert document.date == day
