'use client';
/** Which faces previews show: as the studio would choose them, or by hand; and the clip one means to convert. */
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { mediaUrls } from '#components/api/media-urls.ts';
import { useClips } from '#components/people/clips/use-clips.ts';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Fold } from '#components/ui/fold.tsx';
import { Problem } from '#components/ui/problem.tsx';
import { Select } from '#components/ui/select.tsx';
import { mostShownFaces, type ShownFacesWish, type Side } from '#core/contract/run.ts';
import type { ShownFacesOffer, ShownFacesQuery } from '#core/contract/shown-faces.ts';
import { ShownFacesPicker } from './shown-faces-picker.tsx';
import { ShownMarks } from './shown-marks.tsx';
import { useShownFacesOffer } from './use-shown-faces.ts';

export interface ShownPerson {
  readonly id: string;
  readonly name: string;
}

interface Props {
  personA: ShownPerson | null;
  personB: ShownPerson | null;
  /** Of which run, or how a new one would divide the faces. */
  division: Pick<ShownFacesQuery, 'runId' | 'heldOutShare' | 'seed'>;
  wish: ShownFacesWish;
  set: (wish: ShownFacesWish) => void;
}

const noClip = 'none';

export function ShownFacesField({ personA, personB, division, wish, set }: Props) {
  const t = useTranslations('training.shown');
  const [isOpen, setIsOpen] = useState(false);
  const { data: clips = [] } = useClips();
  const ready = isOpen && personA && personB;
  const query = ready
    ? { ...division, personA: personA.id, personB: personB.id, ...(wish.clipId !== null && { clipId: wish.clipId }) }
    : null;
  const { data: offer, error } = useShownFacesOffer(query);
  const people = [personA, personB].filter((person) => person !== null);
  const theirs = clips.filter(({ personId, state }) => state === 'ready' && people.some(({ id }) => id === personId));
  return (
    <Fold title={t('title')} onToggle={setIsOpen}>
      {ready ? (
        <div className="flex flex-col gap-5">
          <p className="text-xs text-ink-2">{t('text', { count: mostShownFaces })}</p>
          <Field label={t('clip')} help={t('clipHelp')}>
            <Select
              label={t('clip')}
              value={wish.clipId ?? noClip}
              onChange={(clipId) => set({ ...wish, clipId: clipId === noClip ? null : clipId })}
              items={[
                { value: noClip, label: t('noClip') },
                ...theirs.map(({ id, name, personId }) => ({
                  value: id,
                  label: name,
                  note: people.find((person) => person.id === personId)?.name,
                })),
              ]}
            />
          </Field>
          {error && <Problem error={error} />}
          {(['a', 'b'] as const).map((side) => (
            <ShownSide
              key={side}
              person={side === 'a' ? personA : personB}
              offer={offer?.[side]}
              clipId={wish.clipId}
              chosen={wish[side]}
              onChoose={(ids) => set({ ...wish, [side]: ids })}
            />
          ))}
        </div>
      ) : (
        <p className="text-sm text-ink-2">{t('choosePeople')}</p>
      )}
    </Fold>
  );
}

interface SideProps {
  person: ShownPerson;
  offer: ShownFacesOffer[Side] | undefined;
  clipId: string | null;
  chosen: readonly string[] | null;
  onChoose: (ids: string[] | null) => void;
}

function ShownSide({ person, offer, clipId, chosen, onChoose }: SideProps) {
  const t = useTranslations('training.shown');
  const [isPicking, setIsPicking] = useState(false);
  const heldOut = new Set(offer?.heldOutIds);
  const proposed = offer?.proposed ?? [];
  const ids = chosen ?? proposed.map(({ id }) => id);
  return (
    <section aria-label={person.name} className="flex flex-col gap-2">
      <header className="flex flex-wrap items-center gap-2 text-sm">
        <span className="font-medium">{person.name}</span>
        <span className="text-xs text-ink-2">
          {chosen === null ? t('automatic') : t('chosen', { count: chosen.length, most: mostShownFaces })}
        </span>
        <span className="ml-auto flex gap-2">
          {chosen !== null && (
            <Button type="button" size="small" look="quiet" onClick={() => onChoose(null)}>
              {t('backToAutomatic')}
            </Button>
          )}
          <Button type="button" size="small" aria-expanded={isPicking} onClick={() => setIsPicking(!isPicking)}>
            {isPicking ? t('done') : t('choose')}
          </Button>
        </span>
      </header>
      <ul className="grid grid-cols-7 gap-1 sm:grid-cols-14">
        {ids.map((id) => (
          <li key={id} className="relative overflow-hidden rounded-sm bg-stage">
            {/* biome-ignore lint/performance/noImgElement: the studio's own server gives it in its final size */}
            <img src={mediaUrls.face(id)} alt="" loading="lazy" className="aspect-square w-full" />
            <ShownMarks
              face={proposed.find((face) => face.id === id) ?? { isHeldOut: heldOut.has(id), isOfClip: false }}
            />
          </li>
        ))}
      </ul>
      {isPicking && (
        <ShownFacesPicker person={person} heldOut={heldOut} clipId={clipId} chosen={ids} onChoose={onChoose} />
      )}
    </section>
  );
}
