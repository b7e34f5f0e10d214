import jax
import jax.numpy as jnp
from jax import lax
from jax.sharding import AxisType, PartitionSpec as P

mesh = jax.make_mesh((2, 4), ('X', 'Y'), axis_types=(AxisType.Auto, AxisType.Auto))
Y = 4
left = [(j, (j - 1) % Y) for j in range(Y)]
right = [(j, (j + 1) % Y) for j in range(Y)]


def columns(w, chunk, size):
    return lax.dynamic_slice_in_dim(w, chunk % Y * size, size, axis=1)


def rows(w, chunk, size):
    return lax.dynamic_slice_in_dim(w, chunk % Y * size, size, axis=0)


def gather_matmul(a, w):
    """A[B_X, D_Y] · W[D, F_Y] → Out[B_X, F_Y]: multiply the chunk of A that is here while the next one arrives."""
    me, size = lax.axis_index('Y'), a.shape[1]
    out = a @ rows(w, me, size)
    for i in range(1, Y):
        a = lax.ppermute(a, 'Y', left)
        out += a @ rows(w, me + i, size)
    return out


def gather_matmul_both_ways(a, w):
    """The same with half of each chunk going either way round."""
    me, size = lax.axis_index('Y'), a.shape[1]
    half = size // 2
    out = a @ rows(w, me, size)
    a, b = a[:, :half], a[:, half:]
    for i in range(1, Y):
        a, b = lax.ppermute(a, 'Y', left), lax.ppermute(b, 'Y', right)
        out += a @ rows(w, me + i, size)[:half] + b @ rows(w, me - i + Y, size)[half:]
    return out


def matmul_scatter(h, w):
    """H[B_X, F_Y] · W[F_Y, D] → Out[B_X, D_Y]: pass a partial sum on and add to it the block it needs from here."""
    me, size = lax.axis_index('Y'), w.shape[1] // Y
    total = h @ columns(w, me + Y - 1, size)
    for i in range(2, Y + 1):
        total = lax.ppermute(total, 'Y', right)
        total += h @ columns(w, me + Y - i, size)
    return total


def matmul_scatter_both_ways(h, w):
    """The same with half of each block travelling either way round."""
    me, size = lax.axis_index('Y'), w.shape[1] // Y
    half = size // 2
    first = lambda chunk: h @ columns(w, chunk, size)[:, :half]
    second = lambda chunk: h @ columns(w, chunk, size)[:, half:]
    a, b = first(me + Y - 1), second(me + 1)
    for i in range(2, Y + 1):
        a, b = lax.ppermute(a, 'Y', right), lax.ppermute(b, 'Y', left)
        a, b = a + first(me + Y - i), b + second(me + i)
    return jnp.concatenate([a, b], axis=1)


def matmul_reduce(h, w, tiles=4):
    """A[B_X, D_Y] · W[D_Y, F] → Out[B_X, F]: reduce one tile of the output while the next is multiplied."""
    return jnp.concatenate([lax.psum(h @ tile, 'Y') for tile in jnp.split(w, tiles, axis=1)], axis=1)


def block(x, w_in, w_out):
    return matmul_scatter(jax.nn.relu(gather_matmul(x, w_in)), w_out)


def on_mesh(f, *specs):
    return jax.jit(jax.shard_map(f, mesh=mesh, in_specs=specs[:-1], out_specs=specs[-1]))


def integers(seed, *shape):
    return jax.random.randint(jax.random.key(seed), shape, -4, 5).astype(jnp.float32)  # sums are exact


x, w_in, w_out = integers(0, 16, 32), integers(1, 32, 64), integers(2, 64, 32)
cut, by_columns, by_rows = P('X', 'Y'), P(None, 'Y'), P('Y', None)
for f, arguments, specs, expected in [
    (gather_matmul, (x, w_in), (cut, by_columns, cut), x @ w_in),
    (gather_matmul_both_ways, (x, w_in), (cut, by_columns, cut), x @ w_in),
    (matmul_scatter, (x @ w_in, w_out), (cut, by_rows, cut), x @ w_in @ w_out),
    (matmul_scatter_both_ways, (x @ w_in, w_out), (cut, by_rows, cut), x @ w_in @ w_out),
    (matmul_reduce, (x, w_in), (cut, by_rows, P('X', None)), x @ w_in),
    (block, (x, w_in, w_out), (cut, by_columns, by_rows, cut), jax.nn.relu(x @ w_in) @ w_out),
]:
    program = on_mesh(f, *specs)
    text = program.lower(*arguments).compile().as_text()
    sends = {name: text.count(f' {name}(') for name in ('collective-permute', 'all-gather', 'all-reduce')}
    print(f'{f.__name__}: right: {bool(jnp.array_equal(program(*arguments), expected))}, sends: {sends}')
