"""The report: one HTML file that needs no other file and no other host."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qa.locale import gettext, language
from qa.report.items import Report, anchor
from qa.text import days
from qa.text.places import spoken

TEMPLATES = Path(__file__).with_name("templates")


def page(report: Report) -> str:
    """The report as HTML."""
    kinds = sorted({item.kind for item in report.items if item.kind})
    groups = sorted({item.group for item in report.items if item.group})
    counts = {
        "look": sum(item.failed or item.changed for item in report.items),
        "failed": sum(item.failed for item in report.items),
        "changed": sum(item.changed for item in report.items),
        "refused": sum(item.refused for item in report.items),
        "all": len(report.items),
    }
    template = environment().get_template("report.html")
    shown: str = template.render(report=report, kinds=kinds, groups=groups, counts=counts)
    return shown


def environment(*folders: Path) -> Any:
    """Jinja2 over the templates here, and over those of other folders; all text is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader([TEMPLATES, *folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(gettext=gettext, language=language)
    made.filters["anchor"] = anchor
    made.filters["day"] = days.written
    made.filters["spoken"] = spoken
    made.filters["time"] = _time
    return made


def _time(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms" if seconds < 10 else f"{seconds:.1f} s"
