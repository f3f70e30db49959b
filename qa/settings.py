"""The one settings object, and the only place that reads the environment."""

from __future__ import annotations

from pathlib import Path

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

MAX_QUESTION_CHARACTERS = 4000


class Settings(BaseSettings):
    """Where things are, and which models are used. Arguments win over the environment.

    Attributes:
        corpus: The folder of articles (`QA_CORPUS`).
        store: The folder of the index (`QA_STORE`). It can always be rebuilt from the corpus.
        prompts: A folder of prompt files that replace those of the package (`QA_PROMPTS`).
        llm: `auto` (the language model when a key is set), `none`, or a model name (`QA_LLM`).
        embedding: `local`, or the name of an OpenAI embedding model (`QA_EMBEDDING`).
        chroma_url: A Chroma server instead of the embedded store (`QA_CHROMA_URL`).
        uploads: Visitors of the page may add and remove articles (`QA_UPLOADS`).
        feedback: The file that keeps visitors' judgements of answers (`QA_FEEDBACK`).
        auth: Users of the page as lines of `user:password` (`QA_AUTH`); never shown.
        openai_api_key: `OPENAI_API_KEY`; never shown.
        openai_base_url: Any OpenAI-compatible server (`OPENAI_BASE_URL`).
    """

    model_config = SettingsConfigDict(
        env_prefix="QA_", extra="forbid", populate_by_name=True, env_ignore_empty=True, frozen=True
    )

    corpus: Path = Path("seeds")
    store: Path = Path(".qa")
    prompts: Path | None = None
    llm: str = "auto"
    embedding: str = "local"
    chroma_url: str | None = None
    uploads: bool = False
    feedback: Path = Path("feedback.jsonl")
    auth: SecretStr | None = None
    openai_api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("OPENAI_API_KEY", "openai_api_key")
    )
    openai_base_url: str | None = Field(
        default=None, validation_alias=AliasChoices("OPENAI_BASE_URL", "openai_base_url")
    )
