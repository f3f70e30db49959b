import json

import pytest
from typer.testing import CliRunner

from qa import Assistant, Settings, UsageError, Within
from qa.cli.commands import app
from qa.corpus import unread
from qa.search import scope
from qa.types import Skipped

FILES = {
    "reports/spring.md": "---\ndate: 2023-04-02\n---\nThe mill of Arn was sold for 90 crowns.\n",
    "reports/old/autumn.md": "---\ndate: 2021-10-30\n---\nThe mill of Arn burnt down.\n",
    "news.txt": "The mill of Arn was sold for 70 crowns, the town said.\n",
    "letters.csv": "writer,subject\nAda Brun,The mill of Arn is haunted\n",
}
REPORTS = {"reports/spring.md", "reports/old/autumn.md"}


@pytest.fixture(scope="module")
def mill(tmp_path_factory):
    corpus = tmp_path_factory.mktemp("mill") / "corpus"
    for name, text in FILES.items():
        (corpus / name).parent.mkdir(parents=True, exist_ok=True)
        (corpus / name).write_text(text)
    return Assistant(
        Settings(corpus=corpus, store=corpus.parent / "store", llm="none", _env_file=None)
    )


@pytest.mark.parametrize(
    ("within", "files"),
    [
        (Within(paths=("reports/*",)), REPORTS),
        (Within(paths=("reports",)), REPORTS),
        (Within(paths=("*.txt", "letters.csv")), {"news.txt", "letters.csv"}),
        (Within(since="2023"), {"reports/spring.md"}),
        (Within(until="2021-10"), {"reports/old/autumn.md"}),
        (Within(since="2021-10-30", until="2023-04-02"), REPORTS),
        (Within(types=("markdown",)), REPORTS),
        (Within(types=(".CSV", "txt")), {"news.txt", "letters.csv"}),
        (Within(paths=("reports/*",), since="2022"), {"reports/spring.md"}),
        (Within(files=("news.txt",), types=("txt",)), {"news.txt"}),
    ],
)  # fmt: skip
def test_the_articles_that_meet_every_condition_answer(mill, within, files):
    assert {*scope.of(mill.index(), within).articles} == files
    found = mill.retrieve("What happened to the mill of Arn?", within=within)
    assert {passage.file for passage in found} == files


def test_what_is_left_out_is_filtered_before_anything_is_ranked(mill):
    answer = mill.ask("For how much was the mill of Arn sold?", within=Within(since="2023"))
    assert "90" in answer.short
    assert {c.file for c in answer.citations} == {"reports/spring.md"}
    assert answer.notes[0] == "2 articles without a date were left out."
    other = mill.ask("For how much was the mill of Arn sold?", within=Within(types=("txt",)))
    assert "70" in other.short
    assert {c.file for c in other.citations} == {"news.txt"}


@pytest.mark.parametrize(
    ("within", "reason"),
    [
        (Within(since="2030"), "dated since 2030-01-01"),
        (Within(until="2000-02"), "dated until 2000-02-29"),
        (Within(types=("pdf",)), "of the kind .pdf"),
        (Within(files=("gone.txt",)), "is an article"),
    ],
)
def test_where_no_article_is_left_it_is_a_refusal(mill, within, reason):
    answer = mill.ask("For how much was the mill of Arn sold?", within=within)
    assert answer.refused
    assert not answer.passages
    assert reason in answer.reason


@pytest.mark.parametrize(
    ("within", "said"),
    [
        (Within(since="last week"), "'last week' is no date: write it as 2024, 2024-05"),
        (Within(until="2024-13"), "'2024-13' is no date"),
        (Within(until="2023-02-29"), "'2023-02-29' is no date"),
        (Within(since="2024", until="2023"), "since 2024-01-01 until 2023-12-31 is no stretch"),
        (Within(types=("mp3",)), "'mp3' is no kind of file that is read: take one of txt, md"),
        (Within(paths=("reprots/*",)), "no article matches 'reprots/*': there are letters.csv"),
    ],
)
def test_what_cannot_be_understood_is_one_sentence(mill, within, said):
    with pytest.raises(UsageError) as error:
        mill.ask("For how much was the mill of Arn sold?", within=within)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_the_command_line_takes_them(mill, monkeypatch):
    monkeypatch.setenv("QA_CORPUS", str(mill.settings.corpus))
    monkeypatch.setenv("QA_STORE", str(mill.settings.store))
    monkeypatch.setenv("QA_LLM", "none")
    asked = ["ask", "For how much was the mill of Arn sold?", "--json"]
    shown = CliRunner().invoke(app, [*asked, "--in", "reports/*", "--since", "2023-04-02"])
    assert json.loads(shown.stdout)["citations"][0]["file"] == "reports/spring.md"
    wrong = CliRunner().invoke(app, [*asked, "--until", "soon"])
    assert isinstance(wrong.exception, UsageError)


def test_files_that_are_not_read_are_told_with_the_first_answer(mill, tmp_path):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "news.txt").write_text(FILES["news.txt"])
    (corpus / "song.mp3").write_bytes(b"tune")
    settings = Settings(corpus=corpus, store=tmp_path / "store", llm="none", _env_file=None)
    assistant = Assistant(settings)
    question = "For how much was the mill of Arn sold?"
    note = "1 file of the folder is not read (song.mp3): `qa status` says why."
    assert note in assistant.ask(question).notes
    assert note not in assistant.ask(question).notes
    assert note in assistant.ask(question, []).notes  # another conversation begins
    turns = [{"role": "user", "content": question}, {"role": "assistant", "content": "70 crowns."}]
    assert note not in assistant.ask(question, turns).notes
    (corpus / "film.mp4").write_bytes(b"film")
    (corpus / "more.txt").write_text("The mill of Arn stands on a hill.")
    assert any("film.mp4, song.mp3" in told for told in assistant.ask(question).notes)
    assert not any("not read" in told for told in mill.ask(question).notes)


def test_a_note_names_three_files_at_most():
    skipped = [Skipped(file=f"{n}.mp3", reason="…") for n in range(1, 6)]
    assert unread.note(skipped).startswith(
        "5 files of the folder are not read (1.mp3, 2.mp3, 3.mp3"
    )
    assert unread.note([]) == ""
