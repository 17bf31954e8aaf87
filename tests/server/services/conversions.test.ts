import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { VideoFacts } from '#core/contract/clip.ts';
import { type CreateConversion, conversionSettings } from '#core/contract/conversion.ts';
import type { ClusterView } from '#core/contract/face-edit.ts';
import {
  extractFaces,
  foundFace,
  importedClip,
  personWithConsent,
  readyPair,
  writeCheckpoint,
} from '#tests/server/helpers/scenes.ts';
import { openTestStudio, type TestStudio } from '#tests/server/helpers/test-studio.ts';

let scene: TestStudio;
beforeEach(async () => {
  scene = await openTestStudio();
});
afterEach(() => scene[Symbol.asyncDispose]());

/** A run that has saved three states: the second is the best. */
const trained = async (architecture: 'swift' | 'studio') => {
  const { personA, personB, clipA } = await readyPair(scene);
  const settings = { batchSize: 4, architecture, checkpointsKept: 5 };
  const { id } = await scene.studio.runs.create({ personAId: personA.id, personBId: personB.id, settings });
  await scene.studio.runs.command(id, 'start');
  const work = await scene.runner.take('train-autoencoder');
  work.begin();
  for (const [iteration, error] of [
    [10, 0.3],
    [20, 0.1],
    [30, 0.2],
  ] as const)
    await work.news(await writeCheckpoint(work.payload.runFolder, iteration, { heldOutError: error }));
  work.done({ iteration: 30, reason: 'stopped' });
  await scene.studio.jobs.whenEnded(work.jobId);
  return { run: await scene.studio.runs.read(id), clip: clipA };
};

test('a conversion is made with the best saved state, and says which that was', async () => {
  const { run, clip } = await trained('swift');
  const conversion = await scene.studio.conversions.create({ runId: run.id, clipId: clip.id, settings: { to: 'b' } });
  const { payload } = await scene.runner.take('convert-video');
  expect(payload.drawnBy).toMatchObject({ checkpointPath: expect.stringMatching(/20\.safetensors$/) });
  expect(conversion).toMatchObject({
    iteration: 20,
    checkpoint: { kind: 'best', name: null, isBest: true, heldOutError: 0.1 },
  });
});

test('a conversion is made with the saved state that was asked for', async () => {
  const { run, clip } = await trained('swift');
  const asked = run.checkpoints.find(({ iteration }) => iteration === 30);
  const conversion = await scene.studio.conversions.create({
    runId: run.id,
    clipId: clip.id,
    checkpointId: asked?.id,
    settings: { to: 'b' },
  });
  const { payload } = await scene.runner.take('convert-video');
  expect(payload.drawnBy).toMatchObject({ checkpointPath: expect.stringMatching(/30\.safetensors$/) });
  expect(conversion.checkpoint).toMatchObject({ kind: 'automatic', isBest: false, heldOutError: 0.2 });
});

test('a saved state of another run, or one whose file is not right, is refused', async () => {
  const { run, clip } = await trained('swift');
  const asked = { runId: run.id, clipId: clip.id, settings: { to: 'b' as const } };
  await expect(scene.studio.conversions.create({ ...asked, checkpointId: 'elsewhere' })).rejects.toMatchObject({
    code: 'not_found',
  });
  const [newest] = run.checkpoints;
  await scene.store.runs.updateCheckpoint(newest?.id ?? '', { fault: 'cut' });
  await expect(scene.studio.conversions.create({ ...asked, checkpointId: newest?.id })).rejects.toMatchObject({
    code: 'checkpoint_damaged',
  });
});

test('a learned mask is refused of a model that draws none, and taken of one that does', async () => {
  const swift = await trained('swift');
  const settings = { to: 'b', mask: 'learned' } as const;
  await expect(
    scene.studio.conversions.create({ runId: swift.run.id, clipId: swift.clip.id, settings }),
  ).rejects.toMatchObject({ code: 'bad_request', facts: { architecture: 'swift' } });
  const { run, clip } = await trained('studio');
  await scene.studio.conversions.create({ runId: run.id, clipId: clip.id, settings });
  expect((await scene.runner.take('convert-video')).payload.settings.mask).toBe('learned');
});

test('the worker is told how the person looks who is to appear, where anybody has measured it', async () => {
  const { run, clip } = await trained('swift');
  const ask = { runId: run.id, clipId: clip.id, settings: { to: 'b' } } as const;
  const [other] = await scene.studio.clips.list(run.personB.id);
  await scene.store.clips.update(other?.id ?? '', { descriptor: [0.6, 0.8] });
  await scene.studio.conversions.create(ask);
  expect((await scene.runner.take('convert-video')).payload.shownDescriptor?.map((value) => value.toFixed(3))).toEqual([
    '0.600',
    '0.800',
  ]);
});

