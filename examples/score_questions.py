"""Score your own questions against your own folder.

    python examples/score_questions.py examples/articles examples/questions.jsonl

One question a line: `says` are words that a right answer holds, `file` is a file that it cites
(may be left out). Without `says`, a refusal is right.

    {"question": "How long does the crossing take?", "says": ["ninety"], "file": "ferry.txt"}

The exit code is 0 when every answer is right. `qa eval FILE` does the same with a report
and a trend; this shows how little it takes in Python.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from qa import Answer, Assistant, Settings


def is_right(answer: Answer, expected: dict[str, Any]) -> bool:
    """Whether an answer says what is expected, and cites the file that is expected."""
    if not expected.get("says"):
        return answer.refused
    text = answer.text.casefold()
    says = all(words.casefold() in text for words in expected["says"])
    cited = {citation.file for citation in answer.citations}
    return says and expected.get("file") in {None, *cited}


def main(folder: str, questions: str) -> int:
    """Ask every question; print a line for each, and the share that is right."""
    lines = Path(questions).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    right = 0
    with tempfile.TemporaryDirectory() as store:
        assistant = Assistant(Settings(corpus=folder, store=store))
        for row in rows:
            answer = assistant.ask(row["question"])
            good = is_right(answer, row)
            right += good
            print(f"{'right' if good else 'WRONG'}  {answer.confidence:.2f}  {row['question']}")
            if not good:
                print(f"       {answer.text}")
    print(f"{right} of {len(rows)} right")
    return 0 if right == len(rows) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
