"""What the suites ask, and what counts as right: one JSON object a line of their files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.errors import GoldError
from eval.gold import corpus as articles
from eval.gold.questions import GoldSentence, PastTurn, Question, Split
from eval.paths import Paths
from qa.types import Turn, Verdict

SUITES = ("inputs", "corpora", "near", "pairs", "statements", "writers", "drafts", "formats")
NEAR = "near"
STATEMENTS = "statements"  # the suite in which nothing is asked
SEEDS = "seeds"  # the corpus that the gold set is about
KINDS = "kinds of files"  # the corpus of the suite `formats`

DraftVerdict = Literal["supported", "contradicted", "not in the articles", "left out"]
Relation = Literal["same", "compatible", "different", "contradictory"]
Groups = tuple[tuple[str, ...], ...]


class Item(BaseModel):
    """Something that is asked of a corpus.

    Attributes:
        id: A name that stays the same when the suite grows.
        question: As somebody would type it.
        split: `dev` may be looked at while the program is improved, `test` may not.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    question: str
    split: Split

    @property
    def sort(self) -> str:
        """The row of the table of figures that it counts in."""
        return ""

    @property
    def place(self) -> str:
        """The corpus that it is asked over."""
        return SEEDS

    @property
    def turns(self) -> list[Turn]:
        """Earlier turns, as `qa` takes them."""
        return []

    @property
    def digest(self) -> str:
        """Changes when anything about the item does."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:12]


class NoQuestion(Item):
    """An input that asks nothing of the articles, by what it is instead."""

    kind: str

    @property
    def sort(self) -> str:  # noqa: D102
        return self.kind.replace("_", " ")


class FalsePremise(Item):
    """A question that takes for granted what is not so.

    Attributes:
        premise: What is so instead, in our words.
        contradicting: The sentence that says so; None where nothing but silence contradicts.
        file: Where it stands.
    """

    premise: str
    contradicting: str | None
    file: str

    @property
    def sort(self) -> str:  # noqa: D102
        return "false premise"


class Keywords(Item):
    """A question in keywords, or in many polite words; `required` as in the gold set."""

    required: Groups

    @property
    def sort(self) -> str:  # noqa: D102
        return "keywords"


class Evidence(BaseModel):
    """A sentence that proves an answer, verbatim from one line of a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    quote: str


class Side(BaseModel):
    """One of the values that articles give in answer.

    Attributes:
        value: In the words of one of them.
        files: Those that give it, copies included.
        also: Other spellings of the value.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: str
    files: tuple[str, ...]
    also: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way in which the articles write it."""
        return (self.value, *self.also)


class CorpusQuestion(Item):
    """A question over a small corpus; its README says what the fields mean."""

    corpus: str
    type: str
    history: tuple[PastTurn, ...] = ()
    required: Groups = ()
    forbidden: tuple[str, ...] = ()
    should_refuse: bool = False
    evidence: tuple[Evidence, ...] = ()
    agree: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    conflict: tuple[Side, ...] = ()
    relation: Relation | None = None
    unanswered_half: str = ""
    standalone: bool | None = None
    smalltalk: bool = False

    @property
    def sort(self) -> str:  # noqa: D102
        return self.type

    @property
    def place(self) -> str:  # noqa: D102
        return self.corpus

    @property
    def turns(self) -> list[Turn]:  # noqa: D102
        return [{"role": turn.role, "content": turn.content} for turn in self.history]

    @property
    def refusable(self) -> bool:
        """Whether a refusal is right: of what the articles do not say, and of small talk."""
        return self.should_refuse or self.smalltalk

    @property
    def disputed(self) -> bool:
        """Whether its values cannot all be true, so that nobody may be cited for two of them."""
        return len(self.conflict) > 1 and self.relation in ("different", "contradictory")

    def sentences(self, texts: Mapping[str, str]) -> tuple[GoldSentence, ...]:
        """The evidence where it stands in the articles."""
        return tuple(located(texts, one.file, one.quote) for one in self.evidence)


