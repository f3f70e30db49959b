"""What answers take: seconds, tokens, money."""

from __future__ import annotations

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0


def price(tokens_in: int, tokens_out: int, *, price_in: float, price_out: float) -> float:
    """The price of tokens, from prices per million."""
    return (tokens_in * price_in + tokens_out * price_out) / 1_000_000
