"""A place in an article, opened: in the reader's editor, or shown among its lines."""

from __future__ import annotations

import difflib
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from qa.cli import places
from qa.corpus import documents, fields, files, formats
from qa.corpus.fields import Fields
from qa.errors import CorpusError, UsageError

_PLACE = re.compile(r"(?P<file>.+?)(?::(?P<line>\d+)(?:-(?P<last>\d+))?)?(?::\d+)?:?")
# How editors are told a line; the others are given the file alone.
_PLUS = {"vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "micro", "kak", "joe"}
_PLUS |= {"ne", "mg", "jed", "gedit", "kate", "mcedit", "less"}
_GOTO = {"code", "codium", "code-insiders", "cursor", "windsurf", "positron"}
_COLON = {"hx", "helix", "subl", "zed", "zeditor", "lapce"}


@dataclass(frozen=True)
class Place:
    """Lines `line` to `last` of an article, from 1."""

    file: str
    line: int = 1
    last: int = 1


def parsed(text: str, corpus: Path, named: Fields = fields.COMMON) -> Place:
    """`FILE`, `FILE:LINE` or `FILE:LINE-LINE` as a place in the folder of articles.

    Args:
        text: The file as a citation names it, or a path to it.
        corpus: The folder of articles.
        named: What the fields of records are called there.

    Raises:
        CorpusError: There is no such article.
        UsageError: There is no such line.
    """
    found = _PLACE.fullmatch(text.strip())
    if found is None:
        raise UsageError(f"'{text}' is no place: write FILE or FILE:LINE, as an answer shows it")
    file = _article(found["file"], corpus)
    line = int(found["line"] or 1)
    last = max(line, int(found["last"] or line))
    lines = text_of(corpus, file, named).count("\n") + 1
    if not 1 <= line <= lines:
        raise UsageError(f"'{file}' has {lines:,} lines, not {line:,}")
    return Place(file, line, min(last, lines))


def _article(name: str, corpus: Path) -> str:
    known = documents.files(corpus)
    if name in known:
        return name
    path = Path(name).expanduser()
    if path.exists() and path.resolve().is_relative_to(corpus.resolve()):
        relative = path.resolve().relative_to(corpus.resolve()).as_posix()
        if relative in known:
            return relative
    ending = [file for file in known if file.endswith(f"/{name}")]
    if len(ending) == 1:
        return ending[0]
    near = ending or difflib.get_close_matches(name, known, n=3, cutoff=0.6)
    hint = f"did you mean {', '.join(near[:3])}?" if near else "`qa status` says what is indexed"
    raise CorpusError(f"no article '{name[:200]}' in '{corpus}': {hint}")


def text_of(corpus: Path, file: str, named: Fields = fields.COMMON) -> str:
    """The text of an article, in which its lines are counted.

    Raises:
        CorpusError: It cannot be read.
    """
    try:
        return documents.text_of(file, files.read(corpus, file), named)
    except (OSError, ValueError) as error:
        raise CorpusError(f"'{corpus / file}' cannot be read: {error}") from error


def in_editor(place: Place, corpus: Path, environment: Mapping[str, str] | None = None) -> bool:
    """Open a place in `$VISUAL` or `$EDITOR`.

    Returns:
        False where there is no editor, or the article is no text that one could show.

    Raises:
        UsageError: The editor is not there, or failed.
    """
    named = os.environ if environment is None else environment
    chosen = named.get("VISUAL") or named.get("EDITOR") or ""
    known = formats.find(place.file)
    if not chosen.strip() or known is None or not known.verbatim:
        return False
    program, *arguments = shlex.split(chosen)
    if shutil.which(program) is None:
        raise UsageError(f"there is no program '{program}': set VISUAL or EDITOR to your editor")
    command = [program, *arguments, *_told(program, place, (corpus / place.file).absolute())]
    try:
        ended = subprocess.run(command, check=False)  # noqa: S603
    except OSError as error:
        raise UsageError(f"'{chosen}' cannot be run ({error.strerror}): set VISUAL") from error
    if ended.returncode:
        raise UsageError(f"'{chosen}' ended with {ended.returncode}")
    return True


def _told(program: str, place: Place, path: Path) -> list[str]:
    name = Path(program).stem
    if name in _PLUS:
        return [f"+{place.line}", str(path)]
    if name in _GOTO:
        return ["--goto", f"{path}:{place.line}"]
    if name in _COLON:
        return [f"{path}:{place.line}"]
    return [str(path)]


def shown(
    console: Console,
    place: Place,
    corpus: Path,
    context: int = places.CONTEXT,
    named: Fields = fields.COMMON,
) -> None:
    """Show a place among its lines."""
    text = text_of(corpus, place.file, named)
    console.print(places.excerpt(text, place.line, place.last, context=context))
