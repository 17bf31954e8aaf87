/**
 * What faceswap and DeepFaceLab write into their aligned pictures, as far as this studio has use for it: which frame the
 * face is from, and where in the picture it lies.
 */
import { z } from 'zod';
import { readPickleData } from './pickle-data.ts';
import { parsePythonLiteral } from './python-literal.ts';

export interface AlignedPicture {
  readonly program: 'faceswap' | 'deepfacelab';
  /** File name of the frame or of the video's numbered frame. */
  readonly sourceName: string;
  /** 68 points in pixels of the picture; null where the program keeps them in the frame's pixels only. */
  readonly landmarks: readonly (readonly [number, number])[] | null;
}

/** Undefined where the picture carries neither program's note. */
export const readAlignedPicture = (bytes: Uint8Array): AlignedPicture | undefined =>
  isPng(bytes) ? readFaceswapPng(bytes) : isJpeg(bytes) ? readDeepFaceLabJpeg(bytes) : undefined;

const isPng = (bytes: Uint8Array): boolean => bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e;
const isJpeg = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xd8;

/** faceswap: `lib/image.py`, a dict as text in an iTXt chunk of the key "faceswap" before the pixels. */
const readFaceswapPng = (bytes: Uint8Array): AlignedPicture | undefined => {
  const note = pngText(bytes, 'faceswap');
  const parsed = faceswapNote.safeParse(note === undefined ? undefined : parsePythonLiteral(note));
  if (!parsed.success) return undefined;
  return { program: 'faceswap', sourceName: parsed.data.source.source_filename, landmarks: null };
};

const faceswapNote = z.object({
  alignments: z.object({ landmarks_xy: z.array(z.array(z.number())) }),
  source: z.object({ source_filename: z.string() }),
});

const pngText = (bytes: Uint8Array, key: string): string | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const name = new TextDecoder('latin1');
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = name.decode(bytes.subarray(at + 4, at + 8));
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'IDAT') return undefined;
    // Five zeros end the key: no compression, no language, no translated key.
    if (type === 'iTXt' && name.decode(data.subarray(0, key.length + 5)) === `${key}\0\0\0\0\0`)
      return new TextDecoder().decode(data.subarray(key.length + 5));
    at += 12 + length;
  }
  return undefined;
};

/** DeepFaceLab: `DFLIMG/DFLJPG.py`, a pickled dict in the APP15 segment. */
const readDeepFaceLabJpeg = (bytes: Uint8Array): AlignedPicture | undefined => {
  const segment = jpegSegment(bytes, 0xef);
  const dict = segment && readPickleData(segment);
  if (!(dict instanceof Map)) return undefined;
  const parsed = deepFaceLabNote.safeParse(Object.fromEntries(dict));
  if (!parsed.success) return undefined;
  return { program: 'deepfacelab', sourceName: parsed.data.source_filename, landmarks: parsed.data.landmarks };
};

const deepFaceLabNote = z.object({
  source_filename: z.string(),
  landmarks: z.array(z.tuple([z.number(), z.number()])).length(68),
});

const jpegSegment = (bytes: Uint8Array, marker: number): Uint8Array | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const length = view.getUint16(at + 2);
    if (bytes[at + 1] === marker) return bytes.subarray(at + 4, at + 2 + length);
    // The pixels begin: no more segments of interest.
    if (bytes[at + 1] === 0xda) return undefined;
    at += 2 + length;
  }
  return undefined;
};
