import { expect, it } from 'vitest';
import { chooseFaces } from '#core/dataset/thin-faces.ts';
import { createFaceThinner } from '#server/adapters/threads/create-face-thinner.ts';

const field = {
  places: Float32Array.from({ length: 7 * 30_000 }, (_, i) => Math.sin(i * 12.9898) * 3),
  weights: Float32Array.from({ length: 30_000 }, (_, i) => 0.7 + 0.3 * Math.cos(i)),
};

it('chooses in a thread what it would choose here, while timers go on', async () => {
  let ticks = 0;
  const ticking = setInterval(() => {
    ticks += 1;
  }, 5);
  const chosen = await createFaceThinner().choose(field, 1000);
  clearInterval(ticking);
  // Choosing here would have held every tick back until its end.
  expect(ticks).toBeGreaterThan(3);
  expect(chosen).toEqual(chooseFaces(field, 1000));
});

it('tells what went wrong in the thread', async () => {
  const broken = { places: new Float32Array(0), weights: null as unknown as Float32Array };
  await expect(createFaceThinner().choose(broken, 5)).rejects.toMatchObject({ code: 'internal' });
});
