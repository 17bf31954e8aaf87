'use client';
/** How well a conversion went: numbers to choose among, a strip of the one chosen along the clip, and its worst frames. */
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import { RequestError } from '#components/api/client.ts';
import type { PlayerClock } from '#components/conversions/player/compare-player.tsx';
import { useUnits } from '#components/i18n/use-units.ts';
import { Section } from '#components/ui/card.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import type { ConversionView } from '#core/contract/conversion.ts';
import type { ConversionReport, ReportMeasure } from '#core/contract/conversion-report.ts';
import { unlikeShown } from '#core/studio/unlike-shown.ts';
import { DamageNote } from './damage-note.tsx';
import { PersonChoice } from './person-choice.tsx';
import { ReportNumbers } from './report-numbers.tsx';
import { ReportStrip } from './report-strip.tsx';
import { UnlikeNote } from './unlike-note.tsx';
import { useReport } from './use-report.ts';
import { WorstFrames } from './worst-frames.tsx';

interface Props {
  conversion: ConversionView;
  clock: PlayerClock;
}

export function ReportSection({ conversion, clock }: Props) {
  const t = useTranslations('conversionReport');
  const { data, error, isPending } = useReport(conversion.id);
  if (isPending) return <Skeleton className="h-40" />;
  if (data) return <Loaded report={data} conversion={conversion} clock={clock} />;
  if (error instanceof RequestError && error.code === 'not_found')
    return <p className="text-sm text-ink-2">{t('none')}</p>;
  return <Problem error={error} />;
}

function Loaded({ report: whole, conversion, clock }: Props & { report: ConversionReport }) {
  const t = useTranslations('conversionReport');
  const units = useUnits();
  const [person, setPerson] = useState(0);
  const report = useMemo(() => ({ ...whole, ...measuresOf(whole, person) }), [whole, person]);
  const [measure, setMeasure] = useState<ReportMeasure>('flicker');
  return (
    <Section title={t('title')} description={t('frames', report.frames)}>
      <UnlikeNotes report={whole} conversion={conversion} />
      {report.takenOverSeconds !== undefined && (
        <p className="text-sm text-ink-2">
          {t('takenOver', { taken: units.span(report.takenOverSeconds), total: units.span(report.durationSeconds) })}
        </p>
      )}
      <DamageNote damage={report.damage} onShow={clock.seek} />
      <PersonChoice people={whole.people} conversion={conversion} person={person} onChange={setPerson} />
      <ReportStrip report={report} measure={measure} clock={clock} />
      <WorstFrames {...{ report, measure, person }} conversionId={conversion.id} onShow={clock.show} />
      <ReportNumbers report={report} chosen={measure} onChoose={setMeasure} />
    </Section>
  );
}

/** Of a training it is known whose faces it saw; of a model of others it is said. */
function UnlikeNotes({
  report,
  conversion: { model, personBName },
}: Pick<Props, 'conversion'> & { report: ConversionReport }) {
  const likeness = unlikeShown(report.measures);
  if (!model || likeness === undefined) return null;
  return <UnlikeNote modelName={model.name} personName={personBName} likeness={likeness} />;
}

const measuresOf = ({ people, measures }: ConversionReport, person: number): Pick<ConversionReport, 'measures'> => ({
  measures: people[person]?.measures ?? measures,
});
