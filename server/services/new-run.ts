/** A run as it stands in the store before anything happened to it. */
import { randomUUID } from 'node:crypto';
import type { RunRecord } from '#server/ports/studio-store.ts';

/** Of which nothing was trained yet. */
export const newRun = (
  run: Pick<RunRecord, 'pairId' | 'personAId' | 'personBId' | 'createdAt' | 'settings'>,
): RunRecord => ({
  ...run,
  id: randomUUID(),
  state: 'draft',
  jobId: null,
  iteration: 0,
  lossA: null,
  lossB: null,
  imagesPerSecond: null,
  trainedSeconds: 0,
  previewIteration: null,
  error: null,
  heldOut: null,
  pausedFor: null,
  resumed: null,
  previewBranch: 0,
  branches: [],
  shownSets: [],
  imported: null,
});
