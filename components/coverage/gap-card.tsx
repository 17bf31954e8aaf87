'use client';
/** One thing that is missing: in a sentence, in pictures, what will come of it, and what to do. */
import { useTranslations } from 'next-intl';
import { mediaUrls } from '#components/api/media-urls.ts';
import { Badge } from '#components/ui/badge.tsx';
import { ButtonLink } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import type { CoverageDirection, CoverageGap } from '#core/contract/coverage.ts';
import { setAsideHref, targetHref } from './gap-links.ts';
import { useGapSentence, useGapWords } from './use-gap-words.ts';

interface Props {
  gap: CoverageGap;
  direction: CoverageDirection;
}

export function GapCard({ gap, direction }: Props) {
  const t = useTranslations('coverage');
  const sentence = useGapSentence();
  const words = useGapWords();
  const { drawn } = direction;
  return (
    <li className="min-w-0">
      <Card className="flex h-full flex-col gap-3 p-4">
        <div className="flex items-start justify-between gap-3">
          <p className="font-medium text-pretty">{sentence(direction, gap)}</p>
          <Badge tone="warn" className="mt-0.5 tabular">
            {t('lost', { points: Math.max(1, Math.round(gap.loss)) })}
          </Badge>
        </div>
        <Examples gap={gap} direction={direction} />
        <p className="text-sm text-pretty text-ink-2">
          {t(`expect.${gap.axis}`)} {t('advice', { drawn: drawn.name, what: words(gap) })}
        </p>
        <div className="mt-auto flex flex-wrap gap-2">
          <ButtonLink size="small" href={targetHref(direction, gap)}>
            {t('showTarget')}
          </ButtonLink>
          {gap.setAside > 0 && (
            <ButtonLink size="small" href={setAsideHref(direction, gap)}>
              {t('showSetAside', { count: gap.setAside, drawn: drawn.name })}
            </ButtonLink>
          )}
        </div>
      </Card>
    </li>
  );
}

function Examples({ gap, direction: { performer, drawn } }: Props) {
  const t = useTranslations('coverage');
  return (
    <figure className="flex flex-col gap-1.5">
      <ul className="grid grid-cols-6 gap-1">
        {gap.examples.map(({ faceId, nearestFaceId }) => (
          <li key={faceId} className="flex flex-col gap-1">
            <Picture faceId={faceId} alt={t('example', { performer: performer.name })} />
            {nearestFaceId ? (
              <Picture faceId={nearestFaceId} alt={t('nearest', { drawn: drawn.name })} />
            ) : (
              <span className="flex aspect-square items-center justify-center rounded-sm border border-dashed border-line-strong text-2xs text-ink-3">
                {t('noNearest')}
              </span>
            )}
          </li>
        ))}
      </ul>
      <figcaption className="text-xs text-ink-2">
        {t('exampleText', { performer: performer.name, drawn: drawn.name })}
      </figcaption>
    </figure>
  );
}

function Picture({ faceId, alt }: { faceId: string; alt: string }) {
  return (
    // biome-ignore lint/performance/noImgElement: crops come from the studio's own server in their final size
    <img
      src={mediaUrls.face(faceId)}
      alt={alt}
      loading="lazy"
      className="aspect-square w-full rounded-sm bg-stage object-cover"
    />
  );
}
