/** The attributes of our components: those that it has to have, and those that it may have. */
export interface ComponentRules {
  readonly has: readonly string[];
  readonly mayHave: readonly string[];
}

/** What an author writes into an article beside prose, and nothing else. */
export const COMPONENTS: Readonly<Record<string, ComponentRules>> = {
  /** A figure by its id, or the maps of a layer: of one model, or of all side by side. */
  Figure: { has: [], mayHave: ['id', 'layer', 'model', 'specimen', 'eager'] },
  Claim: { has: ['id'], mayHave: [] },
  Number: { has: ['of'], mayHave: ['model', 'layer', 'check', 'over'] },
  /** What a model is called, with its mark. */
  Model: { has: ['id'], mayHave: ['capital'] },
  /** A link to a page of the site, or of a layer. */
  PageLink: { has: [], mayHave: ['to', 'layer'] },
  /** A card a layer. */
  Layers: { has: [], mayHave: [] },
  /** The title, what is in it as a standfirst, and what became of every model. */
  Opening: { has: [], mayHave: ['title', 'description'] },
  /** The sections, with the outcomes of their claims. */
  Contents: { has: [], mayHave: [] },
  /** What the outcomes of all claims come to. */
  Outcomes: { has: [], mayHave: [] },
  /** How every claim comes out over many seeds; what is in it stands there where the experiment has no study. */
  Study: { has: [], mayHave: [] },
};

/** The pages that an article links to. */
export const PAGES: readonly string[] = ['layers', 'training', 'provenance', 'source'];
