"""The questions of a run as the report shows them: what was said, wanted, cited and retrieved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.gate.baseline import KeptScore
from eval.gold.questions import GoldSentence, Question
from eval.report.evaluated import EvaluatedRun
from eval.running.results import Judgement
from eval.scoring.score import Score
from qa.answer.certainty import marks
from qa.report import items as shown
from qa.report.items import Former, Fragment, Item, RequiredFact, Section, ShownQuote
from qa.scoring import matching
from qa.types import Answer, Citation, Passage


def items(evaluated: EvaluatedRun) -> list[Item]:
    """The questions of a run, in order."""
    return [_item(evaluated, at) for at in range(len(evaluated.questions))]


def _item(evaluated: EvaluatedRun, at: int) -> Item:
    question, score, texts = evaluated.questions[at], evaluated.scores[at], evaluated.texts
    result = evaluated.results.get(question.id)
    answer = result.answer if result else None
    passages = result.passages if result else ()
    held = matching.groups_held(answer.text if answer else "", question.required)
    return Item(
        id=question.id,
        question=question.question,
        outcome=score.outcome,
        failed=not score.right_reason or bool(score.faults),
        refused=score.refused,
        answer=shown.linked(answer.text, marks(answer)) if answer else (),
        confidence=score.confidence,
        seconds=score.seconds,
        kind=question.type,
        group=question.split,
        history=tuple((turn.role, turn.content) for turn in question.history),
        wanted=question.answer or "A refusal: the articles do not say it.",
        facts=tuple(
            RequiredFact(" / ".join(aliases), good)
            for aliases, good in zip(question.required, held, strict=True)
        ),
        quotes=tuple(_citation(c, question, texts) for c in (answer.citations if answer else ())),
        sections=tuple(_sections(question, answer, passages, texts)),
        faults=tuple(_faults(score)),
        remarks=tuple(_remarks(question)),
        searched=_searched(answer, question),
        opinions=tuple(_opinion(judgement) for judgement in (result.judgements if result else ())),
        former=_former(evaluated, score),
    )


def _sections(
    question: Question,
    answer: Answer | None,
    passages: Sequence[Passage],
    texts: Mapping[str, str],
) -> list[Section]:
    evidence = tuple(_evidence(e, answer, passages, texts) for e in question.gold_sentences)
    retrieved = tuple(_passage(n, p, question) for n, p in enumerate(passages, start=1))
    found = [Section("Gold evidence", evidence)] if evidence else []
    return [*found, Section("Retrieved", retrieved)]


def _faults(score: Score) -> list[str]:
    said = [f"says “{phrase}”, which only a wrong answer says" for phrase in score.forbidden]
    return [*score.faults, *([score.error] if score.error else []), *said]


def _remarks(question: Question) -> list[str]:
    variant = [f"variant of {question.parent}"] if question.parent else []
    return [*(["must pass"] if question.must_pass else []), *variant]


def _searched(answer: Answer | None, question: Question) -> str:
    if answer is None or answer.standalone_question == question.question:
        return ""
    return answer.standalone_question


def _opinion(judgement: Judgement) -> tuple[str, str]:
    grade = "unscored" if judgement.score is None else f"{judgement.score:.2f}"
    return f"{judgement.metric}, judged by a model: {grade}", judgement.raw


def _former(evaluated: EvaluatedRun, score: Score) -> Former | None:
    kept = evaluated.baseline.questions.get(score.id) if evaluated.baseline else None
    if kept is None or kept.digest != score.digest:
        return None
    return Former(outcome(kept), kept.text, kept.confidence, kept.seconds)


def outcome(kept: KeptScore) -> str:
    """How a question ended that was kept with a baseline."""
    if kept.error:
        return "error"
    if kept.right:
        return "right" if kept.right_reason else "unproven"
    if kept.refused:
        return "refused"
    return "guessed" if kept.should_refuse else "wrong"


def _citation(citation: Citation, question: Question, texts: Mapping[str, str]) -> ShownQuote:
    good = any(
        e.overlaps(citation.file, citation.start, citation.end) for e in question.gold_sentences
    )
    remarks = (("gold", "good"),) if good else ()
    return shown.cited(citation, texts.get(citation.file, ""), good=good, remarks=remarks)


def _evidence(
    gold: GoldSentence,
    answer: Answer | None,
    passages: Sequence[Passage],
    texts: Mapping[str, str],
) -> ShownQuote:
    line = texts[gold.file].count("\n", 0, gold.start) + 1
    cited = any(gold.overlaps(c.file, c.start, c.end) for c in (answer.citations if answer else ()))
    retrieved = any(gold.overlaps(p.file, p.start, p.end) for p in passages)
    return ShownQuote(
        where=f"{gold.file}:{line}",
        fragments=(Fragment(gold.quote),),
        remarks=(
            ("cited", "good") if cited else ("not cited", ""),
            ("retrieved", "good") if retrieved else ("not retrieved", "bad"),
        ),
    )


def _passage(rank: int, passage: Passage, question: Question) -> ShownQuote:
    spans = [
        (max(e.start, passage.start) - passage.start, min(e.end, passage.end) - passage.start)
        for e in question.gold_sentences
        if e.file == passage.file and e.start < passage.end and passage.start < e.end
    ]
    held = (("holds gold", "good"),) if spans else ()
    return ShownQuote(
        where=f"{rank}. {passage.file}:{passage.line}",
        fragments=tuple(shown.marked(passage.text, spans)),
        good=bool(spans),
        remarks=((f"score {passage.score:.3f}", ""), *held),
    )
