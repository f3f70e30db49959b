"""What is told of an answer beside its sentences → HTML: how it was checked, how sure it is.

Also who says it, and who says otherwise.
"""

from __future__ import annotations

from qa.answer.certainty import how_sure, in_words, place
from qa.answer.claims import DIFFERS, is_unstated
from qa.app.markup import attributes, escape, icon, quoted, said, shortened
from qa.locale import gettext, gettext_noop, translated
from qa.text import days
from qa.types import Answer, Citation, Claim, Part

_QUOTE_CHARACTERS = 420
_RELATIONS = {  # of what an article says to the answer
    "same": "",
    "compatible": gettext_noop("fits with it"),
    "different": gettext_noop("differs"),
    "contradictory": gettext_noop("says the opposite"),
}


def badges(number: int, answer: Answer, *, imported: bool) -> str:
    """How an answer was checked, and how sure it is."""
    if imported:  # whoever wrote the file may have written anything
        told = f"{icon('warn')}{said('From a file, not checked here')}"
        return f'<div class="badges"><span class="badge unsupported">{told}</span></div>'
    if answer.refused:
        asks = answer.reason != "no question"
        told = said("Not in the articles") if asks else said("No question")
        asked_why = _why(number, said("Why?")) if asks else ""
        absent = f'<span class="badge absent">{icon("none")}{told}</span>'
        return f'<div class="badges">{absent}{asked_why}</div>'
    unsupported = sum(not statement.supported for statement in answer.statements)
    if unsupported:
        several = said(
            "{unsupported} of {all} sentences not supported",
            unsupported=unsupported,
            all=len(answer.statements),
        )
        first = f'<span class="badge unsupported">{icon("warn")}{several}</span>'
    else:
        quoting = answer.mode == "extractive"
        checked = said("Quoted word for word") if quoting else said("Checked against the quotes")
        first = f'<span class="badge verified">{icon("check")}{checked}</span>'
    differ = ""
    if differing(answer):
        differ = f'<span class="badge absent">{icon("warn")}{said("Articles differ")}</span>'
    return f'<div class="badges">{first}{_certainty(number, answer)}{differ}</div>'


def _certainty(number: int, answer: Answer) -> str:
    """How sure the program is that this answers the question, in a word and as a small meter."""
    word, told = in_words(answer.confidence), _sure(answer)
    return _why(number, f"{_meter(told)}<span>{said('Why?')}</span>", word, told)


def sureness(part: Part) -> str:
    """How sure the program is of one part, as for the whole."""
    return f'<span class="certainty {in_words(part.confidence)}">{_meter(_sure(part))}</span>'


def _sure(answer: Answer | Part) -> str:
    told = how_sure(answer)
    return told[:1].upper() + told[1:]


def _meter(told: str) -> str:
    return f'<i class="meter" aria-hidden="true"></i>{escape(told)}'


def _why(number: int, shown: str, word: str = "", told: str = "") -> str:
    label = gettext("Why was it refused?")
    if told:
        label = gettext("{sure}: why?", sure=told)
    opening = attributes(
        class_=f"badge certainty {word}".strip(),
        type="button",
        data_act="why",
        data_exchange=number,
        aria_label=label,
    )
    return f"<button {opening}>{shown}</button>"


def agreeing(articles: int, asked: int) -> str:
    """How many articles say a statement, of those that were asked; nothing of one alone."""
    if articles < 2 or asked < 2:
        return ""
    told = said("{files} of {asked} articles say this", files=articles, asked=asked)
    return f' <span class="agree">{told}</span>'


def claims(number: int, answer: Answer | Part) -> str:
    """What articles say differently, value by value, with who says it.

    One value alone is told where a statement does not cite all that give it.
    """
    if len(answer.agreement) < 2 and not _is_unstated(answer):
        return ""
    rows = "".join(_claim(number, claim) for claim in answer.agreement)
    told = differing(answer)
    heading = f'<p class="note">{escape(told)}:</p>' if told else ""
    opening = attributes(class_="claims", aria_label=gettext("What the articles say"))
    return f"{heading}<ul {opening}>{rows}</ul>"


def _is_unstated(answer: Answer | Part) -> bool:
    return isinstance(answer, Answer) and any(
        is_unstated(claim, answer.statements) for claim in answer.agreement
    )


def differing(answer: Answer | Part) -> str:
    """How the articles differ, as the notes of an answer begin to tell it; empty if they do not."""
    found = (DIFFERS[c.relation] for c in answer.agreement[1:] if c.relation in DIFFERS)
    return translated(next(found, ""))


def _claim(number: int, claim: Claim) -> str:
    told = (
        f"{c.title or c.file}, {days.written(c.date)}" if c.date else c.title or c.file
        for c in claim.citations
    )
    names = "; ".join(dict.fromkeys(told))
    how = said(_RELATIONS[claim.relation])
    relation = f'<span class="relation {claim.relation}">{how}</span>' if how else ""
    return (
        f"<li><b>{escape(shortened(claim.value, 90))}</b> {relation} "
        f"{''.join(chip(number, citation) for citation in claim.citations)} "
        f'<span class="where">{escape(names)}</span></li>'
    )


def chip(number: int, citation: Citation) -> str:
    """The button of a citation; the script shows its quote on hover and opens it on a click."""
    where = gettext("{file}, line {line}", file=citation.file, line=citation.line)
    shown = (citation.title, days.written(citation.date), place(citation))
    told = " · ".join(part for part in shown if part)
    opening = attributes(
        class_="chip",
        type="button",
        data_act="open",
        data_exchange=number,
        data_number=citation.number,
        data_where=where,
        data_title=told,
        data_quote=quoted(shortened(citation.quote, _QUOTE_CHARACTERS)),
        aria_label=gettext(
            "Source {number}: {where}: {quote}",
            number=citation.number,
            where=where,
            quote=shortened(citation.quote, 160),
        ),
    )
    return f"<button {opening}>{citation.number}</button>"
