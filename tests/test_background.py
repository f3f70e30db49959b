"""What a question begins to index goes on beside it, and ends with whoever asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import test_coming
from conftest import ROOT, prove, wait_for
from test_coming import PAINTED, QUESTION, Asked
from test_underway import FILES, PATIENCE
from typer.testing import CliRunner

from qa import Assistant, EmbeddingError, Settings
from qa.cli import commands, indexing
from qa.index import background, coming, indexed, sync
from qa.index.background import BackgroundTask, Heed
from qa.index.local_embedding import LocalEmbedding

made = test_coming.made  # a fixture
DRAFT = "Nora Vik painted the lighthouse of Vardal.\n"


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole articles are told at once; every folder is a big one, and nobody waits for it."""
    monkeypatch.setattr(sync, "_SECONDS_A_COMMIT", 0.0)
    monkeypatch.setattr(sync, "_SECONDS_A_WRITE", 0.0)
    monkeypatch.setattr(sync, "MANY", 1)
    monkeypatch.setattr(indexed, "_PATIENCE", 0.0)
    monkeypatch.setattr(background, "_LAST_SECONDS", PATIENCE)


@pytest.fixture
def held(made: Settings) -> Asked:
    """An embedding that a sync gets two batches of."""
    return Asked(batches=2)


@pytest.fixture
def assistant(made: Settings, held: Asked):
    """Nothing is indexed; what its questions begin to index is held up after two batches."""
    assistant = Assistant(made, embedding=held)
    yield assistant
    held.go()
    assistant.close()


# -- a program that asks ---------------------------------------------------------------------------


def test_a_new_big_folder_is_answered_from_what_is_there(assistant: Assistant, held: Asked) -> None:
    answer = prove(assistant.ask(QUESTION), assistant.settings.corpus)
    assert PAINTED in answer.text
    assert any(note.startswith("From ") and f"of {FILES} articles" in note for note in answer.notes)
    held.go()
    assistant.finish()
    assert not assistant.busy()
    whole = assistant.ask(QUESTION)
    assert len(assistant.articles()) == FILES
    assert not [note for note in whole.notes if note.startswith("From ")]


def test_much_that_changed_is_answered_from_too(assistant: Assistant, held: Asked) -> None:
    other = Assistant(assistant.settings)
    other.sync()
    for number in range(30):
        text = "".join(f"Mill {number} ground {n} sacks for farm {n}.\n" for n in range(9))
        (assistant.settings.corpus / f"mill{number}.txt").write_text(text, "utf-8")
    assistant.refresh()
    wait_for((assistant.settings.store / coming.NAME).exists)
    answer = assistant.ask("How many sacks did mill 29 grind for farm 7?")
    assert "mill29.txt" in {citation.file for citation in answer.citations}
    assert any(note.startswith("From ") and "of 42 articles" in note for note in answer.notes)


def test_a_small_folder_is_answered_from_all_of_it_however_long_it_takes(
    assistant: Assistant, held: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "MANY", 600)
    answers = []
    asking = threading.Thread(target=lambda: answers.append(assistant.ask(QUESTION)))
    asking.start()
    held.reached()
    asking.join(0.5)
    assert not answers
    held.go()
    asking.join(PATIENCE)
    assert PAINTED in answers[0].text
    assert len(assistant.articles()) == FILES
    assert not [note for note in answers[0].notes if note.startswith("From ")]


def test_what_cannot_say_that_it_is_not_all_waits_for_all(
    assistant: Assistant, held: Asked
) -> None:
    found = []
    looking = threading.Thread(target=lambda: found.append(assistant.retrieve(QUESTION)))
    looking.start()
    held.reached()
    looking.join(0.5)
    assert not found
    held.go()
    looking.join(PATIENCE)
    assert PAINTED in found[0][0].text
    assert assistant.underway() is None


def test_a_report_on_a_draft_says_that_it_is_not_from_all(assistant: Assistant) -> None:
    report = assistant.check(DRAFT)
    assert report.passed
    assert any(f"of {FILES} articles" in note for note in report.notes)


def test_what_fails_is_raised_where_it_is_waited_for(made: Settings) -> None:
    class Failing(LocalEmbedding):
        def get_text_embedding_batch(self, texts, **kwargs):
            raise EmbeddingError("no model today")

    with pytest.raises(EmbeddingError, match="no model today"):
        Assistant(made, embedding=Failing()).ask(QUESTION)


