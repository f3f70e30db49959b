"""What the docs take from the code while they are built: pictures and tables of its folders."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import picture
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

_SLOT = re.compile(r"^<!-- (layers|modules): ([\w.]+) -->$", re.MULTILINE)
# Pictures that the README shows too.
_SCREENSHOTS = Path(__file__).resolve().parent.parent / ".github" / "screenshots"
_DRAWN = {"layers": picture.svg, "modules": picture.table}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pictures of the page."""
    for path in sorted(_SCREENSHOTS.glob("*.png")):
        files.append(File.generated(config, f"assets/{path.name}", abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Fill the slots of a page, such as `<!-- layers: qa -->`."""
    return _SLOT.sub(lambda slot: _DRAWN[slot[1]](slot[2]), markdown)
