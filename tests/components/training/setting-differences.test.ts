import { expect, test } from 'vitest';
import { settingDifferences } from '#components/training/compare/setting-differences.ts';

test('only what differs is listed, however deep it lies', () => {
  const plain = { batchSize: 16, seed: 1, schedule: { kind: 'constant', warmUp: 0 }, sizes: [1, 2] };
  const other = { batchSize: 32, seed: 1, schedule: { kind: 'cosine', warmUp: 0 }, sizes: [1, 2], extra: null };
  expect(settingDifferences([plain, other])).toEqual([
    { path: 'batchSize', values: [16, 32] },
    { path: 'schedule.kind', values: ['constant', 'cosine'] },
    { path: 'extra', values: [undefined, null] },
  ]);
  expect(settingDifferences([plain, plain])).toEqual([]);
});
