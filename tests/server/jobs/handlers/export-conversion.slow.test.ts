import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CreateConversionExport, exportFiles, exportSettings } from '#core/contract/conversion-export.ts';
import type { RgbImage } from '#core/pixels/image.ts';
import { createZipFiles } from '#server/adapters/zip/zip-files.ts';
import { exportConversion } from '#server/jobs/handlers/export-conversion.ts';
import type { JobContext } from '#server/jobs/job-handler.ts';
import { makeDeepClip } from '#tests/helpers/deep-clip.ts';
import { makeClip, tools, witness } from '#tests/helpers/make-clip.ts';
import { factsOf, frameIo, imageCodec, limits, videoProbe } from '#tests/helpers/real-tools.ts';

const marks = {
  title: 'Ana <1> & "Bo" (AI-altered)',
  comment: 'AI-altered with Understudy',
  description: 'https://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia',
};
const label = 'AI-altered';

let folder: string;
let paths: { result: string; pair: string };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'));
  paths = { result: await labelled('result', 320), pair: await labelled('pair', 640) };
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Grey, with stripes that wander in the upper quarter: no two frames are the same. */
const stripes = (width: number): string =>
  `color=gray:s=${width}x240:r=25:d=2,geq=lum='120+30*lt(mod(X+4*N,64),8)*lt(Y,60)':cb=128:cr=128`;

/** As a conversion leaves it: two seconds, a tone, the label; of a pair on its right half. */
const labelled = async (name: string, width: number): Promise<string> => {
  const sourcePath = await makeClip({
    ...{ path: join(folder, `${name}-source.mp4`), picture: stripes(width), seconds: 2 },
  });
  const [facts, path] = [await factsOf(sourcePath), join(folder, `${name}.mp4`)];
  const signal = new AbortController().signal;
  const labelLeft = width === 640 ? 320 : 0;
  await using sink = await frameIo.openSink({
    path,
    sourcePath,
    facts,
    width,
    height: 240,
    label,
    labelLeft,
    marks,
    signal,
  });
  for await (const frame of frameIo.readFrames({ path: sourcePath, facts, samplesPerSecond: null, signal }))
    await sink.write(frame);
  await sink.finish();
  return path;
};

const exported = async (request: CreateConversionExport, captions: string[] = [], alone = paths.result) => {
  const settings = exportSettings.parse(request);
  const outputPath = join(folder, `out.${exportFiles[settings.format].extension}`);
  const isPair = settings.of === 'pair';
  const context = {
    tools: { frames: frameIo, probe: videoProbe, images: imageCodec, zips: createZipFiles(), limits },
    signal: new AbortController().signal,
    progress: () => undefined,
  } as unknown as JobContext;
  const result = await exportConversion(
    {
      ...{ conversionId: 'c', sourcePath: isPair ? paths.pair : alone, isPair, settings, captions },
      ...{ outputPath, folder, marks },
    },
    context,
  );
  return { ...result, outputPath };
};

/** Share of pixels of a region that are much lighter than the grey of the picture: letters. */
const lettersIn = (picture: RgbImage, box: { left: number; top: number; right: number; bottom: number }): number => {
  let [light, all] = [0, 0];
  for (let y = Math.floor(box.top * picture.height); y < box.bottom * picture.height; y += 1)
    for (let x = Math.floor(box.left * picture.width); x < box.right * picture.width; x += 1) {
      all += 1;
      if ((picture.data[(y * picture.width + x) * 3] as number) > 190) light += 1;
    }
  return light / all;
};

/** Where the label lies: at the lower left of a picture, or of the right one of two. */
const labelPlace = { left: 0, top: 0.85, right: 0.3, bottom: 1 };
const pairPlace = { left: 0.5, top: 0.85, right: 0.65, bottom: 1 };

const frameOf = async (path: string): Promise<RgbImage> => {
  const png = join(folder, 'frame.png');
  await promisify(execFile)(tools.ffmpegPath, ['-v', 'error', '-y', '-i', path, '-frames:v', '1', png]);
  return imageCodec.read(png);
};

test('a part as a video of another size keeps its sound, its label and what it says of itself', async () => {
  const { outputPath, frames } = await exported({ format: 'mp4', inSeconds: 0.4, outSeconds: 1.4, width: 240 });
  const { video, audio, tags, durationSeconds } = await witness(outputPath);
  expect(video).toMatchObject({ codec_name: 'h264', width: 240, height: 180, nb_read_frames: '25' });
  expect(frames).toBe(25);
  expect(audio?.codec_name).toBe('aac');
  expect(durationSeconds).toBeCloseTo(1, 1);
  expect(tags).toMatchObject({ title: marks.title, comment: marks.comment, description: marks.description });
  expect(lettersIn(await frameOf(outputPath), labelPlace)).toBeGreaterThan(0.02);
});

