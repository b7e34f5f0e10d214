import jax
import jax.numpy as jnp


def scaled_sum(x, scale):
    print('this line leaves no trace')
    return jnp.sum(x * scale)


print(jax.make_jaxpr(scaled_sum)(jnp.ones(4), jnp.float32(2)))
print(jax.make_jaxpr(jax.grad(lambda x: jnp.sum(x**3)))(jnp.ones(4)))
