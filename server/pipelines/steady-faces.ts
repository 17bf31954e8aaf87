/** Tracked frames -> the same, with meshes that no longer tremble; a few frames are held back to look ahead. */
import type { FramePoint } from '#core/geometry/point.ts';
import { steadyMesh, steadyReach } from '#core/geometry/steady-mesh.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { inWindows } from './in-windows.ts';
import type { TrackedFrame } from './track-person.ts';

export interface SteadyFrame {
  readonly frame: VideoFrame;
  readonly mesh: readonly FramePoint[] | undefined;
}

export async function* steadyFaces(tracked: AsyncIterable<TrackedFrame>): AsyncGenerator<SteadyFrame> {
  for await (const { middle, window } of inWindows(tracked, steadyReach)) yield steadyAt(middle, window);
}

const steadyAt = (
  { frame, face, track }: TrackedFrame,
  window: readonly (TrackedFrame | undefined)[],
): SteadyFrame => ({
  frame,
  mesh: face && steadyMesh(window.map((item) => (item?.track === track ? item.face?.mesh : undefined))),
});
