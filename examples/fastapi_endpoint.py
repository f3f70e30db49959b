"""Answers over HTTP, in a FastAPI service of your own.

    pip install uvicorn
    QA_CORPUS=FOLDER uvicorn --app-dir examples fastapi_endpoint:app
    curl -s localhost:8000/ask -H 'Content-Type: application/json' \
      -d '{"question": "how long does the crossing take?"}'

`Answer` is a pydantic model, so FastAPI writes it as JSON and puts its fields into /docs. (FastAPI
comes with gradio. That /docs page loads its scripts from another host.)
"""

from functools import cache

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from qa import Answer, Assistant, QAError, Settings, Turn, UsageError

app = FastAPI(title="Questions about a folder of articles")


class Asked(BaseModel):
    """What a caller sends."""

    question: str
    history: list[Turn] = []


@cache
def assistant() -> Assistant:
    """One assistant for all requests: it may be used from several threads."""
    return Assistant(Settings())


@app.post("/ask")
async def ask(asked: Asked) -> Answer:
    """Answer a question; `refused` is true where the articles do not say it."""
    return await assistant().aask(asked.question, asked.history)


@app.exception_handler(QAError)
async def explain(_: Request, error: QAError) -> JSONResponse:
    """An error is one line for the caller: 400 for a call that is wrong, else 503."""
    status = 400 if isinstance(error, UsageError) else 503
    return JSONResponse({"error": str(error), "retry": error.retry}, status)
