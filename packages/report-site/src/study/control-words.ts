import { capitalise, countNoun, formatCount, joinWords, spellCount } from '@layerprint/core';
import type {
  StudiedCheck,
  StudyFamily,
  StudyVerdict,
  StudyVerdicts,
} from '@layerprint/core/schemas/study-verdicts';
import { countOutcomes, formatEstimate, listFamilies } from '@layerprint/core/verdicts';
import { sayPairsOf, type PairsPart } from './pair-words.ts';

type ControlPart = Exclude<PairsPart, 'pairs'>;

/** A control of a study, in words made from its numbers alone, whichever way they come out. */
export interface ToldControl {
  readonly part: ControlPart;
  readonly title: string;
  /** What is done in it, and over how many pairs. */
  readonly sentence: string;
  /** What its checks come to beside those over all pairs. */
  readonly conclusion: readonly string[];
  /** The checks by how each stands beside the same over all pairs: "Holds over all pairs, and is not settled here: “…”". */
  readonly groups: readonly string[];
  readonly family: StudyFamily;
}

/** What a control takes away: by itself, and as what all pairs are trained with. */
const TAKEN_AWAY = {
  'same-steps': { cause: 'the further steps', withIt: 'with them' },
  'same-epoch': { cause: 'keeping each model at an epoch of its own', withIt: 'with it' },
} as const satisfies Record<ControlPart, unknown>;

/** Tells of the controls of a study, and of what each says about the verdicts over all pairs. */
export function tellControls(
  verdicts: StudyVerdicts,
  nameOf: (model: string) => string,
): ToldControl[] {
  return listFamilies(verdicts).flatMap(({ part, family }) =>
    part === 'pairs'
      ? []
      : [
          {
            part,
            ...describe(verdicts, part, nameOf),
            ...conclude(verdicts, part, family, nameOf),
            family,
          },
        ],
  );
}

function describe(
  verdicts: StudyVerdicts,
  part: ControlPart,
  nameOf: (model: string) => string,
): Pick<ToldControl, 'title' | 'sentence'> {
  const their = verdicts.controls[part]!.wanted === 1 ? 'its' : 'their';
  const over = `${capitalise(sayPairsOf(verdicts, part))}, a family of ${their} own.`;
  const steps = sayMeanSteps(verdicts, part, nameOf);
  return part === 'same-steps'
    ? {
        title: 'As many steps',
        sentence: `More images also mean more gradient steps. Here the model with more of them was stopped after as many steps as the other of its pair had taken when its weights were kept${steps}. ${over}`,
      }
    : {
        title: 'The same epoch',
        sentence: `Here both models were trained for exactly ${countNoun(verdicts.controls['same-epoch']!.epoch, 'epoch')}, and kept as they were then${steps}. ${over}`,
      };
}

/** After how many steps the models of a control were kept, beside the same ones as trained first; nothing where none is there. */
function sayMeanSteps(
  { lines }: StudyVerdicts,
  part: ControlPart,
  nameOf: (model: string) => string,
): string {
  const trained = lines.flatMap(({ line }) => (line.part === part ? [line] : []));
  const parts = [...Map.groupBy(trained, ({ model }) => model)].map(([model, own]) => {
    const first = lines.flatMap(({ line }) =>
      line.part === 'pairs' && line.model === model && own.some(({ pair }) => pair === line.pair)
        ? [line]
        : [],
    );
    const before = first.length === 0 ? '' : `, where it had been ${sayMean(first)}`;
    return `${nameOf(model)} after ${sayMean(own)} steps on average${before}`;
  });
  return parts.length === 0 ? '' : `: ${parts.join('; ')}`;
}

function sayMean(lines: readonly { readonly steps: number }[]): string {
  return formatCount(Math.round(lines.reduce((sum, { steps }) => sum + steps, 0) / lines.length));
}

/** A check of a control beside the same one over all pairs. */
interface ComparedCheck {
  readonly all: StudiedCheck;
  readonly here: StudiedCheck;
  /** `untouched` where it is about none of the models that the control trains anew. */
  readonly standing: Standing | 'untouched';
}

type Settled = 'holds' | 'fails' | 'not-settled';
/** What becomes of a check over all pairs, and then in the control. */
type Standing = `${Settled} ${Settled}`;

/** How each kind of check is told, and whether with its numbers, which are the news of those that come out otherwise. */
const GROUPS: readonly (readonly [Standing, string, 'numbers'?])[] = [
  ['holds holds', 'Holds over all pairs, and here too'],
  ['fails fails', 'Fails over all pairs, and here too'],
  ['holds fails', 'Turns round, holding over all pairs and failing here', 'numbers'],
  ['fails holds', 'Turns round, failing over all pairs and holding here', 'numbers'],
  ['holds not-settled', 'Holds over all pairs, and is not settled here', 'numbers'],
  ['fails not-settled', 'Fails over all pairs, and is not settled here', 'numbers'],
  ['not-settled holds', 'Not settled over all pairs, and holds here', 'numbers'],
  ['not-settled fails', 'Not settled over all pairs, and fails here', 'numbers'],
  ['not-settled not-settled', 'Settled neither over all pairs nor here'],
];

