"""The verifier while it learns: the upper layers of the reader once more, for what a sentence says.

As the marker of spans does, it goes on from the states that the reader has after its first layers,
with the statement in the place of the question. A statement is not made by a sentence as soon as
one of its words is not, so each piece of it is judged, beside the statement as a whole (in the
manner of token-level detection: Zhou et al., 2021), and the worst piece counts most.
"""

from __future__ import annotations

from typing import Any

import torch
from torch.nn import functional

from eval.teach.model import SHARED, ReaderModel, beside, mean
from eval.teach.span_model import Layer

CLASSES = ("says", "neither", "opposes")
_WIDTH = 192  # hidden units over a piece
_DROPOUT = 0.1  # share of the hidden units
_PIECES = 2.0  # log of the pieces' sum to start with, so that no class is preferred
_OUTSIDE = 1e4  # log odds taken from pieces that are not of the statement


class EntailmentModel(torch.nn.Module):  # type: ignore[misc]
    """The layers above the shared ones, and the log odds of the three classes.

    Args:
        reader: The reader that was taught. Its upper layers become this model's and learn on: it is
            of no use for anything else afterwards.
    """

    def __init__(self, reader: ReaderModel) -> None:
        super().__init__()
        encoder = reader.encoder.encoder
        heads = reader.encoder.config.num_attention_heads
        size = reader.encoder.config.hidden_size
        self.layers = torch.nn.ModuleList(Layer(one, heads) for one in encoder.layer[SHARED:])
        self.wide = torch.nn.Linear(2 * size, _WIDTH)
        self.narrow = torch.nn.Linear(_WIDTH, 2)
        self.whole = torch.nn.Sequential(
            torch.nn.Linear(5 * size, _WIDTH), torch.nn.GELU(), torch.nn.Linear(_WIDTH, 3)
        )

    def forward(self, states: Any, attention_mask: Any, qmask: Any, smask: Any) -> Any:
        """The log odds of the classes, and of each piece, that it is not said or is opposed.

        Args:
            states: What the reader has after the shared layers, (pairs, pieces, size).
            attention_mask: As `qa.answer.reader.inputs` makes it, like the other masks.
            qmask: Which pieces are of the statement.
            smask: Which are of the sentence.

        Returns:
            `classes`, (pairs, 3), and `pieces`, (pairs, pieces, 2).
        """
        there = (attention_mask > 0)[:, None, None, :]
        for layer in self.layers:
            states = layer(states, there)
        states = states.float()
        statement, sentence = mean(states, qmask), mean(states, smask)
        hidden = torch.cat([states, states * sentence[:, None, :]], -1)
        hidden = functional.dropout(functional.gelu(self.wide(hidden)), _DROPOUT, self.training)
        pieces = self.narrow(hidden).float() + (qmask[..., None] - 1) * _OUTSIDE
        worst = pieces.logsumexp(1) - _PIECES
        whole = self.whole(torch.cat([states[:, 0], beside(statement, sentence)], -1)).float()
        return whole + torch.cat([torch.zeros_like(worst[:, :1]), worst], 1), pieces
