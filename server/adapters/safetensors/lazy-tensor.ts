/** A tensor of a file whose numbers are read when they are taken. */
import { closeSync, openSync, readSync } from 'node:fs';
import { endianness } from 'node:os';
import { StudioError } from '#core/contract/errors.ts';
import type { NamedTensor } from '#core/graph/tensor.ts';
import { elementCount } from '#core/graph/tensor.ts';
import type { HeaderEntry, Refuse } from '#core/interchange/safetensors/header.ts';

/** The file's order of bytes is little-endian and so is every machine we run on; elsewhere numbers would be wrong in silence. */
export const requireLittleEndian = (): void => {
  if (endianness() !== 'LE') throw new StudioError('internal', 'Models are read on little-endian machines only.');
};

export const lazyTensor = (
  path: string,
  options: { readonly dataStart: number; readonly entry: HeaderEntry; readonly damaged: Refuse },
): NamedTensor => {
  const { dataStart, entry, damaged } = options;
  return {
    name: entry.name,
    shape: entry.shape,
    get data() {
      const data = new Float32Array(elementCount(entry.shape));
      fillFromFile(path, { target: new Uint8Array(data.buffer), position: dataStart + entry.begin, damaged });
      return data;
    },
  };
};

const fillFromFile = (
  path: string,
  options: { readonly target: Uint8Array; readonly position: number; readonly damaged: Refuse },
): void => {
  const { target, position, damaged } = options;
  const file = openSync(path, 'r');
  try {
    for (let offset = 0; offset < target.length; ) {
      const count = readSync(file, target, offset, target.length - offset, position + offset);
      if (count === 0) throw damaged('it became shorter while it was read');
      offset += count;
    }
  } finally {
    closeSync(file);
  }
};
