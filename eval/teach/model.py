"""The reader while it learns: all-MiniLM-L6-v2, and on it the log odds that a sentence answers.

They are the sum of three judgements:

- how alike question and sentence are: the cosine of their mean states, scaled and shifted;
- a head over both means, their product and their difference;
- the best piece of the sentence, each judged by itself and beside the question's mean: what a long
  sentence says in passing is lost in its mean.

The names of the parameters (`head`, `scale`, `bias`, `place`, `gain`) are those of the checkpoints
that `python -m eval.teach --start` goes on from.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from transformers import AutoModel

# Chosen by hand, but for `_NOWHERE`.
_HEAD_WIDTH = 256  # hidden units over the means
_PLACE_WIDTH = 192  # hidden units over a piece
_DROPOUT = 0.1  # share of the hidden units
_SCALE, _BIAS = 8.0, -4.5  # to start with: of the cosine, so that zero is as likely as not
_GAIN = 0.3  # to start with: of the pieces' sum
_NOWHERE = 3.5  # what pieces add up to before they are taught: log of 33 pieces, each 0
SHARED = 2  # layers whose states the marker of spans goes on from: see `span_model`
_OUTSIDE = 1e4  # log odds taken from pieces that are not of the sentence: they never count


class ReaderModel(torch.nn.Module):  # type: ignore[misc]
    """The encoder and what is put upon it.

    Args:
        base: A folder with the checkpoint of sentence-transformers' all-MiniLM-L6-v2.
    """

    def __init__(self, base: Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False)
        size = self.encoder.config.hidden_size
        self.head = _perceptron(4 * size, _HEAD_WIDTH)
        torch.nn.init.zeros_(self.head[3].weight)
        torch.nn.init.zeros_(self.head[3].bias)
        self.scale = torch.nn.Parameter(torch.tensor(_SCALE))
        self.bias = torch.nn.Parameter(torch.tensor(_BIAS))
        self.place = _perceptron(2 * size, _PLACE_WIDTH)
        self.gain = torch.nn.Parameter(torch.tensor(_GAIN))

    def forward(
        self, input_ids: Any, attention_mask: Any, token_type_ids: Any, qmask: Any, smask: Any
    ) -> Any:
        """The log odds of each pair, (pairs,), those of its pieces, (pairs, pieces), and states.

        The arguments are what `qa.answer.reader.inputs` makes, all (pairs, pieces).

        Returns:
            `odds, pieces, states`, the last those after the `SHARED` layers, (pairs, pieces, size).
        """
        encoded = self.encoder(
            input_ids=input_ids,
            attention_mask=attention_mask,
            token_type_ids=token_type_ids,
            output_hidden_states=True,
        )
        states = encoded.last_hidden_state.float()
        question, sentence = mean(states, qmask), mean(states, smask)
        pieces = self._pieces(states, question, smask)
        odds = (
            self.scale * torch.cosine_similarity(question, sentence, dim=-1)
            + self.bias
            + self.head(beside(question, sentence))[:, 0]
            + self.gain * (pieces.logsumexp(1) - _NOWHERE)
        )
        return odds, pieces, encoded.hidden_states[SHARED]

    @property
    def embeddings(self) -> Any:
        """Those of the pieces of words, (pieces, size), as an array."""
        return self.encoder.get_input_embeddings().weight.detach().numpy()

    def _pieces(self, states: Any, question: Any, smask: Any) -> Any:
        """The log odds that the short answer stands at each piece, (pairs, pieces)."""
        judged = self.place(torch.cat([states, states * question[:, None, :]], -1))[..., 0]
        return judged + (smask - 1) * _OUTSIDE


def _perceptron(size: int, width: int) -> Any:
    """One hidden layer, one number out."""
    return torch.nn.Sequential(
        torch.nn.Linear(size, width),
        torch.nn.GELU(),
        torch.nn.Dropout(_DROPOUT),
        torch.nn.Linear(width, 1),
    )


def mean(states: Any, mask: Any) -> Any:
    """The mean of the states that a mask lets through, (pairs, size)."""
    return (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)


def beside(one: Any, other: Any) -> Any:
    """Two means, their product and their difference, (pairs, 4 * size)."""
    return torch.cat([one, other, one * other, (one - other).abs()], -1)
