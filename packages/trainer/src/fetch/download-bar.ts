import { openProgressLine, type ProgressParts, type ProgressStream } from '../progress-line.ts';
import type { OnProgress } from './transfer.ts';

const BAR_WIDTH = 30;
const MEBIBYTE = 1024 * 1024;
/** Without a terminal, a line is written each time another such share is there. */
const LINE_SHARE = 0.1;
/** Where the size is not known, each time this much more is there, in bytes. */
const LINE_BYTES = 16 * MEBIBYTE;

/**
 * Shows a download: on a terminal as a bar that is drawn over itself, elsewhere as a plain line now and
 * then.
 */
export function createDownloadBar(stream: ProgressStream): OnProgress {
  const line = openProgressLine(stream);
  const describe = line.isInPlace ? drawBar : describeStep;
  let shown = '';
  return (received, total) => {
    const parts = describe(received, total);
    const text = parts.map((part) => part.text).join('  ');
    if (text === shown) return;
    shown = text;
    if (line.isInPlace && received === total) line.print(text);
    else line.show(parts);
  };
}

function drawBar(received: number, total: number | null): ProgressParts {
  const size = `${formatMebibytes(received)} MiB`;
  if (total === null) return [{ rank: 1, text: size.padStart(14) }];
  const share = received / total;
  const filled = Math.floor(share * BAR_WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
  const percent = `${Math.floor(share * 100)} %`.padStart(5);
  return [
    { rank: 3, text: bar },
    { rank: 1, text: percent },
    { rank: 2, text: `${size} of ${formatMebibytes(total)} MiB` },
  ];
}

function describeStep(received: number, total: number | null): ProgressParts {
  if (total === null) {
    const step = Math.floor(received / LINE_BYTES) * LINE_BYTES;
    return [{ rank: 1, text: `downloaded ${formatMebibytes(step)} MiB` }];
  }
  const step = Math.floor(received / total / LINE_SHARE + 1e-9) * LINE_SHARE;
  return [
    {
      rank: 1,
      text: `downloaded ${Math.round(step * 100)} % of ${formatMebibytes(total)} MiB`,
    },
  ];
}

function formatMebibytes(bytes: number): string {
  return (bytes / MEBIBYTE).toFixed(1);
}
