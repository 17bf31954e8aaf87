/** Saves a conversion while it is made, so that another try can go on: what was noted, and how each person is followed. */
import type { Tracking, TrackState } from './track-person.ts';
import { type EarlierTry, type Followed, framesBetweenFollowed, type UnfinishedWork } from './unfinished-work.ts';

export interface WorkSaver extends AsyncDisposable {
  readonly tracking: (person: number) => Tracking;
  /** After each frame. */
  saveWhereDue(): Promise<void>;
  save(): Promise<void>;
  /** What it has taken, with the tries before. */
  spentSeconds(): number;
}

export interface SavingOptions {
  readonly work: UnfinishedWork;
  readonly people: number;
  readonly earlier: EarlierTry | undefined;
  readonly saveNotes: () => Promise<void>;
  /** So many share the time. */
  readonly atOnce: number;
}

/** A crash costs what was made in this time, or so many frames, and what the encoder still holds. */
const saveEveryMs = 2000;
const saveEveryFrames = 64;

/** Whatever ends the work, what there is then is saved, if the disk takes it. */
export const startSaving = ({ work, people, earlier, saveNotes, atOnce }: SavingOptions): WorkSaver => {
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
    tracking: gatherStates({ people, earlier, keep }),
    save,
    spentSeconds,
    saveWhereDue: async () => {
      unsaved += 1;
      if (unsaved >= saveEveryFrames || performance.now() - savedAt >= saveEveryMs) await save();
    },
    [Symbol.asyncDispose]: () => save().catch(() => undefined),
  };
};

type Gathering = Pick<SavingOptions, 'people' | 'earlier'> & {
  readonly keep: (followed: Omit<Followed, 'spentSeconds'>) => void;
};

/** Brings together how all people were followed at some of the frames. */
const gatherStates = ({ people, earlier, keep }: Gathering): ((person: number) => Tracking) => {
  /** By the frame's place, until all people are told of. */
  const waiting = new Map<number, (TrackState | undefined)[]>();
  const first = earlier ? earlier.followed.frame + 1 : 0;
  return (person) => {
    let next = first;
    return {
      from: earlier?.followed.states[person],
      note: ({ timeSeconds: clipSeconds }, state) => {
        const frame = next;
        next += 1;
        if ((frame + 1) % framesBetweenFollowed !== 0) return;
        const states = waiting.get(frame) ?? Array<TrackState | undefined>(people).fill(undefined);
        states[person] = state;
        waiting.set(frame, states);
        const all = states.filter((each) => each !== undefined);
        if (all.length < people) return;
        waiting.delete(frame);
        keep({ frame, clipSeconds, states: all });
      },
    };
  };
};
