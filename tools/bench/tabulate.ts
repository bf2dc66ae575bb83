import { medianOf, nameRival, type Comparison } from './compare-speeds.ts';
import type { Company } from './measure-company.ts';
import type { Peak } from './measure-peak.ts';
import type { Profile } from './profile-kernels.ts';
import { median, type Speed } from './speed.ts';

const MEBIBYTE = 2 ** 20;

/** Lays out cells in columns: the first to the left, numbers to the right. */
function layOut(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const align = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!);
  return rows.map((row) => row.map(align).join('  ').trimEnd()).join('\n');
}

/** Median speeds of every setting, ours and each rival's, with the ratio, its rounds and the memory. */
export function tabulateSpeeds(comparisons: readonly Comparison[]): string {
  const header = ['', 'pass', 'threads', 'batch', 'images/s', 'MiB', 'ratio', 'of CPU', 'rounds'];
  const rows = comparisons.flatMap(({ pass, threads, batch, ours, rivals }) => {
    const line = (name: string, speeds: readonly Speed[], ...ratios: string[]): string[] => [
      ...[name, pass, String(threads), String(batch)],
      medianOf(speeds, 'imagesPerSecond').toFixed(0),
      (medianOf(speeds, 'peakBytes') / MEBIBYTE).toFixed(0),
      ...ratios,
    ];
    const theirs = rivals.map(({ layout, speeds, ratios, cpuRatios }) => {
      const rounds = ratios.map((ratio) => ratio.toFixed(2)).join(' ');
      const medians = [ratios, cpuRatios].map((numbers) => median(numbers).toFixed(2));
      return line(nameRival(speeds[0]!.version, layout), speeds, ...medians, rounds);
    });
    return [line('ours', ours, '', '', ''), ...theirs];
  });
  return layOut([header, ...rows]);
}

/** Speeds of one training and of several at once, with what their sum is of one by one thread, round by round. */
export function tabulateCompany(rounds: readonly Company[]): string {
  const header = ['', 'median', 'of alone', 'rounds'];
  const line = (name: string, key: keyof Company, of: keyof Company, digits = 0): string[] => {
    const ratios = rounds.map((round) => round[key] / round[of]);
    return [
      name,
      median(rounds.map((round) => round[key])).toFixed(digits),
      ...(key === of ? ['', ''] : [median(ratios).toFixed(2)]),
      ...(key === of ? [] : [ratios.map((ratio) => ratio.toFixed(2)).join(' ')]),
    ];
  };
  return layOut([
    header,
    line('one training, one thread, images/s', 'alone', 'alone'),
    line('one training, a thread a core, images/s', 'byAllThreads', 'alone'),
    line('a training a core, one thread each, images/s', 'together', 'alone'),
    line('SIMD of one core, GFLOP/s', 'peakAlone', 'peakAlone', 1),
    line('SIMD of all cores, GFLOP/s', 'peakTogether', 'peakAlone', 1),
  ]);
}

/** Time, share and arithmetic of every kernel in a training step, the longest first. */
export function tabulateProfile({ steps, milliseconds, kernels }: Profile, peak: Peak): string {
  const header = ['kernel', 'calls', 'ms', 'share', 'GFLOP/s', 'of peak', 'direct GFLOP/s'];
  const line = (name: string, calls: number, time: number, ...rest: string[]): string[] => [
    ...[name, String(calls / steps), (time / steps).toFixed(3)],
    ...[`${((100 * time) / milliseconds).toFixed(1)} %`, ...rest],
  ];
  const rows = Object.entries(kernels)
    .sort(([, a], [, b]) => b.milliseconds - a.milliseconds)
    .map(([name, use]) => {
      if (use.operations === 0) return line(name, use.calls, use.milliseconds, '', '', '');
      const gflops = use.operations / use.milliseconds / 1e6;
      const direct = use.directOperations / use.milliseconds / 1e6;
      const share = `${((100 * gflops) / peak.gflops).toFixed(0)} %`;
      return line(name, use.calls, use.milliseconds, gflops.toFixed(1), share, direct.toFixed(1));
    });
  const inKernels = Object.values(kernels).reduce((sum, use) => sum + use.milliseconds, 0);
  const outside = line('outside kernels', steps, milliseconds - inKernels, '', '', '');
  const all = line('a step', steps, milliseconds, '', '', '');
  return layOut([header, ...rows, outside, all]);
}
