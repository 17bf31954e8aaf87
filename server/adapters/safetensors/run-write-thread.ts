/** The other side of `write-thread.ts`: writes what it is given, file by file. */
import { parentPort } from 'node:worker_threads';
import { reportError } from '#core/contract/errors.ts';
import { nodeFileCalls } from './file-calls.ts';
import { writeFileDurably } from './write-file.ts';
import type { WriteReply, WriteRequest } from './write-thread.ts';

parentPort?.on('message', (request: WriteRequest) => parentPort?.postMessage(answer(request)));

const answer = (request: WriteRequest): WriteReply => {
  try {
    return { sha256: writeFileDurably(nodeFileCalls, request) };
  } catch (error) {
    return { problem: reportError(error) };
  }
};
