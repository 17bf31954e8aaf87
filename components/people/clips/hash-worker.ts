/**
 * Hashes one file beside the page, piece by piece: the browser's own digest takes a file only whole, which no memory
 * holds for a film. Told the file, it tells how far it is and at last the digest.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

export type FromHashWorker =
  | { readonly hashedBytes: number }
  | { readonly sha256: string }
  | { readonly failed: string };

const pieceBytes = 8 * 1024 * 1024;

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent<File>) => void;
  postMessage(message: FromHashWorker): void;
};

scope.onmessage = async ({ data: file }) => {
  try {
    const hash = sha256.create();
    for (let start = 0; start < file.size; start += pieceBytes) {
      hash.update(new Uint8Array(await file.slice(start, start + pieceBytes).arrayBuffer()));
      scope.postMessage({ hashedBytes: Math.min(file.size, start + pieceBytes) });
    }
    scope.postMessage({ sha256: bytesToHex(hash.digest()) });
  } catch (error) {
    scope.postMessage({ failed: error instanceof Error ? error.message : String(error) });
  }
};
