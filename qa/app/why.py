"""Why an answer is as it is → HTML: what was read, what speaks for and against it, what came near."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.answer.certainty import WORDS
from qa.answer.explanation import Explanation, Ground, Read
from qa.app import quotes
from qa.app.markup import attributes, button, escape, icon, said, shortened
from qa.locale import gettext, ngettext, translated

_CHARACTERS = 260  # of a sentence that is shown
_WEIGHTY = 3.0  # log odds: as long as a bar can get


def render(number: int, told: Explanation, titles: Mapping[str, str]) -> str:
    """The explanation of the answer of an exchange, for the side panel.

    Args:
        number: The exchange.
        told: The explanation.
        titles: What articles are called, by file.
    """
    back = button(
        "open",
        gettext("All sources"),
        "back",
        text=gettext("All sources"),
        data_exchange=number,
    )
    parts = [
        f'<div class="why" data-why="{number}"><nav class="opened-bar">{back}</nav>',
        f'<h2 tabindex="-1">{said("Why this answer")}</h2><p>{_sure(told)}</p>',
        _grounds(said("What speaks for it"), told.supporting, said("Nothing in particular.")),
        _grounds(
            said("What speaks against it"),
            told.opposing,
            said("Nothing that was looked at."),
        ),
        _sentences(said("What the reader read and took"), [r for r in told.read if r.used], titles),
        _sentences(said("What was nearly chosen"), told.nearly, titles),
        f'<p class="quiet">{_looked(told)}</p></div>',
    ]
    return "".join(parts)


def _sure(told: Explanation) -> str:
    percent, least = round(100 * told.confidence), round(100 * told.threshold)
    if told.reason:
        why = translated(told.reason)
        return said(
            "{why}: {percent} of 100 is under {least}, so it was refused.",
            why=escape(why[:1].upper() + why[1:]),
            percent=percent,
            least=least,
        )
    return said(
        "{sure}, {percent} of 100. That is how sure the program is that this answers the question; "
        "under {least} it would have refused.",
        sure=f"<b>{said(WORDS[told.certainty]).capitalize()}</b>",
        percent=percent,
        least=least,
    )


def _grounds(title: str, grounds: Sequence[Ground], none: str) -> str:
    rows = "".join(
        f'<li><b class="weight" aria-hidden="true"><i style="width:{_width(ground):.0f}%"></i></b>'
        f"<span>{escape(ground.said[:1].upper() + ground.said[1:])}</span></li>"
        for ground in grounds
    )
    shown = f'<ul class="grounds">{rows}</ul>' if rows else f'<p class="quiet">{none}</p>'
    return f"<h3>{title}</h3>{shown}"


def _width(ground: Ground) -> float:
    return max(4.0, min(100.0, 100 * abs(ground.effect) / _WEIGHTY))


def _sentences(title: str, read: Sequence[Read], titles: Mapping[str, str]) -> str:
    if not read:
        return ""
    rows = "".join(_sentence(one, titles.get(one.file, one.file)) for one in read)
    return f"<h3>{title}</h3><ul class='read'>{rows}</ul>"


def _sentence(read: Read, title: str) -> str:
    opening = attributes(
        class_="near", type="button", data_act="open", data_file=read.file, data_line=read.line,
        data_find=read.text,
    )  # fmt: skip
    where = said(
        "{title}, line {line} · {percent} of 100 by the reader alone",
        title=escape(title),
        line=read.line,
        percent=round(100 * read.likelihood),
    )
    return f'<li><button {opening}><span class="where">{where}</span><span class="said">{_marked(read)}</span></button></li>'


def _marked(read: Read) -> str:
    text = shortened(read.text, _CHARACTERS)
    start = text.find(read.marked) if read.marked else -1
    spans = [(start, start + len(read.marked))] if start >= 0 else []
    return quotes.marked(text, spans, "mark")


def _looked(told: Explanation) -> str:
    words = ", ".join(f"“{escape(term)}”" for term in told.terms) or said("no words")
    text = ngettext(
        "Looked for {words} in {sentences:,} sentences of {count:,} article, and read the {read} "
        "nearest.",
        "Looked for {words} in {sentences:,} sentences of {count:,} articles, and read the {read} "
        "nearest.",
        told.files,
        words=words,
        sentences=told.sentences,
        read=len(told.read),
    )
    return f"{icon('article')}{text}"
