"""Claims that people labelled by their evidence: FoolMeTwice and WiCE, from reading data.

Every second claim is learnt from by `eval.teach.entailments`; the others are measured.
"""

from __future__ import annotations

import json
import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa.types import Verdict

_VERDICTS: dict[str, Verdict] = {
    "SUPPORTS": "supported",
    "REFUTES": "contradicted",
    "supported": "supported",
    "not_supported": "not supported",
}
_CITED = 3  # sentences of the evidence of a claim, at most


@dataclass(frozen=True)
class Claim:
    """A claim with its evidence and what the one is to the other; `set` is where it is from."""

    text: str
    evidence: str
    verdict: Verdict
    set: str


def claims(folder: Path, *, learnt: bool) -> Iterator[Claim]:
    """The claims that are learnt from, or the others; those of partial support are in neither."""
    with lzma.open(folder / "support.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if bool(zlib.crc32(row["id"].encode()) % 2) != learnt or row["label"] not in _VERDICTS:
                continue
            if evidence := row.get("evidence") or _cited(row):
                yield Claim(row["claim"], evidence, _VERDICTS[row["label"]], row["set"])


def _cited(row: dict[str, Any]) -> str:
    """The sentences that were marked as supporting a claim."""
    held, marked = row["evidence_sentences"], row.get("supporting") or []
    first = marked[0] if marked and isinstance(marked[0], list) else marked
    return " ".join(held[i] for i in first[:_CITED] if i < len(held))
