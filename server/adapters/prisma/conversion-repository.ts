/** Conversions. */
import { conversionJitter, conversionSettings, conversionState, usedCheckpoint } from '#core/contract/conversion.ts';
import type { ConversionRecord, ConversionStore } from '#server/ports/studio-store.ts';
import { errorFromColumns, errorToColumns, sizeToColumn } from './columns.ts';
import type { Conversion, PrismaClient } from './generated/client.ts';

export const conversionRepository = (client: PrismaClient): ConversionStore => ({
  insert: async (conversion) => {
    const { id, runId, modelId, clipId, state, createdAt } = conversion;
    const settings = JSON.stringify(conversion.settings);
    const data = { id, runId, modelId, clipId, state, createdAt, settings };
    await client.conversion.create({ data: { ...columns(conversion), ...data } });
  },
  read: async (id) => {
    const row = await client.conversion.findUnique({ where: { id } });
    return row ? record(row) : undefined;
  },
  list: async ({ runId, modelId, clipId, states } = {}) => {
    const rows = await client.conversion.findMany({
      where: { runId, modelId, clipId, state: states && { in: [...states] } },
      orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    });
    return rows.map(record);
  },
  update: async (id, changes) => {
    await client.conversion.update({ where: { id }, data: columns(changes) });
  },
  remove: async (id) => {
    await client.conversion.deleteMany({ where: { id } });
  },
});

const record = ({ writtenFrames, swappedFrames, errorCode, errorMessage, ...row }: Conversion): ConversionRecord => ({
  ...row,
  // Before there was a choice, all was tone-mapped.
  settings: conversionSettings.parse({ depth: 'eightBits', ...JSON.parse(row.settings) }),
  state: conversionState.parse(row.state),
  checkpoint: row.checkpoint === null ? null : usedCheckpoint.parse(JSON.parse(row.checkpoint)),
  frames: writtenFrames === null ? null : { written: writtenFrames, swapped: swappedFrames ?? 0 },
  jitter: row.jitter === null ? null : conversionJitter.parse(JSON.parse(row.jitter)),
  sizeBytes: row.sizeBytes === null ? null : Number(row.sizeBytes),
  error: errorFromColumns({ errorCode, errorMessage }),
});

const columns = ({
  settings,
  state,
  jobId,
  iteration,
  checkpoint,
  frames,
  jitter,
  sizeBytes,
  seconds,
  error,
}: Partial<ConversionRecord>) => ({
  settings: settings && JSON.stringify(settings),
  state,
  jobId,
  iteration,
  checkpoint: checkpoint && JSON.stringify(checkpoint),
  writtenFrames: frames === undefined ? undefined : (frames?.written ?? null),
  swappedFrames: frames === undefined ? undefined : (frames?.swapped ?? null),
  jitter: jitter && JSON.stringify(jitter),
  sizeBytes: typeof sizeBytes === 'number' ? sizeToColumn(sizeBytes) : sizeBytes,
  seconds,
  ...errorToColumns(error),
});
