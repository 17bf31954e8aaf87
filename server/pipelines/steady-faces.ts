/**
 * Tracked frames -> the same, with meshes that no longer tremble. A face that was lost for a moment is put back on its way
 * between where it went and where it came back, and where it goes for good, or comes, within a shot, the new face fades
 * out or in: a swap that is there in one frame and gone in the next is seen by everybody. A few frames are held back to look ahead.
 */
import type { FramePoint } from '#core/geometry/point.ts';
import { framePoint } from '#core/geometry/point.ts';
import { steadyMesh, steadyReach } from '#core/geometry/steady-mesh.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { inWindows } from './in-windows.ts';
import { type Absence, longestGap, type TrackedFrame } from './track-person.ts';

type Mesh = readonly FramePoint[];

export interface SteadyFrame {
  readonly frame: VideoFrame;
  readonly face: SteadyFace | undefined;
  /** Why there is none. */
  readonly absence: Absence | undefined;
}

export interface SteadyFace {
  readonly mesh: Mesh;
  /** As it was seen in this frame alone. */
  readonly seen: Mesh;
  readonly track: number;
  /** How much of the new face is to show, above 0 up to 1. */
  readonly strength: number;
}

export async function* steadyFaces(tracked: AsyncIterable<TrackedFrame>): AsyncGenerator<SteadyFrame> {
  for await (const { middle, window } of inWindows(bridged(tracked), fadeFrames)) yield steadyAt(middle, window);
}

/** Frames from nothing to the whole face: a sixth of a second. */
const fadeFrames = 4;

/** A frame with the person's mesh in it, seen or put there. */
type Placed = Pick<TrackedFrame, 'frame' | 'absence' | 'track' | 'shot'> & { readonly mesh: Mesh | undefined };

async function* bridged(tracked: AsyncIterable<TrackedFrame>): AsyncGenerator<Placed> {
  for await (const { middle, window } of inWindows(tracked, longestGap)) {
    const { frame, shot, absence } = middle;
    const across = middle.face ? undefined : gapAround(window);
    if (!across) yield { frame, absence, shot, track: middle.track, mesh: middle.face?.mesh };
    else yield { frame, absence: undefined, shot, track: across.track, mesh: between(across) };
  }
}

interface Gap {
  readonly track: number;
  readonly before: Mesh;
  readonly after: Mesh;
  /** How far on the way from one to the other, 0..1. */
  readonly share: number;
}

/** The nearest faces before and after, where they are of one track: a cut begins a new one. */
const gapAround = (window: readonly (TrackedFrame | undefined)[]): Gap | undefined => {
  const distances = Array.from({ length: longestGap }, (_, i) => i + 1);
  const back = distances.find((distance) => window[longestGap - distance]?.face);
  const on = distances.find((distance) => window[longestGap + distance]?.face);
  if (back === undefined || on === undefined) return undefined;
  const [before, after] = [window[longestGap - back], window[longestGap + on]] as [TrackedFrame, TrackedFrame];
  if (before.track !== after.track || !before.face || !after.face) return undefined;
  return { track: before.track, before: before.face.mesh, after: after.face.mesh, share: back / (back + on) };
};

const between = ({ before, after, share }: Gap): FramePoint[] =>
  before.map(([x, y], i) => {
    const [toX, toY] = after[i] as FramePoint;
    return framePoint(x + share * (toX - x), y + share * (toY - y));
  });

const steadyAt = (middle: Placed, window: readonly (Placed | undefined)[]): SteadyFrame => {
  const { frame, absence, mesh: seen, track } = middle;
  if (!seen) return { frame, absence, face: undefined };
  const near = window.slice(fadeFrames - steadyReach, fadeFrames + steadyReach + 1);
  const mesh = steadyMesh(near.map((item) => (item?.track === track ? item.mesh : undefined)));
  const strength = Math.min(strengthTowards(window, middle, -1), strengthTowards(window, middle, 1));
  return { frame, absence, face: { mesh, seen, track, strength } };
};

/** Less the nearer the face's end lies, on one side. Where the shot ends first, or the clip, nothing is to be faded. */
const strengthTowards = (window: readonly (Placed | undefined)[], middle: Placed, direction: 1 | -1): number => {
  for (let distance = 1; distance <= fadeFrames; distance++) {
    const item = window[fadeFrames + direction * distance];
    if (item === undefined || item.shot !== middle.shot) return 1;
    if (!item.mesh || item.track !== middle.track) return distance / (fadeFrames + 1);
  }
  return 1;
};
