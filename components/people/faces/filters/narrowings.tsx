'use client';
/** What the view is narrowed to beside states and measures, each to be let go: one identity, one track, near-duplicates, likeness to faces. */
import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { mediaUrls } from '#components/api/media-urls.ts';
import type { FaceView } from '#components/people/faces/face-view.ts';
import type { ClipView } from '#core/contract/clip.ts';

interface Props {
  view: FaceView;
  onView: (view: FaceView) => void;
  clips: readonly ClipView[];
}

export function Narrowings({ view, onView, clips }: Props) {
  const t = useTranslations('faceFilters');
  const { clusterId, track, twinsOf, similarTo } = view;
  const isSimilar = view.sort === 'similarity';
  if (!clusterId && !track && !twinsOf && !isSimilar) return null;
  return (
    <ul className="flex flex-wrap items-center gap-1.5" aria-label={t('narrowedTo')}>
      {isSimilar && (
        <Narrowing
          words={t('similarTo', { count: similarTo.length })}
          faces={similarTo}
          onClear={() => onView({ ...view, sort: 'time', descending: false, similarTo: [] })}
        />
      )}
      {clusterId && <Narrowing words={t('cluster')} onClear={() => onView({ ...view, clusterId: null })} />}
      {track && (
        <Narrowing
          words={t('track', {
            clip: clips.find(({ id }) => id === track.clipId)?.name ?? '',
            number: track.number + 1,
          })}
          onClear={() => onView({ ...view, track: null })}
        />
      )}
      {twinsOf && <Narrowing words={t('twins')} faces={[twinsOf]} onClear={() => onView({ ...view, twinsOf: null })} />}
    </ul>
  );
}

/** As many pictures as say what it is about. */
const mostPictures = 4;

function Narrowing({
  words,
  faces = [],
  onClear,
}: {
  words: ReactNode;
  faces?: readonly string[];
  onClear: () => void;
}) {
  const t = useTranslations('faceFilters');
  return (
    <li className="inline-flex h-7 max-w-full items-center gap-1.5 rounded-md bg-accent-soft pr-1 pl-2 text-xs font-medium text-accent-text">
      {faces.slice(0, mostPictures).map((id) => (
        // biome-ignore lint/performance/noImgElement: crops come from the studio's own server
        <img key={id} src={mediaUrls.face(id)} alt="" className="-ml-0.5 size-5 rounded-sm object-cover" />
      ))}
      <span className="truncate">{words}</span>
      <button type="button" aria-label={t('letGo')} onClick={onClear} className="rounded-sm p-0.5 hover:bg-hover">
        <X aria-hidden className="size-3.5" />
      </button>
    </li>
  );
}
