"""Exchanges → HTML: the question, the streamed or checked answer, its chips, badges and buttons."""

from __future__ import annotations

from collections.abc import Mapping

from qa.answer import claims, joined
from qa.answer.certainty import short
from qa.answer.citations import REFUSAL
from qa.app import marks, quotes, sources
from qa.app.dialogue import Dialogue, Exchange
from qa.app.export import STOPPED, STOPPED_EARLY, plain
from qa.app.markup import attributes, button, escape, icon, said, shortened
from qa.locale import gettext, ngettext, translated
from qa.text import days
from qa.text.citation_markers import MARKER
from qa.types import Answer, Article, Part, Passage, Statement

Articles = Mapping[str, Article]  # by file

_NEAREST = 3
_LONG, _LONG_LINES = 420, 6  # characters and lines of a question that is folded
_LONGEST_GLUED = 24
_LEAST_SECONDS = 0.005  # that are told: fewer would be 0.00
_PRINTED = 600  # characters of a quote on paper


def finished(dialogue: Dialogue, articles: Articles) -> str:
    """All exchanges that have ended, oldest first."""
    shown = [exchange for exchange in dialogue.exchanges if not exchange.running]
    return "".join(_exchange(number, e, articles) for number, e in enumerate(shown))


def running(dialogue: Dialogue) -> str:
    """The exchange that is being answered, if there is one."""
    last = dialogue.last
    if last is None or not last.running:
        return ""
    return (
        f'<article class="exchange" data-ticket="{last.ticket}" data-busy>'
        + _question(len(dialogue.exchanges) - 1, last, editable=False)
        + f'<div class="answer">{_streamed(last)}</div></article>'
    )


def welcome(articles: int) -> str:
    """An empty chat: one sentence."""
    if not articles:
        return (
            f'<section class="welcome"><h2>{said("There are no articles yet")}</h2><p>'
            + said(
                "Put text files into the folder of articles ({setting}), then press {button}.",
                setting="<code>QA_CORPUS</code>",
                button=f"<b>{said('Sync')}</b>",
            )
            + "</p></section>"
        )
    ask = ngettext(
        "Ask about this article", "Ask about these articles", articles
    )  # how many: above
    sentence = said("Every answer is taken from them and shows the sentences that prove it.")
    return f'<section class="welcome"><h2>{escape(ask)}</h2><p>{sentence}</p></section>'


def _exchange(number: int, exchange: Exchange, articles: Articles) -> str:
    if exchange.answer:
        body = _answer(number, exchange, exchange.answer, articles)
    else:
        body = _unanswered(exchange) + _acts(number, exchange)
    return (
        f'<article class="exchange" data-exchange="{number}" data-ticket="{exchange.ticket}" '
        f'data-identity="{escape(exchange.identity)}">'
        f"{_question(number, exchange)}"
        f'<div class="answer">{body}</div></article>'
    )


def _unanswered(exchange: Exchange) -> str:
    """What had come before it ended, and why it ended."""
    kept = _paragraph(exchange.partial) if exchange.partial else ""
    if exchange.error:
        why = f"{icon('warn')}<span>{escape(exchange.error)}</span>"
        return f'{kept}<p class="trouble" role="alert">{why}</p>'
    why = said(STOPPED if kept else STOPPED_EARLY)
    return f'{kept}<p class="quiet">{why}</p>'


def _question(number: int, exchange: Exchange, *, editable: bool = True) -> str:
    edit = button(
        "edit",
        gettext("Edit this question"),
        "edit",
        data_exchange=number,
        data_text=exchange.question,
    )
    scope = ""
    if exchange.files:
        count = len(exchange.files)
        asked = ngettext("asked of {count} article", "asked of {count} articles", count)
        scope = f'<p class="scope">{escape(asked)}</p>'
    folded = len(exchange.question) > _LONG or exchange.question.count("\n") > _LONG_LINES
    unfold = button(
        "unfold",
        gettext("Show or fold the whole question"),
        "unfold",
        text=gettext("Whole question"),
        aria_expanded="false",
    )
    return (
        f'<div class="question{" long" if folded else ""}"><p role="heading" aria-level="2">{escape(exchange.question)}</p>{scope}{unfold if folded else ""}'
        f"{edit if editable else ''}</div>"
    )


def _streamed(exchange: Exchange) -> str:
    """What is proved so far, and after it what is not or has no verdict, as what it is."""
    written, unproved = exchange.pending.text, exchange.pending.unproved
    if not (exchange.partial or written or unproved):
        return (
            '<p class="waiting"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>'
            f"{said('Reading the articles')}</p>"
        )
    checked = _paragraph(exchange.partial) if exchange.partial else ""
    held = "".join(
        f'<p class="statement unsupported held">{escape(one.text)}{_verdict(one, told=False)}</p>'
        for one in unproved
    )
    told = said("checking …") if written else said("checking the next sentence …")
    return (
        f'{checked}{held}<p class="statement pending">{escape(written)}<span class="caret"></span> '
        f'<span class="doubt">{told}</span></p>'
    )


