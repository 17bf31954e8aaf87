import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FaceRow } from '#core/contract/face.ts';
import { faceState } from '#core/contract/face.ts';
import { type FaceQuery, faceMetrics, faceQuery, faceSort } from '#core/contract/face-query.ts';
import { openStudioStore } from '#server/adapters/prisma/open-studio-store.ts';
import type { StudioStore } from '#server/ports/studio-store.ts';
import { publishFaces } from '#tests/server/helpers/publish-faces.ts';
import { foundFace } from '#tests/server/helpers/scenes.ts';
import { storedClip, storedPerson } from '#tests/server/helpers/stored.ts';

let folder: string;
let store: StudioStore;
let personId: string;
let rows: FaceRow[];
let descriptors: Map<string, Float32Array>;
const clipIds: string[] = [];

const pick = <Item>(items: readonly Item[], at: number): Item => items[Math.floor(at * items.length)] as Item;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'understudy-search-'));
  store = await openStudioStore(join(folder, 'studio.db'));
  personId = (await storedPerson(store)).id;
  const stranger = await storedClip(store, (await storedPerson(store)).id);
  await publishFaces(store, stranger, [foundFace(), foundFace()]);
  for (const createdAt of ['2026-05-11T00:00:00.000Z', '2026-05-10T00:00:00.000Z']) {
    const clip = await storedClip(store, personId, { createdAt });
    const heads = Array.from({ length: 150 }, randomUUID);
    const faces = heads.map((id, index) => {
      const draw = (step: number) => (Math.sin(index * 12.9898 + step * 78.233 + clipIds.length) * 43758.5453) % 1;
      const share = (step: number) => Math.abs(draw(step));
      return foundFace({
        id,
        frameIndex: Math.floor(share(1) * 60),
        track: Math.floor(share(2) * 4),
        state: pick(faceState.options, share(3)),
        clusterId: pick(['one', 'two', 'three'], share(4)),
        twinOf: index % 6 === 5 ? pick(heads, share(5)) : null,
        // Few values, so that many are equal.
        sharpness: Math.floor(share(6) * 20),
        likeness: draw(7),
        yaw: draw(8) * 60,
        mouth: share(9),
        descriptor: [share(10), share(11), share(12), share(13)].map((value, _, all) => value / Math.hypot(...all)),
      });
    });
    await publishFaces(store, clip, faces);
    clipIds.unshift(clip.id);
  }
  rows = await store.faces.rows(await store.faces.search(faceQuery.parse({ personId })));
  descriptors = new Map(
    (await store.faces.descriptors(rows.map(({ id }) => id))).map((face) => [face.id, face.descriptor]),
  );
});
afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const within = (value: number, [from, to]: readonly [number | null, number | null]) =>
  (from === null || value >= from) && (to === null || value <= to);

const matches = (row: FaceRow, query: FaceQuery, leftOut?: string): boolean =>
  (leftOut === 'states' || query.states.length === 0 || query.states.includes(row.state)) &&
  (query.clipIds.length === 0 || query.clipIds.includes(row.clipId)) &&
  (query.clusterId === null || query.clusterId === row.clusterId) &&
  (!query.withoutTwins || row.twinOf === null) &&
  (query.twinsOf === null || row.id === query.twinsOf || row.twinOf === query.twinsOf) &&
  (query.track === null || (row.clipId === query.track.clipId && row.track === query.track.number)) &&
  faceMetrics.every((metric) => metric === leftOut || within(row[metric], query.ranges[metric] ?? [null, null]));

const anyRange = fc.tuple(
  fc.option(fc.double({ noNaN: true, min: -70, max: 40 })),
  fc.option(fc.double({ noNaN: true, min: -40, max: 70 })),
);

/** Made when the faces are there. */
const anyQuery = () =>
  fc.record({
    personId: fc.constant(personId),
    states: fc.subarray([...faceState.options]),
    clipIds: fc.subarray([...clipIds, 'unknown']),
    clusterId: fc.option(fc.constantFrom('one', 'two', 'unknown')),
    withoutTwins: fc.boolean(),
    twinsOf: fc.option(fc.constantFrom(...rows.slice(0, 20).map(({ id }) => id)), { freq: 5 }),
    track: fc.option(fc.record({ clipId: fc.constantFrom(...clipIds), number: fc.nat({ max: 4 }) }), { freq: 5 }),
    ranges: fc.dictionary(fc.constantFrom('likeness', 'sharpness', 'yaw', 'mouth'), anyRange, { maxKeys: 3 }),
    sort: fc.constantFrom(...faceSort.options.filter((sort) => sort !== 'similarity')),
    descending: fc.boolean(),
    similarTo: fc.constant([]),
  }) as fc.Arbitrary<FaceQuery>;

