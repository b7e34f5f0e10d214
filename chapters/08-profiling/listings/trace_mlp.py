import glob
import gzip
import json
import re
import sys
import tempfile

import jax
import jax.numpy as jnp
from jax.sharding import AxisType, NamedSharding, PartitionSpec as P

mesh = jax.make_mesh((8,), ('model',), axis_types=(AxisType.Auto,))


def put(array, *spec):
    return jax.device_put(array, NamedSharding(mesh, P(*spec)))


x = put(jnp.ones((1024, 512)))  # x[B, D], whole on every device
w_in = put(jnp.ones((512, 4096)), None, 'model')  # W_in[D, F_X]
w_out = put(jnp.ones((4096, 512)), 'model', None)  # W_out[F_X, D]


@jax.jit
def mlp(x, w_in, w_out):
    return jax.nn.relu(x @ w_in) @ w_out


def optimised(program):
    """The entry computation of the compiled program, without what depends on the machine."""
    entry = program.as_text().split('ENTRY ')[1].split('\n}')[0]
    noise = r', (metadata|backend_config)=.*|, (channel_id|use_global_device_ids|to_apply)=[^,]*'
    return [re.sub(noise, '', line).strip() for line in entry.splitlines()[1:]]


def recorded(folder):
    """What each device ran, from the trace: operation, start and duration in microseconds."""
    (path,) = glob.glob(f'{folder}/**/*.trace.json.gz', recursive=True)
    with gzip.open(path) as file:
        events = json.load(file)['traceEvents']
    return [
        (int(event['args']['device_ordinal']), event['args']['hlo_op'], event['ts'], event['dur'])
        for event in events
        if 'hlo_op' in event.get('args', {}) and not event['name'].startswith('end: ')
    ]


lines = optimised(mlp.lower(x, w_in, w_out).compile())
print('\n'.join(lines))
for _ in range(3):  # the first call compiles
    mlp(x, w_in, w_out).block_until_ready()
with tempfile.TemporaryDirectory() as folder:
    with jax.profiler.trace(folder):
        mlp(x, w_in, w_out).block_until_ready()
    events = recorded(folder)

operations = [line.split(' = ')[0].removeprefix('ROOT ').removeprefix('%') for line in lines if 'parameter(' not in line]
print('recorded, for each operation:', {name: sum(event[1] == name for event in events) for name in operations})
print('on devices', sorted({event[0] for event in events}))
if len(sys.argv) > 1:  # the extract that the chapter shows: python trace_mlp.py ../figures/trace.json
    begin = min(start for *_, start, _ in events)
    rows = [
        {'device': device, 'operation': name, 'start': round(start - begin), 'duration': round(duration)}
        for device, name, start, duration in sorted(events, key=lambda event: (event[0], event[2]))
    ]
    with open(sys.argv[1], 'w') as file:
        print(json.dumps({'operations': lines, 'events': rows}, indent=1), file=file)