def _paragraph(text: str) -> str:
    """What was checked, statement by statement: its markers look like chips already."""
    marked = MARKER.sub(r'<span class="chip ghost">\1</span>', escape(text))
    return f'<p class="statement">{marked}</p>'


def _answer(number: int, exchange: Exchange, answer: Answer, articles: Articles) -> str:
    asked = len(exchange.files) or len(articles)
    parts = [marks.badges(number, answer, imported=exchange.imported)]
    if answer.refused:
        parts += [
            f'<p class="statement refusal">{said(answer.text)}</p>',
            f'<p class="quiet">{escape(_sentence(translated(answer.reason)))}</p>'
            if _is_telling(answer)
            else "",
            _nearest(number, answer, articles),
        ]
    else:
        parts += [_said(number, exchange, answer, asked), _proofs(answer, articles)]
    if " ".join(answer.standalone_question.split()) != " ".join(answer.question.split()):
        parts.append(_understood(number, answer))
    parts += [
        f'<p class="note">{escape(note)}</p>' for note in answer.notes if not _is_told(answer, note)
    ]
    parts.append(_acts(number, exchange))
    return "".join(parts)


def _said(number: int, exchange: Exchange, answer: Answer, asked: int) -> str:
    """What answers a question; of several asked at once, each with what answers it."""
    checked = (
        answer.mode == "generative" and not exchange.imported
    )  # who imports may write anything
    said_by = claims.articles(answer.statements, claims.every_claim(answer))
    agreeing = [marks.agreeing(count, asked) for count in said_by]
    told = [
        _statement(number, statement, agreed, checked=checked)
        for statement, agreed in zip(answer.statements, agreeing, strict=True)
    ]
    if not answer.parts:
        return f"{_short(answer)}{''.join(told)}{marks.claims(number, answer)}"
    shown: set[str] = set()
    parts = []
    for part in answer.parts:
        body = ""
        for at in part.statements:
            known = answer.statements[at].text in shown
            body += _above(number, answer.statements[at], agreeing[at]) if known else told[at]
            shown.add(answer.statements[at].text)
        parts.append(
            f'<section class="part"><div class="asked"><h3>{escape(part.question)}</h3>'
            f"{'' if part.refused else marks.sureness(part)}</div>{_short(part)}"
            f"{_unsaid(part)}{body}{marks.claims(number, part)}</section>"
        )
    return "".join(parts)


def _short(answer: Answer | Part) -> str:
    return f'<p class="short">{escape(short(answer))}</p>' if answer.short else ""


def _unsaid(part: Part) -> str:
    return f'<p class="statement refusal">{said(REFUSAL)}</p>' if part.refused else ""


def _above(number: int, statement: Statement, agreeing: str) -> str:
    """The way to a sentence that stands above already, and to what says the same here."""
    chips = "".join(marks.chip(number, citation) for citation in statement.citations)
    return (
        f'<p class="statement above"><span class="quiet">{said("As quoted above")}</span> '
        f'<span class="chips">{chips}</span>{agreeing}</p>'
    )


def _is_told(answer: Answer, note: str) -> bool:
    """Whether a note repeats what stands above what each of the articles says, or with a part."""
    differing = marks.differing(answer)
    return joined.is_told(answer, note) or bool(differing and note.startswith(differing))


def _proofs(answer: Answer, articles: Articles) -> str:
    """The sources as they are printed, where nothing can be opened; on the screen they are cards."""
    shown = (
        f"<li><b>{citation.number}</b> {escape(sources.heading(citation, articles))}<br>"
        f"{quotes.excerpt(citation, _PRINTED)}</li>"
        for citation in answer.citations
    )
    return f'<ol class="proofs">{"".join(shown)}</ol>'


def _understood(number: int, answer: Answer) -> str:
    """How a question was read in its conversation, and the way to ask it without."""
    opening = attributes(
        class_="alone",
        type="button",
        data_act="alone",
        data_exchange=number,
        data_text=answer.question,
    )
    question = escape(answer.standalone_question)
    told = f'<p class="quiet">{said("Understood as: {question}", question=question)}</p>'
    return f"{told}<button {opening}>{said('Ask it as it stands')}</button>"


def _is_telling(answer: Answer) -> bool:
    """Whether the reason of a refusal tells what the refusal does not."""
    return answer.reason not in ("", "no question")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."


def _marked(statement: Statement) -> tuple[str, str]:
    """A statement but for its last word, and that word; with what answers the question marked."""
    text = statement.text
    cut = text.rfind(" ") + 1
    before = quotes.marked(text[:cut], statement.spans, "mark")
    after = [(start - cut, end - cut) for start, end in statement.spans]
    return before, quotes.marked(text[cut:], after, "mark")


