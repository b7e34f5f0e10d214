import jax
import jax.numpy as jnp


@jax.jit
def scaled_sum(x, scale):
    print('  tracing for', jax.typeof(x), 'and', jax.typeof(scale))
    return jnp.sum(x * scale)


for x, scale in [
    (jnp.ones(4), 2.0),
    (jnp.zeros(4), 3.0),
    (jnp.ones(8), 2.0),
    (jnp.ones((4, 1)), 2.0),
    (jnp.ones(4), 2),
    (jnp.ones(4), jnp.float32(2)),
    (jnp.ones(4, jnp.bfloat16), 2.0),
    (jnp.ones(4), 5.0),
]:
    print('call with', x.shape, x.dtype, 'and', repr(scale))
    scaled_sum(x, scale)
print('programs:', scaled_sum._cache_size())
