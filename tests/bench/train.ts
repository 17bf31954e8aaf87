/**
 * How fast models train: images of both sides a second, how near that is to what the machine's matrix units can do,
 * and, beside a PyTorch, how many times its rate. All run in turns of half a second, so that what else the machine does
 * meanwhile falls on all alike, and yet each at the pace of a training, one step after the other; the processor's own seconds are compared too, on which it falls less. On a machine that is
 * never quiet only these say something, and only with one thread each, for threads that wait for each other spin:
 * `OMP_NUM_THREADS=1 TF_NUM_INTRAOP_THREADS=1 TF_NUM_INTEROP_THREADS=1`. Where the processor does not compute bf16, all is
 * fp32.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { architectures } from '#core/autoencoder/architectures/registry.ts';
import type { ArchitectureName } from '#core/contract/architecture-name.ts';
import type { BenchFigure } from '#core/contract/bench.ts';
import type { Precision } from '#core/contract/run.ts';
import { machinePrecision } from '#server/adapters/tensorflow/machine-precision.ts';
import type { BenchOptions } from './run.ts';
import { stepFlops } from './step-work.ts';

interface Case {
  readonly architecture: ArchitectureName;
  readonly precision: Precision;
  readonly batchSize: number;
  /** Turns that are counted: more where a step is short. */
  readonly rounds: number;
  /** Least ratio to PyTorch. */
  readonly target: number;
}

const cases = (): readonly Case[] => {
  const precision = machinePrecision('auto');
  const original = { architecture: 'original', rounds: 5 } as const;
  return [
    ...(['swift', 'studio'] as const).flatMap((architecture) =>
      [16, 64].map((batchSize) => ({ architecture, precision, batchSize, rounds: 15, target: 1.2 })),
    ),
    ...(precision === 'bf16'
      ? [
          { ...original, precision, batchSize: 64, target: 1.5 },
          { ...original, precision, batchSize: 16, target: 1 },
        ]
      : []),
    { ...original, precision: 'fp32', batchSize: 64, target: 1.2 },
    { ...original, precision: 'fp32', batchSize: 16, target: 1 },
  ];
};

/** Some five minutes on two cores, ten where they know fp32 only. */
export const benchTrain = async (options: BenchOptions): Promise<BenchFigure[]> => {
  const figures: BenchFigure[] = [];
  for (const each of cases()) figures.push(...(await benchCase(each, options)));
  return figures;
};

const warmUps = 3;

/** Of the products that find the machine's peak. */
const peak = { side: 1536, products: 4 } as const;

const benchCase = async (each: Case, { peerPython, say }: BenchOptions): Promise<BenchFigure[]> => {
  const { architecture, precision, batchSize, rounds } = each;
  const runner = (file: string, ...args: string[]) =>
    startRunner(process.execPath, [join(import.meta.dirname, file), ...args]);
  const size = [String(batchSize), precision];
  const ours = await runner('train-ours.ts', architecture, ...size);
  const most = await runner('train-peak.ts', String(peak.side), String(peak.products), precision);
  const peer = peerPython
    ? await startRunner(
        peerPython,
        [join(import.meta.dirname, 'train-peer.py'), ...size],
        JSON.stringify(architectures[architecture]),
      )
    : undefined;
  const turns: Turn[] = [];
  for (let round = -warmUps; round < rounds; round += 1) {
    const turn = { own: await turnOf(ours), most: await turnOf(most), peer: peer && (await turnOf(peer)) };
    if (round >= 0) turns.push(turn);
  }
  const peakBytes = await ours.end();
  await Promise.all([most.end(), peer?.end()]);
  const figures = figuresOf(each, turns, peakBytes);
  for (const figure of figures) say(`${figure.name} ${figure.value.toPrecision(3)} ${figure.unit}`);
  return figures;
};

interface Turn {
  readonly own: Taken;
  readonly most: Taken;
  readonly peer: Taken | undefined;
}

const turnSeconds = 0.5;

/** The mean step of a turn. The first finds the caches as the others left them, and counts only where it is the only one. */
const turnOf = async (runner: Runner): Promise<Taken> => {
  const first = await runner.iterate();
  const steps: Taken[] = [];
  for (let left = turnSeconds - first.seconds; left > 0; left -= steps.at(-1)?.seconds ?? 0) {
    steps.push(await runner.iterate());
  }
  const counted = steps.length > 0 ? steps : [first];
  const meanOf = (of: (taken: Taken) => number): number =>
    counted.reduce((sum, taken) => sum + of(taken), 0) / counted.length;
  return { seconds: meanOf(({ seconds }) => seconds), processorSeconds: meanOf((taken) => taken.processorSeconds) };
};

const figuresOf = (each: Case, turns: readonly Turn[], peakBytes: number): BenchFigure[] => {
  const { architecture, precision, batchSize, target } = each;
  const name = `${architecture}_${precision}_batch${batchSize}`;
  const higher = { better: 'higher', target: null } as const;
  const ratio = (of: (taken: Taken) => number): number[] =>
    turns.flatMap(({ own, peer }) => (peer ? of(peer) / of(own) : []));
  const work = stepFlops(architectures[architecture], batchSize);
  const share = turns.map(({ own, most }) => {
    const peakRate = (2 * peak.side ** 3 * peak.products) / most.processorSeconds;
    return work / own.processorSeconds / peakRate;
  });
  const wall = ratio(({ seconds }) => seconds);
  return [
    {
      name: `${name}_rate`,
      value: (2 * batchSize) / median(turns.map(({ own }) => own.seconds)),
      unit: 'images/s',
      ...higher,
    },
    {
      name: `${name}_rate_of_a_core`,
      value: (2 * batchSize) / median(turns.map(({ own }) => own.processorSeconds)),
      unit: 'images/s',
      ...higher,
    },
    { name: `${name}_share_of_matrix_peak`, value: median(share), unit: 'of 1', ...higher },
    ...(wall.length > 0
      ? [
          { name: `${name}_ratio_to_pytorch`, value: median(wall), unit: 'times', better: 'higher', target } as const,
          {
            name: `${name}_ratio_to_pytorch_by_processor_time`,
            value: median(ratio(({ processorSeconds }) => processorSeconds)),
            unit: 'times',
            ...higher,
          },
        ]
      : []),
    { name: `${name}_peak_memory`, value: peakBytes / 2 ** 30, unit: 'GiB', better: 'lower', target: 4 },
  ];
};

interface Taken {
  readonly seconds: number;
  /** Of the processor, all threads together. */
  readonly processorSeconds: number;
}

interface Runner {
  /** One step. */
  iterate(): Promise<Taken>;
  /** Ends the process; gives its peak memory in bytes. */
  end(): Promise<number>;
}

const startRunner = async (command: string, args: readonly string[], firstLine?: string): Promise<Runner> => {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  if (firstLine !== undefined) child.stdin.write(`${firstLine}\n`);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${command} ${args.join(' ')} ended early.`);
    return value;
  };
  await nextLine();
  return {
    iterate: async () => {
      child.stdin.write('\n');
      const [seconds, processorSeconds] = (await nextLine()).split(' ').map(Number) as [number, number];
      return { seconds, processorSeconds };
    },
    end: () => {
      child.stdin.end();
      return nextLine().then(Number);
    },
  };
};

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[values.length >> 1] as number;
