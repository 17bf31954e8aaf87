/**
 * Runs a bench: `node tests/bench/run.ts NAME [--json] [--peer-python PATH] [--clip PATH] [--minutes N] [--pictures FOLDER] [--page ADDRESS]`.
 * Progress goes to stderr; stdout has a table, or with --json the line of `core/contract/bench.ts`. A new bench is one entry of `benches`.
 */
import { availableParallelism, cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import type { BenchFigure, BenchLine } from '#core/contract/bench.ts';
import { benchLine } from '#core/contract/bench.ts';

/** What a bench is given. */
export interface BenchOptions {
  /** A Python that has PyTorch, to compare with. */
  readonly peerPython?: string;
  /** A clip to work on in place of the bench's own. */
  readonly clip?: string;
  /** How long to train; how much of video to convert. */
  readonly minutes?: number;
  /** A folder for pictures of what came out. */
  readonly pictures?: string;
  /** A page of a studio that is served already, to watch or to work with. */
  readonly page?: string;
  say(progress: string): void;
}

export type Bench = (options: BenchOptions) => Promise<BenchFigure[]>;

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  api: async () => (await import('./api.ts')).benchApi,
  base: async () => (await import('./base.ts')).benchBase,
  convert: async () => (await import('./convert.ts')).benchConvert,
  curve: async () => (await import('./curve.ts')).benchCurve,
  coverage: async () => (await import('./coverage.ts')).benchCoverage,
  faces: async () => (await import('./faces.ts')).benchFaces,
  feed: async () => (await import('./feed.ts')).benchFeed,
  growth: async () => (await import('./growth.ts')).benchGrowth,
  identity: async () => (await import('./identity.ts')).benchIdentity,
  extract: async () => (await import('./extract.ts')).benchExtract,
  looks: async () => (await import('./looks.ts')).benchLooks,
  memory: async () => (await import('./memory.ts')).benchMemory,
  occlusion: async () => (await import('./occlusion.ts')).benchOcclusion,
  quality: async () => (await import('./quality.ts')).benchQuality,
  review: async () => (await import('./review.ts')).benchReview,
  train: async () => (await import('./train.ts')).benchTrain,
  usable: async () => (await import('./usable.ts')).benchUsable,
  watch: async () => (await import('./watch.ts')).benchWatch,
};

const options = {
  json: { type: 'boolean', default: false },
  'peer-python': { type: 'string' },
  clip: { type: 'string' },
  minutes: { type: 'string' },
  pictures: { type: 'string' },
  page: { type: 'string' },
} as const;

const parseArguments = () => {
  try {
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    return refuse((error as Error).message);
  }
};

const refuse = (message: string): undefined => {
  process.stderr.write(`bad_request: ${message}\n`);
  process.exitCode = 2;
};

const main = async (): Promise<void> => {
  const given = parseArguments();
  if (!given) return;
  const { values, positionals } = given;
  const name = positionals[0] ?? '';
  const load = benches[name];
  if (!load) {
    refuse(`There is no bench "${name}"; there are: ${Object.keys(benches).join(', ')}.`);
    return;
  }
  const say = (progress: string): void => void process.stderr.write(`${progress}\n`);
  const figures = await (await load())({
    peerPython: values['peer-python'],
    clip: values.clip,
    minutes: values.minutes === undefined ? undefined : Number(values.minutes),
    pictures: values.pictures,
    page: values.page,
    say,
  });
  const line = benchLine.parse({ bench: name, machine: thisMachine(), figures });
  process.stdout.write(values.json ? `${JSON.stringify(line)}\n` : table(line));
};

const thisMachine = (): BenchLine['machine'] => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  memoryGb: Math.round(totalmem() / 2 ** 30),
});

const table = ({ figures }: BenchLine): string => {
  const rows = figures.map(({ name, value, unit, better, target }) => {
    const goal = target === null ? '' : `${better === 'higher' ? '>=' : '<='} ${target}`;
    return [name.padEnd(34), value.toPrecision(3).padStart(10), unit.padEnd(10), goal].join(' ');
  });
  return `${rows.join('\n')}\n`;
};

await main();