def _statement(number: int, statement: Statement, agreeing: str, *, checked: bool) -> str:
    chips = [marks.chip(number, citation) for citation in statement.citations]
    shown, ending = _marked(statement)
    last = statement.text.split()[-1:]
    if chips and len("".join(last)) <= _LONGEST_GLUED:  # no line begins with the first chip
        ending = f'<span class="glue">{ending}{chips.pop(0)}</span>'
    return (
        f'<p class="statement{"" if statement.supported else " unsupported"}">'
        f'{shown}<span class="chips">{ending}{"".join(chips)}</span>'
        f"{_verdict(statement, told=checked)}{agreeing}</p>"
    )


def _verdict(statement: Statement, *, told: bool) -> str:
    """The mark of a statement that a model wrote, and why: what is missing, or was cut off.

    Args:
        statement: The statement.
        told: Whether it was checked here, so that what is proved can be told to be.
    """
    reason = f' <span class="why">{escape(statement.reason)}</span>' if statement.reason else ""
    if statement.supported:
        proof = f' <span class="proof">{icon("check")}{said("supported")}</span>' if told else ""
        return proof + reason
    return f' <span class="doubt {_tone(statement)}">{said(statement.verdict)}</span>{reason}'


def _tone(statement: Statement) -> str:
    return "contradicted" if statement.verdict == "contradicted" else "missing"


def _nearest(number: int, answer: Answer, articles: Articles) -> str:
    if not answer.passages:
        return ""
    rows = "".join(
        f"<li>{_near_button(number, index, passage, articles.get(passage.file))}</li>"
        for index, passage in enumerate(answer.passages[:_NEAREST])
    )
    return (
        f'<div class="nearest"><p class="quiet">{said("The nearest passages, which do not answer it:")}</p>'
        f"<ul>{rows}</ul></div>"
    )


def _near_button(number: int, index: int, passage: Passage, known: Article | None) -> str:
    opening = attributes(
        class_="near", type="button", data_act="open", data_exchange=number, data_passage=index
    )
    name, day = (known.title, known.date) if known else (None, None)
    words = shortened(passage.text.removeprefix(name or ""), 180)
    place = gettext("{file}, line {line}", file=passage.file, line=passage.line)
    told = f'<span class="card-title">{escape(name)}</span>' if name else ""
    where = f'<span class="where">{escape(days.written(day))}</span>' if day else ""
    return (
        f'<button {opening}>{told}{where}<span class="said">{escape(words)}</span>'
        f'<span class="where file">{escape(place)}</span></button>'
    )


def _acts(number: int, exchange: Exchange) -> str:
    """The buttons below an answer, and the form for a reason."""
    retry = button(
        "retry",
        gettext("Ask this again"),
        "retry",
        data_exchange=number,
        data_text=exchange.question,
    )
    if exchange.answer is None:
        return f'<div class="acts">{retry}</div>'
    copy = button(
        "copy",
        gettext("Copy the answer with its sources"),
        "copy",
        data_text=plain(exchange.answer),
    )
    link = button(
        "link", gettext("Copy a link to this answer"), "link", data_identity=exchange.identity
    )
    thumbs = "".join(
        button(
            "rate",
            label,
            rating,
            data_exchange=number,
            data_rating=rating,
            aria_pressed="true" if exchange.rating == rating else "false",
        )
        for rating, label in (
            ("up", gettext("A good answer")),
            ("down", gettext("A bad answer")),
        )
    )
    reason = ""
    if exchange.reason:
        reason = f'<p class="quiet">{said("Thank you; your reason was kept.")}</p>'
    elif exchange.rating is not None:
        reason = _reason(number, exchange)
    took = exchange.answer.timings.get("total")
    time = f'<span class="took">{_took(took)}</span>' if took is not None else ""
    return f'<div class="acts">{copy}{link}{retry}{thumbs}{time}</div>{reason}'


def _took(seconds: float) -> str:
    if seconds < _LEAST_SECONDS:
        return said("< 0.01 s")
    return said("{seconds:.2f} s", seconds=seconds)


def _reason(number: int, exchange: Exchange) -> str:
    good = exchange.rating == "up"
    ask = gettext("Thank you. What was good about it?") if good else gettext("What was wrong?")
    field = attributes(
        class_="reason-text",
        type="text",
        maxlength=500,
        placeholder=gettext("{question} (optional)", question=ask),
        aria_label=ask,
    )
    opening = attributes(class_="reason", data_exchange=number, data_rating=exchange.rating)
    return f"<form {opening}><input {field}><button class='labelled' type='submit'>{said('Send')}</button></form>"
