import { findLayerRoles, type FigureForm, type FigureName, type PartsOf } from '@layerprint/core';
import type { Measured } from '@layerprint/core';
import { isMapLayer } from '@layerprint/core/schemas/layer';
import { MODEL_NAMES, type ModelName } from '@layerprint/core/schemas/scalars';

/** A figure of the report. */
export interface ListedFigure {
  readonly name: FigureName;
  /** What the article calls it; null where it does not have it. */
  readonly number: string | null;
}

const GRID = 'activations-{layer}-{model}-{specimen}';
/** The article shows the dummy's maps before the benchmark's. */
const ARTICLE_MODELS: readonly ModelName[] = ['dummy', 'benchmark'];

/** Lists every figure of the report, in the order in which the article shows them. */
export function listFigures(measured: Pick<Measured, 'dataset' | 'runs'>): ListedFigure[] {
  const { layers } = measured.runs.benchmark;
  const { first, last } = findLayerRoles(layers);
  const [main, ...companions] = measured.dataset.specimens.map(({ id }) => id);
  const shown = [first, last].flatMap((layer) =>
    ARTICLE_MODELS.map((model) => ({ layer, model, specimen: main! })),
  );
  const all = layers
    .filter(isMapLayer)
    .flatMap(({ name: layer }) =>
      [main!, ...companions].flatMap((specimen) =>
        MODEL_NAMES.map((model) => ({ layer, model, specimen })),
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
    list('6', 'distribution-{layer}', { layer: last }),
    list(null, 'distribution-{layer}-validation', { layer: last }),
    list('7', 'pixels', {}),
    list('8', 'probabilities', {}),
    list(null, 'training-{metric}', { metric: 'loss' }),
    list(null, 'training-{metric}', { metric: 'accuracy' }),
    ...companions.map((specimen) => list(null, 'specimen-{specimen}', { specimen })),
    ...all.filter((grid) => !isShown(grid)).map((grid) => list(null, GRID, grid)),
  ];
}

function list<F extends FigureForm>(
  number: string | null,
  form: F,
  parts: PartsOf<F>,
): ListedFigure {
  return { number, name: { form, parts } as FigureName };
}
