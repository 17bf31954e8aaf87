'use client';
/** A frame drawn with the settings as they are now: asked for again whenever they have changed, the newest answer shown. */
import { useEffect, useState } from 'react';
import { api, unwrap } from '#components/api/client.ts';
import { useSettled } from '#components/training/use-settled.ts';
import { type TrialOutcome, type TryConversion, trialOutcome, trialOutcomeHeader } from '#core/contract/trial.ts';

export interface Trial {
  /** null before the first. */
  readonly picture: { readonly src: string; readonly outcome: TrialOutcome; readonly tookMs: number } | null;
  readonly pending: boolean;
  readonly error: unknown;
}

/** A slider that is dragged gives dozens of values a second: one in so long is drawn. */
const settleMs = 40;

export function useTrial(request: TryConversion | null): Trial {
  const asked = useSettled(request && JSON.stringify(request), settleMs);
  const [trial, setTrial] = useState<Trial>({ picture: null, pending: false, error: null });
  useEffect(() => {
    if (asked === null) return;
    const aborting = new AbortController();
    setTrial((old) => ({ ...old, pending: true }));
    draw(JSON.parse(asked) as TryConversion, aborting.signal).then(
      (picture) => {
        if (aborting.signal.aborted) URL.revokeObjectURL(picture.src);
        else setTrial({ picture, pending: false, error: null });
      },
      (error: unknown) => {
        if (!aborting.signal.aborted) setTrial((old) => ({ ...old, pending: false, error }));
      },
    );
    return () => aborting.abort();
  }, [asked]);
  const src = trial.picture?.src;
  useEffect(() => () => void (src && URL.revokeObjectURL(src)), [src]);
  return trial;
}

const draw = async (body: TryConversion, signal: AbortSignal): Promise<NonNullable<Trial['picture']>> => {
  const startedMs = performance.now();
  const answering = api.POST('/api/conversions/trial', { body, signal, parseAs: 'blob' });
  const blob = (await unwrap(answering)) as unknown as Blob;
  const outcome = trialOutcome.parse((await answering).response.headers.get(trialOutcomeHeader));
  return { src: URL.createObjectURL(blob), outcome, tookMs: performance.now() - startedMs };
};
