"""The data that flow through `qa`: small, frozen, and safe to share between threads.

Offsets are characters in the file's decoded text, `start` inclusive and `end` exclusive, so that
`text[start:end]` is the thing itself. Lines are counted from 1. Files are paths relative to the
corpus folder, with `/` between the parts on every system.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field, computed_field
from typing_extensions import TypedDict  # pydantic takes no other before Python 3.12

Vectors = npt.NDArray[np.float32]  # (n, dim) or (dim,), of unit length


# Whether the articles say a statement.
Verdict = Literal["supported", "not supported", "contradicted"]


class Turn(TypedDict):
    """One turn of a conversation, as the chat APIs write it."""

    role: Literal["user", "assistant"]
    content: str


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class Span(_Frozen):
    """A stretch of a text: characters `start` (inclusive) to `end` (exclusive)."""

    start: int
    end: int


class Block(_Frozen):
    """A piece of an article's structure: a slice of its text, and how it is to be read.

    Attributes:
        kind: `prose` is cut into sentences; an `item`, a table `row`, a `pair` ("Fee: 40 dollars")
            and a `line` are quoted whole; a `heading` and an `aside` (code) are context for what
            stands beside them, and never quoted.
        start, end: Where it stands.
        context: What one has read before it: headings, the line that introduces a list. It counts
            where the block is searched and judged, and is never part of a quote.
        reading: How it reads, where that is not how it is written: the cells of a row, each after
            the name of its column. Empty where it reads as written.
        where: Its address within the article, such as `§ Fees, row 2`.
    """

    kind: Literal["prose", "item", "row", "pair", "line", "heading", "aside"]
    start: int
    end: int
    context: str = ""
    reading: str = ""
    where: str = ""


class Mark(_Frozen):
    """From `start` on, up to the next mark, the text stands at `where` ("page 3", "12:04")."""

    start: int
    where: str


class Record(_Frozen):
    """From `start` on, up to the next record, the text is an article of its own.

    So it is with the records of a dump, the entries of a feed and the messages of a box.
    """

    start: int
    title: str = ""
    date: str | None = None


class Document(_Frozen):
    """One article as it was read: its text, and what could be told about it.

    Attributes:
        file: Path relative to the corpus, `/`-separated.
        text: The decoded text of a file that is text, else what was extracted from it; every
            offset in `qa` counts its characters.
        digest: SHA-256 of the file's bytes, in hex: the identity of its content.
        title: The headline where the article shows one.
        date: The date of publication where the article shows one, as `YYYY-MM-DD`.
        authors: Who wrote it, where the article says so.
        tags: Keywords that the article gives itself.
        blocks: Its structure, in order, without overlaps. What is in none is no article text.
        hidden: Spans of markup within the blocks: characters that say how a text looks or where a
            link leads, and are not read.
        marks: Pages, messages, time codes: where the text stands from an offset on.
        records: The articles that the file holds, where it holds several.
        boilerplate: Spans that are no article text (page furniture, repeated headlines).
        warnings: What a reader of the file should know, such as bytes that are not UTF-8.
    """

    file: str
    text: str
    digest: str
    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    hidden: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()
    records: tuple[Record, ...] = ()
    boilerplate: tuple[Span, ...] = ()
    warnings: tuple[str, ...] = ()


class Within(_Frozen):
    """Which articles may answer: those that meet every condition given.

    Attributes:
        files: Just these, as citations name them; None for all.
        paths: Patterns of paths, as `.gitignore` writes them ("reports/*", "*.pdf"); any of them.
        since, until: The days between which an article is dated, both included: "2024",
            "2024-05" or "2024-05-17". What has no date is left out.
        types: Kinds of files ("pdf", "markdown", ".txt"); any of them.
    """

    files: tuple[str, ...] | None = None
    paths: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    types: tuple[str, ...] = ()


class Passage(_Frozen):
    """A retrieved stretch of an article, cut at sentence borders.

    `score` is higher for a better match; it orders the passages of one question and is not
    comparable between questions.
    """

    file: str
    start: int
    end: int
    line: int
    end_line: int
    text: str
    score: float


class Citation(_Frozen):
    """A verbatim quote: `text[start:end] == quote` holds for the file's text.

    That is the decoded text of a file that is text, else the text that was extracted from it:
    `Assistant.article` shows it. `title` is the article's, or the file's name; where a file holds
    several articles (records, messages), `title` and `date` are those of the one that is quoted.
    `where` is what people use there for an address ("page 3", "§ Fees, row 2", "12:04"), and may
    be empty.
    `spans` are the places within the quote that answer the question, as characters of the quote:
    `quote[start:end]`. There may be none.
    """

    number: int
    file: str
    quote: str
    start: int
    end: int
    line: int
    end_line: int
    title: str = ""
    date: str | None = None
    where: str = ""
    spans: tuple[tuple[int, int], ...] = ()


class Statement(_Frozen):
    """One sentence of an answer, with the citations that prove it.

    Attributes:
        text: The sentence.
        citations: What it rests on; of one that is not supported, what is nearest to it.
        supported: Whether what the citations quote was found to say it: `verdict` is `supported`.
        verdict: `supported`; `not supported` where the articles lack something of it, or
            `contradicted` where they say the opposite, or another number, day or name of the same.
        reason: What is missing or said otherwise, in a short phrase. Of a supported statement, what
            was left out of the sentence that a model wrote; mostly empty.
        judged: What a language model that judges (`QA_VERIFIER`) said of it, as it said it.
        spans: The places within it that answer the question, as characters of its text, by what its
            own citations mark. There may be none.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    supported: bool = True
    verdict: Verdict = "supported"
    reason: str = ""
    judged: str = ""
    spans: tuple[tuple[int, int], ...] = ()


