"""Ask one question, and print the answer with the lines that prove it.

    python examples/ask.py "who led the US delegation?"

The settings come from the environment: QA_CORPUS is the folder of articles (`seeds` when left
out), QA_STORE the folder of the index. The first question builds the index.
"""

import sys

import qa

question = sys.argv[1] if len(sys.argv) > 1 else "Who led the US delegation?"
answer = qa.ask(question)

print(answer.text)
for citation in answer.citations:
    print(f"[{citation.number}] {citation.file}:{citation.line}  {citation.quote}")

# A refusal cites nothing. It comes with the nearest passages, which do not answer the question.
if answer.refused:
    for passage in answer.passages[:3]:
        print(f"near: {passage.file}:{passage.line}")
