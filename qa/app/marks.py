"""What is told of an answer beside its sentences → HTML: how it was checked, how sure it is.

Also who says it, and who says otherwise.
"""

from __future__ import annotations

from qa.answer.certainty import how_sure, in_words, place
from qa.answer.claims import DIFFERS
from qa.app.markup import attributes, escape, icon, quoted, shortened
from qa.types import Answer, Citation, Claim

_QUOTE_CHARACTERS = 420
_RELATIONS = {  # of what an article says to the answer
    "same": "",
    "compatible": "fits with it",
    "different": "differs",
    "contradictory": "says the opposite",
}


def badges(number: int, answer: Answer, asked: int, *, imported: bool) -> str:
    """How an answer was checked, and how sure it is; of `asked` articles."""
    if imported:  # whoever wrote the file may have written anything
        told = f"{icon('warn')}From a file, not checked here"
        return f'<div class="badges"><span class="badge unsupported">{told}</span></div>'
    if answer.refused:
        said = "No question" if answer.reason == "no question" else "Not in the articles"
        asked_why = "" if answer.reason == "no question" else _why(number, "Why?")
        absent = f'<span class="badge absent">{icon("none")}{said}</span>'
        return f'<div class="badges">{absent}{asked_why}</div>'
    unsupported = sum(not statement.supported for statement in answer.statements)
    if unsupported:
        several = f"{unsupported} of {len(answer.statements)} sentences not supported"
        first = f'<span class="badge unsupported">{icon("warn")}{several}</span>'
    else:
        checked = (
            "Quoted word for word" if answer.mode == "extractive" else "Checked against the quotes"
        )
        first = f'<span class="badge verified">{icon("check")}{checked}</span>'
    copies = {file for claim in answer.agreement for file in claim.copies}
    cited = ({c.file for c in s.citations} - copies for s in answer.statements)
    files = max(map(len, cited), default=0)
    agree = (
        f'<span class="badge agree">{files} of {asked} articles say this</span>'
        if files > 1 and asked > 1
        else ""
    )
    differ = ""
    if differing(answer):
        differ = f'<span class="badge absent">{icon("warn")}Articles differ</span>'
    return f'<div class="badges">{first}{_certainty(number, answer)}{differ}{agree}</div>'


def _certainty(number: int, answer: Answer) -> str:
    """How sure the program is that this answers the question, in a word and as a small meter."""
    word = in_words(answer.confidence)
    told = how_sure(answer).capitalize()
    meter = f'<i class="meter" aria-hidden="true"></i>{told}'
    return _why(number, f"{meter}<span>Why?</span>", word, told)


def _why(number: int, shown: str, word: str = "", told: str = "") -> str:
    opening = attributes(
        class_=f"badge certainty {word}".strip(),
        type="button",
        data_act="why",
        data_exchange=number,
        aria_label=f"{told}: why?" if told else "Why was it refused?",
    )
    return f"<button {opening}>{shown}</button>"


def claims(number: int, answer: Answer) -> str:
    """What articles say differently, value by value, with who says it."""
    if len(answer.agreement) < 2:
        return ""
    rows = "".join(_claim(number, claim) for claim in answer.agreement)
    told = differing(answer)
    heading = f'<p class="note">{told}:</p>' if told else ""
    return f'{heading}<ul class="claims" aria-label="What the articles say">{rows}</ul>'


def differing(answer: Answer) -> str:
    """How the articles differ, as the notes of an answer begin to tell it; empty if they do not."""
    found = (DIFFERS[c.relation] for c in answer.agreement[1:] if c.relation in DIFFERS)
    how = next(found, "")
    return how and f"The articles {how}"


def _claim(number: int, claim: Claim) -> str:
    told = (
        f"{c.title or c.file}, {c.date}" if c.date else c.title or c.file for c in claim.citations
    )
    names = "; ".join(dict.fromkeys(told))
    said = _RELATIONS[claim.relation]
    relation = f'<span class="relation {claim.relation}">{said}</span>' if said else ""
    return (
        f"<li><b>{escape(shortened(claim.value, 90))}</b> {relation} "
        f"{''.join(chip(number, citation) for citation in claim.citations)} "
        f'<span class="where">{escape(names)}</span></li>'
    )


def chip(number: int, citation: Citation) -> str:
    """The button of a citation; the script shows its quote on hover and opens it on a click."""
    where = f"{citation.file}, line {citation.line}"
    told = " · ".join(part for part in (citation.title, citation.date, place(citation)) if part)
    opening = attributes(
        class_="chip",
        type="button",
        data_act="open",
        data_exchange=number,
        data_number=citation.number,
        data_where=where,
        data_title=told,
        data_quote=quoted(shortened(citation.quote, _QUOTE_CHARACTERS)),
        aria_label=f"Source {citation.number}: {where}: {shortened(citation.quote, 160)}",
    )
    return f"<button {opening}>{citation.number}</button>"
