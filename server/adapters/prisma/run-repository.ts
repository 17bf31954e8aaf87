/** Pairs, runs and their checkpoints. */
import { z } from 'zod';
import { heldOutRule } from '#core/autoencoder/held-out.ts';
import { storedModel } from '#core/contract/model-card.ts';
import {
  checkpointFault,
  checkpointKind,
  pauseReason,
  resumeNote,
  runBranch,
  runSettings,
  runState,
  shownSet,
} from '#core/contract/run.ts';
import { runHappened } from '#core/contract/run-log.ts';
import type { CheckpointRecord, RunRecord, RunStore } from '#server/ports/studio-store.ts';
import { errorFromColumns, errorToColumns, sizeToColumn } from './columns.ts';
import type { Checkpoint, Pair, PrismaClient, Run } from './generated/client.ts';

const newestFirst = [{ createdAt: 'desc' as const }, { id: 'asc' as const }];

export const runRepository = (client: PrismaClient): RunStore => ({
  pairOf: ({ personAId, personBId, id, createdAt }) =>
    client.pair.upsert({
      where: { personAId_personBId: { personAId, personBId } },
      create: { id, personAId, personBId, createdAt },
      update: {},
    }),
  insert: async ({ personAId: _a, personBId: _b, error, settings, ...run }, checkpoint) => {
    const data = { ...run, ...jsonColumns(run), ...errorToColumns(error), settings: JSON.stringify(settings) };
    await client.run.create({ data: { ...data, checkpoints: checkpoint && { create: ownCheckpoint(checkpoint) } } });
  },
  read: async (id) => {
    const row = await client.run.findUnique({ where: { id }, include: { pair: true } });
    return row ? record(row) : undefined;
  },
  list: async (filter = {}) => {
    const { personId } = filter;
    // Ids are found nowhere else in the settings' JSON.
    const person = personId && {
      OR: [{ pair: { OR: [{ personAId: personId }, { personBId: personId }] } }, { settings: { contains: personId } }],
    };
    const state = filter.states && { in: [...filter.states] };
    const rows = await client.run.findMany({
      where: { ...(person || {}), state },
      include: { pair: true },
      orderBy: newestFirst,
    });
    return rows.map(record);
  },
  update: async (id, { error, settings, ...changes }) => {
    const data = { ...changes, ...jsonColumns(changes), ...errorToColumns(error) };
    await client.run.update({ where: { id }, data: { ...data, settings: settings && JSON.stringify(settings) } });
  },
  remove: async (id) => {
    await client.run.deleteMany({ where: { id } });
  },
  insertCheckpoint: async (checkpoint) => {
    const data = { ...checkpoint, sizeBytes: sizeToColumn(checkpoint.sizeBytes) };
    // Told once more of the same, the newer file has taken the old one's place.
    await client.checkpoint.upsert({
      where: {
        runId_branch_iteration: {
          runId: checkpoint.runId,
          branch: checkpoint.branch,
          iteration: checkpoint.iteration,
        },
      },
      create: data,
      update: { ...data, id: undefined },
    });
  },
  checkpointsOf: async (runId) => {
    const rows = await client.checkpoint.findMany({ where: { runId }, orderBy: { iteration: 'desc' } });
    return rows.map(checkpointRecord);
  },
  updateCheckpoint: async (id, changes) => {
    await client.checkpoint.updateMany({ where: { id }, data: changes });
  },
  removeCheckpoints: async (ids) => {
    await client.checkpoint.deleteMany({ where: { id: { in: [...ids] } } });
  },
  addToLog: async (runId, { at, happened }) => {
    if ((await client.run.count({ where: { id: runId } })) === 0) return undefined;
    const { seq } = await client.runEvent.create({ data: { runId, at, happened: JSON.stringify(happened) } });
    return { seq, at, happened };
  },
  logOf: async (runId) => {
    const rows = await client.runEvent.findMany({ where: { runId }, orderBy: { seq: 'asc' } });
    return rows.map(({ seq, at, happened }) => ({ seq, at, happened: runHappened.parse(JSON.parse(happened)) }));
  },
});

const record = ({ pair, errorCode, errorMessage, ...row }: Run & { pair: Pair }): RunRecord => ({
  ...row,
  personAId: pair.personAId,
  personBId: pair.personBId,
  settings: runSettings.parse(JSON.parse(row.settings)),
  state: runState.parse(row.state),
  error: errorFromColumns({ errorCode, errorMessage }),
  heldOut: parsed(sidesHeldOut, row.heldOut),
  pausedFor: pauseReason.nullable().parse(row.pausedFor),
  resumed: parsed(resumeNote, row.resumed),
  branches: z.array(runBranch).parse(JSON.parse(row.branches)),
  shownSets: z.array(shownSet).parse(JSON.parse(row.shownSets)),
  imported: parsed(storedModel, row.imported),
});

const sidesHeldOut = z.object({ a: heldOutRule.nullable(), b: heldOutRule.nullable() });

const parsed = <Value>(schema: z.ZodType<Value>, column: string | null): Value | null =>
  column === null ? null : schema.parse(JSON.parse(column));

/** Leaves the column out where the change says nothing of it. */
const jsonColumn = (value: object | null | undefined): string | null | undefined => value && JSON.stringify(value);

/** Lists and objects of a run as text; what is not among the changes stays undefined. */
const jsonColumns = ({ heldOut, resumed, imported, shownSets, branches }: Partial<RunRecord>) => ({
  heldOut: jsonColumn(heldOut),
  resumed: jsonColumn(resumed),
  imported: jsonColumn(imported),
  shownSets: shownSets && JSON.stringify(shownSets),
  branches: branches && JSON.stringify(branches),
});

/** As part of its run's row. */
const ownCheckpoint = ({ runId: _, sizeBytes, ...checkpoint }: CheckpointRecord) => ({
  ...checkpoint,
  sizeBytes: sizeToColumn(sizeBytes),
});

const checkpointRecord = (row: Checkpoint): CheckpointRecord => ({
  ...row,
  sizeBytes: Number(row.sizeBytes),
  kind: checkpointKind.parse(row.kind),
  fault: checkpointFault.nullable().parse(row.fault),
});
