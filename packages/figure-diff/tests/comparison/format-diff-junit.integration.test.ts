import fc from 'fast-check';
import sax from 'sax';
import { describe, expect, test } from 'vitest';
import { formatDiffJunit } from '../../src/comparison/index.ts';
import { sampleDiff, sampleFailedDiff } from './sample-diff.ts';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
}

/** Parses XML strictly: throws for what is not well-formed. */
function parse(xml: string): Element[] {
  const elements: Element[] = [];
  const open: Element[] = [];
  const parser = sax.parser(true);
  parser.onopentag = ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, text: '' };
    elements.push(element);
    open.push(element);
  };
  parser.ontext = (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  };
  parser.onclosetag = () => open.pop();
  parser.onerror = (error) => {
    throw error;
  };
  parser.write(xml).close();
  return elements;
}

const named = (elements: Element[], name: string) => elements.filter((one) => one.name === name);

describe('formatDiffJunit', () => {
  test('has a test case a figure, a claim and another field, failed where the comparison fails', () => {
    const failed = (failOn: 'visual' | 'finding' | 'never') =>
      named(parse(formatDiffJunit(sampleDiff(), failOn)), 'failure').map(
        ({ attributes }) => attributes['type'],
      );
    expect(failed('visual')).toEqual([
      ...[
        'finding-changed',
        'changed',
        'finding-changed',
        'changed',
        'visual-only',
        'added',
        'removed',
      ],
      ...['finding-changed', 'changed', 'removed'],
      ...['changed', 'changed'],
    ]);
    expect(failed('finding')).toEqual([
      ...['finding-changed', 'finding-changed'],
      ...['finding-changed', 'removed'],
    ]);
    expect(failed('never')).toEqual([]);
  });

  test('counts its cases, in all and by suite', () => {
    const elements = parse(formatDiffJunit(sampleDiff(), 'changed'));
    expect(named(elements, 'testsuites')[0]!.attributes).toMatchObject({
      tests: '15',
      failures: '11',
      errors: '0',
    });
    expect(named(elements, 'testsuite').map(({ attributes }) => attributes)).toEqual([
      { name: 'figures', tests: '9', failures: '6', errors: '0' },
      { name: 'claims', tests: '3', failures: '3', errors: '0' },
      { name: 'others', tests: '3', failures: '2', errors: '0' },
    ]);
  });

  test('says in a failure what changed', () => {
    const [failure] = named(parse(formatDiffJunit(sampleDiff(), 'changed')), 'failure');
    expect(failure).toMatchObject({
      attributes: { type: 'finding-changed', message: 'Zero fraction 0.25 → 0.5.' },
      text: 'Zero fraction 0.25 → 0.5.\nFilter 1 went dead.',
    });
  });

  test('calls a side that could not be built an error, whatever it is to fail on', () => {
    const elements = parse(formatDiffJunit(sampleFailedDiff(), 'never'));
    expect(named(elements, 'testcase').map(({ attributes }) => attributes['name'])).toEqual([
      'base: main',
    ]);
    expect(named(elements, 'error')[0]).toMatchObject({
      attributes: { type: 'build-failed' },
      text: expect.stringContaining('Read the log above'),
    });
  });

  test('is well-formed and says what was said, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const diff = sampleDiff();
        const figures = [{ ...diff.figures[1]!, sentences: [`x${text}`] }];
        const [failure] = named(parse(formatDiffJunit({ ...diff, figures }, 'changed')), 'failure');
        const expected = text
          .toWellFormed()
          .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
        expect(failure!.text).toBe(`x${expected}`);
      }),
    );
    const diff = sampleDiff();
    const figures = [{ ...diff.figures[1]!, sentences: ['"<&>\' ]]> \u0000'] }];
    expect(named(parse(formatDiffJunit({ ...diff, figures }, 'changed')), 'failure')[0]!.text).toBe(
      '"<&>\' ]]> \ufffd',
    );
  });
});
