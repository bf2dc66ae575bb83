'use strict';
// What Nx runs for an experiment. It is read by Nx itself, which may have been started by a Node that reads no
// TypeScript.

/** What is safe in a command line, a path and an address; the plan task says of other names what they have to be. */
const SLUG = /^[a-z0-9][a-z0-9_-]{0,99}$/;

const RECORD_SOURCES = { projects: ['artifacts'], target: 'record-sources' };
const COMPILE_KERNELS = { projects: ['backend'], target: 'compile' };

/** What the kernels are made of, which trainings know by what came of it. */
const KERNEL_SOURCES = [
  '{workspaceRoot}/packages/backend/{assembly/**/*,asconfig.json}',
  '{workspaceRoot}/tools/{compile-kernels,installation}/**/*',
];

/** Tasks of the same experiment, which get the same options. */
const after = (...targets) => targets.map((target) => ({ target, params: 'forward' }));
/** A task of another project, which gets the same options. */
const afterOf = (project, target) => ({ projects: [project], target, params: 'forward' });
/** Files that earlier tasks leave. */
const from = (...globs) => globs.map((glob) => ({ dependentTasksOutputFiles: glob }));
const recordOf = (...codes) => from(...codes.map((code) => `**/.sources/${code}.json`));

/**
 * Lists the models of an experiment, as far as they have usable names.
 *
 * @param {string} text Its `experiment.json`. What is wrong with it, the plan task says.
 * @returns {{ id: string, verb: 'train' | 'load' }[]} Each id once, in order, with what makes the model: one that has its
 *   weights from a file is loaded. None where no list can be read.
 */
function listModels(text) {
  const models = readKey(text, 'models');
  if (!Array.isArray(models)) return [];
  const usable = models.filter((model) => typeof model?.id === 'string' && SLUG.test(model.id));
  const verbs = new Map(usable.map(({ id, weights }) => [id, weights ? 'load' : 'train']));
  return [...verbs].map(([id, verb]) => ({ id, verb }));
}

/**
 * What stands in a JSON file under a key of its top level; undefined where nothing can be read. A byte order mark, which some
 * editors write, is passed over here as everywhere.
 *
 * @param {string} text
 * @param {string} key
 */
function readKey(text, key) {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))?.[key];
  } catch {
    return undefined;
  }
}

/** How every command of ours begins. */
const NODE = 'node -r ./tools/installation/preload.cjs';

/** What the project of a model of an experiment is called. No training of a study begins as it does. */
const nameModel = (name, { id }) => `${name}/model-${id}`;

/** What an experiment calls the task of one of its models. */
const nameModelTask = ({ id, verb }) => `${verb}-${id}`;

/**
 * Makes the task of a model: its training or loading. Each model is a project of its own, for the reason that each training
 * of a study is one: one more in the list, or a study, would train the others again.
 *
 * @param {string} name Of the experiment.
 * @param {{ id: string, verb: 'train' | 'load' }} model As `listModels` lists them.
 */
function makeModelTasks(name, { id, verb }) {
  return {
    [verb]: {
      command: `${NODE} packages/trainer/src/commands/${verb}.ts --profile ${name} --model ${id}`,
      cache: true,
      dependsOn: [
        RECORD_SOURCES,
        COMPILE_KERNELS,
        ...['plan', 'dataset'].map((target) => afterOf(name, target)),
      ],
      inputs: [
        'training',
        ...from(`**/plan/model-${id}.json`, '**/dataset/manifest.json'),
        ...recordOf('trainer-training'),
      ],
      outputs: [`{workspaceRoot}/dist/${name}/models/${id}`],
    },
  };
}

/**
 * Makes the tasks of an experiment: plan, data set, a name for that of each model, artifacts, site. Names of inputs are
 * those of the packages whose code the task runs.
 *
 * @param {string} name Of its folder.
 * @param {readonly { id: string, verb: 'train' | 'load' }[]} models As `listModels` lists them.
 * @param {boolean} hasStudy Whether models are trained again and again.
 */
