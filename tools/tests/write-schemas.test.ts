import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { makeJsonSchema, PUBLISHED } from '../write-schemas/published-schemas.ts';

const WORKSPACE = resolve(import.meta.dirname, '../..');

it.each(PUBLISHED)(
  '$path says what the code checks; `npm run write-schemas` renews it',
  async (published) => {
    const text = readFileSync(join(WORKSPACE, published.path), 'utf8');
    expect(text).toBe(await makeJsonSchema(published));
  },
);

it.each(PUBLISHED)('$path lets a file name it', async (published) => {
  const { properties } = JSON.parse(await makeJsonSchema(published)) as {
    properties: Record<string, unknown>;
  };
  expect(Object.keys(properties)).toContain('$schema');
});
