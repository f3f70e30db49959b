"""The rules that the gold set keeps, proved: each problem is told in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from eval.gold import duplicates
from eval.gold.questions import MINIMUMS, Question
from eval.paths import ROOT
from qa.scoring import matching
from qa.text import words

TOTAL = 150  # questions that a gold set must hold, at least
_LEAK = 6  # words: a shorter text may stand in the program by chance
_VARIANTS = ("paraphrase", "typo")


def problems(questions: Sequence[Question], texts: Mapping[str, str]) -> list[str]:
    """Everything that is wrong with a gold set; empty when it keeps the rules."""
    return [
        *wrong_counts(questions),
        *(f"{q.id}: {p}" for q in questions for p in faults(q, texts)),
        *wrong_families(questions),
        *repeated(questions),
        *leaked(questions, ROOT),
    ]


def wrong_counts(questions: Sequence[Question]) -> Iterator[str]:
    """Too few questions, of all or of a type; types that are unknown, ids that are not unique."""
    types = Counter(question.type for question in questions)
    if len(questions) < TOTAL:
        yield f"{len(questions)} questions, {TOTAL} are the least"
    for name, least in MINIMUMS.items():
        if types[name] < least:
            yield f"{types[name]} questions of type {name}, {least} are the least"
    for name in sorted(types.keys() - MINIMUMS.keys()):
        yield f"the type '{name}' is unknown"
    for name, count in Counter(question.id for question in questions).items():
        if count > 1:
            yield f"{name}: {count} questions of this id"


def faults(question: Question, texts: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with one question by itself: its quotes, its form, its aliases."""
    yield from _quotes(question, texts)
    yield from _form(question)
    if question.should_refuse:
        return
    quoted = "\n".join(e.quote for e in question.support)
    for group in question.required:
        if not matching.holds_any(quoted, group):
            yield f"no alias of {list(group)} stands in the supporting quotes"
        if not matching.holds_any(question.answer, group):
            yield f"no alias of {list(group)} stands in the reference answer"
        for alias in group:
            if matching.holds(question.question, alias):
                yield f"the question gives the alias '{alias}' away"
    for phrase in question.forbidden:
        if matching.holds(question.answer, phrase):
            yield f"the reference answer holds the forbidden '{phrase}'"


def _quotes(question: Question, texts: Mapping[str, str]) -> Iterator[str]:
    for gold in question.gold_sentences:
        if gold.file not in texts:
            yield f"there is no file '{gold.file}'"
        elif texts[gold.file][gold.start : gold.end] != gold.quote:
            yield f"{gold.file}:{gold.start} is not the quote “{gold.quote[:40]}…”"


def _form(question: Question) -> Iterator[str]:
    if question.should_refuse != (question.type == "unanswerable"):
        yield f"should_refuse does not fit the type {question.type}"
    if question.should_refuse and (question.required or question.gold_sentences or question.answer):
        yield "an unanswerable question has neither answer nor evidence"
    if not question.should_refuse and not (
        question.required and question.support and question.answer
    ):
        yield "answer, required facts and support are all needed"
    if bool(question.history) != (question.type == "follow_up"):
        yield "a history belongs to a follow-up, and only to it"
    files = {e.file for e in question.gold_sentences}
    if question.type in ("agreement", "comparison") and len(files) < 2:
        yield f"the type {question.type} needs evidence in two files"


def wrong_families(questions: Sequence[Question]) -> Iterator[str]:
    """Variants without their original, or in another split than it."""
    known = {question.id: question for question in questions}
    for question in questions:
        if (question.parent is not None) != (question.type in _VARIANTS):
            yield f"{question.id}: a parent belongs to a variant, and only to it"
        elif question.parent and question.parent not in known:
            yield f"{question.id}: there is no question '{question.parent}'"
        elif question.parent and known[question.parent].split != question.split:
            yield f"{question.id}: a variant stays in the split of its original"


def repeated(questions: Sequence[Question]) -> Iterator[str]:
    """Questions of two families that are alike, unless their histories differ."""
    asked = [duplicates.wording(question.history, question.question) for question in questions]
    for at, question in enumerate(questions):
        for before, other in enumerate(questions[:at]):
            if question.family == other.family:
                continue
            likeness = duplicates.likeness(asked[at], asked[before])
            if likeness >= duplicates.NEARLY_THE_SAME:
                yield f"{question.id}: nearly the same question as {other.id} ({likeness:.0f} %)"


def leaked(questions: Sequence[Question], root: Path) -> Iterator[str]:
    """Gold text that the program could know by heart: in `qa/` or in `prompts/`."""
    files = [
        path
        for folder in ("qa", "prompts")
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in {".py", ".md", ".txt", ".json", ".jsonl", ".yaml", ".toml"}
    ]
    for path in files:
        held = _flat(path.read_text(encoding="utf-8"))
        for question in questions:
            for text in (question.question, question.answer, *_quoted(question)):
                if len(words.split(text)) >= _LEAK and _flat(text) in held:
                    yield f"{question.id}: {path.relative_to(root)} holds “{text[:50]}”"


def _quoted(question: Question) -> list[str]:
    return [sentence.quote for sentence in question.gold_sentences]


def _flat(text: str) -> str:
    return f" {' '.join(words.split(text))} "
