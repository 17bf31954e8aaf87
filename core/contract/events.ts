/**
 * What the server tells the page while things happen: `noun:past-or-state`. Every event carries the number `seq`;
 * a client that missed some asks for them from the last it saw, and REST stays the truth.
 */
import { z } from 'zod';
import { clipView } from '#core/contract/clip.ts';
import { conversionView } from '#core/contract/conversion.ts';
import { curvePoint } from '#core/contract/curve.ts';
import { dfmModelView } from '#core/contract/dfm-model.ts';
import { jobView } from '#core/contract/jobs.ts';
import { linkView } from '#core/contract/link.ts';
import { personView } from '#core/contract/person.ts';
import { runView, validationPoint } from '#core/contract/run.ts';
import { runLogEntry } from '#core/contract/run-log.ts';

export const studioEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('person:changed'), person: personView }),
  z.object({ type: z.literal('person:removed'), personId: z.string() }),
  z.object({ type: z.literal('clip:changed'), clip: clipView }),
  z.object({ type: z.literal('clip:removed'), clipId: z.string(), personId: z.string() }),
  z.object({ type: z.literal('link:changed'), link: linkView }),
  z.object({ type: z.literal('link:removed'), linkId: z.string(), personId: z.string() }),
  /** New faces or new states: refetch the person's list of faces. */
  z.object({ type: z.literal('faces:changed'), personId: z.string() }),
  z.object({ type: z.literal('run:changed'), run: runView }),
  z.object({ type: z.literal('run:removed'), runId: z.string() }),
  z.object({
    type: z.literal('run:losses'),
    runId: z.string(),
    points: z.array(curvePoint),
  }),
  z.object({ type: z.literal('run:validation'), runId: z.string(), point: validationPoint }),
  z.object({ type: z.literal('run:log'), runId: z.string(), entry: runLogEntry }),
  z.object({ type: z.literal('run:preview'), runId: z.string(), branch: z.int(), iteration: z.int() }),
  z.object({ type: z.literal('conversion:changed'), conversion: conversionView }),
  z.object({ type: z.literal('conversion:removed'), conversionId: z.string() }),
  z.object({ type: z.literal('model:changed'), model: dfmModelView }),
  z.object({ type: z.literal('model:removed'), modelId: z.string() }),
  z.object({ type: z.literal('job:changed'), job: jobView }),
]);
export type StudioEvent = z.infer<typeof studioEvent>;

export interface NumberedEvent {
  readonly seq: number;
  readonly event: StudioEvent;
}

/** The socket's own two typed maps. `hello` answers with the server's start mark and its newest number. */
export interface ServerToClientEvents {
  event: (numbered: NumberedEvent) => void;
  hello: (greeting: Greeting) => void;
}

/** `missed` holds what came after `since`; `tooOld` says that it is no longer held: refetch everything. */
export interface Greeting {
  readonly serverStartedAt: string;
  readonly newestSeq: number;
  readonly missed: readonly NumberedEvent[];
  readonly tooOld: boolean;
}

export type ClientToServerEvents = Record<string, never>;

/** Sent in the handshake's `auth`. */
export const handshake = z.object({ since: z.int().nonnegative().nullable(), serverStartedAt: z.string().nullable() });
export type Handshake = z.infer<typeof handshake>;
