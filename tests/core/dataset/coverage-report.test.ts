import { describe, expect, test } from 'vitest';
import { seededRandom } from '#core/autoencoder/random.ts';
import { type Coverage, compareFaces } from '#core/dataset/coverage-report.ts';
import type { MeasureTable } from '#core/dataset/coverage-table.ts';
import { type Measures, tableOf, times } from './measure-tables.ts';

const nobody = tableOf('none', []);

const compare = (target: MeasureTable, drawn: MeasureTable, setAside = nobody): Coverage =>
  compareFaces({ target, performer: target, drawn, setAside, faceSize: 64 });

/** A head that turns to both sides. */
const turning = (count: number, most: number): Measures[] =>
  times(count, (index) => ({ yaw: -most + (2 * most * index) / (count - 1) }));

describe('the match', () => {
  test('of a set with itself is 100', () => {
    const faces = tableOf('a', turning(200, 50));
    expect(compare(faces, faces)).toMatchObject({ match: 100, verdict: 'good', answered: 1, gaps: [] });
  });

  test('falls the less of the turns the drawn person has', () => {
    const target = tableOf('a', turning(300, 50));
    const matches = [50, 35, 20, 5].map((most) => compare(target, tableOf('b', turning(300, most))).match as number);
    expect(matches).toEqual(matches.toSorted((left, right) => right - left));
    expect(new Set(matches.map(Math.round)).size).toBe(4);
  });

  test('does not fall for what the drawn person does beside', () => {
    const target = tableOf('a', turning(100, 10));
    const more = tableOf('b', [...turning(100, 10), ...times(900, () => ({ yaw: 60, mouth: 0.8 }))]);
    expect(compare(target, more).match).toBe(100);
  });

  test('falls for faces smaller than the model resolves, not for larger ones', () => {
    const [small, large] = [15, 220].map((sizePx) =>
      tableOf(
        'x',
        times(100, () => ({ sizePx })),
      ),
    );
    expect(compare(large as MeasureTable, small as MeasureTable).match).toBeLessThan(60);
    expect(compare(small as MeasureTable, large as MeasureTable).match).toBe(100);
    const enough = tableOf(
      'y',
      times(100, () => ({ sizePx: 60 })),
    );
    expect(compare(large as MeasureTable, enough).match).toBe(100);
  });

  test('is unknown where a side has no faces', () => {
    const faces = tableOf('a', turning(10, 5));
    expect(compare(faces, nobody)).toMatchObject({ match: null, verdict: null, gaps: [], warnings: [] });
    expect(compare(nobody, faces)).toMatchObject({ match: null, gaps: [] });
  });
});

describe('gaps', () => {
  const straight = times(880, (index) => ({ yaw: (index % 7) - 3 }));
  const left = times(120, (index) => ({ yaw: -42 - (index % 3) }));

  test('say in which share of the target a look is seen that the drawn person never has', () => {
    const { gaps, match } = compare(tableOf('a', [...straight, ...left]), tableOf('b', straight));
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toMatchObject({ axis: 'yaw', shareOfTarget: 0.12, shareOfDrawn: 0, targetFaces: 120 });
    const [range] = gaps[0]?.ranges ?? [];
    expect(range).toMatchObject({ axis: 'yaw', from: null });
    expect(range?.to).toBeLessThanOrEqual(0);
    expect(range?.to).toBeGreaterThanOrEqual(-40);
    expect((match as number) + (gaps[0]?.loss ?? 0)).toBeCloseTo(100, 3);
  });

  test('show faces of the target beside the nearest of the drawn person', () => {
    const target = tableOf('a', [...straight, ...times(120, () => ({ yaw: -18 }))]);
    const [gap] = compare(target, tableOf('b', straight)).gaps;
    expect(gap?.examples).toHaveLength(6);
    for (const { faceId, nearestFaceId } of gap?.examples ?? []) {
      expect(Number(faceId.slice(1))).toBeGreaterThanOrEqual(880);
      // -3, the farthest left there is, is every seventh.
      expect(Number(nearestFaceId?.slice(1)) % 7).toBe(0);
    }
  });

  test('name two measures where each alone is there but never both', () => {
    const both = times(100, () => ({ yaw: 35, mouth: 0.75 }));
    const drawn = [...times(300, () => ({ yaw: 35 })), ...times(300, () => ({ mouth: 0.75 })), ...straight];
    const [gap] = compare(tableOf('a', [...straight, ...both]), tableOf('b', drawn)).gaps;
    expect(gap?.ranges.map(({ axis }) => axis).sort()).toEqual(['mouth', 'yaw']);
    expect(gap?.shareOfDrawn).toBe(0);
  });

  test('come worst first and share no faces', () => {
    const up = times(50, () => ({ pitch: 40 }));
    const { gaps } = compare(tableOf('a', [...straight, ...up, ...left]), tableOf('b', straight));
    expect(gaps.map(({ axis, targetFaces }) => [axis, targetFaces])).toEqual([
      ['yaw', 120],
      ['pitch', 50],
    ]);
  });

  test('count the faces of the whole target where only some of many are looked at', () => {
    const many = tableOf('a', [...times(35_200, () => ({})), ...times(4800, () => ({ yaw: -45 }))]);
    const [gap] = compare(many, tableOf('b', straight)).gaps;
    expect([gap?.shareOfTarget, gap?.targetFaces]).toEqual([0.12, 4800]);
  });

  test('count the faces set aside that would fill them', () => {
    const aside = tableOf('c', [...times(7, () => ({ yaw: -45 })), ...times(9, () => ({ yaw: 0 }))]);
    const [gap] = compare(tableOf('a', [...straight, ...left]), tableOf('b', straight), aside).gaps;
    expect(gap?.setAside).toBe(7);
  });

  test('account, with what is scattered, for all that the match lacks', () => {
    const random = seededRandom(3, 'faces');
    const faces = (spread: number) =>
      times(800, () => ({
        yaw: random.normal() * spread,
        pitch: random.normal() * 12,
        mouth: Math.abs(random.normal()) / 4,
      }));
    const { match, gaps, scatteredLoss } = compare(tableOf('a', faces(30)), tableOf('b', faces(8)));
    expect(gaps.length).toBeGreaterThan(0);
    expect((match as number) + gaps.reduce((sum, { loss }) => sum + loss, 0) + scatteredLoss).toBeCloseTo(100, 3);
  });
});

