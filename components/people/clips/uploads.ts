/**
 * Uploads under way, outside of React so that they go on while one looks at other pages. A few at a time: a file the
 * studio has already is not sent, photos of one drop become one set, and the rest is named.
 */
import { api, RequestError, unwrap } from '#components/api/client.ts';
import type { SkippedFile, UploadAnswer } from '#core/contract/clip.ts';
import { createTurns } from '#core/studio/turns.ts';
import { hashFile } from './hash-file.ts';
import type { SortedFiles } from './picked-files.ts';
import { type Sending, type Sent, send } from './tus-sender.ts';

/** `received`: the server has all bytes and now reads the file; `clipId` names what it becomes. `left-out` only names files. */
export type UploadState = 'waiting' | 'hashing' | 'sending' | 'paused' | 'received' | 'failed' | 'left-out';

export interface UploadRow {
  readonly id: string;
  readonly personId: string;
  readonly kind: 'file' | 'photos' | 'left-out';
  readonly name: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  readonly bytesPerSecond: number | null;
  readonly state: UploadState;
  readonly clipId: string | null;
  readonly error: RequestError | null;
  /** Files that were not taken along, each with its reason. */
  readonly skipped: readonly SkippedFile[];
}

/** Enough to fill a line; more would only share it. */
const inTurn = createTurns(3);

interface Work {
  readonly run: () => Promise<void>;
  /** Stops what is under way; the server forgets it too. */
  readonly stop: (forget: boolean) => Promise<void>;
}

const works = new Map<string, Work>();
const listeners = new Set<() => void>();
let rows: readonly UploadRow[] = [];

export const uploads = {
  rows: (): readonly UploadRow[] => rows,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  start: (personId: string, { videos, photos, folder, skipped }: SortedFiles) => {
    for (const file of videos) begin(fileRow(personId, file), (id) => fileWork(id, personId, file));
    if (photos.length > 0) {
      const name = folder ?? photos[0]?.name ?? '';
      begin(photosRow(personId, name, photos), (id) => photosWork({ id, personId, name, photos }));
    }
    if (skipped.length > 0) uploads.leaveOut(personId, folder ?? '', skipped);
  },
  /** Says what was not taken along. */
  leaveOut: (personId: string, name: string, skipped: readonly SkippedFile[]) =>
    add({ ...emptyRow(personId), kind: 'left-out', name, state: 'left-out', skipped }),
  pause: async (id: string) => {
    change(id, { state: 'paused', bytesPerSecond: null });
    await works.get(id)?.stop(false);
  },
  resume: (id: string) => {
    change(id, { state: 'waiting', error: null });
    run(id);
  },
  /** Its clip is in. What was left out of it stays named until somebody has read it. */
  arrived: (id: string) => {
    if ((rowOf(id)?.skipped.length ?? 0) > 0) change(id, { kind: 'left-out', state: 'left-out' });
    else void uploads.dismiss(id);
  },
  /** Stops the upload and has the server forget what it got; an ended row only disappears. */
  dismiss: async (id: string) => {
    const row = rowOf(id);
    rows = rows.filter((candidate) => candidate.id !== id);
    tell();
    const work = works.get(id);
    works.delete(id);
    if (row && row.state !== 'received') await work?.stop(true);
  },
};

const begin = (row: UploadRow, workOf: (id: string) => Work): void => {
  add(row);
  works.set(row.id, workOf(row.id));
  run(row.id);
};

const run = (id: string): void => {
  void inTurn(async () => {
    // Paused or dismissed while it waited.
    if (rowOf(id)?.state !== 'waiting') return;
    await works.get(id)?.run();
  }).catch((error: unknown) => change(id, { state: 'failed', bytesPerSecond: null, error: asRefusal(error) }));
};

/** Asks, hashes where that may save the sending, and sends. */
const fileWork = (id: string, personId: string, file: File): Work => {
  let sending: Sending | undefined;
  let hashing = new AbortController();
  const received = (clipId: string | null) =>
    change(id, { state: 'received', sentBytes: file.size, bytesPerSecond: null, clipId });
  return {
    stop: async (forget) => {
      hashing.abort();
      await (forget ? sending?.forget() : sending?.pause());
    },
    run: async () => {
      hashing = new AbortController();
      const answer = await askServer({ id, personId, file, signal: hashing.signal });
      if (answer === undefined) return;
      if (answer.outcome === 'here') return received(answer.clipId);
      change(id, { state: 'sending', sentBytes: 0 });
      const pace = makePace();
      const metadata = { personId, filename: file.name };
      const onProgress = (sentBytes: number) => change(id, { sentBytes, bytesPerSecond: pace(sentBytes) });
      sending = send({ file, metadata, onProgress });
      const sent = await sending.done;
      if (sent) received(sent.clipId);
    },
  };
};

interface Question {
  readonly id: string;
  readonly personId: string;
  readonly file: File;
  readonly signal: AbortSignal;
}

