import * as z from 'zod';
import { FIGURE_KIND_NAMES } from '../figures/figure-kinds.ts';
import { ClaimSchema, ConditionSchema } from './claim.ts';
import { DatasetManifestSchema } from './dataset.ts';
import { ExperimentSchema } from './experiment.ts';
import { ColourScopeSchema } from './figure-data.ts';
import { RunSchema } from './run.ts';
import {
  CodeFilesSchema,
  ModelIdSchema,
  NameSchema,
  RelativePathSchema,
  Sha256Schema,
  SlugSchema,
  sortKeys,
  TextSchema,
} from './scalars.ts';
import { uniqueList } from './unique-list.ts';

/** Pixels of a picture's side: what any program decodes. The charts of eight models, or of a hundred layers, are high on a phone. */
const PictureSideSchema = z.int().positive().max(65_535);
/** Pixels of a picture: what has many more costs whoever decodes it gigabytes. */
const MOST_PIXELS = 2 ** 26;

/** What a file of a figure is: `data` is the figure's JSON, `spec` its Vega-Lite specification. */
const RoleSchema = z.enum(['data', 'table', 'spec', 'picture']);
type Role = z.infer<typeof RoleSchema>;
const FormatSchema = z.enum(['json', 'csv', 'png', 'svg']);

/** The formats that a file of a role has. */
const FORMATS = {
  data: ['json'],
  table: ['csv'],
  spec: ['json'],
  picture: ['png', 'svg'],
} as const satisfies Record<Role, readonly z.infer<typeof FormatSchema>[]>;

/** A role with a format that it has: "picture svg". */
export type FileSort = { [R in Role]: `${R} ${(typeof FORMATS)[R][number]}` }[Role];

/** One file of a figure. */
export const FigureFileSchema = z
  .strictObject({
    /** Below the artifacts folder. */
    path: RelativePathSchema,
    role: RoleSchema,
    format: FormatSchema,
    /** Set on a chart's pictures: which page background it is drawn for. */
    theme: z.enum(['light', 'dark']).optional(),
    /** Set on a grid's pictures. */
    scope: ColourScopeSchema.optional(),
    /**
     * Set on what shows the same data laid out otherwise: a chart for a phone, its panels stacked; a picture
     * in the shape that links to a page are shown with.
     */
    layout: z.enum(['narrow', 'social']).optional(),
    /** Set on pictures, in pixels. */
    width: PictureSideSchema.optional(),
    height: PictureSideSchema.optional(),
    bytes: z.int().positive(),
    sha256: Sha256Schema,
  })
  .refine(
    ({ role, format }) => FORMATS[role].some((known) => known === format),
    'Expected a format of its role',
  )
  .refine(
    ({ role, width, height }) =>
      role === 'picture' ? width && height : width === undefined && height === undefined,
    'Expected width and height for a picture and for nothing else',
  )
  .refine(
    ({ width = 1, height = 1 }) => width * height <= MOST_PIXELS,
    `Expected a picture of at most ${MOST_PIXELS.toLocaleString('en-US')} pixels`,
  );
export type FigureFile = z.infer<typeof FigureFileSchema>;

/** What a figure's data are. */
export const FigureKindSchema = z.enum(FIGURE_KIND_NAMES);
export type { FigureKind } from '../figures/figure-kinds.ts';

/** A figure of the report, with everything a page needs and the chain that made it. */
export const FigureSchema = z.strictObject({
  /** Stable over commits: figures are matched by it. */
  id: SlugSchema,
  /** "1" to "8" in the article, "lead" and "specimen"; null for figures the article does not have. */
  number: NameSchema.nullable(),
  kind: FigureKindSchema,
  title: TextSchema,
  /** Full sentences made from the data. */
  caption: TextSchema,
  /** What the figure shows, for someone who does not see it; made from the data. */
  alt: TextSchema,
  /** Set where the figure is about one model, layer or specimen. */
  model: ModelIdSchema.optional(),
  layer: NameSchema.optional(),
  specimen: SlugSchema.optional(),
  files: uniqueList(FigureFileSchema, ({ path }) => path).min(1),
  chain: z.strictObject({
    dataHash: Sha256Schema,
    experimentHash: Sha256Schema,
    /** Of the models the figure is made from, by model. */
    seeds: z.record(ModelIdSchema, z.int()).overwrite(sortKeys),
    weightsHashes: z.record(ModelIdSchema, Sha256Schema).overwrite(sortKeys),
  }),
});
export type Figure = z.infer<typeof FigureSchema>;

function haveOwnFiles(figures: readonly Figure[]): boolean {
  const paths = figures.flatMap(({ files }) => files.map(({ path }) => path));
  return new Set(paths).size === paths.length;
}

/** The version of what an artifacts folder holds; raised when a reader of the old shape would be wrong. */
export const MANIFEST_VERSION = 5;

/** `dist/<profile>/artifacts/manifest.json`: the whole report as data. The site reads nothing else. */
export const ManifestSchema = z
  .strictObject({
    schemaVersion: z.literal(MANIFEST_VERSION),
    profile: SlugSchema,
    /** With its models in the order in which lists and legends show them. */
    experiment: ExperimentSchema,
    /** sha256 of the canonical JSON of `experiment`. */
    experimentHash: Sha256Schema,
    /** sha256 of the canonical JSON of what was claimed; absent where nothing was. */
    claimsHash: Sha256Schema.optional(),
    dataset: DatasetManifestSchema,
    /** By model. */
    runs: z.record(ModelIdSchema, RunSchema).overwrite(sortKeys),
    /** What made the figures out of the models; absent where a report was made before it was recorded. */
    figureCode: z
      .strictObject({
        /** sha256 over the source files of the artifacts task. */
        hash: Sha256Schema,
        /** Each of them; absent where a report was made before it was recorded. */
        files: CodeFilesSchema.optional(),
        /** Versions of what computed and drew: `node`, `vega`, `@tensorflow/tfjs-core` and so on. */
        versions: z.record(NameSchema, NameSchema).overwrite(sortKeys),
      })
      .optional(),
    /** In the order in which the article shows them, then by layer, specimen and model. */
    figures: uniqueList(FigureSchema, ({ id }) => id)
      .min(1)
      .refine(haveOwnFiles, 'Expected no file in two figures'),
    claims: uniqueList(ClaimSchema, ({ id }) => id),
    /** What has to be known of the models: by model, then in the order of kinds. */
    conditions: uniqueList(ConditionSchema, ({ model, kind }) => `${model} ${kind}`),
  })
  .refine(({ experiment, runs }) => haveSameNames(experiment.models, runs), {
    error: 'Expected a run of each model of the experiment, and of no other',
    path: ['runs'],
  });
export type Manifest = z.infer<typeof ManifestSchema>;

function haveSameNames(models: readonly { readonly id: string }[], runs: object): boolean {
  return (
    models.length === Object.keys(runs).length && models.every(({ id }) => Object.hasOwn(runs, id))
  );
}

/** What can be known of a manifest of any version: which profile it is of. */
export const AnyManifestSchema = z
  .looseObject({
    profile: SlugSchema.optional(),
    experiment: z.looseObject({ profile: SlugSchema.optional() }),
  })
  // Before version 5 the experiment said it.
  .transform(({ profile, experiment }) => ({ profile: profile ?? experiment.profile }));
