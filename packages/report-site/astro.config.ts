import { posix } from 'node:path';
import { defineConfig, passthroughImageService } from 'astro/config';

/**
 * What every build and the development server share; `src/build.ts` adds where the site goes. Styles
 * and fonts stay files of their own, so that the content security policy can refuse everything inline.
 */
export default defineConfig({
  trailingSlash: 'always',
  build: { inlineStylesheets: 'never' },
  // Keeps the space between words that the source breaks over two lines.
  compressHTML: true,
  image: { service: passthroughImageService() },
  devToolbar: { enabled: false },
  vite: {
    build: { assetsInlineLimit: 0 },
    experimental: {
      // Fonts beside the style sheet, whatever folder the site is in.
      renderBuiltUrl: (file, { hostType }) =>
        hostType === 'css' ? `./${posix.basename(file)}` : undefined,
    },
  },
});
