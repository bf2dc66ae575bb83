import { createRequire } from 'node:module';
import { join } from 'node:path';
import { WORKSPACE } from '@layerprint/artifacts/source-code';

/** The parser that Nx depends on, and none of our own packages. */
const PARSER = 'yargs';

/** What adds the options of the ways to run targets. */
const GROUPS = [
  'withRunOneOptions',
  'withRunManyOptions',
  'withAffectedOptions',
  'withBatch',
  'withTuiOptions',
  'withTargetAndConfigurationOption',
] as const;

/** What Nx tells yargs of its options; the part of it that this needs. */
interface Parser {
  getOptions(): { readonly key: object; readonly alias: Readonly<Record<string, string[]>> };
}
type AddOptions = (parser: Parser) => Parser;

/**
 * Lists the options that Nx itself takes where it runs targets, in camel case, with their other names. They are
 * read where Nx reads them, which is no public entry of its package: the version is pinned, and a test looks.
 */
export function listNxOptions(): ReadonlySet<string> {
  const nx = join(WORKSPACE, 'node_modules/nx');
  const require = createRequire(join(nx, 'package.json'));
  const makeParser = require(PARSER) as () => Parser;
  const options = require(
    join(nx, 'dist/src/command-line/yargs-utils/shared-options.js'),
  ) as Record<(typeof GROUPS)[number], AddOptions>;
  const parser = GROUPS.reduce((parser, group) => options[group](parser), makeParser());
  const { key, alias } = parser.getOptions();
  return new Set(['help', ...Object.keys(key), ...Object.entries(alias).flat(2)]);
}
