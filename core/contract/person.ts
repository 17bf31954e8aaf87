/** People and the consent recorded for them. */
import { z } from 'zod';
import { faceCounts } from '#core/contract/face.ts';

/** How consent was obtained. */
export const consentMethod = z.enum(['self', 'signed-release', 'recorded-statement', 'licensed-footage']);
export type ConsentMethod = z.infer<typeof consentMethod>;

export const createConsent = z
  .object({
    /** Who gave it: the subject, or whoever may speak for them. */
    grantedBy: z.string().trim().min(2).max(200),
    method: consentMethod,
    /** For what the face may be used, in words ("test footage for the short film ..."). */
    purpose: z.string().trim().min(3).max(2000),
    /** Where the evidence lies, if there is any beside this record. */
    evidence: z.string().trim().max(2000).default(''),
    validFrom: z.iso.date(),
    /** Last day it holds; null = until withdrawn. */
    validUntil: z.iso.date().nullable().default(null),
  })
  .refine((consent) => consent.validUntil === null || consent.validUntil >= consent.validFrom, {
    message: 'validUntil lies before validFrom',
    path: ['validUntil'],
  });
export type CreateConsent = z.infer<typeof createConsent>;

export const consentView = z.object({
  id: z.string(),
  personId: z.string(),
  grantedBy: z.string(),
  method: consentMethod,
  purpose: z.string(),
  evidence: z.string(),
  validFrom: z.iso.date(),
  validUntil: z.iso.date().nullable(),
  withdrawnAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});
export type ConsentView = z.infer<typeof consentView>;

/** missing: never recorded; pending: begins later. Only `active` lets clips, runs and conversions through. */
export const consentStanding = z.enum(['missing', 'pending', 'active', 'expired', 'withdrawn']);
export type ConsentStanding = z.infer<typeof consentStanding>;

export const createPerson = z.object({ name: z.string().trim().min(1).max(120) });
export type CreatePerson = z.infer<typeof createPerson>;

export const personView = z.object({
  id: z.string(),
  name: z.string(),
  consent: consentStanding,
  consents: z.array(consentView),
  /** A reference photo decides which face in a clip is theirs; it is at /api/persons/{id}/reference. */
  hasReference: z.boolean(),
  clipCount: z.int(),
  faces: faceCounts,
  /** A kept face to show the person by; its picture is at /api/faces/{id}/image. */
  portraitFaceId: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
export type PersonView = z.infer<typeof personView>;
