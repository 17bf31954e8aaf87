import { describe, expect, it } from 'vitest';
import { seededRandom } from '#core/autoencoder/random.ts';
import { placeInSpace } from '#core/dataset/face-space.ts';
import { type ThinFace, thinFaces } from '#core/dataset/thin-faces.ts';
import { someFaces } from './some-faces.ts';

const chosenOf = (faces: readonly ThinFace[], ids: readonly string[]): ThinFace[] => {
  const byId = new Map(faces.map((face) => [face.id, face]));
  return ids.map((id) => byId.get(id) as ThinFace);
};

/** How far faces lie from the nearest chosen one: the widest gap and the mean. */
const gaps = (faces: readonly ThinFace[], chosen: readonly ThinFace[]) => {
  const places = chosen.map(placeInSpace);
  const away = faces.map((face) => {
    const place = placeInSpace(face);
    return Math.min(
      ...places.map((other) => Math.hypot(...other.map((value, axis) => value - (place[axis] as number)))),
    );
  });
  return { widest: Math.max(...away), mean: away.reduce((sum, value) => sum + value, 0) / away.length };
};

const drawn = (faces: readonly ThinFace[], count: number, seed: number): ThinFace[] => {
  const random = seededRandom(seed, 'draw');
  const left = [...faces];
  return Array.from({ length: count }, () => left.splice(random.below(left.length), 1)[0] as ThinFace);
};

describe('thinning faces', () => {
  it('keeps exactly as many as asked for, each once, or all where there are fewer', () => {
    const faces = someFaces(1, 700);
    for (const keep of [1, 2, 99, 699, 700, 5000]) {
      const kept = thinFaces({ faces, keep });
      expect(kept).toHaveLength(Math.min(keep, 700));
      expect(new Set(kept).size).toBe(kept.length);
    }
    expect(thinFaces({ faces: [], keep: 5 })).toEqual([]);
  });

  it('keeps the same whatever the order of the faces, and all of a set thinned already', () => {
    const faces = someFaces(2, 600);
    const kept = thinFaces({ faces, keep: 80 });
    expect(thinFaces({ faces: faces.toReversed(), keep: 80 })).toEqual(kept);
    expect(thinFaces({ faces: chosenOf(faces, kept), keep: 80 }).toSorted()).toEqual(kept.toSorted());
  });

  it('leaves no gap wider than three quarters of that of any of ten random choices, and lies as near on the whole', () => {
    for (const seed of [3, 4, 5]) {
      const faces = someFaces(seed, 800);
      const ours = gaps(faces, chosenOf(faces, thinFaces({ faces, keep: 60 })));
      for (let draw = 0; draw < 10; draw++) {
        const random = gaps(faces, drawn(faces, 60, seed * 100 + draw));
        expect(ours.widest).toBeLessThan(random.widest * 0.75);
        expect(ours.mean).toBeLessThan(random.mean * 1.1);
      }
    }
  });

  it('prefers the sharp and the free among faces that look the same', () => {
    const [like] = someFaces(6, 1) as [ThinFace];
    const same = [
      { ...like, id: 'blurred', sharpness: 5, covered: 0 },
      { ...like, id: 'covered', sharpness: 100, covered: 0.6 },
      { ...like, id: 'good', sharpness: 90, covered: 0 },
    ];
    expect(thinFaces({ faces: same, keep: 1 })).toEqual(['good']);
    const kept = thinFaces({
      faces: [...same, ...someFaces(7, 200).map((face) => ({ ...face, yaw: face.yaw + 90 }))],
      keep: 20,
    });
    expect(kept.filter((id) => ['blurred', 'covered', 'good'].includes(id))).toEqual(['good']);
  });
});
