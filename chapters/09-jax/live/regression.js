const { numpy: np, jit, random, tree, valueAndGrad } = jax;

const [xKey, noiseKey] = random.split(random.key(0), 2);
const x = random.normal(xKey, [1000]);
const noise = random.normal(noiseKey, [1000]);
const y = x.ref.mul(3).add(1).add(noise.mul(0.1));

const lossFn = (params, x, y) => {
  const prediction = params.w.mul(x).add(params.b);
  return np.square(prediction.sub(y)).mean();
};

const step = jit((params, x, y) => {
  print('tracing step');
  const [loss, grads] = valueAndGrad(lossFn)(tree.ref(params), x, y);
  return [tree.map((p, g) => p.sub(g.mul(0.1)), params, grads), loss];
});

let params = { w: np.zeros([1]), b: np.zeros([1]) };
for (let i = 0; i <= 200; i += 1) {
  const [next, loss] = step(params, x.ref, y.ref);
  params = next;
  if (i % 50 === 0) print(i, 'loss', loss);
}
print(params);
