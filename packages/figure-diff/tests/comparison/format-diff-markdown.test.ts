import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, test } from 'vitest';
import { formatDiffMarkdown } from '../../src/comparison/index.ts';
import type { Diff } from '../../src/schemas/diff.ts';
import { escapeMarkdown } from '../../src/comparison/escape-markdown.ts';
import { sampleDiff, sampleFailedDiff } from './sample-diff.ts';

/** As GitHub reads Markdown. */
function render(markdown: string): string {
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
}

/** The text of HTML that holds no markup but paragraphs, list items and table cells. */
function readText(html: string): string {
  return html
    .replaceAll(/<\/?(?:p|ul|li|table|thead|tbody|tr|th|td)>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('\u200b', '')
    .trim();
}

/** Text that means something in Markdown, and any other. */
const hostileText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        ...['*', '_', '`', '~~', '[', ']', '(', ')', '<', '>', '&', '|', '\\', '!', '#', '@', '$'],
        ...[
          '- ',
          '+ ',
          '1. ',
          '2) ',
          '> ',
          '===',
          '---',
          'a',
          'user',
          '12',
          ' ',
          '\n',
          '\t',
          '&amp;',
        ],
        ...[
          'https://a.example',
          'www.a.example',
          'a@b.example',
          '<b>',
          '<!--',
          'conv2d_1',
          '__x__',
        ],
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
);

describe('escapeMarkdown', () => {
  test('leaves plain words as they are', () => {
    const plain = 'conv2d_6, dummy, frog-4: zero fraction 0.47 → 0.61 (3.2% of the grid’s pixels).';
    expect(escapeMarkdown(plain)).toBe(plain);
  });

  test.each(['@octocat', '@tensorflow/tfjs-core', 'see #12'])('lets %s call nobody', (text) => {
    expect(escapeMarkdown(text)).not.toMatch(/[@#]\w/);
    expect(readText(render(escapeMarkdown(text)))).toBe(text);
  });

  test('shows any text as itself in a list item, with no markup of its own', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = readText(render(`- x ${escapeMarkdown(text)} y`));
        const expected = text.replaceAll(/\p{Cc}+|[\u2028\u2029]+/gu, ' ').trim();
        expect(shown.replaceAll(/\s+/g, ' ')).toBe(`x ${expected} y`.replaceAll(/\s+/g, ' '));
      }),
      { numRuns: 1000 },
    );
  });

  test('links nothing, not even an address inside a word', () => {
    for (const text of ['www.a.example', '_www.a.example', 'xhttps://a.example', 'a@b.example']) {
      expect(readText(render(`- x ${escapeMarkdown(text)} y`))).toBe(`x ${text} y`);
    }
  });

  test('starts nothing at the start of a line', () => {
    for (const text of ['- a', '+ a', '# a', '1. a', '12) a', '> a', '=== a', '| a |']) {
      expect(readText(render(`- ${escapeMarkdown(text)}`))).toBe(text);
    }
  });
});

