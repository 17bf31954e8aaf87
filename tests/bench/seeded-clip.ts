/** A clip with faces nobody has: who is in it, where their heads go, how their pictures measure. */

import { usualSampling } from '#core/contract/clip.ts';
import type { FoundFaceRecord } from '#core/contract/jobs.ts';
import { likenessOf, type Zone, zoneOf } from '#core/dataset/likeness.ts';
import { meanMesh } from '#core/dataset/mean-mesh.ts';
import type { ClipRecord } from '#server/ports/studio-store.ts';
import type { Draws } from './draws.ts';

/** Somebody who is in the clips. */
export interface Head {
  readonly number: number;
  readonly clusterId: string;
  readonly zone: Zone;
  readonly descriptor: Float32Array;
}

export interface Cast {
  readonly own: Head;
  readonly all: readonly Head[];
}

export interface SeededFace extends Omit<FoundFaceRecord, 'descriptor'> {
  readonly head: Head;
  readonly likeness: number;
  readonly twinOf: string | null;
  /** Made when it is asked for: those of a whole clip would fill the memory. */
  readonly descriptorOf: () => Float32Array;
}

const descriptorLength = 1024;

/** The person, the same one years younger, and six others: cosines of about 0.9 within and 0.5 between, as measured of real faces. */
export const castOf = (draw: Draws): Cast => {
  const own = unit(Float32Array.from({ length: descriptorLength }, () => Math.max(0, draw.normal() + 0.3)));
  const descriptors = [
    own,
    apartFrom(own, 1.15, draw),
    ...Array.from({ length: 6 }, () =>
      unit(Float32Array.from({ length: descriptorLength }, () => Math.max(0, draw.normal() + 0.3))),
    ),
  ];
  const all = descriptors.map((descriptor, number): Head => {
    const zone = zoneOf(likenessOf(descriptor, own));
    return { number, clusterId: draw.id(), zone, descriptor };
  });
  return { own: all[0] as Head, all };
};

/** `spread` 0.5 gives a cosine of about 0.9. */
const apartFrom = (centre: Float32Array, spread: number, draw: Draws): Float32Array => {
  const step = spread / Math.sqrt(descriptorLength);
  return unit(centre.map((value) => value + step * draw.normal()));
};

const unit = (values: Float32Array): Float32Array => {
  const length = Math.sqrt(likenessOf(values, values));
  return values.map((value) => value / length);
};

const frameRate = 25;
const [frameWidth, frameHeight] = [1920, 1080];

interface Seeded {
  readonly personId: string;
  readonly index: number;
  readonly count: number;
  readonly cast: Cast;
  readonly draw: Draws;
}

export const seededClip = (options: Seeded): { clip: ClipRecord; found: SeededFace[] } => {
  const { personId, index, count, draw } = options;
  const found: SeededFace[] = [];
  for (let track = 0, frame = 0; found.length < count; track += 1) {
    const length = Math.min(count - found.length, 20 + Math.floor(draw.share() * 260));
    found.push(...seededTrack(options, { track, frame, length }));
    // Some heads are in the picture together.
    frame += draw.share() < 0.7 ? length : Math.floor(length / 3);
  }
  const frameCount = Math.max(...found.map(({ frameIndex }) => frameIndex)) + 1;
  const clip: ClipRecord = {
    id: draw.id(),
    personId,
    name: `Drawn clip ${String(index + 1).padStart(2, '0')}.mp4`,
    state: 'ready',
    extension: 'mp4',
    sizeBytes: 1000 * frameCount,
    sha256: null,
    facts: {
      durationSeconds: frameCount / frameRate,
      frameRate,
      frameCount,
      width: frameWidth,
      height: frameHeight,
      rotation: 0,
      codec: 'h264',
      container: 'mp4',
      pixelFormat: 'yuv420p',
      audioCodec: null,
      fieldOrder: 'progressive',
      transfer: 'sdr',
      range: 'limited',
    },
    playable: false,
    kind: 'video',
    linkedPath: null,
    sourceUrl: null,
    hasProxy: false,
    sampling: usualSampling,
    excluded: [],
    descriptor: null,
    extractedAt: null,
    createdAt: new Date(Date.UTC(2026, 0, 6, 0, index)).toISOString(),
  };
  return { clip, found };
};

interface Track {
  readonly track: number;
  readonly frame: number;
  readonly length: number;
}

const seededTrack = ({ cast, draw }: Seeded, { track, frame, length }: Track): SeededFace[] => {
  const head = draw.share() < 0.7 ? cast.own : (cast.all[Math.floor(draw.share() * cast.all.length)] as Head);
  const centre = apartFrom(head.descriptor, 0.35, draw);
  const trackLikeness = likenessOf(centre, cast.own.descriptor);
  const sizePx = 60 + 400 * draw.share() ** 2;
  const way = Object.fromEntries(
    ['yaw', 'pitch', 'roll', 'mouth', 'eyes', 'light', 'sharp', 'x', 'y'].map((name) => [name, wander(draw)]),
  ) as Record<string, () => number>;
  const at = (name: string): number => way[name]?.() ?? 0;
  let best: string | null = null;
  return Array.from({ length }, (_, step): SeededFace => {
    const id = draw.id();
    // Heads hold still for some frames: then one stands for all.
    const isTwin = best !== null && draw.share() < 0.35;
    const twinOf = isTwin ? best : null;
    if (!isTwin) best = id;
    const [x, y] = [frameWidth * (0.5 + at('x') / 8), frameHeight * (0.5 + at('y') / 8)];
    const mesh = Array.from({ length: 936 }, (_, point) => {
      const [along, centreOf] = point % 2 ? [1, y] : [0, x];
      return centreOf + (sizePx / 1.8) * (meanMesh[3 * (point >> 1) + along] as number);
    });
    return {
      id,
      head,
      twinOf,
      likeness: Math.min(1, trackLikeness + 0.03 * draw.normal()),
      descriptorOf: () => apartFrom(centre, 0.45, draw),
      frameIndex: frame + step,
      timeSeconds: (frame + step) / frameRate,
      track,
      box: { left: x - sizePx / 2, top: y - sizePx / 2, width: sizePx, height: sizePx },
      mesh,
      similarity: [256 / (2 * sizePx), 0, 128 - (x * 256) / (2 * sizePx), 128 - (y * 256) / (2 * sizePx)],
      score: 1 - 0.5 * draw.share() ** 3,
      sharpness: Math.exp(4.5 + at('sharp') / 2) * (sizePx / 200),
      sizePx: sizePx * (1 + 0.05 * draw.normal()),
      exposure: Math.max(0, Math.min(1, 0.45 + 0.12 * at('light'))),
      covered: draw.share() < 0.9 ? 0 : draw.share() * 0.6,
      yaw: 22 * at('yaw'),
      pitch: 10 * at('pitch'),
      roll: 7 * at('roll'),
      eyes: Math.max(0, 0.27 + 0.06 * at('eyes')),
      mouth: Math.max(0, 0.15 + 0.2 * at('mouth')),
      lightX: Math.max(-1, Math.min(1, 0.4 * at('light'))),
      lightY: Math.max(-1, Math.min(1, 0.3 + 0.2 * at('light'))),
    };
  });
};

/** A value that goes on from where it was, about 0, spread 1. */
const wander = (draw: Draws): (() => number) => {
  let value = draw.normal();
  return () => {
    value = 0.95 * value + 0.31 * draw.normal();
    return value;
  };
};
