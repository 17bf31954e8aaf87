/** Real workers killed in the middle of a conversion, and what becomes of the next try. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobProgress } from '#core/contract/jobs.ts';
import { lumaPsnrs, pictureSums, soundSums } from '#tests/helpers/decoded.ts';
import { ffmpeg, frameTimes, temporaryFolder, witness } from '#tests/helpers/make-clip.ts';
import { ownWorkers } from '#tests/helpers/processes.ts';
import { type Converted, convertByWorker, notedFrames, reportIn } from '#tests/helpers/real-conversion.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';

const face = sharedMedia('grid_bbaf2n_man.mpg');

/** The result without loss, the pair as H.264. */
const settings = { format: 'ffv1', sideBySide: true } as const;

/** An encoder that outlives its worker by a moment ends the video: its last frames are chosen without those to come. */
const killWithEncoders = () => {
  for (const pid of ownWorkers()) process.kill(-pid, 'SIGKILL');
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
        if (progress.done >= killAt && notedFrames(into) >= killAt - 40) killWithEncoders();
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
      expect(await soundSums(now)).toEqual(await soundSums(then));
    }
    // Nothing is lost in this format: faces were followed and laid as if nothing had happened.
    const [lossless, losslessNow] = pathsOf('result.mkv');
    expect(await pictureSums(losslessNow)).toEqual(await pictureSums(lossless));
    const [then, now] = pathsOf('side-by-side.mp4');
    const firstJoin = begun[1] as number;
    expect((await pictureSums(now)).slice(0, firstJoin)).toEqual((await pictureSums(then)).slice(0, firstJoin));
    // An encoder that begins again chooses otherwise what it leaves out.
    const likeness = await lumaPsnrs(then, now);
    expect(likeness).toHaveLength(whole.outcome.result.written);
    expect(Math.min(...likeness)).toBeGreaterThan(40);
    const [one, other] = [await reportIn(join(folder.path, 'whole')), await reportIn(into)];
    expect(other).toEqual(one);
  });
});
