/** Every verb with its flags. What a verb does is in its own file. */

import { Command, InvalidArgumentError, Option } from 'commander';
import { type ArchitectureName, architectureName } from '#core/contract/architecture-name.ts';
import { conversionSettings } from '#core/contract/conversion.ts';
import { wantedPrecision } from '#core/contract/run.ts';
import { videoFormat, videoQuality } from '#core/contract/video-format.ts';
import type { ConfigOptions } from '#server/config.ts';
import { fromCaller } from './caller-paths.ts';
import { convertVerb } from './convert-verb.ts';
import { extractVerb } from './extract-verb.ts';
import { importVerb } from './import-verb.ts';
import { sampleVerb } from './sample-verb.ts';
import { swapVerb } from './swap-verb.ts';
import { trainVerb } from './train-verb.ts';
import type { CliTools, VerbContext } from './verbs.ts';

export interface ProgramOptions {
  readonly tools: CliTools;
  readonly signal: AbortSignal;
  readonly setExitCode: (code: number) => void;
}

export const createProgram = ({ tools, signal, setExitCode }: ProgramOptions): Command => {
  const program = new Command('understudy')
    .description('A self-hosted studio for consented face replacement in video.')
    .version(tools.version)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  /** Opens the studio of the configured data folder around a verb. */
  const withStudio =
    <Flags extends DataFlag>(verb: (flags: Flags, context: VerbContext) => Promise<void>) =>
    async (flags: Flags): Promise<void> => {
      const opened = await tools.open(tools.loadConfig(configOf(flags)));
      const stop = () => void opened.studio.close();
      signal.addEventListener('abort', stop, { once: true });
      try {
        signal.throwIfAborted();
        await verb(flags, { opened, signal, say: (line) => process.stderr.write(`${line}\n`) });
        signal.throwIfAborted();
      } finally {
        await opened.studio.close();
      }
    };
  addServing(program, tools, signal);
  addWork(program, withStudio);
  addConvert(program, withStudio);
  program
    .command('bench <name> [args...]')
    .description('measure a part of the studio (train, extract, convert, ...)')
    .option('--json', 'end with one line of JSON')
    .allowUnknownOption()
    .helpOption(false)
    .action(async (name: string, args: string[], flags: { json?: boolean }) => {
      setExitCode(await tools.runFile('tests/bench/run.ts', [name, ...args, ...(flags.json ? ['--json'] : [])]));
    });
  program
    .command('doctor')
    .description('say for each part what was found and what to do about it')
    .option('--json', 'as one line of JSON')
    .action(async (flags: { json?: boolean }) => {
      setExitCode(await tools.runFile('server/setup/run.mjs', ['doctor', ...(flags.json ? ['--json'] : [])]));
    });
  return program;
};

interface DataFlag {
  readonly data?: string;
  readonly port?: number;
  readonly host?: string;
}

const configOf = ({ data, port, host }: DataFlag): ConfigOptions => ({
  ...(data === undefined ? {} : { dataFolder: fromCaller(data) }),
  ...(port === undefined ? {} : { port }),
  ...(host === undefined ? {} : { host }),
});

const addServing = (program: Command, tools: CliTools, signal: AbortSignal): void => {
  for (const [verb, description] of [
    ['serve', 'serve the studio in the browser'],
    ['dev', 'serve it with pages that reload by themselves'],
  ] as const) {
    program
      .command(verb)
      .description(description)
      .option('--port <number>', 'port to listen on (4310)', wholeNumber)
      .option('--host <name>', 'address of this machine to listen on (127.0.0.1)')
      .addOption(dataOption())
      .action(async (flags: DataFlag) => {
        const onReady = (address: string) => process.stdout.write(`Understudy is at ${address}\n`);
        await tools.serve({ config: tools.loadConfig(configOf(flags)), dev: verb === 'dev', signal, onReady });
      });
  }
};

type WithStudio = <Flags extends DataFlag>(
  verb: (flags: Flags, context: VerbContext) => Promise<void>,
) => (flags: Flags) => Promise<void>;

