/** What a worker keeps of a clip's faces until it knows whose they are: little for each, and what waits to be sent. */
import type { FaceIdentity, FoundFaceRecord, JobResult } from '#core/contract/jobs.ts';
import type { CutFace } from '#core/dataset/cut-face.ts';
import { likenessOf } from '#core/dataset/likeness.ts';
import { findTwins } from '#core/dataset/near-duplicates.ts';
import type { DescribedItem } from './describe-tracks.ts';
import { type IdentifyTracks, identifyTracks } from './identify-tracks.ts';

interface KeptTrack {
  /** Those measured along it, each once. */
  readonly descriptors: Float32Array[];
  faceCount: number;
}

export class ClipFaces {
  readonly #twins = findTwins();
  readonly #tracks = new Map<number, KeptTrack>();
  readonly #kept: { readonly id: string; readonly track: number; readonly descriptor: Float32Array }[] = [];
  #waiting: FoundFaceRecord[] = [];

  get count(): number {
    return this.#kept.length;
  }

  /** Faces not yet taken for sending. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Faces of one track in order of time. */
  add({ item: { record, crop }, track, descriptor }: DescribedItem<CutFace>): void {
    this.#twins.add({ ...record, track, crop });
    this.#kept.push({ id: record.id, track, descriptor });
    this.#waiting.push({ ...record, track, descriptor: Array.from(descriptor, toHundredThousandths) });
    const kept = this.#tracks.get(track) ?? { descriptors: [], faceCount: 0 };
    // The faces that share one come one after the other.
    if (kept.descriptors.at(-1) !== descriptor) kept.descriptors.push(descriptor);
    kept.faceCount += 1;
    this.#tracks.set(track, kept);
  }

  takeWaiting(most = this.#waiting.length): FoundFaceRecord[] {
    return this.#waiting.splice(0, most);
  }

  identify(known: Omit<IdentifyTracks, 'tracks' | 'newId'>): {
    identities: FaceIdentity[];
    descriptor: number[] | null;
    clusters: JobResult<'extract-faces'>['clusters'];
  } {
    const tracks = [...this.#tracks].map(([track, kept]) => ({ track, ...kept }));
    const result = identifyTracks({ ...known, tracks, newId: () => crypto.randomUUID() });
    const ofTrack = new Map(result.tracks.map((identity) => [identity.track, identity]));
    const twins = this.#twins.twins();
    const identities = this.#kept.map(({ id, track, descriptor }): FaceIdentity => {
      const { state = 'other', clusterId = '' } = ofTrack.get(track) ?? {};
      return { id, state, clusterId, likeness: likenessOf(descriptor, result.person), twinOf: twins.get(id) ?? null };
    });
    return {
      identities,
      descriptor: result.descriptor && Array.from(result.descriptor),
      clusters: [...result.clusters],
    };
  }
}

/** Of a descriptor's numbers, which are some hundredths: a third of the digits to send. */
const toHundredThousandths = (value: number): number => Math.round(value * 100_000) / 100_000;
