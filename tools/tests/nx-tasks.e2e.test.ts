import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { shrinkProfile } from './tiny-profile.ts';
import { copyWorkspace, type TaskRun, type WorkspaceCopy } from './workspace-copy.ts';

/** They do nothing that could be restored: the last is a name for the task of a model. */
const UNCACHED = /^(?:artifacts:record-sources|small:(?:build|plan|train-[a-z]+))$/;
const TRAININGS = ['small/model-benchmark:train', 'small/model-dummy:train'];

let workspace: WorkspaceCopy;
let first: Record<string, TaskRun>;

beforeAll(async () => {
  workspace = await copyWorkspace();
  await edit(
    'experiments/quick/experiment.json',
    (text) => shrinkProfile(text, 'small'),
    'experiments/small/experiment.json',
  );
  first = await build();
});

afterAll(() => workspace.remove());

describe('Nx', () => {
  it('restores everything when nothing changed', async () => {
    const again = await build();
    expect(hashes(again)).toEqual(hashes(first));
    expect(ran(again)).toEqual([]);
  });

  it('builds nothing for verify, which looks at what stands', async () => {
    const { status, printed } = await workspace.startNx(['run', 'small:verify']).ended;
    expect(status).toBe(1);
    expect(printed).toContain('fixtures/small/reference.json does not exist');
    expect(printed.match(/> nx run .*/g)).toEqual(['> nx run small:verify']);
  });

  it('shows the site by a name that stands for the task, until it is stopped', async () => {
    const run = workspace.startNx(['run', 'report-site:preview:small']);
    onTestFinished(async () => {
      run.stop();
      await run.ended;
    });
    await run.said(/is at http:\S+ until/);
    const [, address] = /is at (http:\S+) until/.exec(run.printed()) ?? [];
    const page = await fetch(address!);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<title>')]);
    run.stop();
    const { printed } = await run.ended;
    expect(printed).toContain('> nx run small:preview');
    await expect(fetch(address!)).rejects.toThrow('fetch failed');
  });

  it('builds only the site when a text of the site changed', async () => {
    await edit(
      'packages/report-site/src/pages/index.astro',
      (text) => `${text}\n<!-- a word -->\n`,
    );
    expect(ran(await build())).toEqual(['small:render']);
  });

  it('renders the site again when its article changed, or one that it takes over', async () => {
    const other = join(workspace.root, 'experiments/article/article.mdx');
    await writeFile(other, '<Opening>A word.</Opening>\n');
    const importing = "import Article from '../article/article.mdx';\n\n<Article {...props} />\n";
    await writeFile(join(workspace.root, 'experiments/small/article.mdx'), importing);
    expect(ran(await build())).toEqual(['small:render']);
    await writeFile(other, '<Opening>Another word.</Opening>\n');
    expect(ran(await build())).toEqual(['small:render']);
  });

  it('makes nothing again when the code that compares reports changed', async () => {
    await edit('packages/figure-diff/src/comparison/index.ts', (text) => `${text}// a change\n`);
    await edit('packages/figure-diff/src/schemas/diff.ts', (text) => `${text}// a change\n`);
    expect(ran(await build())).toEqual([]);
  });

  it('leaves a profile alone when another one changed', async () => {
    await edit('experiments/article/experiment.json', (text) =>
      text.replace('"maxEpochs": 30', '"maxEpochs": 29'),
    );
    expect(ran(await train())).toEqual([]);
  });

  it('retrains the dummy alone when its size changed', async () => {
    await edit('experiments/small/experiment.json', (text) =>
      text.replace('"trainingImages": 32', '"trainingImages": 33'),
    );
    const runs = await train();
    expect(ran(runs)).toEqual(['small/model-dummy:train']);
    expect(runs['small/model-benchmark:train']!.hash).toBe(
      first['small/model-benchmark:train']!.hash,
    );
    expect(runs['small/model-dummy:train']!.hash).not.toBe(first['small/model-dummy:train']!.hash);
  });

  it('trains what is new alone when the list has a model more, and nothing when there is a study', async () => {
    await edit('experiments/small/experiment.json', (text) =>
      text.replace('"models": [', '"models": [{ "id": "new", "trainingImages": 16, "seed": 3 },'),
    );
    expect(ran(await train('train-new'))).toEqual(['small/model-new:train', 'small:dataset']);
    const study = JSON.stringify({ schemaVersion: 1, pairs: { count: 1, firstSeed: 1001 } });
    await writeFile(join(workspace.root, 'experiments/small/study.json'), study);
    expect(ran(await train('train-new'))).toEqual(['small:dataset']);
  });

  it('retrains both models, on the same data, when the recipe changed', async () => {
    await edit('experiments/small/experiment.json', (text) =>
      text.replace('"learningRate": 0.001', '"learningRate": 0.002'),
    );
    expect(ran(await train())).toEqual(TRAININGS);
  });

  it('retrains both models, on the same data, when the training code changed', async () => {
    await edit('packages/trainer/src/commands/train.ts', (text) => `${text}// a change\n`);
    expect(ran(await train())).toEqual(TRAININGS);
  });

  it('draws the data again and retrains both models when its seed changed', async () => {
    await edit('experiments/small/experiment.json', (text) =>
      text.replace(/("name": "sketch-10",\s+"seed": )\d+/, '$177'),
    );
    expect(ran(await train())).toEqual([...TRAININGS, 'small:dataset']);
  });

  it('retrains nothing when the code of a figure changed', async () => {
    await edit('packages/core/src/figures/csv.ts', (text) => `${text}// a change\n`);
    expect(ran(await train())).toEqual([]);
  });
});

const build = () => workspace.runNx('run', 'small:build');
const train = (...more: string[]) =>
  workspace.runNx('run-many', '-p', 'small', '-t', 'train-benchmark', 'train-dummy', ...more);

function ran(runs: Record<string, TaskRun>): string[] {
  return Object.keys(runs)
    .filter((id) => !runs[id]!.restored && !UNCACHED.test(id))
    .sort();
}

function hashes(runs: Record<string, TaskRun>): Record<string, string> {
  return Object.fromEntries(Object.entries(runs).map(([id, { hash }]) => [id, hash]));
}

async function edit(
  file: string,
  change: (text: string) => string,
  target: string = file,
): Promise<void> {
  const text = await readFile(join(workspace.root, file), 'utf8');
  const changed = change(text);
  expect(changed, `the edit of ${file} finds its place`).not.toBe(text);
  await mkdir(dirname(join(workspace.root, target)), { recursive: true });
  await writeFile(join(workspace.root, target), changed);
}
