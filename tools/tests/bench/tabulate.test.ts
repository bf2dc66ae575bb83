import { expect, it } from 'vitest';
import type { Comparison } from '../../bench/compare-speeds.ts';
import { tabulateCompany, tabulateSpeeds } from '../../bench/tabulate.ts';

const speed = (imagesPerSecond: number) => ({
  imagesPerSecond,
  imagesPerCpuSecond: imagesPerSecond,
  peakBytes: 2 ** 20,
});

it('names PyTorch’s version beside every ratio', () => {
  const comparison: Comparison = {
    ...{ pass: 'forward', threads: 1, batch: 32 },
    ours: [{ ...speed(300), tensorBytes: 0 }],
    rivals: [
      {
        layout: 'channels_last',
        speeds: [{ ...speed(200), version: '1.13.1' }],
        ...{ ratios: [1.5], cpuRatios: [1.5] },
      },
    ],
  };
  const [header, ours, theirs] = tabulateSpeeds([comparison]).split('\n');
  expect(header).toMatch(/pass +threads +batch/);
  expect(ours).toMatch(/^ours +forward +1 +32 +300 +1$/);
  expect(theirs).toMatch(
    /^PyTorch 1\.13\.1, channels_last +forward +1 +32 +200 +1 +1\.50 +1\.50 +1\.50$/,
  );
});

it('gives what several trainings come to of one in the same round, beside the cores’ peaks', () => {
  const rounds = [
    { alone: 100, byAllThreads: 150, together: 180, peakAlone: 60, peakTogether: 120 },
    { alone: 200, byAllThreads: 320, together: 380, peakAlone: 60, peakTogether: 117 },
    { alone: 100, byAllThreads: 150, together: 190, peakAlone: 60, peakTogether: 114 },
  ];
  const table = tabulateCompany(rounds).split('\n');
  expect(table[1]).toMatch(/images\/s +100$/);
  expect(table[2]).toMatch(/images\/s +150 +1\.50 +1\.50 1\.60 1\.50$/);
  expect(table[3]).toMatch(/images\/s +190 +1\.90 +1\.80 1\.90 1\.90$/);
  expect(table[5]).toMatch(/GFLOP\/s +117\.0 +1\.95 +2\.00 1\.95 1\.90$/);
});
