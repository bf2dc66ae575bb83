import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DIFFERENCE_COLOURS } from '../../src/pictures/index.ts';

it('shows in the legend the colours that a difference is painted in', async () => {
  const styles = join(import.meta.dirname, '../../src/page/styles/compare.css');
  const { darker, same, brighter, other } = DIFFERENCE_COLOURS;
  const name = (colour: readonly number[]) => `rgb(${colour.join(' ')})`;
  const css = (await readFile(styles, 'utf8')).replaceAll(/\s+/g, ' ');
  expect(css).toContain(`(to right, ${[darker, same, brighter].map(name).join(', ')})`);
  expect(css).toContain(`background: ${name(other)};`);
});
