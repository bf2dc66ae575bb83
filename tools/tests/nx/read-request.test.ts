import { listUsableProfiles } from '@layerprint/artifacts/profiles';
import { beforeAll, describe, expect, it } from 'vitest';
import { assertConfigurationExists } from '../../nx/assert-configuration-exists.ts';
import { listTargets, type Target } from '../../nx/list-targets.ts';
import { nameExperiment } from '../../nx/name-experiment.ts';
import { readRequest } from '../../nx/read-request.ts';
import { refuseUnknownTask } from '../../nx/refuse-unknown-task.ts';

/** Those of an author, too. */
const EXPERIMENTS = listUsableProfiles();

let known: Target[];
beforeAll(() => {
  known = listTargets();
});

const read = (line: string) => readRequest(line === '' ? [] : line.split(' '), known);
const ids = (line: string) => read(line).targets.map(({ project, name }) => `${project}:${name}`);
const allNamed = (task: string) => ['report-site', ...EXPERIMENTS].map((name) => `${name}:${task}`);

describe('the arguments of Nx', () => {
  it.each([
    ['run report-site:build', ['report-site:build'], []],
    ['run report-site:build:artcle', ['report-site:build'], ['artcle']],
    ['run report-site:build:', ['report-site:build'], ['']],
    ['run report-site:build:article:x', ['report-site:build'], ['article:x']],
    ['run quick:build', ['quick:build'], []],
    ['run quick:build:x', ['quick:build'], ['x']],
    ['run compile:artcle', ['backend:compile'], ['artcle']],
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
    ['build quick', ['quick:build'], []],
    ['build --backend cpu quick', ['quick:build'], []],
    ['build -c x', allNamed('build'), ['x']],
    ['run-many -t build -c x', allNamed('build'), ['x']],
    ['run-many -t build -p quick,smoke', ['quick:build', 'smoke:build'], []],
    ['run-many -t fetch-cifar10 compile -c x', ['trainer:fetch-cifar10', 'backend:compile'], ['x']],
    ['run-many --targets=fetch-cifar10,compile', ['trainer:fetch-cifar10', 'backend:compile'], []],
    ['affected -t compile -c x', ['backend:compile'], ['x']],
    ['run quick:verify --skip-nx-cache', ['quick:verify'], []],
    ['run nowhere:nothing:x', [], []],
    ['show projects -c x', [], []],
    ['', [], []],
  ])('nx %s', (line, targets, configurations) => {
    expect(ids(line).sort()).toEqual([...targets].sort());
    expect(read(line).configurations).toEqual(configurations);
  });

  it.each([
    ['run nowhere:nothing:x', [{ project: 'nowhere', task: 'nothing:x' }]],
    ['run quick:biuld', [{ project: 'quick', task: 'biuld' }]],
    ['run tools:build', [{ project: 'tools', task: 'build' }]],
    ['run tools:build:x', [{ project: 'tools', task: 'build:x' }]],
    ['build qiuck', [{ project: 'qiuck', task: 'build' }]],
    ['run-many -t build', []],
    // What may be the value of an option is not held to be a project.
    ['build --backend cpu', []],
    ['run --url http://x quick:build', []],
    ['run build', []],
  ])('%s names what there is not: %j', (line, unknown) => {
    expect(read(line).unknown).toEqual(unknown);
  });

  it.each([
    ['run report-site:build --profile=x', ['x']],
    ['run report-site:build --profile x', ['x']],
    ['run report-site:build -- --profile x', ['x']],
    ['run report-site:build:article --profile= -- --profile=y', ['', 'y']],
    ['run-many -t build,compile --profile=x', ['x']],
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

describe('a name that stands for a task of experiments', () => {
  it.each([
    ['run report-site:build', 'run quick:build'],
    ['run report-site:build:article', 'run article:build'],
    ['run report-site:build -c article', 'run article:build'],
    ['run report-site:build --profile=smoke', 'run smoke:build'],
    ['run report-site:build -- --profile smoke', 'run smoke:build'],
    ['run report-site:build:article --profile smoke', 'run smoke:build'],
    ['build report-site --profile=article --skip-nx-cache', 'run article:build --skip-nx-cache'],
    ['run --backend cpu report-site:dev', 'run quick:dev --backend cpu'],
    ['run --project trainer --target plan', 'run quick:plan'],
    ['run trainer:verify:article', 'run article:verify'],
    ['run trainer:train-dummy --profile=article', 'run article:train-dummy'],
    ['run report-site:preview:quick --verbose', 'run quick:preview --verbose'],
  ])('%s is %s', (line, named) => {
    expect(nameExperiment(read(line))?.join(' ')).toBe(named);
  });

  it.each([
    'run quick:build',
    'build quick --backend=cpu',
    'run-many -t build',
    'affected -t build',
    'run backend:compile',
    // A profile of the diff may be one that only another revision has.
    'run report-site:diff -- --profile x',
    '',
  ])('is not in %s', (line) => {
    expect(nameExperiment(read(line))).toBeUndefined();
  });

  it.each([
    ['run quick:build --profile=article', 'quick:build', 'article'],
    ['run quick:build -- --profile=quick', 'quick:build', 'quick'],
    ['run-many -t plan --profile=article', 'article:plan', 'article'],
    ['affected -t render --profile smoke', 'article:render', 'smoke'],
  ])('is the only place for --profile: %s', (line, task, profile) => {
    expect(() => nameExperiment(read(line))).toThrow(
      expect.objectContaining({
        code: 'misplaced-profile',
        message: expect.stringContaining(`${task} is a task of the experiment`),
        hint: expect.stringContaining(`npx nx run ${profile}:`),
      }),
    );
  });

  it('refuses a profile that does not exist, with the one that was meant', () => {
    expect(() => nameExperiment(read('run report-site:build --profile=artcle'))).toThrow(
      /There is no profile "artcle".* Did you mean "article"\?/,
    );
  });
});

describe('a configuration', () => {
  const check = (line: string, name: string) => () =>
    assertConfigurationExists(name, read(`${line} -c ${name}`));

  it('exists where a name stands for experiments, and is one of these', () => {
    for (const name of EXPERIMENTS) expect(check('run report-site:build', name)).not.toThrow();
    expect(check('run trainer:plan', 'artcle')).toThrow(
      expect.objectContaining({
        message: 'There is no configuration "artcle" of trainer:plan. Did you mean "article"?',
        hint: `There is ${EXPERIMENTS.join(', ')}.`,
      }),
    );
  });

  it('is refused of every target, by name', () => {
    for (const { project, name } of known) {
      for (const wrong of ['artcle', 'Article', 'production', '']) {
        expect(check(`run ${project}:${name}`, wrong)).toThrow(
          `There is no configuration "${wrong}" of ${project}:${name}.`,
        );
      }
    }
  });

  it.each(['run quick:build', 'run-many -t build', 'affected -t plan', 'build'])(
    'is refused of the tasks of an experiment, which is a project: %s',
    (line) => {
      expect(check(line, 'article')).toThrow(
        expect.objectContaining({ hint: expect.stringContaining('an experiment is a project') }),
      );
    },
  );
});

describe('a task that does not exist', () => {
  it.each([
    ['quikc', 'build', 'There is no experiment "quikc", nor another project', 'quick'],
    ['trianer', 'fetch-cifar10', 'There is no experiment "trianer", nor another', 'trainer'],
    ['quick', 'biuld', 'There is no task "biuld" of quick.', 'build'],
    ['quick', 'train-dumy', 'There is no task "train-dumy" of quick.', 'train-dummy'],
    ['report-site', 'prevew', 'There is no task "prevew" of report-site.', 'preview'],
  ])('%s:%s is refused with what was meant', (project, task, sentence, meant) => {
    expect(() => refuseUnknownTask({ project, task }, known)).toThrow(sentence);
    expect(() => refuseUnknownTask({ project, task }, known)).toThrow(`Did you mean "${meant}"?`);
  });

  it.each(['study', 'audit', 'likeness', 'verdicts'])(
    'and that only a study would give is refused with what to write: %s',
    (task) => {
      expect(() => refuseUnknownTask({ project: 'smoke', task }, known)).toThrow(
        expect.objectContaining({
          message: `There is no task "${task}" of smoke, which has no study.`,
          hint: expect.stringMatching(/^Write .*smoke.study\.json;/),
        }),
      );
    },
  );

  it('is refused without a guess where it is like none, with all that there are', () => {
    expect(() => refuseUnknownTask({ project: 'something', task: 'x' }, known)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(/of this name\.$/),
        hint: expect.stringContaining('quick'),
      }),
    );
  });
});
