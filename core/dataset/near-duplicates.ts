/**
 * Near-duplicates: faces of one track that look the same, grouped as they are found. Each face is compared with the
 * track's latest groups only, so a clip of any length takes little time and the memory of a few pictures a track.
 */
import type { FaceQuality } from '#core/contract/face.ts';
import type { RgbImage } from '#core/pixels/image.ts';
import { type FaceSignature, looksTheSame, signatureOf } from './face-signature.ts';

export interface TwinCandidate extends Omit<FaceQuality, 'exposure'> {
  readonly id: string;
  readonly track: number;
  readonly sharpness: number;
  readonly crop: RgbImage;
}

export interface TwinFinder {
  /** Faces of one track in order of time; tracks may be mixed. */
  add(face: TwinCandidate): void;
  /** From each face that has a better near-duplicate to that one. */
  twins(): Map<string, string>;
}

export const findTwins = (): TwinFinder => {
  const tracks = new Map<number, Group[]>();
  const groupOf = new Map<string, Group>();
  return {
    add: (face) => {
      const groups = tracks.get(face.track) ?? [];
      const signature = signatureOf(face);
      // From the latest on: a face mostly looks like the one before it.
      const known = groups.findLast((group) => belongs(group, signature));
      const group = known ?? { first: signature, best: signature, bestId: face.id, bestQuality: -1 };
      if (qualityOf(face) > group.bestQuality) {
        Object.assign(group, { best: signature, bestId: face.id, bestQuality: qualityOf(face) });
      }
      groupOf.set(face.id, group);
      if (known) return;
      // Of a group fallen out of the window only the name of its best face is kept.
      for (const old of groups.splice(0, groups.length - window + 1)) old.first = old.best = undefined;
      touch(tracks, face.track, [...groups, group]);
    },
    twins: () => {
      const better = [...groupOf].filter(([id, { bestId }]) => id !== bestId);
      return new Map(better.map(([id, { bestId }]) => [id, bestId]));
    },
  };
};

interface Group {
  /** Undefined once nothing is compared with it any more. */
  first: FaceSignature | undefined;
  best: FaceSignature | undefined;
  bestId: string;
  bestQuality: number;
}

/** Groups of a track that a face is compared with. */
const window = 24;

/** Tracks whose pictures are kept: more heads are not seen at once, and tracks that ended need none. */
const tracksKept = 64;

const touch = (tracks: Map<number, Group[]>, track: number, groups: Group[]): void => {
  tracks.delete(track);
  tracks.set(track, groups);
  const [oldest] = tracks.keys();
  if (tracks.size > tracksKept && oldest !== undefined) tracks.delete(oldest);
};

/** Like the best, and like the first: a slow turn must not draw a group along from face to face. */
const belongs = ({ first, best }: Group, signature: FaceSignature): boolean =>
  first !== undefined && best !== undefined && looksTheSame(best, signature) && looksTheSame(first, signature);

const qualityOf = ({ sharpness, covered }: TwinCandidate): number => sharpness * (1 - covered);
