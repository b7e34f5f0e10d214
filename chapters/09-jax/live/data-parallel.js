const { numpy: np, grad, random, vmap } = jax;

const x = random.normal(random.key(0), [1024, 4]);
const y = np.dot(x.ref, np.array([1, 2, 3, 4]));
const w = np.zeros([4]);

const lossFn = (w, x, y) => np.square(np.dot(x, w).sub(y)).mean();

// Eight devices, one after the other: each gets 128 rows and all of w.
const xs = x.ref.reshape([8, 128, 4]);
const ys = y.ref.reshape([8, 128]);
const local = vmap(grad(lossFn), [null, 0, 0])(w.ref, xs, ys);
print('local gradients', local.shape);
print('device 0', local.ref.slice(0));

// The mean over the axis of devices is what pmean does.
print('mean over devices', local.mean(0));
print('whole batch      ', grad(lossFn)(w, x, y));
