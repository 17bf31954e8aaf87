/**
 * Frames -> the same with the faces of one person or of several swapped: one pass a person, each over what the one before
 * gives, so that faces which stand side by side are followed apart. The frames flow through all passes at once.
 */
import type { WantedPerson } from '#core/dataset/wanted-person.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import type { FacePredictor } from '#server/ports/autoencoder-engine.ts';
import type { Looks } from './known-looks.ts';
import { type SwapFacesOptions, type SwapGoingOn, type SwappedFrame, swapFaces } from './swap-faces.ts';

export interface SwapPeopleOptions extends Omit<SwapFacesOptions, 'person' | 'look' | 'going'> {
  /** null stands for whoever has the largest face that is seen first. */
  readonly people: readonly (WantedPerson | null)[];
  /** Of each of them. */
  readonly looks?: Looks;
  /** By place in `people`, of those whom another model draws than `predictor`. */
  readonly predictors?: ReadonlyMap<number, FacePredictor>;
  readonly going?: (person: number) => SwapGoingOn;
}

/** Of several faces in a frame, `face` and `laid` are the first person's. */
export interface SwappedPeople extends SwappedFrame {
  /** All that were swapped, in the order of the people. */
  readonly faces: readonly PersonFace[];
}

export interface PersonFace extends Required<Pick<SwappedFrame, 'face' | 'laid'>> {
  /** Place in `people`. */
  readonly person: number;
}

/** A frame as it would be were one person alone swapped. */
export const faceOf = (item: SwappedPeople, person: number): SwappedFrame => {
  const found = item.faces.find((each) => each.person === person);
  return { ...item, face: found?.face, laid: found?.laid };
};

export async function* swapPeople({
  people,
  looks = [],
  predictors,
  going,
  ...options
}: SwapPeopleOptions): AsyncGenerator<SwappedPeople> {
  const passOf = (person: WantedPerson | null, at: number) => ({
    ...options,
    ...{ person, look: looks[at], predictor: predictors?.get(at) ?? options.predictor, going: going?.(at) },
  });
  const [first = null, ...rest] = people;
  const begun = told(swapFaces(passOf(first, 0)));
  yield* rest.reduce((before, person, at) => swapAlso(before, passOf(person, at + 1), at + 1), begun);
}

async function* told(frames: AsyncIterable<SwappedFrame>): AsyncGenerator<SwappedPeople> {
  for await (const item of frames) yield { ...item, faces: facesOf(item, 0) };
}

const facesOf = ({ face, laid }: SwappedFrame, person: number): PersonFace[] => (face ? [{ person, face, laid }] : []);

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
  for await (const pass of swapFaces({ ...options, frames: frames() })) {
    const swapped = earlier.get(pass.frame) as SwappedPeople;
    earlier.delete(pass.frame);
    const { face } = pass;
    const item = { ...pass, face: face && { ...face, track: face.track + person * tracksApart } };
    const faces = [...swapped.faces, ...facesOf(item, person)];
    // The copy of the first pass is the one of the frame as it was read.
    if (swapped.face && face) options.originals?.giveBack(item.original);
    if (swapped.face) yield { ...swapped, faces };
    else if (face || isSeen(item)) yield { ...item, faces };
    else yield swapped;
  }
}

const isSeen = ({ absence }: SwappedFrame): boolean => absence === 'anotherPerson';
