"""Whose word it is: what somebody says in a source is said by the same in a statement.

"X said that …", "…, said X" and "according to X …" have a speaker, and a scope: what is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa.locale import gettext
from qa.text import meanings, words
from qa.text.language import ENGLISH
from qa.verify import named
from qa.verify.alignment import Alignment
from qa.verify.certainty import degree
from qa.verify.findings import Finding
from qa.verify.reading import Reading, is_verbal
from qa.verify.roles import is_role

_VERBS = frozenset(
    base for kind in ("opinion", "plain", "factive") for base in meanings.lemmas("reports", kind)
)
_SAID = meanings.lemmas("reports", "opinion") | meanings.lemmas("reports", "plain") | {""}
_RELATIVE = ("who", "which", "whom", "whose", "that")
_NOUN_SIGNS = meanings.listed("grammar", "determiners") | {"in", "of", "under"}
_TAKES = (("to",), ("that",))  # what opens what is said
_HANDED_ON = meanings.lemmas("reports", "handed_on")
_LED_THINGS = tuple((word,) for word in meanings.listed("grammar", "articles"))
_LONGEST_SPEAKER = 16  # words after "said" at the end of a sentence; set by hand
_NAME = 5  # words after "said" among which no verb stands where it is its speaker that follows
_MOSTLY = 0.6  # of a statement's words: what is within the scope of somebody's word; set by hand


@dataclass(frozen=True)
class Report:
    """Somebody's words in a text.

    Attributes:
        verb: The base form of the verb; empty where there is none ("according to").
        speaker: The positions of the words that name who says it; none where nobody is named.
        scope: The positions of what is said.
    """

    verb: str
    speaker: tuple[int, ...]
    scope: frozenset[int]

    @property
    def is_factive(self) -> bool:
        """Whether what is told so is taken for true."""
        return self.verb in meanings.lemmas("reports", "factive")


def reports(reading: Reading) -> list[Report]:
    """What a text tells as somebody's words."""
    found = []
    for at, word in enumerate(reading.words):
        if word.text == ENGLISH.speech.according:
            found.append(_according(reading, at))
        elif word.text in meanings.listed("reports", "views"):
            found.append(_viewed(reading, at))
        elif _reports(reading, at):
            found.append(_told(reading, at))
    return [one for one in found if one.scope]


def findings(pair: Alignment) -> Iterator[Finding]:
    """Words that are another's, nobody's, or told as a fact where they are somebody's."""
    mine, theirs = reports(pair.statement), reports(pair.source)
    for one in mine:
        if one.verb not in _SAID:
            continue
        yield from _moved(pair, one, theirs)
    outside = [at for at in pair.matches if not any(at in one.speaker for one in mine)]
    for other in theirs:
        if other.is_factive or not outside:
            continue
        within = [at for at in outside if pair.matches[at].at in other.scope]
        own = [one for one in mine if set(within) & one.scope or set(within) & set(one.speaker)]
        verbal = any(pair.matches[at].at == _verb_at(pair.source, other) for at in pair.matches)
        if len(within) >= _MOSTLY * len(outside) and not own and not verbal:
            yield Finding(
                gettext("in the source it is the word of {name}", name=_name(pair.source, other))
            )
            return


def _moved(pair: Alignment, one: Report, theirs: list[Report]) -> Iterator[Finding]:
    said = [pair.matches[at].at for at in pair.content if at in one.scope and at in pair.matches]
    covering = [
        other for other in theirs if said and sum(at in other.scope for at in said) >= len(said) / 2
    ]
    if not covering:
        if _has_speaker(pair.statement, one) and said and not _hedged(pair, one):
            yield Finding(
                gettext(
                    "the source does not report it as the word of {name}",
                    name=_name(pair.statement, one),
                )
            )
        return
    if any(_same_speaker(pair, one, other) for other in covering):
        return
    found = dict.fromkeys(_name(pair.source, other) for other in covering)
    known = [name for name in found if name != gettext("somebody")]
    names = gettext(" or ").join(known or found)
    yield Finding(
        gettext(
            "in the source it is the word of {names}, not of {other}",
            names=names,
            other=_name(pair.statement, one),
        )
    )


def _has_speaker(reading: Reading, one: Report) -> bool:
    """Whether somebody is named or meant who says it: not "there was criticism"."""
    return any(_names(reading, at) or _is_pronoun(reading, at) for at in one.speaker)


def _hedged(pair: Alignment, one: Report) -> bool:
    """Whether who is named is in the source as what makes it doubtful ("legend", "rumours")."""
    named = [at for at in one.speaker if _names(pair.statement, at)]
    return bool(named) and all(
        at in pair.matches
        and degree(pair.source, pair.source.words[pair.matches[at].at].clause) == "possible"
        for at in named
    )


