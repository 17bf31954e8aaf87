/** The steps that many tests begin with, played through the services. */

import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClipView, VideoFacts } from '#core/contract/clip.ts';
import { usualExtraction, usualSampling } from '#core/contract/clip.ts';
import type { FrameNote } from '#core/contract/conversion-report.ts';
import type { FaceRow } from '#core/contract/face.ts';
import { faceQuery } from '#core/contract/face-query.ts';
import type { FaceIdentity, FoundFaceRecord } from '#core/contract/jobs.ts';
import { faceIdentity, foundFace as foundFaceSchema } from '#core/contract/jobs.ts';
import type { CreateConsent, PersonView } from '#core/contract/person.ts';
import { placeName } from '#core/studio/run-branches.ts';
import type { ClipRecord } from '#server/ports/studio-store.ts';
import type { TestStudio } from './test-studio.ts';

export const facts: VideoFacts = {
  durationSeconds: 2,
  frameRate: 25,
  frameCount: 50,
  width: 640,
  height: 480,
  rotation: 0,
  codec: 'h264',
  container: 'mp4',
  pixelFormat: 'yuv420p',
  audioCodec: 'aac',
  fieldOrder: 'progressive',
  transfer: 'sdr',
  range: 'limited',
};

export const consent: CreateConsent = {
  grantedBy: 'The person',
  method: 'self',
  purpose: 'A test of the studio',
  evidence: '',
  validFrom: '2020-01-01',
  validUntil: null,
};

export const personWithConsent = async ({ studio }: TestStudio, name: string): Promise<PersonView> => {
  const { id } = await studio.persons.create({ name });
  return studio.persons.recordConsent(id, consent);
};

/** A clip's row as it is when its import begins. */
export const newClipRecord = ({ personId }: { readonly personId: string }): ClipRecord => ({
  id: randomUUID(),
  personId,
  name: 'clip.mp4',
  kind: 'video',
  state: 'importing',
  extension: 'mp4',
  sizeBytes: 1000,
  sha256: null,
  facts: null,
  playable: false,
  linkedPath: null,
  sourceUrl: null,
  hasProxy: false,
  sampling: usualSampling,
  excluded: [],
  descriptor: null,
  extractedAt: null,
  createdAt: new Date().toISOString(),
});

/** A face as found, with whose it is. */
export type SceneFace = FoundFaceRecord & Pick<FaceIdentity, 'state' | 'likeness' | 'clusterId' | 'twinOf'>;

export const foundFace = (face: Partial<SceneFace> = {}): SceneFace => ({
  id: randomUUID(),
  frameIndex: 0,
  timeSeconds: 0,
  box: { left: 10, top: 20, width: 100, height: 120 },
  mesh: Array.from({ length: 936 }, (_, index) => index / 2),
  similarity: [1, 0, 0, 0],
  descriptor: [0.6, 0.8],
  score: 0.9,
  sharpness: 120,
  sizePx: 100,
  track: 0,
  exposure: 0.5,
  covered: 0,
  yaw: 0,
  pitch: 0,
  roll: 0,
  eyes: 0.3,
  mouth: 0,
  lightX: 0,
  lightY: 0,
  likeness: 0.8,
  clusterId: 'cluster',
  twinOf: null,
  state: 'kept',
  ...face,
});

/** A clip in the studio, ready, with the extraction it began still waiting for its worker. */
export const importedClip = async (
  test: TestStudio,
  personId: string,
  name = `${randomUUID()}.mp4`,
): Promise<ClipView> => {
  const { id } = await test.studio.clips.importFile({
    personId,
    path: await test.file(name),
    extract: usualExtraction,
  });
  const work = await test.runner.take('import-video');
  work.begin();
  await writeFile(work.payload.thumbnailPath, 'jpeg');
  work.done({ facts, sha256: name, sizeBytes: 10, playable: true });
  await test.studio.jobs.whenEnded(work.jobId);
  return test.studio.clips.read(id);
};

