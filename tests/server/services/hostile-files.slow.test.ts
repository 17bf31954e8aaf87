/**
 * Broken and hostile files, and names that bite, go through import and extraction by real workers: each ends with a code
 * or as a clip that works, in time, and leaves nothing behind when it is removed.
 */
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClipView, type ExtractFaces, usualExtraction } from '#core/contract/clip.ts';
import { errorKinds, StudioError } from '#core/contract/errors.ts';
import { concurrencyOf, configToEnvironment, findTools, loadConfig } from '#server/config.ts';
import { createSupervisor } from '#server/jobs/supervisor.ts';
import { makeClip } from '#tests/helpers/make-clip.ts';
import { processesWith } from '#tests/helpers/processes.ts';
import { clipFrames, imageCodec, photoReader } from '#tests/helpers/real-tools.ts';
import { sharedHostile, sharedMedia } from '#tests/helpers/shared.ts';
import { personWithConsent } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

const longestMs = 30_000;

let scene: TestStudio;
let personId: string;
let opened: string;
let before: { readonly here: string[]; readonly beside: string[] };
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'understudy-hostile-'));
  opened = join(folder, 'opened');
  await mkdir(opened);
  const config = loadConfig({ env: {}, options: { dataFolder: join(folder, 'data') } });
  const { ffmpegPath, ffprobePath } = findTools(process.env);
  const { maxFileBytes, maxDurationSeconds, maxPixels } = config;
  scene = await openTestStudio({
    folder,
    realRunner: createSupervisor({
      workerPath: resolve('server/worker.ts'),
      env: { ...configToEnvironment(config), FFMPEG_PATH: ffmpegPath, FFPROBE_PATH: ffprobePath },
      concurrency: concurrencyOf(config),
    }),
    images: imageCodec,
    photos: photoReader,
    frames: clipFrames,
    settings: { limits: { maxFileBytes, maxDurationSeconds, maxPixels }, importFolders: [opened] },
  });
  personId = (await personWithConsent(scene, 'Ana')).id;
  before = { here: await readdir(process.cwd()), beside: await readdir(scene.folder) };
});
afterAll(async () => {
  await scene[Symbol.asyncDispose]();
  await rm(dirname(opened), { recursive: true, force: true });
});

/** Everything that was begun on a clip, one job after the other: the last one's outcome. */
const whenQuiet = async (clipId: string): Promise<string> => {
  let code = 'ready';
  for (let jobId = scene.studio.jobs.activeOn(clipId); jobId !== null; jobId = scene.studio.jobs.activeOn(clipId)) {
    const { kind, error } = await scene.studio.jobs.whenEnded(jobId);
    if (kind !== 'make-proxy' || error) code = error?.code ?? code;
  }
  return code;
};

const outcomeOf = async (work: () => Promise<Pick<ClipView, 'id'> | undefined>): Promise<string> => {
  try {
    const clip = await work();
    return clip ? await whenQuiet(clip.id) : 'left out';
  } catch (error) {
    return error instanceof StudioError ? error.code : `bug: ${String(error)}`;
  }
};

const importVideo = (path: string, options: { name?: string; extract: ExtractFaces | null }) =>
  outcomeOf(() => scene.studio.clips.importFile({ personId, path, ...options }));

const importLinked = (path: string) =>
  outcomeOf(async () => {
    const { clips, skipped } = await scene.studio.clips.importPaths({ personId, paths: [path] });
    const [refused] = skipped;
    if (refused && refused.code !== 'not_a_video') throw new StudioError(refused.code as 'internal', refused.name);
    return clips[0];
  });

/** Removes what came in, and looks for anything that stayed. */
const expectNothingLeft = async (): Promise<void> => {
  for (const clip of await scene.studio.clips.list()) await scene.studio.clips.remove(clip.id);
  const { root } = scene.files.paths;
  for (const folder of ['clips', 'faces', 'uploads', 'parked', 'tmp'])
    expect([folder, await scene.files.names(join(root, folder))]).toEqual([folder, []]);
  expect(processesWith(scene.folder)).toEqual([]);
  expect(await readdir(process.cwd())).toEqual(before.here);
  expect(await readdir(scene.folder)).toEqual(before.beside);
  expect(await scene.store.jobs.active()).toEqual([]);
};

const expectCoded = (code: string): void => {
  expect([...Object.keys(errorKinds), 'ready', 'left out']).toContain(code);
  expect(['internal', 'worker_crashed', 'tool_failed']).not.toContain(code);
};

const made = sharedHostile('zero_bytes.mp4');
const hostile = made === undefined ? [] : await readdir(dirname(made));

