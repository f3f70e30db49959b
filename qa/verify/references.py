"""What a relative clause or a pronoun of the source stands for, and so who does what there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qa.locale import gettext
from qa.text import meanings
from qa.text.language import ENGLISH
from qa.verify import order
from qa.verify.alignment import Alignment
from qa.verify.findings import Finding
from qa.verify.reading import Reading, is_verbal

_RELATIVE = frozenset(("who", "which", "that"))
# What may stand between a noun and its relative clause: "the library of Orm, which …".
_WITHIN = frozenset(("of", "in", "at", "from", "on", "near"))
_BETWEEN = _WITHIN | {"and"}
_PERSONAL = meanings.listed("grammar", "personal")
_ARTICLES = meanings.listed("grammar", "articles")


def relatives(pair: Alignment, stands: Mapping[int, int]) -> Iterator[Finding]:
    """Verbs of which the source tells in a relative clause, of something else than the statement.

    Of "the Lion replaces the Wolf, which burnt" nothing follows for the Lion.

    Args:
        pair: The statement beside its source.
        stands: The positions of words of the statement for which the source has a pronoun, each
            with that of the pronoun.
    """
    for at, others in _verbs(pair):
        clause = pair.statement.clause(pair.statement.words[at].clause)
        subject = order.heads(pair.statement, frozenset(range(clause.start, at)))
        if order.is_passive(pair.statement, at, clause) and not any(
            order.is_passive(pair.source, i, pair.source.clause(pair.source.words[i].clause))
            for i in others
        ):
            subject = order.roles(pair.statement, at).agent
        told = {pair.matches[i].at for i in subject if i in pair.matches}
        told.update(stands[i] for i in subject if i in stands)
        meant = [_meant(pair.source, other) for other in others]
        if told and meant and all(one and not one & told for one in meant):
            yield order.another(pair, at)
            return


def pronouns(pair: Alignment, stands: Mapping[int, int]) -> Iterator[Finding]:
    """Names that a pronoun of the source stands for, on the other side of the verb.

    Args:
        pair: The statement beside its source.
        stands: The positions of such words in the statement, each with that of the pronoun.
    """
    stands = {**stands, **dict(_elsewhere(pair))}
    persons: dict[int, set[int]] = {}
    for pronoun in set(stands.values()):
        persons.setdefault(pair.source.words[pronoun].clause, set()).add(pronoun)
    if unsure := next((found for found in persons.values() if len(found) > 1), None):
        word = pair.source.words[min(unsure)].text
        yield Finding(gettext("it is not certain who “{word}” is in the source", word=word))
        return
    for at, others in _verbs(pair):
        mine = order.roles(pair.statement, at)
        for name, pronoun in stands.items():
            sides = [_is_doer(pair.source, pronoun, other) for other in others]
            known = [side for side in sides if side is not None]
            told = bool(known) and name in mine.agent | mine.patient
            if told and all(side != (name in mine.agent) for side in known):
                yield order.another(pair, at)
                return


def _verbs(pair: Alignment) -> Iterator[tuple[int, Sequence[int]]]:
    yield from order.pivots(pair)
    yield from order.present(pair)


def _meant(source: Reading, verb: int) -> frozenset[int]:
    """What the relative clause of a verb is about; nothing where the verb is in none."""
    clause = source.clause(source.words[verb].clause)
    if clause.start == 0 or source.tokens[clause.start] not in _RELATIVE:
        return frozenset()
    if order.heads(source, frozenset(range(clause.start + 1, verb))):
        return frozenset()  # somebody else does it: "the firm, which Ostra bought"
    found: set[int] = set()
    at = clause.start - 1
    while at >= 0 and source.words[at].sentence == source.words[clause.start].sentence:
        token = source.tokens[at]
        if token in _ARTICLES:
            if at == 0 or source.tokens[at - 1] not in _WITHIN:
                break
        elif is_verbal(token) and token not in _WITHIN:
            break
        elif order.carries(source, at):
            found.add(at)
        elif token not in _BETWEEN and not token[0].isdigit():
            break
        at -= 1
    return frozenset(found)


def _elsewhere(pair: Alignment) -> Iterator[tuple[int, int]]:
    """Names beside a verb that stand in another sentence of the source, each with a pronoun.

    It is the one pronoun for a person in the clause of the verb.
    """
    for at, others in _verbs(pair):
        mine = order.roles(pair.statement, at)
        for other in others:
            word = pair.source.words[other]
            here = pair.source.clause(word.clause)
            personal = [i for i in here if pair.source.tokens[i] in _PERSONAL]
            if len(personal) != 1:
                continue
            for name in mine.agent | mine.patient:
                match = pair.matches.get(name)
                named = pair.statement.tokens[name] in pair.source.names
                if match and named and pair.source.words[match.at].sentence != word.sentence:
                    yield name, personal[0]


def _is_doer(source: Reading, pronoun: int, verb: int) -> bool | None:
    """Whether a pronoun does what a verb of its clause says.

    None where the verb is in another clause, or where the pronoun only tells whose something is.
    """
    owns = source.tokens[pronoun] in ENGLISH.referents.possessive and (
        pronoun + 1 < len(source.words) and order.carries(source, pronoun + 1)
    )
    if owns or source.words[pronoun].clause != source.words[verb].clause:
        return None
    clause = source.clause(source.words[verb].clause)
    passive = order.is_passive(source, verb, clause)
    if passive and pronoun > verb and source.tokens[pronoun - 1] != "by":
        return None  # "is expected to work with her"
    return (pronoun < verb) != passive
