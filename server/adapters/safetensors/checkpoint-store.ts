/** Checkpoints as safetensors files: a format that others read, and that holds numbers and no code. */
import type { CheckpointStore } from '#server/ports/checkpoint-store.ts';
import { nodeFileCalls } from './file-calls.ts';
import { readCheckpoint } from './read-checkpoint.ts';
import { createCheckpointWriter } from './write-checkpoint.ts';
import { requireRoom } from './write-file.ts';

export const createSafetensorsStore = (): CheckpointStore => ({
  write: createCheckpointWriter(),
  read: readCheckpoint,
  requireRoom: async (folder) => requireRoom(nodeFileCalls, { folder, bytes: 0 }),
});
