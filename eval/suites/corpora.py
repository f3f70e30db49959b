"""Marks of answers over the small corpora: right, and true about what articles say together."""

from __future__ import annotations

from collections.abc import Mapping

from eval.gold.questions import GoldSentence, Question
from eval.metrics import answer as answers
from eval.metrics import citation, shown
from eval.suites import agreement
from eval.suites.figures import Share
from eval.suites.inputs import NO_QUESTION
from eval.suites.items import CorpusQuestion, as_gold
from qa.scoring import matching
from qa.text import words
from qa.types import Answer, Citation

_TOLD = 0.5  # share of the words of a half that must be said of it; chosen by hand
# Types of which one value, place or name may be the whole answer; what somebody said is more.
_SINGLE = ("agreement", "copies", "now", "two-hop", "follow-up")

Texts = Mapping[str, str]


def shares(question: CorpusQuestion, answer: Answer | None, texts: Texts) -> dict[str, Share]:
    """What an answer is worth, by measure; None where there is no answer."""
    gold = as_gold(question, texts)
    found = {"right": Share(answer is not None and outcome(question, answer)[0])}
    if question.smalltalk:
        return found | {"small talk known": Share(_known_as_no_question(answer))}
    if question.should_refuse:
        return found | {"refused rightly": Share(answer is not None and answer.refused)}
    return found | _answered(question, gold, answer) | _together(question, gold, answer)


def is_right(question: CorpusQuestion, answer: Answer) -> bool:
    """Whether it says what is required and nothing forbidden; of what has no answer, is refused.

    Where articles differ, what the claims say counts as said.
    """
    if question.refusable or answer.refused:
        return question.refusable and answer.refused
    said = answer.text
    if _differ(question) and question.type != "now":
        said = "\n".join([said, *(_claimed(answer))])
    return answers.is_right(said, question.required, question.forbidden)


def merged(question: CorpusQuestion, answer: Answer) -> list[str]:
    """Files that contradict each other and are cited for one thing, in words."""
    return agreement.merged(answer, question.conflict) if question.disputed else []


def outcome(question: CorpusQuestion, answer: Answer) -> tuple[bool, str]:
    """Whether it is right as a whole, and what came of it."""
    if merged(question, answer):
        return False, "merged"
    if is_right(question, answer):
        return True, "right"
    return False, "refused" if answer.refused else "guessed" if question.refusable else "wrong"


def _answered(question: CorpusQuestion, gold: Question, answer: Answer | None) -> dict[str, Share]:
    """What is measured of one that the articles answer."""
    right = answer is not None and outcome(question, answer)[0]
    good, all_shown = shown.right_sentences(answer, gold) if answer else (0, 0)
    found = {
        "proven": Share(right and citation.proves(_every(answer), gold)),
        "refused wrongly": Share(answer is not None and answer.refused),
        "answer precision": Share(good, all_shown),
    }
    if question.type in _SINGLE and shown.is_single_fact(question.question, question.required):
        found["short right"] = Share(bool(answer and shown.short_is_right(answer, gold.required)))
    if question.type == "list":
        found["list completeness"] = Share(answers.facts(_text(answer), question.required))
    if question.type == "compound":
        found |= _halves(question, answer, right)
    if question.standalone:
        found["asked as it stands"] = Share(
            answer is not None and _same(answer.standalone_question, question.question)
        )
    return found


def _halves(question: CorpusQuestion, answer: Answer | None, right: bool) -> dict[str, Share]:
    if not question.unanswered_half:
        return {"both halves": Share(right)}
    return {
        "answered half": Share(right),
        "other half refused aloud": Share(bool(answer) and _tells_of(question, answer)),
    }


def _tells_of(question: CorpusQuestion, answer: Answer | None) -> bool:
    """Whether the reader is told, beside what is quoted, that the other half is not answered."""
    if answer is None or answer.refused:
        return False
    beside = answer.text
    for statement in answer.statements:
        beside = beside.replace(statement.text, " ")
    told = set(words.terms("\n".join([matching.unmarked(beside), *answer.notes])))
    wanted = set(words.terms(question.unanswered_half))
    return len(told & wanted) >= _TOLD * len(wanted)


def _together(question: CorpusQuestion, gold: Question, answer: Answer | None) -> dict[str, Share]:
    """What is measured of what several articles say."""
    found: dict[str, Share] = {}
    sides = question.conflict
    apart = sides if question.disputed else ()
    agreeing: list[Citation | GoldSentence] = [*gold.support, *_with_fact(question, gold, answer)]
    good, every = agreement.others(answer, agreeing, apart, question.copies) if answer else (0, 0)
    found[agreement.PRECISION] = Share(good, every)
    if _differ(question):
        both = answer is not None and all(agreement.sides_shown(answer, sides, gold.support))
        both = both and not (answer and merged(question, answer))
        found["conflict recall"] = Share(both)
        found["said to differ"] = Share(bool(answer) and both and _compared(question, answer))
    else:
        found["false conflicts"] = Share(answer is not None and agreement.sets_apart(answer))
    if question.disputed:
        found["merged contradictions"] = Share(bool(answer and merged(question, answer)))
    return found


def _with_fact(question: CorpusQuestion, gold: Question, answer: Answer | None) -> list[Citation]:
    """Quotes of files known to give the answer that hold a required fact, as the evidence does."""
    known = {e.file for e in question.evidence} | {*question.agree, *question.copies}
    return [
        c
        for c in _every(answer)
        if c.file in known and any(matching.groups_held(c.quote, gold.required))
    ]


def _differ(question: CorpusQuestion) -> bool:
    return len(question.conflict) > 1 and question.relation != "same"


def _compared(question: CorpusQuestion, answer: Answer | None) -> bool:
    """Whether the answer says how the values relate: that both can be true, or that they differ."""
    if answer is None or question.relation == "compatible":
        return answer is not None and len(answer.agreement) > 1
    return agreement.sets_apart(answer)


def _claimed(answer: Answer) -> list[str]:
    return [
        text
        for claim in answer.agreement
        for text in (claim.value, *(c.quote for c in claim.citations))
    ]


def _every(answer: Answer | None) -> list[Citation]:
    """The citations of an answer, those of its claims with them."""
    if answer is None:
        return []
    claimed = [c for claim in answer.agreement for c in claim.citations]
    return list(dict.fromkeys([*answer.citations, *claimed]))


def _known_as_no_question(answer: Answer | None) -> bool:
    return answer is not None and answer.refused and answer.reason == NO_QUESTION


def _text(answer: Answer | None) -> str:
    return answer.text if answer and not answer.refused else ""


def _same(one: str, other: str) -> bool:
    return words.split(one) == words.split(other)
