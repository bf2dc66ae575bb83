/** One of our components as it stands in an article. */
export interface ArticleUse {
  readonly component: string;
  /** As they are written; true where only the name is. */
  readonly attributes: Readonly<Record<string, string | true>>;
  /** File and line: "experiments/mine/article.mdx:12". */
  readonly place: string;
}

/** A heading of the second level, and the claims that stand below it before the next. */
export interface ArticleSection {
  /** As an anchor has it. */
  readonly id: string;
  readonly title: string;
  readonly claims: readonly string[];
}

/** A link of an author's own. */
export interface ArticleLink {
  /** As it is written. */
  readonly to: string;
  readonly place: string;
}

/** What an article consists of, as far as it is not prose. */
export interface Article {
  readonly uses: readonly ArticleUse[];
  readonly links: readonly ArticleLink[];
  /** The places in the article that links can lead to, without "#": its headings, and what its author calls so. */
  readonly anchors: readonly string[];
  readonly sections: readonly ArticleSection[];
  /** From which of them on the contents list them: from the first behind them. */
  readonly contentsFrom: number;
}
