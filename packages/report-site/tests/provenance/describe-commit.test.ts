import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { describeCommit } from '../../src/provenance/describe-commit.ts';
import { AUTHORS, LICENCE } from '../../src/report/made-by.ts';

const REPORT = {
  title: 'What two networks keep of a frog',
  authors: AUTHORS,
  profile: 'quick',
  manifestHash: 'ab'.repeat(32),
  address: undefined,
};
const COMMIT = {
  commit: '12'.repeat(20),
  date: '2026-11-25T18:55:22+00:00',
  author: 'A',
  uncommitted: false,
  repository: 'https://example.org/a_b',
};

describe('describeCommit', () => {
  it('says what is known, and cites it', () => {
    const texts = describeCommit(REPORT, COMMIT);
    const { uncommitted, ...told } = COMMIT;
    expect(texts).toMatchObject(told);
    expect([uncommitted, texts.state]).toEqual([false, expect.stringMatching(/^clean/)]);
    expect(texts.bibtex).toBe(
      [
        '@misc{layerprint-ababababab,',
        '  title = {{What two networks keep of a frog}},',
        '  author = {{The Layerprint authors}},',
        '  year = {2026},',
        '  url = {https://example.org/a_b},',
        `  note = {Layerprint report, profile quick, commit ${COMMIT.commit}, manifest sha256 ${REPORT.manifestHash}},`,
        '}',
      ].join('\n'),
    );
  });

  it('says of changed files that the commit alone is not the report', () => {
    const texts = describeCommit(REPORT, { ...COMMIT, uncommitted: true });
    expect(texts.state).toMatch(/^not clean/);
    expect(texts.bibtex).toContain(`${COMMIT.commit} with uncommitted changes`);
  });

  it('prefers the address of the report to that of its repository', () => {
    const address = 'https://example.org/report/';
    expect(describeCommit({ ...REPORT, address }, COMMIT).bibtex).toContain(`url = {${address}}`);
  });

  it('says of nothing that it is known where there was no git', () => {
    const { bibtex, ...texts } = describeCommit(REPORT, undefined);
    for (const text of Object.values(texts)) expect(text).toMatch(/^not known/);
    expect(bibtex).not.toMatch(/year|url|undefined/);
  });

  it('names the authors and the licence of CITATION.cff', () => {
    const path = join(import.meta.dirname, '../../../../CITATION.cff');
    const citation = parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    expect(citation).toMatchObject({ authors: [{ name: AUTHORS }], license: LICENCE });
    const { version } = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
    ) as { version: string };
    expect(citation['version']).toBe(version);
  });
});
