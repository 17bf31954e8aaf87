'use client';
/** Two handles on a clip's time line; between them lies what is looked through. */
import { Slider as Base } from '@base-ui/react/slider';
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';

interface Props {
  inSeconds: number;
  outSeconds: number;
  durationSeconds: number;
  /** Where the player stands, where there is one. */
  atSeconds: number | null;
  onChange: (end: 'in' | 'out', seconds: number) => void;
}

/** Of the keys: a tenth of a second. */
const stepSeconds = 0.1;

export function TrimRange({ inSeconds, outSeconds, durationSeconds, atSeconds, onChange }: Props) {
  const t = useTranslations('trim');
  const units = useUnits();
  const ends = [
    { end: 'in', label: t('in'), seconds: inSeconds },
    { end: 'out', label: t('out'), seconds: outSeconds },
  ] as const;
  return (
    <Base.Root
      value={[inSeconds, outSeconds]}
      min={0}
      max={durationSeconds}
      step={Math.min(stepSeconds, durationSeconds / 20)}
      largeStep={1}
      thumbCollisionBehavior="none"
      onValueChange={(values, { activeThumbIndex }) => {
        const end = activeThumbIndex === 0 ? 'in' : 'out';
        onChange(end, (values as number[])[activeThumbIndex] ?? 0);
      }}
      className="w-full min-w-0"
    >
      <Base.Control className="flex w-full touch-none items-center py-3 select-none">
        <Base.Track className="h-2 w-full rounded-sm bg-line-strong">
          <Base.Indicator className="rounded-sm bg-accent" />
          {atSeconds !== null && (
            <span
              aria-hidden
              className="absolute -top-1.5 h-5 w-0.5 rounded-full bg-ink"
              style={{ left: `${(Math.min(atSeconds, durationSeconds) / durationSeconds) * 100}%` }}
            />
          )}
          {ends.map(({ end, label, seconds }, index) => (
            <Base.Thumb
              key={end}
              index={index}
              aria-label={label}
              getAriaValueText={() => units.clock(seconds)}
              className="h-6 w-2.5 rounded-sm border border-line-strong bg-white shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
            />
          ))}
        </Base.Track>
      </Base.Control>
    </Base.Root>
  );
}
