"""The answerer on this machine: it quotes. One to three sentences, most direct first.

Quoting keeps every statement true to its source by construction. What is decided here is which
sentences answer, which other files say the same, and whether the articles say it at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from qa.answer import (
    agreement,
    another,
    attribution,
    citations,
    corrections,
    counted,
    counterpart,
    deed,
    directness,
    doer,
    foreign,
    given,
    lacking,
    listing,
    named,
    office,
    opposed,
    others,
    owner,
    planned,
    premise,
    pronouns,
    reader,
    structure,
    things,
    turned,
    versions,
)
from qa.answer.agreement import Side
from qa.answer.answerer import compose
from qa.answer.claims import claims_of, notes_on, told_of
from qa.answer.comparison import Comparison
from qa.answer.confidence import (
    NOT_GIVEN,
    REFUSAL_THRESHOLD,
    Evidence,
    confidence,
    doubt,
    gather,
)
from qa.answer.further import MAX_SENTENCES, Further
from qa.answer.reader import Reading
from qa.answer.spans import CharacterRange
from qa.index.memory import Index
from qa.locale import gettext
from qa.search.ranking import Ranking
from qa.search.search import SearchResult
from qa.text import questions, words
from qa.types import Answer, Claim, Statement, Turn

# What a sentence may tell of instead of what is asked for: each of these finds one kind of it.
_COUNTERPARTS = (counterpart.found, owner.another, office.another)
# Confidence from which another sentence answers where the nearest says the opposite; set by hand.
_BESIDE_THE_OPPOSITE = 0.7


class Quoter:
    """The `Answerer` that quotes: what it says stands in the articles, word for word.

    Args:
        model: The name of the embedding model, for `Answer.model`.
        threshold: The confidence below which a question is refused.
    """

    def __init__(self, model: str, threshold: float = REFUSAL_THRESHOLD) -> None:
        self.model = model
        self.threshold = threshold

    def answer(
        self,
        result: SearchResult,
        history: Sequence[Turn] = (),
        *,
        streamed: bool = False,
    ) -> Iterator[str | Answer]:
        """Yield the answer; see `Answerer`. Nothing comes before it: it has to be checked first."""
        found = quoted(result, self.threshold)
        yield compose(
            result,
            found.statements,
            confidence=found.confidence,
            mode="extractive",
            model=self.model,
            claims=found.claims,
            notes=found.notes,
            reason=found.reason,
        )


@dataclass(frozen=True)
class Quotation:
    """The sentences that answer, and what the articles say in them.

    Attributes:
        statements: The sentences to show, the best first; none where they do not answer.
        claims: What articles agree on, and what some say differently.
        confidence: How likely the answer is right.
        notes: What the reader should know: that articles differ, or carry one text.
        reason: Why there are no statements.
    """

    statements: tuple[Statement, ...]
    confidence: float
    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Weighed:
    """What was looked at for an answer, before it is decided whether it is one.

    Attributes:
        scores: How directly each candidate answers, its reading included; by sentence.
        read: What the reader said of the best ones; by sentence.
        said: What the articles say in answer, the answer's own side first.
        groups: The sentences to quote, each with those that say the same.
        evidence: What speaks for them.
        across: Whether question and article are in two languages.
        turned: The sentence that comes nearest, where it says the opposite and so is left out.
    """

    scores: dict[int, float]
    read: dict[int, Reading]
    said: list[Side]
    groups: list[list[int]]
    evidence: Evidence | foreign.Evidence
    across: bool = False
    turned: int | None = None

    @property
    def confidence(self) -> float:
        """How likely they answer."""
        if isinstance(self.evidence, foreign.Evidence):
            return foreign.confidence(self.evidence, across=self.across)
        return confidence(self.evidence)

    @property
    def doubt(self) -> str:
        """What speaks most against it, in words."""
        return (
            foreign.REASON if isinstance(self.evidence, foreign.Evidence) else doubt(self.evidence)
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader should know of how they were found."""
        return (foreign.NOTE,) if isinstance(self.evidence, foreign.Evidence) else ()


