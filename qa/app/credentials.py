"""The users of the page: their names and passwords, and the check of who asks to come in."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from pathlib import Path

from qa.errors import UsageError
from qa.locale import gettext

Authenticate = Callable[[str, str], bool]


def parse(text: str) -> dict[str, str]:
    """Users and passwords from lines of `user:password`; empty lines and `#` comments are skipped.

    Raises:
        UsageError: A line has no user or no password, or there is none.
    """
    users = {}
    for number, line in enumerate(text.splitlines(), 1):
        entry = line.strip()
        if not entry or entry.startswith("#"):
            continue
        user, colon, password = entry.partition(":")
        if not (user and colon and password):
            raise UsageError(
                gettext(
                    "line {number} of the users is not 'user:password': correct it", number=number
                )
            )
        users[user] = password
    if not users:
        raise UsageError(
            gettext("there are no users: write a line 'user:password' for each of them")
        )
    return users


def read(path: Path) -> dict[str, str]:
    """The users in a file.

    Raises:
        UsageError: It cannot be read, or is not in the form of `parse`.
    """
    try:
        return parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            gettext("cannot read the users in '{path}': {error}", path=path, error=error)
        ) from error


def authenticator(users: dict[str, str]) -> Authenticate:
    """A check that takes as long for an unknown user as for a wrong password."""

    def check(user: str, password: str) -> bool:
        known = users.get(user, "")
        same = hmac.compare_digest(known.encode(), password.encode())
        return same and bool(known)

    return check
