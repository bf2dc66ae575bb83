import { describe, expect, test } from 'vitest';
import {
  findArticleMisfits,
  foreseeCheck,
  recallCheck,
  type ArticleContext,
  type ArticleUse,
} from '@layerprint/core';
import {
  ARTICLE_CLAIMS,
  CONTEXT,
  measureArticle,
  sampleMeasurements,
} from '../claims/sample-measurements.ts';

const FIGURES = [
  ...['lead', 'specimen', 'architecture', 'pixels', 'probabilities', 'training-loss'],
  ...['distribution-conv2d_6', 'distribution-conv2d_6-validation'],
];
const MAPS = ['conv2d_1', 'conv2d_6'].flatMap((layer) =>
  ['benchmark', 'dummy'].map((model) => `activations-${layer}-${model}`),
);
const SPECIMENS = ['frog-4', 'red-deer-12', 'odd-png'];
/** What is known of an experiment before anything is made of it. */
const BEFORE: ArticleContext = {
  context: CONTEXT,
  claims: ARTICLE_CLAIMS.map(({ id, checks }) => ({
    id,
    checks: checks.map((check) => foreseeCheck(check, CONTEXT)),
  })),
  figures: [
    ...FIGURES,
    ...MAPS.flatMap((maps) => [`${maps}-{specimen}`, `${maps}-{companion}`]),
    'specimen-{companion}',
  ],
  specimens: [
    { classes: ['frog', 'toad', 'red-deer'], testIndex: 4 },
    { classes: ['red-deer'] },
    'odd-png',
  ],
  specimen: '{specimen}',
};
/** What is known of its report. */
const AFTER: ArticleContext = {
  ...BEFORE,
  claims: measureArticle(sampleMeasurements()).map(({ id, checks }) => ({
    id,
    checks: checks.map(recallCheck),
  })),
  figures: [
    ...FIGURES,
    ...MAPS.flatMap((maps) => SPECIMENS.map((specimen) => `${maps}-${specimen}`)),
    ...SPECIMENS.slice(1).map((specimen) => `specimen-${specimen}`),
  ],
  specimens: SPECIMENS,
  specimen: 'frog-4',
};

const use = (component: string, attributes: ArticleUse['attributes'], line = 12): ArticleUse => ({
  component,
  attributes,
  place: `experiments/mine/article.mdx:${line}`,
});
const problemsOf = (uses: ArticleUse[], known = AFTER) =>
  findArticleMisfits({ uses, links: [], anchors: [], sections: [], contentsFrom: 0 }, known);

