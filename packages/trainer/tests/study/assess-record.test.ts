import { describe, expect, it } from 'vitest';
import { assessLines, isOfToday } from '../../src/study/assess-record.ts';
import { hashModelPlan } from '../../src/read-plan.ts';
import { lineOf, planOf, TODAY } from './small-study.ts';

const MORE = planOf('pair-01-more');
const FEWER = planOf('pair-01-fewer', { images: 32 });
const CONTROL = planOf('same-steps-01-more', { part: 'same-steps', sameStepsAs: FEWER.id });
const STUDY = { trainings: [MORE, FEWER, CONTROL] };
const OTHER = 'b'.repeat(64);
const ALL = { plan: true, data: true, code: true, claims: true };

/** The control's line, with the hash of a plan of as many steps. */
const controlOf = (steps: number) =>
  lineOf(CONTROL, { planHash: hashModelPlan({ ...CONTROL.plan, steps }) });

describe('a line', () => {
  it.each([
    ['nothing else', {}, {}],
    ['another plan', { planHash: OTHER }, { plan: false }],
    ['other data', { dataHash: OTHER }, { data: false }],
    ['other code', { codeHash: OTHER }, { code: false }],
    ['other claims', { claimsHash: OTHER }, { claims: false }],
  ])('of %s is told as that', (_, changes, stale) => {
    const freshness = assessLines(STUDY, TODAY, [lineOf(MORE, changes)]).get(MORE.id);
    expect(freshness).toEqual({ ...ALL, ...stale });
    expect(isOfToday(freshness)).toBe(Object.keys(stale).length === 0);
  });

  it('that is no part of the study has no plan of today, and one that is not there is not of today', () => {
    const stray = lineOf(planOf('pair-99-more'));
    expect(assessLines(STUDY, TODAY, [stray]).get(stray.id)!.plan).toBe(false);
    expect(isOfToday(undefined)).toBe(false);
  });
});

describe('a line of as many steps as another', () => {
  const fewer = lineOf(FEWER);

  it('is of today where its plan has the steps of that other line', () => {
    const lines = [fewer, controlOf(fewer.steps)];
    expect(assessLines(STUDY, TODAY, lines).get(CONTROL.id)).toEqual(ALL);
  });

  it.each([
    ['has other steps by now', [{ ...fewer, steps: 15 }]],
    ['is not there', []],
  ])('has another plan where that other line %s', (_, others) => {
    const freshness = assessLines(STUDY, TODAY, [...others, controlOf(fewer.steps)]);
    expect(freshness.get(CONTROL.id)!.plan).toBe(false);
  });

  it.each([
    ['another plan', { planHash: OTHER }, { plan: false }],
    ['other data', { dataHash: OTHER }, { data: false }],
    ['other code', { codeHash: OTHER }, { code: false }],
    ['other claims, by which it is not trained', { claimsHash: OTHER }, {}],
  ])('is told as of %s where that other line is', (_, changes, stale) => {
    const lines = [{ ...fewer, ...changes }, controlOf(fewer.steps)];
    expect(assessLines(STUDY, TODAY, lines).get(CONTROL.id)).toEqual({ ...ALL, ...stale });
  });
});
