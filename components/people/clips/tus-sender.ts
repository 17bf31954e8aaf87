/**
 * Sends one file by tus. It remembers in the browser how far each file came: the same file sent again, after a pause or
 * a reload, goes on from there.
 */
import { DetailedError, Upload } from 'tus-js-client';
import { RequestError, toRequestError, unreachable } from '#components/api/client.ts';

export interface SendOptions {
  readonly file: File;
  readonly metadata: ClipMetadata | ModelMetadata | DfmMetadata;
  readonly onProgress: (sentBytes: number) => void;
}

interface ClipMetadata {
  readonly personId: string;
  readonly filename: string;
  readonly kind?: 'photo';
}

interface ModelMetadata {
  readonly personAId: string;
  readonly personBId: string;
  readonly filename: string;
  readonly kind: 'model';
}

/** A model of others, of nobody yet. */
interface DfmMetadata {
  readonly filename: string;
  readonly kind: 'dfm';
}

export interface Sent {
  /** What the upload became; null for a photo, which waits for its set. */
  readonly clipId: string | null;
  /** Of a model: the job that checks it, and the run or the model of others it becomes. */
  readonly jobId: string | null;
  readonly runId: string | null;
  readonly modelId: string | null;
  readonly uploadId: string;
}

export interface Sending {
  /** undefined where it was stopped. @throws RequestError */
  readonly done: Promise<Sent | undefined>;
  pause(): Promise<void>;
  /** Has the server forget what it got. */
  forget(): Promise<void>;
}

/** Codes under which tus tells of its own troubles, and of the server's. */
const unsettled: ReadonlySet<string> = new Set(['bad_request', 'internal']);
const chunkBytes = 16 * 1024 * 1024;

export const send = ({ file, metadata, onProgress }: SendOptions): Sending => {
  const { promise: done, resolve, reject } = Promise.withResolvers<Sent | undefined>();
  const upload = new Upload(file, {
    endpoint: '/api/uploads',
    chunkSize: chunkBytes,
    // Many small photos would else take two requests each.
    uploadDataDuringCreation: true,
    retryDelays: [0, 1000, 3000, 5000, 10_000],
    removeFingerprintOnSuccess: true,
    metadata: { ...metadata },
    // A refusal in the studio's own words will not become an acceptance by asking again; a lost line or a lock of tus will.
    onShouldRetry: (error) => {
      const status = error.originalResponse?.getStatus() ?? 0;
      return (
        status === 0 || ([409, 423, 500, 502, 503, 504].includes(status) && unsettled.has(readRefusal(error).code))
      );
    },
    onProgress,
    onSuccess: ({ lastResponse }) =>
      resolve({
        clipId: lastResponse.getHeader('X-Clip-Id') ?? null,
        jobId: lastResponse.getHeader('X-Job-Id') ?? null,
        runId: lastResponse.getHeader('X-Run-Id') ?? null,
        modelId: lastResponse.getHeader('X-Model-Id') ?? null,
        uploadId: upload.url?.split('/').at(-1) ?? '',
      }),
    onError: (error) => reject(readRefusal(error)),
  });
  let isStopped = false;
  void upload.findPreviousUploads().then((previous) => {
    const words = Object.entries(metadata);
    const mine = previous.find((upload) => words.every(([name, word]) => upload.metadata[name] === word));
    if (mine) upload.resumeFromPreviousUpload(mine);
    if (!isStopped) upload.start();
  });
  const stop = async (forget: boolean) => {
    isStopped = true;
    await upload.abort(forget).catch(() => undefined);
    resolve(undefined);
  };
  return { done, pause: () => stop(false), forget: () => stop(true) };
};

/** The server's own words out of the failed request. */
const readRefusal = (error: Error | DetailedError): RequestError => {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  if (!response) return new RequestError({ code: unreachable, message: error.message }, { cause: error });
  try {
    return toRequestError(JSON.parse(response.getBody()), response.getStatus());
  } catch {
    return toRequestError(undefined, response.getStatus());
  }
};
