import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { formatManifestSum, MANIFEST_FILE, MANIFEST_SUM_FILE } from '@layerprint/artifacts';
import { stringifyCanonicalJson } from '@layerprint/core/canonical-json';
import { FAIL_ON } from '@layerprint/figure-diff/comparison';
import { listFiles } from '@layerprint/artifacts/files';
import type { Diff } from '@layerprint/figure-diff/schemas/diff';
import type { FigureDiff, Verdict } from '@layerprint/figure-diff/schemas/figure-diff';
import { MANIFEST_VERSION, ManifestSchema, type Manifest } from '@layerprint/core/schemas/manifest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDiffRepository, listRemains, type DiffRepository } from './diff-repository.ts';
import { asTrained } from '../../packages/artifacts/tests/as-trained.ts';

let repository: DiffRepository;

beforeAll(async () => {
  repository = await createDiffRepository();
});

afterAll(() => repository.remove());

describe('the diff of two commits', () => {
  it('finds nothing where nothing changed, and builds it once', async () => {
    const { status, stdout, stderr, diff } = await repository.diff(['--head', 'HEAD']);
    expect(stderr).toContain('nothing is built twice');
    expect(status).toBe(0);
    expect(verdictsOf(diff)).toEqual(['identical']);
    expect(stdout).toContain('dist/diff/index.html');
    expect(await listFiles(join(repository.root, 'dist/diff'))).toEqual(
      expect.arrayContaining(['diff.json', 'diff.md', 'index.html', 'junit.xml']),
    );
    expect(await listRemains(repository)).toEqual([]);
  });

  it('shows nothing that Nx gives back as the report of a revision whose code did not make it', async () => {
    const files = await listFiles(repository.cache);
    const [entry, ...others] = files.filter((file) => file.endsWith('/artifacts/manifest.json'));
    expect(others).toEqual([]);
    const path = join(repository.cache, entry!);
    const text = (await readFile(path, 'utf8')).replace(
      /("figureCode": \{\s+"hash": ")[0-9a-f]{64}/,
      `$1${'0'.repeat(64)}`,
    );
    await writeFile(path, text);
    await writeFile(`${path}.sha256`, formatManifestSum(text));

    const { status, stderr, diff } = await repository.diff(['--head', 'HEAD']);
    expect(status).toBe(2);
    expect(diff!.base).toMatchObject({
      status: 'failed',
      failure: {
        code: 'made-by-other-code',
        message: expect.stringMatching(
          /^dist\/tiny\/artifacts was not made by the code of main \([0-9a-f]{10}\): its figures were drawn by other code\.$/,
        ),
      },
    });
    expect(stderr).toContain('Run `npx nx reset`, which empties the cache of Nx');

    repository.nx('reset');
    expect((await repository.diff(['--head', 'HEAD'])).status).toBe(0);
  });

  it('trains nothing and finds nothing where only a word of the site changed', async () => {
    const page = 'packages/report-site/src/pages/index.astro';
    await repository.branch('words', page, (text) => `${text}\n<p>A word.</p>\n`);
    const { status, stderr, diff } = await repository.diff(['--head', 'words']);
    expect(stderr).not.toMatch(/head: .*epoch/);
    expect([status, verdictsOf(diff)]).toEqual([0, ['identical']]);
  });

  it('calls every grid visual only where the colours changed', async () => {
    const map = 'packages/core/src/figures/colour-map.ts';
    await repository.branch('colours', map, (text) => text.replaceAll('Inferno', 'Magma'));
    const { status, stderr, diff } = await repository.diff(['--head', 'colours']);
    expect(stderr).not.toMatch(/head: .*epoch/);
    expect(status).toBe(1);
    const grids = diff!.figures.filter(({ kind }) => kind === 'activation-grid');
    expect(verdictsOf({ figures: grids })).toEqual(['visual-only']);
    expect(diff!.verdicts).toMatchObject({ changed: 0, 'finding-changed': 0 });
    expect(diff!.causes).toMatchObject([
      { kind: 'figure-code', sentence: expect.stringContaining(map) },
    ]);
  });

  it('says in words what another seed of the data changed everywhere', async () => {
    // With this one, too, the first test image is a cat, so every figure keeps its id.
    await repository.branch('seed', 'experiments/tiny/experiment.json', (text) =>
      text.replace('"seed": 10,', '"seed": 12,'),
    );
    const { status, diff } = await repository.diff(['--head', 'seed']);
    expect(status).toBe(1);
    const changed = diff!.figures.filter(({ kind }) => kind !== 'architecture');
    for (const { id, verdict, sentences } of changed) {
      expect([id, verdict]).toEqual([
        id,
        expect.stringMatching(/^(?:(finding-)?changed|replaced)$/),
      ]);
      expect(sentences).not.toEqual([]);
    }
    expect(diff!.causes.map(({ sentence }) => sentence).join('\n')).toContain('10 → 12');
  });

  it('changes nothing of the benchmark where the size of the dummy changed', async () => {
    await repository.branch('size', 'experiments/tiny/experiment.json', (text) =>
      text.replace('"trainingImages": 32', '"trainingImages": 48'),
    );
    const args = ['--head', 'size', '--fail-on', 'never'];
    const { status, stderr, diff } = await repository.diff(args);
    expect(stderr).toContain('dummy epoch 1/1');
    expect(stderr).not.toContain('head: benchmark epoch');
    expect(status).toBe(0);
    const grids = diff!.figures.filter(({ kind }) => kind === 'activation-grid');
    const own = grids.filter(({ model }) => model === 'dummy');
    expect(new Set(own.map(({ verdict }) => verdict))).not.toContain('identical');
    const other = verdictsOf({ figures: grids.filter(({ model }) => model === 'benchmark') });
    for (const verdict of other) expect(verdict).toMatch(/^(identical|visual-only)$/);
    expect(diff!.causes).toMatchObject([
      { kind: 'experiment', base: '32', head: '48' },
      { kind: 'weights', input: 'weights of the dummy' },
    ]);
  });

  it('calls an observation that is no longer measured a finding', async () => {
    const claims = 'experiments/tiny/claims.json';
    const concentration = /    \{\n      "id": "last-layer-concentration",[^]*?\n    \},\n/;
    await repository.branch('fewer', claims, (text) => text.replace(concentration, ''));
    const args = ['--head', 'fewer', '--fail-on', 'finding'];
    const { status, stdout, stderr, diff } = await repository.diff(args);
    expect(stderr).not.toMatch(/head: .*epoch/);
    expect([status, verdictsOf(diff)]).toEqual([1, ['identical']]);
    // The three after it have another number each.
    expect(diff!.claimVerdicts).toMatchObject({ identical: 2, changed: 3, removed: 1 });
    expect(stdout).toMatch(
      /^A finding changed in 1 of 6 observations: .*\n.*\n6 observations: 3 changed, 1 removed, 2 identical\n/,
    );
  });

  it('takes a figure under another id for the same one renamed', async () => {
    const { git, edit } = repository;
    git('switch', '--quiet', '--create', 'rename');
    await edit('packages/core/src/figures/kinds/probabilities.ts', (text) =>
      text.replace('    probabilities: (_', '    softmax: (_'),
    );
    await edit('packages/trainer/src/artifacts/list-figures.ts', (text) =>
      text.replace("'probabilities', {}", "'softmax', {}"),
    );
    git('commit', '--quiet', '--all', '--message', 'rename');
    git('switch', '--quiet', 'main');
    const { status, diff } = await repository.diff(['--head', 'rename']);
    expect(status).toBe(1);
    expect(findFigure(diff!, 'softmax')).toMatchObject({
      verdict: 'added',
      likelyRename: 'probabilities',
    });
    expect(findFigure(diff!, 'probabilities')).toMatchObject({
      verdict: 'removed',
      likelyRename: 'softmax',
    });
  });
});

describe('a diff that cannot be made', () => {
  it('keeps and reports the head where the base does not build, with the end of its log', async () => {
    const command = 'packages/trainer/src/commands/artifacts.ts';
    await repository.branch('broken', command, (text) =>
      text.replace('await selectBackend(backend);', "throw new Error('it is broken');"),
    );
    const { status, stderr, diff } = await repository.diff(['--base', 'broken', '--head', 'main']);
    expect(status).toBe(2);
    expect(stderr).toContain('it is broken');
    expect(stderr).not.toContain('Run duration');
    expect(diff!.base).toMatchObject({ status: 'failed', failure: { code: 'build-failed' } });
    expect(diff!.head).toMatchObject({ status: 'built' });
    expect(JSON.stringify(diff)).not.toContain(repository.temporary);
    const kept = await listFiles(join(repository.root, 'dist/diff/head'));
    expect(kept).toContain(MANIFEST_FILE);
    expect(await listRemains(repository)).toEqual([]);
  });

  it.each([
    [
      'a network that ends without a softmax',
      { type: 'dense', units: 10 },
      'network-not-supported',
      'The layer dense_1 is the last, and no softmax over classes',
    ],
    [
      'an activation that TF.js does not have',
      { type: 'dense', units: 10, activation: 'hardmax' },
      'invalid-json',
      'experiments/tiny/experiment.json does not have the expected content',
    ],
  ])('refuses %s before any data is made', async (name, end, code, message) => {
    const convolution = { type: 'conv2d', filters: 4, kernelSize: 3 };
    const architecture = { layers: [convolution, { type: 'flatten' }, end] };
    const branch = name.replaceAll(/[^a-z]/g, '-').slice(0, 40);
    await repository.branch(branch, 'experiments/tiny/experiment.json', (text) =>
      JSON.stringify({ ...(JSON.parse(text) as object), architecture }),
    );
    const { status, stderr, diff } = await repository.diff(['--head', branch]);
    expect(status).toBe(2);
    expect(diff!.head).toMatchObject({ status: 'failed', failure: { code: 'build-failed' } });
    expect(stderr).toContain(`error (${code}): ${message}`);
    expect(stderr).not.toMatch(/head: .*:(dataset|train)/);
  });

  it('says which side lacks the profile', async () => {
    await repository.branch(
      'profile',
      'experiments/tiny/experiment.json',
      (text) => `${text}\n`,
      'experiments/other/experiment.json',
    );
    const args = ['--head', 'profile', '--profile', 'other'];
    const { status, stderr, diff } = await repository.diff(args);
    expect(status).toBe(2);
    expect(stderr).toContain('There is no experiment "other"');
    expect([diff!.base.status, diff!.head.status]).toEqual(['failed', 'built']);
  });

  it('stops before it builds anything at a revision that does not exist', async () => {
    const { status, stderr, diff } = await repository.diff(['--base', 'nope']);
    expect([status, diff]).toEqual([2, undefined]);
    expect(stderr).toContain('error (unknown-revision): There is no revision "nope"');
    expect(stderr).not.toContain('building');
  });

  it('says how to complete a shallow clone', async () => {
    repository.git('commit', '--quiet', '--allow-empty', '--message', 'two');
    const clone = join(repository.temporary, 'shallow');
    repository.git('clone', '--quiet', '--depth', '1', pathToFileURL(repository.root).href, clone);
    const { status, stderr } = await repository.diff(['--base', 'main~1'], clone);
    expect(status).toBe(2);
    expect(stderr).toContain('git fetch --unshallow');
    await rm(clone, { recursive: true });
  });

  it('leaves alone a folder that holds something else', async () => {
    await mkdir(join(repository.root, 'dist/mine'), { recursive: true });
    await writeFile(join(repository.root, 'dist/mine/thesis.txt'), 'years of work');
    const { status, stderr } = await repository.diff(['--out', 'dist/mine']);
    expect(status).toBe(2);
    expect(stderr).toContain('out-in-use');
    expect(await listFiles(join(repository.root, 'dist/mine'))).toEqual(['thesis.txt']);
  });
});

describe('the diff of the working tree', () => {
  it('counts what is not committed, and leaves checkout, index and stash as they were', async () => {
    const { root, git, edit } = repository;
    await edit('experiments/tiny/experiment.json', (text) =>
      text.replace('"seed": 2', '"seed": 3'),
    );
    git('add', 'experiments/tiny/experiment.json');
    await edit('README.md', (text) => `${text}\nAnother line.\n`);
    await writeFile(join(root, 'new.txt'), 'new\n');
    const state = async () => [
      await readFile(join(root, '.git/index'), 'base64'),
      await readFile(join(root, '.git/config'), 'utf8'),
      ...[git('status', '--porcelain'), git('stash', 'list'), git('rev-parse', 'HEAD')],
      git('count-objects'),
    ];
    git('status');
    const before = await state();

    const { status, diff } = await repository.diff([]);
    expect(status).toBe(1);
    expect(diff!.head.source).toMatchObject({ label: 'WORKTREE', uncommitted: true });
    expect(diff!.causes).toMatchObject([
      { kind: 'experiment', base: '2', head: '3' },
      { kind: 'weights', input: 'weights of the dummy' },
    ]);
    expect(await state()).toEqual(before);
    git('reset', '--quiet', '--hard');
    git('clean', '--quiet', '--force');
  });
});

describe('the diff of two folders', () => {
  let folder: string;
  let edited: string;

  beforeAll(async () => {
    await repository.diff(['--base', 'broken', '--head', 'main']);
    folder = join(repository.root, 'dist/kept');
    edited = join(repository.root, 'dist/edited');
    await cp(join(repository.root, 'dist/diff/head'), folder, { recursive: true });
  });

  const diff = (base: string, head: string, ...args: string[]) =>
    repository.start(['--base-dir', base, '--head-dir', head, ...args]).ended;

  async function editManifest(change: (text: string) => string): Promise<void> {
    await cp(folder, edited, { recursive: true });
    const path = join(edited, MANIFEST_FILE);
    const text = change(await readFile(path, 'utf8'));
    await writeFile(path, text);
    await writeFile(join(edited, MANIFEST_SUM_FILE), formatManifestSum(text));
  }

  it('needs no repository, and takes the profile from them', async () => {
    const { status, diff: found } = await diff(folder, folder);
    expect(status).toBe(0);
    expect(found!.profile).toBe('tiny');
    expect(found!.base.source).toMatchObject({ from: 'folder', commit: null });
  });

  it('is rendered again out of its data, and ends as it did', async () => {
    await diff(folder, folder);
    const [earlier, again] = ['dist/earlier', 'dist/diff'].map((one) => join(repository.root, one));
    await cp(again!, earlier!, { recursive: true });
    const { status, stdout } = await repository.start(['--from', 'dist/earlier/diff.json']).ended;
    expect([status, stdout.split(':')[0]]).toEqual([0, 'Nothing changed']);
    const read = (folder: string) => readFile(join(folder, 'index.html'), 'utf8');
    expect(await read(again!)).toBe(await read(earlier!));
  });

  it.each<[string, (manifest: Manifest) => unknown, string, number[]]>([
    [
      'a claim that is gone',
      ({ claims }) => claims.pop(),
      'A finding changed in 1 of 6 observations',
      [1, 1, 1, 0],
    ],
    [
      'a claim that is new',
      ({ claims }) => claims.push({ ...claims[0]!, id: 'new', number: 7 }),
      'A finding changed in 1 of 7 observations',
      [1, 1, 1, 0],
    ],
    [
      'a check that is gone',
      ({ claims }) => claims.find(({ checks }) => checks.length > 1)!.checks.pop(),
      'A finding changed in 1 of 6 observations',
      [1, 1, 1, 0],
    ],
    [
      'a rule that is reworded',
      ({ claims }) => (claims[0]!.checks[0]!.rule += ', on the specimen'),
      'A finding changed in 1 of 6 observations',
      [1, 1, 1, 0],
    ],
    [
      'a value 1.2 times what it was',
      ({ claims }) => (claims[0]!.checks[0]!.measured[0]!.validation!.median *= 1.2),
      '1 of 6 observations changed, no finding did',
      [1, 1, 0, 0],
    ],
    [
      'another number of images and another quartile',
      ({ claims }) => {
        claims[0]!.checks[0]!.validation.of += 1;
        claims[1]!.checks[0]!.measured[0]!.validation!.upperQuartile = 9;
      },
      '2 of 6 observations changed, no finding did',
      [1, 1, 0, 0],
    ],
    [
      'another accuracy of a training',
      ({ runs }) => (asTrained(runs.dummy).epochs[0]!.validationAccuracy = 0.99),
      '1 other field changed, no finding did',
      [1, 1, 0, 0],
    ],
    [
      'other code of the same figures',
      ({ figureCode }) => (figureCode!.hash = 'f'.repeat(64)),
      'Nothing changed but inputs',
      [0, 0, 0, 0],
    ],
  ])('tells %s everywhere, and fails by what it is to fail on', async (...row) => {
    const [, change, headline, statuses] = row;
    await editManifest((text) => {
      const manifest = JSON.parse(text) as Manifest;
      change(manifest);
      return stringifyCanonicalJson(ManifestSchema, manifest, MANIFEST_FILE);
    });
    const out = (failOn: string) => `dist/diff-${failOn}`;
    const runs = FAIL_ON.map((failOn) =>
      diff(folder, edited, '--fail-on', failOn, '--out', out(failOn)),
    );
    const ended = await Promise.all(runs);
    const complaints = ended.map(({ stderr }) => stderr).join('');
    expect(
      ended.map(({ status }) => status),
      complaints,
    ).toEqual(statuses);
    for (const [i, failOn] of FAIL_ON.entries()) {
      expect(ended[i]!.stdout.split(':')[0]).toBe(headline);
      const read = (file: string) => readFile(join(repository.root, out(failOn), file), 'utf8');
      expect(await read('index.html')).toContain(`<h1>${headline}</h1>`);
      expect((await read('diff.md')).split('\n')[0]).toBe(`### Layerprint: ${headline}`);
      expect(/failures="([1-9])/.test(await read('junit.xml'))).toBe(statuses[i] === 1);
    }
  });

  it('says that artifacts are older than the command', async () => {
    await editManifest((text) =>
      text.replace(`"schemaVersion": ${MANIFEST_VERSION}`, '"schemaVersion": 1'),
    );
    const { status, stderr } = await diff(edited, folder);
    expect(status).toBe(2);
    expect(stderr).toContain('was made by an older Layerprint: its schema version is 1');
  });

  it('names the artifact that is not what was written', async () => {
    await cp(folder, edited, { recursive: true, force: true });
    await writeFile(join(edited, 'figures/architecture/architecture.json'), '{}');
    const { status, stderr } = await diff(folder, edited);
    expect(status).toBe(2);
    expect(stderr).toContain('error (artifact-changed)');
    expect(stderr).toContain('figures/architecture/architecture.json');
  });

  it('says that a folder is not there', async () => {
    const { status, stderr } = await diff('dist/nowhere', folder);
    expect(status).toBe(2);
    expect(stderr).toContain('There is no folder dist/nowhere.');
  });

  it('compares no two profiles', async () => {
    const { status, stderr } = await diff(folder, folder, '--profile', 'quick');
    expect(status).toBe(2);
    expect(stderr).toContain('holds the profile tiny, not quick');
  });
});

describe('an interrupted diff', () => {
  // The tests of another checkout may run at the same time.
  const long = `long-${process.pid}`;
  beforeAll(async () => {
    const { edit } = repository;
    await edit(
      'experiments/quick/experiment.json',
      (text) =>
        text.replace('"profile": "quick"', `"profile": "${long}"`).replace('": 12', '": 999'),
      `experiments/${long}/experiment.json`,
    );
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('leaves nothing behind after %s', async (signal, expected) => {
    const run = repository.start(['--base', 'WORKTREE', '--profile', long]);
    await run.said(/base: (benchmark|dummy) epoch 1/);
    const training = expect.stringContaining(`train.ts --profile ${long} `) as string;
    expect(await listRemains(repository, long)).toContainEqual(training);
    run.child.kill(signal);
    const { status, stderr } = await run.ended;
    expect(status).toBe(expected);
    expect(stderr).toContain(`Interrupted by ${signal}. No worktree is left behind.`);
    // What was ended may take its time on a busy machine.
    await expect.poll(() => listRemains(repository, long)).toEqual([]);
  });

  it('is cleaned up by the next run where it could not do so itself', async () => {
    const run = repository.start(['--base', 'WORKTREE', '--profile', long]);
    await run.said(/building/);
    run.child.kill('SIGKILL');
    await run.ended;
    expect(await listRemains(repository)).not.toEqual([]);
    const next = await repository.diff(['--base', 'HEAD', '--head', 'HEAD']);
    expect(next.stderr).toContain('note: the working tree has changes that are not committed');
    expect(next.status).toBe(0);
    expect(await listRemains(repository)).toEqual([]);
  });
});

function verdictsOf(diff: Pick<Diff, 'figures'> | undefined): Verdict[] {
  return [...new Set(diff!.figures.map(({ verdict }) => verdict))];
}

function findFigure({ figures }: Diff, id: string): FigureDiff {
  return figures.find((figure) => figure.id === id)!;
}
