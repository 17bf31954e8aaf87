/** The other side of `open-face-cutter.ts`: cuts out what it is sent, one after the other. */
import { parentPort } from 'node:worker_threads';
import { cutFace } from '#core/dataset/cut-face.ts';
import { framePoint } from '#core/geometry/point.ts';
import type { CutReply, CutRequest } from './open-face-cutter.ts';

parentPort?.on('message', ({ mesh, ...face }: CutRequest) => {
  try {
    const cut = cutFace({ ...face, mesh: pointsOf(mesh) });
    reply(cut, [cut.crop.data.buffer as ArrayBuffer]);
  } catch (error) {
    reply({ problem: error instanceof Error ? error.message : String(error) });
  }
});

const reply = (message: CutReply, moved: ArrayBuffer[] = []): void => parentPort?.postMessage(message, moved);

const pointsOf = (mesh: Float64Array) =>
  Array.from({ length: mesh.length / 2 }, (_, i) => framePoint(mesh[i * 2] as number, mesh[i * 2 + 1] as number));
