'use client';
/** The clip, from where the face is. */
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { mediaUrls } from '#components/api/media-urls.ts';
import type { ClipView } from '#core/contract/clip.ts';

export function ClipPlayer({ clip, timeSeconds }: { clip: ClipView; timeSeconds: number }) {
  const t = useTranslations('facePanel');
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  const src = clip.hasProxy ? mediaUrls.proxy(clip.id) : clip.playable ? mediaUrls.clip(clip.id) : null;
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    const seek = () => {
      element.currentTime = timeSeconds;
    };
    if (element.readyState >= HTMLMediaElement.HAVE_METADATA) seek();
    element.addEventListener('loadedmetadata', seek);
    return () => element.removeEventListener('loadedmetadata', seek);
  }, [timeSeconds]);
  if (!src || failed)
    return <p className="grid size-full place-items-center p-4 text-center text-xs text-ink-2">{t('notPlayable')}</p>;
  return (
    <video
      ref={video}
      src={src}
      controls
      autoPlay
      muted
      playsInline
      onError={() => setFailed(true)}
      aria-label={t('video', { name: clip.name })}
      className="size-full rounded-md bg-black"
    />
  );
}

/** Whether there is anything to play. */
export const canPlay = (clip: ClipView): boolean => clip.kind === 'video' && (clip.playable || clip.hasProxy);
