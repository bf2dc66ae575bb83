import { countNoun } from '@layerprint/core';
import type {
  SizeCurve,
  StudiedLikeness,
  StudyFamily,
  StudyVerdicts,
} from '@layerprint/core/schemas/study-verdicts';

/** A model of a study as its record has it, with what of it is not today's. */
export type NamedLine = ReturnType<typeof nameLine>;

/** A study whose every list is of things with names, so that its fields have paths: `study.lines.pair-01-dummy.seed`. */
export type NamedStudy = ReturnType<typeof nameStudy>;

/** Gives each thing in the lists of a study the name that it is matched by; checks of pixels alone stand apart. */
export function nameStudy({ pairs, controls, lines, sizes, likeness, ...rest }: StudyVerdicts) {
  return {
    ...rest,
    lines: lines.map(nameLine),
    pairs: nameFamily(pairs),
    controls: Object.fromEntries(
      Object.entries(controls).map(([name, family]) => [name, family && nameFamily(family)]),
    ),
    sizes: sizes.map(({ id: chart, points, ...curve }) => ({
      ...{ id: curve.name, chart, ...curve },
      points: points.map((point) => ({ id: namePoint(point), ...point })),
    })),
    ...(likeness && {
      likeness: {
        ...likeness,
        layers: likeness.layers.map((row) => ({ id: nameRow(row), ...row })),
      },
    }),
  };
}

/** "1,000 images, sizes of benchmark". */
export function namePoint({
  trainingImages,
  part,
  model,
}: Pick<SizeCurve['points'][number], 'trainingImages' | 'part' | 'model'>): string {
  return `${countNoun(trainingImages, 'image')}, ${part} of ${model}`;
}

/** "conv2d_6.benchmark and dummy". */
export function nameRow({
  layer,
  first,
  other,
}: Pick<StudiedLikeness, 'layer' | 'first' | 'other'>): string {
  return `${layer}.${first} and ${other}`;
}

function nameFamily<T extends StudyFamily>({ claims, ...family }: T) {
  return {
    ...family,
    claims: claims.map(({ checks, ...claim }) => {
      const { pixels = [], networks = [] } = Object.groupBy(checks, ({ verdict }) =>
        verdict === 'pixels' ? 'pixels' : 'networks',
      );
      return { ...claim, checks: networks, pixels };
    }),
  };
}

/** Layers that are dead are one field, which changes as a whole. */
function nameLine({ line, ...rest }: StudyVerdicts['lines'][number]) {
  return { ...line, deadLayers: line.deadLayers.join(', '), ...rest };
}
