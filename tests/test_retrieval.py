from itertools import islice

import numpy as np
import pytest
from conftest import SEEDS
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.search import ranking
from qa.search.retriever import PassageRetriever

MOSTLY = [
    ("US delegation leader", "U.S. delegation leader"),
    ("Sergey Lavrov position", "Sergei Lavrov position"),
    ("What did Zelensky declare?", "What did Zelenskyy declare?"),
    ("who led the us deligation", "who led the US delegation"),
    ("Russia’s “abnormal period”", 'Russia\'s "abnormal period"'),
    ("WHICH NEWSPAPER PRAISED RIYADH", "which newspaper praised Riyadh"),
    ("U.S.–Russia talks", "U.S.-Russia talks"),
]


@pytest.mark.parametrize(("one", "other"), MOSTLY)
def test_spelling_does_not_lose_a_passage(seeds, one, other):
    def top(question: str) -> list[tuple[str, int]]:
        return [(p.file, p.line) for p in seeds.retrieve(question, budget=2500)]

    assert set(top(one)[:2]) & set(top(other)[:2])


@given(budget=st.integers(0, 6000), question=st.sampled_from(["drones", "who led?", "peace in X"]))
@settings(max_examples=40, deadline=None)
def test_passages_fit_the_budget_do_not_overlap_and_are_cut_at_sentences(seeds, budget, question):
    passages = seeds.retrieve(question, budget=budget)
    assert sum(len(passage.text) for passage in passages) <= budget
    assert [p.score for p in passages] == sorted((p.score for p in passages), reverse=True)
    index = seeds.index()
    spans = set()
    for passage in passages:
        text = (SEEDS / passage.file).read_bytes().decode()
        assert text[passage.start : passage.end] == passage.text
        assert text.count("\n", 0, passage.start) + 1 == passage.line
        rows = [index.rows[i] for i in index.sentences_of(passage.file)]
        assert passage.start in {row.start for row in rows}
        assert passage.end in {row.end for row in rows}
        span = {(passage.file, i) for i in range(passage.start, passage.end)}
        assert not span & spans
        spans |= span


def test_a_larger_budget_brings_more(seeds):
    sizes = [
        sum(len(p.text) for p in seeds.retrieve("peacekeepers", budget=budget))
        for budget in (300, 1000, 4000, 100_000)
    ]
    assert sizes == sorted(sizes)
    assert sizes[-1] > 20_000


def test_only_the_files_that_were_asked_for(seeds):
    file = "002_45e419be4402e168.txt"
    assert {p.file for p in seeds.retrieve("who led the delegation", files=[file])} == {file}
    answer = seeds.ask("who led the US delegation?", files=[file])
    assert {c.file for c in answer.citations} == {file}
    assert {p.file for p in answer.passages} == {file}
    assert seeds.ask("who led the US delegation?", files=["other.txt"]).refused


def test_as_a_llama_index_retriever(seeds, embedding):
    retriever = PassageRetriever(seeds.index(), embedding, budget=1500)
    nodes = retriever.retrieve("who led the US delegation?")
    assert "Rubio" in nodes[0].node.get_content()
    assert set(nodes[0].node.metadata) == {"file", "start", "end", "line", "end_line"}
    scores = [node.score for node in nodes]
    assert scores == sorted(scores, reverse=True)


def test_an_index_of_one_sentence(make):
    assistant = make({"a.txt": "The envoy arrived in Geneva on Monday."})
    assert [p.text for p in assistant.retrieve("envoy")] == [
        "The envoy arrived in Geneva on Monday."
    ]


def test_a_mixed_ranking_lies_between_its_parts(seeds, embedding):
    index = seeds.index()
    one, other = (
        ranking.rank(index, ranking.prepare(index, embedding, text))
        for text in ("drones", "lunch with the crown prince")
    )
    mixed = one.mixed(other, 0.5)
    assert mixed.query is one.query
    assert ((mixed.units - one.units) * (mixed.units - other.units) <= 1e-9).all()


@pytest.mark.parametrize("kinds", [3, 400, 10_000])
def test_the_best_come_first_as_if_all_were_sorted(kinds):
    chance = np.random.default_rng(7)
    for size in (0, 1, 255, 256, 257, 6000):
        scores = chance.integers(kinds, size=size) / kinds
        order = np.argsort(-scores, kind="stable").tolist()
        assert list(ranking.best_first(scores)) == order
        assert list(islice(ranking.best_first(scores), 300)) == order[:300]


def test_the_title_of_an_article_counts_once_in_each_of_its_parts(make):
    filler = "The committee met in the hall and took a vote on it. " * 12
    text = f"# Bell of Arnfeld\n\nIt was cast by Runa Holt.\n\n{filler}\n\nThe tower leans.\n"
    index = make({"a.md": text, "b.md": "# Mill of Sorn\n\nIt grinds rye.\n"}).index()
    (term,) = index.terms_in("a.md", "Arnfeld")
    counts = index.unit_bm25.scores((term,)) > 0
    of_article = [index.rows[start].file == "a.md" for start in index.unit_starts]
    assert sum(of_article) > 1
    assert counts.tolist() == of_article
