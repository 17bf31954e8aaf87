/** What is kept of a face in its row, by the contract's name and by the column's. */
import type { FaceQuality, FaceState } from '#core/contract/face.ts';
import type { FaceValues } from '#server/ports/studio-store.ts';

/** Metrics go by this order where they are read as lists. */
export const columnOfValue = {
  state: 'state',
  decided: 'decided',
  edited: 'edited',
  pictureVersion: 'picture_version',
  frameIndex: 'frame_index',
  timeSeconds: 'time_seconds',
  track: 'track',
  clusterId: 'cluster_id',
  twinOf: 'twin_of',
  likeness: 'likeness',
  score: 'score',
  sharpness: 'sharpness',
  sizePx: 'size_px',
  exposure: 'exposure',
  covered: 'covered',
  yaw: 'yaw',
  pitch: 'pitch',
  roll: 'roll',
  eyes: 'eyes',
  mouth: 'mouth',
  lightX: 'light_x',
  lightY: 'light_y',
} as const satisfies Record<keyof FaceValues, string>;

export type FaceValueName = keyof typeof columnOfValue;

export const valueNames = Object.keys(columnOfValue) as FaceValueName[];

/** `column AS name` of each, to be read as an object. */
export const namedColumns = (table: string): string =>
  valueNames.map((name) => `${table}.${columnOfValue[name]} AS ${name}`).join(', ');

/** As SQLite hands them over. */
export type StoredValues = Record<keyof FaceQuality, number> & {
  readonly state: FaceState;
  readonly decided: 0 | 1;
  readonly edited: 0 | 1;
  readonly pictureVersion: number;
  readonly frameIndex: number;
  readonly timeSeconds: number;
  readonly track: number;
  readonly clusterId: string | null;
  readonly twinOf: string | null;
  readonly likeness: number;
  readonly score: number;
  readonly sharpness: number;
  readonly sizePx: number;
};
