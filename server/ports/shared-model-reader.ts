/** Reads a model file that comes from anywhere. */
import type { ModelCard } from '#core/contract/model-card.ts';
import type { NamedTensor } from '#core/graph/tensor.ts';

export interface ReadSharedModel {
  /** Of the whole file. */
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly card: ModelCard;
  /** Every weight of its architecture, in the order in which a face passes them; read when their `data` is taken. */
  readonly tensors: readonly NamedTensor[];
}

export interface SharedModelReader {
  /**
   * Whole and right, or refused: the header is checked before anything of the size it claims is allocated, and the numbers
   * are looked through in small pieces. Throws `not_a_model`, `model_unknown`, `model_file_refused`, `file_missing`,
   * `cancelled`.
   */
  read(
    path: string,
    options: { readonly signal: AbortSignal; readonly onProgress: (readBytes: number, ofBytes: number) => void },
  ): Promise<ReadSharedModel>;
}
