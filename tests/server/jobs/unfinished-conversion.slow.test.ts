/** Real workers killed in the middle of a conversion, and what becomes of the next try. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobProgress } from '#core/contract/jobs.ts';
import { ffmpeg, frameTimes, temporaryFolder, tools, witness } from '#tests/helpers/make-clip.ts';
import { parentOf, processesWith } from '#tests/helpers/processes.ts';
import { type Converted, convertByWorker, notesIn, reportIn } from '#tests/helpers/real-conversion.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';

const face = sharedMedia('grid_bbaf2n_man.mpg');

const worker = resolve('server/worker.ts');
/** The result without loss, the pair as H.264. */
const settings = { format: 'ffv1', sideBySide: true } as const;

/** Frames that are noted there. */
const noted = (into: string): number => {
  const path = notesIn(into);
  return path ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
};

const killWorkers = () => {
  for (const pid of processesWith(worker)) if (parentOf(pid) === process.pid) process.kill(pid, 'SIGKILL');
};

/** MD5 of every decoded frame of a stream, or of its packets as they lie. */
const sums = async (path: string, stream: 'v' | 'a'): Promise<string[]> => {
  const decoding = stream === 'v' ? ['-fps_mode', 'passthrough', '-f', 'framemd5'] : ['-c', 'copy', '-f', 'framemd5'];
  const args = ['-nostdin', '-v', 'error', '-i', path, '-map', `0:${stream}:0`, ...decoding, '-'];
  const { stdout } = await promisify(execFile)(tools.ffmpegPath, args, { maxBuffer: 64 << 20 });
  return stdout
    .split('\n')
    .flatMap((line) => (line === '' || line.startsWith('#') ? [] : (line.split(',').at(-1) ?? [])));
};

/** Of the luma of two videos of the same frames, by frame. */
const psnrs = async (one: string, other: string): Promise<number[]> => {
  const { stdout } = await promisify(execFile)(tools.ffmpegPath, [
    ...['-nostdin', '-v', 'error', '-i', one, '-i', other, '-fps_mode', 'passthrough'],
    ...['-lavfi', '[0:v][1:v]psnr=stats_file=-', '-f', 'null', '/dev/null'],
  ]);
  return [...stdout.matchAll(/psnr_y:(\S+)/g)].map(([, value]) => (value === 'inf' ? 100 : Number(value)));
};

describe.skipIf(!face)('a conversion whose worker was killed', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let clip: string;
  let whole: Converted;
  beforeAll(async () => {
    folder = await temporaryFolder();
    clip = join(folder.path, 'uneven.mkv');
    // Frames missing here and there: times are no multiples of anything.
    const uneven = "select='lt(n,40)+mod(n,7)*mod(n,5)',setpts=PTS*1.003";
    await ffmpeg([
      ...['-stream_loop', '3', '-i', face as string, '-vf', uneven, '-fps_mode', 'vfr'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '12', '-c:a', 'aac', clip],
    ]);
    whole = await convertByWorker({ path: clip, folder: join(folder.path, 'whole'), settings });
  }, 180_000);
  afterAll(() => folder[Symbol.asyncDispose]());

  it('once and again goes on from where it was, to the video that would have been', { timeout: 300_000 }, async () => {
    if (whole.outcome.status !== 'done') throw new Error(JSON.stringify(whole.outcome));
    const into = join(folder.path, 'killed');
    const tries: JobProgress[][] = [];
    const attempt = (killAt: number) => {
      const told: JobProgress[] = [];
      tries.push(told);
      const onFrames = (_: () => void, progress: JobProgress) => {
        told.push(progress);
        if (progress.done >= killAt && noted(into) >= killAt - 40) killWorkers();
      };
      return convertByWorker({ path: clip, folder: into, settings, onFrames });
    };
    const first = await attempt(104);
    expect(first.outcome).toMatchObject({ status: 'failed', error: { code: 'worker_crashed' } });
    expect((await readdir(into)).filter((name) => /\.(mp4|mkv)$/.test(name))).toEqual([]);
    const second = await attempt(168);
    expect(second.outcome.status).toBe('failed');
    const last = await attempt(Number.POSITIVE_INFINITY);
    expect(last.outcome).toMatchObject({ status: 'done', result: { written: whole.outcome.result.written } });

    const begun = tries.map(([told]) => told?.done ?? 0);
    expect(begun[0]).toBeLessThan(16);
    expect(begun[1]).toBeGreaterThan(32);
    expect(begun[2]).toBeGreaterThan(begun[1] as number);
    expect(tries[1]?.[0]?.keptSeconds).toBeGreaterThan(1);

    const pathsOf = (name: string) => [join(folder.path, 'whole', name), join(into, name)] as const;
    for (const name of ['result.mkv', 'side-by-side.mp4']) {
      const [then, now] = pathsOf(name);
      const [before, after] = [await witness(then), await witness(now)];
      expect(after.video.nb_read_frames).toBe(before.video.nb_read_frames);
      expect(await frameTimes(now)).toEqual(await frameTimes(then));
      expect(await sums(now, 'a')).toEqual(await sums(then, 'a'));
    }
    // Nothing is lost in this format: faces were followed and laid as if nothing had happened.
    const [lossless, losslessNow] = pathsOf('result.mkv');
    expect(await sums(losslessNow, 'v')).toEqual(await sums(lossless, 'v'));
    const [then, now] = pathsOf('side-by-side.mp4');
    const firstJoin = begun[1] as number;
    expect((await sums(now, 'v')).slice(0, firstJoin)).toEqual((await sums(then, 'v')).slice(0, firstJoin));
    // An encoder that begins again chooses otherwise what it leaves out.
    const likeness = await psnrs(then, now);
    expect(likeness).toHaveLength(whole.outcome.result.written);
    expect(Math.min(...likeness)).toBeGreaterThan(40);
    const [one, other] = [await reportIn(join(folder.path, 'whole')), await reportIn(into)];
    expect(other).toEqual(one);
  });
});
