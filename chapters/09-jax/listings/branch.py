import jax
import jax.numpy as jnp


@jax.jit
def leaky(x):
    if x > 0:
        return x
    return 0.1 * x


@jax.jit
def leaky_as_data(x):
    return jnp.where(x > 0, x, 0.1 * x)


try:
    leaky(-2.0)
except jax.errors.TracerBoolConversionError as error:
    print(type(error).__name__)
print(leaky_as_data(-2.0))