describe('formatDiffMarkdown', () => {
  test('tells the counts, the inputs, the findings and the figures, the article’s first', () => {
    expect(formatDiffMarkdown(sampleDiff())).toBe(
      [
        '### Layerprint: A finding changed in 2 of 3 observations and 2 of 9 figures',
        '',
        '**main (aaaaaaaaaa)** → **HEAD (cccccccccc)**, profile quick.',
        '',
        '|  | finding changed | changed | added | removed | visual only | numeric noise | identical |',
        '| :--- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
        '| figures | 2 | 2 | 1 | 1 | 1 | 1 | 1 |',
        '| observations | 1 | 1 | 0 | 1 | 0 | 0 | 0 |',
        '| other fields | 0 | 2 | 0 | 0 | 0 | 1 | 0 |',
        '',
        '**Why: inputs that differ**',
        '',
        '- The experiment’s models.dummy.seed: 2 → 3.',
        '',
        '**Findings that changed**',
        '',
        '- Observation 2 fails → holds.',
        '- Observation 4 is gone: holds in the base. Filters look alike.',
        '- conv2d_6, dummy, frog-4: filter 1 went dead.',
        '- The dummy takes frog-4 for: ship (55.0%) → frog (75.0%).',
        '',
        '**Observations that changed**',
        '',
        '- observation 2 (finding changed): Fails → holds. The rule is another one.',
        '- observation 3 (changed): “The entropy falls.”, dummy: validation median 1.50 → 1.80.',
        '- observation 4 (removed): Only in the base: holds.',
        '',
        '**Figures that changed**',
        '',
        '- activations-conv2d_6-dummy-frog-4 (finding changed): Zero fraction 0.25 → 0.5. Filter 1 went dead.',
        '- probabilities (finding changed): The dummy’s top class: ship (55.0%) → frog (75.0%).',
        '- distribution-conv2d_6 (changed): The dummy: mean 0.5 → 1.',
        '- training-loss (changed): The dummy’s loss goes its own way from epoch 2 on.',
        '- probabilities-cat-0 (added): Only in HEAD; likely probabilities-cat under another name.',
        '- probabilities-cat (removed): Only in main; likely probabilities-cat-0 under another name.',
        '- specimen (visual only): 1.6% of its pixels differ, most of them in the panel input.',
        '',
        '**Other fields that changed**',
        '',
        '- runs.dummy.epochs.2.loss: 0.500 → 0.750.',
        '- dataset.specimens.frog-4.nearestTraining.distance: 5.50 → 6.25.',
        '',
      ].join('\n'),
    );
  });

  test('says when nothing changed', () => {
    const diff = sampleDiff();
    const figures = diff.figures.filter(({ verdict }) => verdict === 'identical');
    const nothing = { ...diff, causes: [], findings: [], claims: [], others: [], figures };
    const text = formatDiffMarkdown(nothing);
    expect(text).toContain('### Layerprint: Nothing changed\n');
    expect(formatDiffMarkdown({ ...nothing, causes: diff.causes })).toContain(
      '### Layerprint: Nothing changed but inputs\n',
    );
    expect(text).not.toContain('**Figures');
  });

  test('says why a side could not be compared, and what the other has', () => {
    expect(formatDiffMarkdown(sampleFailedDiff())).toBe(
      [
        '### Layerprint: could not compare the profile quick',
        '',
        '**main (aaaaaaaaaa)** has no report. The artifacts of main could not be built: train-dummy exited with status 1. Read the log above, or compare with another commit.',
        '',
        '**HEAD (cccccccccc)** has 7 figures: observation 2 holds.',
        '',
      ].join('\n'),
    );
  });

  test('stays short however much changed, and says how much it leaves out', () => {
    const diff = sampleDiff();
    const figure = { ...diff.figures[1]!, sentences: ['*'.repeat(10_000)] };
    const many: Diff = {
      ...diff,
      others: [],
      figures: Array.from({ length: 500 }, () => figure),
    };
    const text = formatDiffMarkdown(many);
    expect(text.length).toBeLessThanOrEqual(8000);
    expect(text).toMatch(/- \d+ more in the report\n$/);
    const worst = {
      ...many,
      findings: Array.from({ length: 500 }, () => ({
        ...diff.findings[0]!,
        sentence: '*'.repeat(10_000),
      })),
    };
    expect(formatDiffMarkdown(worst).length).toBeLessThanOrEqual(8000);
  });

  test('escapes what comes from data, the label of a side too', () => {
    const diff = sampleDiff();
    const text = formatDiffMarkdown({
      ...diff,
      base: { ...diff.base, source: { ...diff.base.source, label: '<img src=x> @octocat' } },
      findings: [{ ...diff.findings[0]!, sentence: '[a](javascript:b) | c' }],
    });
    const html = render(text);
    expect(html).not.toMatch(/<img|<a |@octocat/);
    expect(html).toContain('[a](javascript:b) | c');
  });

  test('tells of changes that are in no commit', () => {
    const diff = sampleDiff();
    const source = { ...diff.head.source, label: 'WORKTREE', uncommitted: true };
    expect(formatDiffMarkdown({ ...diff, head: { ...diff.head, source } })).toContain(
      '**WORKTREE (cccccccccc with uncommitted changes)**',
    );
  });
});
