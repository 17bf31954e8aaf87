import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { thirdPartyPage } from '#server/setup/third-party.mjs';

const root = resolve(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'THIRD_PARTY.md'), 'utf8');

test('the list of third-party parts is the one that "npm run generate" writes', () => {
  expect(page).toBe(thirdPartyPage());
});

test('every package the studio names in package.json is in the list', () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  for (const [name, version] of Object.entries(dependencies)) expect(page).toContain(`| ${name} | ${version} |`);
});

test('all face models that the engine can load are in the list', () => {
  const source = readFileSync(join(root, 'server/adapters/tensorflow/face-models/model-file.ts'), 'utf8');
  const names = /type ModelName = (.*);/.exec(source)?.[1]?.match(/[\w-]+/g) ?? [];
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect(page).toContain(`| ${name} |`);
});