/** Plays the worker that finds these faces. */
export const extractFaces = async (test: TestStudio, faces: readonly SceneFace[]): Promise<string> => {
  const work = await test.runner.take('extract-faces');
  work.begin();
  for (const face of faces) await writeFile(join(work.payload.facesFolder, `${face.id}.jpg`), `crop ${face.id}`);
  await work.news({ kind: 'faces', faces: faces.map((face) => foundFaceSchema.parse(face)) });
  await work.news({ kind: 'identities', identities: faces.map((face) => faceIdentity.parse(face)) });
  const clusters = Map.groupBy(faces, ({ clusterId }) => clusterId);
  work.done({
    framesRead: 50,
    faceCount: faces.length,
    descriptor: [0.6, 0.8],
    clusters: [...clusters].map(([id, members]) => ({
      id,
      descriptor: members[0]?.descriptor ?? [],
      faceCount: members.length,
    })),
  });
  await test.studio.jobs.whenEnded(work.jobId);
  return work.jobId;
};

/** All of a person's faces, by clip, then frame. */
export const facesOf = async ({ studio }: TestStudio, personId: string): Promise<FaceRow[]> => {
  const { ids } = await studio.faces.search(faceQuery.parse({ personId }));
  return studio.faces.rows(ids);
};

/** Two people with faces enough to train, and a clip of each. */
export const readyPair = async (test: TestStudio) => {
  const personA = await personWithConsent(test, 'Ana');
  const personB = await personWithConsent(test, 'Bo');
  const clipA = await importedClip(test, personA.id);
  await extractFaces(test, [foundFace(), foundFace({ frameIndex: 5 }), foundFace({ frameIndex: 10 })]);
  const clipB = await importedClip(test, personB.id);
  await extractFaces(test, [foundFace(), foundFace({ frameIndex: 5 })]);
  return { personA, personB, clipA, clipB };
};

/** Such a pair with a run that has trained ten steps and saved them. */
export const trainedPair = async (test: TestStudio) => {
  const pair = await readyPair(test);
  const settings = { batchSize: 4, architecture: 'swift' as const };
  const people = { personAId: pair.personA.id, personBId: pair.personB.id };
  const { id: runId } = await test.studio.runs.create({ ...people, settings });
  await test.studio.runs.command(runId, 'start');
  const work = await test.runner.take('train-autoencoder');
  work.begin();
  await work.news(await writeCheckpoint(work.payload.runFolder, 10));
  work.done({ iteration: 10, reason: 'stopped' });
  await test.studio.jobs.whenEnded(work.jobId);
  return { ...pair, runId };
};

/** A checkpoint file as a trainer leaves it, told to the studio. */
export const writeCheckpoint = async (
  runFolder: string,
  iteration: number,
  { heldOutError = null, branch = 0 }: { readonly heldOutError?: number | null; readonly branch?: number } = {},
) => {
  const { createHash } = await import('node:crypto');
  const name = placeName({ branch, iteration });
  const bytes = `weights after ${name}`;
  const path = join(runFolder, 'checkpoints', `${name}.safetensors`);
  await mkdir(join(runFolder, 'checkpoints'), { recursive: true });
  await writeFile(path, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const saved = { iteration, path, sizeBytes: bytes.length, sha256, trainedSeconds: iteration, heldOutError };
  return { kind: 'checkpoint' as const, ...saved };
};

/** What a worker notes of a conversion's frames, up to this second. */
export const noteFrames = async (unfinishedFolder: string, seconds: number): Promise<void> => {
  const note: FrameNote = { clipSeconds: seconds, seconds, swapped: false, people: [] };
  await mkdir(join(unfinishedFolder, 'segment'), { recursive: true });
  await writeFile(join(unfinishedFolder, 'segment', 'frames.jsonl'), `${JSON.stringify(note)}\n`);
};
