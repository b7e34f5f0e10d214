import jax
import jax.numpy as jnp


def loss_fn(params, x, y):
    return (jnp.dot(params['w'], x) + params['b'] - y) ** 2


params = {'w': jnp.ones(3), 'b': jnp.zeros(())}
x_key, y_key = jax.random.split(jax.random.key(0))
xs = jax.random.normal(x_key, (32, 3))
ys = jax.random.normal(y_key, (32,))

try:
    jax.jit(jax.vmap(jax.grad(loss_fn)))(params, xs, ys)
except ValueError as error:
    print(type(error).__name__)

per_example = jax.jit(jax.vmap(jax.grad(loss_fn), in_axes=(None, 0, 0)))
grads = per_example(params, xs, ys)
print({name: grad.shape for name, grad in grads.items()})

whole = jax.grad(lambda params: jnp.mean(jax.vmap(loss_fn, in_axes=(None, 0, 0))(params, xs, ys)))(params)
print('their mean is the batch gradient:', bool(jnp.allclose(grads['w'].mean(0), whole['w'], atol=1e-5)))
