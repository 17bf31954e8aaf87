/** Saves a conversion while it is made, so that another try can go on: what was noted, and how each person is followed. */
import type { SwapGoingOn, SwapStates } from './swap-faces.ts';
import type { GoingOn } from './track-person.ts';
import { type EarlierTry, type Followed, framesBetweenFollowed, type UnfinishedWork } from './unfinished-work.ts';

export interface WorkSaver extends AsyncDisposable {
  readonly going: (person: number) => SwapGoingOn;
  /** After each frame. */
  saveWhereDue(): Promise<void>;
  save(): Promise<void>;
  /** What it has taken, with the tries before. */
  spentSeconds(): number;
}

export interface SavingOptions {
  readonly work: UnfinishedWork;
  readonly people: number;
  /** What each of them is told of by. */
  readonly told: readonly (keyof SwapStates)[];
  readonly earlier: EarlierTry | undefined;
  readonly saveNotes: () => Promise<void>;
  /** So many share the time. */
  readonly atOnce: number;
}

/** A crash costs what was made in this time, or so many frames, and what the encoder still holds. */
const saveEveryMs = 2000;
const saveEveryFrames = 64;

/** Whatever ends the work, what there is then is saved, if the disk takes it. */
export const startSaving = ({ work, people, told, earlier, saveNotes, atOnce }: SavingOptions): WorkSaver => {
  const startedAt = performance.now();
  const spentSeconds = () => (earlier?.followed.spentSeconds ?? 0) + (performance.now() - startedAt) / 1000 / atOnce;
  let [savedAt, unsaved] = [startedAt, 0];
  let following: Promise<void> = Promise.resolve();
  const keep = (followed: Omit<Followed, 'spentSeconds'>): void => {
    following = following.then(() => work.saveFollowed({ ...followed, spentSeconds: spentSeconds() }));
    // A failure is met at the next save; until then it would count as unhandled and end the process.
    following.catch(() => undefined);
  };
  const save = async (): Promise<void> => {
    await Promise.all([following, saveNotes()]);
    [savedAt, unsaved] = [performance.now(), 0];
  };
  return {
    going: gatherStates({ people, told, earlier, keep }),
    save,
    spentSeconds,
    saveWhereDue: async () => {
      unsaved += 1;
      if (unsaved >= saveEveryFrames || performance.now() - savedAt >= saveEveryMs) await save();
    },
    [Symbol.asyncDispose]: () => save().catch(() => undefined),
  };
};

type Gathering = Pick<SavingOptions, 'people' | 'told' | 'earlier'> & {
  readonly keep: (followed: Omit<Followed, 'spentSeconds'>) => void;
};

/** Brings together how all stood at some of the frames: what is told of one comes as the frame goes its way. */
const gatherStates = ({ people, told, earlier, keep }: Gathering): ((person: number) => SwapGoingOn) => {
  /** By the frame's place, until all is told. */
  const waiting = new Map<number, Partial<SwapStates>[]>();
  const note = ({ frame, person, clipSeconds, state }: Told): void => {
    const states = waiting.get(frame) ?? Array.from({ length: people }, () => ({}));
    states[person] = { ...states[person], ...state };
    waiting.set(frame, states);
    if (!states.every((each) => told.every((name) => name in each))) return;
    waiting.delete(frame);
    keep({ frame, clipSeconds, states });
  };
  const first = earlier ? earlier.followed.frame + 1 : 0;
  const goingOn = <Name extends keyof SwapStates>(person: number, name: Name): GoingOn<SwapStates[Name]> => {
    let next = first;
    return {
      from: earlier?.followed.states[person]?.[name],
      note: ({ timeSeconds: clipSeconds }, state) => {
        const frame = next;
        next += 1;
        if ((frame + 1) % framesBetweenFollowed === 0) note({ frame, person, clipSeconds, state: { [name]: state } });
      },
    };
  };
  return (person) => ({
    face: goingOn(person, 'face'),
    hands: goingOn(person, 'hands'),
    narrowing: goingOn(person, 'narrowing'),
  });
};

interface Told {
  readonly frame: number;
  readonly person: number;
  readonly clipSeconds: number;
  readonly state: Partial<SwapStates>;
}