class NearQuestion(CorpusQuestion):
    """A question that its article answers, or one like it that it only seems to answer.

    Its `type` says what misleads in the second.
    """

    @property
    def place(self) -> str:  # noqa: D102
        return f"{NEAR}/{self.corpus}"


class Pair(Item):
    """Two articles, and a question that they answer with these values."""

    kind: str
    a: str
    b: str
    value_a: str
    value_b: str

    @property
    def sort(self) -> str:  # noqa: D102
        return self.kind

    @property
    def place(self) -> str:  # noqa: D102
        return f"pair-{self.id}"

    @property
    def agreeing(self) -> bool:
        """Whether both articles say the same."""
        return self.kind == "same"

    @property
    def texts(self) -> dict[str, str]:
        """The corpus: file → text."""
        return {"a.txt": self.a, "b.txt": self.b}


class JudgedStatement(Item):
    """A statement that is judged by sentences of a small corpus; nothing is asked.

    Attributes:
        question: The statement; `statement` in the file.
        corpus: The folder of the articles.
        kind: What kind of true or of false statement it is.
        verdict: What a careful reader says of it.
        evidence: The sentences that it is to be judged by.
    """

    question: str = Field(alias="statement")
    corpus: str
    kind: str
    verdict: Verdict
    evidence: tuple[Evidence, ...]

    @property
    def sort(self) -> str:  # noqa: D102
        return self.kind

    @property
    def place(self) -> str:  # noqa: D102
        return f"{STATEMENTS}/{self.corpus}"

    @property
    def is_true(self) -> bool:
        """Whether its evidence says it."""
        return self.verdict == "supported"


class WrittenStatement(JudgedStatement):
    """A statement that a language model by script writes in answer."""

    @property
    def sort(self) -> str:  # noqa: D102
        return "perfect" if self.is_true else "lying"


class DraftPiece(BaseModel):
    """A piece of a draft: its characters, what it is, and the verdict on it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: int
    end: int
    kind: str
    verdict: DraftVerdict


class Draft(BaseModel):
    """A draft with planted errors; the README beside the file says what the fields mean."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    corpus: str
    split: Split
    text: str
    pieces: tuple[DraftPiece, ...]

    def items(self) -> Iterator[DraftStatement]:
        """What is marked: every piece by itself, in its draft."""
        for number, piece in enumerate(self.pieces, 1):
            yield DraftStatement(
                id=f"{self.id}-{number:02}",
                question=self.text[piece.start : piece.end],
                split=self.split,
                corpus=self.corpus,
                draft=self.text,
                piece=piece,
            )


class DraftStatement(Item):
    """A piece of a draft that is checked as a whole; nothing is asked.

    Attributes:
        question: The piece, as it stands in the draft.
        corpus: The folder of the articles.
        draft: The whole draft.
        piece: Where it stands there, and the verdict on it.
    """

    corpus: str
    draft: str
    piece: DraftPiece

    @property
    def sort(self) -> str:  # noqa: D102
        return self.piece.kind

    @property
    def place(self) -> str:  # noqa: D102
        return self.corpus

    @property
    def states(self) -> bool:
        """Whether it is a statement at all."""
        return self.piece.verdict != "left out"


class FormatQuestion(Item):
    """A question on a folder of files of every kind.

    Attributes:
        required: As in the gold set.
        file: The file that answers; empty where none does.
        where: Part of the address within the file, as people use it there ("page 3", "row 2").
        should_refuse: Whether no file answers.
        open: Whether it was answered wrongly when it was written: what is still to be mended. It
            counts in every figure, and is not held against the tests.
    """

    required: Groups = ()
    file: str = ""
    where: str = ""
    should_refuse: bool = False
    open: bool = False

    @property
    def sort(self) -> str:  # noqa: D102
        return PurePosixPath(self.file).suffix.lstrip(".") or "not answered"

    @property
    def place(self) -> str:  # noqa: D102
        return KINDS


