"""Checked answers as a LlamaIndex query engine, for use in a LlamaIndex chain or agent."""

from __future__ import annotations

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import RESPONSE_TYPE, Response
from llama_index.core.callbacks import CallbackManager
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from qa.assistant import Assistant
from qa.types import Answer, Citation


class CitedQueryEngine(BaseQueryEngine):
    """Answers with citations that were checked against the files.

    The response's text is the answer with its `[1]` markers; a refusal is the refusal's sentence.
    `source_nodes` are the citations in the order of their numbers, none for a refusal: each text is
    verbatim in the file, and the metadata are the fields of `Citation`. `metadata["answer"]` is the
    whole `Answer` as plain data.

    Args:
        assistant: What answers.
    """

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(callback_manager=CallbackManager())
        self._assistant = assistant

    def _query(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        return _response(self._assistant.ask(query_bundle.query_str))

    async def _aquery(self, query_bundle: QueryBundle) -> RESPONSE_TYPE:
        return _response(await self._assistant.aask(query_bundle.query_str))

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}


def _response(answer: Answer) -> Response:
    return Response(
        response=answer.text,
        source_nodes=[_node(citation, answer.confidence) for citation in answer.citations],
        metadata={"answer": answer.model_dump(mode="json")},
    )


def _node(citation: Citation, confidence: float) -> NodeWithScore:
    node = TextNode(
        id_=f"{citation.file}:{citation.start}-{citation.end}",
        text=citation.quote,
        start_char_idx=citation.start,
        end_char_idx=citation.end,
        metadata=citation.model_dump(mode="json", exclude={"quote"}),
    )
    return NodeWithScore(node=node, score=confidence)