def weigh(result: SearchResult) -> Weighed | Quotation:
    """Choose the sentences that would answer, with the evidence; else the refusal."""
    index, ranking = result.index, result.ranking
    found = directness.score(index, ranking, directness.candidates(index, ranking, result.quotable))
    said = result.named.saying(index, found)
    said = versions.of_the_one_asked(index, result.standalone, said)
    said = structure.of_articles_asked(index, ranking.query, said)
    scores = structure.asked(index, ranking, said)
    if found and not scores:
        return Quotation((), 0.0, reason=structure.ANOTHER)
    nearest = max(scores, key=lambda i: (scores[i], -i), default=-1)
    if scores and not (scores := opposed.left_out(index, ranking, scores)):
        return _opposed(index, ranking, nearest)
    turned = nearest if nearest >= 0 and nearest not in scores else None
    scores = attribution.by_the_one_asked(index, ranking, listing.replies(index, scores))
    if not scores or not ranking.query.terms:
        return Quotation((), 0.0, reason=gettext("nothing in the articles is near"))
    weighed = _weighed(index, ranking, scores, found)
    if foreign.is_untold(index, ranking, weighed.groups[0][0]):
        return Quotation((), 0.0, reason=foreign.UNTOLD)
    return replace(weighed, turned=turned)


def _instead(index: Index, sentence: int, reason: str, confidence: float = 0.0) -> Quotation:
    """The refusal of what the articles do not say, with what they say instead."""
    row = index.rows[sentence]
    flat, line = " ".join(row.read.split()), index.line(row.file, row.start)
    told = gettext("They say: “{flat}” ({file}, line {line})", flat=flat, file=row.file, line=line)
    return Quotation((), confidence, reason=reason, notes=(told,))


def _weighed(
    index: Index, ranking: Ranking, scores: dict[int, float], found: Mapping[int, float]
) -> Weighed:
    read = directness.read(index, ranking, scores)
    scores = structure.siblings(index, ranking, directness.with_readings(scores, read))
    scores = others.set_back(index, ranking, scores, read)
    scores = planned.set_back(index, ranking, scores, read)
    said = _sides(index, ranking, scores, read)
    unread = foreign.is_foreign(index, ranking, said[0].sentences[0])
    groups = _groups(Further(index, ranking, scores, read, unread=unread), said)
    first = [group[0] for group in groups]
    if unread:
        likeness = foreign.gather(index, ranking, first, found[first[0]])
        across = foreign.is_across(index, ranking, first[0])
        return Weighed(scores, read, said, groups, likeness, across=across)
    return Weighed(scores, read, said, groups, gather(index, ranking, first, read))


def quoted(result: SearchResult, threshold: float = REFUSAL_THRESHOLD) -> Quotation:
    """Choose the sentences that answer a question, or none below a threshold of confidence."""
    index = result.index
    weighed = weigh(result)
    if isinstance(weighed, Quotation):
        return weighed
    read, said, groups = weighed.read, weighed.said, weighed.groups
    if weighed.turned is not None and weighed.confidence < _BESIDE_THE_OPPOSITE:
        return _opposed(index, result.ranking, weighed.turned, weighed.confidence)
    if weighed.confidence < threshold:
        reason = _unknown(index, result.ranking) or weighed.doubt
        return Quotation((), weighed.confidence, reason=reason)
    if (refusal := _beside_the_point(index, result.ranking, weighed)) is not None:
        return refusal
    said, groups = corrections.first(
        index, result.ranking, weighed.scores, said, groups, partial(_terms_marked, index, read)
    )
    said, groups = _done_first(result, read, said, groups)
    if _is_only_planned(result, read, groups[0][0]):
        return _instead(index, groups[0][0], planned.ONLY, weighed.confidence)
    statements = tuple(_statement(index, result.ranking, group, read) for group in groups)
    compared = Comparison(index, result.ranking, read)
    notes = (*weighed.notes, *notes_on(compared, said), *_plans(result, read, groups))
    return Quotation(statements, weighed.confidence, claims_of(index, said, statements), notes)


def _plans(
    result: SearchResult, read: Mapping[int, Reading], groups: Sequence[Sequence[int]]
) -> Iterator[str]:
    """That a sentence shown has its answer as a plan, where it is asked what is so."""
    for group in groups:
        if _is_planned(result, read, group[0]):
            told = told_of(result.index, group[0], read)
            yield gettext("As it is planned, not as it is: {told}.", told=told)


def _terms_marked(index: Index, read: Mapping[int, Reading], sentence: int) -> frozenset[str]:
    """The terms of what is marked in a sentence as the answer; none where nothing is."""
    span = read[sentence].span if sentence in read else None
    return frozenset(words.terms(index.rows[sentence].text[slice(*span)] if span else ""))


def _unknown(index: Index, ranking: Ranking) -> str:
    name = named.unknown(index, ranking)
    return gettext("no article has “{name}”", name=name) if name else ""


