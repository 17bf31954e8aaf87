/**
 * What a shared model says of itself, in the header of its one safetensors file: what it is, what it was trained on, to what the
 * people whose faces it draws have agreed, how its training went, and how it draws. Whoever takes one in believes none of it
 * beyond these bounds.
 *
 * Of the people it says the name, and of each consent who gave it, how, for what and until when. It leaves out where evidence
 * lies, the ids of the studio, withdrawn records, names and addresses of clips, the reference photo, and the descriptors by
 * which the studio knows a face: a receiver needs none of it to ask the same people.
 */
import { z } from 'zod';
import { consentMethod } from './person.ts';
import { mostShownFaces, precision, runSettings } from './run-settings.ts';
import { validationPoint } from './training-points.ts';

export const sharedModelFormat = 'understudy-model';
export const sharedModelVersion = 1;

/** A card with two pictures is some 300 kB. */
export const maxCardHeaderBytes = 4 * 1024 * 1024;
/** The largest model that the studio knows has 657 MB. */
export const maxModelFileBytes = 2_000_000_000;
/** Of each curve. */
export const cardCurvePoints = 256;
export const cardPictureSidePx = 1024;
/** Letters of base64. */
const maxPictureLetters = 1_000_000;
export const maxOrigins = 8;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const iteration = z.int().positive().max(1e9);
const amount = z.number().nonnegative().max(1e12);

export const consentScope = z.object({
  grantedBy: z.string().max(200),
  method: consentMethod,
  purpose: z.string().max(2000),
  validFrom: z.iso.date(),
  validUntil: z.iso.date().nullable(),
});
export type ConsentScope = z.infer<typeof consentScope>;

const person = z.object({
  /** Of all on this side. */
  name: z.string().min(1).max(2600),
  /** In force or to begin, when the file was written. */
  consents: z.array(consentScope).max(256),
});

/** The faces of one side at the last start of the training. */
export const trainedFaces = z.object({
  count: z.int().positive().max(10_000_000),
  /** Of the digests of the crops: SHA-256 of each file as lower-case hex, sorted, a line each. */
  sha256,
});
export type TrainedFaces = z.infer<typeof trainedFaces>;

const sides = <Value extends z.ZodType>(value: Value) => z.object({ a: value, b: value });

/** The file a model came from, or whose weights it began with, and what that file said of its people. */
const origin = z.object({ relation: z.enum(['copy-of', 'begun-with']), sha256, people: sides(person) });
export type ModelOrigin = z.infer<typeof origin>;

export const cardPicture = z.object({
  iteration,
  /** A JPEG. */
  data: z.base64().min(4).max(maxPictureLetters),
});
export type CardPicture = z.infer<typeof cardPicture>;

export const modelCard = z.object({
  version: z.literal(sharedModelVersion),
  madeBy: z.string().max(80),
  madeAt: z.iso.datetime(),
  architecture: z.string().regex(/^[a-z0-9-]{1,64}$/),
  /** What it was trained in; the weights are float32. */
  precision,
  parameterCount: z.int().positive(),
  iteration,
  trainedSeconds: amount,
  /** 1 - SSIM of faces held out, the mean of both sides; null where none were. */
  heldOutError: amount.nullable(),
  /** What the training was told, without what is said above and without ids of the studio. */
  settings: runSettings.omit({ architecture: true, startFrom: true, shownFaces: true, morePeople: true }),
  people: sides(person.extend({ faces: trainedFaces.nullable() })),
  curve: ascending(z.object({ iteration, trainedSeconds: amount, a: z.number(), b: z.number() })),
  validation: ascending(validationPoint),
  /** An early and the newest preview: rows of face, own decoder, other decoder. */
  pictures: z.array(cardPicture).max(2),
  /** Faces of each person in them, at most: by that a page knows their columns. */
  facesShown: z.int().min(1).max(mostShownFaces),
  /** Newest first. */
  origins: z.array(origin).max(maxOrigins),
});
export type ModelCard = z.infer<typeof modelCard>;

/** A card before its file is written: the pictures are files yet, and the checkpoint says the precision where null. */
export const cardToWrite = modelCard.omit({ pictures: true }).extend({ precision: precision.nullable() });
export type CardToWrite = z.infer<typeof cardToWrite>;

/** What is kept of a card beside the weights: its pictures become previews. */
export const keptCard = modelCard.omit({ pictures: true });
export type KeptCard = z.infer<typeof keptCard>;

/** From where a model came in. */
export const storedModel = z.object({
  /** Of the file. */
  sha256,
  fileName: z.string(),
  importedAt: z.iso.datetime(),
  card: keptCard,
});
export type StoredModel = z.infer<typeof storedModel>;

/** The same without its curves, which are those of the run. */
export const importedModel = storedModel.extend({ card: keptCard.omit({ curve: true, validation: true }) });
export type ImportedModel = z.infer<typeof importedModel>;

export const createSharedModel = z.object({
  /** Whether an early and the newest preview, which show faces it was trained on, go with it. */
  withPictures: z.boolean().default(true),
});
export type CreateSharedModel = z.infer<typeof createSharedModel>;

/** One `.safetensors` file of a run, at /api/runs/{id}/shared-models/{iteration}. */
export const sharedModel = z.object({ iteration: z.int(), sizeBytes: z.int() });
export type SharedModel = z.infer<typeof sharedModel>;

function ascending<Point extends z.ZodType<{ readonly iteration: number }>>(point: Point) {
  return z
    .array(point)
    .max(cardCurvePoints)
    .refine(
      (points) =>
        points.every(
          (each, index) => index === 0 || each.iteration > (points[index - 1] as Point['_output']).iteration,
        ),
      {
        message: 'Its iterations do not ascend.',
      },
    );
}
