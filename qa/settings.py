"""The one settings object, and the only place that reads the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, get_args
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

MAX_QUESTION_CHARACTERS = 4000

Caution = Literal["low", "normal", "high"]
RecordField = Literal["title", "date", "author", "text", "tags"]


class Settings(BaseSettings):
    """Where things are, and which models are used. Arguments win over the environment.

    Attributes:
        corpus: The folder of articles (`QA_CORPUS`).
        fields: What the fields of records and the columns of tables are called that hold an
            article's title, date, author, text or tags, where that is no common name (`QA_FIELDS`):
            "title=kop, text=story.body".
        store: The folder of the index (`QA_STORE`). It can always be rebuilt from the corpus.
        sync: `auto` takes in what has changed in the folder before a question is answered; with
            `manual` only `qa sync` (and the page, where it adds articles) writes (`QA_SYNC`).
        prompts: A folder of prompt files that replace those of the package (`QA_PROMPTS`).
        llm: `auto` (the language model when a key is set), `none`, or a model name (`QA_LLM`).
        verifier: Which model judges what is written, beside the exact checks: `local`, `llm` (the
            language model itself) or the name of another one of its server (`QA_VERIFIER`).
        caution: How readily a question is refused that the articles may not answer: `low`, `normal`
            or `high` (`QA_CAUTION`). A language model decides for itself.
        embedding: `local`; `english`, quicker and for English alone, of a package more; or the name
            of an OpenAI embedding model (`QA_EMBEDDING`).
        chroma_url: A Chroma server, or Chroma Cloud, instead of the embedded store
            (`QA_CHROMA_URL`).
        chroma_api_key: The key of Chroma Cloud (`QA_CHROMA_API_KEY`); never shown.
        chroma_tenant: The tenant (`QA_CHROMA_TENANT`); the key's, or Chroma's default one.
        chroma_database: The database (`QA_CHROMA_DATABASE`); the same.
        traces: `none`; `steps` sends spans of what takes how long to a collector of OpenTelemetry,
            where the variables `OTEL_…` say; `text` with questions and answers (`QA_TRACES`).
        uploads: Visitors of the page may add and remove articles (`QA_UPLOADS`).
        feedback: The file that keeps visitors' judgements of answers (`QA_FEEDBACK`).
        history: The file that keeps what is typed in `qa chat` (`QA_HISTORY`).
        language: The code of the language of page and messages, such as `de`: that of a catalogue
            (`QA_LANGUAGE`).
        locales: A folder of catalogues, `CODE.po` (`QA_LOCALES`); the package's where left out.
        auth: Users of the page as lines of `user:password` (`QA_AUTH`); never shown.
        openai_api_key: `OPENAI_API_KEY`; never shown.
        openai_base_url: Any OpenAI-compatible server (`OPENAI_BASE_URL`).
        llm_context: Tokens that the language model can read and write (`QA_LLM_CONTEXT`); asked
            of the server, or known by the model's name, when left out.
        llm_answer_tokens: Tokens that an answer may have (`QA_LLM_ANSWER_TOKENS`).
        llm_format: How an answer is asked for: `json` where the server takes it, `text`, or `auto`:
            `json` of OpenAI alone (`QA_LLM_FORMAT`).
        llm_timeout: Seconds to wait for a model's next sign of life (`QA_LLM_TIMEOUT`).
        llm_retries: How often a failed call is tried again (`QA_LLM_RETRIES`).
        llm_concurrency: Calls of the language model at one time (`QA_LLM_CONCURRENCY`).
        llm_cache: A folder in which replies are kept, for evaluations; off when left out
            (`QA_LLM_CACHE`).
    """

    model_config = SettingsConfigDict(
        env_prefix="QA_",
        extra="forbid",
        populate_by_name=True,
        env_ignore_empty=True,
        frozen=True,
        hide_input_in_errors=True,  # it may be a key
    )

    corpus: Path = Path("seeds")
    fields: Annotated[tuple[tuple[RecordField, str], ...], NoDecode] = ()
    store: Path = Path(".qa")
    sync: Literal["auto", "manual"] = "auto"
    prompts: Path | None = None
    llm: str = "auto"
    verifier: str = Field(default="local", min_length=1)
    caution: Caution = "normal"
    embedding: str = "local"
    chroma_url: str | None = None
    chroma_api_key: SecretStr | None = None
    chroma_tenant: str | None = None
    chroma_database: str | None = None
    traces: Literal["none", "steps", "text"] = "none"
    uploads: bool = False
    feedback: Path = Path("feedback.jsonl")
    history: Path = Path("~/.local/state/qa/history")
    language: str = Field(default="en", pattern=r"^[A-Za-z]{2,3}([_-][A-Za-z0-9]+)*$")
    locales: Path | None = None
    auth: SecretStr | None = None
    openai_api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("OPENAI_API_KEY", "openai_api_key")
    )
    openai_base_url: str | None = Field(
        default=None, validation_alias=AliasChoices("OPENAI_BASE_URL", "openai_base_url")
    )
    llm_context: int | None = Field(default=None, ge=512)
    llm_answer_tokens: int = Field(default=1000, ge=16)
    llm_format: Literal["auto", "json", "text"] = "auto"
    llm_timeout: float = Field(default=60.0, gt=0)
    llm_retries: int = Field(default=2, ge=0, le=10)
    llm_concurrency: int = Field(default=4, ge=1)
    llm_cache: Path | None = None

    @field_validator("fields", mode="before")
    @classmethod
    def _are_names(cls, written: object) -> object:
        """Pairs of what is known and what it is called: "title=kop, text=story.body"."""
        if not isinstance(written, str):
            return written
        pairs = [part.partition("=") for part in written.split(",") if part.strip()]
        found = tuple((kind.strip().lower(), name.strip()) for kind, _, name in pairs)
        kinds = get_args(RecordField)
        if any(kind not in kinds or not name for kind, name in found):
            raise ValueError(f"write title=NAME, text=NAME …, for any of {', '.join(kinds)}")
        return found

    @field_validator("chroma_url")
    @classmethod
    def _is_a_server(cls, url: str | None) -> str | None:
        """Refuse what has a password in it, too: the address is shown in messages."""
        if url is None:
            return None
        parts = urlsplit(url)
        rest = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
        if parts.scheme not in {"http", "https"} or not parts.hostname or rest:
            raise ValueError("write http://host:port or https://host, and no more")
        return f"{parts.scheme}://{parts.netloc}"