test('a part of a clip is converted, and one that holds nothing is refused', async () => {
  const { run, clip } = await trained('swift');
  const asked = { runId: run.id, clipId: clip.id };
  const seconds = clip.facts?.durationSeconds ?? 0;
  for (const part of [
    { inSeconds: seconds },
    { inSeconds: 0.4, outSeconds: 0.4 },
    { inSeconds: seconds + 1, outSeconds: seconds + 2 },
  ])
    await expect(scene.studio.conversions.create({ ...asked, settings: { to: 'b', ...part } })).rejects.toMatchObject({
      code: 'bad_request',
      facts: { durationSeconds: seconds },
    });
  await scene.studio.conversions.create({ ...asked, settings: { to: 'b', inSeconds: 0.2, outSeconds: 0.6 } });
  const { payload } = await scene.runner.take('convert-video');
  expect(payload.settings).toMatchObject({ inSeconds: 0.2, outSeconds: 0.6 });
  expect(payload.frameTimesPath).toContain(clip.id);
});

test('a format that the ffmpeg at hand cannot write is refused; another one names the file', async () => {
  const { run, clip } = await trained('swift');
  const asked = { runId: run.id, clipId: clip.id };
  await expect(
    scene.studio.conversions.create({ ...asked, settings: { to: 'b', format: 'av1' } }),
  ).rejects.toMatchObject({ code: 'encoder_missing', facts: { format: 'av1' } });
  await scene.studio.conversions.create({ ...asked, settings: { to: 'b', format: 'ffv1' } });
  const { payload } = await scene.runner.take('convert-video');
  expect(payload.outputPath).toMatch(/result\.mkv$/);
  expect(payload.sideBySidePath).toMatch(/side-by-side\.mp4$/);
});

test('a clip of ten bits, or of HDR, is written as HEVC and keeps them, unless something else is asked for', async () => {
  const { run, clip } = await trained('swift');
  const asked = { runId: run.id, clipId: clip.id };
  const facts = clip.facts as VideoFacts;
  const settingsOf = async (settings: CreateConversion['settings'], change: Partial<VideoFacts>) => {
    await scene.store.clips.update(clip.id, { facts: { ...facts, ...change } });
    await scene.studio.conversions.create({ ...asked, settings });
    return (await scene.runner.take('convert-video')).payload.settings;
  };
  expect(await settingsOf({ to: 'b' }, {})).toMatchObject({ format: 'h264' });
  for (const change of [{ pixelFormat: 'yuv420p10le' }, { pixelFormat: 'p010le' }, { transfer: 'pq' }] as const) {
    expect(await settingsOf({ to: 'b' }, change)).toMatchObject({ format: 'hevc', depth: 'source' });
    const plain = await settingsOf({ to: 'b', format: 'h264', depth: 'eightBits' }, change);
    expect(plain).toMatchObject({ format: 'h264', depth: 'eightBits' });
  }
  // Of RGB the bits are kept, as 4:4:4; of eight there are no more to keep.
  expect(await settingsOf({ to: 'b' }, { pixelFormat: 'gbrp10le' })).toMatchObject({ format: 'hevc' });
  expect(await settingsOf({ to: 'b' }, { pixelFormat: 'gbrp' })).toMatchObject({ format: 'h264' });
});

/** A clip of Ana's, looked through: herself, a man at a right angle to her, and one of whom nothing is sure. */
const crowd = async (personId: string) => {
  const clip = await importedClip(scene, personId);
  const at = (clusterId: string, state: 'kept' | 'unsure' | 'other', descriptor: number[]) =>
    [0, 1].map((track) => foundFace({ clusterId, state, descriptor, track: track + 10 * clusterId.length }));
  await extractFaces(scene, [
    ...at('ana', 'kept', [0.6, 0.8]),
    ...at('ana', 'kept', [0.6, 0.8]),
    ...at('maybe', 'unsure', [-0.227, 0.974]),
    ...at('man', 'other', [0.8, -0.6]),
    ...at('man', 'other', [0.8, -0.6]),
    ...at('man', 'other', [0.8, -0.6]),
  ]);
  return clip;
};

const rounded = (looks: readonly (readonly number[])[] | undefined) =>
  looks?.map((look) => look.map((value) => Math.round(value * 100) / 100));

test('the identities of a clip are told with their faces in that clip alone, the largest first', async () => {
  const { run } = await trained('swift');
  const { id } = await crowd(run.personA.id);
  const { body } = await scene.call<ClusterView[]>(`/api/clips/${id}/clusters`);
  expect(body.map((each) => [each.id, each.zone, each.faceCount, each.faceIds.length])).toEqual([
    ['man', 'other', 6, 2],
    ['ana', 'match', 4, 2],
    ['maybe', 'ask', 2, 2],
  ]);
  const all = await scene.studio.faceEdits.clusters(run.personA.id);
  expect(all.find((each) => each.id === 'cluster')?.faceCount).toBe(3);
});

