/**
 * What a plan in sharding notation means on a mesh: which device holds what, and what each operation makes of it. `compile` turns a plan
 * into instructions that can be run and priced.
 */
import { parse } from './sharding-syntax.ts';
import type { Collective, CollectiveAst, ExpressionAst, Letter, PlanAst, ProductAst, Span, StepAst, TensorAst } from './sharding-syntax.ts';

/** Devices along each named axis, such as `{ X: 4, Y: 2 }`. */
export type Mesh = Readonly<Record<string, number>>;

export interface Dimension {
  readonly name: string;
  /** Mesh axes that cut it, the coarsest first. */
  readonly axes: readonly string[];
}
export interface Layout {
  readonly dims: readonly [Dimension, Dimension];
  /** Along these axes the devices hold summands, in alphabetical order. */
  readonly partial: readonly string[];
}

/** Laid out already, or by the reader with each of `over` cutting it. */
export type Given = { readonly layout: Layout } | { readonly dims: readonly [string, string]; readonly over: readonly string[] };

export interface Problem {
  readonly mesh: Mesh;
  /** Length of each dimension. */
  readonly sizes: Readonly<Record<string, number>>;
  readonly bytesPerElement: number;
  readonly inputs: Readonly<Record<string, Given>>;
  /** Whose product is wanted, from left to right. */
  readonly chain: readonly string[];
  readonly goal: { readonly name: string; readonly layout: Layout };
}

/** Numbers name values, in order of creation. */
export type Instruction =
  | { readonly kind: 'input'; readonly name: string; readonly layout: Layout; readonly at: Span }
  | { readonly kind: 'product'; readonly left: number; readonly right: number; readonly layout: Layout; readonly at: Span }
  | {
      readonly kind: 'collective';
      readonly collective: Collective;
      readonly axes: readonly string[];
      /** Gathered, scattered to, or newly cut. */
      readonly dim?: string;
      readonly of: number;
      readonly layout: Layout;
      readonly at: Span;
    };

/** Value i is what instruction i leaves on the devices. */
export type Program = readonly Instruction[];

/**
 * - `unknown-tensor`, `unknown-axis`: no such tensor at this point, no such axis in the mesh.
 * - `axis-reused`: a mesh axis cuts a tensor twice.
 * - `layout-needed`: the reader has to say how this tensor is laid out.
 * - `uncut`: a tensor that has to be cut is held whole along `axis`.
 * - `claim`: the tensor is laid out otherwise than the text says.
 * - `partial-forgotten`: the same, where only the mark of partial sums is missing.
 * - `no-contraction`: the columns of the left and the rows of the right are different dimensions.
 * - `cut-differently`: the contraction is cut one way on the left and another way on the right.
 * - `axis-twice`: rows and columns of the product would be cut by the same axis, so most blocks are never computed.
 * - `partial-product`: partial sums are multiplied with something that is not the same on all summands' devices.
 * - `not-cut`: nothing to gather or to exchange along this axis.
 * - `axis-order`: a coarser cut cannot be undone before the finer one within it.
 * - `not-partial`: nothing to add up along this axis.
 * - `not-replicated`: a slice along this axis would drop what no other device has.
 * - `dimension-missing`, `dimension-unwanted`, `dimension-unknown`: what stands after the comma of the subscript.
 */
export type FaultCode =
  | 'unknown-tensor'
  | 'unknown-axis'
  | 'axis-reused'
  | 'layout-needed'
  | 'uncut'
  | 'claim'
  | 'partial-forgotten'
  | 'no-contraction'
  | 'cut-differently'
  | 'axis-twice'
  | 'partial-product'
  | 'not-cut'
  | 'axis-order'
  | 'not-partial'
  | 'not-replicated'
  | 'dimension-missing'
  | 'dimension-unwanted'
  | 'dimension-unknown';