def load(suite: str, paths: Paths, split: str | None = None) -> list[Item]:
    """The items of a suite, in the order of its files.

    Raises:
        GoldError: There is no such suite, or a line of its files is no item.
    """
    if suite not in SUITES:
        raise GoldError(f"there is no suite '{suite}': gold, {', '.join(SUITES)}")
    return [item for item in _all(suite, paths) if split in (None, item.split)]


def digest(some: Sequence[Item]) -> str:
    """Names items by their content."""
    return hashlib.sha256("".join(item.digest for item in some).encode()).hexdigest()[:12]


def texts_of(place: str, paths: Paths) -> dict[str, str]:
    """The articles of a corpus that lies in a folder: file → text."""
    return articles.texts(folder_of(place, paths))


def folder_of(place: str, paths: Paths) -> Path:
    """The folder of a corpus; a pair's is made by who asks it."""
    if place.startswith(f"{STATEMENTS}/"):
        return paths.statements / place.removeprefix(f"{STATEMENTS}/")
    if place.startswith(f"{NEAR}/"):
        return paths.near / place.removeprefix(f"{NEAR}/")
    if place == KINDS:
        return paths.formats / "files"
    return paths.corpus if place == SEEDS else paths.corpora / place


def located(texts: Mapping[str, str], file: str, quote: str) -> GoldSentence:
    """A sentence with its place.

    Raises:
        GoldError: It does not stand in the file.
    """
    start = texts.get(file, "").find(quote)
    if start < 0 or not quote:
        raise GoldError(f"“{quote[:50]}” does not stand in {file}: run python -m eval check")
    return GoldSentence(file=file, quote=quote, start=start, end=start + len(quote))


def as_gold(question: CorpusQuestion, texts: Mapping[str, str]) -> Question:
    """A question of a corpus as the gold set would hold it, for the metrics of the gold set."""
    return Question(
        id=question.id,
        type=question.type,
        split=question.split,
        parent=None,
        history=question.history,
        question=question.question,
        answer=" ".join(group[0] for group in question.required),
        required=question.required,
        forbidden=question.forbidden,
        support=question.sentences(texts),
        also=(),
        should_refuse=question.should_refuse,
        must_pass=False,
    )


def _all(suite: str, paths: Paths) -> Iterator[Item]:
    if suite == "inputs":
        yield from _read(paths.inputs / "no-question.jsonl", NoQuestion)
        yield from _read(paths.inputs / "false-premise.jsonl", FalsePremise)
        yield from _read(paths.inputs / "keywords.jsonl", Keywords)
    elif suite == "corpora":
        yield from _read(paths.corpora / "questions.jsonl", CorpusQuestion)
    elif suite == NEAR:
        yield from _read(paths.near / "questions.jsonl", NearQuestion)
    elif suite == STATEMENTS:
        yield from _read(paths.statements / "statements.jsonl", JudgedStatement)
    elif suite == "writers":
        for one in _read(paths.statements / "statements.jsonl", WrittenStatement):
            yield one.model_copy(update={"id": f"written-{one.id}"})
    elif suite == "drafts":
        for draft in _read(paths.drafts / "drafts.jsonl", Draft):
            yield from draft.items()
    elif suite == "formats":
        yield from _read(paths.formats / "questions.jsonl", FormatQuestion)
    else:
        yield from _read(paths.corpora / "pairs.jsonl", Pair)


_Kind = TypeVar("_Kind", bound=BaseModel)


def _read(path: Path, kind: type[_Kind]) -> Sequence[_Kind]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise GoldError(f"the suite's file '{path}' cannot be read: {error.strerror}") from error
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            found.append(kind.model_validate_json(line))
        except ValidationError as error:
            reason = str(error).replace("\n", " ")[:200]
            raise GoldError(f"{path.name}:{number} is no {kind.__name__}: {reason}") from error
    return found
