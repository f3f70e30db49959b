"""When a share of something counted has really fallen, where only the two shares are known.

Of the questions themselves a paired test would tell (`eval.scoring.statistics.paired`). Without
them it is taken for granted that as many marks change as ever did between two accepted baselines:
the fall has to be more than those could come to by chance.
"""

from __future__ import annotations

import math

# Marks that at least must be lost on balance: McNemar's exact test tells five lost and none gained
# from chance (p = 0.031), and four not.
_LEAST = 5
# Share of the marks that change: the most between two accepted baselines that follow each other was
# 12 of 277 questions.
_CHANGING = 0.043
_Z = 1.645  # 5 %, one-sided


def margin(count: int) -> int:
    """How many marks of so many have to be lost on balance before the fall is a real one."""
    return max(_LEAST, math.ceil(_Z * math.sqrt(_CHANGING * count)))


def is_real(lost: float, count: int) -> bool:
    """Whether it is a real fall that so many marks of so many are lost on balance."""
    return round(lost) >= margin(count)