export interface Fault {
  readonly code: FaultCode;
  readonly at: Span;
  /** A tensor, an axis, a layout. */
  readonly name?: string;
  readonly is?: string;
  readonly said?: string;
  /** With the layout that the text gave it, where a device's numbers can show what is wrong. */
  readonly value?: number;
  readonly saidLayout?: Layout;
}
/** `result` is the last step's value. */
export type Compiled =
  | { readonly ok: true; readonly program: Program; readonly result: number }
  | { readonly ok: false; readonly fault: Fault; readonly program: Program };

const subscripted = ({ name, axes }: Dimension): string =>
  axes.length === 0 ? name : `${name}_${axes.length === 1 ? axes.join('') : `{${axes.join('')}}`}`;

/** `C[I_X, K]{U_Y}`. */
export const writeLayout = (name: string, { dims, partial }: Layout): string =>
  `${name}[${dims.map(subscripted).join(', ')}]${partial.length === 0 ? '' : `{${subscripted({ name: 'U', axes: partial })}}`}`;

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((x, i) => x === b[i]);
const sameDims = (a: Layout, b: Layout): boolean =>
  a.dims.every((dim, i) => dim.name === b.dims[i]?.name && same(dim.axes, b.dims[i].axes));
export const sameLayout = (a: Layout, b: Layout): boolean => sameDims(a, b) && same(a.partial, b.partial);

const axesOf = ({ dims, partial }: Layout): readonly string[] => [...dims.flatMap(({ axes }) => axes), ...partial];

export const ways = (mesh: Mesh, axes: readonly string[]): number => axes.reduce((product, axis) => product * (mesh[axis] ?? 1), 1);

/** Throws `TypeError` for a text that gives no layout on this mesh. */
export function readLayout(text: string, mesh: Mesh): Layout {
  const parsed = parse(text);
  const [step, ...more] = parsed.ok ? parsed.plan.steps : [];
  if (step?.of.kind !== 'tensor' || !step.of.dims || more.length > 0) throw new TypeError(`“${text}” is no tensor with its layout`);
  try {
    return layoutOf(mesh, step.of.dims, step.of.partial);
  } catch (error) {
    throw error instanceof Stop ? new TypeError(`“${text}”: ${error.fault.code} ${error.fault.name ?? ''}`) : error;
  }
}

class Stop extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.code);
    this.fault = fault;
  }
}

const stop = (code: FaultCode, at: Span, more: Omit<Fault, 'code' | 'at'> = {}): Stop => new Stop({ code, at, ...more });

/** `W₁`, `w1` and `W1` are one tensor. */
const keyOf = (name: string): string => name.toLowerCase().replaceAll(/[₁₂₃₄]/g, (digit) => String('₁₂₃₄'.indexOf(digit) + 1));

const known = (mesh: Mesh, letters: readonly Letter[]): readonly string[] =>
  letters.map(({ letter, at }) => {
    if (mesh[letter] === undefined) throw stop('unknown-axis', at, { name: letter });
    return letter;
  });

function layoutOf(mesh: Mesh, dims: NonNullable<TensorAst['dims']>, partial: readonly Letter[]): Layout {
  const [rows, columns] = dims;
  const letters = [...rows.axes, ...columns.axes, ...partial];
  const reused = letters.find(({ letter }, i) => letters.findIndex((other) => other.letter === letter) < i);
  const layout: Layout = {
    dims: [
      { name: rows.letter, axes: known(mesh, rows.axes) },
      { name: columns.letter, axes: known(mesh, columns.axes) },
    ],
    partial: known(mesh, partial).toSorted(),
  };
  if (reused) throw stop('axis-reused', reused.at, { name: reused.letter });
  return layout;
}

/** As they lie on the devices, without moving anything. */
function multiplied(left: Layout, right: Layout, at: Span): Layout {
  const [rows, inner] = left.dims;
  const [innerToo, columns] = right.dims;
  if (inner.name !== innerToo.name) throw stop('no-contraction', at, { is: inner.name, said: innerToo.name });
  const clash = left.partial.find((axis) => axesOf(right).includes(axis)) ?? right.partial.find((axis) => axesOf(left).includes(axis));
  if (clash !== undefined) throw stop('partial-product', at, { name: clash });
  if (!same(inner.axes, innerToo.axes))
    throw stop('cut-differently', at, { name: inner.name, is: subscripted(inner), said: subscripted(innerToo) });
  const twice = rows.axes.find((axis) => columns.axes.includes(axis));
  if (twice !== undefined) throw stop('axis-twice', at, { name: twice });
  return { dims: [rows, columns], partial: [...left.partial, ...right.partial, ...inner.axes].toSorted() };
}

