import jax
import jax.numpy as jnp
from jax.sharding import AxisType, NamedSharding, PartitionSpec as P

mesh = jax.make_mesh((8,), ('model',), axis_types=(AxisType.Auto,))
place = lambda *spec: NamedSharding(mesh, P(*spec))

x = jax.device_put(jnp.ones((64, 256)), place())
w_in = jax.device_put(jnp.ones((256, 1024)), place(None, 'model'))
w_out = jax.device_put(jnp.ones((1024, 256)), place('model', None))


def mlp(x, w_in, w_out, hidden_spec):
    hidden = jax.nn.relu(x @ w_in)
    hidden = jax.lax.with_sharding_constraint(hidden, place(*hidden_spec))
    return jax.lax.with_sharding_constraint(hidden @ w_out, place())


def collectives(hidden_spec):
    program = jax.jit(mlp, static_argnums=3).lower(x, w_in, w_out, hidden_spec).compile().as_text()
    names = ['all-gather', 'all-reduce', 'reduce-scatter', 'all-to-all', 'collective-permute']
    return {name: program.count(f' {name}(') for name in names if f' {name}(' in program}


print('hidden cut by columns:', collectives((None, 'model')))
print('hidden whole:', collectives(()))
