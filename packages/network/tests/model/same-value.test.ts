import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSameValue } from '../../src/model/same-value.ts';

// Few keys and few values, so that two of them are often the same or all but the same.
const { value: VALUES } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(null, undefined, true, 0, -0, NaN, 1, '', 'relu'),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('rate', 'units', '0'), tie('value'), { noNullPrototype: true }),
  ),
}));

test('values are the same where Node says so', () => {
  fc.assert(
    fc.property(VALUES, VALUES, (one, other) => {
      expect(isSameValue(one, other)).toBe(isDeepStrictEqual(one, other));
      expect(isSameValue(one, structuredClone(one))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
