"""Reads one large file in a process of its own, by whichever format it is of.

`python reading_worker.py SECONDS BYTES FOLDER NAME FIELDS LANGUAGE < file`: the folder is the one
that holds `qa`. What is written is JSON: the fields of an `Extract`, or why there is none.
"""

from __future__ import annotations

import json
import sys
from typing import Any


def read(content: bytes, name: str, named: str, language: str) -> dict[str, Any]:
    """The fields of an extract; `error` is why the file cannot be read."""
    from contextlib import suppress

    from qa import locale
    from qa.corpus import formats
    from qa.corpus.fields import Fields
    from qa.errors import UsageError

    with suppress(UsageError):  # its catalogue is elsewhere: in English, then
        locale.use(language)
    try:
        found = formats.read(name, content, Fields(tuple(map(tuple, json.loads(named)))))
    except ValueError as error:
        return {"error": str(error)}
    return vars(found)


def _fields(model: Any) -> Any:
    return model.model_dump()


if __name__ == "__main__":
    seconds, memory, folder, *told = sys.argv[1:]
    sys.path.append(folder)
    from qa.corpus.formats.pdf_worker import limit

    limit(int(seconds), int(memory))
    answer = read(sys.stdin.buffer.read(), *told)
    sys.stdout.buffer.write(json.dumps(answer, default=_fields).encode())
