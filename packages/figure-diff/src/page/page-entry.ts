import { createApp } from 'astro/app/entrypoint';
import type { PageInput } from './page-input.ts';

/* What the compiled page gives to the program that has a comparison to show: see `compile-page.ts`. */

const app = createApp({ streaming: false });
// Astro would answer with a page that says no more than its status.
app.renderError = (_, { error, status }) => {
  throw (
    (error as Error | undefined) ??
    new Error(`The page of the comparison was not rendered: status ${status}.`)
  );
};
/** Made here, since Node takes its time to load what it is made of. */
const REQUEST = new Request('http://localhost/');

/**
 * Renders the page as HTML.
 *
 * @throws What a component throws, as it is.
 */
export async function renderPage(input: PageInput): Promise<string> {
  const response = await app.render(REQUEST, { locals: input });
  return response.text();
}
