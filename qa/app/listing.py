"""The list of articles → HTML, with how a sync gets on and what it did."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from qa.app.markup import attributes, button, escape, said
from qa.app.messages import sentence
from qa.app.sources import title
from qa.locale import gettext, gettext_noop, ngettext, translated
from qa.text import days
from qa.types import Article, Skipped, SyncReport

_UNREAD = 200  # files that are named
_NAMED = 12  # new ones that are
_SEEN = 3  # files that were not added, of which the list needs no scrolling
_ORDERS = (
    ("file", gettext_noop("By file name")),
    ("title", gettext_noop("By title")),
    ("date", gettext_noop("Newest first")),
    ("size", gettext_noop("Longest first")),
    ("asked", gettext_noop("Last cited first")),
)


def render(articles: Sequence[Article], unread: Sequence[Skipped], *, editable: bool) -> str:
    """The articles, each with a box to leave it out of the questions; what finds some of them.

    Args:
        articles: What is indexed.
        unread: The files that are not, and why.
        editable: Whether articles may be removed here.
    """
    if not articles:
        return f'<p class="quiet">{said("No articles are indexed yet.")}</p>{_unread(unread)}'
    rows = "".join(_row(article, editable) for article in articles)
    return (
        f'{_finding(articles)}<div class="library-head"><label class="every"><input type="checkbox" '
        'checked data-act="every"><span>'
        f"{said('Ask all articles')}</span></label></div>"
        f'<ul class="library">{rows}</ul>'
        f'<p class="quiet library-none" hidden>{said("No article is like that.")}</p>{_unread(unread)}'
    )


def _finding(articles: Sequence[Article]) -> str:
    """A search, an order, and choices of folder, kind and days where there are several."""
    search = attributes(
        id="qa-library-search", type="search", placeholder=gettext("Search articles"),
        aria_label=gettext("Search articles"), autocomplete="off",
        title=gettext("Words, or a path: reports/*"),
    )  # fmt: skip
    folders = sorted({_folder(article.file) for article in articles})
    kinds = sorted({_kind(article.file) for article in articles})
    days = sorted({article.date for article in articles if article.date})
    choices = "".join(
        _select(
            name, label, [("", every), *((value, value or gettext("(top)")) for value in values)]
        )
        for name, label, every, values in (
            ("folder", gettext("Folder"), gettext("Every folder"), folders),
            ("kind", gettext("Kind"), gettext("Every kind"), kinds),
        )
        if len(values) > 1
    )
    orders = [(value, translated(told)) for value, told in _ORDERS]
    order = _select("order", gettext("Order"), orders)
    unfold = button(
        "unfold",
        gettext("Order and filter the articles"),
        "unfold",
        text=gettext("Order, filter"),
        aria_expanded="false",
    )
    return f'<div class="finding"><input {search}>{unfold}{order}{choices}{_days(days)}</div>'


def _days(days: Sequence[str]) -> str:
    """The first and the last day of those that are shown, where articles are of several."""
    if len(days) < 2:
        return ""
    shown = "".join(
        f"<label><span>{told}</span><input {attributes(type='date', data_find=name, min=days[0], max=days[-1])}></label>"
        for name, told in (("since", said("From")), ("until", said("To")))
    )
    return f'<div class="days">{shown}</div>'


def _select(name: str, label: str, options: Sequence[tuple[str, str]]) -> str:
    shown = "".join(
        f"<option {attributes(value=value or ('' if not i else '/'))}>{escape(told)}</option>"
        for i, (value, told) in enumerate(options)
    )
    return f"<select {attributes(data_find=name, aria_label=label)}>{shown}</select>"


def _folder(file: str) -> str:
    return file.rpartition("/")[0]


def _kind(file: str) -> str:
    return PurePosixPath(file).suffix.lower().lstrip(".")


def _row(article: Article, editable: bool) -> str:
    name = title(article)
    facts = [
        days.written(article.date),
        article.file if name != article.file else None,
        _size(article.characters),
    ]
    box = attributes(
        type="checkbox",
        checked=True,
        data_scope=article.file,
        aria_label=gettext("Ask {title}", title=name),
    )
    opening = attributes(class_="book", type="button", data_act="open", data_file=article.file)
    removal = button(
        "remove",
        gettext("Remove {file}", file=article.file),
        "trash",
        data_file=article.file,
    )
    found_by = attributes(
        data_article=article.file,
        data_title=name,
        data_date=article.date or "",
        data_day=days.written(article.date),
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
    more = (
        f"<li>{said('and {more:,} more', more=len(unread) - _UNREAD)}</li>"
        if len(unread) > _UNREAD
        else ""
    )
    count = escape(
        ngettext("{count:,} file was not read", "{count:,} files were not read", len(unread))
    )
    return f'<details class="unread"><summary>{count}</summary><ul>{rows}{more}</ul></details>'


def _size(characters: int) -> str:
    if characters < 10_000:
        return gettext("{characters:,} characters", characters=characters)
    return gettext("{thousands:,.0f} k", thousands=characters / 1000)


def progress(done: int, total: int, file: str, pace: str = "") -> str:
    """How a sync gets on: `pace` is its rate and the time that is left, where they are known."""
    share = round(100 * done / total) if total else 0
    bar = attributes(
        class_="progress", role="progressbar", aria_valuemin=0, aria_valuemax=100, aria_valuenow=share,
        aria_label=gettext("Indexing"),
    )  # fmt: skip
    told = said("{done:,} of {total:,} sentences", done=done, total=total)
    return (
        f'<div {bar}><i style="width:{share}%"></i></div>'
        f'<p class="quiet">{told}{f", {escape(pace)}" if pace else ""} {escape(file)}</p>'
    )


def report(done: SyncReport, failed: Sequence[Skipped] = ()) -> str:
    """What a sync did; `failed` are files that were to be added and are not, and why."""
    counts = [
        said(what, count=len(files))
        for what, files in (
            (gettext_noop("{count} added"), done.added),
            (gettext_noop("{count} updated"), done.updated),
            (gettext_noop("{count} removed"), done.removed),
        )
        if files
    ]
    skipped = "".join(f'<p class="note">{_skipped(one)}</p>' for one in done.skipped)
    told = ", ".join(counts) or said("Up to date")
    return f'<p class="quiet">{told}.</p>{_names(done.added)}{refused(failed)}{skipped}'


def refused(files: Sequence[Skipped]) -> str:
    """The files that were not added, and why."""
    rows = "".join(f"<li>{escape(sentence(one.reason))}</li>" for one in files)
    if not rows:
        return ""
    count = escape(ngettext("{count} was not added:", "{count} were not added:", len(files)))
    scrolls = ' tabindex="0"' if len(files) > _SEEN else ""
    return f'<div class="trouble refused" role="alert"><span>{count}</span><ul{scrolls}>{rows}</ul></div>'


def removed(files: Sequence[str]) -> str:
    """The files that can be brought back, each with a button."""
    if not files:
        return ""
    rows = "".join(
        f"<li><b>{escape(file)}</b>"
        + button(
            "bring-back",
            gettext("Bring {file} back", file=file),
            "undo",
            text=gettext("Bring back"),
            data_file=file,
        )
        + "</li>"
        for file in files
    )
    told = said("Removed, and kept until this page’s program ends")
    return f'<section class="removed"><h3>{told}</h3><ul>{rows}</ul></section>'


def _names(files: Sequence[str]) -> str:
    """The first of some files, by name."""
    if not files:
        return ""
    more = len(files) - _NAMED
    shown = ", ".join(files[:_NAMED])
    told = (
        said("{files} and {more:,} more", files=escape(shown), more=more)
        if more > 0
        else escape(shown)
    )
    return f'<p class="quiet">{told}</p>'


def _skipped(one: Skipped) -> str:
    return said("Skipped {file}: {why}", file=escape(one.file), why=escape(one.reason))
