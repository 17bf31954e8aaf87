/** Clips that lack something, are damaged or unusual go through real workers and real ffmpegs; ffprobe says what came of it. */
import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '#core/autoencoder/random.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { createClipFaceModels } from '#server/adapters/tensorflow/face-models/create-clip-face-models.ts';
import type { FoundFace } from '#server/ports/face-models.ts';
import { ffmpeg, frameTimes, temporaryFolder, witness, witnessAll } from '#tests/helpers/make-clip.ts';
import { convertByWorker, notedFrames, type RealConversion, reportIn } from '#tests/helpers/real-conversion.ts';
import { someFrames } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';
import { psnr } from '#tests/helpers/synthetic-frames.ts';

const execute = promisify(execFile);

/** Each starts a process that loads TensorFlow: a minute and more where other work goes on. */
const longest = 180_000;

/** A small disk can be mounted as root in many containers, and by nobody else. */
const canMount = await execute('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/tmp']).then(
  () => true,
  () => false,
);

const man = sharedMedia('grid_bbaf2n_man.mpg') as string;
const woman = sharedMedia('grid_brbk7n_woman.mpg') as string;
const noFace = sharedMedia('pyfeat_no_face.mp4') as string;

let scene: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  scene = await temporaryFolder();
});
afterAll(() => scene[Symbol.asyncDispose]());

const encoded = ['-c:v', 'libx264', '-preset', 'veryfast', '-g', '12', '-pix_fmt', 'yuv420p'];

/** A clip of the man, made with these options. */
const made = async (name: string, options: readonly string[], more: readonly string[] = []): Promise<string> => {
  const path = join(scene.path, name);
  await ffmpeg(['-i', man, ...more, ...options, path]);
  return path;
};

/** As ffmpeg itself decodes it. */
const lumaOfFirst = async (path: string): Promise<Uint8Array> => {
  const raw = `${path}.yuv`;
  await ffmpeg(['-i', path, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'gray', raw]);
  return readFile(raw);
};

const convert = async (name: string, conversion: Omit<RealConversion, 'folder'>) => {
  const folder = join(scene.path, name);
  return { folder, ...(await convertByWorker({ ...conversion, folder })) };
};

/** Beside what another try may go on with. */
const left = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name !== 'unfinished').sort();

