"""What one may ask → HTML: what the folder holds, with questions to begin with, or to go on with."""

from __future__ import annotations

from collections.abc import Sequence

from qa.app.markup import attributes, escape, icon, said
from qa.app.overview import Overview
from qa.app.sources import title
from qa.text import days


def first(overview: Overview, questions: Sequence[str] | None, *, looking: bool = False) -> str:
    """What the folder holds; questions to begin with, and whether more are looked for."""
    facts = "".join(
        f"<div><dt>{name}</dt><dd>{said}</dd></div>" for name, said in _facts(overview) if said
    )
    told = f'<dl class="holds">{facts}</dl>' if facts else ""
    asked = (
        f'<h3>{said("For example")}</h3><div class="examples">{_buttons(questions)}</div>'
        if questions
        else ""
    )
    if questions is None or looking:
        more = said("Looking for questions that these articles answer …")
        if questions:
            more = said("Looking for more questions that these articles answer …")
        asked += f'<p class="quiet" data-looking>{more}</p>'
    return f'<section class="ideas" data-for="">{told}{asked}</section>'


def following(identity: str, questions: Sequence[str]) -> str:
    """Questions that lead on from the exchange of that identity."""
    if not questions:
        return f'<section class="ideas" {attributes(data_for=identity)}></section>'
    return (
        f'<section class="ideas next" {attributes(data_for=identity)}><h3>{said("Ask next")}</h3>'
        f'<div class="examples">{_buttons(questions)}</div></section>'
    )


def _facts(overview: Overview) -> list[tuple[str, str]]:
    new = ", ".join(escape(title(article)) for article in overview.newest)
    return [
        (said("From"), _dates(overview)),
        (said("Names"), escape(", ".join(overview.names))),
        (said("Topics"), escape(", ".join(overview.topics))),
        (said("New"), new),
    ]


def _dates(overview: Overview) -> str:
    if not overview.since:
        return ""
    first, last = (escape(days.written(day)) for day in (overview.since, overview.until))
    return first if first == last else said("{first} to {last}", first=first, last=last)


def _buttons(questions: Sequence[str]) -> str:
    return "".join(
        f"<button {attributes(class_='example', type='button', data_act='example', data_text=q)}>"
        f"<span>{escape(q)}</span>{icon('next')}</button>"
        for q in questions
    )
