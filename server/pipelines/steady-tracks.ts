/**
 * Followed frames -> the same, each mesh the mean of its track's over the frames around. Where frames lie far apart in
 * time a head has moved between them, and a mean would lie beside it: those stay as they are.
 */
import { boxAround } from '#core/geometry/box.ts';
import { steadyMesh, steadyReach } from '#core/geometry/steady-mesh.ts';
import type { FollowedFace, FollowedFrame } from './follow-faces.ts';
import { inWindows } from './in-windows.ts';

/** A frame at 20 a second; neighbours further apart are not asked. */
const neighbourSeconds = 0.0501;

export async function* steadyTracks(followed: AsyncIterable<FollowedFrame>): AsyncGenerator<FollowedFrame> {
  for await (const { middle, window } of inWindows(followed, steadyReach)) yield steadyAt(middle, window);
}

const steadyAt = (middle: FollowedFrame, around: readonly (FollowedFrame | undefined)[]): FollowedFrame => {
  const window = around.map((neighbour, i) =>
    neighbour && isNear(neighbour, middle, Math.abs(i - steadyReach)) ? neighbour : undefined,
  );
  const faces = middle.faces.map(({ face, track }): FollowedFace => {
    const mesh = steadyMesh(window.map((item) => item?.faces.find((other) => other.track === track)?.face.mesh));
    return { face: { ...face, mesh, box: boxAround(mesh) }, track };
  });
  return { frame: middle.frame, faces };
};

const isNear = (one: FollowedFrame, other: FollowedFrame, frames: number): boolean =>
  Math.abs(one.frame.timeSeconds - other.frame.timeSeconds) <= frames * neighbourSeconds;
