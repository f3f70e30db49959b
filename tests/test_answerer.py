"""Parts from outside: an answerer and an embedding that the program did not bring."""

from collections.abc import Iterator, Sequence

import pytest
from conftest import prove

from qa import Answer, Citation, Statement, StoreMismatch
from qa.answer.answerer import compose
from qa.answer.citations import REFUSAL, cite
from qa.index.local_embedding import LocalEmbedding
from qa.search.conversation import FollowUp
from qa.search.search import SearchResult

TEXT = "The envoy arrived in Geneva on Monday. He met the minister there.\n"
QUESTION = "Where did the envoy arrive?"


class FirstSentence:
    """An answerer that quotes the best passage's first sentence, after a piece of its own."""

    def __init__(self, shift: int = 0) -> None:
        self.shift = shift
        self.seen: list[tuple[str, int, bool]] = []

    def answer(
        self, result: SearchResult, history: Sequence[object], *, streamed: bool
    ) -> Iterator[str | Answer]:
        self.seen.append((result.question, len(history), streamed))
        best = result.passages()[0]
        cited = cite(result.index, result.index.sentence_at(best.file, best.start))
        moved = {"start": cited.start + self.shift, "end": cited.end + self.shift}
        statement = Statement(text=cited.quote, citations=(cited.model_copy(update=moved),))
        yield "Looking. "
        yield compose(result, [statement], confidence=0.5, mode="generative", model="first")


def test_an_answerer_from_outside_answers_and_is_given_what_was_found(make, tmp_path):
    answerer = FirstSentence()
    assistant = make({"a.txt": TEXT}, answerer=answerer)
    answer = prove(assistant.ask(QUESTION), tmp_path / "corpus")
    assert answer.text == "The envoy arrived in Geneva on Monday. [1]"
    assert (answer.model, answer.confidence) == ("first", 0.5)
    assert {"retrieve", "answer", "total"} <= answer.timings.keys()
    turns = [{"role": "user", "content": "Who came?"}]
    *pieces, last = assistant.stream(QUESTION, turns)
    assert pieces == ["Looking. "]
    assert isinstance(last, Answer)
    assert last.citations == answer.citations
    assert answerer.seen == [(QUESTION, 0, False), (QUESTION, 1, True)]


@pytest.mark.parametrize("shift", [1, -1, 1000])
def test_what_an_answerer_from_outside_cites_falsely_is_not_shown(make, shift):
    answer = make({"a.txt": TEXT}, answerer=FirstSentence(shift)).ask(QUESTION)
    assert answer.refused
    assert answer.text == REFUSAL
    assert answer.citations == ()


def test_composing_numbers_quotes_once_and_without_statements_refuses(make):
    assistant = make({"a.txt": TEXT})
    index = assistant.index()
    first, second = (cite(index, number) for number in (0, 1))
    found = SearchResult(QUESTION, FollowUp(QUESTION), index, _ranking(assistant), None)
    statements = [
        Statement(text="One.", citations=(second,)),
        Statement(text="Two.", citations=(first, second)),
    ]
    answer = compose(found, statements, confidence=1.0, mode="generative", model="m")
    assert answer.text == "One. [1] Two. [2][1]"
    assert [_place(c) for c in answer.citations] == [_place(second), _place(first)]
    refusal = compose(found, [], confidence=0.1, mode="generative", model="m")
    assert (refusal.refused, refusal.text, refusal.citations) == (True, REFUSAL, ())
    assert refusal.passages


class Renamed(LocalEmbedding):
    """The same vectors under another name."""

    def __init__(self) -> None:
        super().__init__()
        self.model_name = "another"


def test_an_embedding_from_outside_is_remembered_by_the_index(make):
    assistant = make({"a.txt": TEXT}, embedding=Renamed())
    assert "Geneva" in assistant.ask(QUESTION).text
    assert assistant.ask(QUESTION).model == "another"
    with pytest.raises(StoreMismatch, match="rebuild"):
        make({"a.txt": TEXT}).ask(QUESTION)


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.file, citation.start, citation.end


def _ranking(assistant):
    from qa.search.ranking import prepare, rank

    index = assistant.index()
    return rank(index, prepare(index, LocalEmbedding(), QUESTION))
