import { seededRandom } from '#core/autoencoder/random.ts';
import type { ThinFace } from '#core/dataset/thin-faces.ts';

/** Faces of somebody who mostly looks ahead and talks, and turns now and then. */
export const someFaces = (seed: number, count: number): ThinFace[] => {
  const random = seededRandom(seed, 'faces');
  return Array.from({ length: count }, (_, index) => {
    const turn = random.uniform() < 0.1 ? 3 : 1;
    return {
      id: `${random.below(1e9)}.${index}`,
      yaw: random.normal() * 8 * turn,
      pitch: random.normal() * 5 * turn,
      roll: random.normal() * 4,
      eyes: Math.max(0, 0.25 + random.normal() * 0.06),
      mouth: Math.abs(random.normal() * 0.2),
      lightX: random.normal() * 0.15,
      lightY: 0.2 + random.normal() * 0.1,
      covered: random.uniform() < 0.1 ? random.uniform() : 0,
      sharpness: random.uniform() * 200,
    };
  });
};
