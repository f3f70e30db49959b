"""Every metric on cases that were worked out by hand."""

from __future__ import annotations

import math

import pytest

from eval.gold.questions import GoldSentence, Question
from eval.metrics import abstention, answer, citation, cost, retrieval, robustness
from qa.types import Answer, Citation, Passage, Statement

TEXT = "Anna led the talks.\nBert paid 300 for them.\nNobody else came."
TEXTS = {"a.txt": TEXT, "b.txt": "Anna was the leader."}


def evidence(quote: str, file: str = "a.txt") -> GoldSentence:
    start = TEXTS[file].index(quote)
    return GoldSentence(file=file, quote=quote, start=start, end=start + len(quote))


def question(**changes: object) -> Question:
    values: dict[str, object] = {
        "id": "q-01",
        "type": "single_file",
        "split": "dev",
        "parent": None,
        "history": (),
        "question": "Who was in charge?",
        "answer": "Anna.",
        "required": (("Anna",),),
        "forbidden": ("Bert",),
        "support": (evidence("Anna led the talks."),),
        "also": (evidence("Anna was the leader.", "b.txt"),),
        "should_refuse": False,
        "must_pass": False,
    }
    return Question.model_validate(values | changes)


def cite(quote: str, file: str = "a.txt", number: int = 1, shift: int = 0) -> Citation:
    found = evidence(quote, file)
    line = TEXTS[file].count("\n", 0, found.start) + 1
    return Citation(
        number=number,
        file=file,
        quote=quote,
        start=found.start + shift,
        end=found.end + shift,
        line=line,
        end_line=line,
    )


def passage(start: int, end: int, file: str = "a.txt") -> Passage:
    return Passage(
        file=file, start=start, end=end, line=1, end_line=1, text=TEXTS[file][start:end], score=1.0
    )


def answered(text: str, *citations: Citation, refused: bool = False) -> Answer:
    return Answer(
        question="?",
        standalone_question="?",
        text=text,
        statements=(Statement(text=text, citations=citations),),
        citations=citations,
        refused=refused,
        confidence=0.5,
    )


# -- answers ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "required", "forbidden", "share", "right"),
    [
        ("Anna led it.", [["Anna"]], [], 1.0, True),
        ("Anna or Bert led it.", [["Anna"]], ["Bert"], 1.0, False),
        ("Annabel led it.", [["Anna"]], [], 0.0, False),
        ("Anna led it.", [["Anna"], ["Carl", "Charles"]], [], 0.5, False),
        ("Anna and Charles.", [["Anna"], ["Carl", "Charles"]], [], 1.0, True),
        ("Four came. [176]", [["176"]], [], 0.0, False),
        ("", [["Anna"]], [], 0.0, False),
    ],
)
def test_required_and_forbidden_facts(
    text: str, required: list[list[str]], forbidden: list[str], share: float, right: bool
) -> None:
    assert answer.facts(text, required) == share
    assert answer.is_right(text, required, forbidden) is right


def test_token_f1() -> None:
    # 2 of 4 said words, 2 of 3 wanted: P = 1/2, R = 2/3, F1 = 4/7. "the" does not count.
    assert answer.token_f1("the quick brown fox jumped", "brown fox slept") == pytest.approx(4 / 7)
    assert answer.token_f1("Anna. [1]", "anna") == 1.0
    assert answer.token_f1("", "anna") == 0.0


# -- retrieval -------------------------------------------------------------------------------------


def test_ranking_of_gold_sentences() -> None:
    asked = question()
    other, support = passage(20, 43), passage(0, 19)
    also = passage(0, 20, "b.txt")
    assert retrieval.ranking(asked, [support, also]) == (1.0, 1.0)
    # Support (gain 2) at rank 2, also (gain 1) at rank 3; ideal is 2 at 1, 1 at 2.
    found = (2 / math.log2(3) + 1 / math.log2(4)) / (2 / math.log2(2) + 1 / math.log2(3))
    rank, ndcg = retrieval.ranking(asked, [other, support, also])
    assert rank == 0.5
    assert ndcg == pytest.approx(found)
    assert retrieval.ranking(asked, [other]) == (0.0, 0.0)
    assert retrieval.ranking(asked, []) == (0.0, 0.0)


def test_a_fact_is_found_once_and_only_in_a_gold_sentence() -> None:
    asked = question(required=(("Anna",), ("leader", "led")))
    assert retrieval.fact_recall(asked, [passage(0, 20, "b.txt")], 5) == 1.0
    assert retrieval.fact_recall(asked, [passage(20, 43)], 5) == 0.0
    assert retrieval.fact_recall(asked, [passage(20, 43), passage(0, 19)], 1) == 0.0
    split = question(required=(("Anna",), ("leader",)))
    assert retrieval.fact_recall(split, [passage(0, 19)], 5) == 0.5


def test_token_overlap() -> None:
    # Gold: 4 words of a.txt. Retrieved: those and the 5 of the next line.
    gold = [evidence("Anna led the talks.")]
    assert retrieval.token_overlap(gold, [passage(0, 43)]) == pytest.approx((1.0, 4 / 9, 4 / 9))
    assert retrieval.token_overlap(gold, [passage(0, 8)]) == pytest.approx((0.5, 1.0, 0.5))
    assert retrieval.token_overlap(gold, []) == (0.0, 0.0, 0.0)


