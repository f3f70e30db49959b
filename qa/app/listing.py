"""The list of articles → HTML, with how a sync gets on and what it did."""

from __future__ import annotations

from collections.abc import Sequence

from qa.app.markup import attributes, button, escape
from qa.app.sources import title
from qa.types import Article, SyncReport


def render(articles: Sequence[Article], *, editable: bool) -> str:
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
    removal = button("remove", f"Remove {article.file}", "trash", data_file=article.file)
    return (
        f'<li data-article="{escape(article.file)}"><label class="tick"><input {box}></label>'
        f'<button {opening}><span class="card-title">{escape(name)}</span>'
        f'<span class="where">{escape(" · ".join(f for f in facts if f))}</span></button>{removal if editable else ""}</li>'
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
