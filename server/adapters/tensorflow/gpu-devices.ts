/**
 * The GPUs that the library has taken, by their names in a graph. It leaves out some that the driver lists (too weak, or
 * there to drive a screen), and the binding does not count them, so each is tried with a graph of one number.
 */
import { createGraph } from '#core/graph/graph.ts';
import { onDevice } from '#core/graph/on-device.ts';
import { scalar } from '#core/graph/ops/constant.ts';
import { identity } from '#core/graph/ops/identity.ts';
import { loadTensorFlow } from './library.ts';
import { openGraph } from './session.ts';

/** Empty on the processor. */
export const gpuDevices = (): readonly string[] => {
  found ??= loadTensorFlow().usesGpu ? reachable() : [];
  return found;
};

/** Whether a graph with nodes on this device runs. */
export const deviceRuns = (device: string): boolean => {
  const graph = createGraph();
  onDevice(graph, device, () => identity(graph, scalar(graph, 1), { name: 'one' }));
  try {
    using session = openGraph(graph);
    return session.run({}, ['one'])[0]?.data[0] === 1;
  } catch {
    return false;
  }
};

let found: readonly string[] | undefined;

const reachable = (): string[] => {
  const devices: string[] = [];
  for (let device = '/device:GPU:0'; deviceRuns(device); device = `/device:GPU:${devices.length}`) devices.push(device);
  return devices;
};
