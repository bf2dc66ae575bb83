import type { LeakyReluAttrs, StepAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import {
  Add,
  Elu,
  EluGrad,
  Exp,
  Greater,
  LeakyRelu,
  Log,
  Multiply,
  Neg,
  Prelu,
  RealDiv,
  Relu,
  Relu6,
  Rsqrt,
  Select,
  Sigmoid,
  Softplus,
  Sqrt,
  Square,
  Step,
  Sub,
  Tanh,
  util,
} from '@tensorflow/tfjs-core';
import type { LayerprintBackend } from '../backend.ts';
import type { Block } from '../memory.ts';
import type { Lazy } from '../tensor-data.ts';
import { areFloats, defineKernel, hasShape, type Kernel, type Tensors } from './kernel.ts';
import { lazyProductOf } from './product.ts';

/** `step(x)` that waits for the multiplication by a gradient, which then makes one pass of the two. */
class LazyStep implements Lazy {
  readonly signs: Block;
  private readonly runner: LayerprintBackend['runner'];
  private readonly count: number;

  constructor(backend: LayerprintBackend, signs: Block, count: number) {
    this.runner = backend.runner;
    this.signs = signs.retain();
    this.count = count;
  }

  compute(): Block {
    return this.runner.heap.fill(this.count * 4, (out) => {
      this.runner.run('unitStep', 0, this.signs.address, out, this.count);
    });
  }

  release(): void {
    this.signs.release();
  }
}

function defineUnary(kernelName: string, kernel: string): Kernel {
  return defineKernel<Tensors<'x'>>(kernelName, ({ inputs: { x }, backend }) => {
    if (!areFloats(x)) return undefined;
    return backend.makeFloats(x.shape, (out) => {
      const count = util.sizeFromShape(x.shape);
      backend.runner.run(kernel, 0, backend.addressOf(x), out, count);
    });
  });
}

/**
 * Computes `a ∘ b` where `b` is as large as `a`, a single number, or what `a` ends with again and again.
 *
 * @param dtype Of the result; the kernel makes 0 and 1 of what is true or not.
 */
function zip(
  backend: LayerprintBackend,
  kernel: string,
  a: TensorInfo,
  b: TensorInfo,
  dtype: 'float32' | 'bool' = 'float32',
): TensorInfo | undefined {
  const count = util.sizeFromShape(a.shape);
  const period = util.sizeFromShape(b.shape);
  const row = b.shape.slice(b.shape.findIndex((length) => length !== 1));
  const tail = a.shape.slice(a.shape.length - row.length);
  const repeats = period === 1 || (count > 0 && util.arraysEqual(tail, row));
  if (b.shape.length > a.shape.length || !repeats || !areFloats(a, b)) return undefined;
  const compute = (out: number): void => {
    const [left, right] = [backend.addressOf(a), backend.addressOf(b)];
    backend.runner.run(kernel, 0, left, right, out, count, period);
  };
  return dtype === 'bool'
    ? backend.makeTruths(a.shape, compute)
    : backend.makeFloats(a.shape, compute);
}

/** @param turned The kernel for the operands in the other order, if there is one. */
function defineBinary(kernelName: string, kernel: string, turned?: string): Kernel {
  return defineKernel<Tensors<'a' | 'b'>>(kernelName, ({ inputs: { a, b }, backend }) => {
    const result = zip(backend, kernel, a, b);
    return result ?? (turned === undefined ? undefined : zip(backend, turned, b, a));
  });
}

const addition = defineBinary(Add, 'add', 'add');
const multiplication = defineBinary(Multiply, 'multiply', 'multiply');

/** Operations on each number, with the fusions described at {@link LazyStep} and `LazyProduct`. */
export const elementwiseKernels = [
  defineUnary(Neg, 'negate'),
  defineUnary(Square, 'square'),
  defineUnary(Sqrt, 'squareRoot'),
  defineUnary(Exp, 'exponential'),
  defineUnary(Log, 'logarithm'),
  defineUnary(Tanh, 'tanh'),
  defineUnary(Sigmoid, 'sigmoid'),
  defineUnary(Softplus, 'softplus'),
  defineUnary(Elu, 'elu'),
  defineUnary(Relu6, 'relu6'),
  defineUnary(Rsqrt, 'reciprocalRoot'),
  defineBinary(Sub, 'subtract', 'subtractFrom'),
  defineBinary(RealDiv, 'divide', 'divideInto'),

  defineKernel<Tensors<'x'>, LeakyReluAttrs>(LeakyRelu, ({ inputs: { x }, attrs, backend }) => {
    if (!areFloats(x)) return undefined;
    return backend.makeFloats(x.shape, (out) => {
      const count = util.sizeFromShape(x.shape);
      backend.runner.run('leakyRelu', 0, backend.addressOf(x), out, count, attrs.alpha);
    });
  }),

  defineKernel<Tensors<'x' | 'alpha'>>(Prelu, ({ inputs: { x, alpha }, backend }) =>
    zip(backend, 'prelu', x, alpha),
  ),

  defineKernel<Tensors<'dy' | 'y'>>(EluGrad, ({ inputs: { dy, y }, backend }) => {
    if (!hasShape(dy, y.shape) || !areFloats(dy, y)) return undefined;
    return backend.makeFloats(y.shape, (out) => {
      const [gradient, output] = [backend.addressOf(dy), backend.addressOf(y)];
      backend.runner.run('eluGradient', 0, gradient, output, out, util.sizeFromShape(y.shape));
    });
  }),

  defineKernel<Tensors<'a' | 'b'>>(Greater, ({ inputs: { a, b }, backend }) =>
    zip(backend, 'greater', a, b, 'bool'),
  ),

  defineKernel<Tensors<'condition' | 't' | 'e'>>(Select, ({ inputs, backend }) => {
    const { condition, t, e } = inputs;
    const fits = hasShape(condition, t.shape) && hasShape(e, t.shape);
    if (!fits || condition.dtype !== 'bool' || !areFloats(t, e)) return undefined;
    return backend.makeFloats(t.shape, (out) => {
      const addresses = [condition, t, e].map((tensor) => backend.addressOf(tensor));
      backend.runner.run('select', 0, ...addresses, out, util.sizeFromShape(t.shape));
    });
  }),

  defineKernel<Tensors<'a' | 'b'>>(Add, (call) => {
    const { inputs, backend } = call;
    const product = areFloats(inputs.b)
      ? lazyProductOf(backend, inputs.a)?.withBias(inputs.a.shape, inputs.b)
      : undefined;
    if (product !== undefined) return backend.makeLazy(inputs.a.shape, product);
    return runKernel(addition, call);
  }),

  defineKernel<Tensors<'x'>>(Relu, ({ inputs: { x }, backend }) => {
    if (!areFloats(x)) return undefined;
    const product = lazyProductOf(backend, x);
    if (product !== undefined) return backend.makeFromBlock(x.shape, product.computeRelu());
    return backend.makeFloats(x.shape, (out) => {
      const count = util.sizeFromShape(x.shape);
      backend.runner.run('relu', 0, backend.addressOf(x), out, count);
    });
  }),

  defineKernel<Tensors<'x'>, StepAttrs>(Step, ({ inputs: { x }, attrs, backend }) => {
    if (!areFloats(x) || attrs.alpha !== 0) return undefined;
    const signs = lazyProductOf(backend, x)?.signs ?? backend.blockOf(x);
    const count = util.sizeFromShape(x.shape);
    return backend.makeLazy(x.shape, new LazyStep(backend, signs, count));
  }),

  defineKernel<Tensors<'a' | 'b'>>(Multiply, (call) => {
    const { a, b } = call.inputs;
    const step = call.backend.lazyOf(b);
    const isGradient = step instanceof LazyStep && a.shape.join() === b.shape.join();
    if (!isGradient || !areFloats(a)) return runKernel(multiplication, call);
    return call.backend.makeFloats(a.shape, (out) => {
      const count = util.sizeFromShape(a.shape);
      const from = call.backend.addressOf(a);
      call.backend.runner.run('reluGradient', 0, from, step.signs.address, out, count);
    });
  }),
];

function runKernel(kernel: Kernel, call: unknown): TensorInfo {
  return kernel.kernelFunc(call as Parameters<Kernel['kernelFunc']>[0]) as TensorInfo;
}
