"""A cold question beside the plain script: both answer, and the table has their ratio."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from eval.bench.__main__ import main
from eval.bench.cold import command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "harbour.txt").write_text("The harbour master said that the gate was shut at noon.\n")
    (corpus / "rain.txt").write_text("It rained in Geneva for the whole of Monday.\n")
    return corpus


def test_the_table_has_the_ratio_of_the_medians():
    shown = command.table({"qa ask": [1.0, 3.0, 2.0], "starter script": [4.0, 4.0, 9.0]})
    cells = [list(column.cells) for column in shown.columns]
    assert cells[1] == ["2.00", "4.00", "0.50"]
    assert cells[3][:2] == ["3.00", "9.00"]


@pytest.mark.slow
def test_the_script_finds_what_it_indexed(folder: Path, tmp_path: Path):
    asked = [sys.executable, "-m", "eval.bench.cold.starter", str(folder), str(tmp_path / "kept")]
    for more in ([], ["When was the gate shut?"]):
        done = subprocess.run(
            [*asked, *more], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
        )
    assert done.stdout.startswith("The harbour master")


@pytest.mark.slow
def test_the_command_measures_and_prints(folder: Path, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["cold", "--rounds", "1", "--text", str(folder), "--question", "When did it rain?"])
    assert ended.value.code == 0
    assert "qa ask ÷ starter script" in capsys.readouterr().out
