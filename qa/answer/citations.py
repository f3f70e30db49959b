"""Citations: made from sentences, numbered once in order of use, and checked against the files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from qa.answer.spans import CharacterRange
from qa.corpus import documents, fields, files
from qa.corpus.fields import Fields
from qa.index.memory import Index
from qa.locale import gettext, gettext_noop
from qa.text import citation_markers, words
from qa.types import Answer, Citation, Claim, Part, Passage, Statement

# The one sentence that a refusal consists of.
REFUSAL = gettext_noop("The articles do not say.")

# What follows a statement that was not found to be in the articles.
UNPROVED = "(unproved)"


def cite(index: Index, sentence: int, span: CharacterRange | None = None) -> Citation:
    """The citation of a whole sentence; it gets its number later.

    Args:
        index: Where the sentence is.
        sentence: Its number.
        span: The characters of it that answer, if they are known.
    """
    row = index.rows[sentence]
    return Citation(
        number=0,
        file=row.file,
        quote=row.text,
        start=row.start,
        end=row.end,
        line=index.line(row.file, row.start),
        end_line=index.line(row.file, row.end - 1),
        title=index.title_at(sentence),
        date=row.date or None,
        where=row.where,
        spans=() if span is None else (span,),
    )


class Numbering:
    """Numbers citations from 1 in order of first use; one quote has one number everywhere."""

    def __init__(self) -> None:
        self._numbered: dict[tuple[str, int, int], Citation] = {}

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every citation that was numbered, once, in order."""
        return tuple(self._numbered.values())

    def number(self, statement: Statement) -> Statement:
        """A statement whose citations have their numbers, with what answers in it marked."""
        cited: dict[int, Citation] = {}
        for citation in statement.citations:
            key = _key(citation)
            known = self._numbered.get(key)
            if known is None:
                known = citation.model_copy(update={"number": len(self._numbered) + 1})
            # One quote may answer two parts of a question by different words.
            spans = tuple(dict.fromkeys((*known.spans, *citation.spans)))
            self._numbered[key] = known.model_copy(update={"spans": spans})
            cited.setdefault(known.number, self._numbered[key])
        spans = statement.spans or _answering(statement)
        return statement.model_copy(update={"citations": tuple(cited.values()), "spans": spans})


