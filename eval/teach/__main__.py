"""Teach the reader: fine-tune all-MiniLM-L6-v2 on `eval/lessons/`, for `qa/answer/weights/`.

    pip install torch transformers onnx onnxruntime
    python -m eval.teach BASE OUT [--start READER [--share 0.7] [--upper]] [--passes 2] [--others 1]

BASE is a folder with the checkpoint of sentence-transformers' all-MiniLM-L6-v2 (Apache 2.0), READER
a checkpoint or an ONNX file that this wrote. A lesson is a passage with questions that it answers,
and questions that it only seems to answer.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str]) -> int:
    """Teach, print what the held-out lessons say after each pass, and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m eval.teach")
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=Path, help="a reader to go on from")
    parser.add_argument("--share", type=float, default=1.0, help="of what is new; rest: as it was")
    parser.add_argument("--passes", type=int, default=2)
    parser.add_argument(
        "--upper", action="store_true", help="teach only the layers that the marker does not share"
    )
    parser.add_argument("--others", type=float, default=1.0, help="share of the lessons in a pass")
    options = parser.parse_args(arguments)
    if options.share != 1 and options.start is None:
        parser.error(f"--share {options.share}: there is nothing to average with; give --start")
    from eval.teach.teaching import Course, teach  # needs torch, which `--help` does not

    course = Course(
        options.start, options.share, options.passes, options.others, upper=options.upper
    )
    teach(options.base, options.out, course)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
