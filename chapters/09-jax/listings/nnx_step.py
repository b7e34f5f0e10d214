import jax
import jax.numpy as jnp
import optax
from flax import nnx

x_key, noise_key = jax.random.split(jax.random.key(0))
x = jax.random.normal(x_key, (1000, 1))
y = 3.0 * x + 1.0 + 0.1 * jax.random.normal(noise_key, (1000, 1))

model = nnx.Linear(1, 1, rngs=nnx.Rngs(0))
optimizer = nnx.Optimizer(model, optax.adam(0.1), wrt=nnx.Param)


@nnx.jit
def step(model, optimizer, x, y):
    loss, grads = nnx.value_and_grad(lambda model: jnp.mean((model(x) - y) ** 2))(model)
    optimizer.update(model, grads)
    return loss


for _ in range(300):
    loss = step(model, optimizer, x, y)
print(f'w = {model.kernel[0, 0]:.2f}, b = {model.bias[0]:.2f}')
