import { describe, expect, it } from 'vitest';
import type { Claim, ClaimCheck } from '@layerprint/core/schemas/claim';
import { describeStrength, sayPart, summariseClaims } from '../../src/report/claim-words.ts';

const CHECK: ClaimCheck = {
  id: 'last-layer-black',
  statement: 'Most are zero.',
  measure: 'Share of zeros.',
  rule: 'benchmark > 0.5',
  decidedOn: 'validation',
  verdict: 'fails',
  reason: null,
  specimen: 'holds',
  specimens: { holds: 7, of: 10, undefined: 0 },
  validation: { holds: 192, of: 1000, undefined: 0 },
  untrained: { holds: 500, of: 1000, undefined: 0 },
  chance: null,
  measured: [
    {
      name: 'benchmark',
      unit: 'share',
      specimen: 0.514,
      validation: null,
      untrained: null,
      chance: null,
    },
  ],
};

function makeClaim(number: number, changes: Partial<Claim> = {}): Claim {
  return {
    id: `claim-${number}`,
    number,
    sentence: 'It is so.',
    restsOn: 'networks',
    checks: [CHECK],
    outcome: 'holds',
    ...changes,
  };
}

const say = (changes: Partial<ClaimCheck>) =>
  describeStrength({ ...CHECK, ...changes }, 'frog-4').join(' ');

describe('describeStrength', () => {
  it('says on how many images a rule holds, by how much, and on which specimens', () => {
    expect(say({})).toBe(
      'It holds on 19.2% of 1,000 validation images, 30.8 points less than half; on frog-4, and on 7 of 10 specimens. By the untrained networks it holds on 50.0%.',
    );
  });

  it('says where the specimen is not like the others, and what is left out', () => {
    const text = say({
      specimen: 'fails',
      validation: { holds: 900, of: 990, undefined: 10 },
      chance: { holds: 99, of: 990, undefined: 10 },
    });
    expect(text).toContain('40.9 points more than half; not on frog-4, but on 7');
    expect(text).toContain('Left out, where it has no meaning: 10 images.');
    expect(text).toContain('With another image in the place of its own it would hold on 10.0%.');
  });

  it('says that a check which untrained networks pass says nothing of training', () => {
    expect(say({ untrained: { holds: 550, of: 1000, undefined: 0 } })).toContain(
      'Untrained networks pass it too, on 55.0%: it says nothing of training.',
    );
  });

  it('sets the other images beside what is decided on the specimen', () => {
    const measured = [{ ...CHECK.measured[0]!, name: 'pixels' }];
    expect(say({ decidedOn: 'specimen', untrained: null, measured })).toBe(
      'It is about frog-4 alone. Each by its own pixels, it holds for 19.2% of 1,000 validation images and for 7 of 10 specimens.',
    );
  });

  it('says that a model of weights from a file has no untrained twin, and nothing of it where no network is looked at', () => {
    const measured = [{ ...CHECK.measured[0]!, name: 'pixels' }];
    const none = 'There is no untrained twin of weights from a file to set beside it.';
    expect(say({ untrained: null })).toContain(none);
    expect(say({ untrained: null, measured })).not.toContain(none);
    expect(say({})).not.toContain(none);
  });

  it('says nothing of a share where nothing is defined', () => {
    const nothing = { holds: 0, of: 0, undefined: 1000 };
    expect(say({ validation: nothing, untrained: nothing })).not.toMatch(/NaN|undefined/);
  });
});

describe('summariseClaims', () => {
  it('counts no observation as equal that rests on pixels alone or that no network could fail', () => {
    expect(
      summariseClaims([
        makeClaim(1, { outcome: 'holds-in-part' }),
        makeClaim(2, { outcome: 'fails' }),
        makeClaim(3),
        makeClaim(4, { restsOn: 'pixels' }),
        makeClaim(5, { outcome: 'cannot-fail' }),
        makeClaim(6, { outcome: 'undecided' }),
      ]),
    ).toEqual([
      'Of the 4 that a network could have failed, the checks bear out 1 in full, 1 in part and 1 not at all, and leave 1 undecided.',
      'Observation 4 rests on the picture’s own pixels alone: no network enters.',
      'Observation 5 is one that no network could fail.',
    ]);
  });
});

it('sayPart counts the checks that hold', () => {
  const checks = [CHECK, { ...CHECK, verdict: 'holds' as const }];
  expect(sayPart({ checks })).toBe('1 of 2');
});
