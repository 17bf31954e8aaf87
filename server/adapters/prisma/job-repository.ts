/** Jobs, as they are remembered; how far a running one is lives in memory only. */
import { jobState, jobView, listedJobKind } from '#core/contract/jobs.ts';
import type { JobRecord, JobStore } from '#server/ports/studio-store.ts';
import { errorFromColumns, errorToColumns } from './columns.ts';
import type { Job, PrismaClient } from './generated/client.ts';

const newestFirst = [{ createdAt: 'desc' as const }, { id: 'asc' as const }];
const active = { in: ['queued', 'running', 'paused'] };

export const jobRepository = (client: PrismaClient): JobStore => ({
  insert: async ({ subject, error, ...job }) => {
    const subjectColumns = { subjectType: subject.type, subjectId: subject.id, subjectPersonId: subject.personId };
    await client.job.create({ data: { ...job, ...errorToColumns(error), ...subjectColumns } });
  },
  read: async (id) => {
    const row = await client.job.findUnique({ where: { id } });
    return row ? record(row) : undefined;
  },
  list: async ({ endedLimit }) => {
    const open = await client.job.findMany({ where: { state: active }, orderBy: newestFirst });
    const ended = await client.job.findMany({
      where: { NOT: { state: active } },
      orderBy: newestFirst,
      take: endedLimit,
    });
    return [...open, ...ended].map(record);
  },
  active: async () => (await client.job.findMany({ where: { state: active }, orderBy: newestFirst })).map(record),
  update: async (id, { subject: _subject, error, ...changes }) => {
    await client.job.update({ where: { id }, data: { ...changes, ...errorToColumns(error) } });
  },
});

const record = ({ subjectType, subjectId, subjectPersonId, errorCode, errorMessage, ...row }: Job): JobRecord => ({
  ...row,
  kind: listedJobKind.parse(row.kind),
  state: jobState.parse(row.state),
  subject: jobView.shape.subject.parse({ type: subjectType, id: subjectId, personId: subjectPersonId }),
  error: errorFromColumns({ errorCode, errorMessage }),
});
