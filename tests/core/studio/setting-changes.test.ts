import { expect, it } from 'vitest';
import { runSettings } from '#core/contract/run.ts';
import { settingChanges } from '#core/studio/setting-changes.ts';

const before = runSettings.parse({});

it('of settings that say the same as before nothing has changed', () => {
  expect(settingChanges(before, structuredClone(before))).toEqual([]);
});

it('names each value that is another, with both as JSON, and no other', () => {
  const after = runSettings.parse({
    learningRate: 0.01,
    losses: { mae: 1, dssim: 4 },
    maxMinutes: 5,
    shownFaces: { a: ['x', 'y'] },
  });
  expect(settingChanges(before, after).sort((one, other) => one.path.localeCompare(other.path))).toEqual([
    { path: 'learningRate', from: '0.00005', to: '0.01' },
    { path: 'losses.dssim', from: '0', to: '4' },
    { path: 'maxMinutes', from: 'null', to: '5' },
    { path: 'shownFaces.a', from: 'null', to: '["x","y"]' },
  ]);
});
