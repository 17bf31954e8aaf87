/** What a conversion says of itself: how its result compares with the clip it was made of, measured while it was made. */
import { z } from 'zod';

/** Strips are at most so many values long, whatever the clip's length. */
export const mostReportBuckets = 600;

/** At most so many worst moments are kept of each measure. */
export const worstMomentCount = 4;

export const worstMoment = z.object({
  /** Place in the result, from 0; its picture is at /api/conversions/{id}/worst/{frame}, with `person` by place in `people`. */
  frame: z.int(),
  /** From the result's first frame on. */
  seconds: z.number(),
  value: z.number(),
});
export type WorstMoment = z.infer<typeof worstMoment>;

export const measureReport = z.object({
  mean: z.number(),
  worst: z.number(),
  /** In how many frames it was measured. */
  count: z.int(),
  /** The worst value of each bucket; null where nothing was measured. */
  series: z.array(z.number().nullable()).max(mostReportBuckets),
  /** Worst first, never two within a second of each other. */
  moments: z.array(worstMoment).max(worstMomentCount),
});
export type MeasureReport = z.infer<typeof measureReport>;

/** More are not told apart. */
export const mostDamagedPlaces = 100;

export const damagedPlace = z.object({
  /** From the result's first frame on: of the last frame before the damage, and of the first one after it. */
  fromSeconds: z.number(),
  toSeconds: z.number(),
  /** Frames of the clip that the result lacks. */
  lost: z.int(),
});
export type DamagedPlace = z.infer<typeof damagedPlace>;

/** null where nothing could be measured. */
const measured = measureReport.nullable();

const measures = z.object({
  /** Cosine of the result's face to the person it is to show: higher is better, about twice a second. */
  likenessToShown: measured,
  /** The same to the person whose face was replaced: lower is better. */
  likenessToReplaced: measured,
  /** How much more lightness (L*, 0..100) of patches of the face changes from frame to frame than in the source. */
  flicker: measured,
  /** How much larger the step of colour (CIE76) across the mask's edge is than in the source; every fifth frame. */
  seam: measured,
  /** How far the landmarks lie from the source's, in shares of the distance of the eyes' outer corners. */
  landmarks: measured,
  /** Difference of how far the eyes are open, height over width of the lids. */
  eyes: measured,
  /** Difference of how far the mouth is open, gap over width of the lips. */
  mouth: measured,
  /** How far the eyes look beside where they look in the source, degrees; reports of before this was measured have none. */
  gaze: measured.default(null),
  /** How far the new face's place lies beside the middle of its neighbours', in shares of its square's side. */
  jitter: measured,
});

/** One of several whose faces were swapped. */
export const personReport = z.object({
  /** Place in `otherFaces` of the conversion's settings; null = the conversion's own pair. */
  otherFace: z.int().nullable(),
  /** Frames in which theirs was. */
  swapped: z.int(),
  measures,
});
export type PersonReport = z.infer<typeof personReport>;

export const conversionReport = z.object({
  frames: z.object({
    written: z.int(),
    swapped: z.int(),
    /** Frames passed on untouched, since no face was found in them. */
    nobody: z.int(),
    /** The same, since the faces found are not the person's. */
    anotherPerson: z.int(),
  }),
  /** Where the clip's file is damaged, in order; those within a second of each other are one. */
  damage: z.array(damagedPlace).max(mostDamagedPlaces).default([]),
  /** From the first frame to the last. */
  durationSeconds: z.number(),
  /** So much of it was made by an earlier conversion of the same clip; left out where nothing was. */
  takenOverSeconds: z.number().optional(),
  framesPerBucket: z.int(),
  /** Share of each bucket's frames that were passed on untouched. */
  untouched: z.array(z.number()).max(mostReportBuckets),
  /** Of the first whose face was swapped. */
  measures,
  /** Where there are several: each of them, the first among them. */
  people: z.array(personReport).default([]),
});
export type ConversionReport = z.infer<typeof conversionReport>;
export type ReportMeasure = keyof ConversionReport['measures'];

export const reportMeasures = Object.keys(measures.shape) as ReportMeasure[];

/** Of one person in a frame. */
export const personNote = z.object({
  swapped: z.boolean(),
  /** How far the place that was seen lies beside the middle of its neighbours'; `jitter` is of the one that was used. */
  jitterSeen: z.number().optional(),
  /** Whether the face models have looked at it. */
  looked: z.boolean().optional(),
  measures: z.partialRecord(z.enum(reportMeasures), z.number()),
});
export type PersonNote = z.infer<typeof personNote>;

/** What is noted of a frame when it is made: of the notes of all frames the report is made, in one go or in several. */
export const frameNote = z.object({
  /** When the clip shows it. */
  clipSeconds: z.number(),
  /** From the result's first frame on. */
  seconds: z.number(),
  swapped: z.boolean(),
  /** Why it was not. */
  absence: z.enum(['nobody', 'anotherPerson']).optional(),
  damage: damagedPlace.optional(),
  /** In their order. */
  people: z.array(personNote),
});
export type FrameNote = z.infer<typeof frameNote>;