function makeTasks(name, models, hasStudy = false) {
  const dist = `{workspaceRoot}/dist/${name}`;
  const shown = ['artifacts', ...(hasStudy ? ['verdicts'] : [])];
  const run = (script, ...nodeFlags) =>
    [NODE, ...nodeFlags, `packages/${script} --profile ${name}`].join(' ');
  const reference = { cache: false, inputs: [`{workspaceRoot}/fixtures/${name}/**/*`] };

  return {
    plan: {
      command: run('trainer/src/commands/plan.ts'),
      cache: false,
      dependsOn: [RECORD_SOURCES],
      inputs: ['planning', '{projectRoot}/**/*', ...recordOf('trainer-planning')],
      outputs: [`${dist}/plan`],
    },
    dataset: {
      command: run('trainer/src/commands/dataset.ts'),
      cache: true,
      // Without its options: what comes after a data set, as an audit, may have some that no plan takes.
      dependsOn: [RECORD_SOURCES, { target: 'plan' }],
      inputs: ['data', ...from('**/plan/dataset.json'), ...recordOf('trainer-data')],
      outputs: [`${dist}/dataset`],
    },
    ...Object.fromEntries(
      models.map((model) => [
        nameModelTask(model),
        { executor: 'nx:noop', dependsOn: [afterOf(nameModel(name, model), model.verb)] },
      ]),
    ),
    artifacts: {
      // Its threads have all processors: none is idle for V8 to collect garbage on.
      command: run('trainer/src/commands/artifacts.ts', '--single-threaded-gc'),
      cache: true,
      dependsOn: [
        RECORD_SOURCES,
        COMPILE_KERNELS,
        ...after('plan', 'dataset'),
        ...models.map((model) => afterOf(nameModel(name, model), model.verb)),
      ],
      inputs: [
        'artifacts',
        ...from('**/plan/*.json', '**/dataset/manifest.json', '**/models/*/*'),
        ...recordOf('trainer-artifacts', 'trainer-training'),
      ],
      outputs: [`${dist}/artifacts`],
    },
    render: {
      command: run('report-site/src/render.ts'),
      cache: true,
      dependsOn: [RECORD_SOURCES, ...after(...shown)],
      inputs: [
        'rendering',
        'article',
        '^article',
        ...from('**/artifacts/manifest.json', '**/verdicts/SHA256SUMS'),
        ...recordOf('report-site-rendering', 'trainer-training', 'trainer-artifacts'),
        { env: 'BASE_PATH' },
        { env: 'SITE_ORIGIN' },
      ],
      outputs: [`${dist}/site`],
    },
    build: {
      command: run('report-site/src/build.ts'),
      cache: false,
      dependsOn: after('render'),
      // It runs each time. By these, Nx knows what affects it.
      inputs: KERNEL_SOURCES,
    },
    preview: {
      command: run('report-site/src/preview.ts'),
      cache: false,
      continuous: true,
      dependsOn: after('build'),
    },
    dev: {
      command: run('report-site/src/dev.ts'),
      cache: false,
      continuous: true,
      dependsOn: after(...shown),
    },
    verify: { command: run('trainer/src/commands/verify.ts'), ...reference },
    'write-reference': { command: run('trainer/src/commands/write-reference.ts'), ...reference },
    'lock-data': { command: run('trainer/src/commands/lock-data.ts'), cache: false },
    diff: { command: run('figure-diff/src/diff.ts'), cache: false },
    ...(hasStudy ? makeStudyTasks(name, run) : {}),
  };
}

/** What is run for a study as a whole. Its trainings are projects of their own. */
function makeStudyTasks(name, run) {
  const command = (script) => run(`trainer/src/commands/${script}.ts`);
  const trains = {
    cache: false,
    dependsOn: [RECORD_SOURCES, COMPILE_KERNELS, { target: 'dataset' }],
  };
  return {
    'plan-study': {
      command: command('plan-study'),
      cache: false,
      dependsOn: [RECORD_SOURCES],
      outputs: [`{workspaceRoot}/dist/${name}/study/plan`],
    },
    verdicts: {
      command: command('verdicts'),
      cache: true,
      // What the kernels are now says which lines of the record still stand.
      dependsOn: [RECORD_SOURCES, COMPILE_KERNELS, ...after('plan', 'plan-study', 'dataset')],
      inputs: [
        'settling',
        '{projectRoot}/study-{record,likeness}.jsonl',
        ...from('**/plan/*.json', '**/dataset/manifest.json', '**/kernels.wasm'),
        ...recordOf('trainer-settling', 'trainer-training'),
      ],
      outputs: [`{workspaceRoot}/dist/${name}/verdicts`],
    },
    study: { command: command('study'), ...trains },
    likeness: { command: command('likeness'), ...trains },
    audit: { command: command('audit'), ...trains },
  };
}

/**
 * Lists the trainings of a study, as far as it can be read; core/src/study says what they are.
 *
 * @param {string} text Its `study.json`. What is wrong with it, the plan-study task says.
 * @param {string} experiment The `experiment.json`.
 * @returns {{ id: string, sameStepsAs?: string }[]} Those with usable names.
 */
