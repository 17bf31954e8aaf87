/** The job that looks through a model of others, and has it draw a face, before the studio keeps it. */
import type { JobHandler } from '#server/jobs/job-handler.ts';

export const importDfm: JobHandler<'import-dfm'> = ({ path }, { tools }) => tools.dfms.inspect(path);