def _same_speaker(pair: Alignment, one: Report, other: Report) -> bool:
    mine = {pair.statement.words[at].base for at in one.speaker if _names(pair.statement, at)}
    theirs = {pair.source.words[at].base for at in other.speaker if _names(pair.source, at)}
    if mine and not theirs:  # a pronoun: whose it is, the sentence before must tell
        return not any(at in pair.matches for at in one.speaker if _names(pair.statement, at))
    if not mine:
        return True
    if mine & theirs:
        return not _are_other_names(pair, one, other)
    return any(
        meanings.relation(pair.statement.words[a].text, pair.source.words[b].text)
        in ("same", "alike")
        for a in one.speaker
        for b in other.speaker
        if _names(pair.statement, a) and _names(pair.source, b)
    )


def _are_other_names(pair: Alignment, one: Report, other: Report) -> bool:
    """Whether both speakers have names of which none may name the other: not by "Cllr" alone."""
    mine, theirs = (
        _named_in(reading, report)
        for reading, report in ((pair.statement, one), (pair.source, other))
    )
    found = [named.may_be_one(pair, a, b) for a in mine for b in theirs]
    return bool(found) and not any(found)


def _named_in(reading: Reading, one: Report) -> list[range]:
    """The names of who says something."""
    every = named.runs(reading, named.proper(reading))
    return [run for run in every if not set(run).isdisjoint(one.speaker)]


def _names(reading: Reading, at: int) -> bool:
    word = reading.words[at].text
    return word not in words.STOPWORDS and word not in ENGLISH.names.titles


def _name(reading: Reading, one: Report) -> str:
    """Who says it: the words that name somebody, or only the name where more stands with it."""
    said = [at for at in one.speaker if _names(reading, at)]
    if not said:
        return gettext("somebody")
    span = range(said[0], said[-1] + 1)
    if len(span) <= _NAME and not any(
        is_verbal(reading.tokens[at]) or _is_pronoun(reading, at) for at in (*span, *one.speaker)
    ):
        return reading.written(*reading.tokens[span.start : span.stop])
    runs = _named_in(reading, one)
    if not runs:
        return gettext("somebody")
    return reading.written(*reading.tokens[runs[-1].start : runs[-1].stop])


def _verb_at(reading: Reading, one: Report) -> int:
    return next((at for at, w in enumerate(reading.words) if w.base == one.verb), -1)


def _reports(reading: Reading, at: int) -> bool:
    """Whether the word at a position is a verb that brings somebody's words."""
    word = reading.words[at]
    if word.base not in _VERBS:
        return False
    clause_opens = bool(at) and reading.words[at - 1].clause != word.clause
    leads = reading.tokens[at + 1 : at + 2] == ("that",)
    if word.text.endswith("ing") and not leads and not clause_opens:
        return False
    before = reading.tokens[at - 1] if at and not clause_opens else ""
    if word.base in _HANDED_ON and _hands_on(reading, at):
        return False
    passive = before in meanings.listed("grammar", "be") and word.text.endswith("ed")
    return not (passive and not leads) and before not in _NOUN_SIGNS


def _hands_on(reading: Reading, at: int) -> bool:
    """Whether a thing is reported to somebody: "she reported the matter to the police"."""
    clause = reading.clause(reading.words[at].clause)
    rest = range(at + 1, clause.stop)
    led = reading.tokens[at + 1 : at + 2] in _LED_THINGS
    to = any(reading.tokens[i] == "to" for i in rest)
    return led and to and not any(is_verbal(reading.tokens[i]) for i in rest)


def _told(reading: Reading, at: int) -> Report:
    """The report of a verb: speaker and scope by whether the speaker stands before or after it."""
    word = reading.words[at]
    sentence = [i for i, w in enumerate(reading.words) if w.sentence == word.sentence]
    clause = reading.clause(word.clause)
    before = list(range(clause.start, at))
    rest = [i for i in sentence if i > at]
    inverted = (
        reading.tokens[at + 1 : at + 2] not in _TAKES
        and not _is_named(reading, _subject(reading, word.clause, sentence[0]))
        and not any(_names(reading, i) or _is_pronoun(reading, i) for i in before)
        and word.clause > reading.words[sentence[0]].clause
        and len(rest) <= _LONGEST_SPEAKER
        and not any(is_verbal(reading.tokens[i]) for i in rest[:_NAME])
    )
    if inverted:
        speaker = tuple(range(at + 1, _apposed(reading, clause).stop))
        return Report(word.base, speaker, frozenset(i for i in sentence if i < clause.start))
    subject = before
    if not before or reading.tokens[clause.start] in (*_RELATIVE, "and", "but", "or"):
        subject = [*_subject(reading, word.clause, sentence[0]), *before]
    if _closes(reading, at, rest, sentence[0]):
        return Report(word.base, tuple(before), frozenset(i for i in sentence if i < clause.start))
    return Report(word.base, tuple(subject), _scope(reading, at, rest))


