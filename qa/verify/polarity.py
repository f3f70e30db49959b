"""Whether a statement and its source say yes and no to the same things.

Denials are counted clause by clause: whole words that deny, verbs that imply a denial, and words of
which one is the opposite of the other. An odd number between the two is the opposite.
"""

from __future__ import annotations

from collections.abc import Iterator

from qa.locale import gettext
from qa.text import meanings
from qa.text.language import ENGLISH
from qa.verify import comparisons, unreal
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding, Weight
from qa.verify.reading import Reading, is_verbal

_AHEAD = 6  # words after a denial in which what it denies stands; set by hand on eval/statements
_BEHIND = 4  # words before it, but for what denies only what follows it
_MOSTLY = 0.65  # of the words of a clause: in one clause of what says the opposite; by hand
_OF_ALL = meanings.pattern("denials", "of_all")


def findings(pair: Alignment) -> Iterator[Finding]:
    """Opposites, and denials that only one side has."""
    turned_round = comparisons.turned_round(pair)
    opposed = [
        at
        for at, match in pair.matches.items()
        if match.relation == "contrary" and at not in turned_round
    ]
    for at in opposed:
        other = pair.source.words[pair.matches[at].at].text
        yield Finding(
            f"the source says “{other}”, not “{pair.statement.words[at].text}”", "opposite"
        )
    if opposed:
        return
    of_all = len(_OF_ALL.findall(pair.statement.folded))
    met = [at for at, match in pair.matches.items() if match.relation in ("same", "complement")]
    instead = [unreal.places(reading).replaced for reading in (pair.statement, pair.source)]
    for number in pair.statement.clauses:
        content = [at for at in pair.of_clause(number) if at in pair.matches]
        # "Blue, not red" is "blue rather than red".
        content = [
            at
            for at in content
            if at not in instead[0] or not instead[1].issuperset(pair.alike(at))
        ]
        if not content or not _is_said(pair, number):
            continue
        turned = [at for at in content if pair.matches[at].relation == "complement"]
        own = _denials(pair.statement, number, content, met)
        own += _takes_over(pair.statement, number)
        theirs = [pair.matches[at].at for at in content]
        others = sum(
            _denials(pair.source, clause, theirs, [pair.matches[at].at for at in met])
            for clause in pair.source_clauses(content)
        )
        if (own + len(turned) + of_all + others) % 2:
            most = max(pair.source_clauses(content).values()) / len(pair.of_clause(number))
            weight: Weight = "opposite" if most >= _MOSTLY else "exact"
            yield Finding(_reason(pair, content, own + of_all > others), weight)
            return


def has_denial(reading: Reading, clause: int) -> bool:
    """Whether a clause has a word or a verb that denies."""
    denials = meanings.listed("denials", "words")
    return any(
        (reading.tokens[at] in denials and _is_denial(reading, at)) or _denies_as_verb(reading, at)
        for at in reading.clause(clause)
    )


def _is_said(pair: Alignment, clause: int) -> bool:
    """Whether a clause of the statement says something: it has a verb, or denies.

    Where no word looks like one, a word that may be a verb too is the verb: "they drink on duty".
    """
    if not any(map(is_verbal, pair.statement.tokens)):
        return True
    return any(
        is_verbal(pair.statement.tokens[at])
        or (at in pair.matches and pair.matches[at].relation == "complement")
        for at in pair.statement.clause(clause)
    )


def _denials(reading: Reading, clause: int, about: list[int], met: list[int]) -> int:
    """How many denials in a clause are near the words that it is looked at for.

    A word that the other side has as well, or the opposite of, is no denial beside it.
    """
    span = reading.clause(clause)
    here = [at for at in about if at in span]
    found = 0
    for at in span:
        word = reading.words[at]
        if at in met or (word.text == "nor" and _is_of_neither(reading, at)):
            continue
        if word.text == "neither" and _goes_on(reading, at, about):
            continue
        denies = word.text in meanings.listed("denials", "words") and _is_denial(reading, at)
        denies = denies or _denies_as_verb(reading, at)
        behind = 0 if word.text in ENGLISH.denials.ahead else _BEHIND
        ahead = _reach(reading, at)
        found += denies and any(at - behind <= other <= ahead for other in here)
    return found


def _is_of_neither(reading: Reading, nor: int) -> bool:
    """Whether a "nor" goes on with what "neither" denies in its clause already."""
    return "neither" in (reading.tokens[at] for at in reading.clause(reading.words[nor].clause))


def _goes_on(reading: Reading, neither: int, about: list[int]) -> bool:
    """Whether a "nor" that opens a clause denies what is looked at: the two deny it once."""
    nor = next((i for i in range(neither, len(reading.words)) if reading.tokens[i] == "nor"), None)
    clauses = {reading.words[at].clause for at in about}
    return nor is not None and reading.words[nor].clause in clauses - {
        reading.words[neither].clause
    }


def _takes_over(reading: Reading, clause: int) -> bool:
    """Whether a clause that opens with "or" is denied before it: "do not smoke or drink"."""
    if not clause or reading.tokens[reading.clause(clause).start] != "or":
        return False
    return has_denial(reading, clause - 1)


def _reach(reading: Reading, at: int) -> int:
    """The last word that a denial reaches: "without power and closing it" says no more of "it"."""
    stop = min(at + _AHEAD, len(reading.words) - 1)
    if reading.tokens[at] not in ENGLISH.denials.ahead:
        return stop
    joiners = meanings.listed("clauses", "joiners")
    ends = (i for i in range(at + 1, stop) if reading.tokens[i] in joiners)
    return next((i for i in ends if reading.tokens[i + 1].endswith("ing")), stop)


def _is_denial(reading: Reading, at: int) -> bool:
    """Whether a word of denial denies here: "against" only where a side is taken.

    "They voted against the plan" does; "they led the team against Norway" does not.
    """
    if reading.tokens[at] not in meanings.listed("denials", "sides"):
        return True
    before = range(reading.clause(reading.words[at].clause).start, at)
    return any(reading.words[i].base in meanings.lemmas("denials", "taking_sides") for i in before)


def _denies_as_verb(reading: Reading, at: int) -> bool:
    """Whether a word is a verb that implies a denial; after an article it is none: "a dispute"."""
    if reading.words[at].base not in meanings.lemmas("denials", "verbs"):
        return False
    return at == 0 or reading.tokens[at - 1] not in meanings.listed("grammar", "articles")


def _reason(pair: Alignment, content: list[int], denied: bool) -> str:
    flipped = [at for at in content if pair.matches[at].relation == "complement"]
    if flipped:
        said = pair.statement.words[flipped[0]].text
        other = pair.source.words[pair.matches[flipped[0]].at].text
        return gettext("the source says “{other}”, not “{said}”", other=other, said=said)
    if denied:
        return gettext("the source says that it is so")
    return gettext("the source says that it is not so")
