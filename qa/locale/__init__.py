"""The texts of page and messages, in English or as a catalogue translates them.

Every text stands once in the code, marked by a function of these, and once in `qa.pot`, which
`make texts` takes out of the code. A translation is that file, filled in, as `CODE.po`: what
gettext (https://www.gnu.org/software/gettext/manual/) and every editor for it know. The language is
one of the whole process. What is kept (in an index, in a browser) stays as it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from qa.errors import UsageError

if TYPE_CHECKING:
    from gettext import NullTranslations

ENGLISH = "en"
FOLDER = Path(__file__).parent

_used: tuple[str, NullTranslations | None] = ENGLISH, None


def use(language: str, folder: Path | None = None) -> None:
    """Have all texts in a language from now on.

    Args:
        language: Its code, such as `de` or `pt_BR`; `en` for the texts as they stand in the code.
        folder: Where its catalogue is; that of this package where left out.

    Raises:
        UsageError: There is no catalogue, or it cannot be read.
    """
    global _used  # noqa: PLW0603 - one language for one process
    file = (folder or FOLDER) / f"{language}.po"
    try:
        _used = language, None if language == ENGLISH else _read(file)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"no texts in '{language}', as '{file}' cannot be read ({error}): set QA_LOCALES to a "
            "folder of catalogues, or QA_LANGUAGE to en"
        ) from error


def _read(file: Path) -> NullTranslations:
    """A catalogue; what is marked as fuzzy in it stays English."""
    from gettext import GNUTranslations

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    packed = BytesIO()
    try:
        with file.open("rb") as opened:
            write_mo(packed, read_po(opened, abort_invalid=True))
    except PoFileError as error:
        raise ValueError(f"line {error.lineno}: {error}") from error
    packed.seek(0)
    return GNUTranslations(packed)


def language() -> str:
    """The code of the language that texts are in."""
    return _used[0]


def gettext(text: str, /, **values: object) -> str:
    """A text in the language; `{name}` in it is filled as `str.format` does."""
    return filled(translated(text), text, values)


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """A text that counts something: `one` for one of it; `{count}` is how many."""
    english = one if count == 1 else many
    return filled(plural(one, many, count), english, {"count": count, **values})


def gettext_noop(text: str, /) -> str:
    """Marks a text that is compared, kept or sent in English, and translated where it is shown."""
    return text


def ngettext_noop(one: str, many: str, /) -> tuple[str, str]:
    """Marks a text that counts something, for `ngettext` to be told later."""
    return one, many


def translated(text: str, /) -> str:
    """A text that was marked elsewhere, in the language; its slots are not filled."""
    found = _used[1]
    return found.gettext(text) if found is not None and text else text


def plural(one: str, many: str, count: int, /) -> str:
    """The form of a text that a count takes, in the language; its slots are not filled."""
    found = _used[1]
    if found is None:
        return one if count == 1 else many
    return found.ngettext(one, many, count)


def filled(said: str, english: str, values: Mapping[str, object]) -> str:
    """A text with its slots filled; in English where a translation has slots that there are not."""
    if not values:
        return said
    try:
        return said.format(**values)
    except (LookupError, ValueError, AttributeError):
        return english.format(**values)
