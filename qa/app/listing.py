"""The list of articles → HTML, with how a sync gets on and what it did."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from qa.app.markup import attributes, button, escape
from qa.app.sources import title
from qa.types import Article, Skipped, SyncReport

_UNREAD = 200  # files that are named
_ORDERS = (
    ("file", "By file name"),
    ("title", "By title"),
    ("date", "Newest first"),
    ("size", "Longest first"),
    ("asked", "Last cited first"),
)


def render(articles: Sequence[Article], unread: Sequence[Skipped], *, editable: bool) -> str:
    """The articles, each with a box to leave it out of the questions; what finds some of them.

    Args:
        articles: What is indexed.
        unread: The files that are not, and why.
        editable: Whether articles may be removed here.
    """
    if not articles:
        return f'<p class="quiet">No articles are indexed yet.</p>{_unread(unread)}'
    rows = "".join(_row(article, editable) for article in articles)
    return (
        f'{_finding(articles)}<div class="library-head"><label class="every"><input type="checkbox" '
        'checked data-act="every"><span>Ask all articles</span></label></div>'
        f'<ul class="library">{rows}</ul>'
        f'<p class="quiet library-none" hidden>No article is like that.</p>{_unread(unread)}'
    )


def _finding(articles: Sequence[Article]) -> str:
    """A search, an order, and choices of folder, kind and days where there are several."""
    search = attributes(
        id="qa-library-search", type="search", placeholder="Search articles",
        aria_label="Search articles", autocomplete="off",
        title="Words, or a path: reports/*",
    )  # fmt: skip
    folders = sorted({_folder(article.file) for article in articles})
    kinds = sorted({_kind(article.file) for article in articles})
    days = sorted({article.date for article in articles if article.date})
    choices = "".join(
        _select(name, label, [("", every), *((value, value or "(top)") for value in values)])
        for name, label, every, values in (
            ("folder", "Folder", "Every folder", folders),
            ("kind", "Kind", "Every kind", kinds),
        )
        if len(values) > 1
    )
    order = _select("order", "Order", _ORDERS)
    unfold = button(
        "unfold", "Order and filter the articles", "unfold", text="Order, filter",
        aria_expanded="false",
    )  # fmt: skip
    return f'<div class="finding"><input {search}>{unfold}{order}{choices}{_days(days)}</div>'


def _days(days: Sequence[str]) -> str:
    """The first and the last day of those that are shown, where articles are of several."""
    if len(days) < 2:
        return ""
    shown = "".join(
        f"<label><span>{said}</span><input {attributes(type='date', data_find=name, min=days[0], max=days[-1])}></label>"
        for name, said in (("since", "From"), ("until", "To"))
    )
    return f'<div class="days">{shown}</div>'


def _select(name: str, label: str, options: Sequence[tuple[str, str]]) -> str:
    shown = "".join(
        f"<option {attributes(value=value or ('' if not i else '/'))}>{escape(said)}</option>"
        for i, (value, said) in enumerate(options)
    )
    return f"<select {attributes(data_find=name, aria_label=label)}>{shown}</select>"


def _folder(file: str) -> str:
    return file.rpartition("/")[0]


def _kind(file: str) -> str:
    return PurePosixPath(file).suffix.lower().lstrip(".")


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
    removal = button("remove", f"Remove {article.file}", "trash", data_file=article.file)
    found_by = attributes(
        data_article=article.file,
        data_title=name,
        data_date=article.date or "",
        data_size=article.characters,
        data_folder=_folder(article.file) or "/",
        data_kind=_kind(article.file),
    )
    return (
        f'<li {found_by}><label class="tick"><input {box}></label>'
        f'<button {opening}><span class="card-title">{escape(name)}</span>'
        f'<span class="where">{escape(" · ".join(f for f in facts if f))}</span></button>{removal if editable else ""}</li>'
    )


def _unread(unread: Sequence[Skipped]) -> str:
    """The files that were not read, and why, behind a line that counts them."""
    if not unread:
        return ""
    rows = "".join(
        f"<li><b>{escape(one.file)}</b> {escape(one.reason)}</li>" for one in unread[:_UNREAD]
    )
    more = f"<li>and {len(unread) - _UNREAD:,} more</li>" if len(unread) > _UNREAD else ""
    count = f"{len(unread):,} file{'s were' if len(unread) != 1 else ' was'} not read"
    return f'<details class="unread"><summary>{count}</summary><ul>{rows}{more}</ul></details>'


def _size(characters: int) -> str:
    return f"{characters:,} characters" if characters < 10_000 else f"{characters / 1000:,.0f} k"


def progress(done: int, total: int, file: str, pace: str = "") -> str:
    """How a sync gets on: `pace` is its rate and the time that is left, where they are known."""
    share = round(100 * done / total) if total else 0
    return (
        f'<div class="progress" role="progressbar" aria-valuemin="0" aria-valuemax="100" '
        f'aria-valuenow="{share}" aria-label="Indexing"><i style="width:{share}%"></i></div>'
        f'<p class="quiet">{done:,} of {total:,} sentences{f", {pace}" if pace else ""} {escape(file)}</p>'
    )


def report(done: SyncReport, removed: str = "") -> str:
    """What a sync did; `removed` is a file that can be brought back."""
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
    back = ""
    if removed:
        back = button(
            "bring-back", f"Bring {removed} back", "undo", text="Bring back", data_file=removed
        )
    return f'<p class="quiet">{", ".join(counts) or "Up to date"}.{back}</p>{skipped}'
