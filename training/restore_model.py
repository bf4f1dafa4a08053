"""Turn an exported model back into one that can be fine-tuned: `python training/restore_model.py --help`.

The models that ship are ONNX of int8, which no training script reads. Their weights are multiplied out again: what
comes of it says what the exported model says, up to rounding, and is a start for training that knows all labels
already. `train_joint.py` and `distil.py` go on with its second head, too, which `train_tagger.py` leaves behind; the
pointer stays behind, for it fits no other encoder: `train_pointer.py` makes a new one. It undoes `export_model.py`,
and nothing else is understood.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import onnx
import torch
import typer
from google.protobuf.message import DecodeError
from numpy.typing import NDArray
from onnx import numpy_helper
from onnx_form import EVEN, PRODUCTS
from options import start
from safetensors.torch import save_file
from transformers import AutoConfig, AutoModelForTokenClassification

from govner.schema import GovnerError
from govner.tagging.encoders import TOKENIZER_FILES
from govner.tagging.models import SETTINGS, Settings, find_model
from govner.tagging.runtimes import HEAD_FILE
from govner.tagging.tagger import ONNX_FILE

Tensors = dict[str, NDArray[np.generic]]


def main(
    model: Annotated[str, typer.Option(help="Folder of an exported model, or the name of one that ships.")],
    out: Annotated[Path, typer.Option(help="Folder to write; give it to a training script as --encoder.")],
) -> None:
    """Write the network, second head, tokenizer and settings of MODEL to OUT."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise GovnerError(f"{out}: not an empty folder; give another --out")
    folder = find_model(model)
    if not (folder / ONNX_FILE).is_file():
        raise GovnerError(f"{folder}: no {ONNX_FILE}; only exported models need to be restored")
    weights = restored(folder / ONNX_FILE)
    weights = {name: tensor for name, tensor in weights.items() if not name.startswith("pointer.")}
    head = {name.removeprefix("head."): weights.pop(name) for name in list(weights) if name.startswith("head.")}
    network = AutoModelForTokenClassification.from_config(AutoConfig.from_pretrained(folder))
    known = {name.removeprefix("model."): tensor for name, tensor in weights.items()}
    shapes = [{name: tensor.shape for name, tensor in one.items()} for one in (known, network.state_dict())]
    if differing := sorted(dict(shapes[0].items() ^ shapes[1].items())):
        raise GovnerError(
            f"{folder / ONNX_FILE}: not the network of its config.json, which has other weights in {len(differing)} "
            f"places, such as {differing[0]}; restore models that export_model.py wrote"
        )
    network.load_state_dict(known)
    network.save_pretrained(out)
    if head:
        save_file(head, out / HEAD_FILE)
    for name in TOKENIZER_FILES:
        if (folder / name).is_file():
            shutil.copyfile(folder / name, out / name)
    if (folder / SETTINGS).is_file():
        replace(Settings.read(folder), pointer_layer=None).write(out)
    typer.echo(f"model in {out}")


def restored(path: Path) -> dict[str, torch.Tensor]:
    """The weights of an exported network by the names that they have in PyTorch, fp32.

    Raises:
        GovnerError: the file is no ONNX network.
    """
    try:
        graph = onnx.load(path).graph
    except DecodeError as error:
        raise GovnerError(f"{path}: not an ONNX network ({error})") from None
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    found = {**dict(plain(tensors)), **dict(products(graph, tensors))}
    return {name: torch.tensor(array, dtype=torch.float32).contiguous() for name, array in found.items()}


def plain(tensors: Tensors) -> Iterator[tuple[str, Any]]:
    """The weights that kept their names: biases, norms, and embeddings, which have one scale for all."""
    for name, array in tensors.items():
        whole = name.removesuffix("_quantized")
        if name.startswith(("model.", "head.", "pointer.")):
            if whole != name:
                yield whole, dequantised(tensors, whole)
            elif not name.endswith(("_scale", "_zero_point")):
                yield name, array


def products(graph: onnx.GraphProto, tensors: Tensors) -> Iterator[tuple[str, Any]]:
    """The weights of the linear layers, which the graph knows by their place alone."""
    factors = {node.output[0]: tensors[node.input[1]] for node in graph.node if node.name.endswith(EVEN)}
    rounds = {node.output[0]: node.input[0] for node in graph.node if node.op_type == "DynamicQuantizeLinear"}
    for node in graph.node:
        if place := PRODUCTS.match(node.name):
            read, weight = node.input[:2]
            whole = weight.removesuffix("_quantized")
            matrix = tensors[weight] if whole == weight else dequantised(tensors, whole)
            even = factors.get(rounds.get(read, read), np.ones(len(matrix), np.float32))
            yield f"{place[1].replace('/', '.')}.weight", (matrix * even[:, None]).T


def dequantised(tensors: Tensors, name: str) -> Any:
    """A rounded tensor multiplied out; a matrix may have a scale a column."""
    steps = tensors[f"{name}_quantized"].astype(np.float32) - tensors[f"{name}_zero_point"].astype(np.float32)
    return steps * tensors[f"{name}_scale"]


if __name__ == "__main__":
    start(main)
