/// <reference types="astro/client" />

declare module 'virtual:article' {
  /** The article of the experiment: of MDX, or what stands for it. */
  const Article: (props: { components: Record<string, unknown> }) => unknown;
  export default Article;
}
