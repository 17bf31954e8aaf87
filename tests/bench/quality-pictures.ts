/** A learner's held-out faces as a picture: as they are, drawn as the same man, drawn as the other. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { previewGrid } from '#core/autoencoder/preview-grid.ts';
import type { Side } from '#core/contract/run.ts';
import { imageCodec } from '#tests/helpers/real-tools.ts';
import type { Learner } from './quality-learner.ts';

const facesShown = 14;

export const writePictures = async (folder: string, learner: Learner): Promise<void> => {
  const sideOf = (from: Side) => {
    const own = learner.draw(from, from);
    const other = learner.draw(from, from === 'a' ? 'b' : 'a');
    const { size } = own.truth;
    const each = size * size * 3;
    const total = own.truth.faces.length / each;
    const some = (faces: Float32Array) => {
      const chosen = new Float32Array(facesShown * each);
      for (let place = 0; place < facesShown; place += 1) {
        const index = Math.floor((place * total) / facesShown);
        chosen.set(faces.subarray(index * each, (index + 1) * each), place * each);
      }
      return chosen;
    };
    return {
      size,
      shown: {
        count: facesShown,
        target: some(own.truth.faces),
        own: some(own.drawn.faces),
        other: some(other.drawn.faces),
      },
    };
  };
  const [a, b] = [sideOf('a'), sideOf('b')];
  mkdirSync(folder, { recursive: true });
  const grid = previewGrid({ a: a.shown, b: b.shown, size: a.size });
  writeFileSync(join(folder, `${learner.name}.png`), await imageCodec.encodePng(grid));
};
