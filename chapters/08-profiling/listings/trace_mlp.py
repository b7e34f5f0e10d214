import glob
import gzip
import json
import tempfile

import jax
import jax.numpy as jnp
from jax.sharding import AxisType, NamedSharding, PartitionSpec as P

mesh = jax.make_mesh((8,), ('model',), axis_types=(AxisType.Auto,))


def put(array, *spec):
    return jax.device_put(array, NamedSharding(mesh, P(*spec)))


x = put(jnp.ones((1024, 512)))
w_in = put(jnp.ones((512, 4096)), None, 'model')
w_out = put(jnp.ones((4096, 512)), 'model', None)


@jax.jit
def mlp(x, w_in, w_out):
    return jax.nn.relu(x @ w_in) @ w_out


program = mlp.lower(x, w_in, w_out).compile()
print(program.as_text())
mlp(x, w_in, w_out).block_until_ready()
with tempfile.TemporaryDirectory() as folder:
    with jax.profiler.trace(folder):
        for _ in range(3):
            mlp(x, w_in, w_out).block_until_ready()
    (path,) = glob.glob(f'{folder}/**/*.trace.json.gz', recursive=True)
    with gzip.open(path) as file:
        events = json.load(file)['traceEvents']
import collections
print(collections.Counter((e.get('ph'), e.get('name'), e.get('tid')) for e in events).most_common(150))
