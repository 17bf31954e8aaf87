/** Frames drawn with settings that are still being chosen: one worker holds the model and is asked frame after frame. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { errorFromReport, StudioError } from '#core/contract/errors.ts';
import { type TrialOutcome, type TryConversion, trialAnswer } from '#core/contract/trial.ts';
import { createTurns } from '#core/studio/turns.ts';
import type { ConsentsService } from './consents.ts';
import { drawingOf } from './conversion-drawing.ts';
import { createGathering } from './conversion-ingredients.ts';
import type { LookPicksService } from './look-picks.ts';

import type { StudioContext } from './studio-context.ts';
import { found } from './views.ts';

export interface TrialsService {
  /** A JPEG: the frame as it is on the left, as it would be on the right. @throws StudioError as creating the conversion does, frame_missing, cancelled */
  draw(trial: TryConversion, signal: AbortSignal): Promise<Trial>;
}

export interface Trial {
  readonly picture: Uint8Array;
  readonly outcome: TrialOutcome;
}

/** A model and some frames: hundreds of megabytes, which nobody is to pay for who has gone on to something else. */
const idleSeconds = 90;

export const createTrialsService = (
  context: StudioContext,
  parts: { readonly consents: ConsentsService; readonly looks: LookPicksService },
): TrialsService => {
  const { files } = context;
  const gather = createGathering(context, parts);
  const ask = createTrialWorker(context);
  const inTurn = createTurns(1);
  return {
    draw: async ({ frameIndex, closeUp, ...request }, signal) => {
      const ingredients = await gather(request);
      const settings = await parts.looks.settle(ingredients, signal);
      const drawing = await drawingOf(context, { settings, ingredients });
      const attempt = await files.newAttempt();
      const picturePath = join(attempt, 'trial.jpg');
      try {
        // While one is drawn the settings may have changed again and again: only the last is still waited for.
        return await inTurn(async () => {
          if (signal.aborted) throw new StudioError('cancelled', 'Nobody waits for this frame any more.');
          const answer = await ask({ ...drawing, frameIndex, closeUp, picturePath });
          const picture = found(await files.read(picturePath), 'picture');
          return { picture, outcome: trialAnswer.parse(answer).outcome };
        });
      } finally {
        await files.remove(attempt);
      }
    },
  };
};

/** Asks the worker, which is started where none is there, or where it went to rest just now. */
const createTrialWorker = ({ runner }: StudioContext) => {
  let working: Promise<string> | undefined;

  const start = (): Promise<string> => {
    const jobId = randomUUID();
    const begun = Promise.withResolvers<string>();
    const ended = runner.run({
      jobId,
      kind: 'try-conversion',
      payload: { idleSeconds },
      onStarted: () => begun.resolve(jobId),
      onProgress: () => undefined,
      onNews: async () => undefined,
      onPrinted: () => undefined,
    });
    void ended.then((outcome) => {
      working = undefined;
      begun.reject(
        outcome.status === 'failed' ? errorFromReport(outcome.error) : new StudioError('cancelled', 'The trial ended.'),
      );
    });
    return begun.promise;
  };

  const ask = async (question: unknown): Promise<unknown> => {
    working ??= start();
    return runner.ask(await working, question);
  };
  return async (question: unknown): Promise<unknown> => {
    try {
      return await ask(question);
    } catch (error) {
      if (!(error instanceof StudioError && error.code === 'job_state')) throw error;
      working = undefined;
      return ask(question);
    }
  };
};