test('the faces taken for the person are swapped unless others are chosen, and the rest is left alone', async () => {
  const { run } = await trained('swift');
  const clip = await crowd(run.personA.id);
  const told = async (swapped?: string[]) => {
    await scene.studio.conversions.create({ runId: run.id, clipId: clip.id, settings: { to: 'b', swapped } });
    const work = await scene.runner.take('convert-video');
    work.done({ written: 1, swapped: 1, sizeBytes: 1, jitter: null });
    await scene.studio.jobs.whenEnded(work.jobId);
    const { swappedPeople, leftAlone } = work.payload;
    return { swapped: swappedPeople?.map(rounded), leftAlone: rounded(leftAlone) };
  };
  const [ana, man, maybe] = [
    [0.6, 0.8],
    [0.8, -0.6],
    [-0.23, 0.97],
  ];
  expect(await told()).toEqual({ swapped: [[ana]], leftAlone: [man, maybe] });
  expect(await told(['man'])).toEqual({ swapped: [[man]], leftAlone: [ana, maybe] });
  // Two that may be one person are followed as one, two that are not each by themselves, the clip's person first.
  expect(await told(['ana', 'maybe', 'man'])).toEqual({ swapped: [[ana, maybe], [man]], leftAlone: [] });
});

test('faces by which what lies before one is known go along where that is asked for, and it is refused where none are', async () => {
  const { run } = await trained('swift');
  const clip = await crowd(run.personA.id);
  const asked = { runId: run.id, clipId: clip.id };
  await scene.studio.conversions.create({
    ...asked,
    settings: { to: 'b', swapped: ['ana', 'man'], keepInFront: true },
  });
  const work = await scene.runner.take('convert-video');
  const { knownFaces } = work.payload;
  expect(knownFaces.map((faces) => faces.length)).toEqual([4, 6]);
  for (const { path, mesh, similarity } of knownFaces.flat()) {
    expect(await readFile(path, 'utf8')).toMatch(/^crop /);
    expect([mesh.length, similarity]).toEqual([936, [1, 0, 0, 0]]);
  }
  work.done({ written: 1, swapped: 1, sizeBytes: 1, jitter: null });
  await scene.studio.jobs.whenEnded(work.jobId);
  await scene.studio.conversions.create({ ...asked, settings: { to: 'b' } });
  expect((await scene.runner.take('convert-video')).payload.knownFaces).toEqual([]);
  const unseen = await importedClip(scene, run.personA.id);
  await expect(
    scene.studio.conversions.create({ runId: run.id, clipId: unseen.id, settings: { to: 'b', keepInFront: true } }),
  ).rejects.toMatchObject({ code: 'bad_request', facts: { clipId: unseen.id } });
});

test('nobody is swapped in a clip of which a human said that it shows others only', async () => {
  const { run, clip } = await trained('swift');
  const ask = { runId: run.id, clipId: clip.id, settings: { to: 'b' } } as const;
  await scene.studio.faceEdits.edit(run.personA.id, { do: 'decide-cluster', clusterId: 'cluster', isPerson: false });
  await scene.studio.conversions.create(ask);
  expect((await scene.runner.take('convert-video')).payload).toMatchObject({ swappedPeople: [[]] });
});

test('where a clip was not looked through the person is looked for by their other clips, and an identity cannot be chosen', async () => {
  const { run } = await trained('swift');
  const clip = await importedClip(scene, run.personA.id);
  const ask = { runId: run.id, clipId: clip.id };
  await scene.studio.conversions.create({ ...ask, settings: { to: 'b' } });
  const { payload } = await scene.runner.take('convert-video');
  expect([payload.swappedPeople?.map(rounded), payload.leftAlone]).toEqual([[[[0.6, 0.8]]], []]);
  await expect(
    scene.studio.conversions.create({ ...ask, settings: { to: 'b', swapped: ['cluster'] } }),
  ).rejects.toMatchObject({ code: 'bad_request', facts: { clusterId: 'cluster' } });
});

/** A second pair, whose Cem looks as the man of the crowd does: Cem and Dora, trained and saved. */
const secondPair = async () => {
  const [cem, dora] = [await personWithConsent(scene, 'Cem'), await personWithConsent(scene, 'Dora')];
  for (const [person, descriptor] of [
    [cem, [0.8, -0.6]],
    [dora, [-1, 0]],
  ] as const) {
    const clip = await importedClip(scene, person.id);
    await extractFaces(scene, [foundFace(), foundFace({ frameIndex: 5 }), foundFace({ frameIndex: 10 })]);
    await scene.store.clips.update(clip.id, { descriptor: [...descriptor] });
  }
  const people = { personAId: cem.id, personBId: dora.id };
  const { id } = await scene.studio.runs.create({ ...people, settings: { batchSize: 4, architecture: 'swift' } });
  await scene.studio.runs.command(id, 'start');
  const work = await scene.runner.take('train-autoencoder');
  work.begin();
  await work.news(await writeCheckpoint(work.payload.runFolder, 40));
  work.done({ iteration: 40, reason: 'stopped' });
  await scene.studio.jobs.whenEnded(work.jobId);
  return { runId: id, cem, dora };
};

