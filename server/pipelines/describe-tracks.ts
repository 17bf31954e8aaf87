/**
 * Faces of tracks -> the same faces, each with the identity descriptor of the nearest face of its track that was measured:
 * the first, every tenth after it, and those that jumped. Two measured one after the other also tell whether a track still
 * is of one person; where it is not, its later part becomes a track of its own.
 */
import { likenessOf } from '#core/dataset/likeness.ts';
import { centreOf } from '#core/geometry/box.ts';
import type { FaceInFrame } from '#server/ports/clip-face-models.ts';
import type { FoundFace } from '#server/ports/face-models.ts';

export interface TrackedItem<Item> extends FaceInFrame {
  readonly track: number;
  readonly item: Item;
}

export interface DescribedItem<Item> {
  readonly item: Item;
  /** Numbered anew, from 0 in the order in which tracks are settled. */
  readonly track: number;
  readonly descriptor: Float32Array;
}

/** Two fifths of a second at 25 frames a second: about as long as a head takes to turn. */
export const facesBetweenMeasures = 10;

/** Below this two measured faces of one track are of two people: lower than what it takes to be told apart elsewhere, as turned heads are less alike. */
const stillSameFloor = 0.5;

export class TrackDescriber<Item> {
  readonly #describe: (face: FaceInFrame) => Promise<Float32Array>;
  readonly #open = new Map<number, Span<Item>>();
  readonly #closed: ClosedSpan<Item>[] = [];
  /** From the number a face was followed under to the one it is given out under. */
  readonly #numbers = new Map<number, number>();
  #nextNumber = 0;

  constructor(describe: (face: FaceInFrame) => Promise<Float32Array>) {
    this.#describe = describe;
  }

  /** All faces of one frame, frames in order. A track that is not in the frame has ended. */
  add(faces: readonly TrackedItem<Item>[]): void {
    for (const [track, span] of this.#open) {
      if (!faces.some((face) => face.track === track)) this.#close({ track, span, after: undefined });
    }
    for (const face of faces) this.#addTo(face, this.#open.get(face.track));
  }

  /** What has been settled since the last call, in order within each track. */
  async take(): Promise<DescribedItem<Item>[]> {
    const spans = this.#closed.splice(0);
    const settled: DescribedItem<Item>[] = [];
    for (const span of spans) settled.push(...(await this.#settle(span)));
    return settled;
  }

  /** All tracks have ended. */
  end(): void {
    for (const [track, span] of this.#open) this.#close({ track, span, after: undefined });
  }

  #addTo({ frame, face, track, item }: TrackedItem<Item>, span: Span<Item> | undefined): void {
    if (span && span.items.length < facesBetweenMeasures && !hasJumped(span.last, face)) {
      span.items.push(item);
      span.last = face;
      return;
    }
    const measured = this.#describe({ frame, face });
    measured.catch(() => undefined);
    if (span) this.#close({ track, span, after: measured });
    this.#open.set(track, { measured, items: [item], last: face });
  }

  #close(closed: ClosedSpan<Item>): void {
    this.#closed.push(closed);
    this.#open.delete(closed.track);
  }

  async #settle({ track, span, after }: ClosedSpan<Item>): Promise<DescribedItem<Item>[]> {
    const before = await span.measured;
    const next = after && (await after);
    const number = this.#numbers.get(track) ?? this.#nextNumber++;
    const isSplit = next !== undefined && likenessOf(before, next) < stillSameFloor;
    const laterNumber = isSplit ? this.#nextNumber++ : number;
    if (next) this.#numbers.set(track, laterNumber);
    else this.#numbers.delete(track);
    return span.items.map((item, index) =>
      next && index > span.items.length - index
        ? { item, track: laterNumber, descriptor: next }
        : { item, track: number, descriptor: before },
    );
  }
}

/** From a measured face up to the next. */
interface Span<Item> {
  readonly measured: Promise<Float32Array>;
  readonly items: Item[];
  last: FoundFace;
}

interface ClosedSpan<Item> {
  readonly track: number;
  readonly span: Span<Item>;
  /** The next face measured; undefined where the track has ended. */
  readonly after: Promise<Float32Array> | undefined;
}

/** A head moves by a few hundredths of its width from frame to frame. */
const hasJumped = (before: FoundFace, after: FoundFace): boolean => {
  const [bx, by] = centreOf(before.box);
  const [ax, ay] = centreOf(after.box);
  return Math.hypot(ax - bx, ay - by) > 0.2 * before.box.width;
};
