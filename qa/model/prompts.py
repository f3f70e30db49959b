"""The prompts: files with named `$slots`, checked when they are loaded.

They lie in `prompts/`, which travels inside the package as `qa/_prompts`. A folder of the user's
own (`QA_PROMPTS`) replaces those that it has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Literal

from qa.errors import PromptError
from qa.locale import gettext

Name = Literal["answer", "passage", "question", "condense", "judge", "structured"]

# The slots that each prompt must have, and the only ones that it may have.
SLOTS: Mapping[Name, frozenset[str]] = {
    "answer": frozenset({"refusal"}),
    "passage": frozenset({"number", "file", "date", "text"}),
    "question": frozenset({"passages", "question"}),
    "condense": frozenset({"conversation", "question"}),
    "judge": frozenset({"statement", "sentences", "before"}),
    "structured": frozenset(),
}
_SUFFIX = ".md"
_NOT_PROMPTS = {"readme"}


@dataclass(frozen=True)
class Prompts:
    """Every prompt, ready to be filled."""

    templates: Mapping[Name, Template]

    def fill(self, name: Name, **values: object) -> str:
        """A prompt with its slots filled; what is filled in is never read as a slot itself."""
        return self.templates[name].substitute({slot: str(text) for slot, text in values.items()})


def load(folder: Path | None = None) -> Prompts:
    """Read the prompts of the package, or those of `folder` where it has them.

    Raises:
        PromptError: A file is missing or cannot be read, or a slot is missing or unknown.
    """
    if folder is not None:
        _check_folder(folder)
    return Prompts({name: _template(name, _path(name, folder)) for name in SLOTS})


def home() -> Path:
    """The folder of the package's own prompts: inside it, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    packed = package / "_prompts"
    return packed if packed.is_dir() else package.parent / "prompts"


def _path(name: Name, folder: Path | None) -> Path:
    own = folder / (name + _SUFFIX) if folder is not None else None
    return own if own is not None and own.exists() else home() / (name + _SUFFIX)


def _check_folder(folder: Path) -> None:
    """A misspelt file name would be ignored in silence, so it is an error."""
    if not folder.is_dir():
        raise PromptError(
            gettext(
                "no folder '{folder}': set QA_PROMPTS to a folder of prompt files, or unset it",
                folder=folder,
            )
        )
    for path in sorted(folder.glob("*" + _SUFFIX)):
        if path.stem not in SLOTS and path.stem.lower() not in _NOT_PROMPTS:
            raise PromptError(
                gettext(
                    "'{path}' is no prompt that is used: the names are {names}",
                    path=path,
                    names=", ".join(name + _SUFFIX for name in SLOTS),
                )
            )


def _template(name: Name, path: Path) -> Template:
    try:
        template = Template(path.read_text("utf-8").strip())
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(
            gettext("the prompt '{path}' cannot be read: {error}", path=path, error=error)
        ) from error
    if not template.is_valid():
        raise PromptError(
            gettext("the prompt '{path}' has a stray $: write $$ for a dollar sign", path=path)
        )
    slots = set(template.get_identifiers())
    wrong = [
        f"{what} {', '.join('$' + slot for slot in sorted(found))}"
        for what, found in (
            (gettext("lacks"), SLOTS[name] - slots),
            (gettext("does not know"), slots - SLOTS[name]),
        )
        if found
    ]
    if wrong:
        known = ", ".join("$" + slot for slot in sorted(SLOTS[name]))
        raise PromptError(
            gettext(
                "the prompt '{path}' {wrong}: its slots are {known}",
                path=path,
                wrong=gettext(" and ").join(wrong),
                known=known,
            )
        )
    return template
