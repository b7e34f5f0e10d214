"""Counts parameters of models with their own classes in Hugging Face transformers, on a device that holds no numbers.

Reads the files of configurations that are named, each {id: config} or {id: {"config": config}}, and a list of ids from
standard input. Prints {id: {"class", "total", "parts"}}. Weights that are tied count
once. Biases of a router that the classes keep as buffers are in the files of weights and count as parameters here.
"""

import json
import re
import sys

import torch
import transformers

transformers.logging.set_verbosity_error()

RECURRENT = re.compile(r"mamba|deltanet|delta_net|linear_attn|lightning|shortconv|short_conv|(^|\.)conv(\.|$)", re.I)
ROUTER_BIAS = re.compile(r"e_score_correction_bias|expert_bias$|(router|gate|moe_statics)\.\w*bias$")


def part(model, name):
    """What a tensor serves, told from the modules that it is in."""
    if ROUTER_BIAS.search(name):
        return "router"
    path = name.split(".")
    modules = [model.get_submodule(".".join(path[:end])) for end in range(1, len(path))]
    # A layer may be called after its mixer and hold an MLP as well.
    kinds = [re.sub(r"\w*DecoderLayer$|\w*Model$", "", type(module).__name__) for module in modules]
    if "Norm" in kinds[-1] or re.search(r"norm", path[-2], re.I):
        return "norm"
    if any("Embedding" in kind for kind in kinds[-1:]):
        return "embedding"
    if path[0] in {"lm_head", "cls", "score", "classifier", "predictions"} or "pooler" in path:
        return "head"
    if re.search(r"router|topk", kinds[-1], re.I) or any(re.search(r"TopkRouter|TopKRouter|TopKGate|MoEGate|Router$", kind) for kind in kinds):
        return "router"
    if path[-2] in {"gate", "router"} and any(re.search(r"moe|sparse", kind, re.I) for kind in kinds):
        return "router"
    if "shared_expert_gate" in path or any(re.fullmatch(r"shared_experts?|shared_mlp", step) for step in path):
        return "mlp"
    if "experts" in path or "input_linear" in path or "output_linear" in path:
        return "experts"
    if any(RECURRENT.search(kind) for kind in kinds) or any(RECURRENT.fullmatch(step) for step in path):
        return "recurrence"
    if any(re.search(r"attention|attn", kind, re.I) for kind in kinds):
        return "attention"
    return "mlp"


def count(config):
    name = config["architectures"][0]
    model_class = getattr(transformers, name)
    settings = model_class.config_class.from_dict(config)
    with torch.device("meta"):
        model = model_class(settings)
    model.tie_weights()
    # Parameters that are one and the same object are listed once.
    tensors = list(model.named_parameters())
    kept = model.state_dict(keep_vars=True)
    buffers = [(key, value) for key, value in kept.items() if not isinstance(value, torch.nn.Parameter)]
    tensors += [(key, value) for key, value in buffers if ROUTER_BIAS.search(key)]
    parts = {}
    for key, value in tensors:
        group = part(model, key)
        parts[group] = parts.get(group, 0) + value.numel()
    other = {re.sub(r"\.\d+\.", ".#.", key): value.numel() for key, value in buffers if not ROUTER_BIAS.search(key)}
    return {"class": name, "total": sum(parts.values()), "parts": dict(sorted(parts.items())), **({"buffers": other} if other else {})}


def main():
    configs = {}
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            configs.update(json.load(file))
    counted = {}
    for key in json.load(sys.stdin):
        config = configs[key].get("config", configs[key])
        try:
            counted[key] = count(config)
        except Exception as error:  # noqa: BLE001: the one that asks says which of many could not be built
            counted[key] = {"error": f"{type(error).__name__}: {error}"}
    json.dump(counted, sys.stdout, indent=1)


if __name__ == "__main__":
    main()
