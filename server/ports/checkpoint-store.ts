/** Where trained models are kept: named tensors and a little text about them, whole or not at all. */
import type { NamedTensor } from '#core/graph/tensor.ts';

export interface CheckpointContent {
  readonly tensors: readonly NamedTensor[];
  /** Free text by key: architecture, iteration, what a resume needs. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface SavedCheckpoint {
  readonly path: string;
  readonly sizeBytes: number;
  /** Of the whole file, lower-case hex. */
  readonly sha256: string;
}

export interface CheckpointStore {
  /**
   * Writes a checkpoint so that `path` holds either the whole of it or what it held before, even over a power cut.
   * Takes each tensor's `data` once, in order, before the call comes back: what is written is the state of that moment,
   * whatever becomes of it while the promise is waited for. The file is read back before it takes its name.
   * Throws `disk_full`, and leaves what was there; a cut leaves at most `<path>.part`.
   */
  write(checkpoint: CheckpointContent & { readonly path: string }): Promise<SavedCheckpoint>;
  /**
   * Reads names, shapes and metadata; each tensor's `data` is read from the file when it is taken.
   * Throws `checkpoint_damaged` for a file that is not whole and right, `file_missing` where there is none.
   */
  read(path: string): Promise<CheckpointContent>;
  /** Throws `disk_full` where the disk of this folder has less left than the studio needs to go on. */
  requireRoom(folder: string): Promise<void>;
}
