import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { landmarkNumbers } from '#core/autoencoder/face-landmarks.ts';
import type { ClipView } from '#core/contract/clip.ts';
import type { ConversionView } from '#core/contract/conversion.ts';
import type { ConversionReport } from '#core/contract/conversion-report.ts';
import type { Curve } from '#core/contract/curve.ts';
import type { ErrorReport } from '#core/contract/errors.ts';
import type { FaceRow, FaceShape } from '#core/contract/face.ts';
import type { ClusterView, EditHistory, EditView } from '#core/contract/face-edit.ts';
import type { FaceIds, FaceSummary } from '#core/contract/face-query.ts';
import type { JobView } from '#core/contract/jobs.ts';
import type { PersonView } from '#core/contract/person.ts';
import type { PreviewList, RunView } from '#core/contract/run.ts';
import { consent, extractFaces, foundFace, importedClip, writeCheckpoint } from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

const report: ConversionReport = {
  people: [],
  frames: { written: 50, swapped: 48, nobody: 2, anotherPerson: 0 },
  damage: [],
  durationSeconds: 2,
  framesPerBucket: 1,
  untouched: Array(50).fill(0),
  measures: {
    likenessToShown: {
      mean: 0.8,
      worst: 0.7,
      count: 4,
      series: Array(50).fill(null),
      moments: [{ frame: 7, seconds: 0.28, value: 0.7 }],
    },
    likenessToReplaced: null,
    flicker: null,
    seam: null,
    landmarks: null,
    eyes: null,
    mouth: null,
    gaze: null,
    jitter: null,
  },
};

