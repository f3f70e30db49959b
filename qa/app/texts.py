"""The texts of the page's scripts, as they get them where they are translated."""

from __future__ import annotations

import json
import re
from pathlib import Path

from qa.app.markup import escape
from qa.locale import ENGLISH, language, plural, translated

_SCRIPTS = Path(__file__).parent / "assets" / "script"
_SAID = re.compile(r'\bsay\("([^"]+)"')
_COUNTED = re.compile(r'\bsayMany\("([^"]+)", "([^"]+)"')
_COUNTS = 200  # which form a count takes repeats, in every language, with its last two digits


def element() -> str:
    """What the scripts read them from; nothing in English, which they speak by themselves."""
    if language() == ENGLISH:
        return ""
    scripts = "".join(path.read_text("utf-8") for path in sorted(_SCRIPTS.glob("*.js")))
    known = {
        "language": language().replace("_", "-"),
        "texts": {text: translated(text) for text in dict.fromkeys(_SAID.findall(scripts))},
        "counted": {
            one: _forms(one, many) for one, many in dict.fromkeys(_COUNTED.findall(scripts))
        },
    }
    return f'<pre id="qa-texts" hidden>{escape(json.dumps(known, ensure_ascii=False))}</pre>'


def _forms(one: str, many: str) -> dict[str, object]:
    """The forms of a text that counts something, and which of them each count takes."""
    said = [plural(one, many, count) for count in range(_COUNTS)]
    forms = list(dict.fromkeys(said))
    return {"forms": forms, "of": "".join(str(forms.index(form)) for form in said)}
