"""Statements with evidence: what the verifier learns to tell apart.

    python -m eval.teach.entailments READING OUT.jsonl

READING is a folder of public data (see `public`). Each group has one piece of evidence, a statement
that it makes, and statements that it only seems to make. True ones are questions with their answers
put in (`declaratives`), and sentences shortened, turned and reworded (`paraphrases`); the others
are edits of these (`falsehoods`), other sentences, other twins; some were written (`groups`). Of
`support`, labelled by people, every second claim is kept for `eval.bench.support` and not learnt
from. It needs spaCy's small English pipeline and lemminflect, which are no dependencies.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from eval.bench import support
from eval.teach import declaratives, falsehoods, paraphrases, public
from eval.teach.editing import Pool, pipeline
from eval.teach.groups import Row, row, told, written
from eval.teach.lessons import Exercise, exercises, lessons
from qa.corpus import chunking, documents
from qa.text import words

# Chosen by hand.
_OWN = 0.45  # share of the lessons' questions
_TURNED = 0.62  # share of true statements that are a question with its answer
_EDITS = 2  # of each true statement
_HEDGED, _BOTH, _ELSEWHERE = 0.1, 0.25, 0.3  # shares of groups with such rows
_WITH_BEFORE = 0.4
_WRITTEN = 2  # times that each that was written is learnt
_SETS = {
    "squad1_train_part": 1.0,
    "squad2_train_part": 1.0,
    "shifts_new_wiki": 0.8,
    "tatqa_text": 1.0,
    "fairytale_train": 0.4,
    "qamr": 0.16,
}
_LEARNT_POLAR = 0.35  # share of condaqa
_LABELS = {"supported": "says", "contradicted": "opposes", "not supported": "not"}


def main(arguments: Sequence[str]) -> int:
    """Make the groups and write them, one a line."""
    parser = argparse.ArgumentParser(prog="python -m eval.teach.entailments")
    parser.add_argument("reading", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--made", action="store_true", help="only what is made of questions")
    options = parser.parse_args(arguments)
    draw = random.Random(options.seed)  # noqa: S311
    with options.out.open("w", encoding="utf-8") as out:
        for group in groups(options.reading, draw, made=options.made):
            out.write(json.dumps(group, ensure_ascii=False) + "\n")
    return 0


def groups(folder: Path, draw: random.Random, *, made: bool) -> Iterator[list[Row]]:
    """Groups of statements, those of one piece of evidence together, the true one first.

    Args:
        folder: Where the public data are.
        draw: Draws.
        made: Whether to leave out what has its own labels: `support`, condaqa, twins, written ones.
    """
    if not made:
        yield from written(held_out=False) * _WRITTEN
        yield from told(held_out=False) * _WRITTEN
        yield from ([_labelled(one)] for one in support.claims(folder, learnt=True))
        yield from _polar(folder, draw)
        yield from _twins(draw)
    learnt = [e for e in exercises(lessons(held_out=False)) if e.answers and draw.random() < _OWN]
    learnt += [e for e in public.exercises(folder, draw, _SETS) if e.answers]
    draw.shuffle(learnt)
    pool = Pool()
    for exercise in learnt[:1500]:
        pool.learn(parsed(exercise.sentences[exercise.answers[0]]))
    for exercise in learnt:
        if group := _group(exercise, pool, draw):
            yield group


def _labelled(claim: support.Claim) -> Row:
    return row(claim.text, claim.evidence, "", _LABELS[claim.verdict], claim.set)


def _polar(folder: Path, draw: random.Random) -> Iterator[list[Row]]:
    """Yes/no questions on negation as statements, beside the sentence most like them in words."""
    with lzma.open(folder / "condaqa.jsonl.xz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if draw.random() < _LEARNT_POLAR]
    for one in rows:
        label = {"yes": "says", "no": "opposes"}.get(str(one.get("label")).lower())
        said = declaratives.polar(parsed(one["question"]))
        if label is None or said is None or len(said.split()) > 30:
            continue
        sentences = _sentences(one["context"])
        best = max(range(len(sentences)), key=lambda i: _shared(said, sentences[i]))
        before = sentences[best - 1] if best else ""
        yield [row(said, sentences[best], before, label, "polar")]


def _twins(draw: random.Random) -> Iterator[list[Row]]:
    """What one of two versions of a report answers, beside the other, which does not."""
    own = lessons(held_out=False)
    for one, other in pairwise(own):
        unanswered = dict(other["unanswered"])
        for question, answers, short in one["answered"]:
            if question not in unanswered or not short or draw.random() < 0.75:
                continue
            led = one["sentences"][answers[0]].partition(short)[0]
            said = declaratives.statement(parsed(question), short, led)
            if said is not None:
                true = row(said, *_at(one["sentences"], answers[0], draw), "says", "twin")
                near = _at(other["sentences"], unanswered[question], draw)
                yield [true, row(said, *near, "not", "twin")]


def _group(exercise: Exercise, pool: Pool, draw: random.Random) -> list[Row]:
    at = exercise.answers[0]
    sentence, before = _at(exercise.sentences, at, draw)
    read = parsed(sentence)
    if draw.random() < 0.1:
        pool.learn(read)
    plain = _true(exercise, sentence, read, draw)
    if plain is None or not 3 <= len(plain.split()) <= 40:
        return []
    true = paraphrases.reworded(parsed(plain), draw) if draw.random() < 0.5 else plain
    group = [row(true, sentence, before, "says", "true")]
    said, passage = parsed(true), parsed(" ".join(exercise.sentences[max(0, at - 1) : at + 2]))
    edits = falsehoods.edits(said, passage, pool, draw)
    for edit in draw.sample(edits, min(_EDITS, len(edits))):
        group.append(row(edit.text, sentence, before, edit.label, edit.kind))
    if draw.random() < _HEDGED and _main(said) & _main(read):
        hedged = falsehoods.hedged(read, draw)
        if hedged is not None:
            group.append(row(true, hedged.text, before, hedged.label, hedged.kind))
    if draw.random() < _BOTH and (alike := falsehoods.both(read, said, pool, draw)):
        evidence, edit = alike
        group.append(row(edit.text, evidence, before, "says", f"both {edit.kind}"))
        if edit.kind != "attributed":
            group.append(row(true, evidence, before, edit.label, edit.kind))
    others = [i for i in range(len(exercise.sentences)) if i not in exercise.answers]
    if others and draw.random() < _ELSEWHERE:
        near = max(others, key=lambda i: _shared(true, exercise.sentences[i]) + draw.random())
        led = exercise.sentences[near - 1] if near and near - 1 != at else ""
        group.append(row(true, exercise.sentences[near], led, "neither", "elsewhere"))
    return group


def _true(exercise: Exercise, sentence: str, read: Any, draw: random.Random) -> str | None:
    chance = draw.random()
    if chance < _TURNED and exercise.short:
        led = sentence.partition(exercise.short)[0]
        said = declaratives.statement(parsed(exercise.question), exercise.short, led)
        if said is not None:
            turned = paraphrases.passive(parsed(said)) if draw.random() < 0.25 else None
            return turned or said
    if chance > 0.94:
        return sentence
    short = paraphrases.shortened(read, draw) or sentence
    turned = paraphrases.passive(parsed(short)) if draw.random() < 0.3 else None
    return turned or short


def _main(read: Any) -> set[str]:
    return {t.lemma_ for t in read if t.dep_ == "ROOT"}


def _at(sentences: Sequence[str], at: int, draw: random.Random) -> tuple[str, str]:
    before = sentences[at - 1] if at and draw.random() < _WITH_BEFORE else ""
    return sentences[at], before


def _shared(one: str, other: str) -> int:
    return len(set(words.terms(one)) & set(words.terms(other)))


def _sentences(text: str) -> list[str]:
    spans = chunking.sentences(documents.of_text("", text))
    return [text[span.start : span.end] for span in spans] or [text]


def parsed(text: str) -> Any:
    """A text with parts of speech, dependencies and names."""
    return pipeline()(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
