"""What an answer cites: whether the quotes are true, of the right files, and prove the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from eval.gold.questions import Question
from qa.scoring import matching
from qa.text import words
from qa.types import Answer, Citation, Statement

Texts = Mapping[str, str]  # file → its decoded text

_MARKER = re.compile(r"\[(\d+)\]")
# Share of a statement's words that its quotes must hold to support it; chosen by hand.
_SUPPORT = 0.6


def faults(answer: Answer, texts: Texts) -> list[str]:
    """Everything that is false about an answer's citations, in words; empty is the only good.

    A citation is true when the file exists, `text[start:end]` is the quote, and the lines are
    those of the quote. A marker without a citation and a citation in a refusal are false as well.
    """
    cited = {**{c.number: c for c in answer.citations}}
    every = list(dict.fromkeys([*answer.citations, *_stated(answer)]))
    found = [fault for citation in every if (fault := _fault(citation, texts))]
    for number in sorted({int(n) for n in _MARKER.findall(answer.text)} - cited.keys()):
        found.append(f"the marker [{number}] has no citation")
    if answer.refused and answer.citations:
        found.append("a refusal shows a citation")
    return found


def file_precision(citations: Iterable[Citation], question: Question) -> float:
    """Share of the cited files that say it; 0 without citations. Best at 1."""
    cited, wanted = {c.file for c in citations}, {e.file for e in question.gold_sentences}
    return len(cited & wanted) / len(cited) if cited else 0.0


def file_recall(citations: Iterable[Citation], question: Question) -> float:
    """Share of the files that say it which were cited. Best at 1."""
    cited, wanted = {c.file for c in citations}, {e.file for e in question.gold_sentences}
    return len(cited & wanted) / len(wanted) if wanted else 0.0


def supports(statement: Statement) -> bool:
    """Whether the quotes of a statement hold its numbers and most of its other words.

    A lexical stand-in for the entailment of ALCE (Gao et al. 2023): it needs no model, and it
    cannot see a "not" that is missing.
    """
    quoted = {term for c in statement.citations for term in words.terms(c.quote)}
    said = set(words.terms(matching.unmarked(statement.text)))
    numbers = {term for term in said if term[0].isdigit()}
    return numbers <= quoted and len(said & quoted) >= _SUPPORT * len(said)


def statement_support(statements: Sequence[Statement]) -> float:
    """Share of the statements that their citations support: ALCE's citation recall. Best at 1."""
    cited = [statement.citations and supports(statement) for statement in statements]
    return sum(map(bool, cited)) / len(cited) if cited else 0.0


def proves(citations: Iterable[Citation], question: Question) -> bool:
    """Whether the citations prove the reference answer.

    Each required group must stand in a quote that is, or overlaps, a gold sentence: the right
    words cited from elsewhere prove nothing.
    """
    proving = [
        c.quote
        for c in citations
        if any(e.overlaps(c.file, c.start, c.end) for e in question.gold_sentences)
    ]
    return bool(question.required) and all(
        matching.groups_held(" \n".join(proving), question.required)
    )


def _stated(answer: Answer) -> list[Citation]:
    return [citation for statement in answer.statements for citation in statement.citations]


def _fault(citation: Citation, texts: Texts) -> str | None:
    where = f"[{citation.number}] {citation.file}:{citation.line}"
    text = texts.get(citation.file)
    if text is None:
        return f"{where}: there is no such file"
    if not citation.quote or text[citation.start : citation.end] != citation.quote:
        return f"{where}: characters {citation.start}–{citation.end} are not the quote"
    first = text.count("\n", 0, citation.start) + 1
    last = text.count("\n", 0, citation.end - 1) + 1
    if (citation.line, citation.end_line) != (first, last):
        return f"{where}: the quote is in lines {first}–{last}"
    return None
