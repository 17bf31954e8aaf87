import { expect, test } from 'vitest';
import { type ThinFace, thinFaces } from '#core/dataset/thin-faces.ts';
import { someFaces } from './some-faces.ts';

const faces = someFaces(8, 100_000);

test('of a hundred thousand faces those that stand alone are kept, though all others would fill the number', () => {
  const rare = Array.from({ length: 20 }, (_, i) => ({
    ...(faces[i] as ThinFace),
    id: `rare ${i}`,
    pitch: -100 - i * 60,
  }));
  const kept = thinFaces({ faces: [...faces, ...rare], keep: 300 });
  expect(kept.filter((id) => id.startsWith('rare'))).toHaveLength(20);
});

test('of a hundred thousand faces exactly as many are kept as asked for, few or many', () => {
  for (const keep of [10, 10_000, 50_000]) expect(new Set(thinFaces({ faces, keep })).size).toBe(keep);
});
