import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RgbImage } from '#core/pixels/image.ts';
import { createImageCodec } from '#server/adapters/sharp/image-codec.ts';
import { ffmpeg, temporaryFolder } from '#tests/helpers/make-clip.ts';
import { sharedHostile, sharedMedia } from '#tests/helpers/shared.ts';

const codec = createImageCodec();

/** Smooth, so that JPEG keeps it. */
const gradient = (width: number, height: number): RgbImage => {
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at += 1)
    data.set([((at % width) * 255) / width, (Math.floor(at / width) * 255) / height, 99], at * 3);
  return { width, height, data };
};

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const inFolder = (name: string) => join(folder.path, name);
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const whole = { maxSide: 10_000 };

describe('the image codec', () => {
  it('gives back a PNG bit by bit', async () => {
    const image = gradient(61, 47);
    await writeFile(inFolder('a.png'), await codec.encodePng(image));
    expect(await codec.read(inFolder('a.png'))).toEqual(image);
  });

  it('writes a moving WebP with every frame and its time', async () => {
    const frames = [gradient(64, 48), gradient(64, 48), gradient(64, 48)].map((image, index) => ({
      ...image,
      data: image.data.map((value) => value ^ (index * 40)),
    }));
    const bytes = Buffer.from(await codec.encodeAnimation(frames, { delaysMs: [100, 100, 1500] }));
    // Chunks of the container: ANIM says that it moves, each ANMF holds a frame, its time in bytes 12 to 14 (RFC 9649).
    expect(bytes.subarray(8, 16).toString('latin1')).toBe('WEBPVP8X');
    expect(bytes.includes('ANIM')).toBe(true);
    const starts = [...bytes.toString('latin1').matchAll(/ANMF/g)].map(({ index }) => index + 8);
    expect(starts.map((at) => bytes.readUIntLE(at + 12, 3))).toEqual([100, 100, 1500]);
  });

  it('gives back a JPEG nearly', async () => {
    const image = gradient(64, 48);
    const { data } = await codec.decode(await codec.encodeJpeg(image, { quality: 95 }), whole);
    expect(Math.max(...data.map((value, index) => Math.abs(value - (image.data[index] ?? 0))))).toBeLessThan(8);
  });

  it('bounds the longer side and enlarges nothing', async () => {
    const png = await codec.encodePng(gradient(200, 100));
    expect(await codec.decode(png, { maxSide: 50 })).toMatchObject({ width: 50, height: 25 });
    expect(await codec.decode(png, { maxSide: 500 })).toMatchObject({ width: 200, height: 100 });
  });

  it('reads grey, transparent and 16-bit pictures as RGB', async () => {
    for (const format of ['gray', 'rgba', 'rgb48be', 'ya8']) {
      await ffmpeg([
        '-f',
        'lavfi',
        '-i',
        `color=gray:size=32x32,format=${format}`,
        '-frames:v',
        '1',
        inFolder(`${format}.png`),
      ]);
      const image = await codec.read(inFolder(`${format}.png`));
      expect(image.data.length, format).toBe(32 * 32 * 3);
      expect(Math.abs((image.data[0] ?? 0) - 128), format).toBeLessThan(3);
    }
  });

  const [plain, turned] = [sharedMedia('immich_portrait.jpg'), sharedMedia('immich_portrait_exif_orientation6.jpg')];
  it.skipIf(turned === undefined)('turns a photo upright as its EXIF says', async () => {
    const [first, second] = [await codec.read(plain ?? ''), await codec.read(turned ?? '')];
    expect(second.width / second.height).toBeCloseTo(first.width / first.height, 1);
  });

  it('refuses what is no picture, and formats nobody sends', async () => {
    await writeFile(inFolder('words.png'), 'words');
    await writeFile(
      inFolder('drawing.svg'),
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    );
    await ffmpeg(['-f', 'lavfi', '-i', 'color=red:size=32x32', '-frames:v', '1', inFolder('old.gif')]);
    await ffmpeg(['-f', 'lavfi', '-i', 'color=red:size=32x32', '-frames:v', '1', inFolder('old.tiff')]);
    for (const name of ['words.png', 'drawing.svg', 'old.gif', 'old.tiff', 'missing.png']) {
      await expect(codec.read(inFolder(name)), name).rejects.toMatchObject({ code: 'not_an_image' });
    }
  });

  it('refuses half a picture', async () => {
    const png = await codec.encodePng(gradient(100, 100));
    await expect(codec.decode(png.subarray(0, png.length / 2), whole)).rejects.toMatchObject({ code: 'not_an_image' });
  });

  const hostile = [
    'png_bomb_20000x20000_1bit.png',
    'png_header_claims_60000x60000_no_data.png',
    'png_zero_width.png',
    'svg_script_as_png.png',
    'html_as_jpg.jpg',
    'jpeg_header_65500.jpg',
  ];
  for (const name of hostile) {
    const path = sharedHostile(name);
    it.skipIf(path === undefined)(`refuses ${name}`, async () => {
      await expect(codec.decode(await readFile(path ?? ''), { maxSide: 512 })).rejects.toMatchObject({
        code: 'not_an_image',
      });
    });
  }
});
