/** The job that draws frames with settings that are still being chosen, while somebody looks: the model stays loaded. */
import { writeFile } from 'node:fs/promises';
import { type TrialOutcome, type TrialQuestion, trialQuestion } from '#core/contract/trial.ts';
import type { JobHandler, WorkerTools } from '#server/jobs/job-handler.ts';
import { type OpenedPredictors, openPredictors, resultLabel, swapOptions } from '#server/jobs/swap-drawing.ts';
import { createLookReader, type Looks } from '#server/pipelines/known-looks.ts';
import { labelled } from '#server/pipelines/report-pictures.ts';
import type { SwappedFrame } from '#server/pipelines/swap-faces.ts';
import { createTrialFrames, type TrialFrames } from '#server/pipelines/trial-frames.ts';
import { trialPicture } from '#server/pipelines/trial-picture.ts';
import type { HandModels } from '#server/ports/hand-models.ts';

export const tryConversion: JobHandler<'try-conversion'> = async ({ idleSeconds }, context) => {
  const { tools, signal, nextQuestion } = context;
  // Before any other graph: the face models say on how many threads the library runs one, and it listens but once.
  const models = tools.clipFaceModels();
  const trials = createTrialFrames({ frames: tools.frames, models, signal });
  using model = createHeldModel(tools);
  const readLooks = createLookReader(tools.images);
  let drawn = 0;
  for (let asked = await nextQuestion(idleSeconds * 1000); asked; asked = await nextQuestion(idleSeconds * 1000)) {
    try {
      const question = trialQuestion.parse(asked.question);
      const opened = await model.open(question);
      const looks = await readLooks(question.knownFaces, opened.squareShares);
      const hands = question.settings.keepInFront ? tools.handModels() : undefined;
      const swapped = await draw(question, { trials, looks, hands, opened });
      await writePicture(tools, question, swapped);
      asked.answer({ outcome: outcomeOf(swapped) });
      drawn += 1;
    } catch (error) {
      asked.refuse(error);
    }
  }
  return { drawn };
};

interface Drawing {
  readonly trials: TrialFrames;
  readonly looks: Looks;
  readonly hands: HandModels | undefined;
  readonly opened: OpenedPredictors;
}

const draw = (question: TrialQuestion, { trials, looks, hands, opened }: Drawing): Promise<SwappedFrame> => {
  const { sourcePath, facts, frameTimesPath, frameIndex } = question;
  const clip = { path: sourcePath, facts, frameTimesPath };
  return trials.draw({ clip, frameIndex }, { looks, hands, ...swapOptions(question, opened) });
};

const outcomeOf = ({ face, absence }: SwappedFrame): TrialOutcome => (face ? 'swapped' : (absence ?? 'nobody'));

const writePicture = async (
  { images }: WorkerTools,
  { closeUp, picturePath }: TrialQuestion,
  swapped: SwappedFrame,
): Promise<void> => {
  const picture = trialPicture(swapped, { closeUp });
  // An untouched frame is not to be called altered.
  const shown = swapped.face ? labelled(picture, resultLabel) : picture;
  await writeFile(picturePath, await images.encodeJpeg(shown, { quality: 90 }));
};

/** The models that were asked for last. */
const createHeldModel = (tools: WorkerTools) => {
  let held: { readonly key: string; readonly opened: OpenedPredictors } | undefined;
  const close = () => {
    held?.opened[Symbol.dispose]();
    held = undefined;
  };
  return {
    open: async (question: TrialQuestion): Promise<OpenedPredictors> => {
      const others = question.drawnByOthers?.map(({ person, drawnBy, to }) => [person, drawnBy, to]);
      const key = JSON.stringify([question.drawnBy, question.settings.to, question.swappedPeople?.length, others]);
      if (held?.key === key) return held.opened;
      close();
      held = { key, opened: await openPredictors(question, tools) };
      return held.opened;
    },
    [Symbol.dispose]: close,
  };
};
