"""Feed one reader of files what atheris finds to go new ways through it; ends on the first crash.

    python tests/fuzzing.py NAME SAMPLE SECONDS     # NAME tells the kind: a.csv

Needs atheris (for Linux). `make soak` runs this for the kinds that are read in this process. What
is wrong with a file is told as a `ValueError`; anything else is a crash, kept beside SAMPLE.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["qa.corpus"]):
    from qa.corpus import documents, formats

    for known in formats.FORMATS:
        import_module(f"{formats.__name__}.{known.module}")


def main(name: str, sample: str, seconds: str) -> None:
    """Read files that are called `name` so long, the first of them `sample`; 77 after a crash."""

    def read(content: bytes) -> None:
        with suppress(ValueError):  # it is told
            documents.parse(name, content)

    folder = Path(tempfile.mkdtemp())
    shutil.copy(sample, folder)
    kept = f"-artifact_prefix={Path(sample).parent}/"
    options = [f"-max_total_time={seconds}", "-max_len=4000", "-timeout=120", kept]
    atheris.Setup([sys.argv[0], *options, str(folder)], read)
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
