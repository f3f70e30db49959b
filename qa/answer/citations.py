"""Citations: made from sentences, numbered once in order of use, and checked against the files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import Path

from qa.answer.spans import CharacterRange
from qa.corpus import documents, fields, files
from qa.corpus.fields import Fields
from qa.index.memory import Index
from qa.locale import gettext, gettext_noop, ngettext
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
            known = self.take(citation)
            # One quote may answer two parts of a question by different words.
            spans = tuple(dict.fromkeys((*known.spans, *citation.spans)))
            known = known.model_copy(update={"spans": spans})
            self._numbered[_key(citation)] = known
            cited.setdefault(known.number, known)
        spans = statement.spans or _answering(statement)
        return statement.model_copy(update={"citations": tuple(cited.values()), "spans": spans})

    def take(self, citation: Citation) -> Citation:
        """A citation with its number."""
        new = citation.model_copy(update={"number": len(self._numbered) + 1})
        return self._numbered.setdefault(_key(citation), new)


def numbered(
    statements: Sequence[Statement], beside: Iterable[Citation] = ()
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Number the citations of statements; also returned: every citation once.

    Args:
        statements: The statements, in order.
        beside: What else is cited, after them.
    """
    numbering = Numbering()
    first = [numbering.number(statement) for statement in statements]
    for citation in beside:
        numbering.take(citation)
    return tuple(_citing(one, numbering.citations) for one in first), numbering.citations


def renumbered(
    claims: Iterable[Claim], cited: Sequence[Citation], places: Mapping[int, int] | None = None
) -> tuple[Claim, ...]:
    """Claims by citations as the answer numbers them; what it does not cite is left out.

    Args:
        claims: The claims.
        cited: The citations of the answer.
        places: Where the answer has the statements of the claims, where that is not as it was. A
            claim of a statement that it has no more is left out.
    """
    known = {_key(c): c for c in cited}
    kept = []
    for claim in claims:
        own = tuple(known[key] for c in claim.citations if (key := _key(c)) in known)
        at = claim.statement
        lost = places is not None and at is not None and at not in places
        if places is not None and at is not None:
            at = places.get(at)
        if own and not lost:
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
    """The articles as they are on disk now, each read once: what citations are checked against.

    Args:
        corpus: Their folder.
        named: What the fields of records are called there.
        away: Files that the index keeps though they cannot be reached, and since when.

    Attributes:
        unread: The files of which it is not known what they say now: they cannot be read.
    """

    def __init__(
        self, corpus: Path, named: Fields = fields.COMMON, away: Mapping[str, str] | None = None
    ) -> None:
        self._corpus = corpus
        self._named = named
        self._away = away or {}
        self._texts: dict[str, str | None] = {}
        self.unread: set[str] = set()

    def confirm(self, cited: Citation | Passage) -> bool:
        """Whether the file can be read, and `text[start:end]` is the quote or the passage."""
        if cited.file not in self._texts:
            self._texts[cited.file] = self._text(cited.file)
        text = self._texts[cited.file]
        quote = cited.quote if isinstance(cited, Citation) else cited.text
        return text is not None and text[cited.start : cited.end] == quote

    def _text(self, file: str) -> str | None:
        try:
            return documents.text_of(file, files.read(self._corpus, file), self._named)
        except OSError as error:
            if file in self._away or not files.is_gone(error):
                self.unread.add(file)
        except ValueError:
            pass
        return None

    def doubted(self, cited: Iterable[Citation]) -> set[str]:
        """The files of citations that are not confirmed."""
        return {citation.file for citation in cited if not self.confirm(citation)}

    def told(self, names: Iterable[str]) -> str:
        """Files that cannot be read, by name, and since when where that is known."""
        return "; ".join(
            gettext("{file}, not reachable since {day}", file=name, day=self._away[name])
            if name in self._away
            else name
            for name in sorted(names)
        )


def verified(answer: Answer, disk: Files) -> Answer:
    """The answer without whatever the files do not bear out; itself when all is well.

    A statement of which one citation is not borne out is dropped whole; an answer without
    statements is a refusal. A file that cannot be read is told by its name: what was indexed of it
    answers, and nobody knows whether it still says so.

    Args:
        answer: The answer.
        disk: The files.
    """
    passages = tuple(p for p in answer.passages if disk.confirm(p))
    kept = [
        at
        for at, statement in enumerate(answer.statements)
        if all(disk.confirm(citation) for citation in statement.citations)
    ]
    beside = _beside(answer)
    borne_out = [citation for citation in beside if disk.confirm(citation)]
    whole = len(kept) == len(answer.statements) and borne_out == beside
    if len(passages) == len(answer.passages) and whole:
        return answer
    statements, cited = numbered([answer.statements[at] for at in kept], borne_out if kept else ())
    places = {old: new for new, old in enumerate(kept)}
    proven = answer.model_copy(
        update={
            "passages": passages,
            "statements": statements,
            "citations": cited,
            "text": marked(statements) if statements else REFUSAL,
            "short": shortest(statements) if answer.short else "",
            "agreement": renumbered(answer.agreement, cited, places),
            "parts": tuple(_without(part, cited, places) for part in answer.parts),
            "refused": not statements,
            "confidence": answer.confidence if statements or answer.refused else 0.0,
        }
    )
    doubted = disk.doubted(answer.citations)
    dropped = {p.file for p in answer.passages if not disk.confirm(p)}
    notes = []
    if unread := doubted & disk.unread:
        notes.append(_unread(disk, unread))
    if (doubted | dropped) - disk.unread:
        notes.append(gettext("A file changed while it was being cited; ask again."))
    reason = answer.reason
    if unread and not statements:
        reason = gettext("what answers cannot be read now")
    return proven.model_copy(update={"notes": (*answer.notes, *notes), "reason": reason})


def _beside(answer: Answer) -> list[Citation]:
    """What an answer cites for its claims alone."""
    stated = {_key(c) for statement in answer.statements for c in statement.citations}
    return [citation for citation in answer.citations if _key(citation) not in stated]


def _unread(disk: Files, names: Set[str]) -> str:
    return ngettext(
        "As it was indexed this article answers, and it cannot be read now, so it is not quoted: "
        "{files}.",
        "As they were indexed these articles answer, and they cannot be read now, so they are not "
        "quoted: {files}.",
        len(names),
        files=disk.told(names),
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
