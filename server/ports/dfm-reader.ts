/** Reads models that other programs made (`.dfm`, plain ONNX) and draws with them. */
import type { DfmFacts } from '#core/contract/dfm-model.ts';
import type { FacePredictor } from './autoencoder-engine.ts';

export interface OpenDfm {
  readonly path: string;
  /** Of the bytes that were looked through when the model came in: others are not drawn with. */
  readonly sha256: string;
}

export interface DfmReader {
  /** Looks through all of the file, then has it draw a face. @throws StudioError model_refused, file_missing, engine_missing, tool_missing */
  inspect(path: string): Promise<DfmFacts>;
  /** @throws StudioError as `inspect` */
  open(options: OpenDfm): Promise<FacePredictor>;
}
