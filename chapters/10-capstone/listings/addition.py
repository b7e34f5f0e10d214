"""A small decoder learns to add. Run it: python addition.py --steps 800"""

# %% Settings
import argparse
import sys
import time

import jax
import jax.numpy as jnp
import numpy as np
import optax
from flax import nnx


def settings():
    parser = argparse.ArgumentParser()
    parser.add_argument("--digits", type=int, default=2, help="digits of each number")
    parser.add_argument("--reversed", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--heads", type=int, default=4)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--learning-rate", type=float, default=3e-3)
    parser.add_argument("--steps", type=int, default=800)
    parser.add_argument("--dtype", choices=["float32", "bfloat16"], default="float32", help="of the matmuls; weights stay float32")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


# %% Tokens
VOCAB = "0123456789+=."  # "." fills the targets that are not scored
PLUS, EQUALS, PAD = 10, 11, 12


def digits_of(numbers, count):
    """[12, 7] -> [[1, 2], [0, 7]]: most significant first, filled with zeros."""
    powers = 10 ** np.arange(count - 1, -1, -1)
    return numbers[:, None] // powers % 10


def encode(pairs, digits, reverse):
    """Pairs of numbers -> rows of 3n + 3 tokens, such as 47+85=231, digits of the result reversed."""
    first, second = pairs.T
    answer = digits_of(first + second, digits + 1)
    sign = np.ones((len(pairs), 1), int)
    parts = [
        digits_of(first, digits),
        PLUS * sign,
        digits_of(second, digits),
        EQUALS * sign,
        answer[:, ::-1] if reverse else answer,
    ]
    return np.concatenate(parts, axis=1).astype(np.int32)


def inputs_and_targets(rows, digits):
    """The model reads 3n + 2 tokens and predicts the next after each; only the digits of the answer are scored."""
    inputs, targets = rows[:, :-1], rows[:, 1:].copy()
    targets[:, : 2 * digits + 1] = PAD
    return inputs, targets


# %% Data
def split(digits, rng, share=0.1):
    """Unordered pairs, so that a + b and b + a land on the same side."""
    first, second = np.triu_indices(10**digits)
    pairs = rng.permutation(np.stack([first, second], axis=1))
    held_out = round(share * len(pairs))
    return pairs[held_out:], pairs[:held_out]


def draw(pairs, count, rng):
    """A random batch, each pair in a random order."""
    batch = pairs[rng.integers(len(pairs), size=count)]
    return np.where(rng.random((count, 1)) < 0.5, batch, batch[:, ::-1])


# %% Model
class Block(nnx.Module):
    def __init__(self, width, heads, **how):
        self.norm1 = nnx.RMSNorm(width, **how)
        self.attention = nnx.MultiHeadAttention(heads, width, use_bias=False, decode=False, **how)
        self.norm2 = nnx.RMSNorm(width, **how)
        self.up = nnx.Linear(width, 4 * width, use_bias=False, **how)
        self.down = nnx.Linear(4 * width, width, use_bias=False, **how)

    def __call__(self, x, mask):
        x = x + self.attention(self.norm1(x), mask=mask)
        return x + self.down(nnx.relu(self.up(self.norm2(x))))


class Decoder(nnx.Module):
    """`how` holds dtype, in which it computes, and rngs. Parameters are float32 whatever the dtype."""

    def __init__(self, layers, width, heads, context, **how):
        self.embedding = nnx.Embed(len(VOCAB), width, **how)
        self.position = nnx.Embed(context, width, **how)
        self.blocks = nnx.List([Block(width, heads, **how) for _ in range(layers)])
        self.norm = nnx.RMSNorm(width, **how)
        self.head = nnx.Linear(width, len(VOCAB), use_bias=False, **how)

    def __call__(self, tokens):
        mask = nnx.make_causal_mask(tokens)
        x = self.embedding(tokens) + self.position(jnp.arange(tokens.shape[1]))
        for block in self.blocks:
            x = block(x, mask)
        return self.head(self.norm(x)).astype(jnp.float32)


