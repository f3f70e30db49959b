"""Translations of SQuAD's paragraphs and questions: XQuAD (Artetxe, Ruder and Yogatama, 2020).

GitHub google-deepmind/xquad, CC BY-SA 4.0. Each language by itself, and questions in one over the
articles of another; unanswerable are questions on paragraphs that are not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.bench.harness import Measurement, assistant_over, rows, tracked
from eval.bench.judging import says_and_cites, share
from qa import Assistant

_PASSAGES = ".passages.jsonl"

Row = dict[str, Any]  # a question, as the file has it


def measure(folder: Path) -> Measurement:
    """Right and cited answers, and refusals, in every language of the folder, and across two.

    Across: the questions of each language over the articles of the one after it.
    """
    found = sorted(path.name.removesuffix(_PASSAGES) for path in folder.glob(f"*{_PASSAGES}"))
    asked = {language: rows(folder / f"{language}.questions.jsonl") for language in found}
    figures: dict[str, float] = {}
    questions = 0
    for at, language in enumerate(found):
        passages = rows(folder / f"{language}{_PASSAGES}")
        with assistant_over({f"{row['id']}.txt": row["text"] for row in passages}) as assistant:
            for other in dict.fromkeys((language, found[at - 1])):
                known = {row["id"]: row for row in asked[language]}
                pairs = [(row, known[row["id"]]) for row in asked[other] if row["id"] in known]
                name = language if other == language else f"{other} over {language}"
                measured = _of(assistant, pairs, name)
                questions += measured.questions
                figures |= {f"{name}: {what}": value for what, value in measured.figures.items()}
    return Measurement(questions, figures)


def _of(assistant: Assistant, pairs: Sequence[tuple[Row, Row]], name: str) -> Measurement:
    """What comes of questions, each with the same one in the language of the articles."""
    right, refused_wrongly, refused_rightly = [], [], []
    each = tracked([asked for asked, _ in pairs], f"xquad {name}")
    for asked, (_, known) in zip(each, pairs, strict=True):
        answer = assistant.ask(asked["question"])
        if known["answerable"]:
            right.append(says_and_cites(answer, known["answers"], f"{known['passage']}.txt"))
            refused_wrongly.append(answer.refused)
        else:
            refused_rightly.append(answer.refused)
    return Measurement(
        len(pairs),
        {
            "answerable: right and cited": share(right),
            "answerable: refused": share(refused_wrongly),
            "unanswerable: refused": share(refused_rightly),
        },
    )
