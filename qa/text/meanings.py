"""What words mean beside one another: base forms, words alike, opposites, words of a kind.

The lists are data (`meanings.toml`); nothing here understands a sentence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from qa.text import words

Relation = Literal["same", "alike", "converse", "complement", "contrary", ""]

_SHORTEST_VERB = 4  # letters of a verb that a noun may be made of; set by hand
_SHORTEST_STEM = 3  # letters of a word that a prefix may be taken from ("unfit"); set by hand

_FACTS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("meanings.toml").read_text("utf-8"))
_BASES = {
    words.fold(form): row.split()[0] for row in _FACTS["irregular"] for form in row.split()[1:]
}
# Forms that are never participles: "rang", not "made".
_PASTS = frozenset(
    words.fold(forms[1])
    for forms in map(str.split, _FACTS["irregular"])
    if len(forms) == 3 and forms[1] not in (forms[0], forms[2])
)
_PHRASES = tuple(
    (re.compile(rf"\b(?:{phrase})"), meaning) for phrase, meaning in _FACTS["phrases"].items()
)


def fact(table: str, key: str) -> Any:
    """A list of the file, as it stands there."""
    return _FACTS[table][key]


@lru_cache(maxsize=256)
def listed(table: str, key: str) -> frozenset[str]:
    """A list of words."""
    return frozenset(_FACTS[table][key].split())


@lru_cache(maxsize=256)
def lemmas(table: str, key: str) -> frozenset[str]:
    """A list of words, as base forms."""
    return frozenset(map(lemma, listed(table, key)))


@lru_cache(maxsize=256)
def pattern(table: str, key: str) -> re.Pattern[str]:
    """A list of patterns, each of which stands at the border of words."""
    return re.compile(rf"\b(?:{'|'.join(_FACTS[table][key])})(?!\w)")


def plain(folded: str) -> str:
    """A folded text with one word in the place of every phrase that means one."""
    for written, meant in _FACTS["contractions"].items():
        folded = folded.replace(written, meant)
    for phrase, meaning in _PHRASES:
        folded = phrase.sub(meaning, folded)
    return folded


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """The base form of a folded word, stemmed: "led" and "leading" are "lead"."""
    if word not in _BASES and words.stem(word) != word and word.endswith(("ing", "s")):
        return words.stem(_BASES.get(words.stem(word), word))
    return words.stem(_BASES.get(word, word))


def is_irregular(word: str) -> bool:
    """Whether a folded word is a form that no ending tells, such as "led"."""
    return word in _BASES


def is_irregular_verb(word: str) -> bool:
    """Whether a folded word is such a form of a verb, not of a noun or an adjective ("men")."""
    return is_irregular(word) and word not in listed("grammar", "no_verbs")


def is_past(word: str) -> bool:
    """Whether a folded word is an irregular form that only tells what was, such as "rang"."""
    return word in _PASTS


@lru_cache(maxsize=1)
def particles() -> Mapping[tuple[str, str], str]:
    """Verb and particle → the verb that they are together, as base forms."""
    found = {}
    for pair, meaning in _FACTS["particles"].items():
        verb, particle = pair.split()
        found[lemma(verb), particle] = lemma(meaning)
    return found


@lru_cache(maxsize=262144)
def relation(one: str, other: str) -> Relation:
    """How two folded words relate: `same` base form, `alike`, `converse`, or opposites of a kind.

    Converses tell one event from its two sides ("buy", "sell"). Of complements one is what the
    other is not; of contraries both may be false.
    """
    a, b = lemma(one), lemma(other)
    if _are_two_sides(one, other):
        return "contrary"
    if a == b:
        return "same"
    if _negated(one, other) or _negated(other, one) or _paired("complements", a, b):
        return "complement"
    apart = b in _others("pairs").get(a, ())  # husband and wife, though both are spouses
    if not apart and _are_alike(one, other, a, b):
        return "alike"
    if _paired("converses", a, b):
        return "converse"
    opposed = apart or _paired("pairs", a, b) or _are_opposite_degrees(one, other)
    return "contrary" if opposed else ""


def are_converse(one: str, other: str) -> bool:
    """Whether two folded words tell one event from its two sides by themselves: "buy", "sell"."""
    return (lemma(one), lemma(other)) in _opposites("converses")


@lru_cache(maxsize=65536)
def opposed(one: str, other: str) -> bool:
    """Whether two folded words are opposites by themselves, of what both cannot be said.

    Other than for `relation`, words alike to an opposite are none, nor are two sides of a relation:
    the brother of one may be named where the sister of the other is asked for.
    """
    a, b = lemma(one), lemma(other)
    if not lemmas("opposites", "relational").isdisjoint((a, b)):
        return False
    return b in _opposites_of(a) or _negated(one, other) or _negated(other, one)


def undoes(one: str, other: str) -> bool:
    """Whether of one and the same only one of two folded words can be said: "stay", "leave"."""
    a, b = lemma(one), lemma(other)
    deeds = lemmas("opposites", "deeds")
    return opposed(one, other) or (a in deeds and b in deeds and b in _opposites_of(a))


def any_opposed(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether any of some folded words is the opposite of any of others: `opposed`, of all pairs.

    Of most words nothing is the opposite, and so few pairs are looked at.
    """
    others = list(others)
    denying = [word for word in others if any(_denied_by(word))]
    bases = frozenset(map(lemma, others))
    for word in some:
        turned = _opposites_of(lemma(word))
        near = others if any(_denied_by(word)) or not turned.isdisjoint(bases) else denying
        if any(opposed(word, other) for other in near):
            return True
    return False


