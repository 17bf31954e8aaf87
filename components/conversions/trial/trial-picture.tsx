'use client';
/** One half of a trial's picture: the result, or the original while it is asked for. */
import { useTranslations } from 'next-intl';
import { classNames } from '#components/ui/class-names.ts';
import type { Trial } from './use-trial.ts';

export function TrialPicture({ trial: { picture, pending }, isOriginal }: { trial: Trial; isOriginal: boolean }) {
  const t = useTranslations('trial');
  return (
    <div
      className="relative grid min-h-48 place-items-center overflow-hidden rounded-lg bg-stage"
      aria-busy={pending}
      data-took-ms={picture && Math.round(picture.tookMs)}
    >
      {picture ? (
        <div className="w-full overflow-hidden">
          {/* biome-ignore lint/performance/noImgElement: drawn this moment, and gone with the next setting */}
          <img
            src={picture.src}
            alt={t(isOriginal ? 'original' : `outcome.${picture.outcome}`)}
            className={classNames('w-[200%] max-w-none', !isOriginal && '-translate-x-1/2')}
          />
        </div>
      ) : (
        <p className="p-6 text-center text-sm text-ink-2">{t('first')}</p>
      )}
      {picture && (isOriginal || picture.outcome !== 'swapped') && (
        <span className="absolute top-2 left-2 rounded-sm bg-black/55 px-1.5 py-0.5 text-2xs text-white">
          {t(isOriginal ? 'original' : `outcome.${picture.outcome}`)}
        </span>
      )}
    </div>
  );
}
