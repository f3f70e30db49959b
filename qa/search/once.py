"""What is made of an index once, and goes with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

from qa.index.memory import Index

T = TypeVar("T")


def once(work: Callable[[Index], T]) -> Callable[[Index], T]:
    """A function of an index that is run once for each, and keeps none of them open.

    Args:
        work: What makes it; what it returns must not hold the index itself.
    """
    kept: WeakKeyDictionary[Index, T] = WeakKeyDictionary()

    @wraps(work)
    def of(index: Index) -> T:
        if index not in kept:
            kept[index] = work(index)
        return kept[index]

    return of
