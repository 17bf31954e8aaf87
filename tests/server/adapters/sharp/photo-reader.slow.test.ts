import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHeicReader } from '#server/adapters/ffmpeg/ffmpeg-tools.ts';
import { createPhotoReader } from '#server/adapters/sharp/photo-reader.ts';
import { ffmpeg, ffmpegVersion, never, temporaryFolder, tools } from '#tests/helpers/make-clip.ts';
import { makeHeic } from '#tests/helpers/make-heic.ts';
import { sharedHostile, sharedMedia } from '#tests/helpers/shared.ts';

const photos = createPhotoReader({ readHeic: createHeicReader(tools) });
const read = (path: string, maxSide = 4096) => photos.read({ path, maxSide, signal: never });

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const inFolder = (name: string) => join(folder.path, name);
const draw = async (name: string, picture: string, options: readonly string[] = []) => {
  await ffmpeg(['-f', 'lavfi', '-i', picture, '-frames:v', '1', ...options, inFolder(name)]);
  return inFolder(name);
};
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

/** Black above, white to the left below, grey to the right: no turn or flip of it is the same. */
const corners = 'color=black:size=64x48,drawbox=0:24:32:24:white:fill,drawbox=32:24:32:24:gray:fill';

const cornersOf = ({ width, height, data }: Awaited<ReturnType<typeof read>>): number[] =>
  [
    [4, 4],
    [width - 5, 4],
    [4, height - 5],
    [width - 5, height - 5],
  ].map(([x = 0, y = 0]) => Math.round((data[(y * width + x) * 3] as number) / 128));

describe('photos', () => {
  it.each([
    ['a.jpg', ['-q:v', '2']],
    ['a.png', []],
    ['a.webp', []],
    ['a.avif', ['-c:v', 'libaom-av1', '-still-picture', '1']],
  ])('are opened: %s', async (name, options) => {
    const image = await read(await draw(name, corners, options));
    expect([image.width, image.height, ...cornersOf(image)]).toEqual([64, 48, 0, 0, 2, 1]);
  });

  it('are shrunk to the longer side asked for', async () => {
    expect(await read(await draw('large.png', 'testsrc=size=400x300'), 100)).toMatchObject({ width: 100, height: 75 });
  });

  const [plain, turned] = [sharedMedia('immich_portrait.jpg'), sharedMedia('immich_portrait_exif_orientation6.jpg')];
  it.skipIf(turned === undefined)('are upright, as their EXIF says', async () => {
    const [first, second] = [await read(plain ?? ''), await read(turned ?? '')];
    expect([second.width, second.height]).toEqual([first.width, first.height]);
  });
});

const version = Number.parseInt(/version n?(\d+)/.exec(await ffmpegVersion())?.[1] ?? '0', 10);

it.skipIf(version >= 7)('HEIC photos are refused by name where ffmpeg is too old for them', async () => {
  const path = await makeHeic({ path: inFolder('new.heic'), picture: corners, size: [64, 48] });
  await expect(read(path)).rejects.toMatchObject({ code: 'codec_not_allowed', facts: { codec: 'heic' } });
});

describe.skipIf(version < 9)('HEIC photos, by an ffmpeg that knows them', () => {
  it('are opened', async () => {
    const image = await read(await makeHeic({ path: inFolder('plain.heic'), picture: corners, size: [64, 48] }));
    expect([image.width, image.height, ...cornersOf(image)]).toEqual([64, 48, 0, 0, 2, 1]);
  });

  it('are put together of their tiles, and turned', async () => {
    const tiled = { picture: corners, size: [64, 48], tiles: [2, 3] } as const;
    const image = await read(await makeHeic({ ...tiled, path: inFolder('tiled.heic') }));
    expect([image.width, image.height, ...cornersOf(image)]).toEqual([64, 48, 0, 0, 2, 1]);
    const upright = await read(await makeHeic({ ...tiled, path: inFolder('turned.heic'), turnsLeft: 1 }));
    expect([upright.width, upright.height, ...cornersOf(upright)]).toEqual([48, 64, 0, 1, 0, 2]);
  });

  it('are shrunk', async () => {
    const path = await makeHeic({ path: inFolder('shrunk.heic'), picture: corners, size: [64, 48] });
    expect(await read(path, 32)).toMatchObject({ width: 32, height: 24 });
  });

  it('are refused where they are damaged or too large', async () => {
    const path = await makeHeic({ path: inFolder('whole.heic'), picture: corners, size: [64, 48] });
    const bytes = await readFile(path);
    await writeFile(inFolder('cut.heic'), bytes.subarray(0, bytes.length - 200));
    await expect(read(inFolder('cut.heic'))).rejects.toMatchObject({ code: 'not_an_image' });
    const vast = {
      path: inFolder('vast.heic'),
      picture: corners,
      size: [64, 48],
      tiles: [2, 2],
      claims: 9000,
    } as const;
    await expect(read(await makeHeic(vast))).rejects.toMatchObject({ code: 'video_too_big' });
  });
});

describe('what is no photo', () => {
  it('is refused by name where the studio knows the kind and does not open it', async () => {
    for (const [name, codec] of [
      ['old.gif', 'gif'],
      ['old.tiff', 'tiff'],
      ['old.bmp', 'bmp'],
    ] as const)
      await expect(read(await draw(name, corners)), name).rejects.toMatchObject({
        code: 'codec_not_allowed',
        facts: { codec },
      });
  });

  it('is refused where it is missing, empty, cut or words', async () => {
    await writeFile(inFolder('empty.jpg'), '');
    await writeFile(inFolder('words.jpg'), 'words');
    for (const name of ['half.jpg', 'half.png', 'half.webp']) {
      const bytes = await readFile(await draw(`whole-${name}`, 'testsrc2=size=640x480'));
      await writeFile(inFolder(name), bytes.subarray(0, bytes.length / 2));
      await expect(read(inFolder(name)), name).rejects.toMatchObject({ code: 'not_an_image' });
    }
    await expect(read(inFolder('nothing.jpg'))).rejects.toMatchObject({ code: 'file_missing' });
    await expect(read(inFolder('empty.jpg'))).rejects.toMatchObject({ code: 'file_empty' });
    await expect(read(inFolder('words.jpg'))).rejects.toMatchObject({ code: 'not_an_image' });
  });

  const hostile = sharedHostile('html_as_jpg.jpg') === undefined;
  it.skipIf(hostile).each([
    ['html_as_jpg.jpg', 'not_an_image'],
    ['jpeg_header_65500.jpg', 'not_an_image'],
    ['png_bomb_20000x20000_1bit.png', 'video_too_big'],
    ['png_header_claims_60000x60000_no_data.png', 'video_too_big'],
    ['png_zero_width.png', 'not_an_image'],
    ['svg_script_as_png.png', 'codec_not_allowed'],
  ])('hostile %s is %s', async (name, code) => {
    await expect(read(sharedHostile(name) ?? '')).rejects.toMatchObject({ code });
  });
});
