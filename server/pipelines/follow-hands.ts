/**
 * Frames with a face -> the same with the hands before it or beside it, each under the number of its track. The model that lays
 * the points of a hand also says whether there is one: squares around the face are shown to it now and then, and hands seen
 * are followed from frame to frame between. A hand that a look finds new is followed backwards to the look before.
 */
import { type Box, boxAround, centreOf } from '#core/geometry/box.ts';
import { knuckles, palmLength, squareAroundHand } from '#core/geometry/hand-points.ts';
import type { FrameSquare } from '#core/geometry/input-square.ts';
import { type FramePoint, framePoint } from '#core/geometry/point.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import type { HandModels, SeenHand } from '#server/ports/hand-models.ts';
import { inWindows } from './in-windows.ts';
import type { SteadyFrame } from './steady-faces.ts';
import type { GoingOn } from './track-person.ts';

export interface FollowedHand {
  readonly points: readonly FramePoint[];
  readonly track: number;
}

export type WithHands<Item extends SteadyFrame> = Item & { readonly hands: readonly FollowedHand[] };

/** What is known of hands behind a frame. Plain data. */
export interface HandState {
  readonly live: readonly FollowedHand[];
  /** Of the face that they are beside; -1 where there is none. */
  readonly faceTrack: number;
  /** Frames; infinite where nobody has looked yet. */
  readonly sinceLook: number;
  readonly nextTrack: number;
}

/** Points that no longer tremble: a quarter each of what is seen just before and after. */
export async function* steadyHands<Item extends SteadyFrame>(
  frames: AsyncIterable<Item>,
  models: HandModels,
  going?: GoingOn<HandState>,
): AsyncGenerator<WithHands<Item>> {
  for await (const { middle, window } of inWindows(followHands(frames, models, going), 1)) {
    const [before, , after] = window;
    const of = (item: WithHands<Item> | undefined, track: number) =>
      item?.hands.find((hand) => hand.track === track)?.points;
    yield {
      ...middle,
      hands: middle.hands.map(({ points, track }) => ({
        track,
        points: steadied(points, of(before, track), of(after, track)),
      })),
    };
  }
}

type Points = readonly FramePoint[];

const steadied = (points: Points, before: Points | undefined, after: Points | undefined): Points => {
  if (!before || !after) return points;
  const mean = (at: number, axis: 0 | 1): number =>
    ((before[at] as FramePoint)[axis] + 2 * (points[at] as FramePoint)[axis] + (after[at] as FramePoint)[axis]) / 4;
  return points.map((_, at) => framePoint(mean(at, 0), mean(at, 1)));
};

/** As many frames are held between two looks: a look costs as much as following ten hands. */
const framesBetweenLooks = 6;

/**
 * A look may show a hand ill cut: what may be one is cut again around itself. Of 36 real hands passed before faces the surest
 * square said 0.09 to 0.25 of four, and above 0.8 once these were cut again; of free faces most squares say less than 0.1.
 */
const likelyFloor = 0.15;
/** Of faces with nothing before them none came above 0.5; of hands that hold still few lie below 0.8. */
const foundFloor = 0.7;
/** A hand that was there a frame ago is blurred where it moves. */
const followFloor = 0.5;

const nothingSeen: HandState = { live: [], faceTrack: -1, sinceLook: Number.POSITIVE_INFINITY, nextTrack: 0 };

async function* followHands<Item extends SteadyFrame>(
  frames: AsyncIterable<Item>,
  models: HandModels,
  going?: GoingOn<HandState>,
): AsyncGenerator<WithHands<Item>> {
  let held: WithHands<Item>[] = [];
  let state = going?.from ?? nothingSeen;
  for await (const item of frames) {
    const faceTrack = item.face?.track ?? -1;
    if (faceTrack !== state.faceTrack) {
      yield* held;
      [held, state] = [[], { ...nothingSeen, faceTrack, nextTrack: state.nextTrack }];
    }
    const { fresh, ...next } = await seeHands(models, item, state);
    state = next;
    going?.note(item.frame, state);
    const seen = { ...item, hands: state.live };
    if (item.face && state.sinceLook > 0) {
      held.push(seen);
      continue;
    }
    await followBack(models, held, fresh);
    yield* held;
    held = [];
    yield seen;
  }
  yield* held;
}

/** Those that were there are followed; where it is time, or one was lost, others are looked for. */
const seeHands = async (
  models: HandModels,
  { frame, face }: SteadyFrame,
  state: HandState,
): Promise<HandState & { readonly fresh: readonly FollowedHand[] }> => {
  if (!face) return { ...state, fresh: [] };
  const head = boxAround(face.mesh);
  const live = await followAll(models, { frame, head, hands: state.live });
  const isLost = live.length < state.live.length;
  const sinceLook = state.sinceLook + 1;
  if (sinceLook < framesBetweenLooks && !isLost) return { ...state, live, sinceLook, fresh: [] };
  const found = await lookAround(models, { frame, head, known: live });
  const fresh = found.map((points, at) => ({ points, track: state.nextTrack + at }));
  const nextTrack = state.nextTrack + fresh.length;
  return { ...state, live: [...live, ...fresh], sinceLook: 0, nextTrack, fresh };
};