describe('the maps', () => {
  test('count every face once', () => {
    const { pose, spreads } = compare(tableOf('a', turning(500, 85)), tableOf('b', turning(20, 3)));
    const sum = (shares: readonly number[]) => shares.reduce((total, share) => total + share, 0);
    for (const shares of [pose.target, pose.drawn, pose.performer]) {
      expect(shares).toHaveLength((pose.yawEdges.length - 1) * (pose.pitchEdges.length - 1));
      expect(sum(shares)).toBeCloseTo(1, 3);
    }
    for (const { target, drawn, edges } of spreads) {
      expect([target.length, drawn.length]).toEqual([edges.length - 1, edges.length - 1]);
      expect([sum(target), sum(drawn)]).toEqual([expect.closeTo(1, 3), expect.closeTo(1, 3)]);
    }
  });

  test('put a look to the right of the picture at the right, and one up into the upper rows', () => {
    const { pose } = compare(tableOf('a', [{ yaw: 42, pitch: 33 }]), tableOf('b', [{}]));
    const at = pose.target.indexOf(1);
    const columns = pose.yawEdges.length - 1;
    expect([pose.yawEdges[at % columns], pose.pitchEdges[Math.floor(at / columns)]]).toEqual([40, 30]);
  });
});

describe('warnings', () => {
  const kinds = (target: readonly Measures[], drawn: MeasureTable) =>
    compare(tableOf('a', target), drawn).warnings.map(({ kind }) => kind);
  const fine = times(400, () => ({}));

  test('are none for many sharp faces of two clips', () => {
    expect(kinds(fine, tableOf('b', fine))).toEqual([]);
  });

  test.each([
    [
      'few_faces',
      tableOf(
        'b',
        times(40, () => ({})),
      ),
    ],
    ['one_clip', { ...tableOf('b', fine), clipIds: fine.map(() => 'one') }],
    ['near_duplicates', { ...tableOf('b', fine), twins: new Uint8Array(400).fill(1) }],
    [
      'blurred',
      tableOf(
        'b',
        times(400, () => ({ sharpness: 12 })),
      ),
    ],
    [
      'small',
      tableOf(
        'b',
        times(400, () => ({ sizePx: 30 })),
      ),
    ],
    [
      'other_light',
      tableOf(
        'b',
        times(400, () => ({ lightX: -0.9 })),
      ),
    ],
    [
      'covered',
      tableOf(
        'b',
        times(400, (index) => ({ covered: index % 4 === 0 ? 0.4 : 0 })),
      ),
    ],
    [
      'unmeasured',
      tableOf(
        'b',
        times(400, (index) => (index < 20 ? { yaw: 0, pitch: 0, eyes: 0 } : {})),
      ),
    ],
  ] as const)('say %s where it is so', (kind, drawn) => {
    expect(kinds(fine, drawn)).toContain(kind);
  });
});
