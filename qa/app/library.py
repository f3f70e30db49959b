"""The library: the list of articles as HTML, and adding and removing files where that is allowed."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from qa.app.markup import attributes, button, escape
from qa.app.sources import title
from qa.assistant import Assistant
from qa.corpus import chunking, documents
from qa.errors import CorpusError, UsageError
from qa.types import Article, SyncReport

MAX_FILES = 20
MAX_BYTES = 5 * 1024 * 1024
_MAX_NAME = 120

_writing = threading.Lock()


def listing(articles: Sequence[Article], *, editable: bool) -> str:
    """The articles, each with a box to leave it out of the questions."""
    if not articles:
        return '<p class="quiet">No articles are indexed yet.</p>'
    rows = "".join(_row(article, editable) for article in articles)
    return (
        '<div class="library-head"><label class="every"><input type="checkbox" checked '
        'data-act="every"><span>Ask all articles</span></label></div>'
        f'<ul class="library">{rows}</ul>'
    )


def _row(article: Article, editable: bool) -> str:
    name = title(article)
    facts = [
        article.date,
        article.file if name != article.file else None,
        _size(article.characters),
        f"{article.passages} passage{'s' * (article.passages != 1)}",
    ]
    box = attributes(
        type="checkbox", checked=True, data_scope=article.file, aria_label=f"Ask {name}"
    )
    opening = attributes(class_="book", type="button", data_act="open", data_file=article.file)
    bin_ = (
        button("remove", f"Remove {article.file}", "trash", data_file=article.file)
        if editable
        else ""
    )
    return (
        f'<li data-article="{escape(article.file)}"><label class="tick"><input {box}></label>'
        f'<button {opening}><span class="card-title">{escape(name)}</span>'
        f'<span class="where">{escape(" · ".join(f for f in facts if f))}</span></button>{bin_}</li>'
    )


def _size(characters: int) -> str:
    return f"{characters:,} characters" if characters < 10_000 else f"{characters / 1000:,.0f} k"


def progress(done: int, total: int, file: str) -> str:
    """How a sync gets on."""
    share = round(100 * done / total) if total else 0
    return (
        f'<div class="progress" role="progressbar" aria-valuemin="0" aria-valuemax="100" '
        f'aria-valuenow="{share}" aria-label="Indexing"><i style="width:{share}%"></i></div>'
        f'<p class="quiet">{done:,} of {total:,} sentences {escape(file)}</p>'
    )


def report(done: SyncReport) -> str:
    """What a sync did."""
    counts = [
        f"{len(files)} {what}"
        for what, files in (
            ("added", done.added),
            ("updated", done.updated),
            ("removed", done.removed),
        )
        if files
    ]
    skipped = "".join(
        f'<p class="note">Skipped {escape(s.file)}: {escape(s.reason)}</p>' for s in done.skipped
    )
    return f'<p class="quiet">{", ".join(counts) or "Up to date"}.</p>{skipped}'


def told(message: str) -> str:
    """A message about what could not be done."""
    return f'<p class="trouble" role="alert"><span>{escape(message)}</span></p>'


def age(stamp: int) -> str:
    """A time in nanoseconds as ISO 8601, for the page to show in the visitor's own words."""
    return datetime.fromtimestamp(stamp / 1e9, UTC).isoformat(timespec="seconds")


def add(corpus: Path, uploads: Sequence[Path]) -> list[str]:
    """Copy uploaded files into the corpus folder.

    Every file is checked before the first is written.

    Returns:
        The names of the new files.

    Raises:
        UsageError: Too many, too large, of another kind, not text, or there already.
        CorpusError: The folder cannot be written.
    """
    if len(uploads) > MAX_FILES:
        raise UsageError(f"{len(uploads)} files at once: add {MAX_FILES} at most, then the rest")
    contents = {}
    with _writing:
        for upload in uploads:
            name = _checked_name(upload.name)
            if (corpus / name).exists() or name in contents:
                raise UsageError(f"'{name}' is there already: remove it first, or rename yours")
            contents[name] = _checked_content(name, upload)
        for name, content in contents.items():
            _write(corpus / name, content)
    return list(contents)


def _write(path: Path, content: bytes) -> None:
    """Make a file: never through a link, never over another one, and whole or not at all."""
    try:
        with path.open("xb") as file:
            try:
                file.write(content)
                file.flush()
            except OSError:
                path.unlink(missing_ok=True)
                raise
    except OSError as error:
        why = error.strerror or error
        raise CorpusError(f"'{path.name}' cannot be written to the folder: {why}") from error


def _checked_name(name: str) -> str:
    kinds = ", ".join(documents.SUFFIXES)
    if Path(name).suffix.lower() not in documents.SUFFIXES:
        raise UsageError(f"'{name[:60]}' is of a kind that cannot be read: add {kinds} files")
    plain = Path(name).name == name and "\\" not in name and name.isprintable()
    if name.startswith(".") or not plain or len(name) > _MAX_NAME:
        raise UsageError(f"'{name[:60]}' is not a plain file name: rename it and add it again")
    return name


def _checked_content(name: str, upload: Path) -> bytes:
    if upload.stat().st_size > MAX_BYTES:
        raise UsageError(f"'{name}' is larger than {MAX_BYTES >> 20} MB: split it")
    content = upload.read_bytes()
    try:
        if not chunking.sentences(documents.parse(name, content)):
            raise ValueError("no article text in it")
    except ValueError as error:
        raise UsageError(f"'{name}' cannot be added: {error}") from error
    return content


def remove(assistant: Assistant, file: str) -> None:
    """Remove the file of an article; the index follows with the next sync.

    Raises:
        CorpusError: It is no article of the corpus, or cannot be removed.
        UsageError: It is the last one.
    """
    corpus = assistant.settings.corpus
    with _writing:
        files = documents.files(corpus)
        if file not in files:
            raise CorpusError(f"no article '{file[:120]}' in the folder: press Sync to see what is")
        if len(files) == 1:
            raise UsageError("this is the last article: add another before you remove it")
        try:
            (corpus / file).unlink()
        except OSError as error:
            raise CorpusError(f"'{file}' cannot be removed: {error.strerror or error}") from error