def _opposed(index: Index, ranking: Ranking, sentence: int, confidence: float = 0.0) -> Quotation:
    """The refusal where the nearest sentence is no answer, with what it says if it opposes."""
    if not opposed.says(index, ranking, sentence):
        return Quotation((), confidence, reason=NOT_GIVEN)
    other = counterpart.found(index, ranking, sentence)  # the west door is no opposite of the east
    reason = opposed.OPPOSITE if other is None else _instead_of(other)
    return _instead(index, sentence, reason, confidence)


def _beside_the_point(index: Index, ranking: Ranking, weighed: Weighed) -> Quotation | None:
    """The refusal of sentences that surely answer something else; None where they may answer."""
    shown = [i for group in weighed.groups for i in group]
    if (against := premise.contradicting(index, ranking, shown[0])) is not None:
        return _instead(index, against, _against(index, ranking, against), weighed.confidence)
    reason = _beside(index, ranking, weighed.read, shown)
    if not reason and isinstance(weighed.evidence, foreign.Evidence):
        reason = NOT_GIVEN if foreign.lacks(index, ranking, shown) else ""
    return Quotation((), 0.0, reason=reason) if reason else None


def _against(index: Index, ranking: Ranking, sentence: int) -> str:
    """Why a sentence that speaks against what a question takes for so is no answer to it."""
    question, text = ranking.query.corrected, index.rows[sentence].read
    if planned.is_only(question, text):
        return planned.ONLY
    return another.ANOTHER if counterpart.at_other_end(question, text) else opposed.OPPOSITE


def _beside(
    index: Index, ranking: Ranking, read: Mapping[int, Reading], shown: Sequence[int]
) -> str:
    """Why sentences are beside the point however near they come; empty where they are not."""
    answering = next((i for i in shown if i in read and read[i].span is not None), shown[0])
    if name := named.unmet(index, ranking, shown):
        return _lacking(index, name)
    if reason := _of_another(index, ranking, read, shown[0], answering):
        return reason
    if thing := things.unmet(index, ranking, shown[0]) or counted.unmet(index, ranking, shown[0]):
        return gettext("no article that comes near has “{name}”", name=thing)
    if reason := lacking.tells_nothing(index, ranking, read, shown):
        return reason
    unsure = answering in read and read[answering].mark.odds < 0
    if verb := deed.another(index, ranking, answering, unsure=unsure):
        return gettext("the sentences that come nearest do not say who “{verb}”", verb=verb)
    name = (
        named.elsewhere(index, ranking, shown)
        or named.apart(index, ranking, shown, answering)
        or things.elsewhere(index, ranking, answering, shown)
        or office.unsaid(index, ranking, answering)
        or given.unmet(index, ranking, answering)
    )
    return _not_about(name) if name else ""


def _lacking(index: Index, name: str) -> str:
    """Why a name is not met: no article has it, or only such as say nothing near."""
    return (
        _not_about(name)
        if named.is_known(index, name)
        else gettext("no article that comes near has “{name}”", name=name)
    )


def _not_about(name: str) -> str:
    return gettext("the sentences that come nearest are not about “{name}”", name=name)


def _of_another(
    index: Index, ranking: Ranking, read: Mapping[int, Reading], best: int, answering: int
) -> str:
    """Why sentences surely tell of another one, or of something else that the same one said."""
    if another.tells_of(index, ranking, best) or attribution.is_on_another(index, ranking, best):
        return another.ANOTHER
    if doer.is_another(index, ranking, answering):
        return another.ANOTHER
    if turned.is_done_to(index, ranking, answering):
        return another.TURNED
    others_told = (find(index, ranking, answering) for find in _COUNTERPARTS)
    span = _answer_in(index, read, answering)
    other = next(filter(None, others_told), None) or office.of_another(
        index, ranking, answering, span
    )
    return "" if other is None else _instead_of(other)


def _instead_of(other: counterpart.Counterpart) -> str:
    told, asked = other.told, other.asked
    return gettext("the articles say it of “{told}”, not of “{asked}”", told=told, asked=asked)


def _is_only_planned(result: SearchResult, read: Mapping[int, Reading], sentence: int) -> bool:
    """Whether a sentence has what is asked as planned, possible or denied, and no answer beside."""
    answer = _answer_in(result.index, read, sentence)
    text = result.index.rows[sentence].read
    return planned.is_only(result.ranking.query.corrected, text, answer)


def _is_planned(result: SearchResult, read: Mapping[int, Reading], sentence: int) -> bool:
    """Whether a sentence tells of a plan, with or without an answer in it."""
    text, answer = result.index.rows[sentence].read, _answer_in(result.index, read, sentence)
    question = result.ranking.query.corrected
    return _is_only_planned(result, read, sentence) or planned.is_plan(question, text, answer)


