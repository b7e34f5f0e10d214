import jax
import jax.numpy as jnp
from jax.sharding import AxisType, NamedSharding, PartitionSpec as P

mesh = jax.make_mesh((8,), ('data',), axis_types=(AxisType.Auto,))
by_row = NamedSharding(mesh, P('data'))
everywhere = NamedSharding(mesh, P())

x_key, noise_key = jax.random.split(jax.random.key(0))
x = jax.random.normal(x_key, (1024, 4))
y = x @ jnp.array([1.0, 2.0, 3.0, 4.0]) + 0.1 * jax.random.normal(noise_key, (1024,))
params = {'w': jnp.zeros(4), 'b': jnp.zeros(())}

x, y = jax.device_put((x, y), by_row)
params = jax.device_put(params, everywhere)


def loss_fn(params, x, y):
    return jnp.mean((x @ params['w'] + params['b'] - y) ** 2)


@jax.jit
def step(params, x, y):
    loss, grads = jax.value_and_grad(loss_fn)(params, x, y)
    return jax.tree.map(lambda p, g: p - 0.1 * g, params, grads), loss


program = step.lower(params, x, y).compile().as_text()
print('rows on one device:', x.addressable_shards[0].data.shape)
print('w on one device:', params['w'].addressable_shards[0].data.shape)
print('all-reduce in the program:', ' all-reduce(' in program)
for _ in range(100):
    params, loss = step(params, x, y)
    loss.block_until_ready()  # eight devices on one CPU: one step at a time
print('w =', params['w'].round(2))
