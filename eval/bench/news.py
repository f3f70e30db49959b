"""News articles, and questions in other words than theirs: OneStopQA (Berzak et al., 2020).

GitHub berzak/onestop-qa, CC BY-SA 4.0. A quote is on the evidence where the two share half of the
shorter one, or more; unanswerable are questions on articles that are not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from eval.bench.harness import Measurement, assistant_over, rows, tracked
from eval.bench.judging import share
from eval.gold.questions import GoldSentence
from qa.types import Answer


def measure(folder: Path) -> Measurement:
    """Evidence cited, quotes that are on it, and refusals."""
    texts = {
        f"{row['id']}.txt": f"{row['title']}\n\n{row['text']}"
        for row in rows(folder / "articles.jsonl")
    }
    questions = rows(folder / "questions.jsonl")
    cited, quotes, refused_wrongly, refused_rightly = [], [], [], []
    with assistant_over(texts) as assistant:
        for question in tracked(questions, "news"):
            answer = assistant.ask(question["question"])
            if not question["answerable"]:
                refused_rightly.append(answer.refused)
                continue
            on_it = on_evidence(answer, question, texts)
            cited.append(any(on_it))
            quotes += on_it
            refused_wrongly.append(answer.refused)
    return Measurement(
        len(questions),
        {
            "answerable: evidence cited": share(cited),
            "cited quotes that are on the evidence": share(quotes),
            "answerable: refused": share(refused_wrongly),
            "unanswerable: refused": share(refused_rightly),
        },
    )


def on_evidence(answer: Answer, question: dict[str, Any], texts: Mapping[str, str]) -> list[bool]:
    """For each quote that an answer cites, whether it is on the evidence of the question."""
    file = f"{question['article']}.txt"
    evidence = [
        GoldSentence(file=file, quote=quote, start=start, end=start + len(quote))
        for quote in question["evidence"]
        if (start := texts[file].find(quote)) >= 0
    ]
    return [any(e.overlaps(c.file, c.start, c.end) for e in evidence) for c in answer.citations]
