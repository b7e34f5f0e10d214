import jax
import jax.numpy as jnp
from jax import lax
from jax.sharding import AxisType, PartitionSpec as P

S, D, F, E, k, X = 64, 16, 32, 8, 2, 8  # tokens, widths, experts, experts of a token, devices
mesh = jax.make_mesh((X,), ('X',), axis_types=(AxisType.Auto,))
keys = jax.random.split(jax.random.key(0), 3)
A = jax.random.randint(keys[0], (S, D), -4, 5).astype(jnp.float32)
W = jax.random.randint(keys[1], (E, D, F), -4, 5).astype(jnp.float32)
B = jax.vmap(lambda key: jax.random.permutation(key, E)[:k])(jax.random.split(keys[2], S))  # k different experts


def masked(W, A, B):
    """Every expert runs on every token, and a mask keeps what was asked for."""

    def one(out, expert):
        w, index = expert
        return out + (A @ w) * (B == index)[:, None], None

    return lax.scan(one, jnp.zeros((len(A), F)), (W, jnp.arange(len(W))))[0]


def ragged(W, A, B):
    """Each expert runs on its own tokens only: sort, multiply group by group, and put the rows back."""
    order = jnp.argsort(B)
    out = lax.ragged_dot(A[order], W, jnp.bincount(B, length=len(W)))
    return jnp.zeros_like(out).at[order].set(out)


def exchanged(w, a, b):
    """On each device: send each token to the device of its expert, multiply there, and send the result back."""
    rows = len(a)
    slot = jnp.cumsum(jax.nn.one_hot(b, X, dtype=jnp.int32), axis=0)[jnp.arange(rows), b] - 1
    out_box = jnp.zeros((X, rows, D)).at[b, slot].set(a)  # room for all rows in each box: any expert may get them all
    in_box = lax.all_to_all(out_box, 'X', split_axis=0, concat_axis=0)
    back = lax.all_to_all(in_box @ w[0], 'X', split_axis=0, concat_axis=0)
    return back[b, slot]


def top_k(route):
    return lambda w, a, b: jnp.mean(jnp.stack([route(w, a, b[:, i]) for i in range(k)]), axis=0)


on_devices = lambda f: jax.shard_map(f, mesh=mesh, in_specs=(P('X'), P('X'), P('X')), out_specs=P('X'))
wanted = jnp.mean(jnp.einsum('sd,skdf->skf', A, W[B]), axis=1)
for name, route in [('masked', top_k(masked)), ('ragged', top_k(ragged)), ('exchanged', on_devices(top_k(exchanged)))]:
    print(f'{name}: right: {bool(jnp.array_equal(jax.jit(route)(W, A, B), wanted))}')

print('matmul FLOPs of masked:', 2 * E * S * D * F, 'of what is needed:', 2 * S * D * F)
text = jax.jit(on_devices(exchanged)).lower(W, A, B[:, 0]).compile().as_text()
print('all-to-alls:', text.count(' all-to-all('), 'all-gathers:', text.count(' all-gather('))
