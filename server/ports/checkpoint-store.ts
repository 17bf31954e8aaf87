/** Weights on disk that a crash cannot spoil. */
import type { NamedTensor } from '#core/graph/tensor.ts';

export interface Checkpoint {
  readonly tensors: readonly NamedTensor[];
  /** Free text facts beside the tensors (iteration, sampler state, ...). */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface CheckpointStore {
  /** Written beside, verified, then renamed into place: an earlier file at `path` lives until the new one is whole. */
  write(path: string, checkpoint: Checkpoint): Promise<{ readonly sizeBytes: number; readonly sha256: string }>;
  /** @throws StudioError checkpoint_damaged where the file is not whole, file_missing where there is none */
  read(path: string, options?: { readonly only?: (tensorName: string) => boolean }): Promise<Checkpoint>;
}
