/** Pictures of faces, scaled to the size they are drawn in: what was seen last stays in memory, a worker brings the rest. */
import { lruCache } from '#components/people/faces/data/lru-cache.ts';
import type { LoadedPicture, WantPictures } from './picture-messages.ts';

export interface PictureStore {
  /** Null while it is not here. One of another size serves until the right one is. */
  get: (id: string) => ImageBitmap | null;
  /** Loads what of these is not here; anything asked before and not named again is let go. */
  want: (faces: readonly { id: string; url: string }[], sizePx: number) => void;
  close: () => void;
}

interface Held {
  readonly url: string;
  readonly sizePx: number;
  readonly bitmap: ImageBitmap | null;
}

/** Some thousand pictures of usual size. */
const maxBytes = 96_000_000;
/** Crops are stored so large; larger would only be more memory. */
const storedPx = 256;

export function openPictureStore(onArrival: (ids: readonly string[]) => void): PictureStore {
  const held = lruCache<Held>({
    maxWeight: maxBytes,
    weigh: ({ sizePx, bitmap }) => (bitmap ? sizePx * sizePx * 4 : 100),
    onDrop: ({ bitmap }) => bitmap?.close(),
  });
  const worker = new Worker(new URL('./picture-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<readonly LoadedPicture[]>) => {
    for (const { id, url, sizePx, bitmap } of data) held.set(id, { url, sizePx, bitmap });
    onArrival(data.map(({ id }) => id));
  };
  return {
    get: (id) => held.get(id)?.bitmap ?? null,
    want: (faces, wishedPx) => {
      const sizePx = Math.min(storedPx, wishedPx);
      const missing = faces.filter(({ id, url }) => {
        const known = held.peek(id);
        return known?.url !== url || known.sizePx !== sizePx;
      });
      worker.postMessage({ sizePx, pictures: missing } satisfies WantPictures);
    },
    close: () => {
      worker.terminate();
      held.clear();
    },
  };
}
