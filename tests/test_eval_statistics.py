from __future__ import annotations

import pytest
from scipy.stats import binomtest

from eval.scoring import statistics


@pytest.mark.parametrize(("hits", "count"), [(0, 1), (1, 1), (7, 10), (200, 231), (231, 231)])
def test_wilson_interval_agrees_with_scipy(hits: int, count: int) -> None:
    figure = statistics.mean([1.0] * hits + [0.0] * (count - hits))
    wanted = binomtest(hits, count).proportion_ci(method="wilson")
    assert figure.value == hits / count
    assert figure.low == pytest.approx(wanted.low, abs=1e-6)
    assert figure.high == pytest.approx(wanted.high, abs=1e-6)
    assert figure.high > figure.low


def test_nothing_measured_says_nothing() -> None:
    assert statistics.mean([]) == statistics.Figure(0.0, 0.0, 1.0, 0)


def test_mcnemar_by_hand() -> None:
    # 5 lost, none gained: one chance in 2^5. 4 lost, 1 gained: 6 of 32.
    names = [str(n) for n in range(20)]
    before = [1.0] * 10 + [0.0] * 10
    lost = statistics.paired(before, [0.0] * 5 + before[5:], names, binary=True)
    assert (lost.p, lost.lost, lost.gained) == (pytest.approx(1 / 32), 5, 0)
    assert lost.change == pytest.approx(-0.25)
    mixed = statistics.paired(before, [0.0] * 4 + before[4:19] + [1.0], names, binary=True)
    assert mixed.p == pytest.approx(6 / 32)


def test_nothing_changed_is_no_drop() -> None:
    same = statistics.paired([0.3, 1.0], [0.3, 1.0], ["a", "b"], binary=False)
    assert (same.change, same.low, same.high, same.p) == (0.0, 0.0, 0.0, 1.0)


def test_signs_by_hand_and_by_seed() -> None:
    # Six equal drops: only one choice of signs of 64 is as low.
    names = [str(n) for n in range(6)]
    found = statistics.paired([0.5] * 6, [0.25] * 6, names, binary=False)
    assert found.p == pytest.approx(1 / 64, abs=0.006)
    assert found == statistics.paired([0.5] * 6, [0.25] * 6, names, binary=False)
    gain = statistics.paired([0.25] * 6, [0.5] * 6, names, binary=False)
    assert gain.p > 0.9


def test_a_family_is_drawn_as_one() -> None:
    alone = statistics.paired([1.0] * 8, [0.0] * 4 + [1.0] * 4, list("abcdefgh"), binary=True)
    bound = statistics.paired([1.0] * 8, [0.0] * 4 + [1.0] * 4, list("aaaabbbb"), binary=True)
    assert bound.high - bound.low > alone.high - alone.low


def test_bootstrap_is_seeded_and_holds_the_value() -> None:
    values = [0.0, 1.0, 1.0, 1.0, 0.0, 1.0]

    def mean(drawn: object) -> float:
        picked = [values[at] for at in drawn]  # type: ignore[attr-defined]
        return sum(picked) / len(picked)

    first = statistics.bootstrap(mean, list("abcdef"))
    assert first == statistics.bootstrap(mean, list("abcdef"))
    assert first.low < first.value < first.high


def test_a_statistic_that_never_varies_is_not_certain() -> None:
    figure = statistics.bootstrap(lambda drawn: 1.0, ["a"])
    assert figure.value == 1.0
    assert figure.low < 0.5
