import jax
import jax.numpy as jnp


def scaled_sum(x, scale):
    print('tracing', jax.typeof(x), 'and', jax.typeof(scale))
    return jnp.sum(x * scale)


fast = jax.jit(scaled_sum)

print('first call')
fast(jnp.ones(4), 2.0)
print('same shapes, other values')
fast(jnp.zeros(4), 3.0)
print('a longer array')
fast(jnp.ones(8), 2.0)
print('the first again')
fast(jnp.ones(4), 5.0)
print('a Python int for the float')
fast(jnp.ones(4), 2)
print('compiled', fast._cache_size(), 'times')
