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

_SLOT = r"<!-- {}: ([\w.]+) -->"
# Pictures that the README shows too.
_SCREENSHOTS = Path(__file__).resolve().parent.parent / ".github" / "screenshots"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pictures of the page."""
    for path in sorted(_SCREENSHOTS.glob("*.png")):
        files.append(File.generated(config, f"assets/{path.name}", abs_src_path=str(path)))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Fill slots such as `<!-- modules: qa -->` with the table of a package's modules."""
    return re.sub(_SLOT.format("modules"), lambda slot: picture.table(slot[1]), markdown)


def on_page_content(html: str, **_: Any) -> str:
    """Fill slots such as `<!-- layers: qa -->` with the picture of a package's folders."""
    return re.sub(_SLOT.format("layers"), lambda slot: picture.svg(slot[1]), html)
