/** convert: one video with a pair's newest trained run. */
import { extname } from 'node:path';
import type { CreateConversion } from '#core/contract/conversion.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { Side } from '#core/contract/run.ts';
import { type VideoFormat, type VideoQuality, videoFiles } from '#core/contract/video-format.ts';
import { requireFile, requireWritable } from './caller-paths.ts';
import { showProgress } from './progress.ts';
import { convertFile, printResult, requirePerson } from './steps.ts';
import type { VerbContext } from './verbs.ts';

export interface ConvertFlags {
  readonly a: string;
  readonly b: string;
  readonly convert: string;
  readonly to: Side;
  readonly out: string;
  readonly sideBySide?: boolean;
  readonly from?: number;
  readonly until?: number;
  readonly format: VideoFormat;
  readonly quality: VideoQuality;
  readonly data?: string;
  readonly json?: boolean;
}

export const convertVerb = async (flags: ConvertFlags, context: VerbContext): Promise<void> => {
  const path = await requireFile(flags.convert);
  const out = await requireWritable(flags.out);
  refuseOtherName(flags);
  using _progress = showProgress(context.opened.events, context.say);
  const personIds = { a: (await requirePerson(context, flags.a)).id, b: (await requirePerson(context, flags.b)).id };
  const runs = await context.opened.studio.runs.list();
  const run = runs.find(
    (each) => each.personA.id === personIds.a && each.personB.id === personIds.b && each.checkpoints.length > 0,
  );
  if (!run) throw new StudioError('no_checkpoint', 'This pair has no trained run yet.');
  const options = { runId: run.id, personIds, path, out, settings: settingsOf(flags) };
  const { frames, seconds } = await convertFile(context, options);
  printResult(
    flags,
    { output: out, frames: frames?.written ?? 0, seconds },
    `${out}: ${frames?.written ?? 0} frames, ${frames?.swapped ?? 0} with a new face.`,
  );
};

/** A player goes by the name. */
const refuseOtherName = ({ out, format }: ConvertFlags): void => {
  const { extension } = videoFiles[format];
  if (extname(out).toLowerCase() === `.${extension}`) return;
  throw new StudioError('bad_request', `A video of format ${format} has to be called something.${extension}.`, {
    facts: { format, extension },
  });
};

const settingsOf = ({
  to,
  sideBySide = false,
  from,
  until,
  format,
  quality,
}: ConvertFlags): CreateConversion['settings'] => ({
  to,
  sideBySide,
  inSeconds: from ?? null,
  outSeconds: until ?? null,
  format,
  quality,
});