describe('findArticleMisfits', () => {
  test.each<[string, ArticleUse['attributes']]>([
    ['Figure', { id: 'lead', eager: true }],
    ['Figure', { id: 'distribution-{last}-validation' }],
    ['Figure', { id: 'activations-{first}-dummy-{specimen}' }],
    ['Figure', { id: 'activations-conv2d_6-dummy-frog-4' }],
    ['Figure', { layer: 'last' }],
    ['Figure', { layer: 'conv2d_1', model: 'benchmark' }],
    ['Figure', { layer: 'last', specimen: 'frog-4' }],
    ['Figure', { layer: 'last', specimen: 'red-deer-12' }],
    ['Figure', { id: 'activations-conv2d_1-dummy-odd-png' }],
    ['Figure', { id: 'specimen-red-deer-12' }],
    ['Figure', { id: 'specimen-odd-png' }],
    ['Claim', { id: 'certainty' }],
    ['Model', { id: 'dummy', capital: true }],
    ['PageLink', { to: 'training' }],
    ['PageLink', { layer: 'pool_1' }],
    ['Number', { of: 'accuracy', model: 'dummy' }],
    ['Number', { of: 'measured', check: 'last-layer-black', model: 'benchmark' }],
    ['Number', { of: 'measured', check: 'last-layer-black', over: 'untrained' }],
    ['Number', { of: 'measured', check: 'first-layer-redundancy', over: 'chance' }],
    ['Number', { of: 'measured', check: 'first-layer-redundancy', model: 'dummy − benchmark' }],
    ['Number', { of: 'measured', check: 'information-gain-dummy', model: 'pixels' }],
    ['Number', { of: 'measured', check: 'pixels-middle', over: 'specimen' }],
    ['Number', { of: 'map-size', layer: 'last' }],
    ['Layers', {}],
    ['Opening', { title: 'Mine' }],
  ])('finds nothing in <%s> with %j, before training and after', (component, attributes) => {
    for (const known of [BEFORE, AFTER]) {
      expect(problemsOf([use(component, attributes)], known)).toEqual([]);
    }
  });

  test.each<[string, ArticleUse['attributes'], string]>([
    [
      'Figure',
      { id: 'laed' },
      '"laed" is no figure of this experiment, which has lead, specimen, architecture',
    ],
    ['Figure', { id: 'laed' }, 'did you mean "lead"?'],
    ['Figure', { id: 'distribution-{first}' }, '"distribution-conv2d_1" is no figure'],
    ['Figure', { id: 'distribution-{frist}' }, '"frist" is no placeholder of a figure'],
    ['Figure', { layer: 'conv2d_7' }, '"conv2d_7" is no layer of this experiment'],
    ['Figure', { layer: 'dense_1' }, 'the maps of dense_1 are shown, and have a page, where the'],
    ['Figure', { layer: 'conv2d_2' }, '"activations-conv2d_2-benchmark-'],
    ['Figure', { layer: 'last', model: 'dumy' }, 'did you mean "dummy"?'],
    [
      'Figure',
      { layer: 'last', specimen: 'no-such' },
      '"no-such" is no specimen of this experiment',
    ],
    ['Figure', { layer: 'last', specimen: 'forg-4' }, 'did you mean "frog-4"?'],
    ['Figure', { layer: 'last', specimen: 'red-dear-12' }, 'did you mean "red-deer-12"?'],
    ['Figure', { layer: 'last', specimen: 'odd-pgn' }, 'did you mean "odd-png"?'],
    ['Figure', { layer: 'last', specimen: 'frog-5' }, 'did you mean "frog-4"?'],
    ['Figure', { layer: 'last', specimen: 'frog-04' }, '"frog-04" is no specimen'],
    ['Figure', { layer: 'last', specimen: '{specimen}' }, '"{specimen}" is no specimen'],
    ['Figure', { id: 'specimen-nothing-9' }, 'nothing-9" is no '],
    ['Figure', { id: 'specimen-odd-jpg' }, 'odd-jpg" is no '],
    ['Figure', { id: 'specimen-{specimen}' }, 'is no figure of this experiment'],
    ['Figure', { id: 'activations-conv2d_6-dummy-forg-4' }, 'frog-4"?'],
    ['Figure', { id: 'lead', eager: 'false' }, '"eager" is there or not; write eager alone'],
    ['Opening', { title: ' ' }, '"title" says nothing; write title="…"'],
    ['Figure', {}, 'say which by "id", or by "layer" for its maps'],
    ['Figure', { id: 'lead', layer: 'last' }, 'say which by "id", or by "layer"'],
    ['Figure', { id: 'lead', model: 'dummy' }, '"model" goes with "layer"; the id says all'],
    ['Figure', { id: true }, '"id" says nothing; write id="…"'],
    ['Claim', {}, 'it has no "id"'],
    ['Claim', { id: 'certanty' }, 'did you mean "certainty"?'],
    ['Number', { of: 'acuracy', model: 'dummy' }, 'did you mean "accuracy"?'],
    ['Number', { of: 'accuracy' }, 'it has no "model"'],
    ['Number', { of: 'accuracy', model: 'dummy', layer: 'last' }, '"layer" is no attribute of it'],
    ['Number', { of: 'parameters', model: 'dummy' }, 'it has "model", and has no attributes'],
    ['Number', { of: 'measured', check: 'last-layer-blakc' }, 'did you mean "last-layer-black"?'],
    [
      'Number',
      { of: 'measured', check: 'last-layer-black', over: 'test' },
      '"test" is no set of images of the check last-layer-black, which has validation, specimen, untrained',
    ],
    [
      'Number',
      { of: 'measured', check: 'last-layer-black', model: 'dummy' },
      '"dummy" is no measured model of the check last-layer-black, which has benchmark',
    ],
    [
      'Number',
      { of: 'measured', check: 'first-layer-redundancy', model: 'dumy' },
      'which has benchmark, dummy, dummy − benchmark; did you mean "dummy"?',
    ],
    [
      'Number',
      { of: 'measured', check: 'last-layer-black', over: 'chance' },
      '"chance" is no set of images of the check last-layer-black',
    ],
    [
      'Number',
      { of: 'measured', check: 'pixels-middle', over: 'untrained' },
      '"untrained" is no set of images of the check pixels-middle, which has validation, specimen',
    ],
    ['Number', { of: 'constructor' }, '"constructor" is no number of this experiment'],
    ['Figur', { id: 'lead' }, '"Figur" is no component of this experiment, which has Figure, '],
    ['Figure', { idd: 'lead' }, 'did you mean "id"?'],
    ['Layers', { of: 'all' }, 'it has "of", and has no attributes'],
    ['PageLink', { to: 'trainings' }, 'did you mean "training"?'],
    ['PageLink', { layer: 'dense_2' }, 'dense_2 has no maps, and no page'],
    ['PageLink', { layer: 'dense_1' }, 'where the experiment’s roles name it'],
    ['Model', { id: 'third' }, '"third" is no model of this experiment'],
  ])('says of <%s> with %j where it stands, and %s', (component, attributes, said) => {
    for (const known of [BEFORE, AFTER]) {
      const [problem, ...more] = problemsOf([use(component, attributes)], known);
      expect(problem).toMatch(new RegExp(`^experiments/mine/article\\.mdx:12: <${component}>: `));
      expect(problem).toContain(said);
      expect(more).toEqual([]);
    }
  });

  test('knows the maps and the page of a layer that the roles name', () => {
    const roles = { ...CONTEXT.roles, lead: ['dense_1'] };
    const figures = ['benchmark', 'dummy'].map((model) => `activations-dense_1-${model}-frog-4`);
    const known = { ...AFTER, context: { ...CONTEXT, roles }, figures };
    const uses = ['Figure', 'PageLink'].map((component) => use(component, { layer: 'dense_1' }));
    expect(problemsOf(uses, known)).toEqual([]);
  });

  test('says before there are data how specimens will be called, as far as that is known', () => {
    const uses = [use('Figure', { layer: 'last', specimen: 'nothing-9' })];
    expect(problemsOf(uses, BEFORE)[0]).toContain('which has …-4, red-deer-…, odd-png');
    expect(problemsOf(uses, AFTER)[0]).toContain('which has frog-4, red-deer-12, odd-png');
    const any = [use('Figure', { layer: 'last', specimen: 'toad-4' })];
    expect(problemsOf(any, BEFORE)).toEqual([]);
    expect(problemsOf(any, AFTER)[0]).toContain('"toad-4" is no specimen');
  });

  test('lets no figure and no claim stand in a page twice, by whichever name', () => {
    const twice = [
      use('Figure', { layer: 'first' }, 3),
      use('Figure', { layer: 'conv2d_1', model: 'dummy' }, 9),
    ];
    for (const known of [BEFORE, AFTER]) {
      expect(problemsOf(twice, known)).toEqual([
        expect.stringMatching(
          /^experiments\/mine\/article\.mdx:9: <Figure>: activations-conv2d_1-dummy-.* stands in the article already, at experiments\/mine\/article\.mdx:3$/,
        ),
      ]);
    }
  });

  test('says that there are no claims where there are none', () => {
    expect(problemsOf([use('Claim', { id: 'any' })], { ...AFTER, claims: [] })[0]).toContain(
      '"any" is no claim: there is no claims.json',
    );
  });
});

