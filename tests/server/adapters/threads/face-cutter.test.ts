import { describe, expect, it } from 'vitest';
import { type CutFace, cutFace, type FaceToCut } from '#core/dataset/cut-face.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { openFaceCutter } from '#server/adapters/threads/open-face-cutter.ts';
import { syntheticFace } from '#tests/helpers/synthetic-face.ts';
import { wavyFrame } from '#tests/helpers/synthetic-frames.ts';

const frame = wavyFrame(320, 240);
const faceAt = (x: number, from: VideoFrame = frame): FaceToCut => ({
  ...syntheticFace({ x, y: 120, unit: 60 }),
  frame: from,
});

const shared = (plane: Uint8Array): Uint8Array => {
  const copy = new Uint8Array(new SharedArrayBuffer(plane.length));
  copy.set(plane);
  return copy;
};

const withoutId = ({ record: { id: _, ...record }, crop }: CutFace) => ({ record, crop });

describe('cutting faces out in a thread', () => {
  it('gives what cutting here gives, whether the frame lies in shared memory or not', async () => {
    using cutter = openFaceCutter();
    const here = withoutId(cutFace(faceAt(150)));
    const inShared = { ...frame, y: shared(frame.y), u: shared(frame.u), v: shared(frame.v) };
    expect(withoutId(await cutter.cut(faceAt(150)))).toEqual(here);
    expect(withoutId(await cutter.cut(faceAt(150, inShared)))).toEqual(here);
  });

  it('gives faces in the order asked for, each with a name of its own', async () => {
    using cutter = openFaceCutter();
    const places = [100, 140, 180, 220];
    const cut = await Promise.all(places.map((x) => cutter.cut(faceAt(x))));
    expect(cut.map(({ record }) => record.box)).toEqual(places.map((x) => faceAt(x).box));
    expect(new Set(cut.map(({ record }) => record.id)).size).toBe(places.length);
  });

  it('tells whoever waits when it is closed, and takes nothing more', async () => {
    const cutter = openFaceCutter();
    const waiting = cutter.cut(faceAt(150));
    cutter[Symbol.dispose]();
    await expect(waiting).rejects.toMatchObject({ code: 'internal' });
    expect(() => cutter.cut(faceAt(150))).toThrow('closed');
  });
});
