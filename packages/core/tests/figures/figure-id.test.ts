import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIGURE_KINDS, findFigureName, kindOfForm, makeFigureId } from '@layerprint/core';
import type { FigureForm, FigureParts, PartsOf } from '@layerprint/core';
import { ModelIdSchema, SLUG } from '@layerprint/core/schemas/scalars';

const FORMS = Object.values(FIGURE_KINDS).flatMap(
  (kind) => Object.keys(kind.forms) as FigureForm[],
);

/** Any name of a layer: also with what parts an id, and with what an id cannot hold. */
const layers = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12, unit: 'binary' }),
  fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom('a', '1', '_', '-') }),
  fc.constantFrom('conv-validation', 'a-benchmark', 'Conv2D/1', '--2d-', 'é', '-'),
);
/** Any model of a report: also one whose hyphens could be those that part the id. */
const models = fc.oneof(
  fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,20}$/),
  fc.stringMatching(/^[ab-][ab-]{0,6}$/).filter((id) => ModelIdSchema.safeParse(id).success),
  fc.constantFrom('a-frog-4', 'a--2d-', 'validation', 'b-'),
);
const parts: fc.Arbitrary<FigureParts> = fc.record({
  layer: layers,
  model: models,
  specimen: fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,20}$/),
  metric: fc.constantFrom('loss', 'accuracy'),
});
const names = fc.tuple(fc.constantFrom(...FORMS), parts).map(([form, all]) => ({
  form,
  parts: Object.fromEntries(Object.entries(all).filter(([part]) => form.includes(`{${part}}`))),
}));

describe('the id of a figure', () => {
  test.each([
    ['lead', {}, 'lead'],
    ['specimen-{specimen}', { specimen: 'deer-17' }, 'specimen-deer-17'],
    [
      'activations-{layer}-{model}-{specimen}',
      { layer: 'conv2d_6', model: 'dummy', specimen: 'frog-4' },
      'activations-conv2d_6-dummy-frog-4',
    ],
    ['distribution-{layer}-validation', { layer: 'a-b' }, 'distribution-a--2d-b-validation'],
    [
      'activations-{layer}-{model}-{specimen}',
      { layer: 'c', model: 'a-b', specimen: 'frog-4' },
      'activations-c-a--2d-b-frog-4',
    ],
    ['training-{metric}', { metric: 'loss' }, 'training-loss'],
  ] as const)('of the form %s with %o is %s', (form, named, id) => {
    expect(makeFigureId<string>(form, named)).toBe(id);
    expect(findFigureName(id)).toEqual({ form, parts: named });
  });

  test('tells of any figure which one it is, and is that of no other', () => {
    fc.assert(
      fc.property(names, ({ form, parts }) => {
        const id = makeFigureId<string>(form, parts);
        expect(findFigureName(id)).toEqual({ form, parts });
        if (id.length <= 100) expect(id).toMatch(SLUG);
      }),
      { numRuns: 1000 },
    );
  });

  test('is not that of another figure, wherever the hyphens of layer, model and specimen stand', () => {
    const text = fc.stringMatching(/^[ab-]{1,5}$/);
    const slug = fc.stringMatching(/^[ab][ab-]{0,4}$/);
    const grid = fc.record({ layer: text, model: slug, specimen: slug });
    const idOf = (of: PartsOf<'activations-{layer}-{model}-{specimen}'>) =>
      makeFigureId('activations-{layer}-{model}-{specimen}', of);
    fc.assert(
      fc.property(grid, grid, (one, other) => {
        expect(idOf(one) === idOf(other)).toBe(isDeepStrictEqual(one, other));
      }),
      { numRuns: 1000 },
    );
  });

  test('is of the kind that has its form', () => {
    expect(kindOfForm('pixels')).toBe('distribution');
    expect(new Set(FORMS).size).toBe(FORMS.length);
  });

  test('is none where no kind has such ids', () => {
    for (const id of ['', 'leads', 'activations-conv2d_6-frog', 'training-speed', 'Lead']) {
      expect(findFigureName(id)).toBeUndefined();
    }
  });
});
