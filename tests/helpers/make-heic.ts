/**
 * HEIC photos written by hand, since ffmpeg writes none: HEVC stills of libx265 in the boxes of ISO 23008-12. Tiles are
 * items of their own under a grid item; a turn is the property `irot`.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { ffmpeg } from './make-clip.ts';

export interface HeicPlan {
  readonly path: string;
  /** A lavfi source of this size. */
  readonly picture: string;
  readonly size: readonly [number, number];
  /** Columns and rows. */
  readonly tiles?: readonly [number, number];
  /** Quarter turns against the clock that the viewer is to make. */
  readonly turnsLeft?: number;
  /** A side that the grid claims to have, whatever its tiles say. */
  readonly claims?: number;
}

export const makeHeic = async (plan: HeicPlan): Promise<string> => {
  const [columns, rows] = plan.tiles ?? [1, 1];
  const [width, height] = plan.size;
  const tile = { width: Math.ceil(width / columns), height: Math.ceil(height / rows) };
  const stills: Still[] = [];
  for (let at = 0; at < columns * rows; at++) {
    const [left, top] = [(at % columns) * tile.width, Math.floor(at / columns) * tile.height];
    const crop = `crop=${tile.width}:${tile.height}:${left}:${top}`;
    stills.push(await encodeStill({ ...plan, crop, name: `${plan.path}.${at}.mp4` }));
  }
  const shown = { width: plan.claims ?? width, height: plan.claims ?? height };
  await writeFile(plan.path, photoFile({ stills, tile, shown, columns, rows, turnsLeft: plan.turnsLeft }));
  return plan.path;
};

interface Still {
  /** The decoder's parameters, as the box `hvcC` holds them. */
  readonly hvcC: Buffer;
  readonly data: Buffer;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** One frame in an MP4, taken apart: its `hvcC` and its sample are what a HEIC holds. */
const encodeStill = async (options: { picture: string; crop: string; name: string }): Promise<Still> => {
  await ffmpeg([
    ...['-f', 'lavfi', '-i', options.picture, '-frames:v', '1', '-vf', `${options.crop},format=yuv420p`],
    ...['-c:v', 'libx265', '-x265-params', 'log-level=none:info=0:qp=8', '-tag:v', 'hvc1', options.name],
  ]);
  const bytes = await readFile(options.name);
  const hvcC = bytes.indexOf('hvcC');
  const mdat = bytes.indexOf('mdat');
  return {
    hvcC: bytes.subarray(hvcC - 4, hvcC - 4 + bytes.readUInt32BE(hvcC - 4)),
    data: bytes.subarray(mdat + 4, mdat - 4 + bytes.readUInt32BE(mdat - 4)),
  };
};

const u8 = (...values: number[]) => Buffer.from(values);
const u16 = (...values: number[]) => Buffer.concat(values.map((value) => u8(value >> 8, value & 255)));
const u32 = (...values: number[]) => Buffer.concat(values.map((value) => u16(value >>> 16, value & 65_535)));
const box = (name: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), Buffer.from(name), body]);
};
/** A box with version and flags. */
const full = (name: string, version: number, ...parts: Buffer[]) => box(name, u8(version, 0, 0, 0), ...parts);

interface Photo {
  readonly stills: readonly Still[];
  readonly tile: Size;
  readonly shown: Size;
  readonly columns: number;
  readonly rows: number;
  readonly turnsLeft: number | undefined;
}

const photoFile = (photo: Photo): Buffer => {
  const ftyp = box('ftyp', Buffer.from('heic'), u32(0), Buffer.from('mif1heic'));
  const grid = Buffer.concat([u8(0, 0, photo.rows - 1, photo.columns - 1), u16(photo.shown.width, photo.shown.height)]);
  const isTiled = photo.stills.length > 1;
  const contents = [...photo.stills.map(({ data }) => data), ...(isTiled ? [grid] : [])];
  const metaLength = metaBox(photo, contents, 0).length;
  const start = ftyp.length + metaLength + 8;
  return Buffer.concat([ftyp, metaBox(photo, contents, start), box('mdat', ...contents)]);
};

/** Items are numbered from 1: the tiles, then the grid. */
const metaBox = (photo: Photo, contents: readonly Buffer[], start: number): Buffer => {
  const { stills } = photo;
  const isTiled = stills.length > 1;
  const primary = contents.length;
  const infos = contents.map((_, at) =>
    full('infe', 2, u16(at + 1, 0), Buffer.from(at < stills.length ? 'hvc1' : 'grid'), u8(0)),
  );
  let offset = start;
  const places = contents.map((content, at) => {
    const place = Buffer.concat([u16(at + 1, 0, 1), u32(offset, content.length)]);
    offset += content.length;
    return place;
  });
  const tileIds = stills.map((_, at) => at + 1);
  const references = isTiled ? [full('iref', 0, box('dimg', u16(primary, stills.length, ...tileIds)))] : [];
  return full(
    'meta',
    0,
    full('hdlr', 0, u32(0), Buffer.from('pict'), u32(0, 0, 0), u8(0)),
    full('pitm', 0, u16(primary)),
    full('iloc', 0, u8(0x44, 0x00), u16(contents.length), ...places),
    full('iinf', 0, u16(infos.length), ...infos),
    ...references,
    propertiesBox(photo),
  );
};

/** Properties by number: 1 the decoder's, 2 a tile's size, 3 the grid's size, 4 the turn. */
const propertiesBox = ({ stills, tile, shown, turnsLeft }: Photo): Buffer => {
  const isTiled = stills.length > 1;
  const ispe = (size: Size) => full('ispe', 0, u32(size.width, size.height));
  const properties = box(
    'ipco',
    stills[0]?.hvcC ?? Buffer.alloc(0),
    ispe(tile),
    ispe(shown),
    ...(turnsLeft === undefined ? [] : [box('irot', u8(turnsLeft))]),
  );
  const turn = turnsLeft === undefined ? [] : [0x80 | 4];
  const entry = (id: number, list: readonly number[]) => Buffer.concat([u16(id), u8(list.length, ...list)]);
  const tiles = stills.map((_, at) => entry(at + 1, [0x80 | 1, 2, ...(isTiled ? [] : turn)]));
  const grid = isTiled ? [entry(stills.length + 1, [3, ...turn])] : [];
  return box('iprp', properties, full('ipma', 0, u32(tiles.length + grid.length), ...tiles, ...grid));
};
