import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { generatedTypesPath, restApiTypes } from '#server/http/write-openapi.ts';

test('the generated REST types are those of the route definitions (else run: node server/http/write-openapi.ts)', async () => {
  expect(await readFile(generatedTypesPath, 'utf8')).toBe(await restApiTypes());
});
