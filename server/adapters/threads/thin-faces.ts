/** The other side of `create-face-thinner.ts`: answers what it was started with. */
import { parentPort, workerData } from 'node:worker_threads';
import { chooseFaces } from '#core/dataset/thin-faces.ts';
import type { ThinRequest } from './create-face-thinner.ts';

const { field, keep } = workerData as ThinRequest;
parentPort?.postMessage(chooseFaces(field, keep));
