/**
 * The segments of a conversion as they lie on the disk, each in a folder of its own: finished ones, those that an earlier try
 * has begun, and those that another conversion of the same clip has finished, which are taken over where they were made of
 * the very same ingredients.
 */
import { link, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FinishedWork } from '#core/contract/conversion-job.ts';
import type { FrameNote } from '#core/contract/conversion-report.ts';
import type { JobPayload } from '#core/contract/jobs.ts';
import { planSegments, type Segment } from '#core/studio/conversion-segments.ts';
import { openUnfinishedWork, type UnfinishedWork } from '#server/pipelines/unfinished-work.ts';
import type { FrameIo } from '#server/ports/frame-io.ts';
import { codeDigest } from './code-digest.ts';

export interface SegmentWork {
  readonly segment: Segment;
  readonly work: UnfinishedWork;
  /** Whether another conversion has made it. */
  readonly isTakenOver: boolean;
}

export interface FinishedSegment extends SegmentWork {
  readonly finished: FinishedWork;
  /** Of all its frames. */
  readonly notes: readonly FrameNote[];
}

type Payload = Pick<
  JobPayload<'convert-video'>,
  'frameTimesPath' | 'settings' | 'swappedPeople' | 'unfinishedFolder' | 'ingredients' | 'finishedElsewhere'
>;

export const planOf = async (payload: Payload, frames: Pick<FrameIo, 'frameSeconds'>): Promise<Segment[]> => {
  const { frameTimesPath, settings: part, swappedPeople } = payload;
  const frameSeconds = frameTimesPath === undefined ? undefined : await frames.frameSeconds(frameTimesPath);
  return planSegments({ part, frameSeconds, isDivided: swappedPeople !== null });
};

/** What lies there of other plans. */
export const dropOtherSegments = async ({ unfinishedFolder }: Payload, plan: readonly Segment[]): Promise<void> => {
  const names = new Set(plan.map(({ name }) => name));
  for (const name of await readdir(unfinishedFolder).catch(() => []))
    if (!names.has(name)) await rm(join(unfinishedFolder, name), { recursive: true });
};

/** In order. */
export const openSegments = async (payload: Payload, segments: readonly Segment[]): Promise<SegmentWork[]> => {
  const { unfinishedFolder, finishedElsewhere = [] } = payload;
  const digest = await codeDigest();
  return Promise.all(
    segments.map(async (segment) => {
      const folder = join(unfinishedFolder, segment.name);
      const ingredients = `${payload.ingredients} ${digest} ${segment.name}`;
      const others = finishedElsewhere.map((each) => join(each, segment.name));
      const isTakenOver = await takeOver({ folder, ingredients, others });
      return { segment, work: await openUnfinishedWork({ folder, ingredients }), isTakenOver };
    }),
  );
};

/** What was begun here goes before what was finished elsewhere. */
const takeOver = async ({
  folder,
  ingredients,
  others,
}: {
  readonly folder: string;
  readonly ingredients: string;
  readonly others: readonly string[];
}): Promise<boolean> => {
  const madeOf = (path: string) => readFile(join(path, 'ingredients'), 'utf8').catch(() => '');
  if ((await madeOf(folder)) === ingredients) return hasMark(folder);
  for (const other of others) {
    if ((await madeOf(other)) !== ingredients) continue;
    await rm(folder, { recursive: true, force: true });
    // One that is removed meanwhile is drawn here.
    if (await linkFolder(other, folder)) return true;
    await rm(folder, { recursive: true, force: true });
  }
  return false;
};

/** Left in a folder that was taken over, so that another try tells of it too. */
const takenOverMark = 'taken-over';

const hasMark = async (folder: string): Promise<boolean> => (await readdir(folder)).includes(takenOverMark);

/** The same bytes under another name: whatever becomes of the other conversion, they stay. */
const linkFolder = async (from: string, to: string): Promise<boolean> => {
  try {
    await mkdir(to, { recursive: true });
    const names = await readdir(from);
    await Promise.all(
      names.filter((name) => name !== takenOverMark).map((name) => link(join(from, name), join(to, name))),
    );
    await link(join(to, 'ingredients'), join(to, takenOverMark));
    return true;
  } catch {
    return false;
  }
};

/** Whole in every video that is to be written of them; undefined where frames are yet to be made. */
export const finishedSegment = async (
  segmentWork: SegmentWork,
  { frames, videos }: { readonly frames: Pick<FrameIo, 'keptFrames'>; readonly videos: readonly string[] },
): Promise<FinishedSegment | undefined> => {
  const { work } = segmentWork;
  const finished = await work.finished();
  if (!finished) return undefined;
  const counts = await Promise.all(videos.map((name) => frames.keptFrames(work.parts(name))));
  const notes = await work.notes();
  const isWhole = [...counts, notes.length].every((count) => count === finished.frames);
  return isWhole ? { ...segmentWork, finished, notes } : undefined;
};
