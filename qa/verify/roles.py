"""What somebody is: "mayor Solberg" must be called mayor where the articles speak of Solberg."""

from __future__ import annotations

from collections.abc import Iterator

from qa.locale import gettext
from qa.text import lexicon, meanings, words
from qa.text.language import ENGLISH
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding
from qa.verify.reading import Reading, is_verbal

_DRIFT = 8  # words by which a place in the text and in its reading may differ ("12 %"); by hand
_BESIDE = 4  # words between a name and what its owner is ("Petra Voss, the spokeswoman"); by hand


def findings(pair: Alignment, around: Reading) -> Iterator[Finding]:
    """Roles that stand beside a name in the statement, and beside another in the articles.

    Args:
        pair: The statement beside its source.
        around: What else the article says, source included.
    """
    for role, name in _called(pair.statement):
        if not any(beside(around, role, word, name) for word in name):
            spelled = pair.statement.written(*name)
            told = gettext("the source does not call {name} “{role}”", name=spelled, role=role)
            yield Finding(told)
            return


def _called(statement: Reading) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Roles directly before a name, or after it between commas or after "is"."""
    named = _capitals(statement)
    for at, word in enumerate(statement.words):
        if at in named or not is_role(word.text):
            continue
        name = (
            _name_from(statement, at + 1, named)
            or _name_before(statement, at, named)
            or _name_of_clause(statement, at, named)
        )
        if name:
            yield word.text, name


def is_role(word: str) -> bool:
    """Whether a folded word says what somebody is: an office, or what ends like an occupation."""
    if word in ENGLISH.names.titles or word in ENGLISH.names.offices:
        return True
    endings = tuple(meanings.listed("generic", "occupations"))
    return (
        len(word) > 4
        and word.endswith(endings)
        and word not in words.STOPWORDS
        and not is_verbal(word)
        and word not in ENGLISH.units
        and word not in meanings.listed("generic", "no_occupations")
    )


def _capitals(statement: Reading) -> frozenset[int]:
    """The positions of words that the statement writes with a capital and that are no roles."""
    found: set[int] = set()
    at = 0
    for match in words.TOKEN.finditer(statement.text):
        parts = words.split(match.group())
        near = range(at, min(len(statement.words), at + _DRIFT))
        here = [i for i in near if statement.tokens[i] in parts]
        if not here:
            continue
        if match.group()[0].isupper() and _may_name(match.group()):
            found.update(i for i in here if i < here[0] + len(parts))
        at = here[0] + 1
    return frozenset(found)


def _may_name(written: str) -> bool:
    """Whether a word with a capital may be of a name: no role, no date, no small word."""
    folded = words.fold(written)
    return not (is_role(folded) or folded in words.STOPWORDS or folded in lexicon.DATES)


def _name_from(statement: Reading, at: int, named: frozenset[int]) -> tuple[str, ...]:
    found = []
    while at in named and statement.tokens[at] not in words.STOPWORDS:
        found.append(statement.tokens[at])
        at += 1
    return tuple(found)


def _name_before(statement: Reading, at: int, named: frozenset[int]) -> tuple[str, ...]:
    """The name of which a role is said: "X, the mayor", "X is mayor"."""
    between = meanings.listed("grammar", "appositives")
    last = at - 1
    while last >= 0 and last not in named and statement.tokens[last] in between:
        last -= 1
    if last < 0 or last not in named or not 1 < at - last <= _BESIDE:
        return ()
    first = last
    while first - 1 in named:
        first -= 1
    before = statement.tokens[first - 1] if first else ""
    if before in meanings.listed("grammar", "prepositions"):
        return ()  # "X, of Carston University, is the leader": of X, and not of where X is from
    return statement.tokens[first : last + 1]


def _name_of_clause(statement: Reading, at: int, named: frozenset[int]) -> tuple[str, ...]:
    """The name that a clause with "is" says a role of: "X is Y's envoy"."""
    clause = statement.clause(statement.words[at].clause)
    be = meanings.listed("grammar", "be")
    link = next((i for i in clause if statement.tokens[i] in be and i < at), None)
    if link is None or any(is_verbal(statement.tokens[i]) for i in range(link + 1, at)):
        return ()
    return tuple(statement.tokens[i] for i in range(clause.start, link) if i in named)


def beside(around: Reading, role: str, name: str, whole: tuple[str, ...]) -> bool:
    """Whether a role and a name stand beside each other anywhere, with no other name between."""
    bases = around.bases
    for at in bases.get(meanings.lemma(name), ()):
        for step in (-1, 1):
            for i in range(at + step, at + step * (_BESIDE + 1), step):
                if (
                    not 0 <= i < len(around.words)
                    or around.words[i].sentence != around.words[at].sentence
                ):
                    break
                alike = meanings.relation(role, around.tokens[i]) in ("same", "alike")
                if alike and not _is_anothers(around, i, whole):
                    return True
    return False


def _is_anothers(around: Reading, at: int, name: tuple[str, ...]) -> bool:
    """Whether a role is directly before the name of somebody else."""
    following = []
    for word in around.words[at + 1 :]:
        if word.clause != around.words[at].clause or word.text not in around.names:
            break
        following.append(word.text)
    owner = [word for word in following if not is_role(word)]
    return bool(owner) and not any(
        meanings.lemma(word) == meanings.lemma(other) for word in owner for other in name
    )
