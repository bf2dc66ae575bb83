import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillPage } from '../../src/provenance/fill-page.ts';

const PAGE =
  '<dl><dd data-commit="state">not known</dd><dd><code class="a" data-commit="commit">not known</code></dd></dl>';

describe('fillPage', () => {
  it('writes each text into its place', () => {
    expect(fillPage(PAGE, { commit: 'abc', state: 'clean' })).toBe(
      '<dl><dd data-commit="state">clean</dd><dd><code class="a" data-commit="commit">abc</code></dd></dl>',
    );
  });

  it('shows any text and lets it do nothing, and writes over what it wrote', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: 'grapheme' }),
        (commit, state) => {
          const filled = fillPage(PAGE, { commit: `<script>${commit}`, state: `$&$1${state}` });
          expect(filled.match(/<[^>]*>/g)).toEqual(PAGE.match(/<[^>]*>/g));
          expect(fillPage(filled, { commit: 'not known', state: 'not known' })).toBe(PAGE);
        },
      ),
    );
  });

  it('is a bug where places and texts are not the same', () => {
    expect(() => fillPage(PAGE, { commit: '' })).toThrow('waits for "state"');
    expect(() => fillPage(PAGE, { commit: '', state: '', date: '' })).toThrow('no place for date');
  });
});
