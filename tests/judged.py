"""Statements judged by sentences of one made article."""

from __future__ import annotations

import pytest
from servers.corpus import settings

import qa
from qa.index.memory import Index
from qa.verify.judging import Judge, Judgement


def indexed(article: str, folders: pytest.TempPathFactory) -> Index:
    """The index of one article."""
    corpus = folders.mktemp("judged")
    (corpus / "article.txt").write_text(article, "utf-8")
    assistant = qa.Assistant(settings(corpus, folders.mktemp("judged-index") / "s"))
    assistant.sync()
    return assistant.index()


def judged(index: Index, statement: str, *about: str) -> Judgement:
    """The verdict on a statement by the sentences that hold these words, one each."""
    rows = index.rows
    sentences = [i for i, row in enumerate(rows) if any(words in row.text for words in about)]
    assert len(sentences) == len(about), about
    return Judge(index).judge(statement, sentences)
