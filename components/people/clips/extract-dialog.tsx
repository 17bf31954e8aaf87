'use client';
/** Shows the clip, asks which part of it to look through and how closely, and starts looking for faces. */
import { ArrowLeftToLine, ArrowRightToLine, ScanFace } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type RefObject, useRef, useState } from 'react';
import { mediaUrls } from '#components/api/media-urls.ts';
import { useUnits } from '#components/i18n/use-units.ts';
import {
  draftOf,
  framesLookedAt,
  type SamplingDraft,
  samplingOf,
  withEnd,
} from '#components/people/trim/sampling-draft.ts';
import { TrimRange } from '#components/people/trim/trim-range.tsx';
import { useChangeClip } from '#components/people/trim/use-change-clip.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { ChoiceField } from '#components/ui/field.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import type { ClipView, VideoFacts } from '#core/contract/clip.ts';
import { useExtractFaces } from './use-clips.ts';

interface Props {
  clip: ClipView;
  open: boolean;
  onClose: () => void;
}

export function ExtractDialog({ clip, open, onClose }: Props) {
  const t = useTranslations('clips');
  return (
    <Dialog open={open} onOpenChange={onClose} wide title={t('extractTitle')} description={t('extractText')}>
      {clip.facts && <Form clip={clip} facts={clip.facts} onClose={onClose} />}
    </Dialog>
  );
}

function Form({ clip, facts, onClose }: { clip: ClipView; facts: VideoFacts; onClose: () => void }) {
  const t = useTranslations('clips');
  const words = useTranslations('trim');
  const units = useUnits();
  const [draft, setDraft] = useState(() => draftOf(clip, facts));
  const extract = useExtractFaces(clip.id);
  const change = useChangeClip(clip.id);
  const hasFaces = clip.faces.kept + clip.faces.unsure + clip.faces.rejected + clip.faces.other > 0;
  const sampling = samplingOf(draft, facts);
  const busy = extract.isPending || change.isPending;
  return (
    <div className="flex flex-col gap-4">
      {clip.kind === 'video' && <Part clip={clip} facts={facts} draft={draft} onDraft={setDraft} />}
      {clip.kind === 'video' && (
        <Rate
          value={draft.samplesPerSecond}
          onChange={(samplesPerSecond) => setDraft({ ...draft, samplesPerSecond })}
        />
      )}
      <p className="text-sm text-ink-2 tabular">
        {t('framesLookedAt', { frames: units.number(framesLookedAt(draft, facts)) })} {hasFaces && t('extractReplaces')}
      </p>
      {(extract.error ?? change.error) && <Problem error={extract.error ?? change.error} />}
      <div className="flex flex-wrap justify-end gap-2">
        {clip.kind === 'video' && (
          <Button disabled={busy} onClick={() => change.mutate(sampling, { onSuccess: onClose })}>
            {words('keep')}
          </Button>
        )}
        <Button look="primary" disabled={busy} onClick={() => extract.mutate(sampling, { onSuccess: onClose })}>
          <ScanFace aria-hidden />
          {t('extract')}
        </Button>
      </div>
    </div>
  );
}

interface PartProps {
  clip: ClipView;
  facts: VideoFacts;
  draft: SamplingDraft;
  onDraft: (draft: SamplingDraft) => void;
}

function Part({ clip, facts, draft, onDraft }: PartProps) {
  const t = useTranslations('trim');
  const units = useUnits();
  const player = useRef<HTMLVideoElement>(null);
  const [atSeconds, setAtSeconds] = useState<number | null>(null);
  const { durationSeconds } = facts;
  const isShown = clip.playable || clip.hasProxy;
  const move = (end: 'in' | 'out', seconds: number) => {
    onDraft(withEnd(draft, { end, seconds, durationSeconds }));
    if (player.current) player.current.currentTime = seconds;
  };
  const moveHere = (end: 'in' | 'out') => move(end, player.current?.currentTime ?? 0);
  return (
    <div className="flex flex-col gap-2">
      {isShown ? <Player clip={clip} player={player} onTime={setAtSeconds} /> : <Still clip={clip} />}
      <TrimRange {...draft} durationSeconds={durationSeconds} atSeconds={atSeconds} onChange={move} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Button size="small" disabled={!isShown} onClick={() => moveHere('in')}>
          <ArrowLeftToLine aria-hidden />
          {t('setIn')}
        </Button>
        <p className="text-sm text-ink-2 tabular max-sm:order-first max-sm:w-full max-sm:text-center">
          {t('part', {
            from: units.clock(draft.inSeconds),
            to: units.clock(draft.outSeconds),
            length: units.clock(draft.outSeconds - draft.inSeconds),
          })}
        </p>
        <Button size="small" disabled={!isShown} onClick={() => moveHere('out')}>
          {t('setOut')}
          <ArrowRightToLine aria-hidden />
        </Button>
      </div>
    </div>
  );
}

interface PlayerProps {
  clip: ClipView;
  player: RefObject<HTMLVideoElement | null>;
  onTime: (seconds: number) => void;
}

function Player({ clip, player, onTime }: PlayerProps) {
  const tell = () => onTime(player.current?.currentTime ?? 0);
  return (
    // biome-ignore lint/a11y/useMediaCaption: footage as it was filmed has no captions
    <video
      ref={player}
      src={clip.hasProxy ? mediaUrls.proxy(clip.id) : mediaUrls.clip(clip.id)}
      controls
      preload="metadata"
      onTimeUpdate={tell}
      onSeeked={tell}
      className="max-h-[45dvh] w-full rounded-md bg-stage"
    />
  );
}

function Still({ clip }: { clip: ClipView }) {
  return (
    // biome-ignore lint/performance/noImgElement: the studio's own server gives it in its final size
    <img
      src={mediaUrls.thumbnail(clip.id)}
      alt=""
      className="max-h-[45dvh] w-full rounded-md bg-stage object-contain"
    />
  );
}

const rates = ['1', '2', '5', '10', 'all'] as const;

function Rate({ value, onChange }: { value: number | null; onChange: (value: number | null) => void }) {
  const t = useTranslations('clips');
  const current = value === null ? 'all' : String(value);
  // A clip may have a rate of its own, set by a script.
  const offered = (rates as readonly string[]).includes(current) ? rates : [current, ...rates];
  return (
    <ChoiceField label={t('rateLabel')}>
      <Segmented
        label={t('rateLabel')}
        value={current}
        onChange={(rate) => onChange(rate === 'all' ? null : Number(rate))}
        choices={offered.map((rate) => ({
          value: rate,
          label: rate === 'all' ? t('everyFrame') : t('perSecond', { rate }),
        }))}
        className="self-start"
      />
    </ChoiceField>
  );
}
