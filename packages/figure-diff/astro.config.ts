import { defineConfig } from 'astro/config';

/** For `astro check` alone, which looks for pages here; the page is compiled with what `src/page/compile-page.ts` says. */
export default defineConfig({ srcDir: './src/page', outDir: '../../dist/diff-page/check' });
