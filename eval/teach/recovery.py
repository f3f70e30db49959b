"""A reader to go on from: its checkpoint, or what its 8-bit ONNX file still knows of one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch

from eval.teach.model import ReaderModel

_QUANTISED, _OUTPUT = "_quantized", "/MatMul_output_0_output_quantized"
_GEMM = "/Gemm_output_0_MatMul_output_quantized"


def loaded(base: Path, start: Path) -> ReaderModel:
    """The reader of a checkpoint (`.pt`) or of an ONNX file that `eval.teach` wrote (`.onnx`)."""
    model = ReaderModel(base)
    if start.suffix == ".onnx":
        restore(model, start)
    else:
        model.load_state_dict(torch.load(start))
    return model


def restore(model: Any, path: Path) -> None:
    """Give a model the weights of the ONNX file that was written of one like it."""
    model.load_state_dict(_recovered(path, model.state_dict()))


def _recovered(path: Path, names: dict[str, Any]) -> dict[str, Any]:
    """Each of a model's weights as the file has it: in 8 bits times a scale, or as it is."""
    import onnx

    graph = onnx.load(path).graph
    held = {_short(t.name): onnx.numpy_helper.to_array(t) for t in graph.initializer}
    for node in graph.node:  # weights of products have numbers for names; their outputs tell
        if node.op_type == "MatMulInteger":
            layer = _short(node.output[0].lstrip("/").replace(_OUTPUT, "").replace(_GEMM, ""))
            of = _short(node.input[1]).removesuffix(_QUANTISED)
            for part in (_QUANTISED, "_scale", "_zero_point"):
                held[layer.replace("/", ".") + ".weight" + part] = held[of + part]
    return {name: torch.tensor(_value(held, _short(name), like)) for name, like in names.items()}


def _value(held: dict[str, Any], name: str, like: Any) -> Any:
    if name in held:
        return held[name].reshape(like.shape)
    whole, zero = held[name + _QUANTISED].astype(np.float32), held[name + "_zero_point"]
    value = (whole - zero.astype(np.float32)) * held[name + "_scale"]
    turned = "embeddings" not in name  # a product's weights are written the other way round
    return (value.T if turned else value).reshape(like.shape).astype(np.float32)


def _short(name: str) -> str:
    """A name without that of the encoder, which is not the same in all files."""
    for part in ("embeddings", "encoder.layer", "encoder/layer", "head", "place", "whole"):
        if (at := name.find(part)) >= 0:
            # "head/head.0" is "head.0": a sequence and its first member.
            return name[at:].removeprefix(f"{part}/")
    return name
