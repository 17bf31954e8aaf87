/**
 * Coverage: how well the faces of the person to be drawn answer the faces to be replaced, in pose, expression, light and
 * size, said before anything is trained. "Target" are the faces to be replaced: a clip's, or all of the performer's.
 */
import { z } from 'zod';
import { side } from '#core/contract/run.ts';

/** Measures in which faces are compared. Leaning is left out: crops are aligned, and training turns them anyway. */
export const coverageAxes = ['yaw', 'pitch', 'eyes', 'mouth', 'lightX', 'lightY', 'exposure', 'sizePx'] as const;
export const coverageAxis = z.enum(coverageAxes);
export type CoverageAxis = z.infer<typeof coverageAxis>;

export const readCoverage = z.object({
  personA: z.string(),
  personB: z.string(),
  /** A clip to convert, of one of the two; without it each direction is judged by all kept faces of the performer. */
  clip: z.string().optional(),
});
export type ReadCoverage = z.infer<typeof readCoverage>;

/** Equally counted cells of an axis: cell i goes from edges[i] to edges[i + 1]; what lies beyond counts in the outer ones. */
export const coverageSpread = z.object({
  axis: coverageAxis,
  edges: z.array(z.number()),
  /** Shares of the faces in each cell, 0..1. */
  target: z.array(z.number()),
  drawn: z.array(z.number()),
});
export type CoverageSpread = z.infer<typeof coverageSpread>;

/** Shares of faces by yaw and pitch, row by row from the lowest pitch up; in a row from the lowest yaw up. */
export const poseMap = z.object({
  yawEdges: z.array(z.number()),
  pitchEdges: z.array(z.number()),
  target: z.array(z.number()),
  drawn: z.array(z.number()),
  /** The performer's own kept faces, which teach the shared encoder. */
  performer: z.array(z.number()),
  /** By cell: which part of the target's faces there has no near pose among the drawn person's, 0..1. */
  unanswered: z.array(z.number()),
});
export type PoseMap = z.infer<typeof poseMap>;

/** Ends of an axis; null = open. */
export const coverageRange = z.object({ axis: coverageAxis, from: z.number().nullable(), to: z.number().nullable() });
export type CoverageRange = z.infer<typeof coverageRange>;

/** A part of the target that the drawn person's faces do not answer: faces within all ranges. */
export const coverageGap = z.object({
  ranges: z.array(coverageRange),
  /** The axis that parts the target from the drawn person most. */
  axis: coverageAxis,
  targetFaces: z.int(),
  shareOfTarget: z.number(),
  shareOfDrawn: z.number(),
  /** Points of the match that this costs by itself. */
  loss: z.number(),
  /** Faces of the target in the gap, each beside the nearest of the drawn person; null where none is near at all. */
  examples: z.array(z.object({ faceId: z.string(), nearestFaceId: z.string().nullable() })),
  /** Faces of the drawn person that lie here and are set aside: unsure or rejected. */
  setAside: z.int(),
});
export type CoverageGap = z.infer<typeof coverageGap>;

/** What else is amiss with the drawn person's faces. `value` is what was found, `wanted` what it should reach. */
export const coverageWarning = z.object({
  kind: z.enum([
    /** Faces there are. */
    'few_faces',
    /** Share of faces that are near-duplicates of a better one. */
    'near_duplicates',
    /** All faces come from one clip: one light, one hair-cut, one lens. */
    'one_clip',
    /** Median sharpness beside the target's. */
    'blurred',
    /** Median size beside the target's, px. */
    'small',
    /** Share of the target that is lit otherwise than any face of the drawn person. */
    'other_light',
    /** Share of faces with something before them. */
    'covered',
    /** Share of faces found before there were measures: their clips have to be looked through again. */
    'unmeasured',
  ]),
  value: z.number(),
  wanted: z.number(),
});
export type CoverageWarning = z.infer<typeof coverageWarning>;
export type CoverageWarningKind = CoverageWarning['kind'];

export const coverageVerdict = z.enum(['good', 'fair', 'poor']);
export type CoverageVerdict = z.infer<typeof coverageVerdict>;

/** One direction: the drawn person's face on the performer's body. */
export const coverageDirection = z.object({
  /** Whose face is drawn, as a conversion says it: `b` shows B's face on A's video. */
  to: side,
  performer: z.object({ personId: z.string(), name: z.string(), faces: z.int() }),
  drawn: z.object({ personId: z.string(), name: z.string(), faces: z.int(), clips: z.int() }),
  target: z.object({ clipId: z.string().nullable(), faces: z.int() }),
  /** 0..100; null where a side has no faces. */
  match: z.number().nullable(),
  verdict: coverageVerdict.nullable(),
  /** Share of the target that has a near answer among the drawn person's faces. */
  answered: z.number(),
  /** Share of the target that has a near answer among the performer's own kept faces: what the encoder will have seen. */
  seen: z.number(),
  /** Worst first. */
  gaps: z.array(coverageGap),
  /** Points of the match lost beyond what the gaps account for, here and there. */
  scatteredLoss: z.number(),
  warnings: z.array(coverageWarning),
  pose: poseMap,
  spreads: z.array(coverageSpread),
});
export type CoverageDirection = z.infer<typeof coverageDirection>;

export const coverageReport = z.object({
  /** A clip allows one direction, two people without one both. */
  directions: z.array(coverageDirection).min(1).max(2),
});
export type CoverageReport = z.infer<typeof coverageReport>;
