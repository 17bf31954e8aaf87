/**
 * What a person does to faces. Every edit is kept in a journal with what was before, so each can be undone and redone,
 * also after the page or the studio was closed.
 */
import { z } from 'zod';
import { faceState } from '#core/contract/face.ts';
import { faceChoice, faceQuery } from '#core/contract/face-query.ts';

/** Frames of a clip, first and last included. */
export const frameRange = z.object({ first: z.int().nonnegative(), last: z.int().nonnegative() });
export type FrameRange = z.infer<typeof frameRange>;

export const faceEdit = z.discriminatedUnion('do', [
  z.object({ do: z.literal('set-state'), faces: faceChoice, state: faceState }),
  /** All of a cluster's faces are the person, or none is. */
  z.object({ do: z.literal('decide-cluster'), clusterId: z.string(), isPerson: z.boolean() }),
  z.object({ do: z.literal('merge-clusters'), clusterIds: z.array(z.string()).min(2).max(1000) }),
  /** The faces named become a cluster of their own; without them the cluster is parted where it parts best. */
  z.object({ do: z.literal('split-cluster'), clusterId: z.string(), faceIds: z.array(z.string()).nullable() }),
  /** Rejects near-duplicates but for the best of each group. */
  z.object({ do: z.literal('reject-twins'), query: faceQuery }),
  /** Rejects all but `keep` of the faces that match: those that cover poses and expressions best. */
  z.object({ do: z.literal('thin'), query: faceQuery, keep: z.int().min(1) }),
  /** The crop cut anew: [a, b, tx, ty], frame -> crop. */
  z.object({ do: z.literal('move-crop'), faceId: z.string(), similarity: z.array(z.number()).length(4) }),
  /** The 468 points as x, y pairs in frame pixels; the crop follows them. */
  z.object({ do: z.literal('move-landmarks'), faceId: z.string(), mesh: z.array(z.number()).length(936) }),
  /** A face that was missed: its box in frame pixels. */
  z.object({
    do: z.literal('add-face'),
    clipId: z.string(),
    frameIndex: z.int().nonnegative(),
    box: z.object({ left: z.number(), top: z.number(), width: z.number().positive(), height: z.number().positive() }),
  }),
  /** Frames that are never to be used; their faces are rejected, and no extraction looks at them. */
  z.object({ do: z.literal('exclude-frames'), clipId: z.string(), range: frameRange }),
]);
export type FaceEdit = z.infer<typeof faceEdit>;
export type FaceEditKind = FaceEdit['do'];

/** An edit as the journal tells of it. */
export const editView = z.object({
  id: z.string(),
  kind: z.string(),
  /** Faces it changed. */
  faceCount: z.int(),
  at: z.iso.datetime(),
});
export type EditView = z.infer<typeof editView>;

/** What stands next to be undone and redone. */
export const editHistory = z.object({ undo: editView.nullable(), redo: editView.nullable() });
export type EditHistory = z.infer<typeof editHistory>;

/** A cluster: faces of one identity over a person's clips. */
export const clusterView = z.object({
  id: z.string(),
  personId: z.string(),
  faceCount: z.int(),
  /** By how alike its mean is to the person's: they match, a human should say, or it is somebody else. */
  zone: z.enum(['match', 'ask', 'other']),
  /** What a human said of it; null = nothing yet. */
  isPerson: z.boolean().nullable(),
  /** Cosine of its mean to the person's own, -1..1; null while nobody knows the person's face. */
  likeness: z.number().nullable(),
  /** A few of its faces, best first. */
  faceIds: z.array(z.string()),
});
export type ClusterView = z.infer<typeof clusterView>;
