import type { OpenedFigure } from '@layerprint/artifacts';
import { entryOf, findFigureName, makeFigureId, type FigureText } from '@layerprint/core';
import { keepPlaces, recall, recallKeys, recallWords, type NewNames } from './new-names.ts';

/**
 * Calls the models of a figure as they are called now, in its id, its data and its words.
 *
 * @returns The figure itself where none that it is made from or shows is called otherwise.
 */
export function castFigure(figure: OpenedFigure, names: NewNames): OpenedFigure {
  const { model, chain } = figure;
  const shown = [...Object.keys(chain.weightsHashes), ...(model === undefined ? [] : [model])];
  if (shown.every((one) => recall(one, names) === one)) return figure;
  const id = castId(figure.id, names);
  const data = { ...(castData(figure.data, names) as OpenedFigure['data']), figure: id };
  return {
    ...figure,
    id,
    ...(model !== undefined && { model: recall(model, names) }),
    ...castText(figure, data, names),
    files: figure.files.map((file) => ({ ...file, path: file.path.replaceAll(figure.id, id) })),
    chain: {
      ...chain,
      seeds: recallKeys(chain.seeds, names),
      weightsHashes: recallKeys(chain.weightsHashes, names),
    },
    data,
  } as OpenedFigure;
}

/** Made anew of what it names; an id that no kind of figure has stays what it is. */
function castId(id: string, names: NewNames): string {
  const found = findFigureName(id);
  if (!found || !('model' in found.parts)) return id;
  const { form, parts } = found;
  return makeFigureId<string>(form, { ...parts, model: recall(parts.model, names) });
}

/** What a figure's data call a model: its id, and beside it what captions call it. */
function castData(value: unknown, names: NewNames): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    if (typeof items[0] === 'number') return items;
    const cast = items.map((item) => castData(item, names));
    return keepPlaces(items.map(readName), cast, readName);
  }
  const entries = Object.entries(value) as [string, unknown][];
  const naming = 'model' in value ? 'model' : 'name';
  const named = names.get((value as Record<string, string>)[naming]!);
  return Object.fromEntries(
    entries.flatMap(([key, item]): [string, unknown][] => {
      if (key === 'modelName' && named) return [];
      if (key !== naming || !named) return [[key, castData(item, names)]];
      const words =
        named.name === undefined ? [] : [['modelName', named.name] as [string, unknown]];
      return [[key, named.id], ...words];
    }),
  );
}

function readName(item: unknown): unknown {
  const { name, model } = Object(item) as { name?: unknown; model?: unknown };
  return name ?? model ?? item;
}

/**
 * What is said of a figure is made from its data, and is so made again. Words that other code made keep what else
 * they say.
 */
function castText(figure: OpenedFigure, data: unknown, names: NewNames): FigureText {
  const { title, caption, alt } = figure;
  const { describe } = entryOf(figure.kind);
  const made = describe(figure.data);
  if (made.title === title && made.caption === caption && made.alt === alt) return describe(data);
  return {
    title: recallWords(title, names),
    caption: recallWords(caption, names),
    alt: recallWords(alt, names),
  };
}
