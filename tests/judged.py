"""Statements judged by sentences of one made article.

A module with an `ARTICLE`, and with `FALSE` and `TRUE` statements, each with words of the sentences
that it is judged by, has all of them judged where it takes `index`, `pytest_generate_tests` and the
two tests from here.
"""

from __future__ import annotations

import pytest
from servers.corpus import settings

import qa
from qa.index.memory import Index
from qa.verify.judging import Judge, Judgement

# A statement, and words of the sentence that it is judged by, or of each of them.
Case = tuple[str, str | tuple[str, ...]]


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


@pytest.fixture(scope="module")
def index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The index of the article of a module."""
    return indexed(request.module.ARTICLE, tmp_path_factory)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each statement of a module's lists, for the test that asks for one of them."""
    for name, listed in (("false_one", "FALSE"), ("true_one", "TRUE")):
        if name in metafunc.fixturenames:
            cases = getattr(metafunc.module, listed)
            metafunc.parametrize(name, cases, ids=[case[0] for case in cases])


def test_what_is_false_is_not_supported(index: Index, false_one: Case) -> None:
    assert judged(index, false_one[0], *_about(false_one)).verdict != "supported"


def test_what_is_true_is_supported(index: Index, true_one: Case) -> None:
    assert judged(index, true_one[0], *_about(true_one)).verdict == "supported"


def _about(case: Case) -> tuple[str, ...]:
    return (case[1],) if isinstance(case[1], str) else case[1]
