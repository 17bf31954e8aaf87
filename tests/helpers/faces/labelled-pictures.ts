/** Frames of the sample clips whose faces were marked by eye: `tests/fixtures/faces/labels.json` says how. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Box } from '#core/geometry/box.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { rgbToFrame } from '#core/pixels/rgb-to-frame.ts';
import { factsOf, frameIo, imageCodec } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';

export interface LabelledFace {
  readonly box: Box;
  readonly yaw: 'front' | 'part' | 'half' | 'profile';
  readonly covered: boolean;
}

export interface LabelledPicture {
  /** Name of the clip or photo. */
  readonly source: string;
  readonly frame: VideoFrame;
  readonly faces: readonly LabelledFace[];
}

const labelledFace = z
  .object({
    box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
    yaw: z.enum(['front', 'part', 'half', 'profile']),
    covered: z.string().optional(),
  })
  .transform(({ box: [left, top, right, bottom], yaw, covered }): LabelledFace => {
    return { box: { left, top, width: right - left, height: bottom - top }, yaw, covered: covered !== undefined };
  });

const labels = z.object({
  pictures: z.array(z.object({ source: z.string(), frame: z.int(), faces: z.array(labelledFace) })),
});

/** Undefined where a source is missing beside this checkout. Some hundred megabytes: read once and kept by the caller. */
export const readLabelledPictures = async (): Promise<LabelledPicture[] | undefined> => {
  const { pictures } = labels.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, '../../fixtures/faces/labels.json'), 'utf8')),
  );
  const bySource = Map.groupBy(pictures, ({ source }) => source);
  const read: LabelledPicture[] = [];
  for (const [source, marked] of bySource) {
    const path = sharedMedia(source);
    if (!path) return undefined;
    const frames = await framesOf(
      path,
      marked.map(({ frame }) => frame),
    );
    read.push(...marked.map(({ frame, faces }) => ({ source, faces, frame: frames.get(frame) as VideoFrame })));
  }
  return read;
};

const framesOf = async (path: string, indices: readonly number[]): Promise<Map<number, VideoFrame>> => {
  if (/\.(jpg|png)$/.test(path)) return new Map([[0, rgbToFrame(await imageCodec.read(path))]]);
  const wanted = new Set(indices);
  const found = new Map<number, VideoFrame>();
  const reading = { path, facts: await factsOf(path), samplesPerSecond: null, signal: new AbortController().signal };
  for await (const frame of frameIo.readFrames(reading)) {
    if (wanted.delete(frame.index)) found.set(frame.index, frame);
    if (wanted.size === 0) return found;
  }
  throw new Error(`${path} has no frames ${[...wanted].join(', ')}`);
};
