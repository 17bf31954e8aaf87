/** Everybody whose faces are in a run: each of them has to consent to whatever is made of it. */
import { StudioError } from '#core/contract/errors.ts';
import type { RunSettings, Side } from '#core/contract/run.ts';
import type { ClipRecord, RunRecord } from '#server/ports/studio-store.ts';

type Trained = Pick<RunRecord, 'personAId' | 'personBId'> & { readonly settings: Pick<RunSettings, 'morePeople'> };

/** The person of the pair first. */
export const peopleOfSide = ({ personAId, personBId, settings }: Trained, side: Side): string[] => [
  side === 'a' ? personAId : personBId,
  ...settings.morePeople[side],
];

export const peopleOfRun = (run: Trained): string[] => [...peopleOfSide(run, 'a'), ...peopleOfSide(run, 'b')];

/** With whoever the clip belongs to. */
export const peopleOfConversion = ({ run, clip }: { readonly run: Trained; readonly clip: ClipRecord }): string[] => [
  ...peopleOfRun(run),
  clip.personId,
];

/** @throws StudioError bad_request where somebody is there twice: a side would learn to draw the face of the other */
export const requireDifferentPeople = (run: Trained): void => {
  const people = peopleOfRun(run);
  if (new Set(people).size === people.length) return;
  throw new StudioError(
    'bad_request',
    'A run needs different people: nobody can be on both sides of it, or twice on one.',
  );
};