const recut = (layout: Layout, name: string, axes: (before: readonly string[]) => readonly string[]): Layout => {
  const change = (dim: Dimension): Dimension => (dim.name === name ? { name, axes: axes(dim.axes) } : dim);
  const [rows, columns] = layout.dims;
  return { dims: [change(rows), change(columns)], partial: layout.partial };
};

/** As its finest cuts; they are undone together. */
function dimensionCutBy(layout: Layout, axes: readonly string[], at: Span): Dimension {
  const uncut = axes.find((axis) => !layout.dims.some((dim) => dim.axes.includes(axis)));
  if (uncut !== undefined) throw stop('not-cut', at, { name: uncut });
  const dim = layout.dims.find(
    (other) => other.axes.slice(-axes.length).every((axis) => axes.includes(axis)) && other.axes.length >= axes.length,
  );
  if (!dim) throw stop('axis-order', at);
  return dim;
}

const without = (axes: readonly string[], gone: readonly string[]): readonly string[] => axes.filter((axis) => !gone.includes(axis));

/** Named in the subscript, or by the layout it results in. */
function dimensionToCut({ dim, at, axes }: CollectiveAst, layout: Layout, into: TensorAst | undefined): string {
  const told = dim ?? into?.dims?.find((other) => axes.some(({ letter }) => other.axes.some((axis) => axis.letter === letter)));
  if (!told) throw stop('dimension-missing', at);
  if (!layout.dims.some(({ name }) => name === told.letter)) throw stop('dimension-unknown', told.at, { name: told.letter });
  return told.letter;
}

function collected(
  ast: CollectiveAst,
  mesh: Mesh,
  layout: Layout,
  into: TensorAst | undefined,
): { readonly layout: Layout; readonly dim?: string } {
  const axes = known(mesh, ast.axes);
  const { collective, at } = ast;
  const reduced = (): Layout => {
    const other = axes.find((axis) => !layout.partial.includes(axis));
    if (other !== undefined) throw stop('not-partial', at, { name: other });
    return { dims: layout.dims, partial: without(layout.partial, axes) };
  };
  switch (collective) {
    case 'AllReduce':
      if (ast.dim) throw stop('dimension-unwanted', ast.dim.at, { name: collective });
      return { layout: reduced() };
    case 'AllGather': {
      const { name } = dimensionCutBy(layout, axes, at);
      if (ast.dim && ast.dim.letter !== name) throw stop('not-cut', ast.dim.at, { name: axes.join('') });
      return { layout: recut(layout, name, (before) => without(before, axes)), dim: name };
    }
    case 'ReduceScatter': {
      const after = reduced();
      const dim = dimensionToCut(ast, layout, into);
      return { layout: recut(after, dim, (before) => [...before, ...axes]), dim };
    }
    case 'AllToAll': {
      const from = dimensionCutBy(layout, axes, at);
      const dim = dimensionToCut(ast, layout, into);
      if (dim === from.name) throw stop('dimension-unknown', ast.dim?.at ?? at, { name: dim });
      return {
        layout: recut(
          recut(layout, from.name, (before) => without(before, axes)),
          dim,
          (before) => [...before, ...axes],
        ),
        dim,
      };
    }
    case 'Slice': {
      const used = axes.find((axis) => axesOf(layout).includes(axis));
      if (used !== undefined) throw stop('not-replicated', at, { name: used });
      const dim = dimensionToCut(ast, layout, into);
      return { layout: recut(layout, dim, (before) => [...before, ...axes]), dim };
    }
  }
}

