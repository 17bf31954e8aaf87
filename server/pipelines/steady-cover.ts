/**
 * Steadied frames -> the same, each with where its face is free of what lies before it, told from the frames beside it as well:
 * what a single frame takes for covered comes and goes at its edges. The squares move with the face. Nothing is looked at
 * before it is asked for, and frames are to be asked for in order, each before anything is laid over it.
 */
import { coverOf, type FaceCover, type FaceLook, freeOfCover } from '#core/pixels/face-look.ts';
import { inWindows } from './in-windows.ts';
import { faceSquare } from './known-looks.ts';
import type { SteadyFrame } from './steady-faces.ts';

export interface CoveredFrame extends SteadyFrame {
  /** As core/pixels/face-look.ts has it; undefined where there is no face. */
  readonly free?: (() => Float32Array) | undefined;
}

interface Options {
  readonly look: FaceLook;
  readonly squareShare?: number;
}

export async function* steadyCover(steady: AsyncIterable<SteadyFrame>, options: Options): AsyncGenerator<CoveredFrame> {
  for await (const { middle, window } of inWindows(seen(steady, options), 1)) {
    const { cover, ...item } = middle;
    const [before, , after] = window.map((other) =>
      other?.face?.track === item.face?.track ? other?.cover : undefined,
    );
    const around = before && after && (() => ({ before: before(), after: after() }));
    yield { ...item, free: cover && (() => freeOfCover(cover(), around?.())) };
  }
}

type Seen = SteadyFrame & { readonly cover: (() => FaceCover) | undefined };

async function* seen(steady: AsyncIterable<SteadyFrame>, { look, squareShare }: Options): AsyncGenerator<Seen> {
  for await (const item of steady) {
    const { frame, face } = item;
    let known: FaceCover | undefined;
    const cover =
      face &&
      ((): FaceCover => {
        known ??= coverOf(look, faceSquare(frame, face.mesh, squareShare));
        return known;
      });
    yield { ...item, cover };
  }
}