describe.skipIf(!sharedMedia('grid_bbaf2n_man.mpg'))('a clip', { timeout: longest }, () => {
  test('that shows no face is written whole and unchanged, and the report says so', async () => {
    const { outcome, outputPath, folder } = await convert('no-face', { path: noFace, settings: { outSeconds: 0.5 } });
    const { written } = outcome.status === 'done' ? outcome.result : { written: 0 };
    expect(outcome).toMatchObject({ status: 'done', result: { swapped: 0, jitter: null } });
    expect(Number((await witness(outputPath)).video.nb_read_frames)).toBe(written);
    expect((await reportIn(folder)).frames).toEqual({ written, swapped: 0, nobody: written, anotherPerson: 0 });
    const first = async (path: string) => {
      const [{ y, width }] = (await someFrames(path, { count: 1 })) as [VideoFrame];
      return y.subarray(100 * width, 400 * width);
    };
    expect(psnr(await first(outputPath), await first(noFace))).toBeGreaterThan(38);
  });

  test('that shows another person only is left as it is, and the report says so', async () => {
    const models = createClipFaceModels();
    const [frame] = (await someFrames(man, { count: 1 })) as [VideoFrame];
    const [face] = (await models.find({ frame, known: [], thorough: true })) as [FoundFace];
    const [look] = (await models.describe([{ frame, face }])) as [Float32Array];
    models[Symbol.dispose]();
    const people = { swappedPeople: [[[...look]]], leftAlone: [] };
    const settings = { outSeconds: 1 };
    const hers = await convert('another', { path: woman, people, settings });
    expect((await reportIn(hers.folder)).frames).toEqual({ written: 25, swapped: 0, nobody: 0, anotherPerson: 25 });
    const his = await convert('himself', { path: man, people, settings });
    expect((await reportIn(his.folder)).frames).toMatchObject({ written: 25, swapped: 25 });
  });

  test('whose middle is damaged is converted but for the frames that are lost, and the report says where they were', async () => {
    const whole = await made('whole.mp4', [...encoded, '-an']);
    const bytes = await readFile(whole);
    const random = seededRandom(1, 'damage');
    for (let at = Math.round(bytes.length * 0.45); at < bytes.length * 0.55; at += 1)
      bytes[at] = random.uniform() * 256;
    const path = join(scene.path, 'damaged.mp4');
    await writeFile(path, bytes);
    const [promised, times] = [await frameTimes(whole), await frameTimes(path)];
    const missing = promised.filter((time) => !times.some((other) => Math.abs(other - time) < 0.02));
    expect(missing.length).toBeGreaterThan(3);
    const { outputPath, folder, outcome } = await convert('damaged', { path });
    expect(outcome).toMatchObject({ status: 'done', result: { written: times.length } });
    const written = await frameTimes(outputPath);
    times.forEach((time, at) => {
      expect(written[at]).toBeCloseTo(time, 2);
    });
    const { damage } = await reportIn(folder);
    expect(damage.reduce((sum, { lost }) => sum + lost, 0)).toBe(missing.length);
    const [first, last] = [missing[0], missing.at(-1)].map((time) => (time as number) - (times[0] as number));
    expect(damage[0]?.fromSeconds).toBeCloseTo((first as number) - 0.04, 2);
    expect(damage.at(-1)?.toSeconds).toBeCloseTo((last as number) + 0.04, 2);
  });

  test('that is whole has no damage in its report', async () => {
    const path = await made('whole-again.mp4', [...encoded, '-an', '-frames:v', '10']);
    expect((await reportIn((await convert('whole-again', { path })).folder)).damage).toEqual([]);
  });

  test('without sound gives a video without sound', async () => {
    const path = await made('silent.mp4', [...encoded, '-an', '-frames:v', '10']);
    const { outputPath } = await convert('silent', { path });
    expect((await witnessAll(outputPath)).streams.map(({ codec_type }) => codec_type)).toEqual(['video']);
    expect((await witness(outputPath)).video.nb_read_frames).toBe('10');
  });

  test('of several video streams is converted by its first', async () => {
    const streams = ['-map', '0:v', '-map', '1:v', '-map', '0:a', '-frames:v', '10', ...encoded, '-c:a', 'aac'];
    const path = await made('two.mp4', streams, ['-f', 'lavfi', '-i', 'testsrc2=size=640x480:rate=25:duration=1']);
    const { outputPath, outcome } = await convert('two', { path });
    expect(outcome).toMatchObject({ status: 'done', result: { written: 10, swapped: 10 } });
    const pictures = (await witnessAll(outputPath)).streams.filter(({ codec_type }) => codec_type === 'video');
    expect(pictures.map(({ width, height }) => [width, height])).toEqual([[360, 288]]);
  });

  test('with cover art before its picture is converted by the picture', async () => {
    const streams = ['-map', '1:v', '-map', '0:v', '-c:v:0', 'mjpeg', '-disposition:v:0', 'attached_pic'];
    const more = ['-f', 'lavfi', '-i', 'testsrc2=size=64x64:rate=25:duration=0.04'];
    const path = await made('cover.mp4', [...streams, '-c:v:1', 'libx264', '-frames:v:1', '10', '-an'], more);
    const { outputPath, outcome } = await convert('cover', { path });
    expect(outcome).toMatchObject({ status: 'done', result: { written: 10, swapped: 10 } });
    expect((await witness(outputPath)).video).toMatchObject({ width: 360, height: 288 });
  });

  test('whose face is half out of the frame is converted, and every pixel far from the face stays', async () => {
    const path = await made('half.mp4', [
      '-vf',
      'crop=iw*0.52:ih:0:0',
      ...encoded,
      '-qp',
      '0',
      '-an',
      '-frames:v',
      '10',
    ]);
    const settings = { format: 'ffv1', colourTransfer: 'none' } as const;
    const { outputPath, outcome } = await convert('half', { path, settings });
    expect(outcome).toMatchObject({ status: 'done', result: { written: 10 } });
    expect(outcome.status === 'done' && outcome.result.swapped).toBeGreaterThan(5);
    const { width, height } = (await witness(outputPath)).video as { width: number; height: number };
    const [was, is] = (await Promise.all([path, outputPath].map(lumaOfFirst))) as [Uint8Array, Uint8Array];
    const changed = [...is.keys()].filter((at) => is[at] !== was[at] && at < (height - 60) * width);
    const columns = changed.map((at) => at % width);
    // Up to the edge of the frame that cuts the face, and not to the other one.
    expect(Math.max(...columns)).toBe(width - 1);
    expect(Math.min(...columns)).toBeGreaterThan(40);
  });

  test('of one frame gives a video of one frame', async () => {
    const path = await made('one.mp4', [...encoded, '-an', '-frames:v', '1']);
    const { outputPath, outcome } = await convert('one', { path, settings: { sideBySide: true } });
    expect(outcome).toMatchObject({ status: 'done', result: { written: 1, swapped: 1, jitter: null } });
    expect((await witness(outputPath)).video.nb_read_frames).toBe('1');
  });

  test('8000 pixels wide is converted at that size', async () => {
    const wide = ['-vf', 'scale=2500:2000,pad=8000:4000:2800:900', '-frames:v', '3', '-an', ...encoded];
    const path = await made('wide.mp4', wide);
    const { outputPath, outcome } = await convert('wide', { path });
    expect(outcome).toMatchObject({ status: 'done', result: { written: 3, swapped: 3 } });
    expect((await witness(outputPath)).video).toMatchObject({ width: 8000, height: 4000, nb_read_frames: '3' });
  });

  test('of which the part asked for holds no frame ends with a code that says so, and leaves nothing', async () => {
    const settings = { inSeconds: 1.005, outSeconds: 1.03 };
    const { outcome, folder } = await convert('short', { path: man, settings });
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'part_empty', facts: settings } });
    expect(await left(folder)).toEqual([]);
  });
});

