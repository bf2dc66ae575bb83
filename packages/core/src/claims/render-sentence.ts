import type { WrittenCheck } from '../schemas/claims-file.ts';
import { findLayer, nameModel, UnknownName, unknown, type ClaimContext } from './claim-context.ts';
import { PIXELS } from './quantity.ts';
import { listModels, readLayer, readThreshold } from './written-check.ts';

/** A sentence of an author's with names and numbers in the places that it leaves for them. */
export interface Rendered {
  readonly text: string;
  /** What is wrong with it; the text is none then. */
  readonly problems: readonly string[];
}

const PLACEHOLDER = /\{([^{}]*)\}/g;
/** No word of a language has one, but names of layers do. */
const WITH_UNDERSCORE = /\w*_\w*/g;

/**
 * Puts names and numbers into a sentence. Each comes from the checks that the sentence is about, so that it
 * names nothing that these do not measure: `{first}`, `{last}`, `{layer:conv2d_3}`, `{model:benchmark}`,
 * `{threshold:id-of-a-check}`; about one check also `{layer}`, `{model}`, `{other}` and `{threshold}`.
 *
 * @param checks Those of the claim, or the one whose statement it is.
 */
export function renderSentence(
  sentence: string,
  checks: readonly WrittenCheck[],
  context: ClaimContext,
): Rendered {
  const problems = findBareNames(sentence.replace(PLACEHOLDER, ' '), context);
  const text = sentence.replace(PLACEHOLDER, (_, placeholder: string) => {
    try {
      return fill(placeholder, checks, context);
    } catch (error) {
      if (!(error instanceof UnknownName)) throw error;
      problems.push(`{${placeholder}}: ${error.message}`);
      return '';
    }
  });
  if (/[{}]/.test(text)) problems.push('a brace stands alone; placeholders are as {first}');
  return { text, problems };
}

function fill(placeholder: string, checks: readonly WrittenCheck[], context: ClaimContext): string {
  const [, kind = '', reference] = /^([^:]*)(?::(.*))?$/s.exec(placeholder)!;
  if (reference === undefined && (kind === 'first' || kind === 'last')) {
    return nameMeasuredLayer(kind, checks, context);
  }
  if (reference !== undefined) {
    switch (kind) {
      case 'layer':
        return nameMeasuredLayer(reference, checks, context);
      case 'model':
        return nameMeasuredModel(reference, checks, context);
      case 'threshold':
        return formatThreshold(findCheck(reference, checks));
    }
  }
  const [check, ...others] = checks;
  if (reference === undefined && others.length === 0 && check !== undefined) {
    const value = ofOneCheck(kind, check, context);
    if (value !== undefined) return value;
  }
  throw unknown('placeholder', placeholder, listPlaceholders(checks));
}

/** What a placeholder of a check's own statement stands for. */
function ofOneCheck(kind: string, check: WrittenCheck, context: ClaimContext): string | undefined {
  const [model, other] = listModels(check);
  switch (kind) {
    case 'layer':
      return readLayer(check, context)?.name;
    case 'model':
      return model && nameModel(context, model);
    case 'other':
      return other && nameModel(context, other);
    case 'threshold':
      return formatThreshold(check);
    default:
      return undefined;
  }
}

function nameMeasuredLayer(
  reference: string,
  checks: readonly WrittenCheck[],
  context: ClaimContext,
): string {
  const { name } = findLayer(context, reference);
  const measured = new Set(checks.map((check) => readLayer(check, context)?.name));
  if (measured.has(name)) return name;
  throw new UnknownName(`no check here measures ${name}`);
}

function nameMeasuredModel(
  id: string,
  checks: readonly WrittenCheck[],
  context: ClaimContext,
): string {
  const name = nameModel(context, id);
  if (checks.some((check) => listModels(check).includes(id))) return name;
  throw new UnknownName(`no check here measures ${id}`);
}

function findCheck(id: string, checks: readonly WrittenCheck[]): WrittenCheck {
  const check = checks.find((candidate) => candidate.id === id);
  if (check !== undefined) return check;
  throw unknown(
    'check',
    id,
    checks.map((candidate) => candidate.id),
  );
}

function formatThreshold(check: WrittenCheck): string {
  const threshold = readThreshold(check);
  if (threshold !== undefined) return String(check.distanceFrom ?? threshold.value);
  throw new UnknownName(`${check.id} has no threshold`);
}

function listPlaceholders(checks: readonly WrittenCheck[]): string[] {
  const [check, ...others] = checks;
  const own = check && others.length === 0 ? listOwnPlaceholders(check) : [];
  const models = new Set(checks.flatMap(listModels));
  return [...own, 'first', 'last', 'layer:…', ...[...models].map((id) => `model:${id}`)];
}

/** Those that say something of a check alone. */
function listOwnPlaceholders(check: WrittenCheck): string[] {
  const [model, other] = listModels(check);
  const { layer } = check;
  return [
    ...(layer === undefined || layer === PIXELS ? [] : ['layer']),
    ...(model === undefined ? [] : ['model']),
    ...(other === undefined ? [] : ['other']),
    ...(readThreshold(check) === undefined ? [] : ['threshold']),
  ];
}

/** Layers that are named without a placeholder: such a name would stay when another layer is measured. */
function findBareNames(words: string, { layers }: ClaimContext): string[] {
  const names = layers.filter(({ kind }) => kind !== 'input').map(({ name }) => name);
  const bare = new Set([
    ...names.filter((name) => hasWord(words, name)),
    ...(words.match(WITH_UNDERSCORE) ?? []),
  ]);
  return [...bare].map(
    (name) =>
      `"${name}" is named in plain words, which would stay when another layer is measured; write {first}, {last} or {layer:…}`,
  );
}

function hasWord(words: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}_])${escaped}(?![\\p{L}\\p{N}_])`, 'u').test(words);
}
