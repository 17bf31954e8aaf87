/** Conversions in several segments by real workers: whoever renders which of them, and when, the video is the same. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobProgress } from '#core/contract/jobs.ts';
import { createFaceModels } from '#server/adapters/tensorflow/face-models/create-face-models.ts';
import { lumaPsnrs, pictureSums } from '#tests/helpers/decoded.ts';
import { ffmpeg, frameTimes } from '#tests/helpers/make-clip.ts';
import { eventually, killOwnWorkers, ownWorkers, parentOf, processesWith } from '#tests/helpers/processes.ts';
import { type Converted, convertByWorker, notedFrames, reportIn } from '#tests/helpers/real-conversion.ts';
import { factsOf, frameIo } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';

const face = sharedMedia('grid_bbaf2n_man.mpg');
const settings = { format: 'ffv1' } as const;
const worker = resolve('server/worker.ts');
const slow = { timeout: 300_000 };

const looksIn = async (path: string): Promise<number[]> => {
  using models = createFaceModels();
  const signal = new AbortController().signal;
  for await (const frame of frameIo.readFrames({ path, facts: await factsOf(path), samplesPerSecond: null, signal })) {
    const [found] = models.find([frame])[0] ?? [];
    if (found) return Array.from(models.describe([{ frame, face: found }])[0] as Float32Array);
  }
  throw new Error('There is no face in the clip.');
};

describe.skipIf(!face)('a conversion in segments', () => {
  let folder: string;
  let clip: string;
  let people: { swappedPeople: number[][][]; leftAlone: number[][] };
  const into = (name: string) => join(folder, name);
  const resultOf = (name: string) => join(folder, name, 'result.mkv');
  const convert = (name: string, options: Partial<Parameters<typeof convertByWorker>[0]> = {}): Promise<Converted> =>
    convertByWorker({ path: clip, folder: into(name), people, settings, ...options });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'segments-'));
    clip = join(folder, 'slow.mkv');
    // Frames as near to each other as ever, and few of them in sixty-five seconds.
    await ffmpeg([
      ...['-stream_loop', '4', '-i', face as string, '-vf', 'setpts=5*PTS', '-r', '5', '-t', '65', '-an'],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '12', '-g', '40', clip],
    ]);
    people = { swappedPeople: [[await looksIn(clip)]], leftAlone: [] };
    await convert('whole');
  }, 240_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const told = async (name: string) => {
    const { takenOverSeconds = 0, ...report } = await reportIn(into(name));
    return { takenOverSeconds, report };
  };

  it('takes over what lies between a moved in and out point, and is as if all were made anew', slow, async () => {
    const part = { ...settings, inSeconds: 13, outSeconds: 50 };
    await convert('part', { settings: part });
    const { outcome } = await convert('taken', {
      settings: part,
      finishedElsewhere: [join(into('whole'), 'unfinished')],
    });
    expect(outcome).toMatchObject({ status: 'done', result: { written: 185 } });
    expect(await pictureSums(resultOf('taken'))).toEqual(await pictureSums(resultOf('part')));
    expect(await frameTimes(resultOf('taken'))).toEqual(await frameTimes(resultOf('part')));
    const [part_, taken] = [await told('part'), await told('taken')];
    expect([part_.takenOverSeconds, taken.takenOverSeconds]).toEqual([0, 20]);
    expect(taken.report).toEqual(part_.report);
  });

  it('shows nothing of its borders: the frames are those of one that was not cut', slow, async () => {
    await convert('uncut', { isUndivided: true });
    const likeness = await lumaPsnrs(resultOf('whole'), resultOf('uncut'));
    expect(likeness).toHaveLength((await pictureSums(resultOf('whole'))).length);
    // The first segment is the very same; others are followed from elsewhere, which moves a mesh by thousandths of a pixel.
    expect(likeness.slice(0, 100).every((each) => each === Number.POSITIVE_INFINITY)).toBe(true);
    expect(Math.min(...likeness)).toBeGreaterThan(70);
  });

  it('killed while two processes render it leaves none of them, and goes on to the very same video', slow, async () => {
    const two = { env: { UNDERSTUDY_CONVERSION_PROCESSES: '2' } };
    const renderers = new Set<number>();
    const { outcome } = await convert('killed', {
      ...two,
      onFrames: () => {
        const ours = ownWorkers();
        for (const pid of processesWith(worker)) if (ours.includes(parentOf(pid))) renderers.add(pid);
        if (notedFrames(into('killed')) >= 130) killOwnWorkers();
      },
    });
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'worker_crashed' } });
    expect(renderers.size).toBe(2);
    await eventually(() => !processesWith(worker).some((pid) => renderers.has(pid)));
    await eventually(() => processesWith(into('killed')).length === 0);
    const begun: JobProgress[] = [];
    const again = await convert('killed', { ...two, onFrames: (_, progress) => void begun.push(progress) });
    expect(again.outcome).toMatchObject({ status: 'done' });
    expect(begun.find(({ keptSeconds }) => keptSeconds !== undefined)?.done).toBeGreaterThan(32);
    expect(await pictureSums(resultOf('killed'))).toEqual(await pictureSums(resultOf('whole')));
    expect(await frameTimes(resultOf('killed'))).toEqual(await frameTimes(resultOf('whole')));
    expect(await told('killed')).toEqual(await told('whole'));
  });
});
