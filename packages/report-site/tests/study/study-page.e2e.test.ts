import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeJsonFile, writeUnseenFile } from '@layerprint/artifacts/files';
import { sealFolder } from '@layerprint/artifacts/sealed-folder';
import { OUTCOME_WORDS } from '@layerprint/core';
import { StudyVerdictsSchema, type StudyVerdicts } from '@layerprint/core/schemas/study-verdicts';
import { sampleRecord, settleSample, STUDY } from '../../../core/tests/verdicts/sample-study.ts';
import { tellControls } from '../../src/study/control-words.ts';
import { sayOverSizes } from '../../src/study/size-words.ts';
import { assertBuilt, createSiteWorkspace, type SiteWorkspace } from '../site-workspace.ts';

assertBuilt();

/** Renders a site whose study came to this. */
async function renderWith(workspace: SiteWorkspace, verdicts: StudyVerdicts): Promise<void> {
  await rm(workspace.verdicts, { recursive: true });
  await mkdir(workspace.verdicts);
  await writeJsonFile(StudyVerdictsSchema, join(workspace.verdicts, 'study.json'), verdicts);
  await writeUnseenFile(join(workspace.verdicts, 'size-0-accuracy-light.svg'), '<svg/>');
  await sealFolder(workspace.verdicts);
  const { status, printed } = await workspace.render();
  expect({ status, printed }).toEqual({ status: 0, printed: '' });
}

/** What a page says, without its markup. */
async function readWords({ site }: SiteWorkspace, page: string): Promise<string> {
  return leaveWords(await readFile(join(site, page), 'utf8'));
}

function leaveWords(html: string): string {
  return html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}

/** What the scorecard and the headline of a claim say of how it came out. */
async function readOutcomes({ site }: SiteWorkspace, id: string): Promise<(string | undefined)[]> {
  const html = await readFile(join(site, 'index.html'), 'utf8');
  return [
    new RegExp(`<a href="#${id}">[^]*?<div class="came-out">([^]*?)</div>\\s*</li>`).exec(
      html,
    )?.[1],
    new RegExp(`id="${id}" aria-labelledby[^]*?</h3>([^]*?)</header>`).exec(html)?.[1],
  ].map((found) => found && leaveWords(found).trim());
}

