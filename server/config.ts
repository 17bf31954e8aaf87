/**
 * What a person may set: defaults, then UNDERSTUDY_* variables, then options of the command line. The same variables carry
 * it into worker processes. The programs found by set-up are read here too.
 */
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { z } from 'zod';
import { deviceSetting } from '#core/contract/device-setting.ts';
import { StudioError } from '#core/contract/errors.ts';

const repositoryRoot = resolve(import.meta.dirname, '..');

const settings = z.object({
  /** Everything the studio keeps lies in here. */
  dataFolder: z
    .string()
    .min(1)
    .default(join(repositoryRoot, 'data'))
    .transform((folder) => resolve(folder)),
  host: z.string().min(1).default('127.0.0.1'),
  /** 0 = any free one. */
  port: z.coerce.number().int().min(0).max(65_535).default(4310),
  maxFileBytes: z.coerce.number().positive().default(20e9),
  maxDurationSeconds: z.coerce
    .number()
    .positive()
    .default(3 * 3600),
  /** Width times height of a frame. */
  maxPixels: z.coerce
    .number()
    .positive()
    .default(7680 * 4320),
  /** Folders whose files may be imported by naming them, parted as PATH is. */
  importFolders: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(delimiter)
        .filter((folder) => folder !== '')
        .map((folder) => resolve(folder)),
    ),
  /** Hosts that videos may be fetched from although they are private or speak on another port: `name` or `name:port`. */
  allowedHosts: z
    .string()
    .default('')
    .transform((list) => list.split(/[\s,]+/).filter((host) => host !== '')),
  /** An ONNX file that finds faces in place of the studio's own detector; README says which outputs are understood. */
  detectorModel: z
    .string()
    .default('')
    .transform((path) => (path === '' ? '' : resolve(path))),
  /** What the engine runs on, in place of what it chooses. */
  device: deviceSetting.default(''),
  /** Jobs that may run at once, by kind. */
  checkJobs: z.coerce.number().int().positive().default(2),
  downloadJobs: z.coerce.number().int().positive().default(2),
  importJobs: z.coerce.number().int().positive().default(2),
  proxyJobs: z.coerce.number().int().positive().default(1),
  extractJobs: z.coerce.number().int().positive().default(1),
  trainJobs: z.coerce.number().int().positive().default(1),
  convertJobs: z.coerce.number().int().positive().default(1),
  /** Processes that render one conversion's segments at once; 0 = as the machine can. */
  conversionProcesses: z.coerce.number().int().nonnegative().default(0),
});
export type StudioConfig = z.infer<typeof settings>;
export type ConfigOptions = Partial<Record<keyof StudioConfig, string | number>>;

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws StudioError bad_request naming the setting that is wrong */
export const loadConfig = (sources: { readonly env: Environment; readonly options?: ConfigOptions }): StudioConfig => {
  const names = Object.keys(settings.shape) as (keyof StudioConfig)[];
  const given = Object.fromEntries(
    names.flatMap((name) => {
      const value = sources.options?.[name] ?? sources.env[variableOf(name)];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const parsed = settings.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? '');
  throw new StudioError('bad_request', `The setting ${name} (${variableOf(name)}) is wrong: ${issue?.message ?? ''}`, {
    facts: { setting: name },
    cause: parsed.error,
  });
};

/** `dataFolder` -> `UNDERSTUDY_DATA_FOLDER`. */
const variableOf = (name: string): string =>
  `UNDERSTUDY_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** The variables from which `loadConfig` reads the same settings again. */
export const configToEnvironment = (config: StudioConfig): Record<string, string> =>
  Object.fromEntries(
    Object.entries(config).map(([name, value]) => [
      variableOf(name),
      // A host has a colon before its port.
      Array.isArray(value) ? value.join(name === 'allowedHosts' ? ' ' : delimiter) : String(value),
    ]),
  );

/** How many jobs of each kind may run at once: never more than there are cores. */
export const concurrencyOf = (config: StudioConfig) => {
  const bounded = (wanted: number) => Math.min(wanted, availableParallelism());
  return {
    'check-links': bounded(config.checkJobs),
    'download-clip': bounded(config.downloadJobs),
    'import-video': bounded(config.importJobs),
    'make-proxy': bounded(config.proxyJobs),
    'extract-faces': bounded(config.extractJobs),
    'fix-face': bounded(config.importJobs),
    'import-dataset': bounded(config.importJobs),
    'train-autoencoder': bounded(config.trainJobs),
    'convert-video': bounded(config.convertJobs),
    // Started by their conversion, and by nobody else.
    'convert-segments': 1,
    // One holds the model that is being looked at.
    'try-conversion': 1,
    'export-conversion': bounded(config.convertJobs),
    'export-model': bounded(config.convertJobs),
    // Each loads a model of its own.
    'measure-looks': 1,
    // Two at once would measure each other.
    'measure-training': 1,
    'share-model': bounded(config.convertJobs),
    'import-model': bounded(config.importJobs),
    // Each may take memory by the gigabyte.
    'import-dfm': 1,
  } as const;
};

const program = z.object({ path: z.string(), version: z.string().nullish() });

const toolsFile = z.object({
  ffmpeg: program.optional(),
  ffprobe: program.optional(),
  python: program.optional(),
  ytDlp: program.optional(),
});

export interface ToolPaths {
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
  readonly pythonPath: string;
  /** Undefined where set-up has not installed it. */
  readonly ytDlpPath: string | undefined;
}

/** What set-up found, else whatever the PATH has under these names; FFMPEG_PATH and FFPROBE_PATH go before it. */
export const findTools = (env: Environment): ToolPaths => {
  const path = join(repositoryRoot, '.understudy', 'tools.json');
  const found = existsSync(path) ? toolsFile.parse(JSON.parse(readFileSync(path, 'utf8'))) : {};
  return {
    ffmpegPath: env.FFMPEG_PATH ?? found.ffmpeg?.path ?? 'ffmpeg',
    ffprobePath: env.FFPROBE_PATH ?? found.ffprobe?.path ?? 'ffprobe',
    pythonPath: found.python?.path ?? 'python3',
    ytDlpPath: found.ytDlp?.path,
  };
};
