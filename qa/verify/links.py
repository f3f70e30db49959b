"""Small words on which a statement hangs: how many of all, which first, why, what came before."""

from __future__ import annotations

from collections.abc import Iterator

from qa.locale import gettext
from qa.text import meanings
from qa.text.amounts import Located
from qa.verify.alignment import Alignment, carries
from qa.verify.findings import Finding, Weight
from qa.verify.reading import Reading

_CAUSES = meanings.pattern("causes", "signs")
_KINDS = tuple(
    "all most some only first last ever once twice again both more less before after still".split()
)
_OF_AMOUNTS = ("more", "less", "some")  # kinds that bound an amount, and are looked at with it
_KEPT = meanings.pattern("lasting", "kept")
_ONLY = meanings.listed("binding", "sole")
_BEFORE, _AFTER = 3, 3  # words around an amount among which those that bound it stand
_LOOSE = ("some", "again", "before", "after")  # kinds that other words may say
_OPPOSITE = {"more": "less", "less": "more", "before": "after", "after": "before"}


def findings(pair: Alignment) -> Iterator[Finding]:
    """Reasons that the source does not give, and small words that it has no like of."""
    cause = _CAUSES.search(pair.statement.folded)
    if cause and not _CAUSES.search(pair.source.folded):
        because = cause.group()
        told = gettext("the source gives no reason (“{word}”)", word=because)
        if invented := _invented(pair, because.split()[-1]):
            told = gettext("“{said}” is not in the source", said=invented)
        yield Finding(told)
    yield from _as_planned(pair)
    bounds = {at for one in pair.statement.amounts for at in _bounds(one)}
    leads = {at for one in pair.statement.amounts for at in range(one.start - one.leads, one.start)}
    for at, word in enumerate(pair.statement.words):
        for kind in _KINDS:
            bounding = at in leads or (at in bounds and kind in _OF_AMOUNTS)
            if bounding or word.text not in meanings.listed("binding", kind):
                continue
            if not _met(pair, kind):
                told = gettext("“{said}” is not in the source", said=word.text)
                yield Finding(told, _weight(pair, kind))
    yield from _moved(pair)


def _as_planned(pair: Alignment) -> Iterator[Finding]:
    """That something came as it was planned, where the source does not say so."""
    kept = _KEPT.search(pair.statement.folded)
    if kept and not _KEPT.search(pair.source.folded):
        yield Finding(gettext("“{said}” is not in the source", said=kept.group()))


def _moved(pair: Alignment) -> Iterator[Finding]:
    """An "only" that stands before what does something on one side, and after it on the other."""
    mine, theirs = (_opens(reading) for reading in (pair.statement, pair.source))
    if mine and theirs and mine.isdisjoint(theirs):
        yield Finding(gettext("the source says “only” of something else"))


def _opens(reading: Reading) -> set[bool]:
    """Whether each "only" of a text stands before all else that its clause tells."""
    return {
        not any(carries(reading.words[i]) for i in range(clause.start, at))
        for at, word in enumerate(reading.words)
        if word.text in _ONLY
        and not any(one.start == at + 1 for one in reading.amounts)
        and (clause := reading.clause(word.clause))
    }


def _bounds(one: Located) -> range:
    """Where the words stand that bound an amount: before it, or after it ("a tenth or more")."""
    after = 0 if one.amount.bound == "exact" else _AFTER
    return range(one.start - _BEFORE, one.end + after)


def _invented(pair: Alignment, cause: str) -> str:
    """The first word after one that gives a reason that the source has not; empty where none is."""
    tokens = pair.statement.tokens
    since = tokens.index(cause) if cause in tokens else len(tokens)
    first = next((at for at in pair.unmet if at > since), None)
    return "" if first is None else pair.statement.written(tokens[first])


def _weight(pair: Alignment, kind: str) -> Weight:
    """How much it says that a small word is missing: most where its opposite stands there."""
    turned = kind in _OPPOSITE and _holds(pair, _OPPOSITE[kind])
    if kind in ("more", "less"):
        return "opposite" if turned else "exact"
    return "wording" if kind in _LOOSE and not turned else "exact"


def _met(pair: Alignment, kind: str) -> bool:
    if _holds(pair, kind):
        return True
    if kind == "all":
        flipped = any(match.relation == "complement" for match in pair.matches.values())
        return flipped and _holds(pair, "none")
    if kind == "some":
        return bool(pair.source.amounts)
    if kind == "still":
        return not meanings.listed("lasting", "remaining").isdisjoint(pair.source.tokens)
    return kind == "both" and "and" in pair.source.tokens


def _holds(pair: Alignment, kind: str) -> bool:
    return not meanings.listed("binding", kind).isdisjoint(pair.source.tokens)
