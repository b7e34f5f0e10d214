import jax
import jax.numpy as jnp
from jax.sharding import AxisType, NamedSharding, PartitionSpec as P

mesh = jax.make_mesh((4, 2), ('X', 'Y'), axis_types=(AxisType.Auto, AxisType.Auto))
cut = NamedSharding(mesh, P('X', 'Y'))
A = jax.device_put(jnp.arange(4096.0).reshape(512, 8), cut)  # A[S_X, D_Y]


def on_each(f):
    return jax.jit(jax.shard_map(f, mesh=mesh, in_specs=P('X', 'Y'), out_specs=P('X', 'Y')))


mean_of_shard = on_each(lambda a: a.mean(keepdims=True))
mean_of_rows = on_each(lambda a: a.mean(axis=0, keepdims=True))
roll_minus = on_each(lambda a: jnp.roll(a, 5, axis=0) - a)


@jax.jit
def mean_of_shard_jit(a):
    X, Y = mesh.shape['X'], mesh.shape['Y']
    blocks = a.reshape(X, a.shape[0] // X, Y, a.shape[1] // Y)
    return jax.lax.with_sharding_constraint(blocks.mean(axis=(1, 3)), cut)


def sends(f):
    text = f.lower(A).compile().as_text()
    return any(f' {name}(' in text for name in ('all-gather', 'all-reduce', 'all-to-all', 'collective-permute', 'reduce-scatter'))


print('means of shards', mean_of_shard(A).shape, mean_of_shard(A).tolist())
print('means of rows', mean_of_rows(A).shape, mean_of_rows(A)[2].tolist())
rolled = roll_minus(A)
print('rolled minus A, column 0, rows 0, 4, 5 and 511:', [float(rolled[i, 0]) for i in (0, 4, 5, 511)])
for name, f in [('mean of shards', mean_of_shard), ('the same by jit alone', mean_of_shard_jit), ('mean of rows', mean_of_rows), ('roll', roll_minus)]:
    print(name, 'sends:', sends(f))
