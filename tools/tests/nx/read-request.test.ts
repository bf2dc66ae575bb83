import { describe, expect, it } from 'vitest';
import { assertConfigurationExists } from '../../nx/assert-configuration-exists.ts';
import { listTargets } from '../../nx/list-targets.ts';
import { readRequest } from '../../nx/read-request.ts';

const TARGETS = listTargets();

const read = (line: string) => readRequest(line === '' ? [] : line.split(' '), TARGETS);
const ids = (line: string) => read(line).targets.map(({ project, name }) => `${project}:${name}`);

describe('the arguments of Nx', () => {
  it.each([
    ['run report-site:build', ['report-site:build'], []],
    ['run report-site:build:artcle', ['report-site:build'], ['artcle']],
    ['run report-site:build:', ['report-site:build'], ['']],
    ['run report-site:build:article:x', ['report-site:build'], ['article:x']],
    ['run build:artcle', ['report-site:build'], ['artcle']],
    ['run report-site:build -c x', ['report-site:build'], ['x']],
    ['run report-site:build -c=x', ['report-site:build'], ['x']],
    ['run report-site:build -cx', ['report-site:build'], ['x']],
    ['run report-site:build --configuration x', ['report-site:build'], ['x']],
    ['run report-site:build --configuration=x', ['report-site:build'], ['x']],
    ['-c x run report-site:build', ['report-site:build'], ['x']],
    ['run report-site:build:article -c x', ['report-site:build'], ['article', 'x']],
    ['run report-site:build --prod', ['report-site:build'], ['production']],
    ['run --backend cpu report-site:build:x', ['report-site:build'], ['x']],
    ['run --project report-site --target build -c x', ['report-site:build'], ['x']],
    ['build report-site -c x', ['report-site:build'], ['x']],
    ['build -c x', ['report-site:build'], ['x']],
    ['run-many -t build -c x', ['report-site:build'], ['x']],
    ['run-many -t verify compile -c x', ['trainer:verify', 'backend:compile'], ['x']],
    ['run-many --targets=verify,compile', ['trainer:verify', 'backend:compile'], []],
    ['affected -t build -c x', ['report-site:build'], ['x']],
    ['run trainer:verify --skip-nx-cache', ['trainer:verify'], []],
    ['run nowhere:nothing:x', [], []],
    ['show projects -c x', [], []],
    ['', [], []],
  ])('nx %s', (line, targets, configurations) => {
    expect(ids(line)).toEqual(targets);
    expect(read(line).configurations).toEqual(configurations);
  });

  it.each([
    ['run report-site:build --profile=x', ['x']],
    ['run report-site:build --profile x', ['x']],
    ['run report-site:build -- --profile x', ['x']],
    ['run report-site:build:article --profile= -- --profile=y', ['', 'y']],
    ['run-many -t build,compile --profile=x', ['x']],
    // A profile of the diff may be one that only another revision has.
    ['run report-site:diff -- --profile x', []],
    ['run backend:compile --profile=x', []],
  ])('%s names its profiles', (line, profiles) => {
    expect(read(line).profiles).toEqual(profiles);
  });

  it.each([
    ['run report-site:build --help', true],
    ['run report-site:build -h', true],
    ['run report-site:build -- --help', true],
    ['build report-site --help', true],
    ['run report-site:build', false],
    ['show projects --help', false],
  ])('%s asks for help: %s', (line, wantsHelp) => {
    expect(read(line).wantsHelp).toBe(wantsHelp);
  });
});

describe('a configuration', () => {
  const check = (line: string, name: string) => () =>
    assertConfigurationExists(name, read(line).targets);

  it.each(TARGETS)('of $project:$name exists or is refused by name', (target) => {
    const line = `run ${target.project}:${target.name}`;
    const names = [target.profile, ...target.configurations].filter((name) => name !== undefined);
    for (const name of names) expect(check(line, name)).not.toThrow();
    for (const name of ['artcle', 'Article', 'production', '']) {
      expect(check(line, name)).toThrow(
        `There is no configuration "${name}" of ${target.project}:${target.name}.`,
      );
    }
  });

  it('is right for several targets that one of them has', () => {
    expect(check('run-many -t build compile', 'article')).not.toThrow();
    expect(check('run-many -t compile', 'article')).toThrow('no configuration "article"');
  });

  it('names the one that was meant, and those that there are', () => {
    expect(check('run trainer:plan', 'artcle')).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('Did you mean "article"?'),
        hint: expect.stringContaining('There is quick, article.'),
      }),
    );
  });
});