def test_who_stops_waiting_stops_the_sync(
    assistant: Assistant, held: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "MANY", 600)

    def interrupted(task: BackgroundTask, seconds: float | None = None) -> bool:
        held.reached()
        threading.Timer(0.2, held.go).start()
        raise KeyboardInterrupt

    monkeypatch.setattr(BackgroundTask, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        assistant.ask(QUESTION)
    assert not assistant.busy()
    rest = Assistant(assistant.settings).sync()
    assert rest.unchanged
    assert rest.added


def test_a_program_that_ends_keeps_what_is_done_and_leaves_nothing_running(
    made: Settings,
) -> None:
    program = f"""
import sys, threading, time
sys.path.insert(0, {str(ROOT / "tests")!r})
from qa import Assistant, Settings
from qa.index import indexed, sync
from qa.index.local_embedding import LocalEmbedding

class Slow(LocalEmbedding):
    def get_text_embedding_batch(self, texts, **kwargs):
        if threading.current_thread() is not threading.main_thread():
            time.sleep(1)
        return super().get_text_embedding_batch(texts, **kwargs)

sync.MANY, sync._SECONDS_A_WRITE, sync._SECONDS_A_COMMIT, indexed._PATIENCE = 1, 60, 60, 0
sync._TEXTS_A_BATCH = 12
settings = Settings(corpus={str(made.corpus)!r}, store={str(made.store)!r}, llm="none")
assistant = Assistant(settings, embedding=Slow())
print(assistant.ask({QUESTION!r}).text)
while not assistant._corpus._pace.left:
    time.sleep(0.1)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert PAINTED in done.stdout
    assert done.stderr == ""
    after = Assistant(made)
    assert not after.busy()
    rest = after.sync()
    assert rest.unchanged  # nothing of it was written before the program ended
    assert rest.added


# -- the terminal ----------------------------------------------------------------------------------


@pytest.fixture
def typed(assistant: Assistant, monkeypatch: pytest.MonkeyPatch):
    """Type a command; the assistant is the one that is held up, until somebody waits for it."""
    monkeypatch.setattr(indexing, "assistant", lambda: assistant)
    return lambda *words, **more: CliRunner().invoke(commands.app, words, **more)


def waited_for(assistant: Assistant, held: Asked, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether somebody was asking when what is left was waited for."""
    seen, finish = [], Assistant.finish

    def finished(self, progress=None):
        seen.append(self.busy())
        held.go()
        finish(self, progress)

    monkeypatch.setattr(Assistant, "finish", finished)
    return seen


def test_qa_ask_answers_first_and_indexes_the_rest_then(
    assistant: Assistant, held: Asked, typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = waited_for(assistant, held, monkeypatch)
    done = typed("ask", "--json", QUESTION)
    answer = json.loads(done.stdout)
    assert PAINTED in answer["text"]
    assert any(f"of {FILES} articles" in note for note in answer["notes"])
    assert seen == [True]
    assert not Assistant(assistant.settings).sync().added


def test_qa_check_answers_first_too(
    assistant: Assistant, held: Asked, typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = waited_for(assistant, held, monkeypatch)
    done = typed("check", "-", input=DRAFT)
    assert "supported" in done.stdout
    assert f"of {FILES} articles" in done.stdout
    assert done.exit_code == 0
    assert seen == [True]


def test_qa_chat_stops_what_is_left_at_its_end(
    assistant: Assistant, held: Asked, typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = BackgroundTask.stop
    monkeypatch.setattr(BackgroundTask, "stop", lambda task: (held.go(), stop(task)))
    done = typed("chat", input=f"{QUESTION}\n")
    assert PAINTED in done.stdout
    assert f"of {FILES} articles" in " ".join(done.stdout.split())
    assert "`qa sync` goes on from there" in done.stderr
    assert not assistant.busy()


def test_questions_of_your_own_are_scored_on_all_articles(
    assistant: Assistant, held: Asked, typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = waited_for(assistant, held, monkeypatch)
    asked = tmp_path / "questions.csv"
    asked.write_text(f"question,answer\n{QUESTION},Nora Vik\n")
    typed("eval", str(asked))
    assert seen == [True]
    assert assistant.underway() is None


# -- a task of its own -----------------------------------------------------------------------------


def test_a_task_is_stopped_where_it_says_that_it_can_be() -> None:
    rounds, begun = [], threading.Event()

    def work(heed: Heed) -> None:
        while True:
            rounds.append(1)
            begun.set()
            heed()

    task = BackgroundTask("work", work)
    assert begun.wait(PATIENCE)
    assert not task.wait(0.01)
    task.stop()
    assert task.ended
    task.result()  # that is no failure
    wait_for(lambda: "work" not in {thread.name for thread in threading.enumerate()})


def test_what_a_task_fails_with_is_told_to_all_who_ask() -> None:
    def work(heed: Heed) -> None:
        raise ValueError("broken")

    task = BackgroundTask("work", work)
    assert task.wait(PATIENCE)
    for _ in range(2):
        with pytest.raises(ValueError, match="broken"):
            task.result()
