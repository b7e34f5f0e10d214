import jax
import jax.numpy as jnp

key = jax.random.key(0)
x = jax.random.normal(key, (1000,))
noise = jax.random.normal(key, (1000,))  # the key is used a second time
print('noise equals x:', bool(jnp.array_equal(noise, x)))

x_key, noise_key = jax.random.split(key)
x = jax.random.normal(x_key, (1000,))
noise = jax.random.normal(noise_key, (1000,))
print('with split keys:', bool(jnp.array_equal(noise, x)))
