/** What one of our components is given. */
export interface ComponentRules {
  /** The attributes that it has to have. */
  readonly has: readonly string[];
  readonly mayHave: readonly string[];
  /** Whether something has to stand in it, or may: what stands in others would not be shown. */
  readonly content?: 'has' | 'may-have';
  /** Whether it is no part of a line. */
  readonly isBlock?: true;
}

/** What an author writes into an article beside prose, and nothing else. */
export const COMPONENTS: Readonly<Record<string, ComponentRules>> = {
  /** A figure by its id, or the maps of a layer: of one model, or of all side by side. */
  Figure: { has: [], mayHave: ['id', 'layer', 'model', 'specimen', 'eager'], isBlock: true },
  Claim: { has: ['id'], mayHave: [], isBlock: true },
  Number: { has: ['of'], mayHave: ['model', 'layer', 'check', 'over'] },
  /** What a model is called, with its mark. */
  Model: { has: ['id'], mayHave: ['capital'] },
  /** A link to a page of the site, or of a layer. */
  PageLink: { has: [], mayHave: ['to', 'layer'], content: 'has' },
  /** A card a layer. */
  Layers: { has: [], mayHave: [], isBlock: true },
  /** The title, what is in it as a standfirst, and what became of every model. */
  Opening: { has: [], mayHave: ['title', 'description'], content: 'may-have', isBlock: true },
  /** The sections, with the outcomes of their claims. */
  Contents: { has: [], mayHave: [], isBlock: true },
  /** What the outcomes of all claims come to. */
  Outcomes: { has: [], mayHave: [] },
  /** How every claim comes out over many seeds; what is in it stands there where the experiment has no study. */
  Study: { has: [], mayHave: [], content: 'may-have', isBlock: true },
};

/** The pages that an article links to. */
export const PAGES: readonly string[] = ['layers', 'training', 'provenance', 'source'];
