"""Articles of any number: real sentences, each made its own, and vectors that cost nothing."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from qa.corpus import chunking, documents
from qa.types import Vectors

DIMENSIONS = 384  # of the local embedding
A_FILE = 50  # sentences
_SEED = 20250218


def sentences(folder: Path) -> list[str]:
    """The sentences of the articles in a folder."""
    found = []
    for file in documents.files(folder):
        document = documents.parse(file, (folder / file).read_bytes())
        found += [
            " ".join(document.text[one.start : one.end].split())
            for one in chunking.sentences(document)
            if not one.heading
        ]
    return found


def files(pool: Sequence[str], size: int) -> Iterator[tuple[str, str]]:
    """Names and texts of articles that have `size` sentences together.

    A sentence of the pool that comes again gets another number into it, so that none is known.
    """
    rng = random.Random(_SEED)  # noqa: S311
    for number in range(0, size, A_FILE):
        lines = []
        for at in range(number, min(size, number + A_FILE)):
            opening, _, rest = rng.choice(pool).partition(" ")
            lines.append(f"{opening} {at} {rest}")
        yield f"{number // 1000:04}/{number:07}.txt", "\n".join(lines) + "\n"


def vector(text: str) -> Vectors:
    """A vector of unit length that only its text decides; texts alike have no like vectors."""
    seed = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")
    drawn = np.random.default_rng(seed).standard_normal(DIMENSIONS).astype(np.float32)
    made: Vectors = drawn / np.linalg.norm(drawn)
    return made


class MadeEmbedding:
    """Stands where an embedding model does, and costs nothing beside the store."""

    model_name = "made-vectors"
    is_local = True

    def get_query_embedding(self, query: str) -> list[float]:
        """The vector of a question."""
        return list(map(float, vector(query)))

    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        """The vectors of texts, one each."""
        return [list(map(float, vector(text))) for text in texts]
