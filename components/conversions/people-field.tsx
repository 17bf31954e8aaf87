'use client';
/** Who was found in a clip, in pictures: each gets the conversion's face, that of another pair, or is left alone. */
import { useTranslations } from 'next-intl';
import { mediaUrls } from '#components/api/media-urls.ts';
import { Badge, type Tone } from '#components/ui/badge.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { ChoiceField } from '#components/ui/field.tsx';
import { Select } from '#components/ui/select.tsx';
import type { ClusterView } from '#core/contract/face-edit.ts';

interface Props {
  people: readonly ClusterView[];
  /** Whose face a clip is taken to show. */
  personName: string;
  /** Who gets which: `own`, `alone`, or an id among `pairs`. */
  faces: ReadonlyMap<string, string>;
  /** What the conversion's own pair shows. */
  ownFace: string;
  pairs: readonly OtherPair[];
  onChange: (clusterId: string, face: string) => void;
}

/** A trained pair in one direction. */
export interface OtherPair {
  readonly id: string;
  readonly label: string;
  readonly note: string;
  /** Whether it replaces the face of the clip's person. */
  readonly replacesOwner: boolean;
}

export function PeopleField({ people, personName, faces, ownFace, pairs, onChange }: Props) {
  const t = useTranslations('conversions.people');
  return (
    <ChoiceField label={t('title')} help={helpOf({ t, people, personName, faces })}>
      {people.length > 0 && (
        <ul aria-label={t('title')} className="flex max-h-72 flex-col gap-2 overflow-y-auto">
          {people.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              personName={personName}
              face={faces.get(person.id) ?? 'alone'}
              choices={[
                { value: 'alone', label: t('alone') },
                { value: 'own', label: ownFace },
                ...pairs
                  .filter(({ replacesOwner }) => person.zone === 'ask' || replacesOwner === (person.zone === 'match'))
                  .map(({ id, label, note }) => ({ value: id, label, note })),
              ]}
              onChange={(face) => onChange(person.id, face)}
            />
          ))}
        </ul>
      )}
    </ChoiceField>
  );
}

const helpOf = ({
  t,
  people,
  personName,
  faces,
}: Pick<Props, 'people' | 'personName' | 'faces'> & { t: Words }): string => {
  if (people.length === 0) return t('unseen', { name: personName });
  return [...faces.values()].includes('own') ? t('help', { name: personName }) : t('nobody');
};

type Words = ReturnType<typeof useTranslations<'conversions.people'>>;

const tones: Record<ClusterView['zone'], Tone> = { match: 'good', ask: 'warn', other: 'neutral' };

function PersonRow({
  person: { zone, faceCount, faceIds },
  personName,
  face,
  choices,
  onChange,
}: {
  person: ClusterView;
  personName: string;
  face: string;
  choices: readonly { value: string; label: string; note?: string }[];
  onChange: (face: string) => void;
}) {
  const t = useTranslations('conversions.people');
  const who = t(`who.${zone}`, { name: personName });
  return (
    <li
      className={classNames(
        'flex items-center gap-3 rounded-lg border bg-surface p-1.5 pr-3',
        face !== 'alone' && 'border-accent bg-accent-soft',
      )}
    >
      <Portrait faceId={faceIds[0]} />
      <div className="flex min-w-0 flex-1 flex-col gap-1.5 sm:flex-row sm:items-center sm:gap-3">
        <span className="flex items-center gap-2 sm:w-32 sm:flex-col sm:items-start sm:gap-1">
          <Badge tone={tones[zone]}>{who}</Badge>
          <span className="text-2xs text-ink-2 tabular">{t('faces', { count: faceCount })}</span>
        </span>
        <div className="min-w-0 flex-1">
          <Select
            label={t('label', { who, count: faceCount })}
            value={face}
            onChange={onChange}
            placeholder={t('alone')}
            items={choices}
            className="w-full"
          />
        </div>
      </div>
    </li>
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
