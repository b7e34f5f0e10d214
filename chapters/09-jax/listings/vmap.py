import jax
import jax.numpy as jnp


def predict(w, x):
    print('predict sees', jax.typeof(w), 'and', jax.typeof(x))
    return jnp.dot(w, x)


w = jnp.ones(3)
batch = jnp.ones((32, 3))
print(jax.vmap(predict, in_axes=(None, 0))(w, batch).shape)
print(jax.make_jaxpr(jax.vmap(lambda w, x: jnp.dot(w, x), in_axes=(None, 0)))(w, batch))