function conclude(
  verdicts: StudyVerdicts,
  part: ControlPart,
  family: StudyFamily,
  nameOf: (model: string) => string,
): Pick<ToldControl, 'conclusion' | 'groups'> {
  if (family.complete === 0) return { conclusion: [], groups: [] };
  const compared = compareChecks(verdicts, part, family);
  const tested = compared.filter(({ standing }) => standing !== 'untouched');
  const untouched = compared.filter(({ standing }) => standing === 'untouched');
  return {
    conclusion: tested.length === 0 ? [] : summarise(verdicts, part, family, tested),
    groups: [
      ...GROUPS.flatMap(([wanted, label, numbers]) => {
        const checks = tested.filter(({ standing }) => standing === wanted);
        const items = checks.map((check) => `${quote(check)}${numbers ? sayNumbers(check) : ''}`);
        return items.length === 0 ? [] : [`${label}: ${items.join('; ')}.`];
      }),
      ...(untouched.length === 0 ? [] : [sayUntouched(untouched, nameOf)]),
    ],
  };
}

/** The checks of a control that networks could fail, each beside the same over all pairs. */
function compareChecks(
  { pairs, lines }: StudyVerdicts,
  part: ControlPart,
  family: StudyFamily,
): ComparedCheck[] {
  const trained = new Set(lines.flatMap(({ line }) => (line.part === part ? [line.model] : [])));
  const listChecks = ({ claims }: StudyFamily) => claims.flatMap(({ checks }) => checks);
  const everywhere = new Map(listChecks(pairs).map((check) => [check.id, check]));
  return listChecks(family).flatMap((here) => {
    const all = everywhere.get(here.id);
    if (all === undefined || (saysNothing(all.verdict) && saysNothing(here.verdict))) return [];
    const isTouched = here.models.some(({ model }) => trained.has(model));
    const standing = `${settled(all.verdict)} ${settled(here.verdict)}` as const;
    return [{ all, here, standing: isTouched ? standing : ('untouched' as const) }];
  });
}

const saysNothing = (verdict: StudyVerdict) => verdict === 'pixels' || verdict === 'cannot-fail';

/** What no network could fail has held. */
function settled(verdict: StudyVerdict): Settled {
  if (verdict === 'cannot-fail') return 'holds';
  return verdict === 'pixels' ? 'not-settled' : verdict;
}

/** Counts the checks by how they stand, and says of each kind that there is what it means. */
function summarise(
  verdicts: StudyVerdicts,
  part: ControlPart,
  { complete }: StudyFamily,
  tested: readonly ComparedCheck[],
): string[] {
  const count = (...wanted: readonly Standing[]) =>
    tested.filter(({ standing }) => wanted.some((one) => one === standing)).length;
  const same = count('holds holds', 'fails fails');
  const turned = count('holds fails', 'fails holds');
  const opened = count('holds not-settled', 'fails not-settled');
  const only = count('not-settled holds', 'not-settled fails');
  const open = count('not-settled not-settled');
  const isAre = (number: number) => (number === 1 ? 'is' : 'are');
  const { cause, withIt } = TAKEN_AWAY[part];
  const { pairs } = verdicts;
  return [
    `Of the ${countNoun(tested.length, 'check')} that it puts to the test, ${joinWords([
      `${spellNone(same)} ${same === 1 ? 'comes' : 'come'} out as over all pairs`,
      `${spellNone(turned)} ${turned === 1 ? 'turns' : 'turn'} round`,
      `${spellNone(opened)} ${isAre(opened)} no longer settled`,
      ...(only === 0 ? [] : [`${spellCount(only)} ${isAre(only)} settled here alone`]),
      ...(open === 0 ? [] : [`${spellCount(open)} ${isAre(open)} settled in neither`]),
    ])}.`,
    ...(same === 0 ? [] : [`What comes out as over all pairs does so without ${cause}.`]),
    ...(turned === 0
      ? []
      : [
          `What turns round rests on ${cause}, and not on the images: without, the opposite is so.`,
        ]),
    ...(opened === 0
      ? []
      : [
          `What is no longer settled may rest on ${cause} as well as on the images${complete < pairs.complete ? `, or be more than ${countNoun(complete, 'pair')} can tell` : ''}.`,
        ]),
    ...(only === 0
      ? []
      : [`What is settled here alone is so without ${cause}; ${withIt}, it is not settled.`]),
  ];
}

const spellNone = (count: number) => (count === 0 ? 'none' : spellCount(count));

/** A control that trains one model anew looks at the other as it was: what is about that one alone tells nothing new. */
function sayUntouched(
  untouched: readonly ComparedCheck[],
  nameOf: (model: string) => string,
): string {
  const names = [
    ...new Set(untouched.flatMap(({ here }) => here.models.map(({ model }) => nameOf(model)))),
  ];
  return `Not put to the test, being about ${joinWords(names)} alone, which stays as it was trained first: ${untouched.map(quote).join('; ')}.`;
}

/** In how many pairs it holds, in how many of the same as trained first, and by how much here and over all pairs. */
function sayNumbers({ here, all }: ComparedCheck): string {
  const numbers = new Set(here.pairs.map(({ pair }) => pair));
  const first = all.pairs.filter(({ pair }) => numbers.has(pair));
  const holds = (pairs: StudiedCheck['pairs']) => formatCount(countOutcomes(pairs).holds);
  const these = first.length === numbers.size ? 'these' : `${formatCount(first.length)} of these`;
  const before = first.length === 0 ? '' : `, as trained first in ${holds(first)} of ${these}`;
  const say = ({ difference, unit }: StudiedCheck) =>
    difference === null ? 'none' : formatEstimate(difference, unit);
  return ` (holds in ${holds(here.pairs)} of ${countNoun(here.pairs.length, 'pair')}${before}; difference ${say(here)}, over all pairs ${say(all)})`;
}

function quote({ here: { statement } }: ComparedCheck): string {
  return `“${statement.replace(/\.$/, '')}”`;
}
