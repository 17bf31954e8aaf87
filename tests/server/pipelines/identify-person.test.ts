import { describe, expect, it } from 'vitest';
import { seededRandom } from '#core/autoencoder/random.ts';
import { identifyPerson } from '#server/pipelines/identify-person.ts';
import { likenessOf, meanDescriptor } from '#server/pipelines/likeness.ts';

const size = 64;
const unit = (values: readonly number[]): Float32Array => {
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
};

/** Descriptors about as scattered as real ones: pictures of one person at 0.7 to 0.9, of two below 0.5. */
const pictures = (person: number, count: number): Float32Array[] => {
  const random = seededRandom(person, 'person');
  const own = Array.from({ length: size }, () => random.uniform());
  const spread = own.map((value, i) => value + (i % 7 === person % 7 ? 4 : 0));
  return Array.from({ length: count }, () => unit(spread.map((value) => value + random.uniform() * 1.2)));
};

describe('identifying a person', () => {
  it('takes the largest group where nobody is known, wherever its faces lie', () => {
    const [many, few] = [pictures(1, 12), pictures(2, 5)];
    const identity = identifyPerson({ descriptors: [...few.slice(0, 3), ...many, ...few.slice(3)], known: undefined });
    expect(identity?.own).toEqual([...Array(3).fill(false), ...Array(12).fill(true), ...Array(2).fill(false)]);
  });

  it('takes the known face, even where it is seen least', () => {
    const [many, few] = [pictures(1, 12), pictures(2, 3)];
    const identity = identifyPerson({ descriptors: [...many, ...few], known: pictures(2, 4)[3] });
    expect(identity?.own).toEqual([...Array(12).fill(false), ...Array(3).fill(true)]);
  });

  it('finds nobody where none of the faces is like the known one', () => {
    expect(identifyPerson({ descriptors: pictures(1, 6), known: pictures(2, 1)[0] })).toBeUndefined();
  });

  it("reports each face's likeness to the person's mean", () => {
    const own = pictures(3, 6);
    const identity = identifyPerson({ descriptors: own, known: undefined });
    const mean = meanDescriptor(own);
    own.forEach((descriptor, i) => {
      expect(identity?.likeness[i]).toBeCloseTo(likenessOf(descriptor, mean), 5);
    });
  });
});
