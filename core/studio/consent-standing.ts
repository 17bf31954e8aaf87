/** Where a person's consent stands on a day. One record in force is enough; a withdrawn record never counts again. */
import type { ErrorCode } from '#core/contract/errors.ts';
import type { ConsentStanding, ConsentView } from '#core/contract/person.ts';

type Term = Pick<ConsentView, 'validFrom' | 'validUntil' | 'withdrawnAt'>;

/** `today` as YYYY-MM-DD, as the dates of the records are; both ends of a term belong to it. */
export const consentStanding = (consents: readonly Term[], today: string): ConsentStanding => {
  const standing = consents.filter((consent) => consent.withdrawnAt === null);
  if (standing.some((consent) => hasBegun(consent, today) && !isOver(consent, today))) return 'active';
  if (standing.some((consent) => !hasBegun(consent, today))) return 'pending';
  if (standing.length > 0) return 'expired';
  return consents.length > 0 ? 'withdrawn' : 'missing';
};

/** Why a standing other than `active` stops the work, in words a person can act on. */
export const consentRefusal = (
  standing: Exclude<ConsentStanding, 'active'>,
  personName: string,
): { code: ErrorCode; message: string } => {
  switch (standing) {
    case 'missing':
      return {
        code: 'consent_missing',
        message: `No consent is recorded for ${personName}. Record it before their clips are used.`,
      };
    case 'pending':
      return { code: 'consent_missing', message: `The consent of ${personName} has not begun yet.` };
    case 'expired':
      return {
        code: 'consent_expired',
        message: `The consent of ${personName} has run out. Record a new one to go on.`,
      };
    case 'withdrawn':
      return { code: 'consent_withdrawn', message: `${personName} has withdrawn consent. Their face may not be used.` };
    default:
      return standing satisfies never;
  }
};

const hasBegun = (consent: Term, today: string): boolean => consent.validFrom <= today;
const isOver = (consent: Term, today: string): boolean => consent.validUntil !== null && consent.validUntil < today;
