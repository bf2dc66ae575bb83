import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFileAtomically } from '@layerprint/artifacts/files';
import * as fc from 'fast-check';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { SLUG as SlugPattern } from '@layerprint/core/schemas/scalars';
import type { Study } from '@layerprint/core/schemas/study';
import { listStudyTrainings } from '@layerprint/core/study';
import {
  listModels,
  listTrainings,
  makeModelTasks,
  makeTasks,
  SLUG,
  type InferredTarget,
} from '../../nx/experiment-tasks.cjs';

interface Project {
  readonly name: string;
  readonly implicitDependencies: string[];
  readonly namedInputs: Record<string, unknown[]>;
  readonly targets: Record<string, InferredTarget>;
}
type Created = [file: string, { projects: Record<string, Project> }][];

const plugin = createRequire(import.meta.url)('../../nx/experiment-projects.cjs') as {
  createNodes: [
    glob: string,
    create: (files: string[], options: undefined, context: { workspaceRoot: string }) => Created,
  ];
};

let workspace: string;
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'layerprint-projects-'));
  onTestFinished(() => rm(workspace, { recursive: true }));
  await write('packages/trainer/project.json', {
    namedInputs: { training: ['ground', '{projectRoot}/src/a.ts', '!{projectRoot}/src/b.ts'] },
  });
  await write('packages/report-site/project.json', {
    namedInputs: { rendering: ['{projectRoot}/src/**/*'] },
  });
});

const write = (path: string, content: unknown) =>
  writeFileAtomically(
    join(workspace, path),
    typeof content === 'string' ? content : JSON.stringify(content),
  );

/** The projects that follow from experiments, by root. */
async function infer(experiments: Record<string, unknown>): Promise<Record<string, Project>> {
  const files = Object.keys(experiments).map((name) => `experiments/${name}/experiment.json`);
  for (const [name, content] of Object.entries(experiments)) {
    await write(`experiments/${name}/experiment.json`, content);
  }
  const created = plugin.createNodes[1](files, undefined, { workspaceRoot: workspace });
  return Object.assign({}, ...created.map(([, { projects }]) => projects)) as Record<
    string,
    Project
  >;
}

const TWO = { models: [{ id: 'one' }, { id: 'two' }] };

describe('an experiment', () => {
  it('is a project, called as its folder is, with a training for each model', async () => {
    const { 'experiments/mine': mine } = await infer({ mine: TWO });
    expect(mine!.name).toBe('mine');
    expect(Object.keys(mine!.targets)).toEqual([
      ...['plan', 'dataset', 'train-one', 'train-two', 'artifacts', 'render', 'build'],
      ...['preview', 'dev', 'verify', 'write-reference', 'lock-data', 'diff'],
    ]);
  });

  it('has the inputs of the packages whose code its tasks run, as they are named from elsewhere', async () => {
    const { 'experiments/mine': mine } = await infer({ mine: TWO });
    expect(mine!.namedInputs).toEqual({
      training: [
        'ground',
        '{workspaceRoot}/packages/trainer/src/a.ts',
        '!{workspaceRoot}/packages/trainer/src/b.ts',
      ],
      rendering: ['{workspaceRoot}/packages/report-site/src/**/*'],
      article: ['{projectRoot}/**/*', '!{projectRoot}/*.json'],
    });
  });

  it.each(['My experiment', '$(touch x)', '-mine', 'Mine', 'tools', 'trainer', 'x'.repeat(101)])(
    'called %s is no project, and leaves the others in peace',
    async (name) => {
      const projects = await infer({ [name]: TWO, mine: TWO });
      expect(Object.keys(projects)).toEqual([
        ...['experiments/mine', 'dist/mine/models/one', 'dist/mine/models/two'],
      ]);
    },
  );

  it.each([
    ['of another one', { claimsOf: 'lender' }, ['lender']],
    ['of its own', { claims: [] }, []],
    ['of itself', { claimsOf: 'mine' }, []],
    ['of one that there is not', { claimsOf: 'nobody' }, []],
    ['of a project that is none', { claimsOf: 'trainer' }, []],
    ['of something else', { claimsOf: ['lender'] }, []],
    ['that cannot be read', '{', []],
  ])('with claims %s depends on who has them, and on no other', async (_, claims, others) => {
    await write('experiments/mine/claims.json', claims);
    const projects = await infer({ mine: TWO, lender: TWO, third: TWO });
    expect(projects['experiments/mine']!.implicitDependencies).toEqual(others);
  });

  it.each([
    ["import Article from '../lender/article.mdx';", ['lender']],
    [
      'import Picture from "../third/picture.mdx";\nimport A from "../lender/a.mdx";',
      ['lender', 'third'],
    ],
    ["import Own from './part.mdx';", []],
    ["import Gone from '../nobody/article.mdx';", []],
    ['Of the experiments lender and third, ../lender/ is the first.', []],
  ])('whose article has %j depends on %j', async (article, others) => {
    await write('experiments/mine/article.mdx', article);
    const projects = await infer({ mine: TWO, lender: TWO, third: TWO });
    expect(projects['experiments/mine']!.implicitDependencies).toEqual(others);
  });

  it('whose file cannot be read has every task but trainings', async () => {
    const projects = await infer({ mine: '{', 'read-too': TWO });
    expect(Object.keys(projects['experiments/mine']!.targets)).toEqual(
      Object.keys(makeTasks('mine', [])),
    );
    expect(projects['experiments/read-too']!.targets).toHaveProperty('train-two');
  });
});

