'use strict';
// A plugin of Nx: each folder of experiments/ with an experiment.json is a project, called as the folder is, whose tasks
// follow from that file.
const { existsSync, readFileSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');
const {
  listModels,
  listTrainings,
  makeModelTasks,
  makeTasks,
  makeTrainingTasks,
  nameModel,
  nameTraining,
  readKey,
  SLUG,
} = require('./experiment-tasks.cjs');

/** The packages whose code the tasks run. */
const PACKAGES = ['packages/trainer', 'packages/report-site'];

/** An article, and all that it may import from its folder; plans tell what stands in the JSON files. */
const ARTICLE = ['{projectRoot}/**/*', '!{projectRoot}/*.json'];

/** What is trained again and again. Also one that cannot be read gives an experiment the tasks that say what is wrong with it. */
const STUDY = 'study.json';

/** Where an article names a file of another experiment. */
const IMPORT = /['"]\.\.\/([^/'"]+)\//g;

/**
 * Whether a folder's name can be that of a project. Two projects of one name would stop Nx for all others, and what is
 * no slug is for no command line. Who asks for such an experiment is told to rename it.
 */
function isUsable(name, workspace) {
  return SLUG.test(name) && name !== 'tools' && !existsSync(join(workspace, 'packages', name));
}

/** The named inputs of a package, as they are named from any other project. */
function readNamedInputs(root, workspace) {
  const text = readFileSync(join(workspace, root, 'project.json'), 'utf8');
  const located = text.replaceAll('{projectRoot}', `{workspaceRoot}/${root}`);
  return JSON.parse(located).namedInputs;
}

function readOrNothing(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** The experiments whose claims or article an experiment takes over, as it names them. */
function listLenders(root) {
  const claimsOf = readKey(readOrNothing(join(root, 'claims.json')), 'claimsOf');
  const article = readOrNothing(join(root, 'article.mdx'));
  return [claimsOf, ...[...article.matchAll(IMPORT)].map(([, name]) => name)];
}

/** A project for each model, where its files are put. A folder of the experiment would take files of an author from it. */
function inferModels(name, models, { training }) {
  return Object.fromEntries(
    models.map((model) => [
      `dist/${name}/models/${model.id}`,
      {
        name: nameModel(name, model),
        projectType: 'application',
        namedInputs: { training },
        targets: makeModelTasks(name, model),
      },
    ]),
  );
}

/** A project for each training of a study, in a folder that need not be there. */
function inferTrainings(name, root, study, experiment) {
  return Object.fromEntries(
    listTrainings(study, experiment).map((training) => [
      `${root}/study/${training.id}`,
      {
        name: nameTraining(name, training.id),
        projectType: 'application',
        targets: makeTrainingTasks(name, training),
      },
    ]),
  );
}

function createProjects(files, _, { workspaceRoot }) {
  const usable = files.filter((file) => isUsable(basename(dirname(file)), workspaceRoot));
  if (usable.length === 0) return [];
  // Written out, since Nx looks for what a file affects among the inputs of a project, and in those of no other.
  const inputs = PACKAGES.map((root) => readNamedInputs(root, workspaceRoot));
  const namedInputs = Object.assign({ article: ARTICLE }, ...inputs);
  const names = usable.map((file) => basename(dirname(file)));
  return usable.map((file) => {
    const root = dirname(file);
    const name = basename(root);
    const experiment = readOrNothing(join(workspaceRoot, file));
    const study = readOrNothing(join(workspaceRoot, root, STUDY));
    const models = listModels(experiment);
    const lenders = listLenders(join(workspaceRoot, root));
    const project = {
      name,
      projectType: 'application',
      // No training's hash is another one for these, as it would be for other inputs.
      implicitDependencies: names.filter((other) => other !== name && lenders.includes(other)),
      namedInputs,
      targets: makeTasks(name, models, existsSync(join(workspaceRoot, root, STUDY))),
    };
    const projects = {
      [root]: project,
      ...inferModels(name, models, namedInputs),
      ...inferTrainings(name, root, study, experiment),
    };
    return [file, { projects }];
  });
}

module.exports = {
  name: 'layerprint-experiments',
  createNodes: ['experiments/*/experiment.json', createProjects],
};
