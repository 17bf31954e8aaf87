/**
 * What the web process and a worker say to each other over the IPC channel, one union a direction. Both sides parse what
 * comes in: they may be of different age where the checkout was updated under a running studio.
 */
import { z } from 'zod';
import { type ErrorCode, errorKinds } from '#core/contract/errors.ts';
import { jobCommand, jobKind, jobNews, jobProgress } from '#core/contract/jobs.ts';

export const protocolVersion = 2;

const errorReport = z.object({
  code: z.enum(Object.keys(errorKinds) as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

export const toWorker = z.discriminatedUnion('type', [
  /** The answer to `hello`. */
  z.object({ type: z.literal('start'), jobId: z.string(), kind: jobKind, payload: z.unknown() }),
  z.object({ type: z.literal('command'), command: jobCommand }),
  z.object({ type: z.literal('cancel') }),
  /** What it is depends on the kind of job; it is answered or refused under the same number. */
  z.object({ type: z.literal('question'), seq: z.int(), question: z.unknown() }),
  /** The news of this number is stored; the worker may go on. */
  z.object({ type: z.literal('news-stored'), seq: z.int() }),
]);
export type ToWorker = z.infer<typeof toWorker>;

export const fromWorker = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), version: z.literal(protocolVersion) }),
  /** The event loop of the worker still turns. */
  z.object({ type: z.literal('heartbeat') }),
  z.object({ type: z.literal('progress'), progress: jobProgress }),
  z.object({ type: z.literal('news'), seq: z.int(), news: jobNews }),
  z.object({ type: z.literal('answer'), seq: z.int(), answer: z.unknown() }),
  z.object({ type: z.literal('refusal'), seq: z.int(), error: errorReport }),
  // The three verdicts; the worker ends after one.
  z.object({ type: z.literal('done'), result: z.unknown() }),
  z.object({ type: z.literal('cancelled') }),
  z.object({ type: z.literal('failed'), error: errorReport }),
]);
export type FromWorker = z.infer<typeof fromWorker>;
