import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { consentRefusal, consentStanding } from '#core/studio/consent-standing.ts';

const term = (validFrom: string, validUntil: string | null = null, withdrawnAt: string | null = null) => ({
  validFrom,
  validUntil,
  withdrawnAt,
});
const withdrawnAt = '2026-01-01T00:00:00.000Z';

describe('consent', () => {
  test.each([
    ['missing', []],
    ['active', [term('2026-05-01')]],
    ['active', [term('2026-05-10', '2026-05-10')]],
    ['pending', [term('2026-05-11')]],
    ['expired', [term('2026-01-01', '2026-05-09')]],
    ['withdrawn', [term('2026-01-01', null, withdrawnAt)]],
    ['active', [term('2026-01-01', null, withdrawnAt), term('2026-02-01')]],
    ['pending', [term('2026-01-01', '2026-05-09'), term('2026-06-01')]],
    ['expired', [term('2026-01-01', null, withdrawnAt), term('2026-01-01', '2026-02-01')]],
  ] as const)('is %s on 10 May 2026 with %j', (standing, consents) => {
    expect(consentStanding(consents, '2026-05-10')).toBe(standing);
  });

  const day = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const record = fc.record({
    validFrom: day,
    validUntil: fc.option(day),
    withdrawnAt: fc.option(fc.constant(withdrawnAt)),
  });

  test('withdrawing every record never leaves it active', () => {
    fc.assert(
      fc.property(fc.array(record), day, (records, today) => {
        const withdrawn = records.map((each) => ({ ...each, withdrawnAt }));
        expect(consentStanding(withdrawn, today)).toBe(records.length > 0 ? 'withdrawn' : 'missing');
      }),
    );
  });

  test('one more record in force makes it active, whatever else there is', () => {
    fc.assert(
      fc.property(
        fc.array(record),
        day,
        (records, today) => void expect(consentStanding([...records, term(today, today)], today)).toBe('active'),
      ),
    );
  });

  test('a refusal has a code of its own for missing, expired and withdrawn consent', () => {
    expect(
      (['missing', 'pending', 'expired', 'withdrawn'] as const).map((standing) => consentRefusal(standing, 'Ana').code),
    ).toEqual(['consent_missing', 'consent_missing', 'consent_expired', 'consent_withdrawn']);
  });
});
