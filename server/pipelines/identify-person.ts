/** Which of the faces of a clip are the person's own: those near a known face, or else the largest group of one face. */
import { likenessOf, meanDescriptor, samePersonFloor, samePhotoFloor } from './likeness.ts';

export interface IdentifyPerson {
  /** Of every face found, in order of time. */
  readonly descriptors: readonly Float32Array[];
  /** The person's own face from elsewhere: a photo or other clips. */
  readonly known: Float32Array | undefined;
}

export interface Identity {
  /** The person's mean descriptor in this clip, unit length. */
  readonly descriptor: Float32Array;
  /** Per face: cosine to that mean. */
  readonly likeness: readonly number[];
  /** Per face: whether it is the person's own. */
  readonly own: readonly boolean[];
}

/** Undefined where none of the faces is like the known one. */
export const identifyPerson = ({ descriptors, known }: IdentifyPerson): Identity | undefined => {
  const groups = groupByIdentity(descriptors);
  const chosen = known
    ? nearest(groups, known)
    : groups.reduce<Group | undefined>(
        (largest, group) => (largest && largest.members.length >= group.members.length ? largest : group),
        undefined,
      );
  if (!chosen) return undefined;
  const likeness = descriptors.map((descriptor) => likenessOf(descriptor, chosen.centre));
  return { descriptor: chosen.centre, likeness, own: likeness.map((value) => value >= samePersonFloor) };
};

interface Group {
  readonly members: Float32Array[];
  centre: Float32Array;
}

const nearest = (groups: readonly Group[], known: Float32Array): Group | undefined => {
  const ranked = groups
    .map((group) => ({ group, likeness: likenessOf(group.centre, known) }))
    .sort((a, b) => b.likeness - a.likeness);
  return ranked[0] && ranked[0].likeness >= samePhotoFloor ? ranked[0].group : undefined;
};

/** One pass that puts each face to the nearest group or starts one, then groups that turn out to be near are joined. */
const groupByIdentity = (descriptors: readonly Float32Array[]): Group[] => {
  const groups: Group[] = [];
  for (const descriptor of descriptors) {
    const best = groups
      .map((group) => ({ group, likeness: likenessOf(group.centre, descriptor) }))
      .sort((a, b) => b.likeness - a.likeness)[0];
    if (best && best.likeness >= samePersonFloor) join(best.group, [descriptor]);
    else groups.push({ members: [descriptor], centre: descriptor });
  }
  return joinNear(groups);
};

const join = (group: Group, members: readonly Float32Array[]): void => {
  group.members.push(...members);
  group.centre = meanDescriptor(group.members);
};

const joinNear = (groups: Group[]): Group[] => {
  for (let i = 0; i < groups.length; i++) {
    for (let j = i + 1; j < groups.length; j++) {
      const [one, other] = [groups[i] as Group, groups[j] as Group];
      if (likenessOf(one.centre, other.centre) < samePersonFloor) continue;
      join(one, other.members);
      groups.splice(j, 1);
      // The joined group's centre has moved: compare it with all again.
      return joinNear(groups);
    }
  }
  return groups;
};
