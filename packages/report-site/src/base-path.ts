import { LayerprintError } from '@layerprint/core/errors';

/**
 * Parses the path below which a site is hosted: `/` unless said otherwise.
 *
 * @returns The path with a slash at both ends.
 * @throws {LayerprintError} `bad-base-path`, for anything but an absolute path without host, query,
 *   fragment or `..`.
 */
export function parseBasePath(text = '/'): string {
  if (/^\/(?:[A-Za-z0-9._~-]+\/?)*$/.test(text) && !/\/\.\.?(?:\/|$)/.test(text)) {
    return text.endsWith('/') ? text : `${text}/`;
  }
  throw new LayerprintError(
    'bad-base-path',
    `BASE_PATH cannot be "${text}".`,
    'Give the path below which the site is hosted, such as "/" or "/layerprint/", without a host.',
  );
}
