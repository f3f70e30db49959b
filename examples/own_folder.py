"""Talk with a folder of your own: see what was read, then ask questions that build on each other.

    python examples/own_folder.py FOLDER "how long does the crossing take?" "and what does it cost?"

The index lies in a temporary folder here. Give `Settings` a `store` that stays, and the next start
is quick.
"""

import sys
import tempfile

from qa import Assistant, QAError, Settings, Turn


def main(folder: str, questions: list[str]) -> None:
    """Index the folder, then ask the questions in order."""
    with tempfile.TemporaryDirectory() as store:
        assistant = Assistant(Settings(corpus=folder, store=store))
        report = assistant.sync()
        print(f"{len(report.added)} files, {report.passages} sentences")
        for skipped in report.skipped:  # nothing is left out in silence
            print(f"skipped {skipped.file}: {skipped.reason}")

        # An assistant remembers nothing: the conversation so far comes with each question.
        history: list[Turn] = []
        for question in questions:
            answer = assistant.ask(question, history)
            print(f"\n{question}\n{answer.text}")
            for citation in answer.citations:
                print(f"[{citation.number}] {citation.file}:{citation.line}")
            history += [
                {"role": "user", "content": question},
                {"role": "assistant", "content": answer.text},
            ]


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.argv[2:])
    except QAError as error:  # one line that says what to do
        sys.exit(str(error))
