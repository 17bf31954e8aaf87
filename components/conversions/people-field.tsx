'use client';
/** Who was found in a clip, in pictures: whose face is swapped and whose is left alone. */
import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { mediaUrls } from '#components/api/media-urls.ts';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { ChoiceField } from '#components/ui/field.tsx';
import type { ClusterView } from '#core/contract/face-edit.ts';

interface Props {
  people: readonly ClusterView[];
  /** Whose face a clip is taken to show. */
  personName: string;
  swapped: ReadonlySet<string>;
  onToggle: (clusterId: string) => void;
}

export function PeopleField({ people, personName, swapped, onToggle }: Props) {
  const t = useTranslations('conversions.people');
  return (
    <ChoiceField label={t('title')} help={helpOf({ t, people, personName, swapped })}>
      {people.length > 0 && (
        <ul aria-label={t('title')} className="flex max-h-60 flex-wrap gap-2 overflow-y-auto">
          {people.map((person) => (
            <li key={person.id} className="flex max-sm:w-full">
              <PersonButton
                person={person}
                personName={personName}
                swapped={swapped.has(person.id)}
                onToggle={() => onToggle(person.id)}
              />
            </li>
          ))}
        </ul>
      )}
    </ChoiceField>
  );
}

const helpOf = ({ t, people, personName, swapped }: Omit<Props, 'onToggle'> & { t: Words }): string => {
  if (people.length === 0) return t('unseen', { name: personName });
  return swapped.size === 0 ? t('nobody') : t('help');
};

type Words = ReturnType<typeof useTranslations<'conversions.people'>>;

const tones: Record<ClusterView['zone'], Tone> = { match: 'good', ask: 'warn', other: 'neutral' };

function PersonButton({
  person: { zone, faceCount, faceIds },
  personName,
  swapped,
  onToggle,
}: {
  person: ClusterView;
  personName: string;
  swapped: boolean;
  onToggle: () => void;
}) {
  const t = useTranslations('conversions.people');
  const who = t(`who.${zone}`, { name: personName });
  return (
    <button
      type="button"
      aria-pressed={swapped}
      aria-label={t('label', { who, count: faceCount })}
      onClick={onToggle}
      className={classNames(
        'flex items-center gap-2.5 rounded-lg border bg-surface p-1.5 pr-3 text-left hover:bg-hover max-sm:grow',
        swapped && 'border-accent bg-accent-soft hover:bg-accent-soft',
      )}
    >
      <Portrait faceId={faceIds[0]} />
      <span className="flex flex-col items-start gap-1">
        <span className="flex items-center gap-1 text-sm font-medium">
          {swapped && <Check aria-hidden className="size-3.5 text-accent-text" />}
          {swapped ? t('swapped') : t('alone')}
        </span>
        <Badge tone={tones[zone]}>{who}</Badge>
        <span className="text-2xs text-ink-2 tabular">{t('faces', { count: faceCount })}</span>
      </span>
    </button>
  );
}

function Portrait({ faceId }: { faceId: string | undefined }) {
  if (faceId === undefined) return <span aria-hidden className="size-16 rounded-md bg-hover" />;
  return (
    // biome-ignore lint/performance/noImgElement: crops come from the studio's own server
    <img
      src={mediaUrls.face(faceId)}
      alt=""
      loading="lazy"
      decoding="async"
      className="size-16 rounded-md bg-hover object-cover"
    />
  );
}
