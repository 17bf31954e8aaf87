import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countNarrowings,
  type FaceView,
  faceStates,
  likeThese,
  metrics,
  onlyThese,
  plainView,
  readView,
  showsState,
  widen,
  withRange,
  writeView,
} from '#components/people/faces/face-view.ts';
import { faceMetrics, faceQuery } from '#core/contract/face-query.ts';

const read = (address: string): FaceView => readView(new URLSearchParams(address));

const id = fc.stringMatching(/^[0-9a-f]{8}$/);
const bound = fc.option(fc.double({ min: -1000, max: 1000, noNaN: true, noDefaultInfinity: true }));
const anyView: fc.Arbitrary<FaceView> = fc
  .record({
    states: fc.subarray([...faceStates]),
    clipIds: fc.uniqueArray(id, { maxLength: 3 }),
    clusterId: fc.option(id),
    withoutTwins: fc.boolean(),
    twinsOf: fc.option(id),
    track: fc.option(fc.record({ clipId: id, number: fc.nat(1000) })),
    ranges: fc.dictionary(fc.constantFrom(...metrics), fc.tuple(bound, bound), { noNullPrototype: true }),
    sort: fc.constantFrom('time' as const, 'similarity' as const, ...metrics),
    descending: fc.boolean(),
    similarTo: fc.uniqueArray(id, { minLength: 1, maxLength: 5 }),
  })
  .map((view) => ({
    ...view,
    ranges: Object.fromEntries(Object.entries(view.ranges).filter(([, [from, to]]) => from !== null || to !== null)),
  }));

describe('face view', () => {
  it('comes back from the address it was written into, whatever it shows', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        expect(read(writeView(view))).toEqual(unsigned(view));
      }),
    );
  });

  it('is a query that the contract accepts', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        expect(faceQuery.parse({ personId: 'p', ...view })).toEqual({ personId: 'p', ...view });
      }),
    );
  });

  it('knows every metric of the contract', () => {
    expect([...metrics].sort()).toEqual([...faceMetrics].sort());
  });

  it('needs no address while it is plain', () => {
    expect(writeView(plainView)).toBe('');
    expect(read('')).toEqual(plainView);
  });

  it('is plain where an address makes no sense', () => {
    expect(read('state=zzz&sort=q&yaw=a..b&pitch=3&roll=..&track=x&sort=similarity')).toEqual(plainView);
  });

  it('shows all states for "all"', () => {
    expect(read('state=all').states).toEqual([]);
    expect(showsState(read('state=all'), 'rejected')).toBe(true);
    expect(showsState(plainView, 'rejected')).toBe(false);
  });

  it('is read by people in the address', () => {
    const view = withRange({ ...plainView, states: ['unsure'], sort: 'likeness' }, 'yaw', [-30, 12.5]);
    expect(writeView(view)).toBe('?state=unsure&yaw=-30..12.5&sort=likeness');
    expect(writeView(withRange(view, 'yaw', [null, null]))).toBe('?state=unsure&sort=likeness');
  });

  it('has no order by similarity without faces to be similar to', () => {
    expect(read('sort=similarity').sort).toBe('time');
  });

  it('takes some of many faces to be similar to, spread over them', () => {
    const many = Array.from({ length: 4000 }, (_, index) => `f${index}`);
    const { similarTo, sort, descending } = likeThese(plainView, many);
    expect([sort, descending]).toEqual(['similarity', true]);
    expect(similarTo).toHaveLength(40);
    expect([similarTo[0], similarTo[39]]).toEqual(['f0', 'f3900']);
    expect(likeThese(plainView, ['a', 'b']).similarTo).toEqual(['a', 'b']);
  });

  it('leads to all that belongs together, whatever its state, and back', () => {
    const track = onlyThese({ track: { clipId: 'c', number: 3 } });
    expect(track.states).toEqual([]);
    expect(countNarrowings(track)).toBe(1);
    expect(countNarrowings(widen(track))).toBe(0);
  });
});

/** An address knows no negative zero. */
const unsigned = (view: FaceView): FaceView => ({
  ...view,
  ranges: Object.fromEntries(
    Object.entries(view.ranges).map(([metric, range]) => [metric, range?.map((value) => (value === 0 ? 0 : value))]),
  ),
});