def _apposed(reading: Reading, clause: range) -> range:
    """A clause with the one after it where that is whose name: "its head, Dr Vos"."""
    after = reading.clause(reading.words[clause.start].clause + 1)
    same = after and reading.words[after.start].sentence == reading.words[clause.start].sentence
    return range(clause.start, after.stop) if same and _is_named(reading, list(after)) else clause


def _closes(reading: Reading, at: int, rest: list[int], first: int) -> bool:
    """Whether a report stands after what is said: "It is safe, the surveyor told the paper."."""
    word = reading.words[at]
    clause = reading.clause(word.clause)
    told = [i for i in range(first, clause.start) if _names(reading, i)]
    opener = reading.tokens[first]
    leads = opener in meanings.listed("grammar", "prepositions") | meanings.listed(
        "clauses", "openers"
    )
    takes_clause = word.base not in meanings.lemmas("reports", "short")
    return (
        bool(clause.start > first and len(told) > 1)
        and (takes_clause or not rest)
        and (not leads or not rest)
        and len(rest) <= _NAME
        and not any(is_verbal(reading.tokens[i]) for i in rest)
        and reading.tokens[clause.start] not in (*_RELATIVE, "and", "but")
        and not _is_named(reading, told)
    )


def _scope(reading: Reading, at: int, rest: list[int]) -> frozenset[int]:
    """What is said after a verb: to the end of the sentence, without what is told of things in it.

    Verbs that take no clause reach no further than their own.
    """
    own = reading.words[at].clause
    if sum(reading.words[i].clause == own for i in rest) <= 1:
        own += 1  # a mark of quotation stands between
    short = reading.words[at].base in meanings.lemmas("reports", "short")
    found = []
    for i in rest:
        clause = reading.words[i].clause
        opener = reading.tokens[reading.clause(clause).start]
        told_of = opener in _RELATIVE and opener != "that"
        beyond = short and not (opener == "that" and clause == own + 1)
        if clause == own or not (told_of or beyond):
            found.append(i)
    return frozenset(found)


def _is_named(reading: Reading, subject: list[int]) -> bool:
    """Whether some words are nothing but a name and what its owner is: "botanist Leila Haddad"."""
    told = [reading.tokens[i] for i in subject if reading.tokens[i] not in words.STOPWORDS]
    return bool(told) and all(word in reading.names or is_role(word) for word in told)


def _subject(reading: Reading, clause: int, first: int) -> list[int]:
    """Who a clause without a subject is about: whom the clauses before it name.

    What is told of them in between ("who led the trial") is passed over; the first clause with a
    verb is the last that is looked at.
    """
    found: list[int] = []
    for number in range(clause - 1, reading.words[first].clause - 1, -1):
        span = reading.clause(number)
        if reading.tokens[span.start] in _RELATIVE:
            continue
        verb = next((i for i in span if is_verbal(reading.tokens[i])), None)
        found = [*(i for i in span if verb is None or i < verb), *found]
        if verb is not None and any(_names(reading, i) for i in found):
            break
    return found


def _is_pronoun(reading: Reading, at: int) -> bool:
    word = reading.tokens[at]
    quoting = meanings.listed("grammar", "quoting")
    return word in ENGLISH.conversation.sentence_openers or word in quoting


def _according(reading: Reading, at: int) -> Report:
    word = reading.words[at]
    sentence = [i for i, w in enumerate(reading.words) if w.sentence == word.sentence]
    clause = reading.clause(word.clause)
    speaker = _name_after(reading, at, clause)
    inside = {at, *speaker}
    return Report("", speaker, frozenset(i for i in sentence if i not in inside))


def _viewed(reading: Reading, at: int) -> Report:
    """The report of "in Asher's view" and "in the view of the critics"; else empty."""
    clause = reading.clause(reading.words[at].clause)
    opens = max((i for i in range(clause.start, at) if reading.tokens[i] == "in"), default=at)
    if any(is_verbal(reading.tokens[i]) for i in range(opens, at)):
        return Report("", (), frozenset())  # "the court in Elm gave its judgment"
    speaker = tuple(range(opens + 1, at))
    if speaker and reading.tokens[at + 1 : at + 2] == ("of",):
        speaker = _name_after(reading, at + 1, clause)
    if not any(_names(reading, i) or _is_pronoun(reading, i) for i in speaker):
        return Report("", (), frozenset())
    said = (i for i, w in enumerate(reading.words) if w.sentence == reading.words[at].sentence)
    inside = range(opens, max(at, *speaker) + 1)
    return Report("", speaker, frozenset(i for i in said if i not in inside))


def _name_after(reading: Reading, at: int, clause: range) -> tuple[int, ...]:
    """Who stands after "according to": the rest of the clause, up to a second small word."""
    found: list[int] = []
    for i in range(at + 1, clause.stop):
        word = reading.tokens[i]
        if found and _names(reading, found[-1]) and word in words.STOPWORDS and word != "of":
            break
        found.append(i)
    return tuple(found)