test('somebody in the clip gets the face of another pair, drawn by its own model, and the conversion says whose', async () => {
  const { run } = await trained('swift');
  const clip = await crowd(run.personA.id);
  const { runId } = await secondPair();
  const made = await scene.studio.conversions.create({
    ...{ runId: run.id, clipId: clip.id },
    settings: { to: 'b', otherFaces: [{ identity: 'man', runId, to: 'b', checkpointId: null }] },
  });
  const { payload } = await scene.runner.take('convert-video');
  expect(payload.swappedPeople?.map(rounded)).toEqual([[[0.6, 0.8]], [[0.8, -0.6]]]);
  expect(rounded(payload.leftAlone)).toEqual([[-0.23, 0.97]]);
  expect(payload.drawnByOthers).toMatchObject([
    { person: 1, otherFace: 0, to: 'b', drawnBy: { kind: 'run' }, shownDescriptor: [-1, 0] },
  ]);
  expect(JSON.stringify(payload.drawnByOthers?.[0]?.drawnBy)).toContain('40.safetensors');
  expect(made.otherPairs).toEqual([{ personAName: 'Cem', personBName: 'Dora', to: 'b' }]);
  // The saved state it was made with is kept, to be made again with.
  const [saved] = (await scene.studio.runs.read(runId)).checkpoints;
  expect(made.settings.otherFaces[0]?.checkpointId).toBe(saved?.id);
});

test('another pair is refused where it replaces somebody else, where one would get two faces or nobody the conversion’s own', async () => {
  const { run } = await trained('swift');
  const clip = await crowd(run.personA.id);
  const { runId } = await secondPair();
  const ask = (otherFaces: { identity: string; to: 'a' | 'b' }[], swapped: string[] | null = null) =>
    scene.studio.conversions.create({
      ...{ runId: run.id, clipId: clip.id },
      settings: {
        ...{ to: 'b', swapped },
        otherFaces: otherFaces.map((face) => ({ ...face, runId, checkpointId: null })),
      },
    });
  for (const [others, swapped, facts] of [
    // Dora is replaced, and the man is not her.
    [[{ identity: 'man', to: 'a' }], null, { clusterId: 'man' }],
    [[{ identity: 'ana', to: 'b' }], ['man'], { clusterId: 'ana' }],
    [[{ identity: 'man', to: 'b' }], ['ana', 'man'], { clusterId: 'man' }],
    [[{ identity: 'ana', to: 'b' }], null, { clipId: clip.id }],
    [[{ identity: 'nobody', to: 'b' }], null, { clusterId: 'nobody' }],
  ] as const)
    await expect(ask([...others], swapped && [...swapped])).rejects.toMatchObject({ code: 'bad_request', facts });
  expect(scene.runner.waitingKinds).toEqual([]);
});

test('everybody of another pair has to consent, when it is made and when it is looked at; without its run it goes', async () => {
  const { run } = await trained('swift');
  const clip = await crowd(run.personA.id);
  const { runId, dora } = await secondPair();
  const settings = { to: 'b' as const, otherFaces: [{ identity: 'man', runId, to: 'b' as const, checkpointId: null }] };
  const ask = { runId: run.id, clipId: clip.id, settings };
  const { id } = await scene.studio.conversions.create(ask);
  const work = await scene.runner.take('convert-video');
  work.done({ written: 1, swapped: 1, sizeBytes: 1, jitter: null });
  await scene.studio.jobs.whenEnded(work.jobId);
  await scene.studio.persons.withdrawConsent(dora.id, dora.consents[0]?.id ?? '');
  await expect(scene.studio.conversions.create(ask)).rejects.toMatchObject({ code: 'consent_withdrawn' });
  await expect(scene.studio.conversions.video(id, 'result')).rejects.toMatchObject({ code: 'consent_withdrawn' });
  expect((await scene.studio.conversions.read(id)).withheld).toMatchObject({ code: 'consent_withdrawn' });
  await scene.studio.runs.remove(runId);
  expect(await scene.studio.conversions.list()).toEqual([]);
});

test('conversions of before anybody could be given another pair are read as ever', () => {
  expect(conversionSettings.parse({ to: 'a', swapped: ['one'] })).toMatchObject({ swapped: ['one'], otherFaces: [] });
});
