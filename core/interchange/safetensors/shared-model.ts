/** A shared model as a safetensors file has it: its card in the metadata, and the weights a face passes to be drawn. */
import { type Architecture, type Architectures, allWeights, parameterCount } from '#core/autoencoder/architecture.ts';
import { StudioError } from '#core/contract/errors.ts';
import {
  type ModelCard,
  maxCardHeaderBytes,
  maxModelFileBytes,
  modelCard,
  sharedModelFormat,
  sharedModelVersion,
} from '#core/contract/model-card.ts';
import { sameShape, shapeText } from '#core/graph/check-shape.ts';
import { decodeHeader, type Header, type HeaderEntry, headerLength } from './header.ts';
import { parseStrictJson } from './strict-json.ts';

/** Beside the card a few words for whoever opens the file with another program. */
export const cardToMetadata = (card: ModelCard): Record<string, string> => ({
  format: sharedModelFormat,
  version: String(card.version),
  architecture: card.architecture,
  iteration: String(card.iteration),
  made_by: card.madeBy,
  use: 'Draws the faces of two real people: for uses that both have agreed to. What they agreed to is in the card.',
  card: JSON.stringify(card),
});

export const refuseModel = (why: string, cause?: unknown): StudioError =>
  new StudioError('model_file_refused', `This model file is not taken: ${why}.`, { cause });

/** Out of the first 8 bytes. @throws StudioError not_a_model, model_file_refused */
export const sharedHeaderLength = (first: Uint8Array, fileBytes: number): number => {
  if (fileBytes > maxModelFileBytes) throw refuseModel('it is larger than any model');
  return headerLength(first, { fileBytes, maxBytes: maxCardHeaderBytes, refuse: notSafetensors });
};

/** @throws StudioError not_a_model, model_file_refused */
export const decodeSharedHeader = (json: Uint8Array, dataBytes: number): Header => {
  if (json[0] !== openingBrace) throw notSafetensors('its header does not begin as one');
  return decodeHeader(json, { dataBytes, refuse: refuseModel });
};

const openingBrace = 0x7b;

/** Most likely another kind of file, not a broken one. */
const notSafetensors = (why: string): StudioError =>
  new StudioError('not_a_model', `This is no whole safetensors file: ${why}.`);

/** @throws StudioError not_a_model, model_unknown, model_file_refused */
export const cardOf = ({ metadata }: Pick<Header, 'metadata'>): ModelCard => {
  if (metadata.format !== sharedModelFormat)
    throw new StudioError('not_a_model', 'This file holds no model that a studio has shared: it has no card.');
  if (metadata.version !== String(sharedModelVersion))
    throw new StudioError('model_unknown', 'This model was written by a newer studio. Update this one.');
  const card = modelCard.safeParse(parsedCard(metadata.card ?? ''));
  if (card.success) return card.data;
  const [issue] = card.error.issues;
  throw refuseModel(`its card is wrong at "${issue?.path.join('.')}": ${issue?.message}`);
};

/** The model's weights as they lie in the file: all of them, and nothing else. @throws StudioError model_unknown, model_file_refused */
export const checkedWeights = (
  { entries }: Pick<Header, 'entries'>,
  { card, architectures }: { readonly card: ModelCard; readonly architectures: Architectures },
): HeaderEntry[] => {
  const expected = allWeights(architectureOf(card, architectures));
  const given = new Map(entries.map((entry) => [entry.name, entry]));
  if (entries.length !== expected.length)
    throw refuseModel(`it has ${entries.length} tensors; ${card.architecture} has ${expected.length}`);
  if (card.parameterCount !== parameterCount(expected))
    throw refuseModel(
      `its card counts ${card.parameterCount} parameters; ${card.architecture} has ${parameterCount(expected)}`,
    );
  return expected.map(({ name, shape }) => {
    const entry = given.get(name);
    if (!entry) throw refuseModel(`"${name}" is missing`);
    if (!sameShape(entry.shape, shape))
      throw refuseModel(`"${name}" has shape ${shapeText(entry.shape)}; ${card.architecture} has ${shapeText(shape)}`);
    return entry;
  });
};

const maxCardDepth = 12;

const parsedCard = (text: string): unknown => {
  try {
    return parseStrictJson(text, { maxDepth: maxCardDepth });
  } catch (cause) {
    throw refuseModel('its card is not JSON, or says a thing twice', cause);
  }
};

const architectureOf = ({ architecture }: ModelCard, architectures: Architectures): Architecture => {
  const found = Object.hasOwn(architectures, architecture) ? architectures[architecture] : undefined;
  if (found) return found;
  throw new StudioError('model_unknown', `This studio does not know the model "${architecture}".`, {
    facts: { architecture },
  });
};