describe('a link of an author’s', () => {
  const findDead = (to: string, anchors: string[] = []) =>
    findArticleMisfits(
      { uses: [], links: [{ to, place: 'a.mdx:3' }], anchors, sections: [], contentsFrom: 0 },
      BEFORE,
    );

  test.each([
    'https://example.org/a?b#c',
    'mailto:a@example.org',
    '#',
    '#what-is-left',
    'index.html',
    './layers/index.html',
    'layers/conv2d_1/index.html#maps',
    'study/index.html',
    'artifacts/figures/lead/lead.csv',
  ])('to %s leads there', (to) => {
    expect(findDead(to, ['what-is-left'])).toEqual([]);
  });

  test.each([
    [
      '#what-is-lft',
      'a.mdx:3: "#what-is-lft" is no heading of the article; did you mean "what-is-left"?',
    ],
    ['javascript:alert(1)', 'a.mdx:3: "javascript:alert(1)" is no link that pages follow'],
    ['//example.org', 'is no link that pages follow'],
    ['/layers/', 'begins at the root of a host'],
    ['notes.md', 'is no page of the site; what stands beside an article is not published'],
    ['layers/conv2d_9/', 'is no page of the site'],
    ['layers/dense_1/index.html', 'is no page of the site'],
    ['../', 'is no page of the site'],
    ['layers', 'is a folder where the site is read from a disk; write <PageLink to="layers">'],
    ['./layers/conv2d_1/', 'write <PageLink layer="conv2d_1">'],
    ['study/', 'write index.html behind it'],
  ])('to %s is refused', (to, said) => {
    expect(findDead(to, ['what-is-left'])).toEqual([expect.stringContaining(said)]);
  });

  test('leads to figures and claims that stand in the article', () => {
    const article = {
      uses: [{ component: 'Figure', attributes: { id: 'lead' }, place: 'a.mdx:1' }],
      links: [{ to: '#lead', place: 'a.mdx:3' }],
    };
    const rest = { anchors: [], sections: [], contentsFrom: 0 };
    expect(findArticleMisfits({ ...article, ...rest }, BEFORE)).toEqual([]);
    expect(findArticleMisfits({ ...article, ...rest, uses: [] }, BEFORE)).toHaveLength(1);
  });
});
