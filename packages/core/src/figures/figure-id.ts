import type { ModelId } from '../schemas/scalars.ts';
import type { TrainingCurvesData } from '../schemas/figure-data.ts';

/** What the id of a figure may name, by the word that stands for it in the id's form. */
export interface FigureParts {
  /** In any script, but not empty. */
  readonly layer: string;
  readonly model: ModelId;
  /** A slug, and the last of its form: it may hold the hyphens that part the others. */
  readonly specimen: string;
  readonly metric: TrainingCurvesData['metric'];
}

type PartName<Form extends string> = Form extends `${string}{${infer Part}}${infer Rest}`
  ? Part | PartName<Rest>
  : never;

/** What an id of a form names: of `activations-{layer}-{model}-{specimen}` those three. */
export type PartsOf<Form extends string> = Pick<FigureParts, PartName<Form> & keyof FigureParts>;

/** How a part is found in an id. */
const ESCAPED = '(?:[a-z0-9_]|--[0-9a-f]+-)+';
const PATTERNS: Readonly<Record<keyof FigureParts, string>> = {
  layer: ESCAPED,
  model: ESCAPED,
  specimen: '[a-z0-9][a-z0-9_-]*',
  metric: 'loss|accuracy',
};

/** What may hold characters that an id cannot hold, or that part it. */
const ESCAPES: ReadonlySet<string> = new Set(['layer', 'model'] satisfies (keyof FigureParts)[]);

const PART = /\{(layer|model|specimen|metric)\}/g;

/**
 * Makes the id of a figure: `activations-conv2d_6-dummy-frog-4` of the form
 * `activations-{layer}-{model}-{specimen}`. A character of a layer's or a model's name that an id cannot hold, or that
 * parts it, is written as its code point: `--2d-` for a hyphen. So no two figures have one id.
 */
export function makeFigureId<Form extends string>(form: Form, parts: PartsOf<Form>): string {
  const named: Partial<FigureParts> = parts;
  return form.replace(PART, (_, part: keyof FigureParts) =>
    ESCAPES.has(part) ? escapeName(named[part]!) : named[part]!,
  );
}

/** Finds what an id names, by its form; undefined where it has another. */
export function parseFigureId<Form extends string>(
  form: Form,
  id: string,
): PartsOf<Form> | undefined {
  const pattern = form.replace(
    PART,
    (_, part: keyof FigureParts) => `(?<${part}>${PATTERNS[part]})`,
  );
  const found = new RegExp(`^${pattern}$`).exec(id);
  if (!found) return undefined;
  const parts = Object.entries({ ...found.groups }).map(([part, text]) => [
    part,
    ESCAPES.has(part) ? readName(text) : text,
  ]);
  return Object.fromEntries(parts) as PartsOf<Form>;
}

function escapeName(name: string): string {
  return Array.from(name, (character) =>
    /[a-z0-9_]/.test(character) ? character : `--${character.codePointAt(0)!.toString(16)}-`,
  ).join('');
}

function readName(text: string): string {
  return text.replaceAll(/--([0-9a-f]+)-/g, (_, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  );
}
