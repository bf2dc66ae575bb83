import { nameAllModels } from '@layerprint/core';
import { COLOUR_SCOPES, type ColourScope } from '@layerprint/core/schemas/figure-data';
import type { FigureFile } from '@layerprint/core/schemas/manifest';

/** What shares a colour scale, by scope, in a report of so many models. */
export function labelScope(scope: ColourScope, models: number): string {
  return { map: 'each map', layer: 'each model', models: nameAllModels(models) }[scope];
}

/** The scopes that differ in a report of so many models. */
export function listScopes(models: number): ColourScope[] {
  return COLOUR_SCOPES.filter((scope) => models > 1 || scope !== 'models');
}

/** A correlation with two decimals, −0.42, where zero has no sign; a dash where there is none. */
export function formatCorrelation(correlation: number | null): string {
  if (correlation === null) return '–';
  const size = Math.abs(correlation).toFixed(2);
  return correlation < 0 && Number(size) > 0 ? `−${size}` : size;
}

/** The size of a file, in units of 1,000: 512 B, 3.4 kB, 34 kB, 1.2 MB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  // Compared after rounding, so that there is no "1000 kB".
  const [value, unit] = bytes < 999_500 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB'];
  return `${value.toFixed(value < 9.95 ? 1 : 0)} ${unit}`;
}

/** What a file of a figure of so many models is, for its download link: "PNG, dark, narrow", "Vega-Lite, light". */
export function labelFile(
  { role, format, theme, scope, layout }: FigureFile,
  models: number,
): string {
  const name = role === 'spec' ? 'Vega-Lite' : format.toUpperCase();
  const variant = scope ? `scale of ${labelScope(scope, models)}` : theme;
  return [name, variant, layout && LAYOUT_LABELS[layout]].filter(Boolean).join(', ');
}

const LAYOUT_LABELS = { narrow: 'narrow', social: 'for links' };

/** The files of a figure as a reader looks for them: pictures, then the table, the data and the rest. */
export function orderForReaders(files: readonly FigureFile[]): FigureFile[] {
  const roles: FigureFile['role'][] = ['picture', 'table', 'data', 'spec'];
  return files.toSorted((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role));
}
