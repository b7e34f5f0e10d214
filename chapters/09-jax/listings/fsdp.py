import jax
import jax.numpy as jnp
from jax.sharding import AxisType, NamedSharding, PartitionSpec as P

mesh = jax.make_mesh((8,), ('data',), axis_types=(AxisType.Auto,))
shard = NamedSharding(mesh, P('data', None))

w1_key, w2_key, x_key = jax.random.split(jax.random.key(0), 3)
params = {
    'w1': 0.02 * jax.random.normal(w1_key, (512, 2048)),
    'w2': 0.02 * jax.random.normal(w2_key, (2048, 512)),
}
x = jax.random.normal(x_key, (1024, 512))
params, x = jax.device_put((params, x), shard)


def loss_fn(params, x):
    hidden = jax.nn.relu(x @ params['w1'])
    return jnp.mean((hidden @ params['w2'] - x) ** 2)


@jax.jit
def step(params, x):
    grads = jax.grad(loss_fn)(params, x)
    new = jax.tree.map(lambda p, g: p - 0.1 * g, params, grads)
    return jax.lax.with_sharding_constraint(new, shard)


program = step.lower(params, x).compile().as_text()
params = step(params, x)
print('w1 as a whole:', params['w1'].shape)
print('w1 on one device:', params['w1'].addressable_shards[0].data.shape)
print('all-gather in the program:', ' all-gather(' in program)
