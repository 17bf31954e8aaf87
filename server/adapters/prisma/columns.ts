/** How plain values lie in columns: numbers as little-endian Float32 blobs, sizes as 64-bit integers, errors as two texts. */
import type { StoredError } from '#server/ports/studio-store.ts';

export const floatsToBytes = (values: readonly number[]): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of values.entries()) view.setFloat32(index * 4, value, true);
  return bytes;
};

export const bytesToFloats = (bytes: Uint8Array): number[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.byteLength / 4 }, (_, index) => view.getFloat32(index * 4, true));
};

interface ErrorColumns {
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

export const errorFromColumns = (row: ErrorColumns): StoredError | null =>
  row.errorCode === null ? null : { code: row.errorCode, message: row.errorMessage ?? '' };

/** Leaves the columns out where the change says nothing of an error. */
export const errorToColumns = (error: StoredError | null | undefined): Partial<ErrorColumns> =>
  error === undefined ? {} : { errorCode: error?.code ?? null, errorMessage: error?.message ?? null };

export const sizeToColumn = (sizeBytes: number): bigint => BigInt(sizeBytes);
