/**
 * Uploads by tus 1.0 at /api/uploads: resumable at the byte, refused before the first byte where consent, size or room are
 * missing. A finished one becomes a clip, whose id is in the header X-Clip-Id of the last answer; a photo waits for its set;
 * a model is checked by the job X-Job-Id, and is the run X-Run-Id if that ends well.
 */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { reportError, StudioError } from '#core/contract/errors.ts';
import { statusOf } from '#server/http/refusals.ts';
import type { ClipsService } from '#server/services/clips.ts';
import type { DatasetsService } from '#server/services/datasets.ts';
import type { DfmModelsService } from '#server/services/dfm-models.ts';
import type { ModelImportsService } from '#server/services/model-imports.ts';

const path = '/api/uploads';
/** Not an upload but a question about one. */
const questionPath = `${path}/known`;
/** An upload that nobody went on with is removed after this time. */
const expiryMs = 24 * 3600 * 1000;

export interface UploadOptions {
  readonly clips: ClipsService;
  /** Takes the zips among them. */
  readonly datasets: DatasetsService;
  /** Takes those of the kind `model`. */
  readonly models: ModelImportsService;
  /** Takes those of the kind `dfm`. */
  readonly dfms: DfmModelsService;
  readonly folder: string;
  readonly maxBytes: number;
}

export const mountUploads = (
  api: OpenAPIHono,
  { clips, datasets, models, dfms, folder, maxBytes }: UploadOptions,
): void => {
  const server = new Server({
    path,
    relativeLocation: true,
    allowedOrigins: [],
    exposedHeaders: ['X-Clip-Id', 'X-Run-Id', 'X-Model-Id', 'X-Job-Id'],
    maxSize: maxBytes,
    namingFunction: () => randomUUID(),
    datastore: new FileStore({ directory: folder, expirationPeriodInMilliseconds: expiryMs }),
    onUploadCreate: async (_request, upload) => {
      const sizeBytes = upload.size ?? 0;
      if (upload.metadata?.kind === 'model') await models.allow({ ...pairOf(upload.metadata), sizeBytes });
      else if (upload.metadata?.kind === 'dfm') await dfms.allow({ sizeBytes });
      else await clips.allowUpload({ personId: wordOf(upload.metadata, 'personId'), sizeBytes });
      wordOf(upload.metadata, 'filename');
      if (!upload.size) throw new StudioError('file_empty', 'The file is empty.');
      return {};
    },
    onUploadFinish: async (_request, upload): Promise<{ headers?: Record<string, string> }> => {
      const place = join(folder, upload.id);
      try {
        const name = wordOf(upload.metadata, 'filename');
        if (upload.metadata?.kind === 'model') {
          const { runId, job } = await models.adopt({ ...pairOf(upload.metadata), path: place, name });
          return { headers: { 'X-Run-Id': runId, 'X-Job-Id': job.id } };
        }
        if (upload.metadata?.kind === 'dfm') {
          const { modelId, job } = await dfms.adopt({ path: place, name });
          return { headers: { 'X-Model-Id': modelId, 'X-Job-Id': job.id } };
        }
        const personId = wordOf(upload.metadata, 'personId');
        if (upload.metadata?.kind === 'photo') {
          await clips.park({ id: upload.id, personId, path: place, name });
          return {};
        }
        const door = /\.zip$/i.test(name) ? datasets.adopt : clips.adoptUpload;
        const clip = await door({ personId, path: place, name });
        return { headers: { 'X-Clip-Id': clip.id } };
      } finally {
        // What came whole with its creation tus would look at again for its expiry, and find the file gone.
        delete upload.creation_date;
        await rm(place, { force: true });
        await rm(`${place}.json`, { force: true });
      }
    },
    onResponseError: (_request, error) => answerTo(error),
  });
  // Leftovers of uploads that were given up while the studio was off.
  void server.cleanUpExpiredUploads().catch(() => 0);
  for (const place of [path, `${path}/*`]) {
    // No GET: tus would hand the bytes out again. Hono matches HEAD as GET, so the method is looked at here.
    api.all(place, async (context, next) => {
      if (context.req.path === questionPath) return next();
      return context.req.method === 'GET' ? context.notFound() : server.handleWeb(context.req.raw);
    });
  }
};

type Metadata = Record<string, string | null> | undefined;

const pairOf = (metadata: Metadata) => ({
  personAId: wordOf(metadata, 'personAId'),
  personBId: wordOf(metadata, 'personBId'),
});

const wordOf = (metadata: Metadata, name: 'personId' | 'personAId' | 'personBId' | 'filename'): string => {
  const word = metadata?.[name];
  if (word) return word;
  throw new StudioError('bad_request', `An upload needs the metadata ${name}.`, { facts: { field: name } });
};

const answerTo = (error: Error | { status_code: number; body: string }): { status_code: number; body: string } => {
  if (error instanceof Error) {
    const report = reportError(error);
    return { status_code: statusOf(report), body: JSON.stringify(report) };
  }
  return {
    status_code: error.status_code,
    body: JSON.stringify({ code: 'bad_request', message: error.body.trim(), facts: {} }),
  };
};
