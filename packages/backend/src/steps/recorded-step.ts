import * as tf from '@tensorflow/tfjs-core';
import { LayerprintBackend } from '../backend.ts';
import type { KernelRunner } from '../kernel-runner.ts';
import { OutOfMemoryError } from '../memory.ts';
import { hasChangedOutside, Plan, type RecordedOutput, type Stretch } from './plan.ts';
import { NotRecordableError, Recording } from './recording.ts';

/** Numbers for a step to begin with. */
export interface StepInput {
  /** Float32 numbers, or bytes that stand for themselves divided by 255, as those of pictures do. */
  readonly values: Float32Array | Uint8Array;
  readonly shape: readonly number[];
}

/** What a step computes: from tensors that are the caller's to new ones, which the caller disposes of. */
export type ComputeStep<Input extends string, Output extends string> = (
  inputs: Record<Input, tf.Tensor>,
) => Record<Output, tf.Tensor>;

/** What was recorded for inputs of certain shapes. */
interface Recorded {
  readonly runner: KernelRunner;
  readonly plan: Plan;
  readonly tensors: readonly tf.Tensor[];
  readonly inputs: Readonly<Record<string, Stretch>>;
  readonly outputs: readonly string[];
  /** Which numbers the variables had. */
  readonly variables: readonly { variable: tf.Variable; dataId: tf.DataId }[];
}

/** A step that is recorded once and then run as a plan of kernels; see {@link recordStep}. */
export class RecordedStep<Input extends string, Output extends string> {
  private readonly compute: ComputeStep<Input, Output>;
  /** By the shapes of the inputs. */
  private readonly recorded = new Map<string, Recorded>();

  constructor(compute: ComputeStep<Input, Output>) {
    this.compute = compute;
  }

  /**
   * Takes the step.
   *
   * @returns A copy of the numbers of each output.
   * @throws {NotRecordableError} Where the step does what would be wrong the next time; see {@link recordStep}.
   * @throws {RangeError} Where an input has not as many numbers as its shape says.
   */
  run(inputs: Record<Input, StepInput>): Record<Output, Float32Array> {
    for (const [name, input] of Object.entries<StepInput>(inputs)) assertFits(name, input);
    const backend = tf.backend();
    if (!(backend instanceof LayerprintBackend)) return this.runEagerly(inputs);
    const key = JSON.stringify(
      Object.entries<StepInput>(inputs).map(([name, { shape }]) => [name, shape]),
    );
    const known = this.recorded.get(key);
    if (known !== undefined && isCurrent(known, backend.runner)) {
      return replay(known, inputs) ?? this.runEagerly(inputs);
    }
    if (known !== undefined) forget(known);
    this.recorded.delete(key);
    return this.record(backend, key, inputs);
  }

  /** Gives back the memory of all plans. A step that is run once more is recorded once more. */
  dispose(): void {
    for (const recorded of this.recorded.values()) forget(recorded);
    this.recorded.clear();
  }

  private runEagerly(inputs: Record<Input, StepInput>): Record<Output, Float32Array> {
    const tensors = makeTensors(inputs);
    try {
      const outputs = tf.tidy(() => this.compute(tensors));
      const numbers = mapValues(outputs, (tensor) => tensor.dataSync<'float32'>());
      tf.dispose(outputs);
      return numbers;
    } finally {
      tf.dispose(tensors);
    }
  }

  /** Takes the step once kernel by kernel and makes a plan of it, if there is room for one. */
  private record(
    backend: LayerprintBackend,
    key: string,
    inputs: Record<Input, StepInput>,
  ): Record<Output, Float32Array> {
    const { runner } = backend;
    const tensors = mapValues(makeTensors(inputs), (tensor) => tf.keep(tensor));
    const recording = new Recording();
    let isKept = false;
    try {
      runner.record(recording);
      const outputs = tf.tidy(() => mapValues(this.compute(tensors), (tensor) => tf.clone(tensor)));
      const places = mapValues(outputs, (tensor): RecordedOutput => {
        return { block: backend.blockOf(tensor), length: tensor.size };
      });
      runner.record(undefined);
      const numbers = mapValues(outputs, (tensor) => tensor.dataSync<'float32'>());
      tf.dispose(outputs);
      const plan = makePlan(runner, recording, Object.values<RecordedOutput>(places));
      if (plan !== undefined) {
        isKept = true;
        this.recorded.set(key, {
          runner,
          plan,
          tensors: Object.values<tf.Tensor>(tensors),
          inputs: mapValues(tensors, (tensor) => {
            return { address: backend.addressOf(tensor), length: tensor.size };
          }),
          outputs: Object.keys(places),
          variables: findVariables(backend, recording),
        });
      }
      return numbers;
    } catch (error) {
      runner.record(undefined);
      const isShort = error instanceof OutOfMemoryError && !hasChangedOutside(recording);
      recording.release();
      if (!isShort) throw error;
      // No memory is used twice while recording; without recording there may be enough.
      return this.runEagerly(inputs);
    } finally {
      recording.release();
      if (!isKept) tf.dispose(tensors);
    }
  }
}