describe('a query', () => {
  test('finds what a look at each row finds, in the same order, backwards where descending', async () => {
    await fc.assert(
      fc.asyncProperty(anyQuery(), async (query) => {
        const found = rows.filter((row) => matches(row, query));
        const { sort } = query;
        if (sort !== 'time' && sort !== 'similarity') found.sort((a, b) => a[sort] - b[sort]);
        if (query.descending) found.reverse();
        expect(await store.faces.search(query)).toEqual(found.map(({ id }) => id));
      }),
      { numRuns: 200 },
    );
  });

  test('goes through clips by age, then through their frames', () => {
    expect(rows).toHaveLength(300);
    expect(rows.map(({ clipId }) => clipIds.indexOf(clipId)).toSorted()).toEqual(
      rows.map(({ clipId }) => clipIds.indexOf(clipId)),
    );
    for (const [index, row] of rows.entries()) {
      const before = rows[index - 1];
      if (before?.clipId === row.clipId) expect(row.frameIndex).toBeGreaterThanOrEqual(before.frameIndex);
    }
  });

  test('by similarity goes by the cosine to the mean of the chosen', async () => {
    const similarTo = rows.slice(3, 6).map(({ id }) => id);
    const sum = [0, 1, 2, 3].map((axis) =>
      similarTo.reduce((total, id) => total + (descriptors.get(id)?.[axis] ?? 0), 0),
    );
    const cosine = (id: string) =>
      sum.reduce((total, value, axis) => total + value * (descriptors.get(id)?.[axis] ?? 0), 0);
    for (const descending of [true, false]) {
      const ids = await store.faces.search(faceQuery.parse({ personId, sort: 'similarity', descending, similarTo }));
      expect(ids).toHaveLength(300);
      const cosines = ids.map(cosine);
      const sorted = cosines.toSorted((a, b) => (descending ? b - a : a - b));
      for (const [index, value] of cosines.entries()) expect(value).toBeCloseTo(sorted[index] as number, 5);
    }
  });
});

test('a summary counts each metric without its own range, and states without the states', async () => {
  await fc.assert(
    fc.asyncProperty(anyQuery(), async (query) => {
      const summary = await store.faces.summary(query);
      for (const metric of faceMetrics) {
        const { from, to, counts } = summary.histograms[metric];
        const values = rows.map((row) => row[metric]);
        expect([from, to]).toEqual([Math.min(...values), Math.max(...values)]);
        const expected = counts.map(() => 0);
        for (const row of rows.filter((each) => matches(each, query, metric))) {
          const bin = to > from ? Math.floor(((row[metric] - from) / (to - from)) * counts.length) : 0;
          expected[Math.min(counts.length - 1, bin)] = (expected[Math.min(counts.length - 1, bin)] ?? 0) + 1;
        }
        // A value on the edge of two bins may be rounded into either.
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(expected.reduce((sum, count) => sum + count, 0));
        const apart = counts.reduce((sum, count, bin) => sum + Math.abs(count - (expected[bin] ?? 0)), 0);
        expect(apart).toBeLessThanOrEqual(4);
      }
      const states = faceState.options.map((state) => [
        state,
        rows.filter((row) => row.state === state && matches(row, query, 'states')).length,
      ]);
      expect(summary.states).toEqual(Object.fromEntries(states));
    }),
    { numRuns: 60 },
  );
});

test('faces still being found are in no answer', async () => {
  const attempt = randomUUID();
  const clipId = clipIds[0] ?? '';
  await store.faces.stage({ attempt, clipId, personId, faces: [foundFace()] });
  expect(await store.faces.search(faceQuery.parse({ personId }))).toHaveLength(300);
  expect(await store.faces.places({ personId })).toHaveLength(300);
  await store.faces.dropStaged();
});
