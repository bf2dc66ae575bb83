import { LayerprintError } from '@layerprint/core/errors';
import { expect, it } from 'vitest';
import { loadExperiment } from '../../src/experiment/load-experiment.ts';
import { layoutOf } from '../../src/layout.ts';
import { createWorkspace, placeExperiment } from '../commands/workspace.ts';

async function failureOf(profile: string, edit: (text: string) => string) {
  const root = await createWorkspace();
  await placeExperiment(root, profile, edit);
  const error = await loadExperiment(layoutOf(profile, root)).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(LayerprintError);
  return error as LayerprintError;
}

it.each(['quick', 'article'])('loads the %s experiment', async (profile) => {
  const root = await createWorkspace();
  await placeExperiment(root, profile);
  const { models } = await loadExperiment(layoutOf(profile, root));
  expect(models.map(({ id }) => id)).toEqual(['benchmark', 'dummy']);
});

it('lists the profiles that exist, in order, when asked for another one', async () => {
  const root = await createWorkspace();
  await placeExperiment(root, 'quick');
  await placeExperiment(root, 'article');
  await expect(loadExperiment(layoutOf('quik', root))).rejects.toMatchObject({
    code: 'unknown-profile',
    message: expect.stringContaining('There is no profile "quik"') as string,
    hint: expect.stringContaining('Choose one of article, quick,') as string,
  });
});

it('says so when there are no experiments at all', async () => {
  await expect(loadExperiment(layoutOf('quick', await createWorkspace()))).rejects.toMatchObject({
    code: 'unknown-profile',
    hint: expect.stringContaining('Run from the root of the workspace') as string,
  });
});

