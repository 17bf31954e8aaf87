'use client';
/** What a run is doing. */
import { useTranslations } from 'next-intl';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import type { RunState } from '#core/contract/run.ts';

const tones: Record<RunState, Tone> = {
  draft: 'neutral',
  queued: 'neutral',
  running: 'accent',
  paused: 'warn',
  stopped: 'neutral',
  completed: 'good',
  failed: 'bad',
  imported: 'neutral',
};

export function RunBadge({ state }: { state: RunState }) {
  const t = useTranslations('training');
  return <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>;
}