/**
 * Makes a step, such as forward, backward and {@link AdamOptimizer}, that is recorded when it is first run with
 * inputs of certain shapes and from then on run as a plan: the same calls of kernels at fixed addresses, with
 * nothing of TF.js and little JavaScript between them, so that threads take a shard of the batch through many layers at once.
 * The results have the same bits as without a plan. On another backend the step is taken as ever.
 *
 * Whatever is another from run to run has to be an input: images, labels, the step's number for `dropout`, what
 * `AdamOptimizer.countStep` gives. Whatever else the function reads of JavaScript's, such as a learning rate, stays what it
 * was. Tensors from outside, such as variables, are read where they are; where one has moved since, as when a
 * variable was assigned, the step is recorded again. Where a kernel meets an infinity, the step is taken anew without
 * the plan. A plan's memory is kept until `dispose`.
 *
 * @param compute Gives new tensors by name. It is called once for all runs with the same shapes, but for those above, so it must do
 *   nothing that counts besides; variables are changed last, and by `AdamOptimizer` alone.
 * @throws {NotRecordableError} By `run`, when `compute` does what would be wrong the next time: it reads a tensor's
 *   numbers, makes a tensor of JavaScript's numbers, keeps a tensor, runs a kernel of TF.js's CPU backend.
 */
export function recordStep<Input extends string, Output extends string>(
  compute: ComputeStep<Input, Output>,
): RecordedStep<Input, Output> {
  return new RecordedStep(compute);
}

/** Undefined where the step is right but not to be repeated, or there is no room for what it needs. */
function makePlan(
  runner: KernelRunner,
  recording: Recording,
  outputs: readonly RecordedOutput[],
): Plan | undefined {
  if (recording.abandonedBecause !== undefined) return undefined;
  if (recording.living > 0) {
    throw new NotRecordableError(
      'keeps a tensor that it made',
      'It would have the same numbers after every run: return it as an output.',
    );
  }
  try {
    return new Plan(runner, recording, outputs);
  } catch (error) {
    if (error instanceof OutOfMemoryError) return undefined;
    throw error;
  }
}

/** Runs a plan on new inputs; undefined where a kernel met an infinity, and nothing was changed. */
function replay(
  { runner, plan, inputs, outputs }: Recorded,
  given: Record<string, StepInput>,
): Record<string, Float32Array> | undefined {
  for (const [name, { address, length }] of Object.entries(inputs)) {
    write(runner, { address, length }, given[name]!.values);
  }
  if (!plan.run()) return undefined;
  const numbers = plan.outputs.map(({ address, length }, i) => {
    return [outputs[i]!, runner.heap.floats(address, length).slice()] as const;
  });
  return Object.fromEntries(numbers);
}

function write(
  runner: KernelRunner,
  { address, length }: Stretch,
  values: Float32Array | Uint8Array,
): void {
  if (values instanceof Float32Array) {
    runner.heap.floats(address, length).set(values);
    return;
  }
  new Uint8Array(runner.heap.memory.buffer, address + 3 * length, length).set(values);
  runner.call('divideBytes', address, length);
}

function isCurrent({ runner, plan, variables }: Recorded, current: KernelRunner): boolean {
  const areAssigned = variables.some(({ variable, dataId }) => variable.dataId !== dataId);
  return runner === current && !areAssigned && plan.isCurrent;
}

function findVariables(
  backend: LayerprintBackend,
  { outside }: Recording,
): { variable: tf.Variable; dataId: tf.DataId }[] {
  return Object.values(tf.engine().registeredVariables)
    .filter(({ dataId }) => backend.data.has(dataId) && outside.has(backend.dataOf(dataId)))
    .map((variable) => ({ variable, dataId: variable.dataId }));
}

function forget({ plan, tensors }: Recorded): void {
  plan.dispose();
  tf.dispose([...tensors]);
}

function assertFits(name: string, { values, shape }: StepInput): void {
  const size = tf.util.sizeFromShape([...shape]);
  if (values.length === size) return;
  throw new RangeError(
    `The input ${name} has ${values.length} numbers, not the ${size} of [${shape}].`,
  );
}

function makeTensors<Name extends string>(
  inputs: Record<Name, StepInput>,
): Record<Name, tf.Tensor> {
  return mapValues(inputs, ({ values, shape }: StepInput) => {
    const isBytes = values instanceof Uint8Array;
    const numbers = isBytes ? Float32Array.from(values, (byte) => byte / 255) : values;
    return tf.tensor(numbers, [...shape]);
  });
}

function mapValues<Name extends string, From, To>(
  record: Record<Name, From>,
  map: (value: From) => To,
): Record<Name, To> {
  const entries = Object.entries<From>(record).map(([name, value]) => [name, map(value)]);
  return Object.fromEntries(entries) as Record<Name, To>;
}