interface Follow {
  readonly frame: VideoFrame;
  /** The face's mesh lies in it. */
  readonly head: Box;
  readonly hands: readonly FollowedHand[];
}

const followAll = async (models: HandModels, { frame, head, hands }: Follow): Promise<FollowedHand[]> => {
  const seen = await models.measure(hands.map(({ points }) => ({ frame, square: squareAroundHand(points) })));
  const followed: FollowedHand[] = [];
  seen.forEach(({ score, points }, at) => {
    const { track } = hands[at] as FollowedHand;
    // Two tracks that come to lie on one hand are one: the elder keeps it.
    if (score < followFloor || !isOfSize(points, head) || !isNear(points, head)) return;
    if (!followed.some((other) => isSameHand(other.points, points))) followed.push({ points, track });
  });
  return followed;
};

interface Look {
  readonly frame: VideoFrame;
  readonly head: Box;
  readonly known: readonly FollowedHand[];
}

const lookAround = async (models: HandModels, { frame, head, known }: Look): Promise<Points[]> => {
  const measure = (squares: readonly FrameSquare[]): Promise<SeenHand[]> =>
    models.measure(squares.map((square) => ({ frame, square })));
  const isFresh = ({ score, points }: SeenHand): boolean =>
    score >= likelyFloor && !known.some((hand) => isSameHand(hand.points, points));
  const around = (await measure(squaresAround(head))).filter(isFresh);
  const first = distinct(around);
  const beside = (await measure([...first, ...known].flatMap(({ points }) => squaresBeside(points)))).filter(isFresh);
  const fine = await measure(distinct([...first, ...beside]).map(({ points }) => squareAroundHand(points)));
  const finer = await measure(distinct(fine).map(({ points }) => squareAroundHand(points)));
  const sure = finer.filter(({ score, points }) => score >= foundFloor && isOfSize(points, head));
  return distinct(sure)
    .map(({ points }) => points)
    .filter((points) => !known.some((hand) => isSameHand(hand.points, points)));
};

/** Surest first. */
const distinct = (hands: readonly SeenHand[]): SeenHand[] => {
  const sorted = [...hands].sort((a, b) => b.score - a.score);
  return sorted.filter(({ points }, at) => !sorted.slice(0, at).some((surer) => isSameHand(surer.points, points)));
};

/** Middles in sides of the face's box from its middle, and sides in the same: what hands that touch a face were found by. */
const squaresAround = (head: Box): FrameSquare[] => {
  const side = Math.max(head.width, head.height);
  const [x, y] = centreOf(head);
  return places.map(([right, down, size]) => ({
    centre: framePoint(x + right * side, y + down * side),
    side: size * side,
    turn: 0,
  }));
};

const places = [
  [0, 0, 1.6],
  [-0.3, 0.2, 1.6],
  [0.3, 0.2, 1.6],
  [0, 0.5, 1.6],
  [-0.5, 1, 1.3],
  [0, 1, 1.3],
  [0.5, 1, 1.3],
  [-0.5, 0.6, 2],
  [0, 0.8, 2],
  [0.5, 0.6, 2],
] as const;

/** Where one hand is the other often lies beside it, and a square around both shows the model but one. */
const squaresBeside = (points: Points): FrameSquare[] => {
  const { centre, side, turn } = squareAroundHand(points);
  return [-0.4, 0.4].map((share) => ({
    centre: framePoint(centre[0] + share * side * Math.cos(turn), centre[1] + share * side * Math.sin(turn)),
    side,
    turn,
  }));
};

const followBack = async (
  models: HandModels,
  /** Frames since the look before, which take what is found. */
  held: WithHands<SteadyFrame>[],
  fresh: readonly FollowedHand[],
): Promise<void> => {
  let live = fresh;
  for (let at = held.length - 1; at >= 0 && live.length > 0; at -= 1) {
    const item = held[at] as WithHands<SteadyFrame>;
    const head = boxAround((item.face as NonNullable<typeof item.face>).mesh);
    const back = await followAll(models, { frame: item.frame, head, hands: live });
    live = back.filter(({ points }) => !item.hands.some((hand) => isSameHand(hand.points, points)));
    held[at] = { ...item, hands: [...item.hands, ...live] };
  }
};

/** By palm and knuckles: fingers of two hands lie on each other more often. */
const isSameHand = (one: Points, other: Points): boolean => {
  const apart = palm.map((at) => {
    const [[x0, y0], [x1, y1]] = [one[at], other[at]] as [FramePoint, FramePoint];
    return Math.hypot(x1 - x0, y1 - y0);
  });
  const mean = apart.reduce((sum, each) => sum + each, 0) / apart.length;
  return mean < 0.4 * Math.min(palmLength(one), palmLength(other));
};

const palm = [0, ...knuckles];

/** A palm is about half as long as a face; nearer to the camera, longer. */
const isOfSize = (points: Points, head: Box): boolean => {
  const share = palmLength(points) / head.height;
  return share > 0.25 && share < 1.6;
};

/** Further away it is soon out of the squares that are looked at. */
const isNear = (points: Points, head: Box): boolean => {
  const [x, y] = centreOf(head);
  const [handX, handY] = points[9] as FramePoint;
  return Math.hypot(handX - x, handY - y) < 2 * Math.max(head.width, head.height);
};
