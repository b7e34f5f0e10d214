const { numpy: np, grad, jit, makeJaxpr, random, vmap } = jax;

const lossFn = (params, x, y) => np.square(np.dot(params.w, x).add(params.b).sub(y));

const params = { w: np.ones([3]), b: np.zeros([]) };
const xs = random.normal(random.key(1), [32, 3]);
const ys = random.normal(random.key(2), [32]);

// null for params, which all examples share; 0 for what has an axis of examples.
const perExample = jit(vmap(grad(lossFn), [null, 0, 0]));
const grads = perExample(params, xs, ys);
print('w', grads.w.shape, ' b', grads.b.shape);
print('mean', grads.w.mean(0));

const dot = (w, x) => np.dot(w, x);
print(makeJaxpr(dot)(np.ones([3]), np.ones([3])));
print(makeJaxpr(vmap(dot, [null, 0]))(np.ones([3]), np.ones([32, 3])));