const addWork = (program: Command, withStudio: WithStudio): void => {
  trainingOptions(
    program
      .command('swap')
      .description('two people’s videos in, a converted video out')
      .requiredOption('--a <file...>', 'videos of person A')
      .requiredOption('--b <file...>', 'videos of person B')
      .requiredOption('--convert <file>', 'the video to convert'),
  )
    .addOption(toOption())
    .requiredOption('--out <file>', 'where the result goes')
    .option('--run <id>', 'a run of the pair, as `train --json` names it')
    .option('--side-by-side', 'also write original and result side by side, as <out>.side-by-side.mp4')
    .option('--consent-note <text>', 'who agreed to this use of their face, and how (needed)')
    .option('--json', 'end with one line of JSON on stdout')
    .action(withStudio(swapVerb));
  program
    .command('import')
    .description('import videos of a person')
    .requiredOption('--person <name>', 'whose they are: a name or an id; made where there is none')
    .option('--file <file...>', 'the videos')
    .option('--url <address...>', 'videos to be downloaded')
    .option('--consent-note <text>', 'recorded as their consent; needed where none is recorded yet')
    .option('--json', 'end with one line of JSON on stdout')
    .addOption(dataOption())
    .action(withStudio(importVerb));
  program
    .command('extract')
    .description('find the faces of a person’s clips anew')
    .requiredOption('--person <name>', 'a name or an id')
    .option('--samples-per-second <number>', 'frames looked at in a second of video, or `all`', '5')
    .option('--json', 'end with one line of JSON on stdout')
    .addOption(dataOption())
    .action(withStudio(extractVerb));
  trainingOptions(
    program
      .command('train')
      .description('train a pair, or go on with its newest run that is of this model, batch and precision')
      .requiredOption('--a <name>', 'person A: a name or an id')
      .requiredOption('--b <name>', 'person B: a name or an id'),
  )
    .option('--new', 'begin a new run even if the pair has one')
    .option('--json', 'end with one line of JSON on stdout')
    .action(withStudio(trainVerb));
  program
    .command('sample')
    .description('fetch the sample project: two people, ready to be trained on')
    .option('--json', 'end with one line of JSON on stdout')
    .addOption(dataOption())
    .action(withStudio(sampleVerb));
};

const addConvert = (program: Command, withStudio: WithStudio): void => {
  program
    .command('convert')
    .description('convert a video with a pair’s newest run, another of it, or a model of others')
    .requiredOption('--a <name>', 'person A: a name or an id; with a model, whom the video shows')
    .option('--b <name>', 'person B: a name or an id; with a model, whoever was named for its face')
    .requiredOption('--convert <file>', 'the video to convert')
    .addOption(toOption())
    .requiredOption('--out <file>', 'where the result goes')
    .option('--run <id>', 'a run of the pair, as `train --json` names it')
    .addOption(
      new Option(
        '--model <name>',
        'a model of others (.dfm) in place of a run: a name or an id; with --to b',
      ).conflicts('run'),
    )
    .option('--side-by-side', 'also write original and result side by side, as <out>.side-by-side.mp4')
    .option(
      '--keep-in-front',
      'keep hands and other things that lie before the face in front; its faces are found first',
    )
    .option('--from <seconds>', 'convert from this time of the video on', seconds)
    .option('--until <seconds>', 'and no further than to this time', seconds)
    .addOption(
      new Option('--format <name>', 'of the result (h264; hevc of a clip of more than 8 bits or HDR)').choices(
        videoFormat.options,
      ),
    )
    .addOption(
      new Option(
        '--depth <name>',
        'of a clip with more bits or chroma than 8 and 4:2:0, or HDR: its own as far as the format holds them, or 8 bits and 4:2:0, tone-mapped',
      )
        .choices(conversionSettings.shape.depth.unwrap().options)
        .default('source'),
    )
    .addOption(new Option('--quality <name>', 'of the picture').choices(videoQuality.options).default('standard'))
    .option('--json', 'end with one line of JSON on stdout')
    .addOption(dataOption())
    .action(withStudio(convertVerb));
};

const trainingOptions = (command: Command): Command =>
  command
    .addOption(
      new Option('--minutes <number>', 'train this long (20 where nothing is said)')
        .argParser(positiveNumber)
        .conflicts('iterations'),
    )
    .option('--iterations <number>', 'train this many iterations', wholeNumber)
    .option('--batch <number>', 'faces of each side in one step', wholeNumber)
    .option('--model <name>', 'what is trained: studio, swift, original, ... (studio)', modelName)
    .addOption(new Option('--precision <kind>', 'of the arithmetic').choices(wantedPrecision.options))
    .addOption(dataOption());

const toOption = (): Option =>
  new Option('--to <side>', 'whose face appears').choices(['a', 'b']).makeOptionMandatory();

const dataOption = (): Option => new Option('--data <folder>', 'the data folder');

const modelName = (text: string): ArchitectureName => {
  const { data, success } = architectureName.safeParse(text);
  if (success) return data;
  throw new InvalidArgumentError(`There are: ${architectureName.options.join(', ')}.`);
};

const positiveNumber = (text: string): number => {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('It has to be a number above 0.');
};

const seconds = (text: string): number => {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new InvalidArgumentError('It has to be a number of seconds, 0 or more.');
};

const wholeNumber = (text: string): number => {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It has to be a whole number.');
};