@lru_cache(maxsize=65536)
def has_opposites(word: str) -> bool:
    """Whether a folded word has an opposite of any kind by itself, or is one of two sides."""
    base = lemma(word)
    return any(base in _others(kind) for kind in ("complements", "pairs", "converses"))


def _are_alike(one: str, other: str, a: str, b: str) -> bool:
    """Whether two words, of these base forms, are alike, or a noun made of the other as a verb."""
    return not _groups(a).isdisjoint(_groups(b)) or _derived(one, other) or _derived(other, one)


def _are_two_sides(one: str, other: str) -> bool:
    """Whether of two people one does to the other what both are called by: "employer", "employee".

    Or one word ends as a man's does and the other has no ending: "widower", "widow".
    """
    first, second = one.removesuffix("s"), other.removesuffix("s")
    ends = {first[-2:], second[-2:]}
    done = "ee" in ends and not ends.isdisjoint(("er", "or"))
    return (done and first[:-2] == second[:-2]) or {first, second} in _of_two()


@lru_cache(maxsize=1)
def _of_two() -> Sequence[frozenset[str]]:
    return [frozenset(row.split()) for row in _FACTS["opposites"]["sides"]]


def _derived(noun: str, verb: str) -> bool:
    """Whether a noun is made of a verb: "payment" of "paid", "discovery" of "discovered"."""
    a, b = lemma(noun), lemma(verb)
    if b in _verbs_of(a):
        return True
    rest = next((a[: -len(end)] for end in listed("derived", "doers") if a.endswith(end)), "")
    if len(rest) < _SHORTEST_VERB or noun in listed("generic", "no_occupations"):
        return False
    inflected = verb.endswith(("ed", "ing")) or is_irregular_verb(verb)
    return inflected and b in {words.stem(rest), words.stem(rest + "e")}


@lru_cache(maxsize=65536)
def _verbs_of(noun: str) -> frozenset[str]:
    """The base forms of the verbs of which the base form of a noun may be made."""
    found = set(_made().get(noun, ()))
    for ending, put in map(str.split, _FACTS["derived"]["endings"]):
        rest = noun.removesuffix(ending)
        if rest != noun and len(rest) >= _SHORTEST_VERB - len(put.strip("-")):
            found |= {words.stem(rest + put.strip("-") + end) for end in ("", "e")}
    return frozenset(found)


