"""A conversation on a terminal: questions that may lean on earlier ones, and commands with `/`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape

from qa.assistant import Assistant
from qa.cli import opening, places, showing, why
from qa.cli.consoles import complain
from qa.cli.lines import Lines
from qa.cli.opening import Place
from qa.errors import QAError, UsageError
from qa.types import Answer, Citation, Turn, Within

_PROMPT = "? "
_FAREWELLS = {"exit", "quit", ":q", "/quit", "/exit"}


@dataclass(frozen=True)
class _Asked:
    """An answer, and the conversation that its question came from."""

    answer: Answer
    history: list[Turn]


class Conversation:
    """A conversation at the terminal.

    Args:
        console: Where it is shown.
        assistant: Who answers.
        answered: Answers a question and shows the answer.
        within: The conditions that the articles have to meet which it answers from.
    """

    def __init__(
        self,
        console: Console,
        assistant: Assistant,
        answered: Callable[[Assistant, str, list[Turn]], Answer],
        within: Within | None = None,
    ) -> None:
        self._console = console
        self._assistant = assistant
        self._answered = answered
        self._within = within
        self._history: list[Turn] = []
        self._last: _Asked | None = None
        self._commands: dict[str, tuple[Callable[[str], None], str]] = {
            "/sources": (self._sources, "the sources again; /sources 2: that one in its article"),
            "/open": (self._open, "the first source in your editor; /open 2: that one"),
            "/why": (self._why, "what was read, and what speaks for and against the answer"),
            "/new": (self._new, "a new conversation: what was said is forgotten"),
            "/help": (self._help, "this list"),
        }

    def run(self) -> None:
        """Answer until the input ends, or `quit` is typed."""
        corpus = self._assistant.settings.corpus
        self._console.print(
            f"[dim]{len(self._assistant.index().files)} articles in {escape(str(corpus))}. "
            "/help lists what else can be typed; Ctrl-D ends the conversation.[/]",
            soft_wrap=True,
        )
        lines = Lines(self._assistant.settings.history, [*self._commands, "/quit"])
        interrupted = False
        try:
            while True:
                try:
                    line = lines.read(_PROMPT)
                    if line is None or line.strip().lower() in _FAREWELLS:
                        break
                    self._heed(line.strip())
                    interrupted = False
                except KeyboardInterrupt:
                    # The first stops an answer, or clears the line; a second in a row ends it.
                    if interrupted:
                        raise
                    interrupted = True
                    self._console.print("\n[dim]stopped; Ctrl-D ends the conversation[/]")
        finally:
            lines.close()

    def _heed(self, line: str) -> None:
        if not line:
            return
        try:
            if line.startswith("/"):
                self._command(line)
            else:
                self._ask(line)
        except QAError as error:
            complain(error)

    def _ask(self, question: str) -> None:
        history = list(self._history)
        answer = self._answered(self._assistant, question, history)
        self._last = _Asked(answer, history)
        self._history += [
            {"role": "user", "content": question},
            {"role": "assistant", "content": answer.text},
        ]

    def _command(self, line: str) -> None:
        name, _, rest = line.partition(" ")
        fitting = [known for known in self._commands if known.startswith(name)]
        if name == "/" or len(fitting) != 1:
            raise UsageError(f"there is no command '{name}': /help lists them")
        self._commands[fitting[0]][0](rest.strip())

    # -- commands ------------------------------------------------------------------------------

    def _sources(self, number: str) -> None:
        answer = self._asked().answer
        corpus = self._assistant.settings.corpus
        if not number:
            self._cited("1")  # there is one
            showing.sources(self._console, answer, corpus)
            return
        cited = self._cited(number)
        text = self._assistant.article(cited.file)
        self._console.print(places.source(self._console, corpus, cited), soft_wrap=True)
        self._console.print(
            places.excerpt(
                text,
                cited.line,
                cited.end_line,
                quote=(cited.start, cited.end),
                answers=[(cited.start + a, cited.start + b) for a, b in cited.spans],
            )
        )

    def _open(self, number: str) -> None:
        cited = self._cited(number or "1")
        corpus = self._assistant.settings.corpus
        place = Place(cited.file, cited.line, cited.end_line)
        if not opening.in_editor(place, corpus):
            self._sources(number or "1")

    def _why(self, _: str) -> None:
        asked = self._asked()
        why.show(
            self._console, self._assistant.explain(asked.answer, asked.history, within=self._within)
        )

    def _new(self, _: str) -> None:
        self._history, self._last = [], None
        self._console.print("[dim]A new conversation.[/]")

    def _help(self, _: str) -> None:
        for name, (_command, said) in self._commands.items():
            self._console.print(f"[cyan]{name:<10}[/]{escape(said)}", soft_wrap=True)
        self._console.print("[cyan]/quit[/]     the end of the conversation, as Ctrl-D")

    def _asked(self) -> _Asked:
        if self._last is None:
            raise UsageError("nothing was asked yet: type a question")
        return self._last

    def _cited(self, number: str) -> Citation:
        citations = self._asked().answer.citations
        if not citations:
            raise UsageError("the last answer cites nothing: it says that the articles do not say")
        found = {str(citation.number): citation for citation in citations}
        if number.strip("[]") not in found:
            raise UsageError(f"there is no source '{number}': the answer has 1 to {len(citations)}")
        return found[number.strip("[]")]
