'use client';
/** Of whom the report tells, where several faces were swapped: by the face they got, and in how many frames. */
import { useTranslations } from 'next-intl';
import { useDirectionWords } from '#components/conversions/use-direction-words.ts';
import { Segmented } from '#components/ui/segmented.tsx';
import type { ConversionView } from '#core/contract/conversion.ts';
import type { PersonReport } from '#core/contract/conversion-report.ts';

interface Props {
  people: readonly PersonReport[];
  conversion: ConversionView;
  person: number;
  onChange: (person: number) => void;
}

export function PersonChoice({ people, conversion, person, onChange }: Props) {
  const t = useTranslations('conversionReport');
  const direction = useDirectionWords();
  if (people.length === 0) return null;
  return (
    <Segmented
      label={t('person')}
      value={String(person)}
      onChange={(place) => onChange(Number(place))}
      className="self-start max-sm:flex-col"
      choices={people.map(({ otherFace, swapped }, at) => {
        const pair = otherFace === null ? undefined : conversion.otherPairs[otherFace];
        const name = direction(pair ?? conversion, pair?.to ?? conversion.settings.to);
        return { value: String(at), label: t('personOf', { number: at + 1, name, count: swapped }) };
      })}
    />
  );
}
