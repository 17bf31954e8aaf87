/**
 * Where nodes run. A node that names no device is left to the engine, which puts it on the first GPU that has a kernel
 * for it, and beside the variable that it reads or writes; gradients are computed where the node they pass was.
 */
import type { GraphDraft } from './graph.ts';

/** The processor, by the name that every engine knows. */
export const processor = '/device:CPU:0';

/** What is added meanwhile runs on the device; undefined leaves it to the engine again. */
export const onDevice = <Made>(graph: GraphDraft, device: string | undefined, make: () => Made): Made => {
  const before = graph.device;
  graph.device = device;
  try {
    return make();
  } finally {
    graph.device = before;
  }
};
