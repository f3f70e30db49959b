"""A draft, statement by statement: where each could stand in the articles, and what they say."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from qa.answer import citations
from qa.check import kinds, naming
from qa.check.cutting import Piece, pieces
from qa.check.outcomes import Outcome, divided
from qa.index.embedding import Embedding
from qa.index.memory import Index
from qa.locale import gettext, gettext_noop, translated
from qa.search.conversation import FollowUp
from qa.search.search import search
from qa.types import (
    CheckedPart,
    CheckedStatement,
    CheckReport,
    Citation,
    Document,
    LeftOut,
    Within,
)
from qa.verify import entailment, support
from qa.verify.evidence import NEAR, TOUCHES, Evidence
from qa.verify.judging import Judge, Judgement, Reads
from qa.verify.support import Demands

Progress = Callable[[int, int], None]  # statements done, and all of them

_MOST_TRIED = 6  # sentences that are tried one by one; set by hand
# Share of a statement's terms (`support.coverage`) that a sentence must hold to be about the same
# thing, so that it can contradict; set by hand on the dev part of eval/drafts.
_SAME_THING = 0.5
_NOTHING = gettext_noop("nothing in the articles says it")
_MOST_SHOWN = 2  # sentences that are shown beside what the articles do not say


_ORDER = ("supported", "contradicted", "not in the articles")


class DraftChecker:
    """Holds drafts against the articles of an index.

    Args:
        index: The articles.
        embedding: The model that embedded them.
        reads: The model that reads statement and sentences; see `qa.verify.judging`.
        files: Check against these files alone, when given.
    """

    def __init__(
        self,
        index: Index,
        embedding: Embedding,
        reads: Reads | None = entailment.read,
        files: Sequence[str] | None = None,
    ) -> None:
        self._index = index
        self._embedding = embedding
        self._judge = Judge(index, reads)
        self._within = None if files is None else Within(files=tuple(files))

    def check(
        self, draft: Document, *, name: str = "", progress: Progress | None = None
    ) -> CheckReport:
        """Check every statement of a draft."""
        started = time.perf_counter()
        found = pieces(draft)
        checked: list[CheckedStatement] = []
        left_out: list[LeftOut] = []
        before: list[str] = []
        for number, piece in enumerate(found, 1):
            place = {"start": piece.start, "end": piece.end, "line": piece.line}
            text = draft.text[piece.start : piece.end]
            kind = kinds.left_out(piece)
            if kind is None:
                statement = self._checked(piece, text, before)
                checked.append(statement)
                before.append(statement.read_as or piece.read)
            else:
                left_out.append(LeftOut(text=text, kind=kind, **place))
                if kind != "code" and not piece.read.endswith(":"):
                    before.append(piece.read)
            if progress is not None:
                progress(number, len(found))
        return CheckReport(
            name=name,
            draft=draft.text,
            checked=tuple(checked),
            left_out=tuple(left_out),
            notes=draft.warnings,
            seconds=time.perf_counter() - started,
        )

    def _checked(self, piece: Piece, text: str, before: Sequence[str]) -> CheckedStatement:
        readings = naming.readings(piece.read, before)
        outcomes = [self._outcome(reading) for reading in readings.texts]
        best = min(range(len(outcomes)), key=lambda n: _ORDER.index(outcomes[n].verdict))
        outcome, read_as = outcomes[best], readings.texts[best]
        if outcome.verdict == "supported" and not readings.is_named:
            reason = gettext(
                "the draft does not say whom or what “{pronoun}” means", pronoun=readings.pronoun
            )
            outcome = replace(outcome, verdict="not in the articles", reason=reason)
        if readings.is_named:
            outcome = divided(read_as, outcome, self._outcome)
        near = len(outcome.sentences) + len(outcome.otherwise)
        return CheckedStatement(
            text=text,
            start=piece.start,
            end=piece.end,
            line=piece.line,
            verdict=outcome.verdict,
            reason=outcome.reason,
            citations=self._cited(outcome.sentences, 1),
            otherwise=self._cited(outcome.otherwise, 1 + len(outcome.sentences)),
            parts=tuple(self._parts(outcome.parts, near + 1)),
            judged=outcome.judged,
            read_as=read_as if read_as != " ".join(text.split()) else "",
        )

    def _cited(self, sentences: Sequence[int], first: int) -> tuple[Citation, ...]:
        return tuple(
            citations.cite(self._index, i).model_copy(update={"number": number})
            for number, i in enumerate(dict.fromkeys(sentences), first)
        )

    def _parts(self, parts: Sequence[tuple[str, Outcome]], first: int) -> Iterator[CheckedPart]:
        for text, outcome in parts:
            cited = self._cited(outcome.sentences, first)
            first += len(cited)
            yield CheckedPart(
                text=text, verdict=outcome.verdict, reason=outcome.reason, citations=cited
            )

    # -- one reading of a statement ------------------------------------------------------------

    def _outcome(self, statement: str) -> Outcome:
        """What the articles say of a statement: support first, then what they say instead."""
        wanted = support.demands(statement, self._index)
        found = search(self._index, self._embedding, statement, FollowUp(statement), self._within)
        evidence = Evidence(self._index, found.passages())
        near = evidence.best(wanted, range(len(evidence.sentences)), _MOST_TRIED)
        near = [i for i in near if not self._index.rows[i].heading]
        judged = []
        for sentences in dict.fromkeys(self._tried(evidence, wanted, near)):
            judgement = self._judge.judge(statement, sentences)
            if judgement.verdict == "supported":
                others = self._opposed(evidence, wanted, statement, judgement, near)
                return Outcome("supported", "", judgement.sentences, others, judgement.raw)
            judged.append(judgement)
        return self._unsupported(evidence, wanted, judged)

    def _tried(
        self, evidence: Evidence, wanted: Demands, near: Sequence[int]
    ) -> Iterator[tuple[int, ...]]:
        """What a statement may rest on, in turn: single sentences, then what goes together."""
        for sentence in near:
            yield (sentence,)
        by_file: dict[str, list[int]] = {}
        for number, sentences in enumerate(evidence.sentences):
            chosen = evidence.resolved(wanted, [number])
            if evidence.coverage(wanted, chosen) >= TOUCHES:
                yield tuple(sorted(chosen))
                by_file.setdefault(self._index.rows[sentences[0]].file, []).append(number)
        for numbers in by_file.values():
            if len(numbers) > 1:
                yield tuple(sorted(evidence.resolved(wanted, numbers)))

    def _unsupported(
        self,
        evidence: Evidence,
        wanted: Demands,
        judged: Sequence[Judgement],
    ) -> Outcome:
        def coverage(sentences: tuple[int, ...]) -> float:
            return evidence.coverage(wanted, sentences)

        opposed = [
            one
            for one in judged
            if one.verdict == "contradicted"
            and (one.tells_instead or coverage(one.sentences) >= _SAME_THING)
        ]
        if opposed:
            nearest = max(opposed, key=lambda one: coverage(one.sentences))
            return Outcome("contradicted", nearest.reason, nearest.sentences, judged=nearest.raw)
        # What one sentence lacks is told sooner than what several together lack.
        alone = [one for one in judged if len(one.sentences) == 1]
        closest = max(alone or judged, key=lambda one: coverage(one.sentences), default=None)
        if closest is None or coverage(closest.sentences) < NEAR:
            return Outcome("not in the articles", translated(_NOTHING), ())
        shown = tuple(i for i in closest.sentences if coverage((i,)) >= NEAR)[:_MOST_SHOWN]
        same = coverage(closest.sentences) >= _SAME_THING
        reason = closest.reason if same else translated(_NOTHING)
        return Outcome("not in the articles", reason, shown, judged=closest.raw)

    def _opposed(
        self,
        evidence: Evidence,
        wanted: Demands,
        statement: str,
        proof: Judgement,
        near: Sequence[int],
    ) -> tuple[int, ...]:
        """Sentences of other articles that say otherwise than what proves a statement."""
        proving = {self._index.rows[i].file for i in proof.sentences}
        found = []
        for i in near:
            if self._index.rows[i].file in proving:
                continue
            if evidence.coverage(wanted, (i,)) < _SAME_THING:
                continue
            if self._judge.judge(statement, (i,)).verdict == "contradicted":
                found.append(i)
        return tuple(found[:_MOST_SHOWN])
