"""What a language model wrote → statements with checked citations.

Each marker is resolved to the sentences of its passage that a statement could rest on; numbers that
no passage has are dropped. A statement that these do not say looks for other sentences that do;
then it is cut to what is proved; and else it is marked, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.answer import citations
from qa.index.memory import Index
from qa.locale import gettext
from qa.types import Passage, Statement
from qa.verify import cutting, entailment, quotes, support
from qa.verify.evidence import NEAR, TOUCHES, Evidence
from qa.verify.judging import Judge, Judgement, Reads
from qa.verify.support import Demands
from qa.write.sentences import Written

_MOST_TRIED = 4  # sentences that are tried one by one beside the chosen ones; set by hand


class Checker:
    """Checks statements against the passages that a model was given.

    Args:
        index: Where the sentences are.
        passages: The passages, in the order of their numbers, from 1.
        reads: The model that reads statement and sentences; see `qa.verify.judging`.
    """

    def __init__(
        self, index: Index, passages: Sequence[Passage], reads: Reads | None = entailment.read
    ) -> None:
        self._index = index
        self._judge = Judge(index, reads)
        self._evidence = Evidence(index, passages)
        self.invented: set[int] = set()

    def check(self, written: Written) -> Statement:
        """The statement with its citations, not numbered yet, and the verdict on it.

        Of a sentence that is not proved as a whole its first or its last part is kept where it is
        proved by itself and can be cut off cleanly; the reason then tells what was left out.
        """
        count = len(self._evidence.sentences)
        cited = [n - 1 for n in written.numbers if 1 <= n <= count]
        self.invented.update(n for n in written.numbers if n - 1 not in cited)
        judged = self._judged(written.text, cited)
        if judged.verdict != "supported":
            for cut in cutting.cuts(written.text):
                shorter = self._judged(cut.kept, cited)
                if shorter.verdict == "supported":
                    reason = gettext("left out “{rest}”: {why}", rest=cut.rest, why=judged.reason)
                    kept = Judgement("supported", reason, shorter.sentences, raw=shorter.raw)
                    return self._statement(cut.kept, kept)
        return self._statement(written.text, judged)

    def _judged(self, text: str, cited: Sequence[int]) -> Judgement:
        """The first supporting judgement; else what says otherwise, or what is nearest."""
        wanted = support.demands(text, self._index)
        others: list[Judgement] = []
        for sentences in dict.fromkeys(self._tried(wanted, cited)):
            found = self._judge.judge(text, sentences)
            if found.verdict == "supported":
                return found
            others.append(found)
        if instead := next((one for one in others if one.tells_instead), None):
            return instead
        # Of sentences that do not say it those are shown that lack least of it.
        nearest = min(others, key=lambda one: len(one.findings), default=None)
        judged = nearest or self._judge.judge(text, ())
        near = tuple(i for i in judged.sentences if self._evidence.coverage(wanted, (i,)) >= NEAR)
        return replace(judged, sentences=near)

    def _tried(self, wanted: Demands, cited: Sequence[int]) -> Iterator[tuple[int, ...]]:
        """What a statement may rest on, in turn: as it is cited, then elsewhere."""
        every = range(len(self._evidence.sentences))
        if cited:
            yield self._evidence.resolved(wanted, cited)
            for sentence in self._evidence.best(wanted, cited, _MOST_TRIED):
                yield (sentence,)
        for number in every:
            chosen = self._evidence.resolved(wanted, [number])
            if self._evidence.coverage(wanted, chosen) >= TOUCHES:
                yield chosen
        for sentence in self._evidence.best(wanted, every, _MOST_TRIED):
            yield (sentence,)

    def _statement(self, text: str, judged: Judgement) -> Statement:
        supported = judged.verdict == "supported"
        if not supported and judged.verdict != "contradicted" and judged.misquotes:
            text = quotes.without_marks(text)
        cited = tuple(citations.cite(self._index, i) for i in dict.fromkeys(judged.sentences))
        return Statement(
            text=text,
            citations=cited,
            supported=supported,
            verdict=judged.verdict,
            reason=judged.reason,
            judged=judged.raw,
        )
