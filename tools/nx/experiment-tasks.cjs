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
/** Files that earlier tasks leave. */
const from = (...globs) => globs.map((glob) => ({ dependentTasksOutputFiles: glob }));
const recordOf = (...codes) => from(...codes.map((code) => `**/.sources/${code}.json`));

/**
 * Lists the models of an experiment, as far as they have usable names.
 *
 * @param {string} text Its `experiment.json`. What is wrong with it, the plan task says.
 * @returns {string[]} Each id once, in order; none where no list can be read.
 */
function listModels(text) {
  const models = readKey(text, 'models');
  if (!Array.isArray(models)) return [];
  const ids = models.map((model) => model?.id);
  return [...new Set(ids.filter((id) => typeof id === 'string' && SLUG.test(id)))];
}

/**
 * What stands in a JSON file under a key of its top level; undefined where nothing can be read.
 *
 * @param {string} text
 * @param {string} key
 */
function readKey(text, key) {
  try {
    return JSON.parse(text)?.[key];
  } catch {
    return undefined;
  }
}

/**
 * Makes the tasks of an experiment: plan, data set, one training a model, artifacts, site. Names of inputs are those of
 * the packages whose code the task runs.
 *
 * @param {string} name Of its folder.
 * @param {readonly string[]} models Their ids.
 */
function makeTasks(name, models) {
  const dist = `{workspaceRoot}/dist/${name}`;
  const trainings = models.map((id) => `train-${id}`);
  const run = (script) =>
    `node -r ./tools/installation/assert-usable.cjs packages/${script} --profile ${name}`;
  const reference = { cache: false, inputs: [`{workspaceRoot}/fixtures/${name}/**/*`] };

  const train = (id) => ({
    command: `${run('trainer/src/commands/train.ts')} --model ${id}`,
    cache: true,
    dependsOn: [RECORD_SOURCES, COMPILE_KERNELS, ...after('plan', 'dataset')],
    inputs: [
      'training',
      ...from(`**/plan/model-${id}.json`, '**/dataset/manifest.json'),
      ...recordOf('trainer-training'),
    ],
    outputs: [`${dist}/models/${id}`],
  });

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
      dependsOn: [RECORD_SOURCES, ...after('plan')],
      inputs: ['data', ...from('**/plan/dataset.json'), ...recordOf('trainer-data')],
      outputs: [`${dist}/dataset`],
    },
    ...Object.fromEntries(models.map((id) => [`train-${id}`, train(id)])),
    artifacts: {
      command: run('trainer/src/commands/artifacts.ts'),
      cache: true,
      dependsOn: [RECORD_SOURCES, COMPILE_KERNELS, ...after('plan', 'dataset', ...trainings)],
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
      dependsOn: [RECORD_SOURCES, ...after('artifacts')],
      inputs: [
        'rendering',
        'article',
        '^article',
        ...from('**/artifacts/manifest.json'),
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
      dependsOn: after('artifacts'),
    },
    verify: { command: run('trainer/src/commands/verify.ts'), ...reference },
    'write-reference': { command: run('trainer/src/commands/write-reference.ts'), ...reference },
    'lock-data': { command: run('trainer/src/commands/lock-data.ts'), cache: false },
    diff: { command: run('figure-diff/src/diff.ts'), cache: false },
  };
}

module.exports = { SLUG, listModels, makeTasks, readKey };
