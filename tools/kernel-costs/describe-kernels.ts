import type { TypicalCall } from './typical-calls.ts';

/** Milliseconds of a call on our backend and on TF.js's CPU backend. */
export interface Cost {
  readonly call: TypicalCall;
  readonly ours: number;
  readonly theirs: number;
}

/** What the page of kernels tells. */
export interface KernelReport {
  /** Names of our kernels, of TF.js's and beyond. */
  readonly own: readonly string[];
  /** Names of all that are registered. */
  readonly all: readonly string[];
  readonly costs: readonly Cost[];
  /** Of kernels that are TF.js's. */
  readonly fallenBack: readonly Cost[];
  /** Processor and Node. */
  readonly where: string;
}

/** The page of kernels, in Markdown. */
export function describeKernels({ own, all, costs, fallenBack, where }: KernelReport): string {
  const measured = new Set(costs.map(({ call }) => call.kernel));
  const unmeasured = own.filter((name) => !measured.has(name));
  const theirs = all.filter((name) => !own.includes(name));
  return `# Kernels

Written by \`npm run kernel-costs\`, on ${where}, by one thread: the median of at least 3 calls, beside
TF.js's CPU backend in the same process. More threads share a call of ours out, and none of TF.js's.

## Ours

${tabulate(costs)}

Ours too, and not measured: ${listNames(unmeasured)}. Cast, Identity and Reshape copy nothing, those called Layerprint are our own operations.
Which cases of each run here is in the [README](README.md#what-runs-in-our-kernels); any other falls back.

## TF.js's

These run TF.js's CPU kernel on views of our memory, and cost what it costs; what they make is copied into our memory when a
kernel of ours first takes it. By some of them:

${tabulate(fallenBack)}

All of them: ${listNames(theirs)}.
`;
}

function tabulate(costs: readonly Cost[]): string {
  const rows = costs.map(({ call, ours, theirs }) => {
    const shapes = Object.entries(call.inputs).map(([name, shape]) => `${name} ${shape.join('×')}`);
    const cells = [call.kernel, shapes.join(', '), say(ours), say(theirs), say(theirs / ours)];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| kernel | of | here, ms | TF.js’s CPU, ms | ratio |',
    '| --- | --- | ---: | ---: | ---: |',
    ...rows,
  ].join('\n');
}

/** Two digits: the third is another in the next run. */
function say(value: number): string {
  return String(Number(value.toPrecision(2)));
}

function listNames(names: readonly string[]): string {
  return names
    .toSorted()
    .map((name) => `\`${name}\``)
    .join(', ');
}
