"""The marker while it learns: the upper layers of the reader once more, for where an answer stands.

It goes on from the states that the reader has after its first layers, so that what is below them,
above all the embeddings, is shared, and what the reader says of a sentence stays as it was. Its
layers and heads start as the reader's own.
"""

from __future__ import annotations

from typing import Any

import torch
from torch.nn import functional

from eval.teach.model import SHARED, ReaderModel, beside, mean

NOWHERE = 3.5  # log odds of no span where the reader's are even, to start with: of 33 pieces
_DROPOUT = 0.1  # share of the hidden units over a piece
_OUTSIDE = 1e4  # log odds taken from pieces that are not of the sentence


class Layer(torch.nn.Module):  # type: ignore[misc]
    """A layer of BERT (Devlin et al., 2019), quicker on short rows than the library's.

    Args:
        layer: The library's, with the weights to start from.
        heads: Of its attention.
    """

    def __init__(self, layer: Any, heads: int) -> None:
        super().__init__()
        of = layer.attention.self
        self.heads = heads
        self.mix = torch.nn.Linear(of.query.in_features, 3 * of.query.out_features)
        with torch.no_grad():
            parts = (of.query, of.key, of.value)
            self.mix.weight.copy_(torch.cat([part.weight for part in parts]))
            self.mix.bias.copy_(torch.cat([part.bias for part in parts]))
        self.out, self.out_norm = layer.attention.output.dense, layer.attention.output.LayerNorm
        self.wide, self.narrow = layer.intermediate.dense, layer.output.dense
        self.norm = layer.output.LayerNorm

    def forward(self, states: Any, there: Any) -> Any:
        """The states after this layer; both (pairs, pieces, size).

        Args:
            states: Those before it.
            there: Which pieces there are, (pairs, 1, 1, pieces).
        """
        pairs, pieces, size = states.shape
        mixed = self.mix(states).view(pairs, pieces, 3, self.heads, size // self.heads)
        query, key, value = mixed.permute(2, 0, 3, 1, 4)
        near = torch.matmul(query * (size // self.heads) ** -0.5, key.transpose(-1, -2))
        near = torch.softmax(near.masked_fill(~there, -_OUTSIDE), -1).to(value.dtype)
        seen = torch.matmul(near, value).transpose(1, 2).reshape(pairs, pieces, size)
        states = self.out_norm(states + self.out(seen))
        return self.norm(states + self.narrow(functional.gelu(self.wide(states))))


class SpanModel(torch.nn.Module):  # type: ignore[misc]
    """The layers above the shared ones, and the log odds of a span's first and last piece.

    Args:
        reader: The reader that was taught. Its upper layers become this model's and learn on: it is
            of no use for anything else afterwards.
    """

    def __init__(self, reader: ReaderModel) -> None:
        super().__init__()
        encoder = reader.encoder.encoder
        heads = reader.encoder.config.num_attention_heads
        self.layers = torch.nn.ModuleList(Layer(one, heads) for one in encoder.layer[SHARED:])
        wide, narrow = reader.place[0], reader.place[3]
        self.wide, self.narrow = wide, torch.nn.Linear(narrow.in_features, 2)
        with torch.no_grad():
            self.narrow.weight.copy_(narrow.weight.repeat(2, 1))
            self.narrow.bias.copy_(narrow.bias.repeat(2))
        self.head, self.scale, self.bias = reader.head, reader.scale, reader.bias

    def forward(self, states: Any, attention_mask: Any, qmask: Any, smask: Any) -> Any:
        """The log odds of each piece as the first and as the last, and that there is no span.

        Args:
            states: What the reader has after the shared layers, (pairs, pieces, size).
            attention_mask: As `qa.answer.reader.inputs` makes it, like the other masks.
            qmask: Which pieces are of the question.
            smask: Which are of the sentence.

        Returns:
            `first, last, nowhere`, the last (pairs,).
        """
        there = (attention_mask > 0)[:, None, None, :]
        for layer in self.layers:
            states = layer(states, there)
        states = states.float()
        question, sentence = mean(states, qmask), mean(states, smask)
        alike = torch.cosine_similarity(question, sentence, dim=-1)
        answers = self.scale * alike + self.bias + self.head(beside(question, sentence))[:, 0]
        hidden = self.wide(torch.cat([states, states * question[:, None, :]], -1))
        hidden = functional.dropout(functional.gelu(hidden), _DROPOUT, self.training)
        ends = self.narrow(hidden).float() + (smask[..., None] - 1) * _OUTSIDE
        return ends[..., 0], ends[..., 1], NOWHERE - answers
