import { stripVTControlCharacters } from 'node:util';
import { showText } from '@layerprint/artifacts/terminal-text';

/** What Astro gives to whoever shows its log. */
interface Entry {
  readonly level: string;
  readonly message: string;
}

/**
 * Shows the log of a build. Errors are left to whom Astro throws them as well: from there a mistake of the
 * user comes as one sentence with a hint, and a bug with its stack.
 */
export default function createLog() {
  return {
    write({ level, message }: Entry): void {
      if (level === 'error') return;
      process.stderr.write(`${showText(stripVTControlCharacters(message))}\n`);
    },
  };
}
