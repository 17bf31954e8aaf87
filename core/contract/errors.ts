/**
 * The one error of the studio: a stable code, a sentence for a person, the facts behind it and the original cause.
 * Inner rooms throw it and know nothing of HTTP; `server/http` maps a code's kind to a status, the CLI to an exit code.
 */

import { z } from 'zod';

/** What went wrong, by whose doing: decides the HTTP status and the CLI's exit code. */
export type ErrorKind = 'invalid' | 'forbidden' | 'missing' | 'conflict' | 'too-large' | 'unavailable' | 'internal';

/** Every code that crosses a border. A code, once published, keeps its meaning. */
export const errorKinds = {
  bad_request: 'invalid',
  not_found: 'missing',
  host_refused: 'forbidden',
  origin_refused: 'forbidden',
  // consent
  consent_missing: 'forbidden',
  consent_expired: 'forbidden',
  consent_withdrawn: 'forbidden',
  consent_unknown: 'forbidden',
  // import
  file_missing: 'missing',
  file_empty: 'invalid',
  file_too_large: 'too-large',
  not_a_video: 'invalid',
  no_video_stream: 'invalid',
  video_truncated: 'invalid',
  video_too_long: 'too-large',
  video_too_big: 'too-large',
  codec_not_allowed: 'invalid',
  dolby_vision_only: 'invalid',
  clip_duplicate: 'conflict',
  source_changed: 'conflict',
  frame_missing: 'missing',
  model_refused: 'invalid',
  not_a_model: 'invalid',
  model_file_refused: 'invalid',
  model_unknown: 'invalid',
  not_an_archive: 'invalid',
  archive_refused: 'invalid',
  dataset_refused: 'invalid',
  // links
  address_refused: 'forbidden',
  link_malformed: 'invalid',
  link_unreachable: 'unavailable',
  link_missing: 'missing',
  link_denied: 'forbidden',
  link_no_video: 'invalid',
  link_live: 'invalid',
  link_duplicate: 'conflict',
  // faces and training
  nothing_to_undo: 'conflict',
  nothing_to_redo: 'conflict',
  no_faces: 'invalid',
  too_few_faces: 'invalid',
  not_an_image: 'invalid',
  no_face_in_reference: 'invalid',
  checkpoint_damaged: 'internal',
  no_checkpoint: 'conflict',
  checkpoints_lost: 'conflict',
  training_diverged: 'internal',
  memory_short: 'unavailable',
  // conversions
  name_taken: 'conflict',
  export_too_large: 'too-large',
  // jobs
  part_empty: 'invalid',
  job_state: 'conflict',
  in_use: 'conflict',
  cancelled: 'conflict',
  interrupted: 'conflict',
  worker_crashed: 'internal',
  tool_failed: 'internal',
  data_in_use: 'conflict',
  data_newer: 'conflict',
  disk_full: 'unavailable',
  engine_missing: 'unavailable',
  tool_missing: 'unavailable',
  encoder_missing: 'unavailable',
  package_unavailable: 'unavailable',
  internal: 'internal',
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorKinds;

export type ErrorFacts = Readonly<Record<string, string | number | boolean | null>>;

/** The shape in which an error crosses a process or the network. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly message: string;
  readonly facts: ErrorFacts;
}

/** The same, as a reader of another program's words checks it: codes may be newer than ours. */
export const errorReport = z.object({
  code: z.string(),
  message: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

export class StudioError extends Error {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, message: string, options: { facts?: ErrorFacts; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'StudioError';
    this.code = code;
    this.facts = options.facts ?? {};
  }
}

export const errorKind = (code: ErrorCode): ErrorKind => errorKinds[code];

/** Any thrown value as a report; what is not a StudioError is a bug of ours and says only that. */
export const reportError = (error: unknown): ErrorReport =>
  error instanceof StudioError
    ? { code: error.code, message: error.message, facts: error.facts }
    : { code: 'internal', message: error instanceof Error ? error.message : String(error), facts: {} };

export const errorFromReport = (report: ErrorReport): StudioError =>
  new StudioError(report.code, report.message, { facts: report.facts });
