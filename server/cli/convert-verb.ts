/** convert: one video with a pair's newest trained run, the one that is named, or a model of others. */
import { extname } from 'node:path';
import type { ConversionSettings, CreateConversion } from '#core/contract/conversion.ts';
import type { DfmModelView } from '#core/contract/dfm-model.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { RunView, Side } from '#core/contract/run.ts';
import { type VideoFormat, type VideoQuality, videoFiles } from '#core/contract/video-format.ts';
import { requireFile, requireWritable } from './caller-paths.ts';
import { lookInWords } from './look-in-words.ts';
import { showProgress } from './progress.ts';
import { type ConvertOptions, convertFile, printResult, requirePerson } from './steps.ts';
import type { VerbContext } from './verbs.ts';

export interface ConvertFlags {
  readonly a: string;
  readonly b?: string;
  readonly model?: string;
  readonly convert: string;
  readonly to: Side;
  readonly out: string;
  readonly run?: string;
  readonly sideBySide?: boolean;
  readonly keepInFront?: boolean;
  readonly from?: number;
  readonly until?: number;
  readonly format?: VideoFormat;
  readonly depth: ConversionSettings['depth'];
  readonly quality: VideoQuality;
  readonly data?: string;
  readonly json?: boolean;
}

export const convertVerb = async (flags: ConvertFlags, context: VerbContext): Promise<void> => {
  const path = await requireFile(flags.convert);
  const out = await requireWritable(flags.out);
  refuseOtherName(flags);
  using _progress = showProgress(context.opened.events, context.say);
  const drawer = flags.model === undefined ? await byRun(flags, context) : await byModel(flags.model, flags, context);
  const options = { ...drawer, path, out, settings: settingsOf(flags) };
  const { frames, seconds, settings } = await convertFile(context, options);
  if (settings.lookPick) context.say(lookInWords(settings.lookPick));
  printResult(
    flags,
    { output: out, frames: frames?.written ?? 0, seconds },
    `${out}: ${frames?.written ?? 0} frames, ${frames?.swapped ?? 0} with a new face.`,
  );
};

type Drawer = Pick<ConvertOptions, 'runId' | 'modelId' | 'personIds'>;

const byRun = async (flags: ConvertFlags, context: VerbContext): Promise<Drawer> => {
  if (flags.b === undefined)
    throw new StudioError('bad_request', 'Name person B with --b, or a model of others with --model.');
  const personIds = { a: (await requirePerson(context, flags.a)).id, b: (await requirePerson(context, flags.b)).id };
  const run = await trainedRun(context, { personIds, named: flags.run });
  context.say(`With run ${run.id}: ${run.settings.architecture}, ${run.iteration} iterations.`);
  return { runId: run.id, personIds };
};

/** Person A is whom the video shows; B is who was named for the model's face. */
const byModel = async (nameOrId: string, flags: ConvertFlags, context: VerbContext): Promise<Drawer> => {
  const models = await context.opened.studio.dfmModels.list();
  const named = models.filter(({ id, name }) => id === nameOrId || name === nameOrId);
  const [model] = named;
  if (!model)
    throw new StudioError('not_found', `There is no model of others called ${nameOrId}.`, {
      facts: { model: nameOrId },
    });
  if (named.length > 1)
    throw new StudioError('bad_request', `Several models are called ${nameOrId}: give the id instead.`);
  const a = (await requirePerson(context, flags.a)).id;
  // Whoever was not named is refused when the conversion is made, with the reason.
  const b = model.person?.id ?? '';
  if (flags.b !== undefined && (await requirePerson(context, flags.b)).id !== b)
    throw new StudioError('bad_request', `${model.name} does not show ${flags.b}: ${shownBy(model)}.`);
  context.say(`With model ${model.id}: ${model.name}, ${shownBy(model)}.`);
  return { modelId: model.id, personIds: { a, b } };
};

const shownBy = ({ person }: DfmModelView): string =>
  person ? `it shows ${person.name}` : 'nobody was named whose face it shows';

const trainedRun = async (
  { opened: { studio } }: VerbContext,
  { personIds, named }: { readonly personIds: Readonly<Record<Side, string>>; readonly named: string | undefined },
): Promise<RunView> => {
  const ofPair = (await studio.runs.list()).filter(
    ({ personA, personB }) => personA.id === personIds.a && personB.id === personIds.b,
  );
  if (named !== undefined && !ofPair.some(({ id }) => id === named))
    throw new StudioError('not_found', 'This pair has no such run.', { facts: { run: named } });
  const run = ofPair.find(({ id, checkpoints }) => checkpoints.length > 0 && (named === undefined || id === named));
  if (!run) throw new StudioError('no_checkpoint', 'This pair has no trained run yet.');
  return run;
};

/** A player goes by the name. Where the clip decides between H.264 and HEVC, either is an MP4. */
const refuseOtherName = ({ out, format = 'h264' }: ConvertFlags): void => {
  const { extension } = videoFiles[format];
  if (extname(out).toLowerCase() === `.${extension}`) return;
  throw new StudioError('bad_request', `A video of format ${format} has to be called something.${extension}.`, {
    facts: { format, extension },
  });
};

const settingsOf = ({
  to,
  sideBySide = false,
  keepInFront = false,
  from,
  until,
  format,
  depth,
  quality,
}: ConvertFlags): CreateConversion['settings'] => ({
  to,
  sideBySide,
  keepInFront,
  inSeconds: from ?? null,
  outSeconds: until ?? null,
  ...(format && { format }),
  depth,
  quality,
});
