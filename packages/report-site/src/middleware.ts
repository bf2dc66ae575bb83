import type { MiddlewareHandler } from 'astro';
import { siteLink } from './site-link.ts';

/** What Astro links by itself, from the root of a host: the style sheet. */
const ASTRO_LINK = /(?<= href=")\/(_astro\/[^"]+)/g;

/** Makes the links that Astro puts into pages relative, as ours are. */
export const onRequest: MiddlewareHandler = async ({ url }, next) => {
  const response = await next();
  if (!response.headers.get('content-type')?.startsWith('text/html')) return response;
  const html = await response.text();
  const linked = html.replaceAll(ASTRO_LINK, (_, path: string) => siteLink(path, url));
  return new Response(linked, response);
};