function listTrainings(text, experiment) {
  const models = listModels(experiment)
    .filter(({ verb }) => verb === 'train')
    .map(({ id }) => id);
  const { count } = readKey(text, 'pairs') ?? {};
  const sizes = readKey(text, 'sizes');
  const { sameSteps, sameEpoch } = readKey(text, 'controls') ?? {};
  const inPair = (kind) => (number) => models.map((id) => ({ id: `${kind}-${pad(number)}-${id}` }));
  const [more, other] = orderBySize(experiment);
  const listed = [
    ...countFromOne(count).flatMap(inPair('pair')),
    ...(Array.isArray(sizes?.trainingImages) ? sizes.trainingImages : []).flatMap((size) =>
      countFromOne(sizes.seeds).map((number) => ({ id: `size-${size}-${pad(number)}` })),
    ),
    ...countFromOne(sameSteps?.pairs).map((number) => ({
      id: `same-steps-${pad(number)}-${more}`,
      sameStepsAs: `pair-${pad(number)}-${other}`,
    })),
    ...countFromOne(sameEpoch?.pairs).flatMap(inPair('same-epoch')),
  ];
  return listed.filter(({ id, sameStepsAs = id }) => SLUG.test(id) && SLUG.test(sameStepsAs));
}

/** The ids of models by their training images, most first. */
function orderBySize(experiment) {
  const models = readKey(experiment, 'models');
  if (!Array.isArray(models)) return [];
  const sizeOf = (model) => model?.trainingImages?.count ?? model?.trainingImages;
  return [...models].sort((a, b) => sizeOf(b) - sizeOf(a)).map((model) => model?.id);
}

const MOST_TRAININGS = 10_000;
const countFromOne = (count) =>
  Number.isInteger(count) && count > 0 && count <= MOST_TRAININGS
    ? Array.from({ length: count }, (_, i) => i + 1)
    : [];
const pad = (number) => String(number).padStart(2, '0');

/** What a training of a study is computed with, beside the code that the build recorded. */
const COMPUTED_WITH = {
  externalDependencies: [
    ...['node', 'zod'],
    ...['@tensorflow/tfjs-core', '@tensorflow/tfjs-layers', '@tensorflow/tfjs-backend-cpu'],
  ],
};

/** What a study's trainings and measures of an experiment are called as projects. No experiment's name has a slash. */
const nameTraining = (name, id) => `${name}/${id}`;

/**
 * Tasks that do nothing but wait for a measure. Nx begins with what most others wait for: with one of them less, it
 * would measure no model before all are trained.
 */
const MARKS = ['line', 'recorded'];

/**
 * Makes the tasks of one training of a study. Each training is a project of its own, since Nx counts all targets of a
 * project among the inputs of each: one more pair, or another page, would train all of them again. Its code is what the
 * build has recorded, for the same reason: named inputs would be the project's.
 *
 * @param {string} name Of the experiment.
 * @param {{ id: string, sameStepsAs?: string }} training
 */
function makeTrainingTasks(name, { id, sameStepsAs }) {
  const study = `{workspaceRoot}/dist/${name}/study`;
  const run = (script) =>
    `${NODE} packages/trainer/src/commands/${script} --profile ${name} --training ${id}`;
  const of = (target) => ({ projects: [name], target });
  const other = sameStepsAs && { projects: [nameTraining(name, sameStepsAs)], target: 'train' };
  const before = [RECORD_SOURCES, COMPILE_KERNELS, of('plan-study'), of('dataset')];
  const inputs = [
    COMPUTED_WITH,
    ...from(`**/study/plan/${id}.json`, '**/dataset/manifest.json', '**/kernels.wasm'),
    ...(other ? from(`**/study/models/${sameStepsAs}/run.json`) : []),
  ];
  const mark = { executor: 'nx:noop', dependsOn: [{ target: 'measure' }], inputs };
  return {
    train: {
      command: run('train-study.ts'),
      cache: true,
      dependsOn: [...before, ...(other ? [other] : [])],
      inputs: [...inputs, ...recordOf('trainer-training')],
      outputs: [`${study}/models/${id}`],
    },
    measure: {
      command: run('measure-study.ts'),
      cache: true,
      dependsOn: [...before, ...(other ? [other] : []), { target: 'train' }],
      inputs: [
        ...inputs,
        ...from(`**/study/models/${id}/*`, '**/study/plan/claims.json'),
        ...recordOf('trainer-training', 'trainer-measuring'),
      ],
      outputs: [`${study}/lines/${id}`],
    },
    ...Object.fromEntries(MARKS.map((name) => [name, mark])),
  };
}

module.exports = {
  MARKS,
  SLUG,
  listModels,
  listTrainings,
  makeModelTasks,
  makeTasks,
  makeTrainingTasks,
  nameModel,
  nameModelTask,
  nameTraining,
  readKey,
};