/** What each must come to; the others need only a code or to work. */
const verdicts: Readonly<Record<string, string>> = {
  'zero_bytes.mp4': 'file_empty',
  'text_as_mp4.mp4': 'not_a_video',
  'hls_playlist_local_file.mp4': 'not_a_video',
  'hls_playlist_loopback_http.mp4': 'not_a_video',
  'ffconcat_local_file.mp4': 'not_a_video',
  'audio_only_named.mp4': 'no_video_stream',
  'truncated_half.mp4': 'video_truncated',
  'truncated_no_moov.mp4': 'video_truncated',
  'huge_8000x8000_1frame.mp4': 'video_too_big',
  'two_hours_8frames.mp4': 'no_faces',
  'one_frame_16x16.mp4': 'no_faces',
};

describe.skipIf(hostile.length === 0)('hostile files', () => {
  test.each(hostile)('%s as a copied clip', { timeout: 4 * longestMs }, async (name) => {
    const from = performance.now();
    const code = await importVideo(join(dirname(made ?? ''), name), { extract: usualExtraction });
    expect(performance.now() - from).toBeLessThan(longestMs);
    expectCoded(code);
    if (verdicts[name]) expect(code).toBe(verdicts[name]);
    await expectNothingLeft();
  });

  test.each(hostile)('%s as a file of the server', { timeout: 4 * longestMs }, async (name) => {
    const path = join(opened, name);
    await copyFile(join(dirname(made ?? ''), name), path);
    const content = await readFile(path);
    const from = performance.now();
    const code = await importLinked(path);
    expect(performance.now() - from).toBeLessThan(longestMs);
    expectCoded(code);
    await expectNothingLeft();
    expect(await readFile(path)).toEqual(content);
  });
});

const bitingNames = [
  '-i.mp4',
  '-vf.mp4',
  "it's $(touch hacked) `touch hacked`; touch hacked #.mp4",
  '"quoted" & <b>bold.mp4',
  '%d%03d%s%n.mp4',
  'file:concat:a|b,c;[d]=e.mp4',
  'http:__127.0.0.1_a.mp4',
  'new\nline\r\ttab.mp4',
  'видео 影片 فيلم 🎬.mp4',
  'e\u0301 \u202Egnp.mp4',
  ' leading and trailing .mp4',
  '...mp4',
  'CON.mp4',
  `${'x'.repeat(251)}.mp4`,
  '*?[a-z].mp4',
  '~root.mp4',
];

describe('names that bite', () => {
  let plain: string;
  beforeAll(async () => {
    const picture = 'color=gray:size=64x48:rate=25:duration=1';
    plain = await makeClip({ path: join(scene.folder, 'plain.mp4'), picture, sound: false });
    before = { ...before, beside: await readdir(scene.folder) };
  });

  test.each(bitingNames)('%j is a file like any other', { timeout: 4 * longestMs }, async (name) => {
    const path = join(opened, name);
    await copyFile(plain, path);
    expect(await importVideo(path, { extract: null })).toBe('ready');
    expect((await scene.studio.clips.list()).map((clip) => clip.state)).toEqual(['ready']);
    await expectNothingLeft();
    expect(await importLinked(path)).toBe('no_faces');
    const [clip] = await scene.studio.clips.list();
    const picture = await scene.request(`/api/clips/${clip?.id}/frames/3`);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    await expectNothingLeft();
    expect(await readdir(process.cwd())).not.toContain('hacked');
  });

  test('a name that means to climb out of its folder is only a name', { timeout: 4 * longestMs }, async () => {
    for (const name of ['../../../evil.mp4', '/etc/passwd.mp4', '..\\..\\evil.mp4', '..', '.', '\u0000.mp4']) {
      expect(await importVideo(plain, { name, extract: null })).toBe('ready');
      const [clip] = await scene.studio.clips.list();
      expect(basename(clip?.name ?? '/')).toBe(clip?.name);
      await expectNothingLeft();
    }
  });
});

const photo = sharedMedia('immich_portrait_exif_orientation6.jpg');

test.skipIf(photo === undefined)(
  'a good photo among broken ones gives its faces',
  { timeout: 4 * longestMs },
  async () => {
    const folder = join(opened, 'album');
    await mkdir(folder);
    await copyFile(photo ?? '', join(folder, 'good.jpg'));
    for (const name of hostile.filter((one) => /\.(png|jpg)$/.test(one)))
      await copyFile(join(dirname(made ?? ''), name), join(folder, name));
    const { clips } = await scene.studio.clips.importPaths({ personId, paths: [folder] });
    expect(await whenQuiet(clips[0]?.id ?? '')).toBe('ready');
    const clip = await scene.studio.clips.read(clips[0]?.id ?? '');
    expect(clip.facts?.frameCount).toBeGreaterThanOrEqual(1);
    const { kept, unsure, other } = clip.faces;
    expect(kept + unsure + other).toBeGreaterThanOrEqual(1);
    expect(clip.skipped.length).toBe(
      hostile.filter((one) => /\.(png|jpg)$/.test(one)).length - (clip.facts?.frameCount ?? 1) + 1,
    );
    await expectNothingLeft();
  },
);
