import {
  listMatchedLayers,
  listShownLayers,
  type FigureForm,
  type FigureName,
  type LayerRoles,
  type PartsOf,
} from '@layerprint/core';
import type { NamedModel } from '@layerprint/core/schemas/experiment';
import type { Layer } from '@layerprint/core/schemas/layer';
import type { ModelId } from '@layerprint/core/schemas/scalars';

/** A figure of the report. */
export interface ListedFigure {
  readonly name: FigureName;
  /** What the article calls it; null where it does not have it. */
  readonly number: string | null;
}

const METRICS = ['loss', 'accuracy'] as const;
const GRID = 'activations-{layer}-{model}-{specimen}';

/** What is to be known of a report, for its figures to be listed. */
interface Listed {
  /** The main one first. */
  readonly dataset: { readonly specimens: readonly { readonly id: string }[] };
  /** In the order in which lists and legends show them. */
  readonly models: readonly NamedModel[];
  readonly roles: LayerRoles;
  readonly runOf: (model: ModelId) => { readonly layers: readonly Layer[] };
}

/** Lists every figure of the report, in the order in which the article shows them. */
export function listFigures(measured: Listed): ListedFigure[] {
  const models = measured.models.map(({ id }) => id);
  const isAnyTrained = measured.models.some(({ isLoaded }) => !isLoaded);
  const { layers } = measured.runOf(models[0]!);
  const { roles } = measured;
  const { first, last } = roles;
  const [main, ...companions] = measured.dataset.specimens.map(({ id }) => id);
  const shown = [...new Set([first, last])].flatMap((layer) =>
    // Of two, the article shows the first model's maps last.
    (models.length === 2 ? models.toReversed() : models).map((model) => ({
      layer,
      model,
      specimen: main!,
    })),
  );
  const after = 2 + shown.length;
  const all = listShownLayers(layers, roles).flatMap(({ name: layer }) =>
    [main!, ...companions].flatMap((specimen) =>
      models.map((model) => ({ layer, model, specimen })),
    ),
  );
  const isShown = (grid: (typeof all)[number]) =>
    shown.some(
      ({ layer, model, specimen }) =>
        layer === grid.layer && model === grid.model && specimen === grid.specimen,
    );
  return [
    list('lead', 'lead', {}),
    list('specimen', 'specimen', {}),
    list('1', 'architecture', {}),
    ...shown.map((grid, i) => list(String(2 + i), GRID, grid)),
    list(String(after), 'distribution-{layer}', { layer: last }),
    list(null, 'distribution-{layer}-validation', { layer: last }),
    list(String(after + 1), 'pixels', {}),
    list(String(after + 2), 'probabilities', {}),
    ...(isAnyTrained ? METRICS : []).map((metric) => list(null, 'training-{metric}', { metric })),
    ...companions.map((specimen) => list(null, 'specimen-{specimen}', { specimen })),
    ...all.filter((grid) => !isShown(grid)).map((grid) => list(null, GRID, grid)),
    // The first model is compared with each of the others.
    ...listMatchedLayers(layers, roles).flatMap(({ name: layer }) =>
      models.slice(1).map((model) => list(null, 'matched-{layer}-{model}', { layer, model })),
    ),
  ];
}

function list<F extends FigureForm>(
  number: string | null,
  form: F,
  parts: PartsOf<F>,
): ListedFigure {
  return { number, name: { form, parts } as FigureName };
}
