'use client';
/** The comparison of two people, as the server makes it from the measures of their faces. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import type { ReadCoverage } from '#core/contract/coverage.ts';

/** Asks for nothing until both people are known. */
export const useCoverage = ({ personA, personB, clip }: { [Key in keyof ReadCoverage]?: ReadCoverage[Key] | null }) =>
  useQuery({
    queryKey: [...queryKeys.coverage, personA, personB, clip ?? null],
    queryFn: () =>
      unwrap(
        api.GET('/api/coverage', {
          params: { query: { personA: personA ?? '', personB: personB ?? '', clip: clip ?? undefined } },
        }),
      ),
    enabled: Boolean(personA && personB && personA !== personB),
    placeholderData: keepPreviousData,
  });
