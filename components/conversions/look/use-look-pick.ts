'use client';
/** What measuring the clip chooses of a conversion that is being set up, where something is left to it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, unwrap } from '#components/api/client.ts';
import { queryKeys } from '#components/api/query-keys.ts';
import { useSettled } from '#components/training/use-settled.ts';
import type { ConversionSettings, CreateConversion } from '#core/contract/conversion.ts';
import type { LookPick } from '#core/contract/look-pick.ts';

export interface MeasuredLooks {
  /** null where nothing is left to it, and before it is known. */
  readonly pick: LookPick | null;
  readonly pending: boolean;
  readonly error: unknown;
}

/** It costs seconds of the processor: a slider has to stand still for it. */
const settleMs = 400;

export function useLookPick(request: CreateConversion | undefined): MeasuredLooks {
  const isAsked = request !== undefined && (request.settings.measured ?? []).length > 0;
  const asked = useSettled(isAsked ? JSON.stringify(faceOnly(request)) : null, settleMs);
  const query = useQuery({
    queryKey: [...queryKeys.lookPick, asked],
    queryFn: ({ signal }) =>
      unwrap(api.POST('/api/conversions/look', { body: JSON.parse(asked as string) as CreateConversion, signal })),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (!isAsked) return { pick: null, pending: false, error: null };
  const pending = query.isFetching || query.isPlaceholderData || asked === null;
  return { pick: query.data ?? null, pending, error: query.error };
}

/** What the file is like changes nothing of the face. */
const faceOnly = ({ settings, ...request }: CreateConversion): CreateConversion => {
  const { format: _, quality: __, sideBySide: ___, depth: ____, ...face } = settings;
  return { ...request, settings: face };
};

/** With what was picked, and nothing left open: as a trial is asked for. */
export const withPick = (request: CreateConversion, pick: LookPick | null): CreateConversion => ({
  ...request,
  settings: { ...request.settings, ...picked(request.settings.measured ?? [], pick), measured: [] },
});

/** Of the settings those that were left to measuring, as it chose. */
export const picked = (
  measured: ConversionSettings['measured'],
  pick: LookPick | null,
): Partial<Pick<ConversionSettings, 'colourTransfer' | 'mask' | 'keepInFront'>> =>
  pick ? Object.fromEntries(measured.map((name) => [name, pick[name]])) : {};

/** What somebody sets by hand is not measured any more. */
export const byHand = (settings: ConversionSettings, change: Partial<ConversionSettings>): ConversionSettings => ({
  ...settings,
  measured: settings.measured.filter((name) => change[name] === undefined),
  ...change,
});