/** undefined where it was stopped. A digest takes a while for a film: it is made only where a file of this size is known. */
const askServer = async ({ id, personId, file, signal }: Question): Promise<UploadAnswer | undefined> => {
  if (file.size === 0) return { outcome: 'send', clipId: null };
  const ask = (sha256: string | null) =>
    unwrap(api.POST('/api/uploads/known', { body: { personId, name: file.name, sizeBytes: file.size, sha256 } }));
  const first = await ask(null);
  if (signal.aborted) return undefined;
  if (first.outcome !== 'hash') return first;
  change(id, { state: 'hashing' });
  const onProgress = (sentBytes: number) => change(id, { sentBytes });
  const sha256 = await hashFile(file, { onProgress, signal });
  return sha256 === undefined ? undefined : ask(sha256);
};

interface PhotosToSend {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly photos: readonly File[];
}

/** One after the other; those the studio refuses are named, the others become the set. */
const photosWork = ({ id, personId, name, photos }: PhotosToSend): Work => {
  const arrived = new Map<File, string>();
  let sending: Sending | undefined;
  let isStopped = false;

  const sendOne = async (file: File, before: number): Promise<Sent | undefined> => {
    const metadata = { personId, filename: file.name, kind: 'photo' } as const;
    sending = send({ file, metadata, onProgress: (sentBytes) => change(id, { sentBytes: before + sentBytes }) });
    return sending.done;
  };

  return {
    stop: async (forget) => {
      isStopped = true;
      await (forget ? sending?.forget() : sending?.pause());
    },
    run: async () => {
      isStopped = false;
      change(id, { state: 'sending' });
      let before = 0;
      for (const file of photos) {
        if (isStopped) return;
        const refused = rowOf(id)?.skipped.some(({ name: known }) => known === file.name);
        if (!arrived.has(file) && !refused) {
          const sent = await sendOne(file, before).catch(refusedPhoto(id, file));
          if (sent) arrived.set(file, sent.uploadId);
        }
        before += file.size;
      }
      if (isStopped) return;
      const ids = photos.flatMap((file) => arrived.get(file) ?? []);
      if (ids.length === 0) return change(id, { state: 'failed', error: noneTaken() });
      const clip = await unwrap(api.POST('/api/photo-sets', { body: { personId, name, uploads: ids } }));
      change(id, { state: 'received', sentBytes: before, bytesPerSecond: null, clipId: clip.id });
    },
  };
};

/** A photo that can not be opened is left out; whatever else fails ends the whole. */
const refusedPhoto =
  (id: string, file: File) =>
  (error: unknown): undefined => {
    const { code } = asRefusal(error);
    if (!photoRefusals.has(code)) throw error;
    change(id, { skipped: [...(rowOf(id)?.skipped ?? []), { name: file.name, code }] });
  };

const photoRefusals: ReadonlySet<string> = new Set([
  'not_an_image',
  'codec_not_allowed',
  'video_too_big',
  'file_empty',
  'file_too_large',
]);

const noneTaken = (): RequestError =>
  new RequestError({ code: 'not_an_image', message: 'None of these photos can be opened.' });

const asRefusal = (error: unknown): RequestError =>
  error instanceof RequestError ? error : new RequestError({ code: 'internal', message: String(error) });

const emptyRow = (personId: string): UploadRow => ({
  id: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`,
  personId,
  kind: 'file',
  name: '',
  sizeBytes: 0,
  sentBytes: 0,
  bytesPerSecond: null,
  state: 'waiting',
  clipId: null,
  error: null,
  skipped: [],
});

const fileRow = (personId: string, file: File): UploadRow => ({
  ...emptyRow(personId),
  name: file.name,
  sizeBytes: file.size,
});

const photosRow = (personId: string, name: string, photos: readonly File[]): UploadRow => ({
  ...emptyRow(personId),
  kind: 'photos',
  name,
  sizeBytes: photos.reduce((sum, { size }) => sum + size, 0),
});

/** Bytes a second over the last few seconds; null until there are two measurements a while apart. */
const makePace = (): ((sentBytes: number) => number | null) => {
  const windowMs = 4000;
  let marks: { atMs: number; sentBytes: number }[] = [];
  return (sentBytes) => {
    const atMs = performance.now();
    marks = [...marks.filter((mark) => atMs - mark.atMs < windowMs), { atMs, sentBytes }];
    const first = marks[0];
    return first && atMs - first.atMs > 500 ? ((sentBytes - first.sentBytes) / (atMs - first.atMs)) * 1000 : null;
  };
};

const rowOf = (id: string): UploadRow | undefined => rows.find((row) => row.id === id);

const add = (row: UploadRow): void => {
  rows = [...rows, row];
  tell();
};

const change = (id: string, part: Partial<UploadRow>): void => {
  rows = rows.map((row) => (row.id === id ? { ...row, ...part } : row));
  tell();
};

const tell = (): void => {
  for (const listener of listeners) listener();
};
