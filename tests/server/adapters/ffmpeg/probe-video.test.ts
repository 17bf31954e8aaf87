import { copyFile, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VideoFacts } from '#core/contract/clip.ts';
import { StudioError } from '#core/contract/errors.ts';
import { createVideoProbe } from '#server/adapters/ffmpeg/ffmpeg-tools.ts';
import { ffmpeg, generousLimits, makeClip, never, temporaryFolder, tools, witness } from '#tests/helpers/make-clip.ts';
import { sharedHostile } from '#tests/helpers/shared.ts';
import { turnClip } from '#tests/helpers/turn-clip.ts';

const videoProbe = createVideoProbe(tools);
const probe = (path: string, limits = generousLimits): Promise<VideoFacts> =>
  videoProbe.probe({ path, limits, signal: never });

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'accepted',
    (error: unknown) => (error instanceof StudioError ? error.code : `bug: ${String(error)}`),
  );

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const inFolder = (name: string) => join(folder.path, name);
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

describe('probe tells the facts of a clip', () => {
  it('counts frames as ffprobe does and names codec, size, rate and sound', async () => {
    const path = await makeClip({ path: inFolder('plain.mp4') });
    const facts = await probe(path);
    const seen = await witness(path);
    expect(facts).toMatchObject({
      width: 160,
      height: 120,
      rotation: 0,
      codec: 'h264',
      frameRate: 25,
      audioCodec: 'aac',
    });
    expect(facts.frameCount).toBe(Number(seen.video.nb_read_frames));
    expect(facts.durationSeconds).toBeCloseTo(2, 6);
  });

  it('keeps the exact ratio of an NTSC rate', async () => {
    const facts = await probe(await makeClip({ path: inFolder('ntsc.mp4'), frameRate: '30000/1001' }));
    expect(facts.frameRate).toBeCloseTo(30_000 / 1001, 9);
  });

  it('gives the upright size of a turned clip, and the turn clockwise', async () => {
    const plain = await makeClip({ path: inFolder('lying.mp4') });
    for (const rotation of [90, 180, 270] as const) {
      const turned = await turnClip({ from: plain, to: inFolder(`turned-${rotation}.mp4`), clockwise: rotation });
      const facts = await probe(turned);
      const size = rotation === 180 ? { width: 160, height: 120 } : { width: 120, height: 160 };
      expect(facts, `${rotation}`).toMatchObject({ rotation, ...size });
    }
  });

  it('gives the shown size of a clip with wide pixels', async () => {
    const output = ['-vf', 'setsar=16/11', '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
    const facts = await probe(await makeClip({ path: inFolder('wide.mp4'), size: '176x144', sound: false, output }));
    expect(facts).toMatchObject({ width: 256, height: 144, audioCodec: null });
  });

  it('counts each frame of an uneven clip once and gives the average rate', async () => {
    const output = [
      '-vf',
      "select='not(mod(n,5))+lt(n,20)'",
      '-fps_mode',
      'vfr',
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-pix_fmt',
      'yuv420p',
    ];
    const path = await makeClip({ path: inFolder('uneven.mp4'), sound: false, output });
    const facts = await probe(path);
    expect(facts.frameCount).toBe(Number((await witness(path)).video.nb_read_frames));
    expect(facts.frameRate).toBeCloseTo(facts.frameCount / facts.durationSeconds, 0);
  });

  it.each([
    ['mkv', ['-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-c:a', 'libopus'], 'vp9', 'opus'],
    ['mkv', ['-c:v', 'libx265', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p10le', '-c:a', 'flac'], 'hevc', 'flac'],
    ['mpg', ['-c:v', 'mpeg2video', '-c:a', 'mp2'], 'mpeg2video', 'mp2'],
    ['ts', ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac'], 'h264', 'aac'],
    ['avi', ['-c:v', 'mpeg4', '-c:a', 'pcm_s16le'], 'mpeg4', 'pcm_s16le'],
    ['mov', ['-c:v', 'prores', '-c:a', 'pcm_s24le'], 'prores', 'pcm_s24le'],
  ])('opens %s with %j', async (extension, output, codec, audioCodec) => {
    const facts = await probe(await makeClip({ path: inFolder(`kind-${codec}.${extension}`), output }));
    expect(facts).toMatchObject({ codec, audioCodec, frameCount: 50 });
  });

  it('opens files whose names bite', async () => {
    const plain = await makeClip({ path: inFolder('to-copy.mp4'), seconds: 1, sound: false });
    for (const name of [
      '-i.mp4',
      "it's $(touch hacked) `x`.mp4",
      '%d%03d.mp4',
      'a:b,c;[d].mp4',
      'видео\n影片.mp4',
      `${'x'.repeat(251)}.mp4`,
    ]) {
      await copyFile(plain, inFolder(name));
      expect((await probe(inFolder(name))).frameCount, name).toBe(25);
    }
    expect(await readdir(folder.path)).not.toContain('hacked');
  });
});

describe('probe refuses, each with its code', () => {
  it('a file that is not there, is empty or is too large', async () => {
    await writeFile(inFolder('empty.mp4'), '');
    const path = await makeClip({ path: inFolder('some.mp4'), seconds: 1 });
    expect(await codeOf(probe(inFolder('nothing.mp4')))).toBe('file_missing');
    expect(await codeOf(probe(folder.path))).toBe('file_missing');
    expect(await codeOf(probe(inFolder('empty.mp4')))).toBe('file_empty');
    expect(await codeOf(probe(path, { ...generousLimits, maxFileBytes: 1000 }))).toBe('file_too_large');
  });

  it('what is no video, or sound alone, or sound with a cover picture', async () => {
    await writeFile(inFolder('text.mp4'), 'only words\n'.repeat(100));
    await ffmpeg(['-f', 'lavfi', '-i', 'sine=duration=1', inFolder('sound.m4a')]);
    await ffmpeg(['-f', 'lavfi', '-i', 'color=red:size=64x64:duration=0.04', '-frames:v', '1', inFolder('cover.jpg')]);
    await ffmpeg([
      '-i',
      inFolder('sound.m4a'),
      '-i',
      inFolder('cover.jpg'),
      '-map',
      '0',
      '-map',
      '1',
      '-c',
      'copy',
      '-disposition:v',
      'attached_pic',
      inFolder('covered.m4a'),
    ]);
    expect(await codeOf(probe(inFolder('text.mp4')))).toBe('not_a_video');
    expect(await codeOf(probe(inFolder('cover.jpg')))).toBe('not_a_video');
    expect(await codeOf(probe(inFolder('sound.m4a')))).toBe('no_video_stream');
    expect(await codeOf(probe(inFolder('covered.m4a')))).toBe('no_video_stream');
  });

  it('a decoder that is not on the list', async () => {
    const path = await makeClip({
      path: inFolder('exotic.mkv'),
      seconds: 1,
      sound: false,
      output: ['-c:v', 'utvideo'],
    });
    expect(await codeOf(probe(path))).toBe('codec_not_allowed');
  });

  it('a clip too long or too large in the picture', async () => {
    const path = await makeClip({ path: inFolder('long.mp4') });
    expect(await codeOf(probe(path, { ...generousLimits, maxDurationSeconds: 1 }))).toBe('video_too_long');
    expect(await codeOf(probe(path, { ...generousLimits, maxPixels: 1000 }))).toBe('video_too_big');
  });

  it('a clip too long that does not say so in its header', async () => {
    const path = await makeClip({
      path: inFolder('live.webm'),
      output: ['-c:v', 'libvpx', '-deadline', 'realtime', '-c:a', 'libopus', '-live', '1', '-f', 'webm'],
    });
    expect(await codeOf(probe(path, { ...generousLimits, maxDurationSeconds: 1 }))).toBe('video_too_long');
  });

  it.each([
    ['mp4', ['-movflags', '+faststart']],
    ['mp4', []],
    ['mkv', []],
  ])('a cut %s (%j)', async (extension, extra) => {
    const path = inFolder(`cut-${extra.length}.${extension}`);
    await makeClip({
      path,
      seconds: 4,
      output: ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', ...extra],
    });
    await truncate(path, Math.floor((await stat(path)).size * 0.6));
    expect(await codeOf(probe(path))).toBe('video_truncated');
  });

  it('work that was cancelled, as cancelled', async () => {
    const path = await makeClip({ path: inFolder('cancel.mp4'), seconds: 1 });
    expect(await codeOf(videoProbe.probe({ path, limits: generousLimits, signal: AbortSignal.abort() }))).toBe(
      'cancelled',
    );
  });
});

describe('probe opens nothing but the file', () => {
  it.each([
    ['an HLS playlist', (port: number) => `#EXTM3U\n#EXTINF:10.0,\nhttp://127.0.0.1:${port}/a.ts\n#EXT-X-ENDLIST\n`],
    ['a concat script', (port: number) => `ffconcat version 1.0\nfile 'http://127.0.0.1:${port}/a.mp4'\n`],
  ])('makes no connection for %s', async (_, script) => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
    );
    for (const extension of ['mp4', 'm3u8', 'ffconcat', 'ts']) {
      await writeFile(inFolder(`script.${extension}`), script(port));
      expect(await codeOf(probe(inFolder(`script.${extension}`)))).toBe('not_a_video');
    }
    server.close();
    expect(connections).toBe(0);
  });

  const hostile = sharedHostile('zero_bytes.mp4');
  it.skipIf(hostile === undefined)(
    'survives every broken and hostile file beside the checkout',
    { timeout: 300_000 },
    async () => {
      const made = dirname(hostile ?? '');
      const verdicts: Record<string, string> = {};
      for (const name of await readdir(made)) verdicts[name] = await codeOf(probe(join(made, name)));
      expect(Object.values(verdicts).filter((code) => code.startsWith('bug') || code === 'tool_failed')).toEqual([]);
      expect(verdicts).toMatchObject({
        'zero_bytes.mp4': 'file_empty',
        'text_as_mp4.mp4': 'not_a_video',
        'hls_playlist_local_file.mp4': 'not_a_video',
        'ffconcat_local_file.mp4': 'not_a_video',
        'audio_only_named.mp4': 'no_video_stream',
        'truncated_half.mp4': 'video_truncated',
        'truncated_no_moov.mp4': 'video_truncated',
        'moov_only_no_mdat.mp4': 'video_truncated',
        'face_truncated.mpg': 'video_truncated',
        'huge_8000x8000_1frame.mp4': 'video_too_big',
        'two_hours_8frames.mp4': 'video_too_long',
        'one_frame_16x16.mp4': 'accepted',
        'fps1000_2s.mp4': 'accepted',
      });
    },
  );

  it('writes nothing beside the file', async () => {
    const before = await readdir(process.cwd());
    const path = inFolder('text.mp4');
    await writeFile(path, 'words');
    await codeOf(probe(path));
    expect(await readdir(process.cwd())).toEqual(before);
    expect(await readFile(path, 'utf8')).toBe('words');
  });
});
