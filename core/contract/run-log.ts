/** What happened to a run, in the order in which it did: kept for ever, only ever added to. */
import { z } from 'zod';
import { checkpointFault, pauseReason, precision } from './run.ts';

/** One setting, by the path of its name as `losses.dssim`; its values as JSON. */
export const settingChange = z.object({ path: z.string(), from: z.string(), to: z.string() });
export type SettingChange = z.infer<typeof settingChange>;

/** The model is loaded and its faces are read. */
export const runOpened = z.object({
  kind: z.literal('opened'),
  device: z.string(),
  precision,
  parameterCount: z.int(),
  facesA: z.int(),
  facesB: z.int(),
  heldOutA: z.int(),
  heldOutB: z.int(),
});
export type RunOpened = z.infer<typeof runOpened>;

export const runHappened = z.discriminatedUnion('kind', [
  /** A worker is asked for: from which checkpoint, 0 = from nothing, and how far the run had come. */
  z.object({
    kind: z.literal('started'),
    iteration: z.int(),
    reachedIteration: z.int(),
    passedOver: z.array(z.object({ iteration: z.int(), fault: checkpointFault })),
  }),
  runOpened,
  z.object({
    kind: z.literal('checkpoint'),
    iteration: z.int(),
    sizeBytes: z.int(),
    heldOutError: z.number().nullable(),
  }),
  z.object({ kind: z.literal('paused'), reason: pauseReason, iteration: z.int() }),
  z.object({ kind: z.literal('resumed'), iteration: z.int() }),
  z.object({ kind: z.literal('settings-changed'), changes: z.array(settingChange) }),
  z.object({ kind: z.literal('faces-shown'), a: z.int(), b: z.int(), afterIteration: z.int() }),
  /** Its numbers made no sense at one iteration, and it stands at an earlier one again. */
  z.object({ kind: z.literal('diverged'), iteration: z.int(), backTo: z.int() }),
  /** Somebody chose an earlier checkpoint to go on from. */
  z.object({ kind: z.literal('went-back'), iteration: z.int(), to: z.int() }),
  z.object({ kind: z.literal('ended'), reason: z.enum(['stopped', 'limit', 'cancelled']), iteration: z.int() }),
  z.object({ kind: z.literal('failed'), code: z.string(), message: z.string() }),
  /** The studio ended while it was at work. */
  z.object({ kind: z.literal('interrupted') }),
  /** A line that the worker or a library in it wrote. */
  z.object({ kind: z.literal('printed'), line: z.string() }),
]);
export type RunHappened = z.infer<typeof runHappened>;

export const runLogEntry = z.object({
  /** Of two entries the later one has the greater number. */
  seq: z.int(),
  at: z.iso.datetime(),
  happened: runHappened,
});
export type RunLogEntry = z.infer<typeof runLogEntry>;

/** Oldest first. */
export const runLog = z.object({ entries: z.array(runLogEntry) });
export type RunLog = z.infer<typeof runLog>;
