/** The job that draws frames with settings that are still being chosen, while somebody looks: the model stays loaded. */
import { writeFile } from 'node:fs/promises';
import { type TrialOutcome, type TrialQuestion, trialQuestion } from '#core/contract/trial.ts';
import type { JobHandler, WorkerTools } from '#server/jobs/job-handler.ts';
import { createLookReader, type Looks } from '#server/pipelines/known-looks.ts';
import { labelled } from '#server/pipelines/report-pictures.ts';
import type { SwappedFrame } from '#server/pipelines/swap-faces.ts';
import { createTrialFrames, type TrialFrames } from '#server/pipelines/trial-frames.ts';
import { trialPicture } from '#server/pipelines/trial-picture.ts';
import type { FacePredictor } from '#server/ports/autoencoder-engine.ts';
import { openPredictor, resultLabel, swapOptions } from './convert-video.ts';

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
      const predictor = await model.open(question);
      const looks = await readLooks(question.knownFaces, predictor.squareShare);
      const swapped = await draw(question, { trials, looks, predictor });
      await writePicture(tools, question, swapped);
      asked.answer({ outcome: outcomeOf(swapped) });
      drawn += 1;
    } catch (error) {
      asked.refuse(error);
    }
  }
  return { drawn };
};

const draw = (
  question: TrialQuestion,
  { trials, ...swap }: { readonly trials: TrialFrames; readonly predictor: FacePredictor; readonly looks: Looks },
): Promise<SwappedFrame> => {
  const { sourcePath, facts, frameTimesPath, frameIndex } = question;
  const clip = { path: sourcePath, facts, frameTimesPath };
  return trials.draw({ clip, frameIndex }, { ...swap, ...swapOptions(question) });
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

/** The model that was asked for last. */
const createHeldModel = (tools: WorkerTools) => {
  let held: { readonly key: string; readonly predictor: FacePredictor } | undefined;
  const close = () => {
    held?.predictor[Symbol.dispose]();
    held = undefined;
  };
  return {
    open: async (question: TrialQuestion): Promise<FacePredictor> => {
      const key = JSON.stringify([question.drawnBy, question.settings.to]);
      if (held?.key === key) return held.predictor;
      close();
      held = { key, predictor: await openPredictor(question, tools) };
      return held.predictor;
    },
    [Symbol.dispose]: close,
  };
};
