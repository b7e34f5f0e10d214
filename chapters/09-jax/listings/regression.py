import jax
import jax.numpy as jnp

x_key, noise_key = jax.random.split(jax.random.key(0))
x = jax.random.normal(x_key, (1000,))
y = 3.0 * x + 1.0 + 0.1 * jax.random.normal(noise_key, (1000,))


def loss_fn(params, x, y):
    prediction = params['w'] * x + params['b']
    return jnp.mean((prediction - y) ** 2)


@jax.jit
def step(params, x, y):
    print('tracing step')
    loss, grads = jax.value_and_grad(loss_fn)(params, x, y)
    params = jax.tree.map(lambda p, g: p - 0.1 * g, params, grads)
    return params, loss


params = {'w': jnp.zeros(()), 'b': jnp.zeros(())}
for i in range(201):
    params, loss = step(params, x, y)
    if i % 50 == 0:
        print(f'{i:3d}  loss {loss:.4f}')
print(f"w = {params['w']:.2f}, b = {params['b']:.2f}")
