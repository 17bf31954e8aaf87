'use client';
/** Faces of which clips are shown; none chosen = of all. */
import { Select as Base } from '@base-ui/react/select';
import { Check, ChevronsUpDown, Film } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ClipView } from '#core/contract/clip.ts';

interface Props {
  clips: readonly ClipView[];
  chosen: readonly string[];
  onChoose: (clipIds: string[]) => void;
}

export function ClipChooser({ clips, chosen, onChoose }: Props) {
  const t = useTranslations('faceFilters');
  const only = chosen.length === 1 ? clips.find((clip) => clip.id === chosen[0])?.name : undefined;
  const words = chosen.length === 0 ? t('everyClip') : (only ?? t('clips', { count: chosen.length }));
  return (
    <Base.Root multiple value={[...chosen]} onValueChange={(next) => onChoose(next as string[])}>
      <Base.Trigger
        aria-label={t('clip')}
        className="inline-flex h-8 max-w-48 min-w-0 items-center gap-2 rounded-md border border-line-strong bg-surface pr-2 pl-2.5 text-sm select-none hover:bg-hover"
      >
        <Film aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        <span className="min-w-0 truncate">{words}</span>
        <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="z-50 outline-none select-none" sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className="max-w-80 min-w-(--anchor-width) rounded-lg border bg-raised p-1 shadow-pop outline-none">
            <Base.List className="max-h-[min(24rem,var(--available-height))] overflow-y-auto">
              {clips.map((clip) => (
                <Base.Item
                  key={clip.id}
                  value={clip.id}
                  className="grid cursor-default grid-cols-[1rem_1fr] items-center gap-2 rounded-md py-1.5 pr-3 pl-2 text-sm outline-none data-highlighted:bg-hover"
                >
                  <Base.ItemIndicator className="col-start-1">
                    <Check aria-hidden className="size-3.5 text-accent-text" />
                  </Base.ItemIndicator>
                  <span className="col-start-2 min-w-0">
                    <Base.ItemText className="block truncate">{clip.name}</Base.ItemText>
                    <span className="block text-xs text-ink-2 tabular">{t('facesOf', { count: countOf(clip) })}</span>
                  </span>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

const countOf = ({ faces }: ClipView): number => faces.kept + faces.unsure + faces.other + faces.rejected;