def test_only_what_is_within_the_budget_counts() -> None:
    assert retrieval.within([passage(0, 19), passage(20, 43)], 30) == [passage(0, 19)]


# -- citations -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (answered("Anna. [1]", cite("Anna led the talks.")), None),
        (answered("Anna. [1]", cite("Anna led the talks.", shift=1)), "are not the quote"),
        (answered("Anna. [2]", cite("Anna led the talks.")), "the marker [2] has no citation"),
        (
            answered("Anna. [1]", cite("Anna led the talks.").model_copy(update={"file": "c.txt"})),
            "no such file",
        ),
        (
            answered("Bert. [1]", cite("Bert paid 300").model_copy(update={"line": 1})),
            "the quote is in lines 2–2",
        ),
        (answered("No.", cite("Anna led the talks."), refused=True), "refusal shows a citation"),
    ],
)
def test_false_citations_are_told(given: Answer, told: str | None) -> None:
    found = citation.faults(given, TEXTS)
    assert found == [] if told is None else len(found) == 1 and told in found[0]


def test_a_citation_hidden_in_a_statement_is_checked_as_well() -> None:
    hidden = Statement(text="x", citations=(cite("Anna led the talks.", shift=2),))
    given = answered("x").model_copy(update={"statements": (hidden,)})
    assert len(citation.faults(given, TEXTS)) == 1


def test_cited_files() -> None:
    asked = question()
    right, wrong = cite("Anna led the talks."), cite("Anna was the leader.", "b.txt")
    assert citation.file_precision([right, wrong], question(also=())) == 0.5
    assert citation.file_recall([right], asked) == 0.5
    assert citation.file_recall([right, wrong], asked) == 1.0
    assert citation.file_precision([], asked) == citation.file_recall([], asked) == 0.0


@pytest.mark.parametrize(
    ("said", "quote", "supported"),
    [
        ("Bert paid 300.", "Bert paid 300 for them.", True),
        ("Bert paid 400.", "Bert paid 300 for them.", False),
        ("Bert bought gold and silver.", "Bert paid 300 for them.", False),
    ],
)
def test_support_of_statements(said: str, quote: str, supported: bool) -> None:
    statement = Statement(text=said, citations=(cite(quote),))
    assert citation.supports(statement) is supported
    assert citation.statement_support([statement, Statement(text=said)]) == supported / 2
    assert citation.statement_support([]) == 0.0


def test_the_right_words_cited_from_elsewhere_prove_nothing() -> None:
    asked = question()
    assert citation.proves([cite("Anna led the talks.")], asked)
    assert citation.proves([cite("Anna led")], asked)
    assert citation.proves([cite("Anna was the leader.", "b.txt")], asked)
    assert not citation.proves([cite("Bert paid 300 for them.")], asked)
    assert not citation.proves([], asked)
    # One group in each of two sentences: only both together prove it.
    two = question(
        required=(("Anna",), ("300",)),
        support=(evidence("Anna led the talks."), evidence("Bert paid 300 for them.")),
    )
    assert not citation.proves([cite("Anna led the talks.")], two)
    assert citation.proves([cite("Anna led the talks."), cite("Bert paid 300 for them.")], two)


# -- abstention ------------------------------------------------------------------------------------


def test_refusals() -> None:
    # Refused: one rightly, one wrongly. Unanswerable: two. Answerable: three.
    found = abstention.refusals(
        [True, True, False, False, False], [True, False, True, False, False]
    )
    assert found.precision == 0.5
    assert found.recall == 0.5
    assert found.f1 == 0.5
    assert found.over_refusal == pytest.approx(1 / 3)
    never = abstention.refusals([False, False], [True, False])
    assert (never.precision, never.recall, never.f1, never.over_refusal) == (0, 0, 0, 0)


def test_area_under_risk_coverage() -> None:
    # Right, wrong, right: risks 0, 1/2, 1/3.
    assert abstention.area_under_risk_coverage([0.9, 0.8, 0.7], [True, False, True]) == (
        pytest.approx((0 + 1 / 2 + 1 / 3) / 3)
    )
    assert abstention.area_under_risk_coverage([0.9, 0.8], [True, True]) == 0.0
    assert abstention.area_under_risk_coverage([], []) == 1.0


def test_equal_confidences_earn_no_order() -> None:
    area = abstention.area_under_risk_coverage
    assert area([0.5] * 4, [True, True, False, False]) == 0.5
    assert area([0.5] * 4, [False, False, True, True]) == 0.5


# -- the rest --------------------------------------------------------------------------------------


def test_robustness() -> None:
    right = {"a": True, "a-p": True, "a-y": False, "b": False, "b-p": True}
    found = robustness.robustness(right, {"a-p": "a", "a-y": "a", "b-p": "b", "c-p": "c"})
    assert found.pairs == 3
    assert found.original == pytest.approx(2 / 3)
    assert found.variant == pytest.approx(2 / 3)
    assert found.kept == 0.5


def test_cost() -> None:
    assert cost.percentile([4, 1, 3, 2], 0.5) == 2
    assert cost.percentile([4, 1, 3, 2], 0.95) == 4
    assert cost.percentile([], 0.5) == 0.0
    assert cost.price(2_000_000, 500_000, price_in=1.0, price_out=4.0) == 4.0
