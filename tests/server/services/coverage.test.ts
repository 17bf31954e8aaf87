import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CoverageReport } from '#core/contract/coverage.ts';
import { coverageReport } from '#core/contract/coverage.ts';
import type { ErrorReport } from '#core/contract/errors.ts';
import {
  extractFaces,
  foundFace,
  importedClip,
  personWithConsent,
  type SceneFace,
} from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
let ana: string;
let bea: string;
/** Of Ana: looks straight on for eight tenths, to the left for the rest. */
let turning: string;
/** Of Ana: straight on. */
let still: string;

const faces = (count: number, face: (index: number) => Partial<SceneFace>): SceneFace[] =>
  Array.from({ length: count }, (_, index) =>
    foundFace({ frameIndex: index, yaw: (index % 5) - 2, pitch: 1, ...face(index) }),
  );

beforeAll(async () => {
  scene = await openTestStudio();
  [ana, bea] = [(await personWithConsent(scene, 'Ana')).id, (await personWithConsent(scene, 'Bea')).id];
  turning = (await importedClip(scene, ana)).id;
  await extractFaces(scene, [
    ...faces(80, () => ({})),
    ...faces(20, (index) => ({ yaw: -45, frameIndex: 100 + index, state: index < 10 ? 'kept' : 'rejected' })),
    ...faces(50, (index) => ({ yaw: 70, frameIndex: 200 + index, state: 'other' })),
  ]);
  still = (await importedClip(scene, ana)).id;
  await extractFaces(
    scene,
    faces(40, () => ({})),
  );
  await importedClip(scene, bea);
  await extractFaces(scene, [
    ...faces(60, () => ({})),
    ...faces(6, (index) => ({ yaw: -45, frameIndex: 100 + index, state: 'unsure' })),
  ]);
});
afterAll(() => scene[Symbol.asyncDispose]());

const read = async (query: Record<string, string>) =>
  scene.call<CoverageReport & ErrorReport>(`/api/coverage?${new URLSearchParams(query)}`);

describe('coverage of a pair', () => {
  test('is told for both directions, from the kept faces of each', async () => {
    const { status, body } = await read({ personA: ana, personB: bea });
    expect(status).toBe(200);
    expect(coverageReport.parse(body)).toEqual(body);
    const [toBea, toAna] = body.directions;
    expect(toBea).toMatchObject({
      to: 'b',
      performer: { personId: ana, name: 'Ana', faces: 130 },
      drawn: { personId: bea, name: 'Bea', faces: 60, clips: 1 },
      target: { clipId: null, faces: 130 },
      seen: 1,
    });
    expect(toAna).toMatchObject({ to: 'a', drawn: { name: 'Ana', faces: 130, clips: 2 }, match: 100, gaps: [] });
  });

  test('names the look that the drawn person lacks, and their faces set aside that have it', async () => {
    const { body } = await read({ personA: ana, personB: bea });
    expect(body.directions[0]?.gaps).toEqual([
      expect.objectContaining({ axis: 'yaw', targetFaces: 10, shareOfDrawn: 0, setAside: 6 }),
    ]);
  });

  test('judges a clip by all its faces but those of other people, whatever training leaves out', async () => {
    const { body } = await read({ personA: ana, personB: bea, clip: turning });
    expect(body.directions).toHaveLength(1);
    expect(body.directions[0]).toMatchObject({ to: 'b', target: { clipId: turning, faces: 100 } });
    expect(body.directions[0]?.gaps[0]).toMatchObject({ targetFaces: 20, shareOfTarget: 0.2 });
  });

  test('takes the direction from the person whom the clip shows', async () => {
    const { body } = await read({ personA: bea, personB: ana, clip: still });
    expect(body.directions).toEqual([expect.objectContaining({ to: 'a', match: 100 })]);
  });

  test('is refused for one person twice, for people who are not there and for a clip of neither', async () => {
    const cem = (await personWithConsent(scene, 'Cem')).id;
    const refusals = await Promise.all([
      read({ personA: ana, personB: ana }),
      read({ personA: ana, personB: 'nobody' }),
      read({ personA: bea, personB: cem, clip: still }),
      read({ personA: ana }),
    ]);
    expect(refusals.map(({ body }) => body.code)).toEqual(['bad_request', 'not_found', 'bad_request', 'bad_request']);
  });

  test('is open where a person has no faces yet', async () => {
    const dan = (await personWithConsent(scene, 'Dan')).id;
    const { body } = await read({ personA: ana, personB: dan });
    expect(body.directions.map(({ match }) => match)).toEqual([null, null]);
  });
});
