/** Tracked frames -> the same, with meshes that no longer tremble; a few frames are held back to look ahead. */
import type { FramePoint } from '#core/geometry/point.ts';
import { steadyMesh, steadyReach } from '#core/geometry/steady-mesh.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import type { TrackedFrame } from './track-person.ts';

export interface SteadyFrame {
  readonly frame: VideoFrame;
  readonly mesh: readonly FramePoint[] | undefined;
}

export async function* steadyFaces(tracked: AsyncIterable<TrackedFrame>): AsyncGenerator<SteadyFrame> {
  const around: TrackedFrame[] = [];
  let waiting = 0;
  for await (const item of tracked) {
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

const steadyAt = (around: readonly TrackedFrame[], index: number): SteadyFrame => {
  const { frame, face, track } = around[index] as TrackedFrame;
  if (!face) return { frame, mesh: undefined };
  const window = Array.from({ length: 2 * steadyReach + 1 }, (_, i) => around[index - steadyReach + i]);
  return { frame, mesh: steadyMesh(window.map((item) => (item?.track === track ? item.face?.mesh : undefined))) };
};
