import { posix } from 'node:path';
import mdx from '@astrojs/mdx';
import { defineConfig, passthroughImageService } from 'astro/config';
import { articleModule } from './src/article/article-module.ts';

/**
 * What every build and the development server share; `src/build.ts` adds where the site goes. Styles
 * and fonts stay files of their own. The content security policy refuses everything inline but the pages'
 * own script, by its hash.
 */
export default defineConfig({
  trailingSlash: 'always',
  build: { inlineStylesheets: 'never' },
  // Keeps the space between words that the source breaks over two lines.
  compressHTML: true,
  image: { service: passthroughImageService() },
  // The highlighter's inline styles would not pass the policy.
  markdown: { syntaxHighlight: false },
  // Articles have their own quotes and dashes.
  integrations: [mdx({ smartypants: false })],
  devToolbar: { enabled: false },
  // In the build alone: the development server puts styles and scripts of its own into pages.
  security: {
    csp: {
      directives: [
        "default-src 'none'",
        "img-src 'self'",
        "font-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
      ],
    },
  },
  vite: {
    plugins: [articleModule()],
    // The script is inside its pages, since a browser loads no module from a disk.
    build: { assetsInlineLimit: (file) => file.endsWith('.js') },
    experimental: {
      // Fonts beside the style sheet, whatever folder the site is in.
      renderBuiltUrl: (file, { hostType }) =>
        hostType === 'css' ? `./${posix.basename(file)}` : undefined,
    },
  },
});
