"""The models that were taught → the ONNX files that `qa.answer.reader` runs, weights in 8 bits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from eval.teach.entailment_model import EntailmentModel
from eval.teach.model import ReaderModel
from eval.teach.span_model import SpanModel
from qa.answer import reader

_OPSET = 17  # of ONNX: known to every onnxruntime from 1.13 on
# Two pairs of different length, so that nothing of their shape is written into the file.
_EXAMPLES = (("Who led?", "She led it.", ""), ("When?", "On Monday.", "It began."))


def export(model: ReaderModel, out: Path) -> None:
    """Write the reader as ONNX, its weights in 8 bits.

    Beside its log odds it gives its states after the layers that the marker of spans shares.
    """
    inputs = reader.inputs(list(_EXAMPLES))
    tensors = {name: torch.from_numpy(values) for name, values in inputs.items()}
    _write(_WithStates(model), tensors, ("log_odds", "states"), out, ["MatMul", "Gather"])


def export_spans(model: SpanModel, out: Path) -> None:
    """Write the marker of spans as ONNX, its weights in 8 bits."""
    inputs = reader.inputs(list(_EXAMPLES))
    size = model.wide.in_features // 2
    tensors = {"states": torch.randn(*inputs["qmask"].shape, size)}
    tensors |= {n: torch.from_numpy(inputs[n]) for n in ("attention_mask", "qmask", "smask")}
    _write(model, tensors, ("first", "last", "nowhere"), out, ["MatMul"])


def export_entailment(model: EntailmentModel, out: Path) -> None:
    """Write the verifier as ONNX, its weights in 8 bits."""
    inputs = reader.inputs(list(_EXAMPLES))
    size = model.wide.in_features // 2
    tensors = {"states": torch.randn(*inputs["qmask"].shape, size)}
    tensors |= {n: torch.from_numpy(inputs[n]) for n in ("attention_mask", "qmask", "smask")}
    _write(model, tensors, ("classes", "pieces"), out, ["MatMul"])


def export_products(out: Path) -> None:
    """Write what tells whether a processor adds products of 8 bits exactly: `qa.neural.network`."""
    values = onnx.helper.make_tensor_value_info("values", onnx.TensorProto.UINT8, ["rows", 64])
    sums = onnx.helper.make_tensor_value_info("products", onnx.TensorProto.INT32, ["rows", 16])
    weights = onnx.numpy_helper.from_array(np.full((64, 16), 127, np.int8), "weights")
    node = onnx.helper.make_node("MatMulInteger", ["values", "weights"], ["products"])
    graph = onnx.helper.make_graph([node], "products", [values], [sums], [weights])
    opset = onnx.helper.make_opsetid("", _OPSET)
    onnx.save(onnx.helper.make_model(graph, opset_imports=[opset], ir_version=8), out)


class _WithStates(torch.nn.Module):  # type: ignore[misc]
    def __init__(self, model: ReaderModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, *inputs: Any) -> Any:
        odds, _, states = self.model(*inputs)
        return odds, states


def _write(
    model: Any, inputs: Mapping[str, Any], outputs: Sequence[str], out: Path, kinds: list[str]
) -> None:
    model.eval()
    whole = out.with_suffix(".f32.onnx")
    single = ("log_odds", "nowhere", "classes")  # one number a pair
    axes: dict[str, dict[int, str]] = {
        name: {0: "pairs"} if name in single else {0: "pairs", 1: "pieces"}
        for name in (*inputs, *outputs)
    }
    torch.onnx.export(
        model,
        tuple(inputs.values()),
        str(whole),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes=axes,
        opset_version=_OPSET,
        dynamo=False,
    )
    quantize_dynamic(
        whole, out, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=kinds
    )
    whole.unlink()