test('a result of HDR comes out as screens of SDR show it', async () => {
  // White of 203 nits is bent to 0.679 of SDR's: 217 of 255 at a gamma of 2.4.
  const input = ['-f', 'lavfi', '-i', 'color=white:size=320x240:rate=25:duration=0.2'];
  const path = await makeDeepClip({ path: join(folder, 'white.mp4'), kind: 'pq', input });
  const { outputPath } = await exported({ format: 'mp4' }, [], path);
  expect((await witness(outputPath)).video).toMatchObject({ codec_name: 'h264', color_transfer: 'bt709' });
  const { data } = await frameOf(outputPath);
  for (const value of data.subarray(0, 3 * 320 * 100)) expect(Math.abs(value - 217)).toBeLessThanOrEqual(3);
});

test('what is cut out of a place without the label is labelled anew', async () => {
  const crop = { left: 160, top: 20, width: 140, height: 120 };
  const { outputPath } = await exported({ format: 'mp4', crop });
  expect((await witness(outputPath)).video).toMatchObject({ width: 140, height: 120 });
  expect(lettersIn(await frameOf(outputPath), { left: 0, top: 0.8, right: 0.6, bottom: 1 })).toBeGreaterThan(0.02);
});

test('original and result stand beside each other under captions, and only the result is called altered', async () => {
  const captions = ['Original: Ana', 'AI-altered: Ana as Bo'];
  const { outputPath } = await exported({ format: 'mp4', of: 'pair' }, captions);
  const picture = await frameOf(outputPath);
  expect([picture.width, picture.height]).toEqual([640, 240 + 22]);
  const band = { top: 0.01, bottom: 20 / 262 };
  expect(lettersIn(picture, { ...band, left: 0, right: 0.5 })).toBeGreaterThan(0.02);
  expect(lettersIn(picture, { ...band, left: 0.5, right: 1 })).toBeGreaterThan(0.02);
  expect(lettersIn(picture, pairPlace)).toBeGreaterThan(0.02);
  expect(lettersIn(picture, labelPlace)).toBeLessThan(0.001);
});

test.each(['gif', 'webp'] as const)(
  'a loop begins again for ever, at the rate asked for, marked: %s',
  async (format) => {
    const { outputPath, frames } = await exported({ format, outSeconds: 1, framesPerSecond: 10, width: 160 });
    expect(frames).toBe(10);
    const bytes = await readFile(outputPath);
    expect(bytes.includes(marks.description)).toBe(true);
    expect(lettersIn(await imageCodecOf(bytes, format), labelPlace)).toBeGreaterThan(0.02);
    // ffprobe does not read moving WebP; its frames are counted by their chunks.
    if (format === 'webp') {
      expect(bytes.toString('latin1').split('ANMF')).toHaveLength(11);
      expect(bytes.subarray(0, 4).toString()).toBe('RIFF');
      expect(bytes.readUInt16LE(bytes.indexOf('ANIM') + 12)).toBe(0);
    } else {
      const { video } = await witness(outputPath);
      expect(video).toMatchObject({ codec_name: 'gif', width: 160, height: 120, nb_read_frames: '10' });
      expect(Number(video.duration)).toBeCloseTo(1, 1);
      expect(bytes.includes('NETSCAPE2.0')).toBe(true);
    }
  },
);

const imageCodecOf = async (bytes: Buffer, format: 'gif' | 'webp'): Promise<RgbImage> => {
  if (format === 'webp') return imageCodec.decode(bytes, { maxSide: 1000 });
  const path = join(folder, 'first.gif');
  await writeFile(path, bytes);
  return frameOf(path);
};

/** The XMP of a PNG, in a packed chunk of text (PNG specification, zTXt). */
const textOfPng = (bytes: Buffer): string => {
  const keyword = 'XML:com.adobe.xmp';
  const at = bytes.indexOf(keyword);
  expect(bytes.subarray(at - 4, at).toString()).toBe('zTXt');
  return inflateSync(bytes.subarray(at + keyword.length + 2, at + bytes.readUInt32BE(at - 8))).toString();
};

test.each(['pngs', 'webps'] as const)('every frame comes in a zip, marked, under its number: %s', async (format) => {
  const { outputPath, frames } = await exported({ format, inSeconds: 1, outSeconds: 1.2 });
  expect(frames).toBe(5);
  await using zip = await createZipFiles().open(outputPath);
  const extension = format === 'pngs' ? 'png' : 'webp';
  expect(zip.entries.map(({ name }) => name)).toEqual([25, 26, 27, 28, 29].map((n) => `0000${n}.${extension}`));
  const bytes = Buffer.from(await zip.read(zip.entries[0]?.name ?? ''));
  const said = format === 'pngs' ? textOfPng(bytes) : bytes.toString();
  expect(said).toContain('compositeWithTrainedAlgorithmicMedia');
  expect(said).toContain('Ana &lt;1&gt; &amp; &quot;Bo&quot;');
  const picture = await imageCodec.decode(bytes, { maxSide: 1000 });
  expect([picture.width, picture.height]).toEqual([320, 240]);
  expect(lettersIn(picture, labelPlace)).toBeGreaterThan(0.02);
});

test('a loop too large to be held is refused in words', async () => {
  await expect(exported({ format: 'gif', width: 7680 })).rejects.toMatchObject({ code: 'export_too_large' });
});
