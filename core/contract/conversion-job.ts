/** What a worker is asked that renders a conversion, and what it says at its end. */
import { z } from 'zod';
import { videoFacts } from '#core/contract/clip.ts';
import { conversionJitter, conversionSettings } from '#core/contract/conversion.ts';
import { drawnBy, drawnByOther } from '#core/contract/conversion-drawer.ts';

export const mesh = z.array(z.number()).length(936);
export const similarity = z.array(z.number()).length(4);

export const convertVideoPayload = z.object({
  conversionId: z.string(),
  sourcePath: z.string(),
  facts: videoFacts,
  /** A saved state of a run, or a model of others with the digest by which it was looked through. */
  drawnBy,
  settings: conversionSettings,
  /** Times of the clip's frames, by which a part of it is sought. */
  frameTimesPath: z.string().optional(),
  /** Whose faces are swapped: each by all that they are known to look like, unit length; null = whoever is seen first. */
  swappedPeople: z
    .array(z.array(z.array(z.number())))
    .min(1)
    .nullable(),
  /** Who else the clip shows, one descriptor each. */
  leftAlone: z.array(z.array(z.number())),
  /** Crops of each of these people in the clip, by which what lies before their face is known; none where that is not asked. */
  knownFaces: z.array(z.array(z.object({ path: z.string(), mesh, similarity }))),
  /** Of the person whose face is replaced: the report says how unlike them the result is. */
  personDescriptor: z.array(z.number()).nullable(),
  /** Of the person whose face is to appear: the report says how like them the result is. */
  shownDescriptor: z.array(z.number()).nullable(),
  /** Those of `swappedPeople` that another model draws; the conversion's own draws the others. */
  drawnByOthers: z.array(drawnByOther).optional(),
  outputPath: z.string(),
  sideBySidePath: z.string().nullable(),
  /** Where the report and pictures of the worst frames are written. */
  reportFolder: z.string(),
  /** What another try can go on with is kept here, whatever becomes of this one. */
  unfinishedFolder: z.string(),
  /** Only what was made of the same is gone on with. */
  ingredients: z.string(),
  /** Folders in which other conversions of the clip have left segments that they have finished. */
  finishedElsewhere: z.array(z.string()).optional(),
  /** Written into the file's metadata. */
  marks: z.record(z.string(), z.string()),
});

export const convertVideoResult = z.object({
  written: z.int(),
  swapped: z.int(),
  sizeBytes: z.int(),
  /** null where no face was followed for three frames. */
  jitter: conversionJitter.nullable(),
  /** What the earlier try had taken that it went on with. */
  earlierSeconds: z.number().optional(),
});

/** What is noted of a segment all of whose frames are there. */
export const finishedWork = z.object({
  frames: z.int(),
  /** What it took. */
  spentSeconds: z.number(),
  /** Of its frames. */
  colour: z.object({ matrix: z.enum(['bt601', 'bt709', 'bt2020']), range: z.enum(['limited', 'full']) }),
});
export type FinishedWork = z.infer<typeof finishedWork>;
