import { describe, expect, it } from 'vitest';
import { conversionReport, reportMeasures } from '#core/contract/conversion-report.ts';
import { copyFrame } from '#core/pixels/frame-copy.ts';
import type { RgbImage, VideoFrame } from '#core/pixels/image.ts';
import { ConversionReporter, type FinishedReport, type ReportedPerson } from '#server/pipelines/conversion-report.ts';
import { networkToFrame } from '#server/pipelines/network-square.ts';
import type { SwappedPeople } from '#server/pipelines/swap-people.ts';
import type { Absence } from '#server/pipelines/track-person.ts';
import { type Actor, clipSceneModels, strangers, syntheticFace } from '#tests/helpers/synthetic-face.ts';
import { wavyFrame } from '#tests/helpers/synthetic-frames.ts';

const [hero, stranger] = strangers(2) as [Float32Array, Float32Array];
const place = { x: 210, y: 150, unit: 90 };
const rate = 10;

const sourceFrame = (index: number): VideoFrame => ({ ...wavyFrame(400, 300), index, timeSeconds: 7 + index / rate });

/** The face is laid over the whole square; `light` is added to all luma of the result. */
const swapped = (index: number, light: number): SwappedPeople => {
  const original = sourceFrame(index);
  const frame = { ...copyFrame(original), y: original.y.map((value) => value + light) };
  const { mesh } = syntheticFace(place);
  const face = { mesh, seen: mesh, track: 0, strength: 1 };
  const mask = (side: number): Float32Array => new Float32Array(side * side).fill(1);
  const laid = { mask, toFrame: (side: number) => networkToFrame(mesh, side) };
  return { frame, original, face, absence: undefined, laid, faces: [{ person: 0, face, laid }] };
};

const untouched = (index: number, absence: Absence): SwappedPeople => {
  const frame = sourceFrame(index);
  return { frame, original: frame, face: undefined, absence, laid: undefined, faces: [] };
};

const reportOf = async (
  frames: readonly SwappedPeople[],
  actors: readonly Actor[] = [{ descriptor: hero, at: () => place }],
  people: readonly ReportedPerson[] = [{ otherFace: null, shown: hero, replaced: stranger }],
): Promise<FinishedReport & { readonly pictures: readonly ReadonlyMap<number, RgbImage>[] }> => {
  const reporter = new ConversionReporter({
    models: clipSceneModels(actors),
    people,
  });
  for (const frame of frames) await reporter.add(frame);
  const taken = (await reporter.takeNotes()).pictures;
  const finished = await reporter.finish();
  conversionReport.parse(finished.report);
  const ofPerson = (at: number) =>
    new Map(taken.filter(({ person }) => person === at).map(({ frame, picture }) => [frame, picture]));
  return { ...finished, pictures: people.map((_, at) => ofPerson(at)) };
};

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('the report of a conversion', () => {
  it('tells frames that were swapped from those that were not, and why not', async () => {
    const frames = range(12).map((index) =>
      index < 6 ? swapped(index, 0) : untouched(index, index < 8 ? 'nobody' : 'anotherPerson'),
    );
    const { report } = await reportOf(frames);
    expect(report.frames).toEqual({ written: 12, swapped: 6, nobody: 2, anotherPerson: 4 });
    expect(report.untouched).toEqual(range(12).map((index) => (index < 6 ? 0 : 1)));
    expect(report.durationSeconds).toBeCloseTo(1.1);
  });

  it('looks at the result about twice a second, and says whom it is like', async () => {
    const { report } = await reportOf(range(31).map((index) => swapped(index, 0)));
    expect(report.measures.likenessToShown).toMatchObject({ mean: 1, count: 7 });
    expect(report.measures.likenessToReplaced).toMatchObject({ mean: 0, count: 7 });
    expect(report.measures.landmarks).toMatchObject({ worst: 0, count: 7 });
  });

  it('finds where the result flickers, counted from its own first frame, with pictures of the worst', async () => {
    const { report, pictures } = await reportOf(range(40).map((index) => swapped(index, index === 25 ? 30 : 0)));
    const { flicker } = report.measures;
    expect(flicker?.moments[0]).toMatchObject({ frame: 25, value: flicker?.worst });
    expect(flicker?.moments[0]?.seconds).toBeCloseTo(2.5);
    // 30 of the 255 levels are about 30 / 255 of L*'s 100.
    expect(flicker?.worst).toBeGreaterThan(8);
    expect(flicker?.worst).toBeLessThan(14);
    expect(flicker?.series.filter((value) => value !== null && value > 1)).toHaveLength(2);
    const named = Object.values(report.measures).flatMap((measure) => measure?.moments.map(({ frame }) => frame) ?? []);
    const [ofFirst] = pictures as [ReadonlyMap<number, RgbImage>];
    expect([...ofFirst.keys()].sort((a, b) => a - b)).toEqual([...new Set(named)].sort((a, b) => a - b));
    const picture = ofFirst.get(25);
    expect([picture?.width, picture?.height]).toEqual([384, 192]);
    const lightOf = (from: number) => {
      const values = range(192).map((x) => picture?.data[(96 * 384 + from + x) * 3] as number);
      return values.reduce((sum, value) => sum + value, 0) / 192;
    };
    expect(lightOf(192) - lightOf(0)).toBeGreaterThan(20);
  });

  it('tells of each of several people what was measured of them, and of one alone no more than ever', async () => {
    const both = range(12).map((index) => {
      const item = swapped(index, 0);
      const [first] = item.faces as [SwappedPeople['faces'][number]];
      // The second is there for half of the time, and flickers once.
      const faces = index < 6 ? [first, { ...first, person: 1 }] : [first];
      return { ...item, faces };
    });
    const people = [
      { otherFace: null, shown: hero, replaced: stranger },
      { otherFace: 0, shown: stranger, replaced: hero },
    ];
    const { report, pictures } = await reportOf(both, undefined, people);
    expect(report.people.map(({ otherFace, swapped: frames }) => [otherFace, frames])).toEqual([
      [null, 12],
      [0, 6],
    ]);
    expect(report.people[0]?.measures).toEqual(report.measures);
    expect(report.people[1]?.measures.likenessToReplaced).toMatchObject({ mean: 1, count: 2 });
    expect(report.people[1]?.measures.likenessToShown).toMatchObject({ mean: 0, count: 2 });
    expect(pictures).toHaveLength(2);
    expect((await reportOf([swapped(0, 0)])).report.people).toEqual([]);
  });

  it('reads reports of before there were several people, and of before gaze was measured', async () => {
    const { people: _, measures, ...old } = (await reportOf([swapped(0, 0)])).report;
    const { gaze: __, ...others } = measures;
    expect(conversionReport.parse({ ...old, measures: others })).toMatchObject({
      people: [],
      measures: { gaze: null },
    });
  });

  it('measures nothing of a face that fades, and nothing at all where there is none', async () => {
    const fading = range(5).map((index) => {
      const item = swapped(index, 40);
      const faces = item.faces.map((each) => ({ ...each, face: each.face && { ...each.face, strength: 0.5 } }));
      return { ...item, face: faces[0]?.face, faces };
    });
    const { report } = await reportOf(fading);
    expect(report.frames.swapped).toBe(5);
    expect(report.measures).toMatchObject({ flicker: null, seam: null, likenessToShown: null, landmarks: null });
    const none = await reportOf([untouched(0, 'nobody')]);
    expect(new Set(Object.values(none.report.measures))).toEqual(new Set([null]));
    expect(Object.keys(none.report.measures)).toEqual(reportMeasures);
    expect(none.jitter).toBeNull();
  });
});
