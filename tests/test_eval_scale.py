"""How the store grows: the made articles, each store on a hundred sentences, and the table."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from conftest import SEEDS

from eval.bench.__main__ import main
from eval.bench.scale import command, texts
from eval.bench.scale.contestants import CONTESTANTS
from eval.bench.scale.measuring import Measured

POOL = ["The envoy arrived in Geneva.", "The council voted twice.", "It rained all day."]


def test_articles_of_any_number_are_made_of_real_sentences_each_its_own():
    made = dict(texts.files(POOL, 120))
    assert len(made) == 3
    lines = [line for text in made.values() for line in text.splitlines()]
    assert len(lines) == len(set(lines)) == 120
    assert dict(texts.files(POOL, 120)) == made
    assert {line.partition(" ")[0] for line in lines} == {"The", "It"}
    assert "The discussions were held" in " ".join(texts.sentences(SEEDS))


def test_made_vectors_are_of_unit_length_and_their_text_decides():
    one, other = texts.vector("a"), texts.vector("b")
    assert np.linalg.norm(one) == pytest.approx(1.0, abs=1e-5)
    assert np.array_equal(one, texts.vector("a"))
    assert abs(float(one @ other)) < 0.3


@pytest.mark.parametrize("name", CONTESTANTS)
def test_each_store_finds_what_it_took_in_and_what_has_changed(tmp_path: Path, name: str):
    corpus = tmp_path / "corpus"
    for file, text in texts.files(POOL, 100):
        path = corpus / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    store = CONTESTANTS[name](corpus, tmp_path / "store")
    store.build()
    store.open()
    assert store.ask("Where did the envoy arrive?") > 0
    assert store.search("Where did the envoy arrive?") > 0
    changed = sorted(corpus.rglob("*.txt"))[-1]
    changed.write_text("The ferry sank.\n" + changed.read_text())
    store.change(changed.relative_to(corpus).as_posix())
    assert store.ask("The ferry sank.") > 0


def test_the_table_has_ratios_to_each_other_store():
    def one(name: str, factor: float) -> Measured:
        return Measured(name, 1000, *[factor] * 9)

    found = [one("qa", 3.0), one("bare Chroma", 2.0), one("LlamaIndex starter", 6.0)]
    rows = command.rows(found)
    assert [row[1] for row in rows[3:]] == ["qa ÷ bare Chroma", "qa ÷ LlamaIndex starter"]
    assert rows[0][6:8] == ["3.00", "3000.0"]
    assert rows[3][6:8] == ["×1.5", "×1.5"]
    assert rows[4][6:8] == ["×0.5", "×0.5"]
    assert command.table(found).row_count == 5
    page = "# Growth\n\n<!-- scale -->\nstale\n<!-- end of scale -->\n\nMore.\n"
    placed = command.placed(page, command.markdown(found))
    assert "| 1,000 | qa ÷ bare Chroma | ×1.5 |" in placed
    assert "stale" not in placed
    assert command.placed(placed, "new").count("new") == 1
    with pytest.raises(ValueError, match="no '<!-- scale -->'"):
        command.placed("# Growth", "new")


@pytest.mark.slow
@pytest.mark.parametrize("clock", [(), ("--processor",)])
def test_the_command_measures_prints_and_draws(tmp_path: Path, capsys, monkeypatch, clock):
    monkeypatch.setenv("COLUMNS", "200")
    drawn, written = tmp_path / "scale.svg", tmp_path / "scale.json"
    page = tmp_path / "page.md"
    page.write_text("<!-- scale --><!-- end of scale -->")
    files = ("--plot", str(drawn), "--json", str(written), "--page", str(page))
    with pytest.raises(SystemExit) as ended:
        main(["scale", "--sizes", "60", *files, *clock])
    assert ended.value.code == 0
    assert "LlamaIndex starter" in capsys.readouterr().out
    found = json.loads(written.read_text())
    assert [one["contestant"] for one in found] == list(CONTESTANTS)
    assert all(one["cold"] > 0 and one["memory"] > 10 and one["disk"] > 0 for one in found)
    assert "| 60 | LlamaIndex starter |" in page.read_text()
    assert drawn.read_text().lstrip().startswith("<?xml")


def test_a_size_that_is_no_number_is_told(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["scale", "--sizes", "many"])
    assert ended.value.code == 2
    assert "'many' is no number" in capsys.readouterr().err
