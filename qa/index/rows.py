"""One sentence as it is stored, and what is told from many of them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

VERSION_ID = 41  # characters of `version_id`
Finished = tuple[int, str, str]  # the stamp, file and digest of a version
_RUNNING = frozenset(("id", "no", "no.", "nr", "nr.", "#", "row", "index"))  # columns that number


@dataclass(frozen=True)
class Row:
    """One sentence as it is stored.

    `lead` is the text between the sentence before and this one, `tail` what follows the last one.
    `unit` and `passage` number the group of sentences within the file. `stamp` grows with every
    sync that wrote the version: of two finished versions of a file the later one is current.
    `title` and `date` are those of the article; `record` is its number, from 1, in a file that
    holds several, else 0.
    `warnings` of the last sentence are what a reader of the file should know, a line each.
    `context`, `reading`, `where` and `kind` are those of the `qa.types.Block` that the text is of.
    """

    file: str
    digest: str
    index: int
    count: int
    start: int
    end: int
    unit: int
    passage: int
    heading: bool
    text: str
    lead: str
    tail: str
    title: str
    date: str
    stamp: int
    context: str = ""
    reading: str = ""
    where: str = ""
    kind: str = "prose"
    record: int = 0
    warnings: str = ""

    @property
    def article(self) -> str:
        """What names the article: its file, and the record where the file holds several."""
        return article_name(self.file, self.record)

    @property
    def cells(self) -> dict[str, str]:
        """The cells of a row of a table by the names of their columns; those without count."""
        parts = [part.partition(": ") for part in self.read.split("; ")]
        return {
            name if value else str(i): value or name for i, (name, _, value) in enumerate(parts)
        }

    @property
    def key(self) -> str:
        """What names a row of a table, or a pair ("Fee: 40 dollars").

        Of a row it is the first cell that is no running number.
        """
        if self.kind == "row":
            named = [cell for name, cell in self.cells.items() if name.lower() not in _RUNNING]
            return next(iter(named or self.cells.values()), "")
        return self.text.partition(":")[0] if self.kind == "pair" and not self.reading else ""

    @property
    def tells_of_article(self) -> bool:
        """Whether it says who wrote its article, when, or how it is called."""
        return self.kind == "pair" and bool(self.reading)

    @property
    def read(self) -> str:
        """The text as it reads: without markup, a row's cells with the names of their columns."""
        return self.reading or self.text

    @property
    def searched(self) -> str:
        """What is embedded and searched: the text as it reads, after its context."""
        return f"{self.context} {self.read}" if self.context else self.read

    @property
    def id(self) -> str:
        """The same for the same sentence of the same version of the same file."""
        return f"{version_id(self.file, self.digest)}-{self.index}"

    @property
    def metadata(self) -> dict[str, str | int | bool]:
        """The row as Chroma keeps it beside the text."""
        fields = {name: value for name, value in vars(self).items() if name != "text"}
        return {**fields, "key": text_key(self.searched)}


@dataclass(frozen=True)
class Version:
    """What the store holds of one version of one file."""

    file: str
    digest: str
    rows: int
    count: int

    @property
    def complete(self) -> bool:
        """Whether no row is missing."""
        return self.rows == self.count

    @property
    def ids(self) -> list[str]:
        """The ids of its rows, of those that are missing too."""
        name = version_id(self.file, self.digest)
        return [f"{name}-{index}" for index in range(self.count)]


def article_name(file: str, record: int) -> str:
    """What names an article: its file, and its record, from 1, where the file holds several."""
    return f"{file}#{record}" if record else file


@dataclass(frozen=True)
class Head:
    """What the first row of a version tells of it: `count` rows, written with this stamp."""

    file: str
    digest: str
    count: int
    stamp: int

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Head:
        """What the metadata of a row tells of its version."""
        return cls(data["file"], data["digest"], data["count"], data["stamp"])

    @property
    def name(self) -> str:
        """What the ids of its rows begin with."""
        return version_id(self.file, self.digest)

    @property
    def ids(self) -> list[str]:
        """Those of its rows."""
        name = self.name
        return [f"{name}-{index}" for index in range(self.count)]

    @property
    def finished(self) -> Finished:
        """What tells it from other finished versions of the file."""
        return self.stamp, self.file, self.digest


def of_metadata(data: dict[str, Any], text: str) -> Row:
    """The row of which `data` is the metadata."""
    fields = {name: value for name, value in data.items() if name != "key"}
    return Row(text=text, **fields)


def text_key(text: str) -> str:
    """What the rows of the same text have in common."""
    return uuid.uuid5(uuid.NAMESPACE_OID, text).hex


def finished(rows: Iterable[Row]) -> list[Finished]:
    """The versions of which no row is missing."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        found[row.file, row.digest].append(row)
    return [
        (min(row.stamp for row in version), file, digest)
        for (file, digest), version in found.items()
        if len(version) == version[0].count
    ]


def latest(versions: Iterable[Finished]) -> dict[str, str]:
    """The digest of each file's latest version."""
    return {file: digest for _, file, digest in sorted(versions)}


def of_versions(rows: Sequence[Row], digests: Mapping[str, str]) -> list[int]:
    """The numbers of the rows of one version of each file, by file and position."""
    return sorted(
        (i for i, row in enumerate(rows) if digests.get(row.file) == row.digest),
        key=lambda i: (rows[i].file, rows[i].index),
    )


def version_id(file: str, digest: str) -> str:
    """What the ids of the rows of a version of a file begin with."""
    return f"{uuid.uuid5(uuid.NAMESPACE_URL, file).hex[:20]}-{digest[:20]}"
