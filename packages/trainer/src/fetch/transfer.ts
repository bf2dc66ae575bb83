import { open } from 'node:fs/promises';
import { LayerprintError } from '@layerprint/core/errors';
import { discardDownload, findDownload, startDownload } from './download-state.ts';

/** How long and how large a download may get. Times in milliseconds. */
export interface DownloadLimits {
  /** Without a byte for this long, the connection is given up. */
  readonly stallTime: number;
  /** For the whole download, with all its attempts. */
  readonly totalTime: number;
  /** Failed attempts in a row that brought nothing new. */
  readonly attempts: number;
  /** Pause after the first failure; it doubles with every further one. */
  readonly firstPause: number;
  readonly maxBytes: number;
}

/** Says how many bytes are there, of how many where that is known. */
export type OnProgress = (received: number, total: number | null) => void;

/** A transfer that stopped for a reason that may go away: trying again is worth it. */
export class Interruption extends Error {}

const TOO_LARGE = 'download-too-large';

/** Statuses that may be different the next time: too slow, too many, and the server's own failures. */
const isTransient = (status: number) => status === 408 || status === 429 || status >= 500;

/**
 * Makes one attempt to receive a file, going on after what an earlier attempt left.
 *
 * @param deadline Ends the attempt when it aborts.
 * @throws {Interruption} when the connection fails, stalls or ends early.
 * @throws {LayerprintError} `download-refused`, for a status that will not change; `download-too-large`.
 */
export async function transfer(
  url: string,
  path: string,
  limits: DownloadLimits,
  deadline: AbortSignal,
  onProgress: OnProgress,
): Promise<void> {
  const earlier = await findDownload(path, url);
  if (earlier && earlier.received === earlier.state.bytes) return;
  const stall = watchForStall(limits.stallTime);
  try {
    const signal = AbortSignal.any([deadline, stall.signal]);
    const response = await request(url, earlier?.received, earlier?.state.validator, signal);
    const isContinued = response.status === 206 && rangeStart(response) === earlier?.received;
    if (response.status === 416 || (response.status === 206 && !isContinued)) {
      await discardDownload(path);
      throw new Interruption('the server could not go on where the transfer had stopped');
    }
    assertAccepted(url, response);
    const received = isContinued ? earlier!.received : 0;
    const bytes = isContinued ? earlier!.state.bytes : readLength(response);
    if (!isContinued) await startDownload(path, { url, validator: readValidator(response), bytes });
    const total = await appendBody(
      response,
      path,
      received,
      bytes,
      limits,
      stall.touch,
      onProgress,
    );
    if (bytes !== null && total !== bytes) {
      throw new Interruption(`the connection ended after ${total} of ${bytes} bytes`);
    }
  } catch (error) {
    // Nothing of it will ever be of use.
    if (error instanceof LayerprintError && error.code === TOO_LARGE) await discardDownload(path);
    throw error;
  } finally {
    stall.stop();
  }
}

async function request(
  url: string,
  received: number | undefined,
  validator: string | null | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const headers = new Headers({ 'accept-encoding': 'identity' });
  if (received !== undefined && validator) {
    headers.set('range', `bytes=${received}-`);
    headers.set('if-range', validator);
  }
  try {
    return await fetch(url, { headers, signal });
  } catch (cause) {
    throw explainInterruption(cause, signal);
  }
}

async function appendBody(
  response: Response,
  path: string,
  received: number,
  bytes: number | null,
  limits: DownloadLimits,
  touch: () => void,
  onProgress: OnProgress,
): Promise<number> {
  const file = await open(path, 'a');
  let total = received;
  try {
    onProgress(total, bytes);
    for await (const chunk of readChunks(response)) {
      touch();
      total += chunk.length;
      if (total > limits.maxBytes) throw tooLarge(limits.maxBytes);
      await file.appendFile(chunk);
      onProgress(total, bytes);
    }
  } finally {
    await file.close();
  }
  return total;
}

/** Reads a body; what goes wrong with the connection, unlike with the disk, is an interruption. */
async function* readChunks(response: Response): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw explainInterruption(cause);
      });
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function watchForStall(time: number) {
  const controller = new AbortController();
  const stop = () => clearTimeout(timer);
  const give = () =>
    setTimeout(() => controller.abort(new Interruption(`nothing came for ${time / 1000} s`)), time);
  let timer = give();
  const touch = () => {
    stop();
    timer = give();
  };
  return { signal: controller.signal, touch, stop };
}

function explainInterruption(cause: unknown, signal?: AbortSignal): Interruption {
  const reason: unknown = signal?.aborted ? signal.reason : cause;
  if (reason instanceof Interruption) return reason;
  const error = reason as Error & { cause?: Error };
  return new Interruption(error.cause?.message ?? error.message, { cause });
}

function assertAccepted(url: string, response: Response): void {
  if (response.ok) return;
  if (isTransient(response.status)) {
    throw new Interruption(`the server answered ${response.status} ${response.statusText}`);
  }
  throw new LayerprintError(
    'download-refused',
    `The server answered ${response.status} ${response.statusText} for ${url}.`,
    'Check the address, or get the archive by other means and give it with --from=<archive or folder>.',
  );
}

function tooLarge(maxBytes: number): LayerprintError {
  return new LayerprintError(
    TOO_LARGE,
    `The server sends more than ${maxBytes.toLocaleString('en-US')} bytes, so it is not CIFAR-10's archive.`,
    'Check the address, or get the archive by other means and give it with --from=<archive or folder>.',
  );
}

/** A weak ETag does not promise the same bytes, and so is no validator of a range (RFC 9110, 13.1.5). */
function readValidator(response: Response): string | null {
  const etag = response.headers.get('etag');
  return etag !== null && !etag.startsWith('W/') ? etag : response.headers.get('last-modified');
}

function readLength(response: Response): number | null {
  return Number(response.headers.get('content-length')) || null;
}

function rangeStart(response: Response): number | undefined {
  const match = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '');
  return match ? Number(match[1]) : undefined;
}
