import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  FaceIdentity,
  FoundFaceRecord,
  JobNews,
  JobPayload,
  JobProgress,
  JobResult,
} from '#core/contract/jobs.ts';
import { faceIdentity, foundFace, jobResults } from '#core/contract/jobs.ts';
import { createClipFaceModels } from '#server/adapters/tensorflow/face-models/create-clip-face-models.ts';
import { openFaceCutter } from '#server/adapters/threads/open-face-cutter.ts';
import { extractFaces } from '#server/jobs/handlers/extract-faces.ts';
import type { JobContext } from '#server/jobs/job-handler.ts';
import type { ClipFaceModels } from '#server/ports/clip-face-models.ts';
import { factsOf, frameIo, imageCodec } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';

const man = sharedMedia('grid_bbaf2n_man.mpg');
const woman = sharedMedia('grid_brbk7n_woman.mpg');
const nobody = sharedMedia('pyfeat_no_face.mp4');

let models: ClipFaceModels;
let folder: string;
beforeAll(async () => {
  models = createClipFaceModels();
  folder = await mkdtemp(join(tmpdir(), 'extract-'));
});
afterAll(async () => {
  models[Symbol.dispose]();
  await rm(folder, { recursive: true, force: true });
});

interface Extracted {
  readonly result: JobResult<'extract-faces'>;
  readonly faces: (FoundFaceRecord & FaceIdentity)[];
  readonly reports: JobProgress[];
}

const extract = async (options: {
  readonly path: string;
  readonly into: string;
  /** A second clip whose frames come after the first's. */
  readonly andThen?: string;
  readonly referencePath?: string;
  readonly knownDescriptor?: number[] | null;
  readonly signal?: AbortSignal;
}): Promise<Extracted> => {
  const found: FoundFaceRecord[] = [];
  const identities = new Map<string, FaceIdentity>();
  const reports: JobProgress[] = [];
  const frames: typeof frameIo = {
    ...frameIo,
    readFrames: async function* (reading) {
      yield* frameIo.readFrames(reading);
      if (options.andThen) yield* frameIo.readFrames({ ...reading, path: options.andThen, samplesPerSecond: 2 });
    },
  };
  const context = {
    tools: { frames, images: imageCodec, clipFaceModels: () => models, openFaceCutter },
    signal: options.signal ?? new AbortController().signal,
    progress: (progress: JobProgress) => reports.push(progress),
    news: async (news: JobNews) => {
      if (news.kind === 'faces') found.push(...news.faces);
      if (news.kind === 'identities') for (const identity of news.identities) identities.set(identity.id, identity);
    },
  } as unknown as JobContext;
  const payload: JobPayload<'extract-faces'> = {
    clipId: 'clip',
    clipKind: 'video',
    sourcePath: options.path,
    facts: await factsOf(options.path),
    sampling: { inSeconds: null, outSeconds: null, samplesPerSecond: 5 },
    excluded: [],
    facesFolder: join(folder, options.into),
    referencePath: options.referencePath ?? null,
    knownDescriptor: options.knownDescriptor ?? null,
    knownClusters: [],
  };
  const result = await extractFaces(payload, context);
  return { result, faces: found.map((face) => ({ ...face, ...(identities.get(face.id) as FaceIdentity) })), reports };
};

describe('extracting faces', () => {
  it.skipIf(!man)('finds the one person of a clip at every sample, with a crop for each', async () => {
    const { result, faces, reports } = await extract({ path: man as string, into: 'a' });
    expect(result.framesRead).toBeGreaterThanOrEqual(10);
    expect(result.faceCount).toBe(result.framesRead);
    for (const face of faces) {
      expect({ ...foundFace.parse(face), ...faceIdentity.parse(face) }).toEqual(face);
      expect(face.state).toBe('kept');
      const crop = await imageCodec.read(join(folder, 'a', `${face.id}.jpg`));
      expect([crop.width, crop.height]).toEqual([256, 256]);
    }
    expect(await readdir(join(folder, 'a'))).toHaveLength(faces.length);
    expect(jobResults['extract-faces'].parse(result).descriptor).toHaveLength(1024);
    const extracting = reports.filter(({ stage }) => stage === 'extracting');
    expect(extracting.at(-1)?.done).toBe(result.framesRead);
    expect(extracting.at(-1)?.total).toBeGreaterThanOrEqual(10);
    expect(extracting.at(-1)?.rate).toBeGreaterThan(0);
  });

  it.skipIf(!man || !woman)('keeps the face seen most and marks others as somebody else', async () => {
    const { faces } = await extract({ path: man as string, andThen: woman as string, into: 'both' });
    const kept = faces.filter(({ state }) => state === 'kept');
    const other = faces.filter(({ state }) => state === 'other');
    expect(other.length).toBeGreaterThan(0);
    expect(kept.length).toBeGreaterThan(other.length);
    expect(Math.min(...kept.map(({ likeness }) => likeness))).toBeGreaterThan(
      Math.max(...other.map(({ likeness }) => likeness)),
    );
    expect(faces.map(({ state }) => state)).toEqual([...kept.map(() => 'kept'), ...other.map(() => 'other')]);
  });

  it.skipIf(!man || !woman)(
    'keeps the face of the reference photo, or of other clips, though it is seen least',
    async () => {
      const { faces, result } = await extract({ path: woman as string, into: 'b' });
      const referencePath = join(folder, 'b', `${faces[3]?.id}.jpg`);
      const byPhoto = await extract({ path: man as string, andThen: woman as string, into: 'photo', referencePath });
      expect(byPhoto.faces.at(-1)?.state).toBe('kept');
      expect(byPhoto.faces[0]?.state).toBe('other');
      const byClip = await extract({
        path: man as string,
        andThen: woman as string,
        into: 'clip',
        knownDescriptor: result.descriptor,
      });
      expect(byClip.faces.map(({ state }) => state)).toEqual(byPhoto.faces.map(({ state }) => state));
    },
  );

  it.skipIf(!nobody)('refuses a clip without a face', async () => {
    await expect(extract({ path: nobody as string, into: 'none' })).rejects.toMatchObject({ code: 'no_faces' });
  });

  it.skipIf(!man)('takes a clip that does not show the person: its faces are somebody else', async () => {
    const stranger = Array.from({ length: 1024 }, (_, i) => (i === 0 ? 1 : 0));
    const { faces, result } = await extract({ path: man as string, into: 'stranger', knownDescriptor: stranger });
    expect(new Set(faces.map(({ state }) => state))).toEqual(new Set(['other']));
    expect(result.descriptor).toBeNull();
  });

  it.skipIf(!man)('ends when it is cancelled', async () => {
    const aborting = new AbortController();
    aborting.abort();
    await expect(extract({ path: man as string, into: 'cancelled', signal: aborting.signal })).rejects.toThrow();
  });
});