def _answer_in(index: Index, read: Mapping[int, Reading], sentence: int) -> CharacterRange | None:
    """The characters of what is read of a sentence that answer; None where that is not known."""
    row, found = index.rows[sentence], read.get(sentence)
    return found.span if found is not None and row.read == row.text else None


def _done_first(
    result: SearchResult, read: Mapping[int, Reading], said: list[Side], groups: list[list[int]]
) -> tuple[list[Side], list[list[int]]]:
    """Where it is asked what is or was done: a sentence that tells it before one of a plan."""
    if not _is_planned(result, read, groups[0][0]):
        return said, groups
    done = next(
        (
            group
            for group in groups[1:]
            if group[0] in read
            and read[group[0]].odds >= 0
            and not _is_planned(result, read, group[0])
        ),
        None,
    )
    if done is None:
        return said, groups
    others = [group for group in groups if group is not done]
    compared = Comparison(result.index, result.ranking, read)
    related = ((compared.relation(done[0], group[0]), group) for group in others)
    apart = [(relation, group) for relation, group in related if relation in agreement.APART]
    first = [done, *(group for _, group in apart)]
    said = [Side("same", tuple(done)), *(Side(relation, tuple(group)) for relation, group in apart)]
    return said, [*first, *(group for group in others if group not in first)]


def _sides(
    index: Index, ranking: Ranking, scores: dict[int, float], read: Mapping[int, Reading]
) -> list[Side]:
    """What the articles say in answer, the best sentence first; as many as can be shown."""
    order = sorted((i for i in read if i in scores), key=lambda i: (-scores[i], i))
    said = agreement.sides(Comparison(index, ranking, read), order)[:MAX_SENTENCES]
    now = questions.asks_for_now(ranking.query.corrected)
    return agreement.newest_first(index, said) if now else said


def candidate_answer(result: SearchResult) -> tuple[Evidence, tuple[Statement, ...]]:
    """What would be answered if nothing were refused, and the evidence for it: for fitting."""
    index, ranking = result.index, result.ranking
    found = directness.score(index, ranking, directness.candidates(index, ranking, result.quotable))
    weighed = _weighed(index, ranking, structure.asked(index, ranking, found) or found, found)
    statements = tuple(_statement(index, ranking, group, weighed.read) for group in weighed.groups)
    shown = [group[0] for group in weighed.groups]
    return gather(index, ranking, shown, weighed.read), statements


def _groups(further: Further, said: Sequence[Side]) -> list[list[int]]:
    """The sentences to quote: the best with those that agree, what differs, then what adds.

    What tells of another thing in the same words adds nothing.
    """
    groups = [list(side.sentences) for side in said]
    if items := listing.items(
        further.index, further.ranking.query.terms, further.scores, groups[0][0]
    ):
        return [[item] for item in items]
    if not further.answers_alone(groups[0][0]):
        groups += [[i] for i in listing.followers(further.index, groups[0][0])]
    compared = Comparison(further.index, further.ranking, further.read)
    added = further.added(groups)[len(groups) :]
    best = groups[0][0]
    return [*groups, *(one for one in added if not compared.is_of_another(best, one[0]))]


def _statement(
    index: Index, ranking: Ranking, group: Sequence[int], read: Mapping[int, Reading]
) -> Statement:
    """The statement that sentences make which say the same, the best one first.

    Where that means by a pronoun whom the question names, or answers with one, the sentence that
    names them is cited beside it; there is the answer marked then.
    """
    best, spans = group[0], {i: read[i].span for i in group if i in read}
    typed = questions.wanted(ranking.query.corrected).kind in reader.TYPED
    found = spans.get(best)
    if found and not typed and listing.only_counts(index.rows[best].text[slice(*found)]):
        spans[best] = None  # "three points" does not tell which
    cited = [citations.cite(index, i, spans.get(i)) for i in group]
    meant, span = pronouns.named(index, best), spans.get(best)
    if span is not None and pronouns.is_pronoun(index.rows[best].text[slice(*span)]):
        cited[0] = citations.cite(index, best)
        cited[1:1] = [citations.cite(index, *meant)] if meant else []
    elif meant is not None and _names_more(index, ranking, meant.at, best):
        cited[1:1] = [citations.cite(index, meant.at)]
    return Statement(text=" ".join(index.rows[best].read.split()), citations=tuple(cited))


def _names_more(index: Index, ranking: Ranking, sentence: int, than: int) -> bool:
    """Whether a sentence has words of the question that another one lacks."""
    own = set(index.terms[sentence]) - set(index.terms[than])
    return not own.isdisjoint(ranking.query.terms)
