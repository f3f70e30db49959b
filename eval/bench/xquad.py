"""Translations of SQuAD's paragraphs and questions: XQuAD (Artetxe, Ruder and Yogatama, 2020).

GitHub google-deepmind/xquad, CC BY-SA 4.0. Each language by itself; unanswerable are questions on
paragraphs that are not there.
"""

from __future__ import annotations

from pathlib import Path

from eval.bench.harness import Measurement, assistant_over, rows, tracked
from eval.bench.judging import says_and_cites, share

_PASSAGES = ".passages.jsonl"


def measure(folder: Path) -> Measurement:
    """Right and cited answers, and refusals, in every language of the folder."""
    figures: dict[str, float] = {}
    questions = 0
    for path in sorted(folder.glob(f"*{_PASSAGES}")):
        language = path.name.removesuffix(_PASSAGES)
        found = _of(folder, language)
        questions += found.questions
        figures |= {f"{language}: {name}": value for name, value in found.figures.items()}
    return Measurement(questions, figures)


def _of(folder: Path, language: str) -> Measurement:
    passages = rows(folder / f"{language}{_PASSAGES}")
    questions = rows(folder / f"{language}.questions.jsonl")
    right, refused_wrongly, refused_rightly = [], [], []
    with assistant_over({f"{row['id']}.txt": row["text"] for row in passages}) as assistant:
        for question in tracked(questions, f"xquad {language}"):
            answer = assistant.ask(question["question"])
            if question["answerable"]:
                file = f"{question['passage']}.txt"
                right.append(says_and_cites(answer, question["answers"], file))
                refused_wrongly.append(answer.refused)
            else:
                refused_rightly.append(answer.refused)
    return Measurement(
        len(questions),
        {
            "answerable: right and cited": share(right),
            "answerable: refused": share(refused_wrongly),
            "unanswerable: refused": share(refused_rightly),
        },
    )