describe('the whole job, over REST alone', () => {
  let studio: TestStudio;
  let ana: PersonView;
  let bo: PersonView;
  let clip: ClipView;
  let run: RunView;

  beforeAll(async () => {
    studio = await openTestStudio();
  });
  afterAll(() => studio[Symbol.asyncDispose]());

  test('creates people, who begin without consent', async () => {
    ana = (await studio.call<PersonView>('/api/persons', { name: ' Ana ' })).body;
    bo = (await studio.call<PersonView>('/api/persons', { name: 'Bo' })).body;
    expect(ana).toMatchObject({ name: 'Ana', consent: 'missing', clipCount: 0 });
    for (const { id } of [ana, bo]) {
      const { status, body } = await studio.call<PersonView>(`/api/persons/${id}/consents`, consent);
      expect([status, body.consent]).toEqual([201, 'active']);
    }
  });

  test('imports a clip and finds its faces by itself', async () => {
    clip = await importedClip(studio, ana.id);
    expect(clip).toMatchObject({ state: 'ready', playable: true, facts: { frameCount: 50 } });
    await extractFaces(studio, [
      foundFace({ frameIndex: 0 }),
      foundFace({ frameIndex: 5, state: 'other' }),
      foundFace({ frameIndex: 9, likeness: 0.9 }),
    ]);
    await importedClip(studio, bo.id);
    await extractFaces(studio, [foundFace(), foundFace({ frameIndex: 5 })]);
    expect((await studio.call<ClipView>(`/api/clips/${clip.id}`)).body).toMatchObject({
      faces: { kept: 2, unsure: 0, other: 1, rejected: 0 },
      jobId: null,
    });
    const { portraitFaceId } = (await studio.call<PersonView>(`/api/persons/${ana.id}`)).body;
    const image = await studio.request(`/api/faces/${portraitFaceId}/image?v=0`);
    expect(await image.text()).toBe(`crop ${portraitFaceId}`);
    expect(image.headers.get('cache-control')).toContain('immutable');
    expect(image.headers.get('content-security-policy')).toContain('sandbox');
    const current = await studio.request(`/api/faces/${portraitFaceId}/image`);
    expect(await current.text()).toBe(`crop ${portraitFaceId}`);
    expect(current.headers.get('cache-control')).toContain('no-cache');
  });

  test('lists faces by id first, then rows and the shape of one', async () => {
    const query = { personId: ana.id, sort: 'likeness', descending: true };
    const { ids } = (await studio.call<FaceIds>('/api/faces/search', query)).body;
    const rows = (await studio.call<FaceRow[]>('/api/faces/rows', { ids })).body;
    expect(rows.map(({ likeness, frameIndex }) => [likeness, frameIndex])).toEqual([
      [0.9, 9],
      [0.8, 5],
      [0.8, 0],
    ]);
    const { histograms, states } = (await studio.call<FaceSummary>('/api/faces/summary', query)).body;
    expect(states).toEqual({ kept: 2, unsure: 0, other: 1, rejected: 0 });
    expect(histograms.likeness).toMatchObject({ from: 0.8, to: 0.9 });
    const shape = (await studio.call<FaceShape>(`/api/faces/${ids[0]}/shape`)).body;
    expect(shape).toMatchObject({ box: { left: 10, top: 20, width: 100, height: 120 }, similarity: [1, 0, 0, 0] });
    expect(shape.mesh).toHaveLength(936);
    expect((await studio.call<ClusterView[]>(`/api/persons/${ana.id}/clusters`)).body).toMatchObject([
      { personId: ana.id, faceCount: 3, zone: 'match', isPerson: null, likeness: expect.closeTo(1, 5) },
    ]);
  });

  test('rejects faces, undoes it and does it again', async () => {
    const kept = { personId: ana.id, states: ['kept'] };
    const idsKept = async () => (await studio.call<FaceIds>('/api/faces/search', kept)).body.ids;
    const ids = await idsKept();
    const edits = `/api/persons/${ana.id}/edits`;
    const edit = { do: 'set-state', faces: { ids: ids.slice(0, 1) }, state: 'rejected' };
    const done = (await studio.call<EditView>(edits, edit)).body;
    expect(done).toMatchObject({ kind: 'set-state', faceCount: 1 });
    expect(await idsKept()).toEqual(ids.slice(1));
    expect((await studio.call<EditHistory>(`${edits}/undo`, {})).body).toEqual({ undo: null, redo: done });
    expect(await idsKept()).toEqual(ids);
    expect((await studio.call<EditHistory>(edits)).body).toEqual({ undo: null, redo: done });
    expect((await studio.call<EditHistory>(`${edits}/redo`, {})).body).toEqual({ undo: done, redo: null });
    expect(await idsKept()).toEqual(ids.slice(1));
    await studio.call(`${edits}/undo`, {});
    expect((await studio.call<ErrorReport>(`${edits}/undo`, {})).body.code).toBe('nothing_to_undo');
  });

  test('trains: losses, previews and checkpoints are kept while it runs', async () => {
    run = (await studio.call<RunView>('/api/runs', { personAId: ana.id, personBId: bo.id, settings: { batchSize: 4 } }))
      .body;
    expect(run).toMatchObject({ state: 'draft', settings: { batchSize: 4, precision: 'auto' } });
    expect((await studio.call<RunView>(`/api/runs/${run.id}/commands`, { command: 'start' })).body.state).toBe(
      'queued',
    );
    const work = await studio.runner.take('train-autoencoder');
    expect(work.payload.facesA).toHaveLength(2);
    const landmarks = new Float32Array(new Uint8Array(await readFile(work.payload.landmarksPath)).buffer);
    const faces = [...work.payload.facesA, ...work.payload.facesB];
    expect(landmarks).toHaveLength(faces.length * landmarkNumbers);
    // The outline begins at point 10 of the mesh, which in these meshes lies at 10, 10.5.
    for (const face of faces.keys()) {
      expect((landmarks[face * landmarkNumbers] as number) * 256).toBeCloseTo(10, 1);
      expect((landmarks[face * landmarkNumbers + 1] as number) * 256).toBeCloseTo(10.5, 1);
    }
    work.begin();
    await work.news({
      kind: 'losses',
      points: [{ iteration: 1, a: 0.5, b: 0.25, trainedSeconds: 1 }],
      imagesPerSecond: 8,
      learningRate: 0.001,
      waitingShare: 0.02,
    });
    await mkdir(`${work.payload.runFolder}/previews`, { recursive: true });
    await writeFile(`${work.payload.runFolder}/previews/000001.png`, 'png');
    await work.news({ kind: 'preview', iteration: 1, path: `${work.payload.runFolder}/previews/000001.png` });
    await work.news(await writeCheckpoint(work.payload.runFolder, 1));
    expect((await studio.call<RunView>(`/api/runs/${run.id}`)).body).toMatchObject({
      state: 'running',
      iteration: 1,
      lossA: 0.5,
      waitingShare: 0.02,
      previewIteration: 1,
    });
    expect((await studio.call<Curve>(`/api/runs/${run.id}/curve?from=1&buckets=16`)).body.buckets).toMatchObject({
      width: 1,
      iterations: [1],
      trainedSeconds: [1],
      values: {
        a: { least: [0.5], greatest: [0.5], mean: [0.5], last: [0.5] },
        learningRate: { last: [0.001] },
        imagesPerSecond: { last: [8] },
        waitingShare: { last: [0.02] },
      },
    });
    expect((await studio.call<PreviewList>(`/api/runs/${run.id}/previews`)).body.previews).toEqual([
      { branch: 0, iteration: 1 },
    ]);
    expect(await (await studio.request(`/api/runs/${run.id}/previews/1`)).text()).toBe('png');
    await studio.call(`/api/runs/${run.id}/commands`, { command: 'stop' });
    expect(work.commands).toEqual(['stop']);
    work.done({ iteration: 1, reason: 'stopped' });
    await studio.studio.jobs.whenEnded(work.jobId);
    expect((await studio.call<RunView>(`/api/runs/${run.id}`)).body).toMatchObject({
      state: 'stopped',
      jobId: null,
      checkpoints: [{ iteration: 1 }],
    });
  });

  test('converts, and serves the result whole, in part and as a download', async () => {
    const { body } = await studio.call<ConversionView>('/api/conversions', {
      runId: run.id,
      clipId: clip.id,
      settings: { to: 'b' },
    });
    const work = await studio.runner.take('convert-video');
    expect(work.payload.marks).toMatchObject({ comment: expect.stringContaining(body.id) });
    expect((await studio.request(`/api/conversions/${body.id}/video`)).status).toBe(404);
    work.begin();
    await mkdir(dirname(work.payload.outputPath), { recursive: true });
    await writeFile(work.payload.outputPath, '0123456789');
    await writeFile(work.payload.sideBySidePath ?? '', 'side');
    await writeFile(`${work.payload.reportFolder}/report.json`, JSON.stringify(report));
    await writeFile(`${work.payload.reportFolder}/worst-7.jpg`, 'picture');
    expect((await studio.request(`/api/conversions/${body.id}/report`)).status).toBe(404);
    expect((await studio.request(`/api/conversions/${body.id}/worst/7`)).status).toBe(404);
    work.done({ written: 50, swapped: 48, sizeBytes: 10, jitter: { seen: 0.004, steadied: 0.001 } });
    await studio.studio.jobs.whenEnded(work.jobId);
    expect((await studio.call<ConversionView>(`/api/conversions/${body.id}`)).body).toMatchObject({
      state: 'done',
      frames: { written: 50, swapped: 48 },
      jitter: { seen: 0.004, steadied: 0.001 },
      hasSideBySide: true,
    });
    const part = await studio.request(`/api/conversions/${body.id}/video`, { headers: { range: 'bytes=2-4' } });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234']);
    const saved = await studio.request(`/api/conversions/${body.id}/side-by-side?download=1`);
    expect(saved.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[\w-]+-as-Bo-side-by-side-AI-altered\.mp4"$/,
    );
    expect(await saved.text()).toBe('side');
    expect((await studio.call(`/api/conversions/${body.id}/report`)).body).toEqual(report);
    const worst = await studio.request(`/api/conversions/${body.id}/worst/7`);
    expect([worst.headers.get('content-type'), await worst.text()]).toEqual(['image/jpeg', 'picture']);
    expect((await studio.request(`/api/conversions/${body.id}/worst/8`)).status).toBe(404);
    expect((await studio.request(`/api/conversions/${body.id}/worst/..%2Freport`)).status).toBe(400);
  });

  test('writes the newest saved state as a model file, and serves it only when it is whole', async () => {
    const { body: job } = await studio.call<JobView>(`/api/runs/${run.id}/exports`, { to: 'a' });
    const work = await studio.runner.take('export-model');
    expect(work.payload).toMatchObject({ architecture: run.settings.architecture, to: 'a' });
    expect((await studio.request(`/api/runs/${run.id}/exports/1/a`)).status).toBe(404);
    work.begin();
    await writeFile(work.payload.outputPath, 'model');
    work.done({ sizeBytes: 5 });
    await studio.studio.jobs.whenEnded(job.id);
    expect((await studio.call(`/api/runs/${run.id}/exports`)).body).toEqual([{ iteration: 1, to: 'a', sizeBytes: 5 }]);
    const saved = await studio.request(`/api/runs/${run.id}/exports/1/a`);
    expect(saved.headers.get('content-disposition')).toBe('attachment; filename="Ana-over-Bo-1.dfm"');
    expect(await saved.text()).toBe('model');
  });

  test('lists what was done as jobs, newest first', async () => {
    const jobs = (await studio.call<JobView[]>('/api/jobs')).body;
    expect(jobs.map((job) => [job.kind, job.state]).slice(0, 2)).toEqual([
      ['export-model', 'done'],
      ['convert-video', 'done'],
    ]);
  });

  test('removes a person with all that hangs on them, files too', async () => {
    expect((await studio.request(`/api/persons/${ana.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await studio.call<RunView[]>('/api/runs')).body).toEqual([]);
    expect((await studio.call<ConversionView[]>('/api/conversions')).body).toEqual([]);
    for (const noun of ['runs', 'conversions'])
      expect(await studio.files.names(`${studio.files.paths.root}/${noun}`)).toEqual([]);
    expect(await studio.files.exists(studio.files.paths.faces(clip.id))).toBe(false);
  });
});
