import { LayerprintError } from '@layerprint/core/errors';

const FREE_SPACE = 'Free some space and run again.';
const CHECK_PERMISSIONS = 'Check who owns it and its permissions, or choose another place.';
const MOVE_AWAY = 'Move what is in the way and run again.';
const CLOSE_PROGRAMS = 'Close other programs, or allow more open files with `ulimit -n`.';

/** What is the matter, and what to do, by what the system calls it. */
const REASONS: Readonly<Record<string, readonly [reason: string, hint: string]>> = {
  EACCES: ['permission is denied', CHECK_PERMISSIONS],
  EBUSY: [
    'it is in use, by another program or as a place where something is mounted',
    'Close what uses it, or choose another place.',
  ],
  EDQUOT: ['the disk quota is used up', FREE_SPACE],
  EEXIST: ['a file or folder of that name is in the way', MOVE_AWAY],
  EFBIG: ['it would be larger than the file system allows', 'Choose a place on another disk.'],
  EIO: ['the disk reports an error', 'Check the disk and its connection, and run again.'],
  EISDIR: ['a folder of that name is in the way', MOVE_AWAY],
  ELOOP: ['its links lead in a circle', 'Mend or remove these links.'],
  EMFILE: ['this process has too many files open', CLOSE_PROGRAMS],
  ENAMETOOLONG: ['the name is too long for the file system', 'Choose a shorter name or place.'],
  ENFILE: ['the system has too many files open', CLOSE_PROGRAMS],
  ENODEV: ['the device is gone', 'Connect it again, or choose another place.'],
  ENOENT: ['a part of the path does not exist', 'Check the path, and that nothing removes it.'],
  ENOSPC: ['no space is left on the device', FREE_SPACE],
  ENOTDIR: ['a part of the path is a file', 'Move that file away, or correct the path.'],
  ENOTEMPTY: ['a folder of that name is in the way', MOVE_AWAY],
  ENXIO: ['the device is gone', 'Connect it again, or choose another place.'],
  EPERM: ['the operation is not permitted', CHECK_PERMISSIONS],
  EROFS: ['the file system is read-only', 'Choose a place that can be written to.'],
  ESTALE: ['the network file system lost it', 'Check that it is mounted, and run again.'],
  ETXTBSY: ['it is a program that runs', 'End that program and run again.'],
  EXDEV: ['it is on another disk than what is put there', 'Choose a place on one disk.'],
};

/** Whether it is the system that refused: no space, no permission, no such file. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && /^E[A-Z0-9]+$/.test(String((error as { code?: unknown }).code));
}

/** What the system says, as the end of a sentence without its full stop, and what to do. */
export function describeSystemError(error: NodeJS.ErrnoException): {
  reason: string;
  hint: string;
} {
  const known = REASONS[error.code!];
  if (known) return { reason: known[0], hint: known[1] };
  return {
    reason: `the system says "${error.message.replace(/\.$/, '')}"`,
    hint: 'Check the disk and the permissions, and run again.',
  };
}

/**
 * Makes a `LayerprintError` of what the system says to a write; anything else stays what it is.
 *
 * @param path What was to be written; what failed is named instead where the system names it.
 * @param rename Gives the name that the user knows to the path that failed.
 */
export function explainWriteFailure(
  path: string,
  cause: unknown,
  rename: (failed: string) => string = (failed) => failed,
): unknown {
  if (!isSystemError(cause)) return cause;
  const { dest, path: failed } = cause as NodeJS.ErrnoException & { dest?: string };
  const { reason, hint } = describeSystemError(cause);
  const named = rename(dest ?? failed ?? path);
  return new LayerprintError('not-written', `${named} could not be written: ${reason}.`, hint, {
    cause,
  });
}

/** Makes a `LayerprintError` of a system error that nobody explained; anything else stays what it is. */
export function explainSystemError(cause: unknown): unknown {
  if (!isSystemError(cause)) return cause;
  const { reason, hint } = describeSystemError(cause);
  const named = cause.path ?? cause.syscall ?? 'The system';
  return new LayerprintError('system-refused', `${named} failed: ${reason}.`, hint, { cause });
}
