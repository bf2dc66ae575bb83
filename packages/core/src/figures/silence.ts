import type { ActivationGridData } from '../schemas/figure-data.ts';
import { countNoun, formatCount, formatShare, joinWords } from './wording.ts';

/*
 * A map is silent on an image where all of it is zero there, and dead where it is silent on every validation
 * image. A map that is silent on the one image that is looked at may well fire on most others.
 */

/** What a channel does over many images. */
export interface ChannelOverImages {
  /** On how many of them its map is all zero. */
  readonly silentImages: number;
  /** Its largest activation on any of them. */
  readonly max: number;
}

type Grid = Pick<ActivationGridData, 'validationImages' | 'channels'>;
type Channel = Grid['channels'][number];

/** Whether a map is silent on all validation images. */
export function isDead({ validationImages }: Grid, { validation }: Channel): boolean {
  return validation.silentImages === validationImages;
}

/** The channels that are dead, and those that are not but are silent on the specimen. */
export function listQuiet(grid: Grid): { readonly dead: Channel[]; readonly silent: Channel[] } {
  return {
    dead: grid.channels.filter((channel) => isDead(grid, channel)),
    silent: grid.channels.filter((channel) => channel.silent && !isDead(grid, channel)),
  };
}

/** On what share of the validation images a map is not all zero. */
export function computeFiringShare({ validationImages }: Grid, { validation }: Channel): number {
  return (validationImages - validation.silentImages) / validationImages;
}

/** Says which maps are dead, and which are silent on the specimen and how often those fire elsewhere. */
export function describeSilence(grid: Grid): string {
  const { dead, silent } = listQuiet(grid);
  const images = countNoun(grid.validationImages, 'validation image');
  const firing = silent.map((channel) => formatShare(computeFiringShare(grid, channel)));
  const ofDead =
    dead.length === 0 ? 'no map is dead' : `${nameMaps(dead)} dead: zero on all ${images}`;
  const ofSilent =
    silent.length === 0
      ? `no ${dead.length === 0 ? 'map' : 'other map'} is silent on this image`
      : `${nameMaps(silent)} silent, zero on this image: of ${images}, ${silent.length === 1 ? 'it fires' : 'they fire'} on ${joinWords(firing)}`;
  return `${ofDead}; ${ofSilent}.`;
}

function nameMaps(channels: readonly Channel[]): string {
  const numbers = joinWords(channels.map(({ channel }) => formatCount(channel)));
  return channels.length === 1 ? `map ${numbers} is` : `maps ${numbers} are`;
}
