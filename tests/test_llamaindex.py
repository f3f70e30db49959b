"""The parts for LlamaIndex, each used in a chain of LlamaIndex's own."""

import asyncio

from conftest import SEEDS, prove
from llama_index.core import Document, QueryBundle, VectorStoreIndex
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.tools import QueryEngineTool

from qa import Answer
from qa.llamaindex import CitedQueryEngine, LocalEmbedding, PassageRetriever, SentenceNodeParser

TEXT = (
    "The council met in Tarvik on Monday. It approved the budget of the port. "
    "The mayor thanked the members for their patience. "
    "A ferry will link the islands from May. It takes ninety minutes, and costs twelve crowns. "
    "The old ferry was sold to a museum in the capital. Its captain retired after forty years. "
    "Fishermen had asked for a longer pier, since larger boats cannot land in the winter storms. "
    "The harbour master expects that the pier is built within two years, if the budget allows it. "
    "A school on the smaller island has eleven pupils and two teachers, who come by boat each day. "
    "Parents want a bus from the quay to the school, and offered to share in what it costs."
)


def test_nodes_are_slices_of_the_text_at_sentence_borders():
    nodes = SentenceNodeParser().get_nodes_from_documents([Document(text=TEXT, metadata={"a": 1})])
    assert len(nodes) > 1
    assert "".join(node.text for node in nodes).replace(" ", "") == TEXT.replace(" ", "")
    for node in nodes:
        assert TEXT[node.start_char_idx : node.end_char_idx] == node.text
        assert node.text.endswith(".")
        assert node.metadata == {"a": 1}
        assert node.source_node is not None


def test_embedding_and_node_parser_work_in_a_pipeline_without_a_key(embedding: LocalEmbedding):
    pipeline = IngestionPipeline(transformations=[SentenceNodeParser(), embedding])
    nodes = pipeline.run(documents=[Document(text=TEXT)])
    index = VectorStoreIndex(nodes, embed_model=embedding)
    found = index.as_retriever(similarity_top_k=1).retrieve("How long does the ferry take?")
    assert "ninety minutes" in found[0].text


def test_the_retriever_returns_passages_with_their_place(seeds, embedding: LocalEmbedding):
    retriever = PassageRetriever(seeds.index(), embedding, budget=1500)
    found = retriever.retrieve(QueryBundle("Who led the US delegation?"))
    assert sum(len(node.text) for node in found) <= 1500
    for node in found:
        text = (SEEDS / node.metadata["file"]).read_text()
        assert text[node.metadata["start"] : node.metadata["end"]] == node.text


def test_the_query_engine_answers_with_checked_citations(seeds):
    engine = CitedQueryEngine(seeds)
    response = engine.query("Who led the US delegation?")
    assert "Rubio" in str(response)
    answer = prove(Answer.model_validate(response.metadata["answer"]), SEEDS)
    assert [node.text for node in response.source_nodes] == [c.quote for c in answer.citations]
    for node in response.source_nodes:
        text = (SEEDS / node.metadata["file"]).read_text()
        assert text[node.metadata["start"] : node.metadata["end"]] == node.text
    assert "Rubio" in str(asyncio.run(engine.aquery("Who led the US delegation?")))


def test_a_refusal_has_no_sources_and_fits_a_tool(seeds):
    tool = QueryEngineTool.from_defaults(CitedQueryEngine(seeds), name="articles")
    said = tool.call("What is the capital of Mongolia?")
    assert said.content == "The articles do not say."
    assert said.raw_output.source_nodes == []
