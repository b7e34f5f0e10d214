import jax
import jax.numpy as jnp

layers, width, batch = 8, 256, 64
weights = jnp.ones((layers, width, width)) / width
x = jnp.ones((batch, width))


def layer(x, w):
    return jnp.tanh(x @ w)


def unrolled(weights, x):
    for w in weights:
        x = layer(x, w)
    return jnp.sum(x)


def scanned(weights, x, layer=layer):
    return jnp.sum(jax.lax.scan(lambda x, w: (layer(x, w), None), x, weights)[0])


def count(program, name):
    return str(program).count(name)


for f in unrolled, scanned:
    print(f'{f.__name__}: {count(jax.make_jaxpr(f)(weights, x), "dot_general")} matmuls in the jaxpr')

remat = lambda weights, x: scanned(weights, x, jax.checkpoint(layer))
for name, f in [('saved', scanned), ('recomputed', remat)]:
    program = jax.make_jaxpr(jax.grad(f))(weights, x)
    print(f'gradient, activations {name}: {count(program, "dot_general")} matmuls, {count(program, "tanh")} tanh')


def step(weights, x):
    return weights - 0.1 * jax.grad(scanned)(weights, x)


for name, jitted in [('kept', jax.jit(step)), ('donated', jax.jit(step, donate_argnums=0))]:
    memory = jitted.lower(weights, x).compile().memory_analysis()
    print(f'weights {name}: {memory.alias_size_in_bytes} bytes of the result lie where an argument was')
