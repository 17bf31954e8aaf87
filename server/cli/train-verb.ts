/** train: trains a pair, going on with its newest run that is as asked for, unless a new one is. */
import type { RunView } from '#core/contract/run.ts';
import { showProgress } from './progress.ts';
import { printResult, requirePerson, settingsOf, type TrainingFlags, trainRun } from './steps.ts';
import type { VerbContext } from './verbs.ts';

export interface TrainFlags extends TrainingFlags {
  readonly a: string;
  readonly b: string;
  readonly new?: boolean;
  readonly data?: string;
  readonly json?: boolean;
}

export const trainVerb = async (flags: TrainFlags, context: VerbContext): Promise<void> => {
  const { runs } = context.opened.studio;
  using _progress = showProgress(context.opened.events, context.say);
  const personA = await requirePerson(context, flags.a);
  const personB = await requirePerson(context, flags.b);
  const settings = settingsOf(flags);
  const newest = (await runs.list()).find(
    (run) =>
      run.state !== 'imported' &&
      run.personA.id === personA.id &&
      run.personB.id === personB.id &&
      isAsAskedFor(run, flags),
  );
  const draft =
    newest && !flags.new
      ? await runs.extend(newest.id, settings)
      : await runs.create({ personAId: personA.id, personBId: personB.id, settings });
  context.say(`Run ${draft.id}: ${draft.settings.architecture}, from iteration ${draft.iteration} on.`);
  const run = await trainRun(context, draft.id);
  const result = { run: run.id, iterations: run.iteration, loss: { a: run.lossA, b: run.lossB } };
  printResult(
    flags,
    result,
    `${personA.name} and ${personB.name}: ${run.iteration} iterations, loss A ${run.lossA} B ${run.lossB}.`,
  );
};

const isAsAskedFor = ({ settings }: RunView, { model, batch, precision }: TrainFlags): boolean =>
  settings.architecture === (model ?? settings.architecture) &&
  settings.batchSize === (batch ?? settings.batchSize) &&
  settings.precision === (precision ?? settings.precision);
