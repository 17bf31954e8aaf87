/**
 * Frames -> the same with the faces of one person or of several swapped: one pass a person, each over what the one before
 * gives, so that faces which stand side by side are followed apart. The frames flow through all passes at once.
 */
import type { WantedPerson } from '#core/dataset/wanted-person.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import type { Looks } from './known-looks.ts';
import { type SwapFacesOptions, type SwappedFrame, swapFaces } from './swap-faces.ts';

export interface SwapPeopleOptions extends Omit<SwapFacesOptions, 'person' | 'look'> {
  /** null stands for whoever has the largest face that is seen first. */
  readonly people: readonly (WantedPerson | null)[];
  /** Of each of them. */
  readonly looks?: Looks;
}

/** Of several faces in a frame, what is told is told of the first person's. */
export interface SwappedPeople extends SwappedFrame {
  /** Whose face is told of, by place in `people`; undefined where none was swapped. */
  readonly person: number | undefined;
}

export async function* swapPeople({
  people,
  looks = [],
  ...options
}: SwapPeopleOptions): AsyncGenerator<SwappedPeople> {
  const [first = null, ...rest] = people;
  const begun = told(swapFaces({ ...options, person: first, look: looks[0] }));
  yield* rest.reduce(
    (before, person, at) => swapAlso(before, { ...options, person, look: looks[at + 1] }, at + 1),
    begun,
  );
}

async function* told(frames: AsyncIterable<SwappedFrame>): AsyncGenerator<SwappedPeople> {
  for await (const item of frames) yield { ...item, person: item.face && 0 };
}

/** Tracks are counted from nothing in every pass; none has so many. */
const tracksApart = 2 ** 24;

async function* swapAlso(
  before: AsyncIterable<SwappedPeople>,
  options: SwapFacesOptions,
  person: number,
): AsyncGenerator<SwappedPeople> {
  const earlier = new Map<VideoFrame, SwappedPeople>();
  const frames = async function* () {
    for await (const item of before) {
      earlier.set(item.frame, item);
      yield item.frame;
    }
  };
  for await (const item of swapFaces({ ...options, frames: frames() })) {
    const swapped = earlier.get(item.frame) as SwappedPeople;
    earlier.delete(item.frame);
    // The copy of the first pass is the one of the frame as it was read.
    if (swapped.face && item.face) options.originals?.giveBack(item.original);
    if (swapped.face) yield swapped;
    else if (item.face)
      yield { ...item, face: { ...item.face, track: item.face.track + person * tracksApart }, person };
    else yield isSeen(item) ? { ...item, person: undefined } : swapped;
  }
}

const isSeen = ({ absence }: SwappedFrame): boolean => absence === 'anotherPerson';