# What a statement of a draft is to the articles, and what of a draft is no statement.
CheckVerdict = Literal["supported", "contradicted", "not in the articles"]
LeftOutKind = Literal[
    "headline", "question", "opinion", "quotation", "greeting", "link", "code", "fragment"
]


class CheckedPart(_Frozen):
    """A part of a statement of a draft that is judged by itself: what is proved, or what is left.

    Attributes:
        text: The part, in the words of the statement as it was read.
        verdict: `supported` of one part; of the other that of the statement.
        reason: What is missing of it, or what the articles say instead; empty where supported.
        citations: What proves it, numbered after those of the statement.
    """

    text: str
    verdict: CheckVerdict
    reason: str = ""
    citations: tuple[Citation, ...] = ()


class CheckedStatement(_Frozen):
    """One statement of a draft, and what the articles make of it.

    Attributes:
        text: The statement, verbatim: `draft[start:end] == text`.
        start, end: Its characters in the draft.
        line: The line of the draft that it begins on, from 1.
        verdict: `supported` where the articles say it, `contradicted` where they say otherwise,
            `not in the articles` where they do neither.
        reason: What is missing, or what the articles say instead; mostly empty where supported.
        citations: What proves it; of a contradiction, what the articles say instead; of what is not
            in them, what comes nearest, if anything is near.
        otherwise: Of a supported statement, where other articles say something else.
        parts: Of a statement that is not supported, what is supported of it and what is not, in
            their order, where it can be cut cleanly between the two; else none.
        judged: What a language model that judges (`QA_VERIFIER`) said of it, as it said it.
        read_as: How it was read, where that is not how it is written: "He" as who the sentence
            before names. Empty where it was read as it is written.
    """

    text: str
    start: int
    end: int
    line: int
    verdict: CheckVerdict
    reason: str = ""
    citations: tuple[Citation, ...] = ()
    otherwise: tuple[Citation, ...] = ()
    parts: tuple[CheckedPart, ...] = ()
    judged: str = ""
    read_as: str = ""

    @property
    def quoted(self) -> tuple[Citation, ...]:
        """All that is quoted to it, by number."""
        of_parts = tuple(citation for part in self.parts for citation in part.citations)
        return (*self.citations, *self.otherwise, *of_parts)


class LeftOut(_Frozen):
    """A piece of a draft that states nothing which articles could bear out: `draft[start:end]`."""

    text: str
    start: int
    end: int
    line: int
    kind: LeftOutKind


class CheckReport(_Frozen):
    """A draft held against the articles, statement by statement.

    Attributes:
        name: What the draft is called; may be empty.
        draft: Its text, to which all offsets refer.
        checked: Its statements, in order.
        left_out: What states nothing, in order: headlines, questions, opinions and the like.
        notes: What the reader should know.
        seconds: How long it took.
    """

    name: str
    draft: str
    checked: tuple[CheckedStatement, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
    seconds: float = 0.0

    @computed_field  # type: ignore[prop-decorator]
    @property
    def counts(self) -> dict[str, int]:
        """How many statements there are of each verdict, and how many pieces were left out."""
        found = dict.fromkeys(get_args(CheckVerdict), 0)
        for statement in self.checked:
            found[statement.verdict] += 1
        return found | {"left out": len(self.left_out)}

    @property
    def passed(self) -> bool:
        """Whether the articles bear out every statement."""
        return all(statement.verdict == "supported" for statement in self.checked)


class Claim(_Frozen):
    """What some articles say in answer to a question, beside what others say.

    Attributes:
        value: The answer that they give, as the first of them words it.
        citations: Where they say it; each article once.
        relation: How it relates to the first claim of the answer: `same` (the first claim itself),
            `compatible` (both can be true, as "four and a half" and "more than four"), `different`
            (another value) or `contradictory` (the opposite).
        copies: The files of those cited articles that carry the text of another one of them, or say
            that they have it from another paper.
        statement: Which statement of the answer says it: its place in `Answer.statements`, from 0;
            None where a language model left it out.
    """

    value: str
    citations: tuple[Citation, ...]
    relation: Literal["same", "compatible", "different", "contradictory"] = "same"
    copies: tuple[str, ...] = ()
    statement: int | None = 0

    @property
    def sources(self) -> int:
        """How many articles say it, those that carry one text counted once."""
        cited = Counter(citation.file for citation in self.citations)
        return (cited - Counter(self.copies)).total()


class Part(_Frozen):
    """One of several questions that were asked at once, and what answers it.

    Attributes:
        question: That question, in the words in which it was asked.
        short: The answer to it in the fewest words, as `Answer.short`.
        statements: The statements that answer it: their places in `Answer.statements`, from 0. One
            statement may answer several parts.
        agreement: What the articles say in answer to it, as `Answer.agreement`.
        refused: Whether the articles do not say it.
        reason: Why it was refused, in a few words; empty otherwise.
        confidence: An estimate in [0, 1] that it is answered right.
    """

    question: str
    short: str = ""
    statements: tuple[int, ...] = ()
    agreement: tuple[Claim, ...] = ()
    refused: bool = False
    reason: str = ""
    confidence: float = Field(ge=0.0, le=1.0)


class Usage(_Frozen):
    """Tokens that a language model read and wrote; zeros when none was asked."""

    input_tokens: int = 0
    output_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            input_tokens=self.input_tokens + other.input_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
        )


