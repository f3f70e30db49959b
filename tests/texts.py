"""Takes the texts of page and messages out of the code: `make texts` writes them to `qa.pot`.

Babel reads scripts and templates. Python is read here, as its syntax tree: before Python 3.12 Babel
does not see what is called within an f-string.
"""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_javascript
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

QA = Path(__file__).parent.parent / "qa"
FILE = QA / "locale" / "qa.pot"
HEADER = """\
# The texts of qa: of its page and its messages. To translate them, save this file as CODE.po,
# such as de.po, in a folder that QA_LOCALES names, and fill in what is empty.
msgid ""
msgstr ""
"Project-Id-Version: qa\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

_MARKS = {  # what marks a text, and how many of the arguments are one
    "gettext": 1,
    "gettext_noop": 1,
    "ngettext": 2,
    "ngettext_noop": 2,
    "said": 1,
}
_SCRIPT_MARKS = {"say": 1, "sayMany": 2}
_OPTIONS = {"parse_template_string": True}  # what is called within one counts

Text = str | tuple[str, str]


def extracted() -> Catalog:
    """Every text that is marked in the code, with the files that it stands in."""
    catalogue = Catalog()
    for path in sorted(QA.rglob("*")):
        texts = {".py": _of_python, ".js": _of_script, ".html": _of_template}.get(path.suffix)
        for text in texts(path) if texts and path.parent != FILE.parent else ():
            catalogue.add(text, locations=[(path.relative_to(QA.parent).as_posix(), 1)])
    return catalogue


def kept() -> Catalog:
    """What the package has."""
    with FILE.open("rb") as file:
        return read_po(file)


def _of_python(path: Path) -> Iterator[Text]:
    tree = ast.parse(path.read_text("utf-8"))
    imported = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module in ("qa.locale", "qa.app.markup")
        for alias in node.names
    } | ({"said"} if path.name == "markup.py" else set())
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            many = _MARKS.get(node.func.id, 0) if node.func.id in imported else 0
            words = [arg.value for arg in node.args[:many] if isinstance(arg, ast.Constant)]
            if many and len(words) == many:
                yield words[0] if many == 1 else (words[0], words[1])


def _of_script(path: Path) -> Iterator[Text]:
    keywords = dict.fromkeys(_SCRIPT_MARKS)
    with path.open("rb") as file:
        for _, name, words, _ in extract_javascript(file, keywords, (), _OPTIONS):
            said = words if isinstance(words, tuple) else (words,)
            yield said[0] if _SCRIPT_MARKS[name] == 1 else (said[0], said[1])


def _of_template(path: Path) -> Iterator[Text]:
    with path.open("rb") as file:
        for _, _, words, _ in babel_extract(file, ("gettext",), (), {"silent": "false"}):
            first = words[0] if isinstance(words, tuple) else words
            if first:
                yield first


def main() -> None:
    written = io.BytesIO()
    catalogue = extracted()
    write_po(written, catalogue, width=0, sort_output=True, omit_header=True, include_lineno=False)
    FILE.write_bytes(HEADER.encode() + written.getvalue().lstrip())


if __name__ == "__main__":
    main()