describe('the site of an experiment with a study', () => {
  it('has a page with every check, run, hash and command, and its verdicts beside those of one run', async () => {
    await using workspace = await createSiteWorkspace('linked');
    const verdicts = settleSample();
    await renderWith(workspace, verdicts);
    const study = await readWords(workspace, 'study/index.html');
    for (const { checks } of verdicts.pairs.claims) {
      for (const { statement } of checks) expect(study).toContain(statement);
    }
    for (const { line } of verdicts.lines) {
      expect(study).toContain(line.weightsHash);
      expect(study).toContain(`npx nx run sample:audit -- --ids ${line.id}`);
    }
    const { document, commit } = verdicts.rule!;
    expect(study).toContain(`git show ${commit}:${document}`);
    expect(study).toMatch(
      /No model of the study has the seeds of the report’s own models, 1 and 2/,
    );
    // What an author's own study had known before, nobody knows here.
    expect(study).not.toMatch(/before any model|seeds 1, 2, 3 and 11/);
    const html = await readFile(join(workspace.site, 'study/index.html'), 'utf8');
    expect(html.match(/<svg class="strip"/g)).toHaveLength(14);
    expect(html.match(/<circle/g)).toHaveLength(14 * 12);
    expect(existsSync(join(workspace.site, 'study/study.json'))).toBe(true);
    const report = await readWords(workspace, 'index.html');
    for (const { id, verdict } of verdicts.pairs.claims) {
      for (const said of await readOutcomes(workspace, id)) {
        const both = /^In one run (?:Holds|Does not hold|No network).* Over 12 pairs (.*)$/.exec(
          said!,
        );
        if (verdict === 'pixels') expect(said).toMatch(/^Holds in part, 1 of 2/);
        else expect(both?.[1]).toContain(OUTCOME_WORDS[verdict].label);
      }
    }
    expect(report).toContain('Observation 3 holds in part. What holds:');
    expect(report).not.toContain('No study of these models has been made');
    const controls = tellControls(verdicts, String);
    expect(controls).toHaveLength(2);
    for (const page of [study, report]) {
      for (const { title, sentence, conclusion, groups } of controls) {
        for (const said of [title, sentence, ...conclusion, ...groups]) {
          expect(page).toContain(said);
        }
      }
      for (const said of sayOverSizes(verdicts)) expect(page).toContain(said);
    }
  });

  it('says wherever a verdict stands that its record is not whole, and that lines are stale', async () => {
    await using workspace = await createSiteWorkspace('linked');
    const { header, lines } = sampleRecord();
    const some = settleSample({ header, lines: lines.slice(0, 9) }, STUDY, ({ pair }) =>
      pair === 1 ? ['code'] : [],
    );
    await renderWith(workspace, some);
    const notices = [
      'The record is not whole: 9 of 50 models are trained',
      '2 of 9 lines of the record are stale: the code of training is not today’s.',
    ];
    const over = 'Over 4 of 12 pairs so far, 1 of them stale';
    for (const page of ['study/index.html', 'index.html']) {
      const words = await readWords(workspace, page);
      for (const said of [...notices, over]) expect(words).toContain(said);
    }
  });

  it('shows one run alone where no pair is whole: nothing is settled yet', async () => {
    await using workspace = await createSiteWorkspace('linked');
    const { header, lines } = sampleRecord();
    await renderWith(workspace, settleSample({ header, lines: lines.slice(0, 1) }));
    for (const said of await readOutcomes(workspace, 'certainty')) {
      expect(said).toMatch(/^Holds in part, \d of 3$/);
    }
    const report = await readWords(workspace, 'index.html');
    expect(report).toContain('no pair of models is whole yet');
    await renderWith(workspace, { ...settleSample({ header, lines: [] }), rule: null });
    const words = await readWords(workspace, 'study/index.html');
    expect(words).toContain('There is no record yet');
    // What nobody has trained cannot be audited.
    expect(words).toContain('None is trained yet');
    expect(words).not.toContain(':audit');
  });

  it('says of an experiment that claims nothing that there is nothing to settle', async () => {
    await using workspace = await createSiteWorkspace('linked');
    const { pairs, controls, ...rest } = settleSample();
    const without = <T extends typeof pairs>(family: T) => ({ ...family, claims: [] });
    await renderWith(workspace, {
      ...rest,
      pairs: without(pairs),
      controls: { 'same-steps': without(controls['same-steps']!) },
    });
    const words = await readWords(workspace, 'study/index.html');
    expect(words).toContain('claims nothing of its networks, so there is nothing to settle');
    expect(words).not.toContain('Superiority');
  });

  it('is refused where its verdicts are damaged', async () => {
    await using workspace = await createSiteWorkspace('linked');
    await renderWith(workspace, settleSample());
    await writeUnseenFile(join(workspace.verdicts, 'other.csv'), 'a');
    const { status, printed } = await workspace.render();
    expect(status).toBe(1);
    expect(printed).toContain('other.csv is not listed');
  });
});

describe('the site of an experiment without one', () => {
  it('has no page of it, and says that other seeds are not known', async () => {
    await using workspace = await createSiteWorkspace('linked');
    await rm(join(workspace.root, 'experiments/quick/study.json'));
    const { status } = await workspace.render();
    expect(status).toBe(0);
    expect(existsSync(join(workspace.site, 'study'))).toBe(false);
    const report = await readWords(workspace, 'index.html');
    expect(report).toContain('No study of these models has been made');
    expect(report).not.toMatch(/\bStudy\b/);
  });
});
