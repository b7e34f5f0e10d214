import jax
import jax.numpy as jnp
from jax.sharding import AxisType, PartitionSpec as P

mesh = jax.make_mesh((4, 2), ('data', 'model'), axis_types=(AxisType.Explicit, AxisType.Explicit))
jax.set_mesh(mesh)

x = jax.device_put(jnp.ones((8, 16)), P('data', None))
w_in = jax.device_put(jnp.ones((16, 32)), P(None, 'model'))
w_out = jax.device_put(jnp.ones((32, 16)), P('model', None))


@jax.jit
def mlp(x, w_in, w_out):
    hidden = jax.nn.relu(x @ w_in)
    print('hidden:', jax.typeof(hidden))
    return jnp.matmul(hidden, w_out, out_sharding=P('data', None))


print('x:', jax.typeof(x))
print('result:', jax.typeof(mlp(x, w_in, w_out)))
try:
    jnp.ones((8, 32), out_sharding=P('data', 'model')) @ w_out
except Exception as error:
    print(f'{type(error).__name__}: {str(error).splitlines()[0]}')
