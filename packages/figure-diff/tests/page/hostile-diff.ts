import { type Diff, DiffSchema } from '../../src/schemas/diff.ts';
import { sampleDiff } from '../comparison/sample-diff.ts';

/** Text that would be code where it is not escaped. */
const HOSTILE = `<script>alert(1)</script>"><img src=x onerror=alert(2)>'</style><b>&amp;\${3}`;

/** A comparison in which all text that a data file may choose is hostile, and longer than a line. */
export function hostileDiff(): Diff {
  const diff = sampleDiff();
  for (const side of [diff.base, diff.head]) {
    side.source.label = `${HOSTILE}/${'folder'.repeat(30)}`;
    if (side.status === 'built') side.report.dataset = HOSTILE;
  }
  for (const cause of diff.causes) Object.assign(cause, { input: HOSTILE, sentence: HOSTILE });
  for (const finding of diff.findings) finding.sentence = HOSTILE;
  for (const claim of diff.claims) {
    claim.sentence = HOSTILE;
    claim.sentences = claim.sentences.map(() => HOSTILE);
    for (const check of claim.checks) {
      Object.assign(check, { statement: HOSTILE, rule: { base: HOSTILE, head: `${HOSTILE}.` } });
      for (const value of check.values) value.name = HOSTILE;
    }
  }
  for (const other of diff.others) Object.assign(other, { path: HOSTILE, sentence: HOSTILE });
  for (const figure of diff.figures) {
    figure.title = `${HOSTILE} ${figure.id}`;
    figure.alt = { base: HOSTILE, head: HOSTILE };
    figure.sentences = figure.sentences.map(() => HOSTILE);
    for (const { difference } of figure.pictures) {
      if (difference?.densest) difference.densest.place = HOSTILE;
    }
    if (figure.data?.kind === 'distribution') {
      figure.data.quantity = HOSTILE;
      for (const series of figure.data.series) series.name = HOSTILE;
    }
  }
  return DiffSchema.parse(diff);
}
