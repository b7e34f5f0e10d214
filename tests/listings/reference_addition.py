"""Loss, gradients and a few Adam steps of the capstone's decoder under JAX, for the tests of the lab's own engine.

    python tests/listings/reference_addition.py > chapters/10-capstone/lab/reference-addition.json

The start is a sine of each parameter's place, so that both sides can make it and the file stays small.
"""

import json
import sys
from pathlib import Path

import flax
import jax
import jax.numpy as jnp
import numpy as np
import optax
from flax import nnx

sys.path.insert(0, str(Path(__file__).parents[2] / "chapters/10-capstone/listings"))
import addition  # noqa: E402

LAYERS, WIDTH, HEADS, DIGITS, REVERSED = 2, 32, 2, 2, True
CONTEXT, VOCAB = 3 * DIGITS + 2, len(addition.VOCAB)
SUMS = [[47, 85], [3, 9], [0, 0], [99, 99], [50, 50], [12, 7], [88, 13], [64, 36]]
STEPS, RATE = 12, 0.002


def shapes():
    """Parameters in the order of the engine's flat vector."""
    yield "embedding", (VOCAB, WIDTH)
    yield "position", (CONTEXT, WIDTH)
    for layer in range(LAYERS):
        yield f"layer{layer}.norm1", (1, WIDTH)
        yield f"layer{layer}.qkv", (WIDTH, 3 * WIDTH)
        yield f"layer{layer}.out", (WIDTH, WIDTH)
        yield f"layer{layer}.norm2", (1, WIDTH)
        yield f"layer{layer}.up", (WIDTH, 4 * WIDTH)
        yield f"layer{layer}.down", (4 * WIDTH, WIDTH)
    yield "norm", (1, WIDTH)
    yield "head", (WIDTH, VOCAB)


def start():
    at, found = 0, {}
    for name, shape in shapes():
        wave = np.sin(12.9898 * np.arange(at, at + np.prod(shape)) + 1).reshape(shape)
        found[name] = jnp.asarray(1 + 0.1 * wave if shape[0] == 1 else 0.2 * wave, jnp.float32)
        at += int(np.prod(shape))
    return found


def put(model, values):
    """From the engine's matrices into the listing's modules."""
    head = WIDTH // HEADS
    model.embedding.embedding[...] = values["embedding"]
    model.position.embedding[...] = values["position"]
    for layer, block in enumerate(model.blocks):
        of = lambda part: values[f"layer{layer}.{part}"]  # noqa: E731
        block.norm1.scale[...] = of("norm1")[0]
        block.norm2.scale[...] = of("norm2")[0]
        parts = [block.attention.query, block.attention.key, block.attention.value]
        for part, kernel in zip(parts, jnp.split(of("qkv"), 3, axis=1)):
            part.kernel[...] = kernel.reshape(WIDTH, HEADS, head)
        block.attention.out.kernel[...] = of("out").reshape(HEADS, head, WIDTH)
        block.up.kernel[...] = of("up")
        block.down.kernel[...] = of("down")
    model.norm.scale[...] = values["norm"][0]
    model.head.kernel[...] = values["head"]


def take(state):
    """The other way round, of parameters or of their gradients."""
    found = {"embedding": state["embedding"]["embedding"][...], "position": state["position"]["embedding"][...]}
    for layer in range(LAYERS):
        block = state["blocks"][layer]
        kernels = [block["attention"][part]["kernel"][...].reshape(WIDTH, WIDTH) for part in ("query", "key", "value")]
        found[f"layer{layer}.norm1"] = block["norm1"]["scale"][...]
        found[f"layer{layer}.qkv"] = jnp.concatenate(kernels, axis=1)
        found[f"layer{layer}.out"] = block["attention"]["out"]["kernel"][...].reshape(WIDTH, WIDTH)
        found[f"layer{layer}.norm2"] = block["norm2"]["scale"][...]
        found[f"layer{layer}.up"] = block["up"]["kernel"][...]
        found[f"layer{layer}.down"] = block["down"]["kernel"][...]
    found["norm"] = state["norm"]["scale"][...]
    found["head"] = state["head"]["kernel"][...]
    return {name: np.asarray(found[name], np.float64).ravel() for name, _ in shapes()}


def digest(vector):
    """Enough of a gradient to tell it from any other: its length, two projections, and some elements."""
    place = np.arange(len(vector))
    return {
        "norm": float(np.linalg.norm(vector)),
        "projections": [float(vector @ np.sin(frequency * place)) for frequency in (1.7, 3.1)],
        "first": [float(x) for x in vector[:6]],
        "last": [float(x) for x in vector[-3:]],
    }


def main():
    jax.config.update("jax_default_matmul_precision", "highest")
    model = addition.Decoder(LAYERS, WIDTH, HEADS, CONTEXT, nnx.Rngs(0))
    put(model, start())
    batch = addition.inputs_and_targets(addition.encode(np.array(SUMS), DIGITS, REVERSED), DIGITS)
    loss, gradients = nnx.value_and_grad(addition.loss_of)(model, *batch)
    probabilities = jax.nn.softmax(model(batch[0]))[0, -1]
    optimizer = nnx.Optimizer(model, optax.adam(RATE, b2=0.99), wrt=nnx.Param)
    losses = [float(addition.train_step(model, optimizer, *batch)) for _ in range(STEPS)]
    json.dump(
        {
            "made": "python tests/listings/reference_addition.py > chapters/10-capstone/lab/reference-addition.json",
            "versions": {"jax": jax.__version__, "flax": flax.__version__, "optax": optax.__version__},
            "model": {"layers": LAYERS, "width": WIDTH, "digits": DIGITS, "reversed": REVERSED},
            "sums": SUMS,
            "tokens": batch[0].tolist(),
            "targets": batch[1].tolist(),
            "loss": float(loss),
            "lastProbabilities": [float(p) for p in probabilities],
            "gradients": {name: digest(vector) for name, vector in take(gradients).items()},
            "learningRate": RATE,
            "losses": losses,
        },
        sys.stdout,
        indent=1,
    )
    print()


if __name__ == "__main__":
    main()
