/** The card of a model file that somebody chose, read in the browser from its first bytes: the studio checks it again, and whole. */
import type { ModelCard } from '#core/contract/model-card.ts';
import { lengthBytes } from '#core/interchange/safetensors/header.ts';
import { cardOf, decodeSharedHeader, sharedHeaderLength } from '#core/interchange/safetensors/shared-model.ts';

/** @throws StudioError not_a_model, model_unknown, model_file_refused */
export const readModelFile = async (file: Blob): Promise<ModelCard> => {
  const bytes = async (from: number, to: number) => new Uint8Array(await file.slice(from, to).arrayBuffer());
  const dataStart = lengthBytes + sharedHeaderLength(await bytes(0, lengthBytes), file.size);
  return cardOf(decodeSharedHeader(await bytes(lengthBytes, dataStart), file.size - dataStart));
};