def numbered(statements: Sequence[Statement]) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Number the citations of statements; also returned: every citation once."""
    numbering = Numbering()
    first = [numbering.number(statement) for statement in statements]
    return tuple(_citing(one, numbering.citations) for one in first), numbering.citations


def renumbered(
    claims: Iterable[Claim], cited: Sequence[Citation], places: Mapping[int, int] | None = None
) -> tuple[Claim, ...]:
    """Claims by citations as the answer numbers them; what it does not cite is left out.

    Args:
        claims: The claims.
        cited: The citations of the answer.
        places: Where the answer has the statements of the claims, where that is not as it was.
    """
    known = {_key(c): c for c in cited}
    kept = []
    for claim in claims:
        own = tuple(known[key] for c in claim.citations if (key := _key(c)) in known)
        at = claim.statement if places is None else places.get(claim.statement)
        if own and at is not None:
            kept.append(claim.model_copy(update={"citations": own, "statement": at}))
    return tuple(kept)


def _citing(statement: Statement, cited: Sequence[Citation]) -> Statement:
    """A statement with the citations of the answer in the place of those of the same number."""
    own = tuple(cited[citation.number - 1] for citation in statement.citations)
    return statement.model_copy(update={"citations": own})


def _answering(statement: Statement) -> tuple[tuple[int, int], ...]:
    """Where a statement says what one of its citations marks; the first one that it says."""
    for citation in statement.citations:
        for start, end in citation.spans:
            said = " ".join(citation.quote[start:end].split())
            at = statement.text.find(said, _same_place(citation.quote, start, statement.text))
            if said and at >= 0:
                return ((at, at + len(said)),)
    return ()


def _same_place(quote: str, start: int, text: str) -> int:
    """Where a character of a quote stands in a text that is the quote on one line; else 0."""
    before = " ".join(quote[:start].split())
    return len(before) if text == " ".join(quote.split()) else 0


def _key(citation: Citation) -> tuple[str, int, int]:
    return citation.file, citation.start, citation.end


def shortest(statements: Sequence[Statement]) -> str:
    """The answer in the fewest words: what is marked for the first statement.

    It is verbatim, and empty where nothing is marked.
    """
    marked = next((c for s in statements[:1] for c in s.citations if c.spans), None)
    return marked.quote[slice(*marked.spans[0])] if marked else ""


def marked(statements: Iterable[Statement]) -> str:
    """The text of an answer: its statements, each with the numbers of its citations.

    A statement that its citations do not bear out says so itself.
    """
    parts = []
    for statement in statements:
        markers = "".join(
            citation_markers.mark(citation.number) for citation in statement.citations
        )
        proof = () if statement.supported else (UNPROVED,)
        parts.append(" ".join(part for part in (statement.text, markers, *proof) if part))
    return " ".join(parts)


def unmarked(text: str) -> str:
    """The text of an answer as it was written: what a model is told of the conversation."""
    return " ".join(citation_markers.MARKER.sub("", text).replace(UNPROVED, "").split())


def is_refusal(text: str) -> bool:
    """Whether a sentence is the refusal, however it is written."""
    return words.split(text) == words.split(REFUSAL)


class Files:
    """The articles as they are on disk now, each read once: what citations are checked against."""

    def __init__(self, corpus: Path, named: Fields = fields.COMMON) -> None:
        self._corpus = corpus
        self._named = named
        self._texts: dict[str, str | None] = {}

    def confirm(self, cited: Citation | Passage) -> bool:
        """Whether the file can be read, and `text[start:end]` is the quote or the passage."""
        if cited.file not in self._texts:
            self._texts[cited.file] = _text(self._corpus, cited.file, self._named)
        text = self._texts[cited.file]
        quote = cited.quote if isinstance(cited, Citation) else cited.text
        return text is not None and text[cited.start : cited.end] == quote


def verified(answer: Answer, corpus: Path, named: Fields = fields.COMMON) -> Answer:
    """The answer without whatever the files do not bear out; itself when all is well.

    A statement of which one citation is false is dropped whole; an answer without statements is
    a refusal.

    Args:
        answer: The answer.
        corpus: The folder of its files.
        named: What the fields of records are called there.
    """
    disk = Files(corpus, named)
    passages = tuple(p for p in answer.passages if disk.confirm(p))
    kept = [
        at
        for at, statement in enumerate(answer.statements)
        if all(disk.confirm(citation) for citation in statement.citations)
    ]
    if len(passages) == len(answer.passages) and len(kept) == len(answer.statements):
        return answer
    statements, cited = numbered([answer.statements[at] for at in kept])
    places = {old: new for new, old in enumerate(kept)}
    return answer.model_copy(
        update={
            "passages": passages,
            "statements": statements,
            "citations": cited,
            "text": marked(statements) if statements else REFUSAL,
            "short": shortest(statements) if answer.short else "",
            "agreement": renumbered(answer.agreement, cited, places),
            "parts": tuple(_without(part, cited, places) for part in answer.parts),
            "refused": not statements,
            "notes": (
                *answer.notes,
                gettext("A file changed while it was being cited; ask again."),
            ),
        }
    )


def _without(part: Part, cited: Sequence[Citation], places: Mapping[int, int]) -> Part:
    """A part of a question without the statements that the answer has no more."""
    kept = tuple(places[at] for at in part.statements if at in places)
    whole = kept[:1] == tuple(places.get(at) for at in part.statements[:1])
    return part.model_copy(
        update={
            "statements": kept,
            "short": part.short if whole else "",
            "agreement": renumbered(part.agreement, cited, places),
            "refused": not kept,
        }
    )


def _text(corpus: Path, file: str, named: Fields) -> str | None:
    try:
        return documents.text_of(file, files.read(corpus, file), named)
    except (OSError, ValueError):
        return None