@lru_cache(maxsize=1)
def _made() -> Mapping[str, Sequence[str]]:
    """Nouns whose form tells nothing of their verb → the verbs, all as base forms."""
    rows = (row.split() for row in _FACTS["derived"]["irregular"])
    return {lemma(noun): [lemma(verb)] for verb, noun in rows}


def _are_opposite_degrees(one: str, other: str) -> bool:
    """Whether two words are comparatives or superlatives of opposites: "smallest", "largest"."""
    return any(
        one.endswith(ending)
        and other.endswith(ending)
        and any(
            _paired("pairs", lemma(a), lemma(b))
            for a in _positives(one, ending)
            for b in _positives(other, ending)
        )
        for ending in ("est", "er")
    )


def _positives(word: str, ending: str) -> tuple[str, ...]:
    """What a comparative or superlative may be of: "big", "larg", "large", "heav", "heavy"."""
    rest = word.removesuffix(ending)
    return tuple({rest, rest + "e", rest[:-1], rest.removesuffix("i") + "y"})


def _negated(word: str, base: str) -> bool:
    """Whether a word is another with a prefix or a suffix that denies it."""
    behind, before = _denied_by(word)
    return lemma(base) in behind or lemma(base.removesuffix("ful")) in before


@lru_cache(maxsize=65536)
def _denied_by(word: str) -> tuple[frozenset[str], frozenset[str]]:
    """Base forms of what stands behind a denying prefix of a word, and before a denying suffix."""
    if lemma(word) in lemmas("opposites", "no_opposites"):
        return frozenset(), frozenset()
    prefixes = listed("opposites", "prefixes")
    if word.endswith(tuple(listed("opposites", "adjective_endings"))):
        prefixes |= listed("opposites", "adjective_prefixes")
    behind = {word.removeprefix(prefix) for prefix in prefixes if word.startswith(prefix)}
    before = {word.removesuffix(s) for s in listed("opposites", "suffixes") if word.endswith(s)}
    return (
        frozenset(lemma(rest) for rest in behind if len(rest) >= _SHORTEST_STEM),
        frozenset(map(lemma, before)),
    )


@lru_cache(maxsize=65536)
def _groups(base: str) -> frozenset[int]:
    return frozenset(number for number, group in enumerate(_alike()) if base in group)


@lru_cache(maxsize=1)
def _alike() -> Sequence[frozenset[str]]:
    return [frozenset(map(lemma, row.split())) for row in _FACTS["alike"]["groups"]]


@lru_cache(maxsize=3)
def _opposites(kind: str) -> Sequence[tuple[str, str]]:
    found = [tuple(map(lemma, row.split())) for row in _FACTS["opposites"][kind]]
    return [(a, b) for a, b in found] + [(b, a) for a, b in found]


@lru_cache(maxsize=65536)
def _opposites_of(base: str) -> frozenset[str]:
    """The complements and contraries of a base form, without words alike to them."""
    return frozenset(
        other for kind in ("complements", "pairs") for other in _others(kind).get(base, ())
    )


def _paired(kind: str, a: str, b: str) -> bool:
    """Whether a pair of opposites has words alike to these; close ones of either side will do."""
    others = _others(kind)
    return any(b == other or _is_alike(b, other) for other in others.get(a, ())) or any(
        _is_alike(a, other) for other in others.get(b, ())
    )


@lru_cache(maxsize=3)
def _others(kind: str) -> Mapping[str, Sequence[str]]:
    """Each word of the pairs of a kind → those that it stands in a pair with."""
    found: dict[str, list[str]] = {}
    for one, other in _opposites(kind):
        found.setdefault(one, []).append(other)
    return found


def _is_alike(word: str, member: str) -> bool:
    """Whether a word may stand for the member of a pair of opposites."""
    return word not in lemmas("opposites", "own") and not _groups(word).isdisjoint(_groups(member))
