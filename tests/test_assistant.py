import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import SEEDS, prove

import qa
from qa import Answer, Assistant, CorpusError, QuestionError, Settings
from qa.index.store import Store


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "empty"),
        ("  \n\t ", "empty"),
        ("x" * 50_000, "50,000 characters"),
        ("?!… ---", "holds no words"),
        ("🙂🙃", "holds no words"),
    ],
)
def test_what_is_no_question_is_refused_with_the_way_out(seeds, question, message):
    for call in (seeds.ask, seeds.retrieve, lambda q: list(seeds.stream(q))):
        with pytest.raises(QuestionError, match=message) as error:
            call(question)
        assert "\n" not in str(error.value)


@pytest.mark.parametrize("question", [None, 5, ["who?"]])
def test_what_is_no_text_is_an_error_that_says_so(seeds, question):
    with pytest.raises(QuestionError, match="is a text"):
        seeds.ask(question)


@pytest.mark.parametrize(
    "question",
    [
        "¿Quién dirigió la delegación de Estados Unidos?",
        "Wer leitete die russische Delegation?",
        "谁率领美国代表团？",
        "кто возглавлял делегацию США?",
    ],
)
def test_a_question_in_another_language_is_answered_or_refused(seeds, question):
    answer = prove(seeds.ask(question), SEEDS)
    assert answer.refused or answer.citations


@pytest.mark.parametrize("question", ["' OR 1=1 --", "{question}", "$text <b>x</b>", "a\x00b"])
def test_markup_and_control_characters_are_only_text(seeds, question):
    prove(seeds.ask(question), SEEDS)


@pytest.mark.parametrize(
    "history",
    [["who?"], [{"role": "user"}], [{"role": "user", "content": 3}], "text", {"content": "x"}],
)
def test_a_history_of_another_shape_is_an_error(seeds, history):
    with pytest.raises(QuestionError, match="history"):
        seeds.ask("Where was it?", history)


def test_the_answer_has_the_fields_of_the_contract(seeds):
    answer = seeds.ask("who led the US delegation?")
    assert answer.question == "who led the US delegation?"
    assert answer.mode == "extractive"
    assert answer.model
    assert answer.usage.input_tokens == answer.usage.output_tokens == 0
    assert set(answer.timings) >= {"retrieve", "answer", "total"}
    assert 0 <= answer.confidence <= 1
    for citation in answer.citations:
        assert f"[{citation.number}]" in answer.text
    assert Answer.model_validate(json.loads(answer.model_dump_json())) == answer


def test_streamed_pieces_make_the_text_and_the_answer_comes_last(seeds):
    *pieces, answer = seeds.stream("who led the US delegation?")
    assert "".join(pieces) == answer.text
    refusal = list(seeds.stream("who won the World Cup?"))
    assert refusal[0] == refusal[-1].text


def test_from_an_event_loop(seeds):
    answer = asyncio.run(seeds.aask("how many drones did Russia launch?"))
    assert "176" in answer.text


def test_many_threads_get_their_own_answers(tmp_path):
    """First use included: the index is built once, whoever comes first.

    Who comes before it is whole is answered from what is there.
    """
    assistant = Assistant(Settings(corpus=SEEDS, store=tmp_path / "store", llm="none"))
    asked = [
        ("how many drones did Russia launch?", "176"),
        ("who led the US delegation?", "Rubio"),
        ("what did Dmitriev say US businesses lost?", "$300 billion"),
        ("how long did the meeting last?", "four and a half hours"),
    ] * 8
    with ThreadPoolExecutor(8) as pool:
        early = list(pool.map(lambda pair: assistant.ask(pair[0]), asked))
        assistant.sync()
        answers = list(pool.map(lambda pair: assistant.ask(pair[0]), asked))
    for (question, word), first, answer in zip(asked, early, answers, strict=True):
        assert first.question == answer.question == question
        assert word in answer.text
        prove(first, SEEDS)
        prove(answer, SEEDS)


def test_qa_ask_builds_the_index_on_first_use(tmp_path, monkeypatch):
    corpus = tmp_path / "news"
    corpus.mkdir()
    (corpus / "a.txt").write_text("The envoy arrived in Geneva on Monday.")
    monkeypatch.setenv("QA_CORPUS", str(corpus))
    monkeypatch.setenv("QA_STORE", str(tmp_path / "store"))
    answer = qa.ask("Where did the envoy arrive?")
    assert "Geneva" in prove(answer, corpus).text


def test_a_change_after_the_sync_never_makes_a_false_citation(make, tmp_path):
    assistant = make({"a.txt": "The envoy arrived in Geneva on Monday. It rained."})
    assistant.ask("Where did the envoy arrive?")
    make({"a.txt": "Correction. The envoy arrived in Lisbon on Monday. It rained."})
    answer = prove(assistant.ask("Where did the envoy arrive?"), tmp_path / "corpus")
    assert "Lisbon" in answer.text


NO_MODEL = {"llm": "auto", "openai_base_url": "http://127.0.0.1:9/v1", "llm_retries": 0}


@pytest.mark.parametrize(
    ("settings", "way"),
    [
        ({}, Assistant.ask),
        ({}, Assistant.quote),
        ({}, lambda assistant, question: list(assistant.stream(question))[-1]),
        (NO_MODEL, Assistant.ask),
        (NO_MODEL, lambda assistant, question: list(assistant.stream(question))[-1]),
    ],
    ids=["asked", "quoted", "streamed", "asked, no model", "streamed, no model"],
)
def test_a_file_that_cannot_be_synced_is_not_cited_falsely(make, tmp_path, settings, way):
    """The index is stale, and somebody else is writing it: what is shown is still true."""
    assistant = make({"a.txt": "The envoy arrived in Geneva on Monday."}, **settings)
    assistant.sync()
    make({"a.txt": "Nothing of that kind."})
    with Store(tmp_path / "store", model="", chunker="").writing(wait=True):
        answer = prove(way(assistant, "Where did the envoy arrive?"), tmp_path / "corpus")
    assert answer.refused
    assert answer.notes


def test_articles_are_listed_and_read(seeds):
    articles = seeds.articles()
    assert [a.file for a in articles] == sorted(path.name for path in SEEDS.iterdir())
    for article in articles:
        text = (SEEDS / article.file).read_bytes().decode()
        assert seeds.article(article.file) == text
        assert article.characters == len(text)
    with pytest.raises(CorpusError, match="no article"):
        seeds.article("../pyproject.toml")


def test_a_missing_corpus_is_an_error_with_the_way_out(tmp_path):
    assistant = Assistant(Settings(corpus=tmp_path / "none", store=tmp_path / "store"))
    with pytest.raises(CorpusError, match="QA_CORPUS"):
        assistant.ask("who?")
    assert not (tmp_path / "store").exists()