class Pending(_Frozen):
    """What a language model has written and nothing has proved: of no answer a part yet.

    Each takes the place of the one before it. Show it as what it is, never as a part of the answer.

    Attributes:
        text: The words of the next statement so far, which have no verdict, without markers; empty
            where everything has its verdict.
        unproved: Statements before it that are checked and not proved, each with its verdict. They
            become a part of the answer with the first one that is proved; an answer of which none
            is becomes a refusal.
    """

    text: str
    unproved: tuple[Statement, ...] = ()


class Answer(_Frozen):
    """An answer and its proof.

    Attributes:
        question: As it was asked.
        standalone_question: What was searched for: the question, made to stand alone when it
            leaned on the conversation.
        text: What to show, with `[1]` markers that name citations by their number.
        short: The answer in the fewest words, verbatim from a citation; empty where no few words
            can be the answer (yes or no, a reason), or none stand out.
        statements: The sentences of the answer, in order.
        citations: Every citation once, by number from 1: those of the statements, then those of
            claims that no statement makes.
        agreement: What the articles say in answer, claim by claim: the first is the answer's own,
            with every article that gives it; the others differ from it. Empty where only one
            article gives an answer. Of a question of several parts, where articles differ on one.
        parts: The questions that were asked at once, in order, each with its answer; empty where
            one was asked. `short` is empty where more than one is answered.
        passages: What was retrieved, best first; in a refusal, the nearest passages.
        refused: True when the articles do not say it; then there are no citations.
        reason: Why it was refused, in a few words; empty otherwise. `no question` where nothing
            was asked of the articles.
        confidence: An estimate in [0, 1] that the answer is right, comparable across questions.
        mode: `extractive` (quoted on this machine) or `generative` (written by a language model).
        model: The model that answered; in extractive mode, the embedding model.
        usage: Tokens read and written by a language model.
        timings: Seconds by step (`sync`, `retrieve`, `answer`, `total`).
        notes: What the reader should know about this answer, such as a model that failed.
    """

    question: str
    standalone_question: str
    text: str
    short: str = ""
    statements: tuple[Statement, ...] = ()
    citations: tuple[Citation, ...] = ()
    agreement: tuple[Claim, ...] = ()
    parts: tuple[Part, ...] = ()
    passages: tuple[Passage, ...] = ()
    refused: bool = False
    reason: str = ""
    confidence: float = Field(ge=0.0, le=1.0)
    mode: Literal["extractive", "generative"] = "extractive"
    model: str = ""
    usage: Usage = Usage()
    timings: dict[str, float] = Field(default_factory=dict)
    notes: tuple[str, ...] = ()


class Article(_Frozen):
    """An indexed file: what a list of the library shows.

    `records` is how many articles it holds, where it holds several; else 0. `warnings` are what a
    reader of it should know, such as pages without text.
    """

    file: str
    title: str | None
    date: str | None
    characters: int
    passages: int
    sentences: int
    records: int = 0
    warnings: tuple[str, ...] = ()


class Skipped(_Frozen):
    """A file that was not indexed, and why."""

    file: str
    reason: str


class SyncReport(_Frozen):
    """What a sync did. `added`, `updated`, `removed` and `unchanged` are files.

    `skipped` are files that could not be indexed, `unread` those of kinds that are not read;
    `warnings` concern files that were, now or before.
    `passages` counts what the store holds afterwards, `embedded` the texts embedded now.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    unread: tuple[Skipped, ...] = ()
    warnings: tuple[str, ...] = ()
    passages: int = 0
    embedded: int = 0
    seconds: float = 0.0
