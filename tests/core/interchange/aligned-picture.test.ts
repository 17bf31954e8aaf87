import { describe, expect, it } from 'vitest';
import { readAlignedPicture } from '#core/interchange/aligned-picture.ts';
import { readPickleData } from '#core/interchange/pickle-data.ts';
import { parsePythonLiteral } from '#core/interchange/python-literal.ts';
import oracle from '#tests/oracles/aligned-pictures.json' with { type: 'json' };

const bytesOf = (picture: { bytes: string }): Uint8Array => Uint8Array.from(Buffer.from(picture.bytes, 'base64'));

describe('the note in an aligned picture', () => {
  it.each(oracle.pictures)('of $program, written by Python (pickle protocol $protocol), names $name', (picture) => {
    expect(readAlignedPicture(bytesOf(picture))).toEqual({
      program: picture.program,
      sourceName: picture.name,
      landmarks: picture.program === 'deepfacelab' ? oracle.landmarks : null,
    });
  });

  it('is nothing where the file is cut anywhere', () => {
    for (const picture of oracle.pictures) {
      const bytes = bytesOf(picture);
      const end = bytes.length - 60;
      for (let length = 0; length < end; length += 41) {
        const note = readAlignedPicture(bytes.slice(0, length));
        expect(note === undefined || note.sourceName === picture.name).toBe(true);
      }
    }
  });

  it('is read or refused, never run and never a crash, when bytes are turned over', () => {
    for (const picture of oracle.pictures) {
      const bytes = bytesOf(picture);
      for (let at = 20; at < bytes.length; at += 7) {
        const damaged = bytes.slice();
        damaged[at] = (damaged[at] as number) ^ 0x5a;
        expect(() => readAlignedPicture(damaged)).not.toThrow();
      }
    }
  });
});

describe('a pickle', () => {
  it('that would call a function gives no value of it', () => {
    // pickletools: GLOBAL 'os system', the text 'id', TUPLE1, REDUCE, STOP.
    const bytes = new TextEncoder().encode('\x80\x02cos\nsystem\nX\x02\0\0\0id\x85R.').filter((byte) => byte !== 0xc2);
    expect(readPickleData(bytes)).toBeNull();
  });
});

describe('a Python literal', () => {
  it('reads as Python itself reads it', () => {
    expect(parsePythonLiteral(oracle.literal.text)).toEqual(oracle.literal.value);
  });

  it.each(['', '{', "{'a': }", '[1, 2', '__import__("os")', '1 + 1', `${'['.repeat(100)}`, "'\\U00110000'"])(
    'is nothing for %s',
    (text) => {
      expect(parsePythonLiteral(text)).toBeUndefined();
    },
  );
});
