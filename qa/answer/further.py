"""Which sentences are shown beside the best one: those that bring an answer of their own.

To a question that a few words answer, a sentence that marks nothing new is beside the point, unless
it reads nearly as well as the best one. Yes or no, a reason, a comparison may take several.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qa.answer import lacking, reader
from qa.answer.reader import Reading
from qa.index.memory import Index
from qa.search.ranking import Ranking
from qa.text import forms, questions, words

MAX_SENTENCES = 3
MAX_CHARACTERS = 700

# How much less than the best a second and a third sentence score at most: where it takes several,
# with an answer of their own, and without. Chosen on dev questions of gold set, corpora and near
# questions, for precision at as many right answers: docs/builder/decisions.md.
_MARGINS, _MARGINS_OWN, _NARROW = (4.0, 2.0), (2.0, 2.0), (1.0, 0.5)
_MARKED = -1.0  # log odds of the best one's mark, from which one without an answer adds nothing
# Where nothing was read the first sentence is more often not the right one, and the second or third
# is: on English questions without their readings 0.93 had the answer among the sentences shown with
# the margins above, 0.96 with these. Sentences of other languages are longer, too: within 700
# characters the answer is shown to 412 of XQuAD's 450 answerable questions, within 900 to 416, with
# a tenth of a sentence more an answer.
_UNREAD = (7.0, 6.0)
_UNREAD_CHARACTERS = 900
_NEXT = 0.8  # for the sentence after the best, where nothing was read; set by hand
_NAMES = 3.0  # for the one before the best, where that names nothing; set by hand
_REASON = 1.0  # log odds of a reading, from which a further sentence gives a reason; set by hand
_OWN = 1.0  # log odds of a mark, from which it is an answer of its own
_REPEATS = 0.8  # share of the words of the longer of two sentences, of which one is shown then


@dataclass(frozen=True)
class Further:
    """Judges sentences beside the best one.

    Attributes:
        index: Where they are.
        ranking: Their scores for the question.
        scores: How directly each answers.
        read: What was read in them.
        unread: Whether the reader does not know their language, or that of the question.
    """

    index: Index
    ranking: Ranking
    scores: Mapping[int, float]
    read: Mapping[int, Reading]
    unread: bool = False

    def added(self, groups: Sequence[Sequence[int]]) -> list[list[int]]:
        """The groups of sentences that are shown, with further ones as there is room.

        Args:
            groups: The sentences that are shown in any case, the best one first.
        """
        shown = [list(group) for group in groups]
        known = {i for group in groups for i in group}
        best = shown[0][0]
        score = {i: self._score(i, best) for i in self.scores.keys() - known}
        for sentence in sorted(score, key=lambda i: (-score[i], i)):
            if len(shown) >= MAX_SENTENCES:
                break
            before = [group[0] for group in shown]
            if self._fits(sentence, before) and self._adds(sentence, before):
                shown.append([sentence])
        return shown

    def answers_alone(self, best: int) -> bool:
        """Whether a number or a time answers, and the best sentence has it: no list has to follow.

        Args:
            best: That sentence.
        """
        asked = questions.wanted(self.ranking.query.corrected).kind
        return asked in reader.TYPED and not self._takes_several(best)

    def _score(self, sentence: int, best: int) -> float:
        """How directly a sentence answers; the one after the best goes on with it.

        That before the best names what is asked for, where the best only has "the house" for it.
        """
        row = self.index.rows[sentence]
        follows = self.unread and sentence == best + 1 and row.index > 0
        return self.scores[sentence] + _NEXT * follows + _NAMES * self._names(sentence, best)

    def _names(self, sentence: int, best: int) -> bool:
        """Whether a sentence stands before the best one, which needs it to name what is asked."""
        row, query = self.index.rows[best], self.ranking.query
        if not self.unread or sentence != best - 1 or row.index == 0:
            return False
        same = self.index.languages[row.file] == query.language
        return same and forms.names_none(row.read, query.corrected, query.language)

    def _fits(self, sentence: int, shown: Sequence[int]) -> bool:
        most = _UNREAD_CHARACTERS if self.unread else MAX_CHARACTERS
        return sum(len(self.index.rows[i].text) for i in (*shown, sentence)) <= most

    def _adds(self, sentence: int, shown: Sequence[int]) -> bool:
        if self.unread and not self._goes_with(sentence, shown[0]):
            return False
        if self._names(sentence, shown[0]):
            return True
        less = self.scores[shown[0]] - self.scores[sentence]
        if less > (_UNREAD if self.unread else _MARGINS)[len(shown) - 1]:
            return False  # before its mark is looked for, which takes long
        if any(self._repeats(sentence, other) for other in shown):
            return False
        return self.unread or self._adds_own(sentence, shown, less)

    def _adds_own(self, sentence: int, shown: Sequence[int], less: float) -> bool:
        """Whether a sentence has something of its own to say, by so much less than the best."""
        best, rank = shown[0], len(shown) - 1
        if self._has_reason(best):
            reading = self.read.get(sentence)
            return reading is not None and reading.odds >= _REASON
        near = less <= _NARROW[rank] and not self._is_answered(best)
        if near or self._takes_several(best):
            return True
        return less <= _MARGINS_OWN[rank] and self._has_own(sentence, shown)

    def _is_answered(self, best: int) -> bool:
        """Whether the best sentence surely has the one answer that is asked for."""
        reading = self.read.get(best)
        one = not questions.asks_several(self.ranking.query.corrected)
        return one and reading is not None and reading.mark.odds >= _MARKED

    def _goes_with(self, sentence: int, best: int) -> bool:
        """Whether a sentence that was not read may add to the best: of its language, on the matter.

        One of another article has to have a word of the question; nor does it tell of its article.
        """
        one, other = self.index.rows[sentence], self.index.rows[best]
        if one.tells_of_article:
            return False
        if one.article == other.article:
            return True
        own = not set(self.ranking.query.terms).isdisjoint(self.index.terms[sentence])
        alike = self.index.languages[one.file] == self.index.languages[other.file]
        return alike and (own or not set(self.ranking.query.terms) & set(self.index.terms[best]))

    def _takes_several(self, best: int) -> bool:
        """Whether no few words answer, or none that the best sentence has."""
        reading = self.read.get(best)
        marked = reading is not None and reading.span is not None
        return not (marked and questions.has_short_answer(self.ranking.query.corrected))

    def _has_reason(self, best: int) -> bool:
        """Whether a reason is asked for, and the best sentence gives one."""
        question = self.ranking.query.corrected
        asked = questions.wanted(question).kind == "reason"
        return asked and lacking.gives_reason(question, self.index.rows[best].read)

    def _has_own(self, sentence: int, shown: Iterable[int]) -> bool:
        """Whether an answer is marked that none of the sentences shown says."""
        reading = self.read.get(sentence)
        if reading is None or reading.span is None or reading.mark.odds < _OWN:
            return False
        said = set(words.terms(self.index.rows[sentence].text[slice(*reading.span)]))
        return all(not said <= set(self.index.terms[other]) for other in shown)

    def _repeats(self, sentence: int, other: int) -> bool:
        one, two = set(self.index.terms[sentence]), set(self.index.terms[other])
        weight = self.index.vocabulary.weight
        return weight(one & two) >= _REPEATS * max(weight(one), weight(two))
