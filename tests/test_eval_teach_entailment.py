"""Claims that the verifier learns from, and those it is measured on; the teaching needs torch."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from eval.bench import support
from eval.teach.groups import COMPATIBLE, told, written
from qa.text import words

LABELS = ("SUPPORTS", "REFUTES", "supported", "not_supported")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [_row(i, LABELS[i % len(LABELS)]) for i in range(80)]
    rows += [_row(i, "partially_supported") for i in range(80, 90)]
    rows += [_row(i, "supported") | {"evidence": ""} for i in range(90, 100)]
    with lzma.open(tmp_path / "support.jsonl.xz", "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
    return tmp_path


def test_what_is_learnt_is_not_measured(folder: Path) -> None:
    learnt, measured = (list(support.claims(folder, learnt=one)) for one in (True, False))
    assert len(learnt) > 20
    assert len(measured) > 20
    assert not {one.text for one in learnt} & {one.text for one in measured}
    assert {one.text for one in learnt + measured} == {f"Claim {i}." for i in range(80)}
    assert learnt == list(support.claims(folder, learnt=True))


def test_labels_become_verdicts(folder: Path) -> None:
    found = [one for learnt in (True, False) for one in support.claims(folder, learnt=learnt)]
    verdicts = ("supported", "contradicted", "supported", "not supported")
    assert {one.text: one.verdict for one in found} == {
        f"Claim {i}.": verdicts[i % len(LABELS)] for i in range(80)
    }


def test_the_evidence_is_the_first_way_in_which_it_is_marked(tmp_path: Path) -> None:
    held = ["One.", "Two.", "Three.", "Four.", "Five."]
    row = _row(0, "supported") | {"evidence": "", "evidence_sentences": held}
    marked = row | {"supporting": [[1, 0, 9, 4], [2]]}
    with lzma.open(tmp_path / "support.jsonl.xz", "wt", encoding="utf-8") as out:
        out.write(json.dumps(marked) + "\n")
    (claim,) = [o for learnt in (True, False) for o in support.claims(tmp_path, learnt=learnt)]
    assert claim.evidence == "Two. One."


def test_words_that_are_shared_do_not_tell_true_from_false() -> None:
    learnt, held_out = written(held_out=False), written(held_out=True)
    assert len(learnt) > 8 * len(held_out) > 800
    sentences = [group[0]["sentence"] for group in learnt + held_out]
    assert len(set(sentences)) == len(sentences)
    shared: dict[str, list[float]] = {"says": [], "neither": [], "opposes": []}
    for group in learnt + held_out:
        assert group[0]["label"] == "says"
        for row in group:
            said = set(words.split(row["statement"]))
            held = said & set(words.split(f"{row['before']} {row['sentence']}"))
            shared[row["label"]].append(len(held) / len(said))
    true, *others = (sum(found) / len(found) for found in shared.values())
    assert all(true < other for other in others)


def test_nor_do_they_tell_what_two_articles_contradict_each_other_in() -> None:
    learnt, held_out = told(held_out=False), told(held_out=True)
    assert len(learnt) > 8 * len(held_out) > 500
    shared: dict[str, list[float]] = {"opposes": [], "neither": [], COMPATIBLE: []}
    for group in learnt + held_out:
        for one, other in zip(group[::2], group[1::2], strict=True):  # either way
            assert (one["statement"], one["label"]) == (other["sentence"], other["label"])
            said = set(words.split(one["statement"]))
            held = said & set(words.split(one["sentence"]))
            shared[one["label"]].append(len(held) / len(said))
    opposed, neither, _ = (sum(found) / len(found) for found in shared.values())
    assert opposed < neither


def _row(number: int, label: str) -> dict[str, Any]:
    return {
        "id": f"row-{number}",
        "set": "made",
        "claim": f"Claim {number}.",
        "label": label,
        "evidence": f"Evidence {number}.",
        "evidence_sentences": [],
        "supporting": [],
    }