describe.skipIf(!sharedMedia('grid_bbaf2n_man.mpg'))('a conversion', { timeout: longest }, () => {
  test('that is cancelled leaves no video behind', async () => {
    const { outcome, folder } = await convert('cancelled', {
      ...{ path: man, settings: { sideBySide: true } },
      onFrames: (cancel) => cancel(),
    });
    expect(outcome).toEqual({ status: 'cancelled' });
    expect(await left(folder)).toEqual([]);
  });

  test.skipIf(!canMount)('that fills the disk says so, leaves no video, and goes on when there is room', async () => {
    const folder = join(scene.path, 'full');
    await mkdir(folder);
    const path = join(scene.path, 'long.mpg');
    await ffmpeg(['-stream_loop', '3', '-i', man, '-c', 'copy', path]);
    const all = (await witness(path)).video.nb_read_frames;
    /** As much as there is room for. */
    const fill = (file: string) => {
      try {
        writeFileSync(file, Buffer.alloc(60 << 20));
      } catch {}
    };
    const begun: number[] = [];
    const attempt = (onFrames?: RealConversion['onFrames']) => {
      begun.push(-1);
      return convertByWorker({
        ...{ path, folder, settings: { format: 'ffv1' } },
        onFrames: (cancel, progress) => {
          if (begun.at(-1) === -1) begun.splice(-1, 1, progress.done);
          onFrames?.(cancel, progress);
        },
      });
    };
    await execute('mount', ['-t', 'tmpfs', '-o', 'size=60m', 'tmpfs', folder]);
    try {
      const ballast = join(folder, 'ballast');
      const { outcome } = await attempt(() => {
        // Somebody else fills it, when eighty frames are noted.
        if (notedFrames(folder) >= 80 && !existsSync(ballast)) fill(ballast);
      });
      expect(outcome).toMatchObject({ status: 'failed', error: { code: 'disk_full' } });
      await rm(ballast);
      expect(await left(folder)).toEqual([]);
      expect((await attempt()).outcome).toMatchObject({ status: 'done', result: { written: Number(all) } });
      expect(begun[1]).toBeGreaterThan(32);
      expect((await witness(join(folder, 'result.mkv'))).video.nb_read_frames).toBe(all);
    } finally {
      await execute('umount', [folder]);
    }
  });
});
