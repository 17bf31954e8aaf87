/** A person's face: the newest kept one, else their initials. */
import { mediaUrls } from '#components/api/media-urls.ts';
import { classNames } from '#components/ui/class-names.ts';

interface Props {
  person: { name: string; portraitFaceId?: string | null };
  className?: string;
}

export function Portrait({ person, className = 'size-10' }: Props) {
  const frame = classNames('shrink-0 overflow-hidden rounded-lg bg-stage', className);
  return person.portraitFaceId ? (
    // biome-ignore lint/performance/noImgElement: crops come from the studio's own server in their final size
    <img src={mediaUrls.face(person.portraitFaceId)} alt="" className={classNames(frame, 'object-cover')} />
  ) : (
    <span aria-hidden className={classNames(frame, 'flex items-center justify-center text-ink-3')}>
      {initials(person.name)}
    </span>
  );
}

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join('')
    .toLocaleUpperCase();
