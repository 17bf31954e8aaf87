/**
 * Uploads under way, outside of React so that they go on while one looks at other pages. tus remembers in the browser
 * how far each file came: the same file chosen again after a reload goes on from there.
 */
import { DetailedError, Upload } from 'tus-js-client';
import { RequestError, toRequestError, unreachable } from '#components/api/client.ts';

/** `received`: the server has all bytes and now reads the file; `clipId` names what it becomes. */
export type UploadState = 'sending' | 'paused' | 'received' | 'failed';

export interface UploadRow {
  readonly id: string;
  readonly personId: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sentBytes: number;
  readonly bytesPerSecond: number | null;
  readonly state: UploadState;
  readonly clipId: string | null;
  readonly error: RequestError | null;
}

/** Codes under which tus tells of its own troubles, and of the server's. */
const unsettled: ReadonlySet<string> = new Set(['bad_request', 'internal']);
const chunkBytes = 16 * 1024 * 1024;
const senders = new Map<string, Upload>();
const listeners = new Set<() => void>();
let rows: readonly UploadRow[] = [];

export const uploads = {
  rows: (): readonly UploadRow[] => rows,
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  start: (personId: string, files: readonly File[]) => {
    for (const file of files) begin(personId, file);
  },
  pause: async (id: string) => {
    await senders.get(id)?.abort(false);
    change(id, { state: 'paused', bytesPerSecond: null });
  },
  resume: (id: string) => {
    change(id, { state: 'sending', error: null });
    senders.get(id)?.start();
  },
  /** Stops the upload and has the server forget what it got; an ended row only disappears. */
  dismiss: async (id: string) => {
    const row = rows.find((candidate) => candidate.id === id);
    rows = rows.filter((candidate) => candidate.id !== id);
    tell();
    const sender = senders.get(id);
    senders.delete(id);
    if (row && row.state !== 'received') await sender?.abort(true).catch(() => {});
  },
};

function begin(personId: string, file: File): void {
  const id = crypto.randomUUID?.() ?? `${Date.now()}-${file.name}`;
  rows = [
    ...rows,
    {
      id,
      personId,
      name: file.name,
      sizeBytes: file.size,
      sentBytes: 0,
      bytesPerSecond: null,
      state: 'sending',
      clipId: null,
      error: null,
    },
  ];
  tell();
  const sender = makeSender(id, personId, file);
  senders.set(id, sender);
  void sender.findPreviousUploads().then((previous) => {
    const mine = previous.find((upload) => upload.metadata.personId === personId);
    if (mine) sender.resumeFromPreviousUpload(mine);
    if (senders.has(id)) sender.start();
  });
}

function makeSender(id: string, personId: string, file: File): Upload {
  const pace = makePace();
  return new Upload(file, {
    endpoint: '/api/uploads',
    chunkSize: chunkBytes,
    retryDelays: [0, 1000, 3000, 5000, 10_000],
    removeFingerprintOnSuccess: true,
    metadata: { personId, filename: file.name },
    // A refusal in the studio's own words will not become an acceptance by asking again; a lost line or a lock of tus will.
    onShouldRetry: (error) => {
      const status = error.originalResponse?.getStatus() ?? 0;
      return (
        status === 0 || ([409, 423, 500, 502, 503, 504].includes(status) && unsettled.has(readRefusal(error).code))
      );
    },
    onProgress: (sentBytes) => change(id, { sentBytes, bytesPerSecond: pace(sentBytes) }),
    onSuccess: ({ lastResponse }) =>
      change(id, {
        state: 'received',
        sentBytes: file.size,
        bytesPerSecond: null,
        clipId: lastResponse.getHeader('X-Clip-Id') ?? null,
      }),
    onError: (error) => change(id, { state: 'failed', bytesPerSecond: null, error: readRefusal(error) }),
  });
}

/** The server's own words out of the failed request. */
function readRefusal(error: Error | DetailedError): RequestError {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (!response) return new RequestError({ code: unreachable, message: error.message }, { cause: error });
  try {
    return toRequestError(JSON.parse(response.getBody()), response.getStatus());
  } catch {
    return toRequestError(undefined, response.getStatus());
  }
}

/** Bytes a second over the last few seconds; null until there are two measurements a while apart. */
function makePace(): (sentBytes: number) => number | null {
  const windowMs = 4000;
  let marks: { atMs: number; sentBytes: number }[] = [];
  return (sentBytes) => {
    const atMs = performance.now();
    marks = [...marks.filter((mark) => atMs - mark.atMs < windowMs), { atMs, sentBytes }];
    const first = marks[0];
    return first && atMs - first.atMs > 500 ? ((sentBytes - first.sentBytes) / (atMs - first.atMs)) * 1000 : null;
  };
}

function change(id: string, part: Partial<UploadRow>): void {
  rows = rows.map((row) => (row.id === id ? { ...row, ...part } : row));
  tell();
}

const tell = (): void => {
  for (const listener of listeners) listener();
};
