"""Page and messages in another language: all texts stand in one catalogue, and come from it."""

from __future__ import annotations

import ast
import html
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import texts
from babel.messages.pofile import write_po
from conftest import ROOT, MakeAssistant

from qa import locale
from qa.app import texts as page_texts
from qa.errors import UsageError
from qa.locale import gettext, ngettext

LANGUAGE = "eo"
_SLOT = re.compile(r"(\{\{|\}\}|\{[^{}]*\})")
_WIDE = {ord(c): ord(c) + 0xFEE0 for c in map(chr, range(0x21, 0x7F)) if c.isalpha()}


def wide(text: str) -> str:
    """A text in letters that no text of the program has by itself; its slots stay."""
    return "".join(
        part if _SLOT.fullmatch(part) else part.translate(_WIDE) for part in _SLOT.split(text)
    )


@pytest.fixture(scope="session")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a catalogue in which every text is written in other letters."""
    folder = tmp_path_factory.mktemp("locales")
    catalogue = texts.kept()
    for message in catalogue:
        if isinstance(message.id, tuple):
            message.string = tuple(map(wide, message.id))
        elif message.id:
            message.string = wide(message.id)
    with (folder / f"{LANGUAGE}.po").open("wb") as file:
        write_po(file, catalogue)
    return folder


@pytest.fixture
def translated(catalogues: Path) -> Iterator[None]:
    locale.use(LANGUAGE, catalogues)
    yield
    locale.use(locale.ENGLISH)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    locale.use(locale.ENGLISH)


def test_the_catalogue_has_every_text_that_is_marked_in_the_code() -> None:
    marked, kept = ({message.id for message in c} for c in (texts.extracted(), texts.kept()))
    assert (marked - kept, kept - marked) == (set(), set()), "run `make texts`"


def test_a_text_is_said_in_the_language_with_its_slots_filled(translated: None) -> None:
    assert gettext("line {line}", line=3) == wide("line ") + "3"
    assert ngettext("{count} article", "{count} articles", 1) == "1 " + wide("article")
    assert ngettext("{count} article", "{count} articles", 2) == "2 " + wide("articles")
    assert locale.language() == LANGUAGE


def test_what_is_not_translated_or_cannot_be_filled_is_said_in_english(tmp_path: Path) -> None:
    (tmp_path / "de.po").write_text(
        'msgid "line {line}"\nmsgstr "Zeile {zeile}"\n\n'
        'msgid "Ask"\nmsgstr ""\n\n#, fuzzy\nmsgid "Stop"\nmsgstr "Start"\n'
    )
    locale.use("de", tmp_path)
    assert [gettext("line {line}", line=3), gettext("Ask"), gettext("Stop")] == [
        "line 3",
        "Ask",
        "Stop",
    ]


@pytest.mark.parametrize("content", [None, 'msgid "a\n', "\xff"])
def test_a_catalogue_that_cannot_be_read_is_told(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "de.po").write_bytes(content.encode("latin-1"))
    with pytest.raises(UsageError, match=r"no texts in 'de'.*QA_LOCALES"):
        locale.use("de", tmp_path)
    assert gettext("Ask") == "Ask"


def test_a_language_has_as_many_forms_as_it_needs(tmp_path: Path) -> None:
    (tmp_path / "pl.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=3; '
        'plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"\n\n'
        'msgid "{count} question"\nmsgid_plural "{count} questions"\n'
        'msgstr[0] "{count} pytanie"\nmsgstr[1] "{count} pytania"\nmsgstr[2] "{count} pytań"\n',
        "utf-8",
    )
    locale.use("pl", tmp_path)
    told = [ngettext("{count} question", "{count} questions", n) for n in (1, 3, 5, 23)]
    assert told == ["1 pytanie", "3 pytania", "5 pytań", "23 pytania"]
    forms = sent()["counted"]["{count} question"]
    assert forms["forms"] == ["{count} pytań", "{count} pytanie", "{count} pytania"]
    assert forms["of"].startswith("0122200000")


def test_english_needs_no_catalogue_and_no_time() -> None:
    code = (
        "import sys, qa.locale as l; l.use('en'); l.gettext('Ask'); "
        "print({'gettext', 'babel'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code]
    assert subprocess.check_output(command, text=True).strip() == "set()"


def test_refusals_reasons_and_notes_are_translated(translated: None, make: MakeAssistant) -> None:
    assistant = make({"fire.txt": "A fire began in Ulmfeld.", "bad.pdf": "%PDF-1.7 broken"})
    assistant.sync()
    answer = assistant.ask("Who is the mayor of Zurich?")
    assert answer.refused
    assert answer.text == "The articles do not say."  # what programs compare stays
    assert not latin(answer.reason, "Zurich")
    report = assistant.check("The fire began on Monday. Nobody was hurt in Paris.")
    assert all(not latin(one.reason, "Paris Monday") for one in report.checked)
    assert [not latin(one.reason) for one in assistant.unread()] == [True]
    with pytest.raises(UsageError) as found:
        assistant.ask("???")
    assert not latin(str(found.value))


def latin(text: str, data: str = "") -> list[str]:
    """The words of a text that are in no catalogue and in none of the data."""
    return [word for word in re.findall(r"[A-Za-z]{2,}", text) if word not in data]


# -- nothing is said that is not marked ---------------------------------------------------------

_NAMES = {"qa", "HTML", "JSON"}  # the same in every language
_UNSEEN = {"qa conversations, version 1", "another format"}  # of scripts: no visitor reads them
_ATTRIBUTE = re.compile(r'(?:aria-label|title|placeholder|alt|label)="([^"{]*[A-Za-z]{2}[^"]*)"')
_SAYING = {"aria_label", "title", "placeholder", "text", "label", "alt"}


@pytest.mark.parametrize(
    "path",
    sorted(set((ROOT / "qa" / "app").glob("*.py")) - {ROOT / "qa" / "app" / "bundle.py"}),
    ids=lambda path: path.name,
)
def test_no_markup_of_the_page_has_a_text_that_is_not_marked(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert [found for node in ast.walk(tree) for found in _unmarked(node)] == []


def _unmarked(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call):
        for keyword in node.keywords:
            if keyword.arg in _SAYING and isinstance(keyword.value, ast.Constant | ast.JoinedStr):
                yield from _words(_flat(keyword.value))
    elif isinstance(node, ast.Constant | ast.JoinedStr):
        markup = _flat(node)
        if re.search(r"</?[a-z][^>]*>", markup):
            yield from _ATTRIBUTE.findall(markup)
            yield from _words(re.sub(r"<[^>]*>|^[^<]*>|<[^>]*$|&\w+;", " ", markup))


def _flat(node: ast.AST) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    assert isinstance(node, ast.JoinedStr)
    return "".join(_flat(part) if isinstance(part, ast.Constant) else "0" for part in node.values)


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\b[A-Za-z]{2,}\b", text) if word not in _NAMES]


def test_no_script_of_the_page_says_what_is_not_marked() -> None:
    found = set()
    for path in sorted((ROOT / "qa" / "app" / "assets" / "script").glob("*.js")):
        code = re.sub(r"^\s*//.*$|^import .*$", "", path.read_text("utf-8"), flags=re.M)
        code = re.sub(r'\bsay(?:Many)?\((?:"[^"]*"(?:, )?)+', "", code)
        literals = re.findall(r'"([^"\n]*)"|`([^`]*)`', code)
        spoken = (re.sub(r"\$\{[^}]*\}", "", one or other) for one, other in literals)
        found |= {text for text in spoken if re.search(r"[A-Za-z]{2} [a-z]{2}", text)}
    assert {text for text in found if not re.search(r"[#.\[(:>]", text)} == _UNSEEN


def test_the_scripts_get_every_text_of_theirs(translated: None) -> None:
    marked = [
        message.id
        for message in texts.kept()
        if any(file.endswith(".js") for file, _ in message.locations)
    ]
    known = sent()
    assert known["language"] == LANGUAGE
    assert set(known["texts"]) == {one for one in marked if isinstance(one, str)}
    assert set(known["counted"]) == {one[0] for one in marked if isinstance(one, tuple)}
    assert known["texts"]["Asking."] == wide("Asking.")


def test_in_english_the_scripts_speak_by_themselves() -> None:
    assert page_texts.element() == ""


def sent() -> Any:
    """What the page's scripts are told."""
    found = re.search(r">(.*)<", page_texts.element(), re.DOTALL)
    assert found
    return json.loads(html.unescape(found[1]))
