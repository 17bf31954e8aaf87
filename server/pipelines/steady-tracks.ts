/**
 * Followed frames -> the same, each mesh the mean of its track's over the frames around. Where frames lie far apart in
 * time a head has moved between them, and a mean would lie beside it: those stay as they are.
 */
import { boxAround } from '#core/geometry/box.ts';
import { steadyMesh, steadyReach } from '#core/geometry/steady-mesh.ts';
import type { FollowedFace, FollowedFrame } from './follow-faces.ts';

/** A frame at 20 a second; neighbours further apart are not asked. */
const neighbourSeconds = 0.0501;

export async function* steadyTracks(followed: AsyncIterable<FollowedFrame>): AsyncGenerator<FollowedFrame> {
  const around: FollowedFrame[] = [];
  let waiting = 0;
  for await (const item of followed) {
    around.push(item);
    waiting += 1;
    if (waiting > steadyReach) {
      yield steadyAt(around, around.length - 1 - steadyReach);
      waiting -= 1;
    }
    if (around.length > 2 * steadyReach) around.shift();
  }
  for (; waiting > 0; waiting--) yield steadyAt(around, around.length - waiting);
}

const steadyAt = (around: readonly FollowedFrame[], index: number): FollowedFrame => {
  const middle = around[index] as FollowedFrame;
  const window = Array.from({ length: 2 * steadyReach + 1 }, (_, i) => {
    const neighbour = around[index - steadyReach + i];
    return neighbour && isNear(neighbour, middle, Math.abs(i - steadyReach)) ? neighbour : undefined;
  });
  const faces = middle.faces.map(({ face, track }): FollowedFace => {
    const mesh = steadyMesh(window.map((item) => item?.faces.find((other) => other.track === track)?.face.mesh));
    return { face: { ...face, mesh, box: boxAround(mesh) }, track };
  });
  return { frame: middle.frame, faces };
};

const isNear = (one: FollowedFrame, other: FollowedFrame, frames: number): boolean =>
  Math.abs(one.frame.timeSeconds - other.frame.timeSeconds) <= frames * neighbourSeconds;
