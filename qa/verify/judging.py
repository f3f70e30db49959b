"""One statement and some sentences → a verdict, and the reason in words for people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from qa.index.memory import Index
from qa.locale import gettext
from qa.types import Verdict
from qa.verify import (
    appositions,
    attachment,
    attribution,
    calendar,
    certainty,
    comparisons,
    directions,
    doers,
    entailment,
    exceptions,
    exchanges,
    figures,
    gaps,
    instead,
    joining,
    lasting,
    links,
    modifiers,
    names,
    neighbours,
    order,
    polarity,
    portions,
    quotes,
    reality,
    references,
    roles,
    wording,
)
from qa.verify.alignment import Alignment
from qa.verify.entailment import Entailment
from qa.verify.findings import Finding, Weight
from qa.verify.own_words import without_source
from qa.verify.reading import Reading, parts, read
from qa.verify.source_text import SourceText

# Log probabilities of the model that reads statement and sentences. What passes the exact checks is
# supported unless the model is surer than 0.95 that the sentences leave it open; what lacks nothing
# but words that the article has nowhere is supported where it is surer than 0.9 that they say it.
# Chosen on the dev statements and on what was held out of its teaching (`python -m
# eval.bench.verifier`): what it takes for the opposite is not heeded, since there it is as often
# wrong as right.
_MOST_NEITHER = -0.05
_LEAST_SAYS = -0.105

# The verdict that a finding of a weight makes, whatever a model says; the first counts.
_VERDICTS: tuple[tuple[Weight, Verdict], ...] = (
    ("opposite", "contradicted"),
    ("exact", "not supported"),
    ("elsewhere", "not supported"),
)
_BEFORE = 2  # sentences before the source in which a pronoun's name may stand; set by hand


Reads = Callable[[str, str, str], Entailment]  # statement, sentences, what stands before them


@dataclass(frozen=True)
class Judgement:
    """Whether some sentences say a statement.

    Attributes:
        verdict: `supported`, `not supported` or `contradicted`.
        reason: What is missing or otherwise, in a short phrase; empty for what is supported.
        sentences: The numbers of the sentences.
        findings: All that the exact checks found.
        raw: What a language model that judged said, as it said it; empty where none did.
    """

    verdict: Verdict
    reason: str
    sentences: tuple[int, ...]
    findings: tuple[Finding, ...] = ()
    raw: str = ""

    @property
    def misquotes(self) -> bool:
        """Whether the reason is a quote whose words the sentences do not have."""
        return any(one.kind == "quote" and one.reason == self.reason for one in self.findings)

    @property
    def tells_instead(self) -> bool:
        """Whether the reason is what the sentence says in the place of a value of the statement."""
        return self.verdict == "contradicted" and any(
            one.kind == "instead" and one.reason == self.reason for one in self.findings
        )


class Judge:
    """Judges statements by sentences of an index.

    Args:
        index: Where the sentences are.
        reads: A model that reads; with None the exact checks decide alone.
    """

    def __init__(self, index: Index, reads: Reads | None = entailment.read) -> None:
        self._index = index
        self._reads = reads
        self._around = lru_cache(maxsize=64)(self._article)

    def judge(self, statement: str, sentences: Sequence[int]) -> Judgement:
        """Whether these sentences, with what stands before them, say the statement."""
        chosen = tuple(sorted(set(sentences)))
        if not chosen:
            return Judgement("not supported", gettext("nothing in the articles says it"), ())
        apart = self._rows(chosen)
        if len(apart) > 1 and joining.is_one(read(statement)):
            return self._one_of(statement, apart)
        rows = [self._index.rows[i].read for i in chosen]
        statement = without_source(statement, read(self._before(chosen).text, *rows))
        statement = " ".join(gaps.written_out(statement))
        found = list(self.findings(statement, chosen))
        decided = _decided(found)
        if decided and decided[0] == "not supported" and len(chosen) == 1:
            found += self._instead(statement, gaps.written_out(rows[0]), found)
            decided = _decided(found)
        read_as = None if decided else self.read(statement, chosen)
        verdict, reason = decided or _as_read(read_as, found)
        raw = read_as.raw if read_as is not None else ""
        return Judgement(verdict, reason, chosen, tuple(found), raw)

    def _instead(
        self, statement: str, told: Sequence[str], found: Sequence[Finding]
    ) -> list[Finding]:
        """What a sentence says in the place of a value; each of those that leave out a verb."""
        if len(told) == 1:
            return list(instead.findings(self._index, statement, told[0], found))
        others = [one for one in found if one.kind not in ("joined", "instead")]
        of_each: list[Finding] = []
        for one in told:
            values = figures.findings(Alignment(read(statement), read(one)))
            of_each += instead.findings(self._index, statement, one, [*values, *others])
        return of_each

    def _one_of(self, statement: str, rows: Sequence[Sequence[int]]) -> Judgement:
        """The judgement by the row of sentences that says a statement, or lacks least of it."""
        judged = [self.judge(statement, row) for row in rows]
        supported = (one for one in judged if one.verdict == "supported")
        return next(supported, None) or min(judged, key=lambda one: len(one.findings))

    def read(self, statement: str, sentences: Sequence[int]) -> Entailment | None:
        """What the model makes of a statement beside these sentences; None without a model."""
        if self._reads is None:
            return None
        chosen = sorted(set(sentences))
        source = " ".join(self._told(statement, i) for i in chosen)
        return self._reads(statement, source, self._before(chosen).text)

    def findings(self, statement: str, sentences: Sequence[int]) -> Iterator[Finding]:
        """Everything that the exact checks find wrong, the plainest first."""
        rows = self._index.rows
        source = read(*(self._told(statement, i) for i in sentences))
        pair = Alignment(read(statement), source)
        before, around = self._before(sentences), self._around(rows[sentences[0]].file)
        yield from quoted(statement, source)
        lacking = [*figures.findings(pair), *self._named(statement, source, before, around)]
        yield from lacking
        left, stands = wording.unexplained(pair, before, around)
        if not left and any(one.weight == "exact" for one in lacking):
            # What the source has not is of another time or thing: no opposite of this.
            yield from (replace(one, weight="exact") for one in polarity.findings(pair))
        elif not left:
            yield from polarity.findings(pair)
        yield from attribution.findings(pair)
        yield from roles.findings(pair, around)
        yield from order.findings(pair)
        yield from order.converses(pair)
        yield from doers.findings(pair, around, before)
        yield from references.relatives(pair, stands)
        yield from references.pronouns(pair, stands)
        yield from modifiers.findings(pair)
        yield from attachment.findings(pair)
        yield from neighbours.findings(pair)
        yield from appositions.findings(pair, around)
        yield from exchanges.findings(pair)
        yield from directions.findings(pair, around)
        yield from comparisons.findings(pair)
        yield from certainty.findings(pair)
        yield from links.findings(pair)
        yield from portions.findings(pair)
        yield from reality.findings(pair)
        yield from exceptions.findings(pair)
        yield from lasting.findings(pair)
        yield from wording.findings(pair, left, around)
        alone = [one for i in sentences for one in self._alone(statement, i)]
        weighed: tuple[tuple[Weight, list[joining.Sentence]], ...] = (
            ("exact", [self._row(statement, row) for row in self._rows(sentences)]),
            ("exact" if self._leaves_out(sentences) else "wording", alone),
        )
        for weight, each in weighed:
            if len(each) > 1:
                yield from joining.findings(pair.statement, each, around, weight)

    def _rows(self, sentences: Sequence[int]) -> list[list[int]]:
        """Sentences in rows of those that follow each other in one article."""
        found: list[list[int]] = []
        for i in sorted(sentences):
            last = found[-1][-1] if found else None
            if last == i - 1 and self._index.rows[last].file == self._index.rows[i].file:
                found[-1].append(i)
            else:
                found.append([i])
        return found

    def _row(self, statement: str, sentences: Sequence[int]) -> joining.Sentence:
        told = (self._told(statement, i) for i in sentences)
        return read(*told), self._before(sentences)

    def _alone(self, statement: str, sentence: int) -> Iterator[joining.Sentence]:
        """A sentence by itself; the sentences of an item, which is one row, each by itself."""
        before = self._before([sentence])
        for part in parts(self._told(statement, sentence)):
            yield read(part), before
            before = read(before.text, part)

    def _told(self, statement: str, sentence: int) -> str:
        """A sentence with its verbs, and its days in full where the statement tells one so."""
        row = self._index.rows[sentence]
        said = row.read if row.read == row.text else _without_title(row.read, row.title, statement)
        whole = " ".join(gaps.written_out(said))
        return calendar.spelled_out(whole, statement, row.date)

    def _leaves_out(self, sentences: Sequence[int]) -> bool:
        """Whether a verb is left out in one of some sentences."""
        return any(len(gaps.written_out(self._index.rows[i].read)) > 1 for i in sentences)

    def _named(
        self, statement: str, source: Reading, before: Reading, around: Reading
    ) -> Iterator[Finding]:
        cited, given = SourceText([source.text]), SourceText([around.text])
        for name in names.find(statement, self._index):
            lacking = names.missing(name, cited, given)
            if lacking and not names.missing(name, SourceText([before.text, source.text]), given):
                continue  # whether a pronoun stands for it is looked at word by word
            for word in sorted(lacking):
                weight: Weight = "elsewhere" if given.contains((word,)) else "exact"
                said = read(statement).written(word)
                told = gettext("“{said}” is not in the source", said=said)
                yield Finding(told, weight)

    def _before(self, sentences: Sequence[int]) -> Reading:
        """The headline, and the sentences before the first one."""
        rows = self._index.rows
        first = sentences[0]
        near = [
            rows[i].read
            for i in range(max(0, first - _BEFORE), first)
            if rows[i].file == rows[first].file
        ]
        near += [rows[i - 1].read for i in sentences[1:] if rows[i - 1].file == rows[i].file]
        return read(rows[first].title, *near)

    def _article(self, file: str) -> Reading:
        return read(*(self._index.rows[i].read for i in self._index.sentences_of(file)))


def _without_title(read_as: str, title: str, statement: str) -> str:
    """What an article tells of itself, without its title: a headline proves nothing of the byline.

    Of a statement on the title it is left.
    """
    if not title or title in statement:
        return read_as
    return re.sub(rf"[“„«‘\"]\s?{re.escape(title)}\s?[”“»’\"]", "", read_as)


def _decided(found: Sequence[Finding]) -> tuple[Verdict, str] | None:
    """The verdict that stands whatever a model says; None where none does."""
    for weight, verdict in _VERDICTS:
        reason = next((one.reason for one in found if one.weight == weight), None)
        if reason is not None:
            return verdict, reason
    return None


def _as_read(read_as: Entailment | None, found: Sequence[Finding]) -> tuple[Verdict, str]:
    """What a model makes of a statement in which the exact checks found at most words missing."""
    if read_as is None:
        return ("not supported", found[0].reason) if found else ("supported", "")
    if read_as.raw and read_as.opposes > read_as.says:
        return "contradicted", gettext("the source says otherwise")
    if found and read_as.says < _LEAST_SAYS:
        return "not supported", found[0].reason
    if read_as.neither > _MOST_NEITHER:
        return "not supported", gettext("the source does not say this")
    return "supported", ""


def quoted(statement: str, source: Reading) -> Iterator[Finding]:
    """Quotes that the source does not have word for word."""
    text = SourceText([source.text])
    for quote in quotes.find(statement):
        if not all(text.contains(run) for run in quotes.runs(quote)):
            said = quote.strip(" ,.")
            told = gettext("the source does not say “{said}” in these words", said=said)
            yield Finding(told, kind="quote")