describe('a model of an experiment', () => {
  it('is a project that another model, a study and other inputs leave as it is', async () => {
    const { 'dist/mine/models/two': two } = await infer({ mine: TWO });
    expect(two).toMatchObject({ name: 'mine/model-two', targets: { train: { cache: true } } });
    expect(Object.keys(two!.namedInputs)).toEqual(['training']);

    await write('experiments/mine/study.json', { pairs: { count: 2, firstSeed: 1001 } });
    await write('packages/report-site/project.json', { namedInputs: { rendering: [] } });
    const three = { models: [{ id: 'zero' }, ...TWO.models] };
    expect((await infer({ mine: three }))['dist/mine/models/two']).toEqual(two);
  });
});

describe('the study of an experiment', () => {
  const pairs = { count: 2, firstSeed: 1001 };
  const TRAINED = [
    { id: 'more', trainingImages: 500, seed: 1 },
    { id: 'fewer', trainingImages: { count: 60, sample: 'first', balanced: false }, seed: 2 },
  ] as const;
  const sizes = { trainingImages: [1000, 20_000], seeds: 11, firstSeed: 2001 };

  it.each<[string, Omit<Study, 'schemaVersion'>, readonly (typeof TRAINED)[number][]]>([
    ['pairs', { pairs }, TRAINED],
    ['one model', { pairs, sizes }, TRAINED.slice(0, 1)],
    ['more than 99 pairs', { pairs: { ...pairs, count: 120 } }, TRAINED],
    ['sizes', { pairs, sizes }, TRAINED],
    ['as many steps', { pairs, controls: { sameSteps: { pairs: 2 } } }, TRAINED],
    [
      'as many steps, the larger last',
      { pairs, controls: { sameSteps: { pairs: 1 } } },
      [TRAINED[1], TRAINED[0]],
    ],
    ['one epoch', { pairs, controls: { sameEpoch: { pairs: 1, epoch: 3 } } }, TRAINED],
    [
      'all of it',
      { pairs, sizes, controls: { sameSteps: { pairs: 1 }, sameEpoch: { pairs: 2, epoch: 3 } } },
      TRAINED,
    ],
  ])('with %s has the trainings that the study command lists', (_, written, models) => {
    const study: Study = { schemaVersion: 1, ...written };
    const expected = listStudyTrainings(study, models).map(({ id, sameStepsAs }) => ({
      id,
      ...(sameStepsAs !== undefined && { sameStepsAs }),
    }));
    expect(listTrainings(JSON.stringify(study), JSON.stringify({ models }))).toEqual(expected);
  });

  it.each(['', '{', 'null', '{"pairs":{"count":1e9}}', '{"pairs":{"count":"2"},"sizes":7}'])(
    'that is %j has none, and stops nobody',
    (text) => {
      expect(listTrainings(text, JSON.stringify({ models: TRAINED }))).toEqual([]);
    },
  );

  it.each([
    ['a byte order mark', '\ufeff'],
    ['nothing before it', ''],
  ])('with %s is read, as is its experiment', (_, before) => {
    const write = (content: unknown) => before + JSON.stringify(content);
    const ids = listTrainings(write({ pairs: { count: 1 } }), write({ models: TRAINED }));
    expect(ids).toEqual([{ id: 'pair-01-more' }, { id: 'pair-01-fewer' }]);
  });

  it('gives no task to a training whose name is not safe in a command line', () => {
    const study = {
      sizes: { trainingImages: ['$(touch a)', '../..', 1.5, 9], seeds: 1 },
      controls: { sameSteps: { pairs: 1 } },
    };
    const models = [TRAINED[0], { ...TRAINED[1], id: '$(touch b)' }];
    const ids = listTrainings(JSON.stringify(study), JSON.stringify({ models }));
    expect(ids).toEqual([{ id: 'size-9-01' }]);
  });

  it.each(['', '{', '[]'])(
    'that is %j gives its experiment the tasks that refuse it',
    async (text) => {
      await write('experiments/mine/study.json', text);
      const { 'experiments/mine': mine } = await infer({ mine: { models: TRAINED } });
      expect(mine!.targets).toHaveProperty('plan-study');
    },
  );

  it('has a project for each training, which another pair leaves as it is', async () => {
    const inferWith = async (count: number) => {
      await write('experiments/mine/study.json', { pairs: { ...pairs, count } });
      return infer({ mine: { models: TRAINED } });
    };
    const [two, three] = [await inferWith(2), await inferWith(3)];
    const added = Object.keys(three).filter((root) => !(root in two));
    expect(added).toEqual(['more', 'fewer'].map((id) => `experiments/mine/study/pair-03-${id}`));
    expect(three).toMatchObject(two);
    expect(two['experiments/mine']!.targets).toHaveProperty('audit');
    expect(two['experiments/mine/study/pair-02-more']!.name).toBe('mine/pair-02-more');
  });
});

