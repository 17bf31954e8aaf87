/** Checkpoints as safetensors files: a format that others read, and that holds numbers and no code. */
import type { CheckpointStore } from '#server/ports/checkpoint-store.ts';
import { readCheckpoint } from './read-checkpoint.ts';
import { writeCheckpoint } from './write-checkpoint.ts';

export const createSafetensorsStore = (): CheckpointStore => ({ write: writeCheckpoint, read: readCheckpoint });
