'use client';
/** What a training with some settings would take: told by the server at once, and measured when somebody asks. */
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api, unwrap } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import type { ForecastOf } from '#core/contract/forecast.ts';
import type { RunSettings } from '#core/contract/run.ts';

/** Those settings on which memory and pace depend. */
export const forecastRequest = (settings: RunSettings, faces: number): ForecastOf => {
  const { architecture, batchSize, precision, augmentation, optimiser, losses, clipNorm, averaging, frozenParts } =
    settings;
  return {
    settings: { architecture, batchSize, precision, augmentation, optimiser, losses, clipNorm, averaging, frozenParts },
    faces,
  };
};

/** Memory gets free and taken by others: it is asked for again now and then. */
const refreshMs = 15_000;

export const useForecast = (of: ForecastOf | null) =>
  useQuery({
    queryKey: [...queryKeys.forecasts, of],
    queryFn: () => unwrap(api.POST('/api/training-forecasts', { body: of ?? { settings: {} } })),
    enabled: of !== null,
    staleTime: 0,
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });

/** Who goes away ends it. */
export function useMeasurement() {
  const leaving = useRef<AbortController>(undefined);
  useEffect(() => () => leaving.current?.abort(), []);
  return useMutation({
    mutationFn: async (of: ForecastOf) => {
      leaving.current = new AbortController();
      const { signal } = leaving.current;
      return { of, ...(await unwrap(api.POST('/api/training-measurements', { body: of, signal }))) };
    },
  });
}