it('says of an experiment of the first version what to write', async () => {
  const error = await failureOf('quick', (text) =>
    text.replace('"schemaVersion": 2', '"schemaVersion": 1, "profile": "quick"'),
  );
  expect(error.code).toBe('old-experiment');
  expect(error.message).toMatch(/has version 1 of the schema, and this code reads version 2/);
  expect(error.hint).toMatch(
    /"schemaVersion": 2, leave out "profile", .*make "models" a list: \[\{ "id"/,
  );
});

it('reads where editors find what may stand in an experiment, and does not keep it', async () => {
  const root = await createWorkspace();
  await placeExperiment(root, 'quick', (text) => text.replace('{', '{ "$schema": "../x.json",'));
  expect(await loadExperiment(layoutOf('quick', root))).not.toHaveProperty('$schema');
});

it.each([
  ['recipe', 'maxEpochs', 'maxEpoch'],
  ['dataset', 'seed', 'sead'],
  ['recipe.optimizer', 'learningRate', 'learning_rate'],
  ['the top level', 'schemaVersion', 'schemaversion'],
])('names the key of %s that "%s" was misspelt as: %s', async (place, known, typo) => {
  const error = await failureOf('quick', (text) => text.replace(`"${known}"`, `"${typo}"`));
  expect(error.code).toBe('invalid-json');
  expect(error.message).toContain(`"${typo}"`);
  expect(error.hint).toContain(`"${typo}" is no key of ${place},`);
  expect(error.hint).toContain(`Did you mean "${known}"?`);
});

it('lists the known keys and guesses nothing for a key unlike all of them', async () => {
  const error = await failureOf('quick', (text) =>
    text.replace('"maxEpochs"', '"weightDecay": 0.1, "maxEpochs"'),
  );
  expect(error.hint).toBe(
    '"weightDecay" is no key of recipe, which has batchSize, optimizer, dropoutRate, maxEpochs, earlyStoppingPatience.',
  );
});

it('knows only the keys of the data set that is chosen', async () => {
  const error = await failureOf('article', (text) =>
    text.replace('"cifar-10"', '"cifar-10", "sead": 3'),
  );
  expect(error.hint).toBe('"sead" is no key of dataset, which has name.');
});

it('stays short where the keys are those of another file', async () => {
  const keys = Array.from({ length: 500 }, (_, index) => `"${'k'.repeat(3000)}${index}": 1, `);
  const { message, hint } = await failureOf('quick', (text) =>
    text.replace('{', `{${keys.join('')}`),
  );
  expect(hint.match(/ is no key of the top level, /g)).toHaveLength(5);
  expect(`${message}${hint}`.length).toBeLessThan(1500);
});

it('does not offer 0 where a rate is too small for float32, as 0 is none', async () => {
  const error = await failureOf('quick', (text) => text.replace('1e-7', '1e-60'));
  expect(error.message).toContain(
    'recipe.optimizer.epsilon: Expected a number that float32 holds with all its digits, from 1.18e-38 on, found 1e-60',
  );
});

it.each([
  ['an unknown data set', '"sketch-10"', '"sketch10"', 'dataset.name'],
  ['a negative rate', '"learningRate": 0.001', '"learningRate": -0.001', 'optimizer.learningRate'],
  ['more images than there are', /5000,(\s+"seed": 1)/, '5001,$1', 'models.0.training'],
  ['a specimen out of range', /"testIndex": \d+/, '"testIndex": 1000', 'specimens.testIndex'],
  ['a seed of more than 32 bits', '"seed": 1', '"seed": 4294967296', 'seed'],
])('rejects %s and names the field', async (_, before, after, field) => {
  const error = await failureOf('quick', (text) => text.replace(before, after));
  expect(error.code).toBe('invalid-json');
  expect(error.message).toContain(field);
});

it('rejects what is not JSON', async () => {
  const error = await failureOf('quick', (text) => text.slice(0, 100));
  expect(error.message).toContain('is not valid JSON');
});

it.each([
  ['The only one', 'only one'],
  ['the small', 'small'],
  ['THE  one', 'one'],
])('refuses a model called %s, as "the" stands before it in sentences', async (name, rest) => {
  const error = await failureOf('quick', (text) =>
    text.replace('"seed": 2', `"seed": 2, "name": "${name}"`),
  );
  expect(error).toMatchObject({
    code: 'name-with-article',
    message: expect.stringContaining(`models.1.name is "${name}"`) as string,
    hint: `Leave the word out: "name": "${rest}".`,
  });
});

it.each([
  ['"id": "dummy"', '"id": "pixels"', 'models.1.id is "pixels"'],
  ['"seed": 2', '"seed": 2, "name": "Pixels"', 'models.1.name is "Pixels"'],
])('refuses %s made %s: so claims call the values of an image', async (from, to, message) => {
  const error = await failureOf('quick', (text) => text.replace(from, to));
  expect(error).toMatchObject({
    code: 'name-of-pixels',
    message: expect.stringContaining(message) as string,
  });
});

it('refuses a model called the, and nothing else', async () => {
  const error = await failureOf('quick', (text) =>
    text.replace('"seed": 2', '"seed": 2, "name": "the"'),
  );
  expect(error).toMatchObject({ code: 'name-with-article', hint: 'Give it a name.' });
});

it('takes names that begin with the letters of an article', async () => {
  const root = await createWorkspace();
  await placeExperiment(root, 'quick', (text) =>
    text.replace('"seed": 2', '"seed": 2, "name": "theta"'),
  );
  expect((await loadExperiment(layoutOf('quick', root))).models[1]).toMatchObject({
    name: 'theta',
  });
});

const RECIPE = 'recipe: Expected';
it.each<[string, object, string, string]>([
  [
    'a misspelt key',
    { trainingImage: 4, seed: 1 },
    'trainingImage',
    'Did you mean "trainingImages"?',
  ],
  ['misspelt weights', { weight: { file: 'm.json' } }, 'weight', 'Did you mean "weights"?'],
  [
    'weights and a seed',
    { weights: { file: 'm.json' }, seed: 1 },
    'seed',
    'which has id, name, weights.',
  ],
  [
    'weights and a training',
    { weights: { file: 'm.json' }, seed: 1, trainingImages: 3 },
    'weights',
    'which has id, name, trainingImages, seed, recipe.',
  ],
  [
    'weights of another format',
    { weights: { file: 'm.h5' } },
    'Expected the model.json of a TF.js model',
    '',
  ],
  ['weights out of the folder', { weights: { file: '../m.json' } }, 'Expected a relative path', ''],
  [
    'weights, and a recipe for nothing',
    { weights: { file: 'm.json' } },
    `${RECIPE} no recipe, as no model is trained`,
    '',
  ],
  [
    'nothing that makes it',
    {},
    'Expected a model that is trained, with "trainingImages" and "seed"',
    '',
  ],
])('says of a model with %s what is wrong', async (_, model, message, hint) => {
  const error = await failureOf('quick', (text) =>
    JSON.stringify({ ...(JSON.parse(text) as object), models: [{ id: 'one', ...model }] }),
  );
  expect(error.message).toContain(message);
  expect(error.hint).toContain(hint);
});

it('says that a model is to be trained and there is no recipe', async () => {
  const error = await failureOf('quick', (text) => {
    const { recipe, ...rest } = JSON.parse(text) as Record<string, unknown>;
    expect(recipe).toBeDefined();
    return JSON.stringify(rest);
  });
  expect(error.message).toContain(`${RECIPE} a recipe, by which benchmark, dummy are trained`);
});

it.each<[string, object, string]>([
  ['another format', { file: 'a.gif' }, 'specimens.file: Expected a picture: .png, .jpg or .jpeg'],
  ['an index as well', { file: 'a.png', testIndex: 1 }, 'Expected a test image by "testIndex"'],
  ['a misspelt fit', { file: 'a.png', fit: 'cropp' }, 'specimens.fit'],
  ['a path out of the folder', { file: '../a.png' }, 'specimens.file: Expected a relative path'],
])('says of a picture as a specimen with %s what is wrong', async (_, specimen, message) => {
  const error = await failureOf('quick', (text) =>
    JSON.stringify({
      ...(JSON.parse(text) as object),
      specimens: { ...specimen, companions: 'none' },
    }),
  );
  expect(error.message).toContain(message);
});
