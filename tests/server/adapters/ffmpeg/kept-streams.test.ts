import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFrameIo, createVideoProbe } from '#server/adapters/ffmpeg/ffmpeg-tools.ts';
import {
  ffmpeg,
  generousLimits,
  never,
  temporaryFolder,
  tools,
  witness,
  witnessAll,
} from '#tests/helpers/make-clip.ts';

const { readFrames, openSink } = createFrameIo(tools);

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const inFolder = (name: string) => join(folder.path, name);
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const subtitles = `1
00:00:00,200 --> 00:00:00,900
Bom dia

2
00:00:01,200 --> 00:00:01,800
Boa noite
`;

const chapters = `;FFMETADATA1
[CHAPTER]
TIMEBASE=1/1000
START=0
END=800
title=Ann at home
[CHAPTER]
TIMEBASE=1/1000
START=800
END=2000
title=Ben
`;

/** Two seconds with three sound tracks, subtitles and two chapters. */
const makeRichClip = async (name: string, sounds: readonly string[]): Promise<string> => {
  await writeFile(inFolder('words.srt'), subtitles);
  await writeFile(inFolder('chapters.txt'), chapters);
  const tone = (frequency: number) => ['-f', 'lavfi', '-i', `sine=frequency=${frequency}:duration=2`];
  await ffmpeg(
    [
      ['-f', 'lavfi', '-i', 'testsrc2=size=160x120:rate=25:duration=2', tone(440), tone(660), tone(880)].flat(),
      ['-i', inFolder('words.srt'), '-i', inFolder('chapters.txt')],
      ['-map', '0', '-map', '1', '-map', '2', '-map', '3', '-map', '4', '-map_chapters', '5'],
      ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', ...sounds],
      ['-ac:a:2', '6', '-metadata:s:a:0', 'language=eng', '-metadata:s:a:1', 'language=por'],
      ['-metadata:s:a:1', 'title=Ann and Ben', '-metadata:s:s:0', 'language=por', inFolder(name)],
    ].flat(),
  );
  return inFolder(name);
};

const copy = async (from: string, to: string): Promise<void> => {
  const facts = await createVideoProbe(tools).probe({ path: from, limits: generousLimits, signal: never });
  const { width, height } = facts;
  const sink = { path: to, sourcePath: from, facts, width, height, label: 'AI-altered', marks: {}, signal: never };
  await using written = await openSink(sink);
  for await (const frame of readFrames({ path: from, facts, samplesPerSecond: null, signal: never }))
    await written.write(frame);
  await written.finish();
};

describe('a written video keeps of its source', () => {
  it.each([
    ['rich.mkv', ['-c:a:0', 'aac', '-c:a:1', 'libopus', '-c:a:2', 'pcm_s16le'], ['aac', 'opus', 'aac']],
    ['rich.mp4', ['-c:a', 'aac', '-c:s', 'mov_text'], ['aac', 'aac', 'aac']],
  ])('every sound track, the subtitles and where chapters begin, but no names: %s', async (name, sounds, codecs) => {
    const from = await makeRichClip(name, sounds);
    const to = inFolder(`${name}.out.mp4`);
    await copy(from, to);
    const [before, after] = [await witnessAll(from), await witnessAll(to)];
    const ofKind = (kind: string) => after.streams.filter((stream) => stream.codec_type === kind);
    expect(ofKind('audio').map((stream) => stream.codec_name)).toEqual(codecs);
    expect(ofKind('audio').map((stream) => stream.channels)).toEqual([1, 1, 6]);
    expect(ofKind('audio').map((stream) => stream.tags?.language)).toEqual(['eng', 'por', 'und']);
    expect(ofKind('subtitle')).toMatchObject([{ codec_name: 'mov_text', tags: { language: 'por' } }]);
    expect(after.chapters.map((chapter) => Number(chapter.start_time))).toEqual([0, 0.8]);
    expect(after.chapters.map((chapter) => chapter.tags?.title)).toEqual(['1', '2']);
    expect(JSON.stringify(after)).not.toMatch(/Ann|Ben/);
    expect(JSON.stringify(before)).toMatch(/Ann/);
    await ffmpeg(['-i', to, '-map', '0:s:0', inFolder(`${name}.srt`)]);
    expect((await readFile(inFolder(`${name}.srt`), 'utf8')).trim()).toBe(subtitles.trim());
    expect((await witness(to)).video.nb_read_frames).toBe('50');
  });

  it('the shape of its picture, where its pixels are no squares', async () => {
    const from = inFolder('wide.mp4');
    await ffmpeg(
      [
        ['-f', 'lavfi', '-i', 'testsrc2=size=144x116:rate=25:duration=0.4', '-vf', 'setsar=16/11'],
        ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', from],
      ].flat(),
    );
    await copy(from, inFolder('wide.out.mp4'));
    const { video } = await witness(inFolder('wide.out.mp4'));
    const [across, down] = String(video.sample_aspect_ratio ?? '1:1')
      .split(':')
      .map(Number) as [number, number];
    const shape = ((video.width ?? 0) * across) / ((video.height ?? 1) * down);
    expect(shape).toBeCloseTo((144 * 16) / (116 * 11), 2);
  });
});
