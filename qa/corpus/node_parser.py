"""Sentences with their offsets, as a LlamaIndex node parser, for use in a LlamaIndex pipeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, MetadataMode, NodeRelationship, TextNode

from qa.corpus import chunking, documents


class SentenceNodeParser(NodeParser):
    """Cuts documents into units of a few sentences, as `qa` does; each is a slice of the text.

    `start_char_idx` and `end_char_idx` of a node count characters of the document's text:
    `text[start_char_idx:end_char_idx]` is the node's text. The borders are sentence borders. The
    metadata are the document's.
    """

    @classmethod
    def class_name(cls) -> str:
        """The name that LlamaIndex stores it under."""
        return "qa.SentenceNodeParser"

    def _parse_nodes(
        self, nodes: Sequence[BaseNode], show_progress: bool = False, **_: Any
    ) -> list[BaseNode]:
        return [part for node in nodes for part in _parts(node)]


def _parts(node: BaseNode) -> Iterator[BaseNode]:
    text = node.get_content(metadata_mode=MetadataMode.NONE)
    for unit in chunking.units(documents.of_text(node.node_id, text)):
        yield TextNode(
            text=text[unit.start : unit.end],
            start_char_idx=unit.start,
            end_char_idx=unit.end,
            metadata=dict(node.metadata),
            relationships={NodeRelationship.SOURCE: node.as_related_node_info()},
        )
