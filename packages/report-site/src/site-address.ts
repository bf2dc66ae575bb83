import { LayerprintError } from '@layerprint/core/errors';

/** Where a site is going to be published. Its own links do not need it, for they are relative. */
export interface SiteAddress {
  /** The path below which it is hosted, with a slash at both ends: `/` unless said otherwise. */
  readonly basePath: string;
  /** Scheme and host, without a slash behind; undefined where nobody said. */
  readonly origin: string | undefined;
}

/**
 * Reads the address of the site from `BASE_PATH` and `SITE_ORIGIN`.
 *
 * @throws {LayerprintError} `bad-base-path`, for anything but an absolute path without host, query,
 *   fragment or `..`; `bad-site-origin`, for anything but a scheme and a host.
 */
export function parseSiteAddress({
  BASE_PATH,
  SITE_ORIGIN,
}: Readonly<Record<string, string | undefined>>): SiteAddress {
  return { basePath: parseBasePath(BASE_PATH), origin: parseOrigin(SITE_ORIGIN) };
}

function parseBasePath(text = '/'): string {
  if (/^\/(?:[A-Za-z0-9._~-]+\/?)*$/.test(text) && !/\/\.\.?(?:\/|$)/.test(text)) {
    return text.endsWith('/') ? text : `${text}/`;
  }
  throw new LayerprintError(
    'bad-base-path',
    `BASE_PATH cannot be "${text}".`,
    'Give the path below which the site is hosted, such as "/" or "/layerprint/", without a host.',
  );
}

function parseOrigin(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  const url = URL.parse(text);
  if (
    /^https?:$/.test(url?.protocol ?? '') &&
    url &&
    [url.origin, `${url.origin}/`].includes(text)
  ) {
    return url.origin;
  }
  throw new LayerprintError(
    'bad-site-origin',
    `SITE_ORIGIN cannot be "${text}".`,
    'Give scheme and host of the site, such as "https://example.org"; the path goes into BASE_PATH.',
  );
}
