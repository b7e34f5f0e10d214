import jax
import jax.numpy as jnp
from jax.sharding import AxisType, PartitionSpec as P

mesh = jax.make_mesh((8,), ('data',), axis_types=(AxisType.Auto,))
x = jax.random.normal(jax.random.key(0), (1024, 4))
y = x @ jnp.array([1.0, 2.0, 3.0, 4.0])
w = jnp.zeros(4)


def loss_fn(w, x, y):
    return jnp.mean((x @ w - y) ** 2)


def mean_of_losses(w, x, y):
    print('one device sees', x.shape)
    return jax.grad(lambda w: jax.lax.pmean(loss_fn(w, x, y), 'data'))(w)


def mean_of_gradients(w, x, y):
    own_w = jax.lax.pcast(w, 'data', to='varying')
    return jax.lax.pmean(jax.grad(loss_fn)(own_w, x, y), 'data')


def mean_too_late(w, x, y):
    return jax.lax.pmean(jax.grad(loss_fn)(w, x, y), 'data')


whole = jax.grad(loss_fn)(w, x, y)
for f in mean_of_losses, mean_of_gradients, mean_too_late:
    sharded = jax.shard_map(f, mesh=mesh, in_specs=(P(), P('data'), P('data')), out_specs=P())
    print(f.__name__, 'is', (jax.jit(sharded)(w, x, y) / whole).round(3), 'times the gradient')
