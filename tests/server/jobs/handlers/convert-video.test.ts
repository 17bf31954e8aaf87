import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import { type ConversionSettings, conversionSettings } from '#core/contract/conversion.ts';
import { conversionReport } from '#core/contract/conversion-report.ts';
import type { JobProgress, JobResult } from '#core/contract/jobs.ts';
import { networkShare } from '#core/geometry/align-face.ts';
import { convexHull } from '#core/geometry/convex-hull.ts';
import { meshOutline } from '#core/geometry/mesh-points.ts';
import type { FramePoint } from '#core/geometry/point.ts';
import { copyFrame } from '#core/pixels/frame-copy.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { makeLabel } from '#core/pixels/label.ts';
import { createClipFaceModels } from '#server/adapters/tensorflow/face-models/create-clip-face-models.ts';
import { convertVideo } from '#server/jobs/handlers/convert-video.ts';
import type { JobContext } from '#server/jobs/job-handler.ts';
import { resultLabel } from '#server/jobs/swap-drawing.ts';
import type { PredictorOptions } from '#server/ports/autoencoder-engine.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import type { FoundFace } from '#server/ports/face-models.ts';
import type { FrameIo, SegmentSink } from '#server/ports/frame-io.ts';
import { coloursOf, decodedSamples, makeDeepClip, packetTimes } from '#tests/helpers/deep-clip.ts';
import { ffmpeg } from '#tests/helpers/make-clip.ts';
import { factsOf, frameIo, imageCodec, someFrames } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';
import { psnr } from '#tests/helpers/synthetic-frames.ts';

const clip = sharedMedia('grid_bbaf2n_man.mpg');
const { faceSize } = architectures.original;

let models: ClipFaceModels;
let folder: string;
beforeAll(async () => {
  models = createClipFaceModels();
  folder = await mkdtemp(join(tmpdir(), 'convert-'));
});
afterAll(async () => {
  models[Symbol.dispose]();
  await rm(folder, { recursive: true, force: true });
});

const tensor = (name: string) => ({ name, shape: [], data: new Float32Array(1) });

/** Converts with a network that draws black, through the real reader, writer and face models. */
const convert = async (options: {
  readonly into: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: () => void;
  readonly frames?: FrameIo;
  readonly shownDescriptor?: number[];
  /** In place of the usual clip. */
  readonly path?: string;
  readonly settings?: Partial<ConversionSettings>;
}) => {
  const opened: PredictorOptions[] = [];
  const reports: JobProgress[] = [];
  const path = options.path ?? (clip as string);
  const facts = await factsOf(path);
  const context = {
    tools: {
      frames: options.frames ?? frameIo,
      clipFaceModels: () => models,
      images: imageCodec,
      checkpoints: {
        read: async () => ({
          tensors: ['encoder/dense_1/kernel', 'decoder_a/output/bias', 'decoder_b/output/bias', 'adam/m'].map(tensor),
          metadata: {},
        }),
      },
      engine: () => ({
        openPredictor: (predictor: PredictorOptions) => {
          opened.push(predictor);
          return {
            faceSize,
            drawnSize: faceSize,
            squareShare: networkShare,
            predict: async ({ faces }: { faces: Float32Array }) => ({ faces: faces.map(() => 0) }),
            [Symbol.dispose]: () => undefined,
          };
        },
      }),
    },
    takeCommands: () => [],
    signal: options.signal ?? new AbortController().signal,
    progress: (progress: JobProgress) => {
      reports.push(progress);
      options.onProgress?.();
    },
  } as unknown as JobContext;
  const outputPath = join(folder, `${options.into}.mp4`);
  const sideBySidePath = join(folder, `${options.into}-side.mp4`);
  const result: JobResult<'convert-video'> = await convertVideo(
    {
      conversionId: 'conversion',
      sourcePath: path,
      facts,
      drawnBy: { kind: 'run', checkpointPath: 'unused', architecture: 'original', precision: 'fp32' },
      settings: conversionSettings.parse({ to: 'b', colourTransfer: 'none', ...options.settings }),
      personDescriptor: null,
      swappedPeople: null,
      leftAlone: [],
      knownFaces: [],
      shownDescriptor: options.shownDescriptor ?? null,
      outputPath,
      sideBySidePath,
      reportFolder: folder,
      unfinishedFolder: join(folder, `${options.into}-unfinished`),
      ingredients: 'test',
      marks: { comment: 'AI-altered' },
    },
    context,
  );
  return { result, reports, opened, facts, outputPath, sideBySidePath };
};

