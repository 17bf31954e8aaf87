/** A shared model of the small architecture, whole and right, for tests to spoil. */
import { allWeights, parameterCount } from '#core/autoencoder/architecture.ts';
import { initialWeight } from '#core/autoencoder/initial-weights.ts';
import { type ModelCard, modelCard } from '#core/contract/model-card.ts';
import { runSettings } from '#core/contract/run.ts';
import { encodeHeader } from '#core/interchange/safetensors/header.ts';
import { cardToMetadata } from '#core/interchange/safetensors/shared-model.ts';
import { smallArchitecture } from '#tests/helpers/small-autoencoder.ts';

export const smallWeights = allWeights(smallArchitecture);

const person = (name: string) => ({
  name,
  consents: [
    {
      grantedBy: name,
      method: 'self' as const,
      purpose: 'A test of the studio',
      validFrom: '2026-01-01',
      validUntil: '2027-01-01',
    },
  ],
  faces: { count: 12, sha256: 'ab'.repeat(32) },
});

export const someCard = (changes: Partial<ModelCard> = {}): ModelCard =>
  modelCard.parse({
    version: 1,
    madeBy: 'Understudy 0.0.0',
    madeAt: '2026-11-28T12:00:00.000Z',
    architecture: 'original',
    precision: 'fp32',
    parameterCount: parameterCount(smallWeights),
    iteration: 7,
    trainedSeconds: 3.5,
    heldOutError: 0.2,
    settings: runSettings.parse({}),
    people: { a: person('Ana'), b: person('Bo') },
    curve: [
      { iteration: 3, trainedSeconds: 1, a: 0.5, b: 0.4 },
      { iteration: 7, trainedSeconds: 3.5, a: 0.3, b: 0.25 },
    ],
    validation: [],
    pictures: [],
    facesShown: 12,
    origins: [],
    ...changes,
  });

export const someTensors = () => smallWeights.map((weight) => initialWeight(weight, 5));

/** The bytes of a file by the format's own description, with this header in the place of the right one if given. */
export const modelBytes = (options: { readonly card?: ModelCard; readonly header?: string } = {}): Buffer => {
  const { card = someCard(), header } = options;
  const tensors = someTensors();
  const head = header === undefined ? encodeHeader({ tensors, metadata: cardToMetadata(card) }) : headOf(header);
  return Buffer.concat([
    head,
    ...tensors.map(({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength)),
  ]);
};

const headOf = (header: string): Buffer => {
  const json = Buffer.from(header);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json]);
};

/** The right header as plain data. */
export const rightHeader = (card = someCard()): Record<string, unknown> => {
  const bytes = encodeHeader({ tensors: someTensors(), metadata: cardToMetadata(card) });
  return JSON.parse(new TextDecoder().decode(bytes.subarray(8))) as Record<string, unknown>;
};
