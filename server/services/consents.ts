/**
 * The consent rule, in one place: every use of a person's clips passes `require` when it begins and again when its result
 * is about to be kept, so that neither REST, sockets, CLI nor a slow worker gets past it.
 */
import { randomUUID } from 'node:crypto';
import { StudioError } from '#core/contract/errors.ts';
import type { ConsentStanding, ConsentView, CreateConsent } from '#core/contract/person.ts';
import { consentRefusal, consentStanding } from '#core/studio/consent-standing.ts';
import type { StudioContext } from './studio-context.ts';

export interface ConsentsService {
  standingOf(personId: string): Promise<{ readonly standing: ConsentStanding; readonly consents: ConsentView[] }>;
  /** consent_missing, consent_expired or consent_withdrawn of the first of them who does not consent now; undefined where all do. @throws StudioError not_found */
  refusal(personIds: readonly string[]): Promise<StudioError | undefined>;
  /** @throws StudioError as `refusal` has it, not_found */
  require(personIds: readonly string[]): Promise<void>;
  record(personId: string, consent: CreateConsent): Promise<void>;
  /** @throws StudioError not_found */
  withdraw(personId: string, consentId: string): Promise<void>;
}

export const createConsentsService = ({ store, now }: StudioContext): ConsentsService => {
  const standingOf = async (personId: string) => {
    const consents = await store.consents.listOf(personId);
    return { standing: consentStanding(consents, localDay(now())), consents };
  };
  const refusal = async (personIds: readonly string[]) => {
    for (const personId of new Set(personIds)) {
      const person = await store.persons.read(personId);
      if (!person) throw new StudioError('not_found', 'There is no such person.', { facts: { personId } });
      const { standing } = await standingOf(personId);
      if (standing === 'active') continue;
      const { code, message } = consentRefusal(standing, person.name);
      return new StudioError(code, message, { facts: { personId, standing } });
    }
    return undefined;
  };
  return {
    standingOf,
    refusal,
    require: async (personIds) => {
      const refused = await refusal(personIds);
      if (refused) throw refused;
    },
    record: (personId, consent) =>
      store.consents.insert({
        ...consent,
        id: randomUUID(),
        personId,
        withdrawnAt: null,
        createdAt: now().toISOString(),
      }),
    withdraw: async (personId, consentId) => {
      const consent = (await store.consents.listOf(personId)).find(({ id }) => id === consentId);
      if (!consent)
        throw new StudioError('not_found', 'There is no such consent record.', { facts: { personId, consentId } });
      await store.consents.withdraw(consentId, now().toISOString());
    },
  };
};

/** The day where the studio stands: a record made today holds today. */
const localDay = (instant: Date): string =>
  [instant.getFullYear(), instant.getMonth() + 1, instant.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
