"""The suites beside the gold set: their rules, their marks, what fails the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from eval.errors import GoldError
from eval.gate.comparison import Comparison
from eval.gate.verdict import Verdict, decide
from eval.gold import questions as gold
from eval.paths import Paths
from eval.report import suites as reported
from eval.running import runs
from eval.running.results import Result
from eval.running.runs import Run
from eval.scoring.measures import HEADLINE
from eval.scoring.statistics import Difference
from eval.suites import agreement, asking, corpora, golden, items, marking, pairs, rules, statements
from eval.suites.figures import Mark, Share, SuiteFigures
from eval.suites.items import (
    CorpusQuestion,
    Evidence,
    FalsePremise,
    Item,
    Keywords,
    NoQuestion,
    Pair,
    Side,
)
from qa.settings import Settings
from qa.types import Answer, Citation, Claim, Passage, Statement

TEXTS = {
    "gazette.txt": "The bridge at Orm will open on 7 July. It has 12 lamps. Rain fell.",
    "blog.txt": "I hear that it opens on 9 July. The mayor of Orm is Ada Finch.",
    "agency.txt": "The bridge at Orm will open on 7 July. It is long.",
    "almanac.txt": "In Orm there are two mills. The mayor cut a cake. Rain fell.",
}
SEVENTH = "The bridge at Orm will open on 7 July."
NINTH = "I hear that it opens on 9 July."
MAYOR = "The mayor of Orm is Ada Finch."
CAKE = "The mayor cut a cake."
SAME = "Rain fell."


def cite(file: str, quote: str, number: int = 1) -> Citation:
    start = TEXTS[file].index(quote)
    return Citation(
        number=number,
        file=file,
        quote=quote,
        start=start,
        end=start + len(quote),
        line=1,
        end_line=1,
    )


def answer(*said: Sequence[tuple[str, str]], **changes: Any) -> Answer:
    """An answer that quotes: each statement is the first of its quotes, (file, quote)."""
    statements, number = [], 0
    for quotes in said:
        citations = []
        for file, quote in quotes:
            number += 1
            citations.append(cite(file, quote, number))
        statements.append(Statement(text=quotes[0][1], citations=tuple(citations)))
    values: dict[str, Any] = {
        "question": "When will the bridge at Orm open?",
        "standalone_question": "When will the bridge at Orm open?",
        "text": " ".join(statement.text for statement in statements),
        "statements": tuple(statements),
        "citations": tuple(c for s in statements for c in s.citations),
        "confidence": 0.5,
    }
    return Answer(**values | changes)


def refusal(reason: str = "", **changes: Any) -> Answer:
    values = {"text": "The articles do not say.", "refused": True, "reason": reason}
    return answer(**values | changes)


def claim(value: str, *quotes: tuple[str, str], relation: str = "same") -> Claim:
    return Claim(value=value, citations=tuple(cite(*quote) for quote in quotes), relation=relation)


WHEN = CorpusQuestion(
    id="orm-1",
    corpus="orm",
    type="conflict-date",
    question="When will the bridge at Orm open?",
    split="dev",
    required=(("7 July",), ("9 July",)),
    evidence=(
        Evidence(file="gazette.txt", quote=SEVENTH),
        Evidence(file="agency.txt", quote=SEVENTH),
        Evidence(file="blog.txt", quote=NINTH),
    ),
    copies=("gazette.txt", "agency.txt"),
    conflict=(
        Side(value="7 July", files=("gazette.txt", "agency.txt")),
        Side(value="9 July", files=("blog.txt",)),
    ),
    relation="contradictory",
)
WHO = CorpusQuestion(
    id="orm-2",
    corpus="orm",
    type="copies",
    question="Who is the mayor of Orm?",
    split="dev",
    required=(("Ada Finch",),),
    evidence=(Evidence(file="blog.txt", quote=MAYOR),),
)
SALARY = CorpusQuestion(
    id="orm-3",
    corpus="orm",
    type="unanswerable",
    question="What does the mayor earn?",
    split="test",
    should_refuse=True,
)

G, A, B = ("gazette.txt", SEVENTH), ("agency.txt", SEVENTH), ("blog.txt", NINTH)


# -- the files -------------------------------------------------------------------------------------


def test_the_files_keep_their_rules() -> None:
    assert rules.problems(Paths()) == []


def changed(item: Item, **changes: object) -> Item:
    return type(item).model_validate(item.model_dump() | changes)


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        (changed(WHO, question=" "), "nothing is asked"),
        (changed(WHO, required=[["Bob"]]), "no alias of ['Bob']"),
        (changed(WHO, evidence=[]), "needs required facts and evidence"),
        (changed(WHO, evidence=[{"file": "blog.txt", "quote": "The mayor"}]), "no alias"),
        (changed(WHO, evidence=[{"file": "blog.txt", "quote": "Nobody."}]), "stands 0 times"),
        (changed(WHO, evidence=[{"file": "none.txt", "quote": MAYOR}]), "stands 0 times"),
        (changed(WHO, agree=["almanac.txt"]), "almanac.txt has no sentence"),
        (changed(WHEN, conflict=[]), "a conflict has two sides"),
        (changed(WHEN, conflict=[{"value": "8 July", "files": ["blog.txt"]}] * 2), "'8 July'"),
        (
            changed(SALARY, required=[["7"]], evidence=[{"file": "blog.txt", "quote": NINTH}]),
            "needs",
        ),
        (Keywords(id="k", question="mayor orm", split="dev", required=(("Bob",),)), "no alias"),
        (
            FalsePremise(
                id="f",
                question="Why?",
                split="dev",
                premise="",
                contradicting="No.",
                file="blog.txt",
            ),
            "stands 0 times",
        ),
        (
            Pair(
                id="p",
                kind="number",
                question="How many?",
                split="dev",
                a="It has 4.",
                b="It has 5.",
                value_a="4",
                value_b="6",
            ),
            "the value '6'",
        ),
    ],
)
def test_each_rule_is_enforced(item: Item, problem: str) -> None:
    assert problem in "\n".join(rules.faults(item, TEXTS))


def test_rules_of_many() -> None:
    other = changed(WHO, id="orm-4", split="test")
    assert "2 items of this id" in "\n".join(rules.repeated([WHO, WHO]))
    assert "asked 2 times" in "\n".join(rules.repeated([WHO, other]))
    assert "both splits" in "\n".join(rules.split_corpora([WHO, other]))
    assert list(rules.split_corpora([WHO, WHEN])) == []
    told = "\n".join(rules.wrong_counts("corpora", [WHO]))
    for problem in ("1 items, 250", "of the sort 'copies'", "kept apart"):
        assert problem in told


def test_an_unknown_suite_is_told() -> None:
    with pytest.raises(GoldError, match="no suite 'nonsense'"):
        items.load("nonsense", Paths())


# -- who is cited beside whom ----------------------------------------------------------------------

BOTH_SAID = "The gazette says 7 July, the blog 9 July."


@pytest.mark.parametrize(
    ("given", "merged", "shown"),
    [
        (answer([G], [B]), 0, [True, True]),
        (answer([G, A], [B]), 0, [True, True]),
        (answer([G, B]), 1, [True, True]),
        (answer([B, A], [G]), 1, [True, True]),
        (answer([G]), 0, [True, False]),
        (answer([G, ("blog.txt", MAYOR)]), 1, [True, False]),
        (answer([G], agreement=(claim("7 July", G, B),)), 1, [True, True]),
        (answer([G], agreement=(claim("7 July", G), claim("9 July", B))), 0, [True, True]),
        (answer([G, ("almanac.txt", CAKE)]), 0, [True, False]),
        (refusal(), 0, [False, False]),
    ],
)
def test_contradicting_files_are_not_cited_for_one_thing(
    given: Answer, merged: int, shown: list[bool]
) -> None:
    assert len(agreement.merged(given, WHEN.conflict)) == merged
    sentences = WHEN.sentences(TEXTS)
    assert agreement.sides_shown(given, WHEN.conflict, sentences) == shown


def test_a_sentence_that_names_both_values_may_cite_both() -> None:
    both = (cite(*G), cite(*B, number=2))
    compared = answer(statements=(Statement(text=BOTH_SAID, citations=both),), citations=both)
    assert agreement.merged(compared, WHEN.conflict) == []


def test_a_file_of_two_sides_shows_the_one_whose_value_it_is_quoted_with() -> None:
    sides = (Side(value="7 July", files=("gazette.txt",)), Side(value="12", files=("gazette.txt",)))
    assert agreement.sides_shown(answer([G]), sides, WHEN.sentences(TEXTS)) == [True, False]


@pytest.mark.parametrize(
    ("given", "good", "of"),
    [
        (answer([G]), 0, 0),
        (answer([G, A]), 1, 1),
        (answer([G, A], [B]), 1, 1),
        (answer([G, B]), 0, 1),
        (answer([G, ("almanac.txt", CAKE), A]), 1, 2),
        (answer([G, ("agency.txt", "It is long.")]), 0, 1),
        (answer([("gazette.txt", "It has 12 lamps."), ("agency.txt", "It is long.")]), 0, 1),
        (answer([("gazette.txt", SAME), ("almanac.txt", SAME)]), 1, 1),
        (answer([G, A], agreement=(claim("7 July", G, A),)), 1, 1),
        (answer([G], agreement=(claim("7 July", G, A), claim("9 July", B, G))), 1, 1),
        (refusal(), 0, 0),
    ],
)
def test_other_files_agree_where_they_give_the_same_answer(
    given: Answer, good: int, of: int
) -> None:
    assert corpora.shares(WHEN, given, TEXTS)["agreement precision"] == Share(good, of)


# -- the small corpora -----------------------------------------------------------------------------

APART = (claim("7 July", G), claim("9 July", B, relation="contradictory"))


@pytest.mark.parametrize(
    ("given", "right", "recall", "differ", "outcome"),
    [
        (answer([G], [B]), 1, 1, 0, "right"),
        (answer([G], agreement=APART), 1, 1, 1, "right"),
        (answer([G]), 0, 0, 0, "wrong"),
        (answer([G, B], [B]), 0, 0, 0, "merged"),
        (refusal(), 0, 0, 0, "refused"),
    ],
)
def test_a_conflict_is_shown(
    given: Answer, right: int, recall: int, differ: int, outcome: str
) -> None:
    found = corpora.shares(WHEN, given, TEXTS)
    assert found["right"].good == right
    assert found["conflict recall"].good == recall
    assert found["said to differ"].good == differ
    assert found["merged contradictions"].good == (outcome == "merged")
    assert corpora.outcome(WHEN, given) == (outcome == "right", outcome)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (
            answer([("blog.txt", MAYOR)], short="Ada Finch"),
            {"right": 1, "proven": 1, "short right": 1, "answer precision": 1},
        ),
        (
            answer([("blog.txt", MAYOR)], [("almanac.txt", CAKE)], short="Orm"),
            {"right": 1, "proven": 1, "short right": 0, "answer precision": 0.5},
        ),
        (
            answer([("almanac.txt", CAKE)]),
            {"right": 0, "proven": 0, "short right": 0, "answer precision": 0},
        ),
        (
            answer([("blog.txt", MAYOR)], agreement=APART),
            {"right": 1, "false conflicts": 1},
        ),
        (refusal(), {"right": 0, "refused wrongly": 1, "short right": 0, "false conflicts": 0}),
    ],
)
def test_an_answer_over_a_small_corpus(given: Answer, wanted: dict[str, float]) -> None:
    found = corpora.shares(WHO, given, TEXTS)
    assert {name: found[name].good / found[name].of for name in wanted} == wanted


@pytest.mark.parametrize(
    ("item", "given", "wanted"),
    [
        (SALARY, refusal(), {"right": 1, "refused rightly": 1}),
        (SALARY, answer([("almanac.txt", CAKE)]), {"right": 0, "refused rightly": 0}),
        (
            changed(WHO, type="list", required=[["Ada Finch"], ["two mills"]]),
            answer([("blog.txt", MAYOR)]),
            {"list completeness": 0.5, "right": 0},
        ),
        (
            changed(WHO, type="compound", required=[["Ada Finch"], ["7 July"]]),
            answer([("blog.txt", MAYOR)], [G]),
            {"both halves": 1},
        ),
        (
            changed(WHO, type="compound", required=[["Ada Finch"], ["7 July"]]),
            answer([("blog.txt", MAYOR)]),
            {"both halves": 0},
        ),
        (
            changed(WHO, type="compound", unanswered_half="what does she earn"),
            answer([("blog.txt", MAYOR)]),
            {"answered half": 1, "other half refused aloud": 0},
        ),
        (
            changed(WHO, type="compound", unanswered_half="what does she earn"),
            answer(
                [("blog.txt", MAYOR)],
                notes=("The articles do not say: “What does she earn?”",),
            ),
            {"answered half": 1, "other half refused aloud": 1},
        ),
        (
            changed(WHO, type="follow-up", standalone=True),
            answer([("blog.txt", MAYOR)], standalone_question="Who is the mayor of Orm"),
            {"asked as it stands": 1},
        ),
        (
            changed(WHO, type="follow-up", standalone=True),
            answer([("blog.txt", MAYOR)]),
            {"asked as it stands": 0},
        ),
        (
            changed(WHO, smalltalk=True, required=[], evidence=[]),
            refusal("no question"),
            {"right": 1, "small talk known": 1},
        ),
        (
            changed(WHO, smalltalk=True, required=[], evidence=[]),
            refusal("nothing near"),
            {"right": 1, "small talk known": 0},
        ),
        (
            changed(WHEN, type="now", required=[["9 July"]], relation="different"),
            answer([G], agreement=APART),
            {"right": 0, "conflict recall": 1},
        ),
    ],
)
def test_each_type_has_its_measure(
    item: CorpusQuestion, given: Answer, wanted: dict[str, float]
) -> None:
    found = corpora.shares(item, given, TEXTS)
    assert {name: found[name].good / found[name].of for name in wanted} == wanted


def test_an_error_earns_nothing_and_stays_in_the_population() -> None:
    failed = Result(id=WHO.id, digest=WHO.digest, error="ValueError: broken")
    mark = marking.mark(WHO, failed, TEXTS)
    assert (mark.error, mark.outcome, mark.good) == ("ValueError: broken", "error", False)
    assert mark.shares["right"] == Share(0, 1)
    assert mark.shares["answer precision"] == Share(0, 0)
    stale = Result(id=WHO.id, digest="other", answer=answer([("blog.txt", MAYOR)]))
    assert marking.mark(WHO, stale, TEXTS).error == "not asked"


# -- inputs ----------------------------------------------------------------------------------------

HELLO = NoQuestion(id="n", kind="greeting", question="Hello", split="dev")
NEVER = FalsePremise(
    id="f",
    question="Why did the mayor of Orm resign?",
    split="dev",
    premise="she is the mayor",
    contradicting=MAYOR,
    file="blog.txt",
)
FEW = Keywords(id="k", question="orm mayor name", split="test", required=(("Ada Finch",),))


def passage(file: str, quote: str) -> Passage:
    start = TEXTS[file].index(quote)
    end = start + len(quote)
    return Passage(file=file, start=start, end=end, line=1, end_line=1, text=quote, score=1.0)


@pytest.mark.parametrize(
    ("item", "given", "wanted"),
    [
        (HELLO, refusal("no question"), (1, 1)),
        (HELLO, refusal("nothing near"), (1, 0)),
        (HELLO, answer([G]), (0, 0)),
        (NEVER, refusal(passages=(passage("blog.txt", TEXTS["blog.txt"]),)), (1, 1)),
        (NEVER, refusal(passages=(passage("blog.txt", NINTH),)), (1, 0)),
        (NEVER, refusal(passages=(passage("blog.txt", f"{NINTH} The"),)), (1, 0)),
        (NEVER, answer([G], passages=(passage("blog.txt", MAYOR),)), (0, 1)),
        (changed(NEVER, contradicting=None), refusal(), (1,)),
        (FEW, answer([("blog.txt", MAYOR)]), (1, 0)),
        (FEW, answer([G]), (0, 0)),
        (FEW, refusal(), (0, 1)),
    ],
)
def test_inputs(item: Item, given: Answer, wanted: tuple[int, ...]) -> None:
    mark = marking.mark(item, Result(id=item.id, digest=item.digest, answer=given), TEXTS)
    assert tuple(share.good for share in mark.shares.values()) == wanted
    assert mark.good == (wanted[0] == 1)


# -- pairs -----------------------------------------------------------------------------------------


def pair_answer(*said: Sequence[tuple[str, str]], pair: Pair, **changes: Any) -> Answer:
    """As `answer`, over the two articles of a pair."""
    with pytest.MonkeyPatch.context() as patch:
        for name, text in pair.texts.items():
            patch.setitem(TEXTS, name, text)
        return answer(*said, **changes)


SAFE = Pair(
    id="safe",
    kind="negation",
    question="Is the bridge safe?",
    split="dev",
    a="The bridge is safe. It was checked.",
    b="The bridge is not safe. Nobody may cross.",
    value_a="is safe",
    value_b="is not safe",
)
EQUAL = changed(SAFE, kind="same", b="The bridge is safe. Walk!", value_b="is safe")
ON_A, ON_B = ("a.txt", "The bridge is safe."), ("b.txt", "The bridge is not safe.")
SAME_B = ("b.txt", "The bridge is safe.")
BESIDE = ("b.txt", "Nobody may cross.")


@pytest.mark.parametrize(
    ("pair", "said", "outcome"),
    [
        (SAFE, [[ON_A], [ON_B]], "both shown"),
        (SAFE, [[ON_A, ON_B]], "merged"),
        (SAFE, [[ON_A]], "one side"),
        (SAFE, [[ON_A], [BESIDE]], "one side"),
        (SAFE, [[BESIDE]], "neither"),
        (EQUAL, [[ON_A, SAME_B]], "merged"),
        (EQUAL, [[ON_A], [SAME_B]], "both shown"),
        (EQUAL, [[ON_A]], "one side"),
    ],
)
def test_what_comes_of_a_pair(
    pair: Pair, said: list[Sequence[tuple[str, str]]], outcome: str
) -> None:
    given = pair_answer(*said, pair=pair)
    assert pairs.outcome_of(pair, given) == outcome
    good = "merged" if pair.agreeing else "both shown"
    mark = marking.mark(pair, Result(id=pair.id, digest=pair.digest, answer=given), {})
    assert mark.good == (outcome == good)
    assert bool(mark.merged) == (outcome == "merged" and not pair.agreeing)
    assert mark.false_citations == ()


def test_what_claims_say_of_a_pair() -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, text in SAFE.texts.items():
            patch.setitem(TEXTS, name, text)
        against = (claim("safe", ON_A), claim("not safe", ON_B, relation="contradictory"))
        found = pairs.shares(SAFE, answer([ON_A], agreement=against))
    assert (found["both shown"].good, found["said to differ"].good) == (1, 1)
    told = pair_answer([ON_A], pair=SAFE, agreement=against)
    equal = told.model_copy(update={"citations": ()})
    assert pairs.outcome_of(EQUAL, equal) == "set apart wrongly"
    assert pairs.shares(SAFE, refusal())["refused"].good == 1
    assert sum(share.good for share in pairs.shares(SAFE, None).values()) == 0


def test_a_false_citation_of_a_claim_is_seen() -> None:
    wrong = cite("blog.txt", MAYOR).model_copy(update={"quote": "The mayor of Orm is Bob."})
    given = answer([G], agreement=(Claim(value="Bob", citations=(wrong,)),))
    mark = marking.mark(WHO, Result(id=WHO.id, digest=WHO.digest, answer=given), TEXTS)
    assert len(mark.false_citations) == 1


# -- figures, gate, report -------------------------------------------------------------------------


def mark_of(name: str, good: float, of: int = 1, **changes: Any) -> Mark:
    made = Mark(name, "list", "dev", {"right": Share(good, of)}, good=bool(good), outcome="")
    return replace(made, **changes)


def test_figures_pool_what_was_counted() -> None:
    suite = SuiteFigures(
        "corpora", [mark_of("a", 3, 3), mark_of("b", 0, 1, split="test"), mark_of("c", 0, 0)]
    )
    figure = suite.figure("right")
    assert (figure.value, figure.count) == (0.75, 4)
    assert suite.figure("right", split="test").value == 0.0
    assert suite.figure("right", sort="none").count == 0
    told = "\n".join([*reported.lines([suite]), *reported.page([suite])])
    assert "corpora, 3 items" in told
    assert "0.750" in told


@pytest.mark.parametrize(
    ("changes", "verdict", "reason"),
    [
        ({}, Verdict.PASS, ""),
        ({"merged": ("a.txt and b.txt for “x”",)}, Verdict.REGRESSION, "1 merged contradiction"),
        ({"false_citations": ("[1] a.txt",)}, Verdict.REGRESSION, "1 false citation"),
        ({"shares": {agreement.PRECISION: Share(1, 2)}}, Verdict.REGRESSION, "1 false agreement"),
        ({"shares": {agreement.PRECISION: Share(2, 2)}}, Verdict.PASS, ""),
        ({"error": "ValueError"}, Verdict.BROKEN, "1 of 1 items ended in an error"),
    ],
)
def test_the_gate_fails_on_a_false_agreement(
    changes: dict[str, Any], verdict: Verdict, reason: str
) -> None:
    suite = SuiteFigures("pairs", [mark_of("a", 1, **changes)])
    decision = decide([], None, "extractive", [suite])
    assert decision.verdict is verdict
    assert reason in "\n".join(decision.reasons)


def test_what_the_gold_set_shows() -> None:
    every = {question.id: question for question in gold.load()}
    led = every["lead-us-01"]
    support = led.support[0].model_dump()
    cited = Citation(number=1, line=1, end_line=1, **support)
    beside = cited.model_copy(update={"number": 2, "quote": "x", "start": 0, "end": 1})
    given = Answer(
        question=led.question,
        standalone_question=led.question,
        text=cited.quote,
        short="Marco Rubio",
        statements=(
            Statement(text=cited.quote, citations=(cited,)),
            Statement(text="x", citations=(beside,)),
        ),
        citations=(cited, beside),
        confidence=1.0,
    )
    result = Result(id=led.id, digest=led.digest, answer=given)
    found = golden.figures([led], {led.id: result})
    assert found.figure("answer precision").value == 0.5
    assert found.figure("short right").value == 1.0
    assert golden.figures([led], {}).figure("short right").value == 0.0


# -- statements ----------------------------------------------------------------------------------


def judged_marks(supported: int, of: int) -> SuiteFigures:
    """Marks of false statements, some of which are shown as supported."""
    marks = [
        Mark(
            id=f"made-{number:02}",
            sort="number",
            split="dev",
            shares={"false: not supported": Share(number >= supported)},
            good=number >= supported,
            outcome=statements.LET_THROUGH if number < supported else "not supported",
        )
        for number in range(of)
    ]
    return SuiteFigures(items.STATEMENTS, marks)


def compared_with(let_through: tuple[str, ...] | None) -> Comparison:
    same = {measure.name: Difference(0.0, 0.0, 0.0, 1.0, 0, 0, 0) for measure in HEADLINE}
    return Comparison("before", same, (), 0, 0, let_through)


@pytest.mark.parametrize(
    ("supported", "before", "passes"),
    [
        (0, None, True),
        (2, None, True),  # two of a hundred may be
        (3, None, False),
        (1, (), False),  # a rise since the baseline
        (1, ("made-07",), True),
        (2, ("made-00",), False),
    ],
)
def test_false_statements_shown_as_supported_fail_the_gate(supported, before, passes):
    suite = judged_marks(supported, 100)
    decision = decide([], compared_with(before), "extractive", [suite])
    assert (decision.verdict is Verdict.PASS) == passes
    assert passes or "supported" in decision.reasons[0]
    assert statements.let_through([suite]) == tuple(f"made-{n:02}" for n in range(supported))


def test_a_statement_is_judged_over_its_own_articles(tmp_path):
    path = Paths(runs=tmp_path)
    some = [i for i in items.load(items.STATEMENTS, path, "dev") if i.place.endswith("/quay")][:3]
    run = Run(tmp_path)
    settings = Settings(llm="none", embedding="local", store=tmp_path / "index")
    asking.ask(settings, {items.STATEMENTS: some}, run, path)
    (found,) = marking.figures({items.STATEMENTS: some}, run.results(runs.SUITES), path)
    assert [mark.outcome for mark in found.marks] == ["supported"] * 3
    assert not any(mark.error or mark.false_citations for mark in found.marks)


def test_a_near_question_is_asked_over_the_articles_of_its_split():
    some = items.load(items.NEAR, Paths(), "dev")
    assert {item.place for item in some} == {"near/dev"}
    assert "01-chapel-committee.txt" in items.texts_of("near/dev", Paths())
