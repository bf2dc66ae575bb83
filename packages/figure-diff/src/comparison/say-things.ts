import { joinWords } from '@layerprint/core';
import type { Verdict } from '../schemas/figure-diff.ts';
import { VERDICT_WORDS } from './verdict-words.ts';

/** Things that are named where many say the same; the rest are counted. */
const MOST = 2;

/** A figure or an observation, as it is called, with what became of it. */
export interface ToldThing {
  readonly name: string;
  readonly verdict: Verdict;
  readonly sentences: readonly string[];
}

/**
 * Says what became of things, a line each, in their order. A sentence that several of one verdict share is
 * said once, where the first of them stands, with how many say it.
 */
export function sayThings(things: readonly ToldThing[]): string[] {
  const said = new Map<string, string[]>();
  const keyOf = (verdict: Verdict, sentence: string) => `${verdict} ${sentence}`;
  for (const { name, verdict, sentences } of things) {
    for (const sentence of new Set(sentences)) {
      const key = keyOf(verdict, sentence);
      said.set(key, [...(said.get(key) ?? []), name]);
    }
  }
  return things.flatMap(({ name, verdict, sentences }) => {
    const whoSays = (sentence: string) => said.get(keyOf(verdict, sentence))!;
    const own = sentences.filter((one) => whoSays(one).length === 1);
    const shared = sentences.filter((one) => whoSays(one).length > 1 && whoSays(one)[0] === name);
    const groups = Map.groupBy(new Set(shared), (one) => nameSome(whoSays(one)));
    return [
      ...(own.length > 0 ? [sayLine(name, verdict, own)] : []),
      ...[...groups].map(([names, group]) => sayLine(names, verdict, group)),
    ];
  });
}

function sayLine(who: string, verdict: Verdict, sentences: readonly string[]): string {
  return `${who} (${VERDICT_WORDS[verdict].name.toLowerCase()}): ${sentences.join(' ')}`;
}

function nameSome(names: readonly string[]): string {
  const rest = names.length - MOST;
  return joinWords(rest > 1 ? [...names.slice(0, MOST), `${rest} more`] : names);
}
