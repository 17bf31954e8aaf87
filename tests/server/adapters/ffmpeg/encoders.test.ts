import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { videoFiles, videoFormat, videoQuality } from '#core/contract/video-format.ts';
import { encodedPixels, encoderFor, parseEncoders, parsePixels } from '#server/adapters/ffmpeg/encoders.ts';
import { createFrameIo } from '#server/adapters/ffmpeg/ffmpeg-tools.ts';
import type { WriteVideoOptions } from '#server/ports/frame-io.ts';
import { packetTimes } from '#tests/helpers/deep-clip.ts';
import { ffmpeg, never, temporaryFolder, tools, witness } from '#tests/helpers/make-clip.ts';
import { factsOf } from '#tests/helpers/real-tools.ts';

const { readFrames, openSink, formats } = createFrameIo(tools);

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const inFolder = (name: string) => join(folder.path, name);
let source: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  source = inFolder('source.mkv');
  // Frames at uneven times, two sound tracks.
  await ffmpeg(
    [
      ['-f', 'lavfi', '-i', 'testsrc2=size=160x120:rate=25:duration=1.2'],
      ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=1.2', '-f', 'lavfi', '-i', 'sine=frequency=660:duration=1.2'],
      ['-map', '0', '-map', '1', '-map', '2', '-vf', "select='not(mod(n,5))+lt(n,15)'", '-fps_mode', 'vfr'],
      ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a:0', 'aac', '-c:a:1', 'libopus', source],
    ].flat(),
  );
});
afterAll(() => folder[Symbol.asyncDispose]());

const write = async (to: string, options: Pick<WriteVideoOptions, 'format' | 'quality'>) => {
  const facts = await factsOf(source);
  const { width, height } = facts;
  const marks = { title: 'face (AI-altered)', comment: 'AI-altered with Understudy' };
  const sink = { path: to, sourcePath: source, facts, width, height, label: 'AI', marks, signal: never, ...options };
  await using written = await openSink(sink);
  for await (const frame of readFrames({ path: source, facts, samplesPerSecond: null, signal: never }))
    await written.write(frame);
  return await written.finish();
};

describe('a video written as', () => {
  it.each(videoFormat.options)('%s has the frames, times, sound and marks of any other', async (format) => {
    const to = inFolder(`${format}.${videoFiles[format].extension}`);
    await write(to, { format });
    const { video, audio, tags, durationSeconds } = await witness(to);
    expect(video).toMatchObject({ codec_name: format, width: 160, height: 120 });
    expect(audio?.codec_name).toBe('aac');
    expect(durationSeconds).toBeCloseTo((await witness(source)).durationSeconds, 1);
    const [before, after] = [await packetTimes(source), await packetTimes(to)];
    expect(after).toHaveLength(before.length);
    for (const [index, time] of after.entries())
      expect(Math.abs(time - (before[index] ?? 0) - ((after[0] ?? 0) - (before[0] ?? 0))), `${index}`).toBeLessThan(
        2e-3,
      );
    const found = Object.fromEntries(Object.entries(tags).map(([key, value]) => [key.toLowerCase(), value]));
    expect(found).toMatchObject({ title: 'face (AI-altered)', comment: 'AI-altered with Understudy' });
  });

  it('hevc bears the tag that Apple’s players ask for, and prores the profile of its quality', async () => {
    expect((await witness(inFolder('hevc.mp4'))).video.codec_tag_string).toBe('hvc1');
    await write(inFolder('hq.mov'), { format: 'prores', quality: 'finer' });
    expect((await witness(inFolder('hq.mov'))).video).toMatchObject({ profile: 'HQ', codec_tag_string: 'apch' });
    expect((await witness(inFolder('prores.mov'))).video).toMatchObject({
      profile: 'Standard',
      pix_fmt: 'yuv422p10le',
    });
  });

  it('ffv1 holds every pixel as it was given, but for the label', async () => {
    const top = ['-vf', 'crop=iw:ih/2:0:0', '-fps_mode', 'passthrough', '-an', '-f', 'framemd5', '-'];
    const sums = async (path: string) => {
      const { stdout } = await promisify(execFile)(tools.ffmpegPath, ['-v', 'error', '-i', path, ...top]);
      return stdout.split('\n').flatMap((line) => (line.startsWith('0') ? [line.split(',').at(-1)?.trim()] : []));
    };
    expect(await sums(inFolder('ffv1.mkv'))).toEqual(await sums(source));
  });

  it.each(['h264', 'hevc', 'av1', 'prores'] as const)('%s grows with its quality', async (format) => {
    const sizes: number[] = [];
    for (const quality of videoQuality.options)
      sizes.push((await write(inFolder(`size-${format}.bin`), { format, quality })).sizeBytes);
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
  });
});

describe('a format that this ffmpeg cannot write', () => {
  it('is refused with a code', async () => {
    await expect(encoderFor(inFolder('no-such-ffmpeg'), 'av1')).rejects.toMatchObject({
      code: 'encoder_missing',
      facts: { format: 'av1' },
    });
  });

  it('is told from the list that ffmpeg prints', async () => {
    const list =
      ' Encoders:\n V..... = Video\n ------\n V....D libx264              libx264 H.264\n A....D aac                  AAC\n';
    expect([...parseEncoders(list)]).toEqual(['libx264']);
    expect(await formats()).toContain('h264');
  });
});

describe('pixels of more than eight bits', () => {
  const layout = { bits: 12, chroma: '4:2:2' } as const;
  const lineOf = (names: string) => `    Supported pixel formats: ${names}`;

  it('are read from what an encoder says of itself', () => {
    expect(parsePixels(`Encoder libx265\n${lineOf('yuv420p gbrp yuv422p12le')}\nlibx265 AVOptions:`)).toEqual(
      new Set(['yuv420p', 'gbrp', 'yuv422p12le']),
    );
    expect(parsePixels('Codec is not recognized')).toEqual(new Set());
  });

  it.each([
    ['yuv420p yuv422p10le yuv422p12le', 'yuv422p12le'],
    ['yuv420p yuv420p10le yuv422p10le', 'yuv422p10le'],
    ['yuv420p yuv420p10le', 'yuv420p10le'],
    ['yuv420p', 'yuv420p'],
  ])('are as many as a build with %s has', async (names, expected) => {
    const path = inFolder(`build-${expected}`);
    await writeFile(path, `#!/bin/sh\necho '${lineOf(names)}'\n`, { mode: 0o755 });
    const encoder = await encoderFor(tools.ffmpegPath, 'hevc');
    expect(await encodedPixels(path, { encoder, layout })).toBe(expected);
  });
});
