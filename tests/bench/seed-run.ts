/**
 * Runs with as many points as one asks for, as trainings would have left them: losses that fall and jitter, a rate that falls,
 * errors of held-out faces, previews. The same every time. To look at them: `node tests/bench/seed-run.ts DATA_FOLDER [--points N]`,
 * then serve that data folder.
 */
import { parseArgs } from 'node:util';
import type { CurvePoint } from '#core/contract/curve.ts';
import { runSettings, type ValidationPoint } from '#core/contract/run.ts';
import { openStudioFiles } from '#server/adapters/file-store/open-studio-files.ts';
import { openStudioStore } from '#server/adapters/prisma/open-studio-store.ts';
import { createImageCodec } from '#server/adapters/sharp/image-codec.ts';
import type { StudioFiles } from '#server/ports/studio-files.ts';
import type { StudioStore } from '#server/ports/studio-store.ts';
import { draws } from './draws.ts';

export interface SeedRunOptions {
  readonly dataFolder: string;
  readonly points: number;
  readonly previews: number;
}

export interface SeededRuns {
  readonly runId: string;
  /** Of the same people, with other settings and half as long. */
  readonly otherId: string;
}

const createdAt = '2026-01-05T10:00:00.000Z';
const secondsAStep = 0.4;

export const seedRuns = async ({ dataFolder, points, previews }: SeedRunOptions): Promise<SeededRuns> => {
  await using files = await openStudioFiles(dataFolder);
  const store = await openStudioStore(files.paths.database);
  const draw = draws(3);
  const people = [draw.id(), draw.id()] as const;
  for (const [index, id] of people.entries())
    await insertPerson(store, { id, name: `Drawn ${'AB'[index]}`, consentId: draw.id() });
  const pair = await store.runs.pairOf({ personAId: people[0], personBId: people[1], id: draw.id(), createdAt });
  const [runId, otherId] = [draw.id(), draw.id()];
  const seed = (id: string, count: number, settings: object) =>
    insertRun({ store, files }, { id, pairId: pair.id, people, count, previews, settings });
  await seed(otherId, Math.round(points / 2), { batchSize: 32, learningRate: 1e-4 });
  await seed(runId, points, {});
  await leaveStretch(files, runId, points);
  await store.close();
  return { runId, otherId };
};

const insertPerson = async (
  store: StudioStore,
  { id, name, consentId }: { readonly id: string; readonly name: string; readonly consentId: string },
): Promise<void> => {
  await store.persons.insert({ id, name, hasReference: false, createdAt });
  await store.consents.insert({
    id: consentId,
    personId: id,
    grantedBy: 'Nobody: every number is drawn',
    method: 'self',
    purpose: 'To measure the studio',
    evidence: '',
    validFrom: '2020-01-01',
    validUntil: null,
    withdrawnAt: null,
    createdAt,
  });
};

interface Seeded {
  readonly id: string;
  readonly pairId: string;
  readonly people: readonly [string, string];
  readonly count: number;
  readonly previews: number;
  readonly settings: object;
}

const insertRun = async (
  { store, files }: { readonly store: StudioStore; readonly files: StudioFiles },
  { id, pairId, people, count, previews, settings }: Seeded,
): Promise<void> => {
  const points = Array.from({ length: count }, (_, index) => pointAt(index + 1, count));
  await files.losses.append(id, points);
  await files.validation.append(id, heldOut(count));
  const last = points.at(-1) as CurvePoint;
  const previewAt = Array.from({ length: previews }, (_, index) =>
    Math.max(1, Math.round((index * count) / (previews - 1))),
  );
  for (const iteration of previewAt)
    await files.write(files.paths.preview(id, { branch: 0, iteration }), await previewOf(iteration / count));
  await store.runs.insert({
    id,
    pairId,
    personAId: people[0],
    personBId: people[1],
    settings: runSettings.parse(settings),
    state: 'stopped',
    jobId: null,
    iteration: count,
    lossA: last.a,
    lossB: last.b,
    imagesPerSecond: last.imagesPerSecond,
    trainedSeconds: last.trainedSeconds,
    previewIteration: previewAt.at(-1) ?? null,
    error: null,
    heldOut: null,
    pausedFor: null,
    resumed: null,
    previewBranch: 0,
    branches: [],
    shownSets: [],
    imported: null,
    createdAt,
  });
};

/** Noise that needs no state, between -1 and 1. */
const jitter = (iteration: number, salt: number): number => {
  const value = Math.sin(iteration * 12.9898 + salt * 78.233) * 43758.5453;
  return 2 * (value - Math.floor(value)) - 1;
};

const lossAt = (iteration: number, salt: number): number =>
  (0.018 + 0.25 / (1 + iteration / 900) ** 0.7) * (1 + 0.18 * jitter(iteration, salt)) +
  (jitter(iteration, salt + 9) > 0.9995 ? 0.3 : 0);

const pointAt = (iteration: number, count: number): CurvePoint => ({
  iteration,
  a: lossAt(iteration, 1),
  b: lossAt(iteration, 2) * 1.15,
  trainedSeconds: iteration * secondsAStep,
  learningRate: 5e-5 * (0.5 + 0.5 * Math.cos((Math.PI * iteration) / count)),
  imagesPerSecond: 80 + 4 * jitter(iteration, 3),
  waitingShare: Math.abs(0.01 * jitter(iteration, 4)),
});

const heldOut = (count: number): ValidationPoint[] =>
  Array.from({ length: 200 }, (_, index) => {
    const iteration = Math.max(1, Math.round(((index + 1) * count) / 200));
    const side = (salt: number) => {
      const error = 0.08 + 0.5 / (1 + iteration / 900) ** 0.7 + 0.004 * jitter(iteration, salt);
      return { ssimError: error, l1: error / 5 };
    };
    return { iteration, trainedSeconds: iteration * secondsAStep, a: side(5), b: side(6) };
  });

/** What was trained once and left: the last twentieth, a little worse. */
const leaveStretch = async (files: StudioFiles, runId: string, count: number): Promise<void> => {
  const from = Math.round(count * 0.95);
  const again = Array.from({ length: count - from }, (_, index) => pointAt(from + index + 1, count));
  await files.losses.trim(runId, from);
  await files.losses.append(runId, again);
};

const codec = createImageCodec();

/** Discs that come into focus: enough to see that one picture is not another. */
const previewOf = async (share: number): Promise<Uint8Array> => {
  const [width, height, face] = [768, 448, 64];
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const isFace = Math.floor(x / face) % 3 === 0;
      const distance = Math.hypot((x % face) - face / 2, (y % face) - face / 2) / (face / 2);
      const blur = isFace ? 0.05 : 1.2 - 1.1 * share;
      const inside = 1 / (1 + Math.exp((distance - 0.7) / blur));
      data.set([60 + 150 * inside, 60 + 100 * inside, 70 + 60 * inside * (x < width / 2 ? 1 : 2)], (y * width + x) * 3);
    }
  }
  return codec.encodePng({ width, height, data });
};

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { points: { type: 'string', default: '120000' } },
  });
  const [dataFolder] = positionals;
  if (!dataFolder) throw new Error('Say which data folder: node tests/bench/seed-run.ts DATA_FOLDER');
  const { runId } = await seedRuns({ dataFolder, points: Number(values.points), previews: 60 });
  process.stdout.write(`/training/${runId}\n`);
}