/** Never throws: what does not hold comes back as a code with its place. */
export function compile({ steps }: PlanAst, problem: Problem): Compiled {
  const { mesh, inputs, goal } = problem;
  const program: Instruction[] = [];
  const names = new Map<string, number>();
  const emit = (instruction: Instruction): number => program.push(instruction) - 1;
  const laidOut = (value: number): Layout => {
    const instruction = program[value];
    if (!instruction) throw new RangeError(`compile: no value ${value}`);
    return instruction.layout;
  };

  const claimed = (value: number, { name, dims, partial, at }: TensorAst): void => {
    if (!dims) return;
    const said = layoutOf(mesh, dims, partial);
    const is = laidOut(value);
    if (sameLayout(said, is)) return;
    const forgotten = sameDims(said, is) && said.partial.every((axis) => is.partial.includes(axis));
    throw stop(forgotten ? 'partial-forgotten' : 'claim', at, {
      name,
      is: writeLayout(name, is),
      said: writeLayout(name, said),
      value,
      saidLayout: said,
    });
  };

  const place = (name: string, given: Given, ast: TensorAst): number => {
    if ('layout' in given) return emit({ kind: 'input', name, layout: given.layout, at: ast.at });
    if (!ast.dims) throw stop('layout-needed', ast.at, { name });
    const layout = layoutOf(mesh, ast.dims, ast.partial);
    const fits = layout.dims.every((dim, i) => dim.name === given.dims[i]) && layout.partial.length === 0;
    const plain: Layout = {
      dims: [
        { name: given.dims[0], axes: [] },
        { name: given.dims[1], axes: [] },
      ],
      partial: [],
    };
    if (!fits) throw stop('claim', ast.at, { name, is: writeLayout(name, plain), said: writeLayout(name, layout) });
    const whole = given.over.find((axis) => !axesOf(layout).includes(axis));
    if (whole !== undefined) throw stop('uncut', ast.at, { name, is: whole });
    return emit({ kind: 'input', name, layout, at: ast.at });
  };

  const tensor = (ast: TensorAst): number => {
    const key = keyOf(ast.name);
    const found = names.get(key);
    const given = Object.entries(inputs).find(([name]) => keyOf(name) === key);
    if (found === undefined && !given) throw stop('unknown-tensor', ast.at, { name: ast.name });
    const value = found ?? (given ? place(given[0], given[1], ast) : NaN);
    names.set(key, value);
    claimed(value, ast);
    return value;
  };

  const product = ({ left, right, at }: ProductAst): number => {
    const [a, b] = [evaluate(left), evaluate(right)];
    return emit({ kind: 'product', left: a, right: b, layout: multiplied(laidOut(a), laidOut(b), at), at });
  };

  const collective = (ast: CollectiveAst, into?: TensorAst): number => {
    const of = evaluate(ast.of);
    const axes = known(mesh, ast.axes);
    const value = emit({
      kind: 'collective',
      collective: ast.collective,
      axes,
      of,
      ...collected(ast, mesh, laidOut(of), into),
      at: ast.at,
    });
    // A collective on a name changes that tensor in place, unless the result gets a name.
    if (ast.of.kind === 'tensor' && !into) names.set(keyOf(ast.of.name), value);
    return value;
  };

  const evaluate = (ast: ExpressionAst, into?: TensorAst): number =>
    ast.kind === 'tensor' ? tensor(ast) : ast.kind === 'product' ? product(ast) : collective(ast, into);

  const isGoal = ({ dims }: Layout): boolean => dims.every(({ name }, i) => name === goal.layout.dims[i]?.name);
  const run = ({ of, into }: StepAst): number => {
    const value = evaluate(of, into);
    if (into) {
      claimed(value, into);
      names.set(keyOf(into.name), value);
    } else if (of.kind === 'product' && isGoal(laidOut(value))) {
      names.set(keyOf(goal.name), value);
    }
    return value;
  };

  try {
    return { ok: true, result: steps.map(run).at(-1) ?? NaN, program };
  } catch (error) {
    if (error instanceof Stop) return { ok: false, fault: error.fault, program };
    throw error;
  }
}