const facts360 = { width: 360, height: 288 };

const decodeRaw = async (path: string): Promise<Uint8Array> => {
  const target = join(folder, 'raw.yuv');
  await ffmpeg(['-i', path, '-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', target]);
  return new Uint8Array(await readFile(target));
};

const planesOf = (frame: VideoFrame, bytes: Uint8Array): VideoFrame => ({
  ...frame,
  y: bytes.subarray(0, frame.y.length),
  u: bytes.subarray(frame.y.length, frame.y.length + frame.u.length),
  v: bytes.subarray(frame.y.length + frame.u.length),
});

/** Inside the hull, or a few pixels beside it: landmarks were steadied. */
const isNear = (hull: readonly FramePoint[], [x, y]: readonly [number, number]): boolean =>
  hull.every(([x0, y0], i) => {
    const [x1, y1] = hull[(i + 1) % hull.length] as FramePoint;
    return ((y0 - y1) * (x - x0) + (x1 - x0) * (y - y0)) / Math.hypot(x1 - x0, y1 - y0) > -4;
  });

describe('converting a video', () => {
  it.skipIf(!clip)(
    "keeps every frame, the size and the sound, and puts the original at the result's left",
    async () => {
      const { result, reports, opened, facts, outputPath, sideBySidePath } = await convert({ into: 'whole' });
      expect(result.written).toBe(facts.frameCount);
      expect(result.swapped).toBe(facts.frameCount);
      expect(result.jitter?.steadied).toBeLessThan(result.jitter?.seen as number);
      expect(reports.at(-1)).toMatchObject({ stage: 'finishing', done: facts.frameCount, total: facts.frameCount });
      expect(opened[0]?.state.map(({ name }) => name)).toEqual(['encoder/dense_1/kernel', 'decoder_b/output/bias']);

      const [written, joined] = [await factsOf(outputPath), await factsOf(sideBySidePath)];
      expect(written).toMatchObject({ frameCount: facts.frameCount, width: facts.width, height: facts.height });
      expect(written.audioCodec).not.toBeNull();
      expect(joined).toMatchObject({ frameCount: facts.frameCount, width: facts.width * 2, height: facts.height });
      expect(joined.audioCodec).not.toBeNull();

      const [source] = await someFrames(clip as string, { count: 1 });
      const [swapped] = await someFrames(outputPath, { count: 1 });
      const [pair] = await someFrames(sideBySidePath, { count: 1 });
      if (!source || !swapped || !pair) throw new Error('a video has no frames');
      // The upper part of the left half, where no label lies, is the original; the result has a black face.
      const left = (y: Uint8Array, stride: number): Uint8Array =>
        Uint8Array.from(
          { length: 100 * 200 },
          (_, i) => y[(60 + Math.floor(i / 200)) * stride + 80 + (i % 200)] as number,
        );
      expect(psnr(left(pair.y, pair.width), left(source.y, source.width))).toBeGreaterThan(30);
      expect(psnr(left(swapped.y, swapped.width), left(source.y, source.width))).toBeLessThan(20);
    },
  );

  it.skipIf(!clip)('gives the encoder the very pixels that were decoded, outside the face', async () => {
    const given: VideoFrame[] = [];
    const keep: SegmentSink = {
      write: async (frame) => void given.push(copyFrame(frame)),
      end: async () => undefined,
      [Symbol.asyncDispose]: async () => undefined,
    };
    // None of them are where they would be joined.
    await expect(convert({ into: 'kept', frames: { ...frameIo, openSegment: async () => keep } })).rejects.toThrow();
    // ffmpeg by itself, without a filter: the witness of what the file holds.
    const raw = await decodeRaw(clip as string);
    const results = given.filter(({ width }) => width === facts360.width);
    const pictureBytes = (facts360.width * facts360.height * 3) / 2;
    for (const index of [0, 20, 40]) {
      const frame = results[index] as VideoFrame;
      const decoded = raw.subarray(index * pictureBytes, (index + 1) * pictureBytes);
      const [face] = await models.find({ frame: planesOf(frame, decoded), known: [], thorough: false });
      const hull = convexHull(meshOutline(face?.mesh ?? []));
      let [changed, strays] = [0, 0];
      frame.y.forEach((value, at) => {
        if (value === decoded[at]) return;
        changed += 1;
        if (!isNear(hull, [at % frame.width, Math.floor(at / frame.width)])) strays += 1;
      });
      [...frame.u, ...frame.v].forEach((value, at) => {
        if (value === decoded[frame.y.length + at]) return;
        const chroma = at % frame.u.length;
        const stride = frame.width / 2;
        if (!isNear(hull, [2 * (chroma % stride), 2 * Math.floor(chroma / stride)])) strays += 1;
      });
      expect(changed).toBeGreaterThan(3000);
      expect(strays).toBe(0);
    }
  });

  it.skipIf(!clip)('keeps ten bits and HDR where a clip has them, and gives eight of BT.709 on request', async () => {
    const path = join(folder, 'face-pq.mp4');
    await makeDeepClip({ path, kind: 'pq', input: ['-t', '0.4', '-i', clip as string] });
    const hdr = { pix_fmt: 'yuv420p10le', color_transfer: 'smpte2084', color_primaries: 'bt2020' };
    const sdr = { pix_fmt: 'yuv420p', color_transfer: 'bt709', color_primaries: 'bt709', color_space: 'bt709' };
    const kept = await convert({ into: 'deep', path, settings: { format: 'hevc' } });
    expect(kept.result).toMatchObject({ written: 10, swapped: 10 });
    const colours = await coloursOf(kept.outputPath);
    expect(colours.stream).toMatchObject({ ...hdr, color_space: 'bt2020nc' });
    expect(colours.light).toEqual((await coloursOf(path)).light);
    expect(await packetTimes(kept.outputPath)).toHaveLength(10);
    expect((await coloursOf(kept.sideBySidePath)).stream).toMatchObject(sdr);
    // The network draws black, which is black in PQ too: on the face and nowhere else.
    const [before, after] = [await decodedSamples(path), await decodedSamples(kept.outputPath)];
    const luma = facts360.width * facts360.height;
    const darkened = after.subarray(0, luma).filter((value, at) => value < 90 && (before[at] as number) > 250);
    expect(darkened.length / luma).toBeGreaterThan(0.02);
    expect(darkened.length / luma).toBeLessThan(0.2);
    for (const [into, settings] of [
      ['asked', { format: 'hevc', depth: 'eightBits' }],
      ['plain', { format: 'h264' }],
    ] as const)
      expect((await coloursOf((await convert({ into, path, settings })).outputPath)).stream).toMatchObject(sdr);
  });

  it.skipIf(!clip).each([
    ['yuv422p10le', 'tv', 'prores', ['-c:v', 'prores_ks', '-profile:v', '3']],
    ['yuv444p10le', 'pc', 'ffv1', ['-c:v', 'ffv1']],
  ] as const)(
    'keeps the very %s of %s range of a clip in %s but for the face and the label, in the file itself',
    async (pixels, range, codec, encoding) => {
      const path = join(folder, `own-${codec}.${codec === 'prores' ? 'mov' : 'mkv'}`);
      const toRange = range === 'pc' ? 'full' : 'limited';
      // FFV1's encoder would bring full range to limited: what it is is said behind its back.
      const sign = 'setparams=range=limited:colorspace=bt709:color_primaries=bt709:color_trc=bt709';
      const filter = `scale=out_range=${toRange}:out_color_matrix=bt709,format=${pixels},${sign}`;
      await ffmpeg(['-t', '0.16', '-i', clip as string, '-an', '-vf', filter, ...encoding, `${path}.mov`]);
      const colours = ['-color_range', range, '-colorspace', 'bt709'];
      await ffmpeg(['-i', `${path}.mov`, '-c', 'copy', ...(range === 'pc' ? colours : []), path]);
      const { result, outputPath } = await convert({ into: `own-${codec}`, path, settings: { format: 'ffv1' } });
      expect(result).toMatchObject({ written: 4, swapped: 4 });
      expect((await coloursOf(outputPath)).stream).toMatchObject({ pix_fmt: pixels, color_range: range });
      const [before, after] = [await decodedSamples(path, pixels), await decodedSamples(outputPath, pixels)];
      expect(after).toHaveLength(before.length);
      const { width, height } = facts360;
      const [source] = await someFrames(path, { count: 1 });
      const [face] = await models.find({ frame: source as VideoFrame, known: [], thorough: false });
      const hull = convexHull(meshOutline(face?.mesh ?? []));
      const label = makeLabel({ text: resultLabel, width, height });
      const isLabel = (x: number, y: number) =>
        x >= label.left && x < label.left + label.width && y >= label.top && y < label.top + label.height;
      const across = pixels.startsWith('yuv422') ? 2 : 1;
      const perPicture = before.length / 4;
      let [changed, strays] = [0, 0];
      for (let at = 0; at < perPicture; at += 1) {
        if (before[at] === after[at]) continue;
        changed += 1;
        const inPlane = at < width * height ? at : (at - width * height) % ((width / across) * height);
        const [stride, step] = at < width * height ? [width, 1] : [width / across, across];
        const [x, y] = [step * (inPlane % stride), Math.floor(inPlane / stride)];
        if (!isLabel(x, y) && !isNear(hull, [x, y])) strays += 1;
      }
      expect(changed).toBeGreaterThan(6000);
      expect(strays).toBe(0);
    },
  );

  it.skipIf(!clip)('reports what it measured, with a labelled picture of each of the worst frames', async () => {
    const [source] = await someFrames(clip as string, { count: 1 });
    const [face] = await models.find({ frame: source as VideoFrame, known: [], thorough: false });
    const [own] = await models.describe([{ frame: source as VideoFrame, face: face as FoundFace }]);
    const { result, facts } = await convert({ into: 'reported', shownDescriptor: [...(own as Float32Array)] });
    const report = conversionReport.parse(JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')));
    expect(report.frames).toEqual({ written: facts.frameCount, swapped: result.swapped, nobody: 0, anotherPerson: 0 });
    const { likenessToShown, likenessToReplaced, seam, flicker, jitter } = report.measures;
    // A black face is nobody's: far from the likeness of 0.8 and more that pictures of one person have to their mean.
    expect(likenessToShown?.mean).toBeLessThan(0.6);
    expect(likenessToShown?.count).toBe(Math.ceil(facts.durationSeconds * 2));
    expect(likenessToReplaced).toBeNull();
    // Skin of about L* 60 beside black, of which the soft edge takes its part.
    expect(seam?.mean).toBeGreaterThan(15);
    expect(flicker?.series).toHaveLength(facts.frameCount);
    expect(flicker?.series[0]).toBeNull();
    expect(jitter?.mean).toBeLessThan(0.01);
    for (const { frame } of seam?.moments ?? []) {
      const picture = await imageCodec.read(join(folder, `worst-${frame}.jpg`));
      expect([picture.width, picture.height]).toEqual([384, 192]);
      // Letters of the label on the black face of the right half, none on the left.
      const light = (from: number): number =>
        Array.from({ length: 30 * 192 }, (_, i) => {
          const at = ((160 + Math.floor(i / 192)) * 384 + from + (i % 192)) * 3;
          return Math.min(...picture.data.subarray(at, at + 3)) > 225 ? 1 : 0;
        }).reduce((sum: number, one) => sum + one, 0);
      expect(light(192)).toBeGreaterThan(light(0) + 30);
    }
  });

  it.skipIf(!clip)('leaves no video behind when it is cancelled', async () => {
    const aborting = new AbortController();
    await expect(
      convert({ into: 'cancelled', signal: aborting.signal, onProgress: () => aborting.abort() }),
    ).rejects.toThrow();
    expect((await readdir(folder)).filter((name) => name.startsWith('cancelled') && name.includes('.mp4'))).toEqual([]);
  });
});
