"""The table of what verifies a statement: three ways beside each other, with intervals."""

import re

import pytest

from eval.bench import verifier
from eval.bench.support import Claim

EVIDENCE = "The harbour wall was built in 1907. One hundred and twenty workers built it."
CLAIMS = [
    Claim("The harbour wall was built in 1907.", EVIDENCE, "supported", "made"),
    Claim("120 workers built it.", EVIDENCE, "supported", "made"),
    Claim("The harbour wall was built in 1917.", EVIDENCE, "contradicted", "made"),
    Claim("The harbour wall was built by prisoners.", EVIDENCE, "not supported", "made"),
]


@pytest.fixture(scope="module")
def judged():
    return verifier.three_ways(verifier.of_claim(claim) for claim in CLAIMS)


def test_a_claim_is_judged_by_all_sentences_of_its_evidence():
    case = verifier.of_claim(CLAIMS[0])
    read = " ".join(case.index.rows[i].text for i in case.sentences)
    assert (read, len(case.sentences)) == (EVIDENCE, 2)
    assert (case.set, case.is_true) == ("support", True)


def test_each_is_judged_three_ways(judged):
    assert tuple(judged) == verifier.WAYS
    for way in ("the exact checks", "both"):
        assert [one.supported for one in judged[way]] == [True, True, False, False]
    assert all(one.seconds > 0 for some in judged.values() for one in some)


def test_the_exact_checks_ask_no_model(monkeypatch):
    monkeypatch.setattr(verifier.Judge, "read", lambda *asked: None)
    found = verifier.three_ways([verifier.of_claim(CLAIMS[0])])
    assert [found[way][0].supported for way in verifier.WAYS[:2]] == [True, False]


def test_shares_stand_with_their_interval_and_their_number(judged):
    true, false, cost = verifier.row(judged["both"])
    assert re.fullmatch(r"1\.000 \(0\.\d{3} – 1\.000\) of 2", true)
    assert re.fullmatch(r"0\.000 \(0\.000 – 0\.\d{3}\) of 2", false)
    assert float(cost) > 0


def test_a_set_without_false_ones_has_no_share_of_them():
    true_alone = [verifier.Judged(True, True, 0.001)]
    assert verifier.row(true_alone)[1].endswith("of 0")
