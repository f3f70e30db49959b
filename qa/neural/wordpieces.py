"""Text → pieces of words: WordPiece as BERT has it, in lower case."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

START, END, UNKNOWN = 101, 102, 100  # [CLS], [SEP], [UNK]


def cut(text: str) -> Encoding:
    """The pieces of a text: their ids, and their offsets in it; without start and end."""
    return _tokenizer().encode(text, add_special_tokens=False)


@cache
def _tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    known = Path(__file__).with_name("wordpieces.txt").read_text(encoding="utf-8").split("\n")
    vocabulary = {piece: i for i, piece in enumerate(known[:-1])}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))  # noqa: S106
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer
