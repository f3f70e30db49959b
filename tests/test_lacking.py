"""What surely gives another thing than is asked for is refused: no year, no name, no such count."""

from __future__ import annotations

import pytest
from conftest import written

from qa import Assistant, Settings

ARTICLES = {
    "books.txt": (
        "The Lomond Prize went to Dunc Abar for a tale of two drowned bells. The jury of the "
        "Lomond Prize sat for 93 days.\n"
    ),
    "quarry.txt": (
        "The slate quarry at Bryn Coch has been sold to a firm from Solm. The firm Hallam Stone "
        "was founded by two brothers after the war. It has 40 workers.\n"
    ),
    "pumps.txt": (
        "The northern pumping station at Cold Fen was opened by the Earl of Solm. The engineer of "
        "Cold Fen, Saul Wick, designed screens that keep out eels.\n"
    ),
    "chess.txt": (
        "Ina Koval, 24, won the open of Orm. Second was Mats Grohl with 7, third Dan Abel, also "
        "with 7. In the fifth round a player was left out because a phone rang in his pocket. "
        "Frode Lund led the open for the tenth time.\n"
    ),
    "court.txt": "The dairyman Kurt Lowe of Hale did not come to court.\n",
    "brook.txt": "The mill at Solm was fined because oil had run into a brook.\n",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    corpus = written(tmp_path_factory.mktemp("lacking") / "corpus", ARTICLES)
    made = Settings(corpus=corpus, store=corpus.parent / "store", llm="none")
    return Assistant(made)


@pytest.mark.parametrize(
    "question",
    [
        "How many novels has Dunc Abar written?",
        "In what year was Hallam Stone founded?",
        "Who sold the quarry at Bryn Coch?",
        "Why did Kurt Lowe not come to court?",
        "How old is Mats Grohl?",
        "Which player was left out because of a phone?",
        "Who was the best player of the open of Orm?",
    ],
)
def test_what_is_not_given_is_refused(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).refused


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How many days did the jury of the Lomond Prize sit?", "93"),
        ("Who opened the northern pumping station at Cold Fen?", "Earl of Solm"),
        ("Who founded the firm Hallam Stone?", "two brothers"),
        ("To whom was the quarry at Bryn Coch sold?", "firm from Solm"),
        ("Why was the mill at Solm fined?", "oil had run"),
        ("Who won the Lomond Prize?", "Dunc Abar"),
        ("How old is Ina Koval?", "24"),
        ("Who was second in the open of Orm?", "Mats Grohl"),
    ],
)
def test_what_is_given_is_answered(assistant: Assistant, question: str, words: str) -> None:
    assert words in assistant.ask(question).text