# %% Loss and step
def loss_of(model, inputs, targets):
    """Mean over the scored positions."""
    losses = optax.softmax_cross_entropy_with_integer_labels(model(inputs), targets)
    scored = targets != PAD
    return jnp.sum(losses * scored) / jnp.sum(scored)


@nnx.jit
def train_step(model, optimizer, inputs, targets):
    loss, gradients = nnx.value_and_grad(loss_of)(model, inputs, targets)
    optimizer.update(model, gradients)
    return loss


def make_optimizer(model, args):
    warm_up = max(1, round(0.05 * args.steps))
    schedule = optax.warmup_cosine_decay_schedule(0.0, args.learning_rate, warm_up, args.steps)
    return nnx.Optimizer(model, optax.adam(schedule, b2=0.99), wrt=nnx.Param)


# %% Evaluation
@nnx.jit
def next_token(model, tokens, position):
    return jnp.argmax(model(tokens)[:, position], axis=-1)


def right(model, pairs, digits, reverse):
    """Writes each answer digit by digit; true where all of them are right."""
    rows = encode(pairs, digits, reverse)
    written = rows.copy()
    written[:, 2 * digits + 2 :] = PAD
    for position in range(2 * digits + 1, 3 * digits + 2):
        written[:, position + 1] = next_token(model, written[:, :-1], position)
    return (written == rows).all(axis=1)


def carries(pairs, digits):
    powers = 10 ** np.arange(1, digits + 1)
    return (pairs[:, :1] % powers + pairs[:, 1:] % powers >= powers).sum(axis=1)


# %% Training
def flops_of_step(model, args):
    """6ND for the tokens that a step reads; N counts every parameter."""
    parameters = sum(leaf.size for leaf in jax.tree.leaves(nnx.state(model, nnx.Param)))
    return 6 * parameters * args.batch * (3 * args.digits + 2)


def train(model, pairs, test, args, rng):
    """The clock leaves out the first step, which compiles, and the checks on the way."""
    optimizer, flops = make_optimizer(model, args), flops_of_step(model, args)
    for step in range(1, args.steps + 1):
        rows = encode(draw(pairs, args.batch, rng), args.digits, args.reversed)
        loss = train_step(model, optimizer, *inputs_and_targets(rows, args.digits))
        if step == 1:
            loss.block_until_ready()
            start = time.perf_counter()
        elif step % max(1, args.steps // 8) == 0:
            loss.block_until_ready()
            seconds = time.perf_counter() - start
            exact = right(model, test, args.digits, args.reversed).mean()
            rate = flops * (step - 1) / seconds
            print(f"step {step}: loss {loss:.4f}, held-out sums right {exact:.1%}, {seconds:.1f} s, {rate:.3g} FLOP/s", file=sys.stderr)
            start = time.perf_counter() - seconds


def main():
    args = settings()
    rng = np.random.default_rng(args.seed)
    pairs, held_out = split(args.digits, rng)
    test = draw(held_out, min(len(held_out), 2000), rng)
    how = {"dtype": jnp.dtype(args.dtype), "rngs": nnx.Rngs(args.seed)}
    model = Decoder(args.layers, args.width, args.heads, 3 * args.digits + 2, **how)

    parameters = sum(leaf.size for leaf in jax.tree.leaves(nnx.state(model, nnx.Param)))
    print(f"{parameters:,} parameters, matmuls in {args.dtype}")
    print(f"{len(pairs):,} pairs to train on, {len(held_out):,} held out")
    print(f"{args.steps:,} steps of {args.batch:,} sums, {3 * args.digits + 2} tokens each")
    print(f"6ND = {args.steps * flops_of_step(model, args):.3g} FLOP")

    train(model, pairs, test, args, rng)
    correct, carried = right(model, test, args.digits, args.reversed), carries(test, args.digits)
    print(f"held-out sums right: {correct.mean():.0%}")
    for count in range(args.digits + 1):
        print(f"  with {count} carries: {correct[carried == count].mean():.0%}")


if __name__ == "__main__":
    main()
