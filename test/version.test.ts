// The version written into files is the package's.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { VERSION } from '../src/version.ts';

test('VERSION, package.json and CITATION.cff agree', () => {
  const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
  expect((JSON.parse(read('package.json')) as { version: string }).version).toBe(VERSION);
  expect(read('CITATION.cff')).toContain(`\nversion: ${VERSION}\n`);
});
