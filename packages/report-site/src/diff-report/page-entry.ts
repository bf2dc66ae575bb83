import { createApp } from 'astro/app/entrypoint';
import type { PageInput } from './page-input.ts';

/* What the compiled page gives to the program that has a comparison to show: see `compile-page.ts`. */

const app = createApp({ streaming: false });
/** Made here, since Node takes its time to load what it is made of. */
const REQUEST = new Request('http://localhost/');

/**
 * Renders the page as HTML.
 *
 * @throws {Error} when a component throws; Astro has then said on the standard error which.
 */
export async function renderPage(input: PageInput): Promise<string> {
  const response = await app.render(REQUEST, { locals: input });
  if (response.status === 200) return response.text();
  throw new Error(`The page of the comparison was not rendered: status ${response.status}.`);
}
