import type { OnProgress } from './transfer.ts';

/** Where progress is shown: a terminal, or anything else that takes text. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

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
export function createDownloadBar(output: ProgressOutput): OnProgress {
  let shown = '';
  return (received, total) => {
    const text = output.isTTY ? drawBar(received, total) : describeStep(received, total);
    if (text === shown) return;
    shown = text;
    const isWhole = received === total;
    output.write(output.isTTY ? `\r${text}${isWhole ? '\n' : ''}` : `${text}\n`);
  };
}

function drawBar(received: number, total: number | null): string {
  const size = `${formatMebibytes(received)} MiB`;
  if (total === null) return size.padStart(14);
  const share = received / total;
  const filled = Math.floor(share * BAR_WIDTH);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
  const percent = `${Math.floor(share * 100)} %`.padStart(5);
  return `${bar} ${percent}  ${size} of ${formatMebibytes(total)} MiB`;
}

function describeStep(received: number, total: number | null): string {
  if (total === null) {
    const step = Math.floor(received / LINE_BYTES) * LINE_BYTES;
    return `downloaded ${formatMebibytes(step)} MiB`;
  }
  const step = Math.floor(received / total / LINE_SHARE + 1e-9) * LINE_SHARE;
  return `downloaded ${Math.round(step * 100)} % of ${formatMebibytes(total)} MiB`;
}

function formatMebibytes(bytes: number): string {
  return (bytes / MEBIBYTE).toFixed(1);
}
