/**
 * Face models that look at each face of a frame once: who draws a frame again with other settings gets what was seen the first
 * time. They go by the frame's place in the clip, so they are good for one clip, and for as long as its frames are held.
 */
import type { ClipFaceModels, FaceInFrame } from '#server/ports/clip-face-models.ts';
import type { FoundFace } from '#server/ports/face-models.ts';
import type { HandModels } from '#server/ports/hand-models.ts';

export const rememberedFaces = (models: ClipFaceModels): Omit<ClipFaceModels, typeof Symbol.dispose> => {
  const nameOf = createNames();
  const found = new Map<string, Promise<FoundFace[]>>();
  const keyOf = ({ frame, face }: FaceInFrame): string => `${frame.index} ${nameOf(face)}`;
  const follow = remembered(keyOf, (faces) => models.follow(faces));
  const describe = remembered(keyOf, (faces) => models.describe(faces));
  return {
    find: (look) => {
      const key = `${look.frame.index} ${look.thorough} ${look.known.map(nameOf)}`;
      const known = found.get(key) ?? models.find(look);
      found.set(key, known);
      return known;
    },
    follow,
    describe,
    gaze: remembered(keyOf, (faces) => models.gaze(faces)),
  };
};

/** The same for hands. */
export const rememberedHands = (models: HandModels): HandModels => ({
  measure: remembered(
    ({ frame, square: { centre, side, turn } }) => `${frame.index} ${centre} ${side} ${turn}`,
    (squares) => models.measure(squares),
  ),
  [Symbol.dispose]: () => undefined,
});

/** Only what was not asked before is asked, and all of that at once. */
const remembered = <Item, Value>(
  keyOf: (item: Item) => string,
  ask: (items: readonly Item[]) => Promise<readonly Value[]>,
) => {
  const known = new Map<string, Promise<Value>>();
  return (items: readonly Item[]): Promise<Value[]> => {
    const fresh = items.filter((item) => !known.has(keyOf(item)));
    if (fresh.length > 0) {
      const answers = ask(fresh);
      for (const [index, item] of fresh.entries())
        known.set(
          keyOf(item),
          answers.then((all) => all[index] as Value),
        );
    }
    return Promise.all(items.map((item) => known.get(keyOf(item)) as Promise<Value>));
  };
};

/** Faces are objects that are handed on: the same one is the same face. */
const createNames = (): ((face: FoundFace) => number) => {
  const names = new WeakMap<FoundFace, number>();
  let count = 0;
  return (face) => {
    const known = names.get(face) ?? count++;
    names.set(face, known);
    return known;
  };
};
