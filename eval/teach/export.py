"""The model that was taught → the ONNX file that `qa.answer.reader` runs, its weights in 8 bits."""

from __future__ import annotations

from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from eval.teach.model import ReaderModel
from qa.answer import reader

_OPSET = 17  # of ONNX: known to every onnxruntime from 1.13 on
# Two pairs of different length, so that nothing of their shape is written into the file.
_EXAMPLES = (("Who led?", "She led it.", ""), ("When?", "On Monday.", "It began."))


def export(model: ReaderModel, out: Path) -> None:
    """Write the model as ONNX, its weights in 8 bits."""
    whole = out.with_suffix(".f32.onnx")
    _write(model, whole)
    quantize_dynamic(
        whole,
        out,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Gather"],
    )
    whole.unlink()


def _write(model: ReaderModel, path: Path) -> None:
    model.eval()
    inputs = reader.inputs(list(_EXAMPLES))
    axes: dict[str, dict[int, str]] = {name: {0: "pairs", 1: "pieces"} for name in inputs}
    torch.onnx.export(
        model,
        tuple(torch.from_numpy(values) for values in inputs.values()),
        str(path),
        input_names=list(inputs),
        output_names=["log_odds", "places"],
        dynamic_axes=axes | {"log_odds": {0: "pairs"}, "places": {0: "pairs", 1: "pieces"}},
        opset_version=_OPSET,
        dynamo=False,
    )