describe('the tasks of an experiment', () => {
  const MODELS = [
    { id: 'one', verb: 'train' },
    { id: 'two', verb: 'train' },
    { id: 'three', verb: 'load' },
  ] as const;
  const ofExperiment = Object.entries(makeTasks('mine', MODELS));
  const ofModels = MODELS.flatMap((model) =>
    Object.entries(makeModelTasks('mine', model)).map(
      ([task, target]) => [`model-${model.id}:${task}`, target] as const,
    ),
  );
  const tasks = [...ofExperiment, ...ofModels];
  const named = /^(?:train|load)-/;
  const running = tasks.filter(([name]) => !named.test(name));

  it.each(running)('%s runs for this experiment', (_, { command }) => {
    expect(command).toMatch(
      /^node -r \.\/tools\/installation\/preload\.cjs (--[a-z-]+ )?packages\//,
    );
    expect(command).toMatch(/\.ts --profile mine( --model [a-z]+)?$/);
  });

  it.each(tasks)('%s comes after tasks that there are', (_, { dependsOn = [] }) => {
    const there = tasks.map(([name]) => name);
    for (const { projects: [project = 'mine'] = [], target } of dependsOn) {
      if (project === 'mine') expect(there).toContain(target);
      else if (project.startsWith('mine/')) {
        expect(there).toContain(`${project.slice('mine/'.length)}:${target}`);
      }
    }
  });

  it.each(tasks.filter(([, { outputs }]) => outputs))(
    '%s leaves what is of this experiment, and what no other task leaves',
    (name, { outputs }) => {
      for (const output of outputs!) {
        expect(output).toMatch(/^\{workspaceRoot\}\/dist\/mine\/./);
        const others = tasks.filter(([other, { outputs }]) => {
          return other !== name && outputs?.includes(output);
        });
        expect(others).toEqual([]);
      }
    },
  );

  it('have a name for what makes a model: a training, or a loading of weights that are there', () => {
    const names = ofExperiment.filter(([name]) => named.test(name));
    expect(names.map(([name, { dependsOn }]) => [name, dependsOn![0]])).toEqual([
      ['train-one', { projects: ['mine/model-one'], target: 'train', params: 'forward' }],
      ['train-two', { projects: ['mine/model-two'], target: 'train', params: 'forward' }],
      ['load-three', { projects: ['mine/model-three'], target: 'load', params: 'forward' }],
    ]);
    expect(Object.fromEntries(tasks)['model-three:load']!.command).toContain('commands/load.ts');
  });
});

describe('the models of an experiment', () => {
  it.each<[string, unknown, string[]]>([
    ['a list', { models: [{ id: 'b' }, { id: 'a-1' }] }, ['b', 'a-1']],
    ['an object, as the first version had it', { models: { benchmark: {}, dummy: {} } }, []],
    ['one that stands twice', { models: [{ id: 'a' }, { id: 'a' }] }, ['a']],
    ['names that no command line should see', { models: [{ id: 'a; rm -rf x' }, { id: 'A' }] }, []],
    ['ids that are no text', { models: [{ id: 1 }, null, 'a', { id: ['a'] }, []] }, []],
    ['a number', { models: 7 }, []],
    ['a text', { models: 'abc' }, []],
    ['nothing', { models: null }, []],
    ['no models', {}, []],
    ['null', null, []],
    ['a list of something else', [], []],
  ])('are read from %s', (_, content, ids) => {
    expect(listModels(JSON.stringify(content)).map(({ id }) => id)).toEqual(ids);
  });

  it.each(['', '{', '{"models": [{"id": "a"}],}', '\uFEFF'])(
    'are none where JSON is %j',
    (text) => {
      expect(listModels(text)).toEqual([]);
    },
  );

  it('are usable names, each once, whatever stands in the file', () => {
    fc.assert(
      fc.property(fc.json(), fc.jsonValue(), (text, models) => {
        for (const content of [text, JSON.stringify({ models })]) {
          const ids = listModels(content);
          expect(new Set(ids).size).toBe(ids.length);
          for (const id of ids) expect(id).toMatch(SlugPattern);
        }
      }),
    );
  });

  it('are named as the schema says', () => {
    expect(SLUG).toEqual(SlugPattern);
  });
});
