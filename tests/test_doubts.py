"""What a reader should know of a file is told by every sync, by the status and on the page."""

import json

import binaries
from typer.testing import CliRunner

from qa.app import sources
from qa.cli.commands import app

FILES = {
    "dam.pdf": binaries.pdf([["The dam leaks since 1931."], []]),
    "note.txt": "The pier opens at nine.",
}
DOUBT = "1 of 2 pages hold no text (scanned?): 2"


def test_a_doubt_is_told_as_long_as_the_file_is_there(make, tmp_path, monkeypatch):
    assistant = make(FILES)
    told = (f"dam.pdf: {DOUBT}",)
    assert assistant.sync().warnings == told
    assert assistant.sync().warnings == told
    assert DOUBT in assistant.status()["doubts"]
    known = {article.file: article for article in assistant.articles()}
    assert known["dam.pdf"].warnings == (DOUBT,)
    assert known["note.txt"].warnings == ()
    page = sources.article(sources.OpenedArticle(known["dam.pdf"], "The dam leaks since 1931."))
    assert DOUBT in page

    monkeypatch.setenv("QA_CORPUS", str(tmp_path / "corpus"))
    monkeypatch.setenv("QA_STORE", str(assistant.settings.store))
    run = CliRunner()
    assert json.loads(run.invoke(app, ["status", "--json"]).stdout)["warnings"] == [*told]
    assert json.loads(run.invoke(app, ["sync", "--json"]).stdout)["warnings"] == [*told]

    (tmp_path / "corpus" / "dam.pdf").write_bytes(binaries.pdf([["The dam leaks since 1931."]]))
    assert assistant.sync().warnings == ()
    assert "doubts" not in assistant.status()
