"""What a sync costs beside its embedding: measured in one run, and told in a table."""

from __future__ import annotations

import pytest

from eval.bench import syncing
from eval.bench.__main__ import main

POOL = ["The envoy arrived in Geneva.", "The council voted twice.", "It rained all day."]


def test_the_time_of_the_embedding_is_part_of_that_of_the_sync():
    found = syncing.measure(POOL, 3, 2)
    assert (found.files, found.sentences) == (3, 2)
    assert 0 < found.embedding.passed < found.whole.passed
    assert 0 < found.embedding.worked < found.whole.worked


def test_a_ratio_is_how_many_times_the_embedding_a_sync_takes():
    made = syncing.Synced(2000, 3, syncing.Clock(110, 230), syncing.Clock(100, 200))
    (row,) = zip(*(column.cells for column in syncing.table([made]).columns), strict=True)
    assert row == ("2,000", "3", "110.0", "100.0", "1.10", "1.15", "54.5")


def test_the_command_prints_and_refuses_what_is_no_shape(capsys):
    with pytest.raises(SystemExit) as done:
        main(["syncing", "--shapes", "2x1,1x2"])
    assert done.value.code == 0
    assert "sentences" in capsys.readouterr().out
    with pytest.raises(SystemExit) as done:
        main(["syncing", "--shapes", "many"])
    assert done.value.code == 2
