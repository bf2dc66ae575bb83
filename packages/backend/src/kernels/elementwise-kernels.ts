import type { StepAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import {
  Add,
  Exp,
  Log,
  Multiply,
  Neg,
  RealDiv,
  Relu,
  Sqrt,
  Square,
  Step,
  Sub,
  util,
} from '@tensorflow/tfjs-core';
import type { LayerprintBackend } from '../backend.ts';
import type { Block } from '../memory.ts';
import type { Lazy } from '../tensor-data.ts';
import { areFloats, defineKernel, type Kernel, type Tensors } from './kernel.ts';
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

/** Computes `a ∘ b` where `b` is as large as `a`, a single number, or a row of `a` of whole vectors. */
function zip(
  backend: LayerprintBackend,
  kernel: string,
  a: TensorInfo,
  b: TensorInfo,
): TensorInfo | undefined {
  const count = util.sizeFromShape(a.shape);
  const period = util.sizeFromShape(b.shape);
  const tail = a.shape.slice(a.shape.length - b.shape.length);
  const repeats =
    b.shape.length <= a.shape.length &&
    (period === 1 || (tail.join() === b.shape.join() && (period === count || period % 4 === 0)));
  if (!repeats || !areFloats(a, b)) return undefined;
  return backend.makeFloats(a.shape, (out) => {
    const [left, right] = [backend.addressOf(a), backend.addressOf(b)];
    backend.runner.run(kernel, 0, left, right, out, count, period);
  });
}

function defineBinary(kernelName: string, kernel: string, isCommutative: boolean): Kernel {
  return defineKernel<Tensors<'a' | 'b'>>(kernelName, ({ inputs: { a, b }, backend }) => {
    return zip(backend, kernel, a, b) ?? (isCommutative ? zip(backend, kernel, b, a) : undefined);
  });
}

const addition = defineBinary(Add, 'add', true);
const multiplication = defineBinary(Multiply, 'multiply', true);

/** Operations on each number, with the fusions described at {@link LazyStep} and `LazyProduct`. */
export const elementwiseKernels = [
  defineUnary(Neg, 'negate'),
  defineUnary(Square, 'square'),
  defineUnary(Sqrt, 'squareRoot'),
  defineUnary(Exp, 'exponential'),
  defineUnary(Log, 'logarithm'),
  defineBinary(Sub, 'subtract', false),
  defineBinary(RealDiv, 'divide', false),

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
