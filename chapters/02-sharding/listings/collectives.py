import jax
import jax.numpy as jnp
from jax import lax
from jax.sharding import AxisType, NamedSharding, PartitionSpec as P

mesh = jax.make_mesh((8,), ('x',), axis_types=(AxisType.Auto,))
A = jnp.arange(64).reshape(8, 8)  # row i holds 8i, 8i + 1, …, 8i + 7
A = jax.device_put(A, NamedSharding(mesh, P('x', None)))  # A[I_X, J]: device i holds row i


def on_each(step, out_specs):
    return jax.jit(jax.shard_map(step, mesh=mesh, in_specs=P('x', None), out_specs=out_specs, check_vma=False))


collectives = {
    'all_gather': on_each(lambda row: lax.all_gather(row, 'x', tiled=True), P(None, None)),
    'psum': on_each(lambda row: lax.psum(row, 'x'), P(None, None)),
    'psum_scatter': on_each(lambda row: lax.psum_scatter(row, 'x', scatter_dimension=1, tiled=True), P(None, 'x')),
    'all_to_all': on_each(lambda row: lax.all_to_all(row, 'x', split_axis=1, concat_axis=0, tiled=True), P(None, 'x')),
}

for name, collective in collectives.items():
    third = collective(A).addressable_shards[3].data
    print(f'{name}: device 3 holds {third.shape}, {third.ravel().tolist()}')
