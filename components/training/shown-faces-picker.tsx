'use client';
/** A person's kept faces, a page at a time, to choose those that previews show. */
import { Check, ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { mediaUrls } from '#components/api/media-urls.ts';
import { classNames } from '#components/ui/class-names.ts';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Select } from '#components/ui/select.tsx';
import type { FaceSort } from '#core/contract/face-query.ts';
import { mostShownFaces } from '#core/contract/run.ts';
import type { ShownPerson } from './shown-faces-field.tsx';
import { ShownMarks } from './shown-marks.tsx';
import { useKeptFaces } from './use-shown-faces.ts';

const pageSize = 40;
const sorts = ['time', 'yaw', 'pitch', 'mouth', 'eyes', 'exposure', 'sharpness'] as const satisfies FaceSort[];
type Part = 'all' | 'heldOut' | 'clip';

interface Props {
  person: ShownPerson;
  heldOut: ReadonlySet<string>;
  clipId: string | null;
  chosen: readonly string[];
  onChoose: (ids: string[]) => void;
}

export function ShownFacesPicker({ person, heldOut, clipId, chosen, onChoose }: Props) {
  const t = useTranslations('training.shown');
  const [sort, setSort] = useState<(typeof sorts)[number]>('time');
  const [part, setPart] = useState<Part>('all');
  const [page, setPage] = useState(0);
  const clipIds = part === 'clip' && clipId !== null ? [clipId] : [];
  const { data: all = [] } = useKeptFaces({ personId: person.id, sort, clipIds, enabled: true });
  const ids = part === 'heldOut' ? all.filter((id) => heldOut.has(id)) : all;
  const pages = Math.max(1, Math.ceil(ids.length / pageSize));
  const shownPage = Math.min(page, pages - 1);
  const isFull = chosen.length >= mostShownFaces;
  const toggle = (id: string) => {
    const rest = chosen.filter((other) => other !== id);
    if (rest.length === chosen.length) onChoose([...chosen, id]);
    else if (rest.length > 0) onChoose(rest);
  };
  return (
    <div className="flex flex-col gap-2 rounded-lg border p-2">
      <div className="flex flex-wrap items-center gap-2">
        <Segmented<Part>
          label={t('part')}
          value={part}
          onChange={(next) => {
            setPart(next);
            setPage(0);
          }}
          choices={[
            { value: 'all', label: t('parts.all') },
            { value: 'heldOut', label: t('parts.heldOut'), disabled: heldOut.size === 0 },
            { value: 'clip', label: t('parts.clip'), disabled: clipId === null },
          ]}
        />
        <Select
          label={t('sort')}
          value={sort}
          onChange={setSort}
          items={sorts.map((value) => ({ value, label: t(`sorts.${value}`) }))}
        />
        <span className="ml-auto flex items-center gap-1 text-xs text-ink-2 tabular">
          <IconButton label={t('earlierPage')} disabled={shownPage === 0} onClick={() => setPage(shownPage - 1)}>
            <ChevronLeft aria-hidden />
          </IconButton>
          {t('page', { page: shownPage + 1, pages })}
          <IconButton label={t('laterPage')} disabled={shownPage >= pages - 1} onClick={() => setPage(shownPage + 1)}>
            <ChevronRight aria-hidden />
          </IconButton>
        </span>
      </div>
      <ul aria-label={t('facesOf', { name: person.name })} className="grid grid-cols-5 gap-1 sm:grid-cols-10">
        {ids.slice(shownPage * pageSize, (shownPage + 1) * pageSize).map((id, index) => {
          const isChosen = chosen.includes(id);
          const number = shownPage * pageSize + index + 1;
          return (
            <li key={id}>
              <button
                type="button"
                aria-pressed={isChosen}
                aria-label={t(heldOut.has(id) ? 'faceHeldOut' : 'face', { number })}
                disabled={isFull && !isChosen}
                onClick={() => toggle(id)}
                className={classNames(
                  'relative block w-full overflow-hidden rounded-sm bg-stage outline-offset-1 disabled:opacity-40',
                  isChosen && 'ring-2 ring-accent',
                )}
              >
                {/* biome-ignore lint/performance/noImgElement: the studio's own server gives it in its final size */}
                <img src={mediaUrls.face(id)} alt="" loading="lazy" className="aspect-square w-full" />
                {isChosen && (
                  <Check
                    aria-hidden
                    className="absolute right-0.5 bottom-0.5 size-4 rounded-full bg-surface p-0.5 text-accent-text"
                  />
                )}
                <ShownMarks face={{ isHeldOut: heldOut.has(id), isOfClip: part === 'clip' }} />
              </button>
            </li>
          );
        })}
      </ul>
      {isFull && <p className="text-xs text-ink-2">{t('full', { most: mostShownFaces })}</p>}
    </div>
  );
}
