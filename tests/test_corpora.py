"""Questions on small made files of every kind that can be read: one folder, one index."""

import pytest

from eval.paths import Paths
from eval.suites import formats, items
from eval.suites.figures import Mark, SuiteFigures
from qa import Assistant, Settings

pytestmark = pytest.mark.slow

QUESTIONS = [q for q in items.load("formats", Paths()) if not q.open]


@pytest.fixture(scope="session")
def figures(tmp_path_factory):
    """What came of every question; what went wrong is printed."""
    store = tmp_path_factory.mktemp("corpora") / "store"
    folder = items.folder_of(items.KINDS, Paths())
    assistant = Assistant(Settings(corpus=folder, store=store, llm="none", _env_file=None))
    report = assistant.sync()
    assert not report.skipped
    assert not report.unread
    marks = []
    for question in QUESTIONS:
        answer = assistant.ask(question.question)
        good, outcome = formats.outcome(question, answer)
        shares = formats.shares(question, answer)
        marks.append(
            Mark(
                question.id, question.sort, question.split, shares, good, outcome, text=answer.text
            )
        )
        if not good:
            print(f"{question.id} {outcome}: {question.question} -> {answer.text[:160]}")
    return SuiteFigures("formats", marks)


@pytest.mark.parametrize(
    ("measure", "least"),
    [("right", 0.9), ("right: cited at its place", 0.95), ("refused rightly", 0.8)],
)
def test_questions_on_every_format(figures, measure, least):
    found = figures.figure(measure)
    assert found.value >= least, [m.id for m in figures.marks if not m.good]
