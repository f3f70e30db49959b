"""The command line. No logic of its own."""

from __future__ import annotations

from typing import Any


def main() -> Any:
    """Run the command line."""
    from qa.cli.commands import main

    return main()
