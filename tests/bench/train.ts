/**
 * How fast the Original model trains: images of both sides a second, and, beside a PyTorch, how many times its rate.
 * The two run in turns, one iteration each, so that what else the machine does meanwhile falls on both alike.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BenchFigure } from '#core/contract/bench.ts';
import type { Precision } from '#core/contract/run.ts';
import type { BenchOptions } from './run.ts';

/** Four cases of some half a minute to three minutes each on two cores. */
export const benchTrain = async (options: BenchOptions): Promise<BenchFigure[]> => {
  const figures: BenchFigure[] = [];
  for (const precision of ['fp32', 'bf16'] as const) {
    for (const batchSize of [16, 64]) figures.push(...(await benchCase({ ...options, precision, batchSize })));
  }
  return figures;
};

const warmUps = 2;
const rounds = 5;

interface Case extends BenchOptions {
  readonly precision: Precision;
  readonly batchSize: number;
}

const benchCase = async ({ precision, batchSize, peerPython, say }: Case): Promise<BenchFigure[]> => {
  const args = [String(batchSize), precision];
  const ours = await startRunner(process.execPath, [join(import.meta.dirname, 'train-ours.ts'), ...args]);
  const peer = peerPython
    ? await startRunner(peerPython, [join(import.meta.dirname, 'train-peer.py'), ...args])
    : undefined;
  const seconds: number[] = [];
  const ratios: number[] = [];
  for (let round = -warmUps; round < rounds; round += 1) {
    const own = await ours.iterate();
    const other = await peer?.iterate();
    if (round < 0) continue;
    seconds.push(own);
    if (other !== undefined) ratios.push(other / own);
  }
  const peakBytes = await ours.end();
  await peer?.end();
  const name = `${precision}_batch${batchSize}`;
  const figures: BenchFigure[] = [
    {
      name: `${name}_rate`,
      value: (2 * batchSize) / median(seconds),
      unit: 'images/s',
      better: 'higher',
      target: null,
    },
    ...(peer
      ? [
          {
            name: `${name}_ratio_to_pytorch`,
            value: median(ratios),
            unit: 'times',
            better: 'higher',
            target: 1,
          } as const,
        ]
      : []),
    { name: `${name}_peak_memory`, value: peakBytes / 2 ** 30, unit: 'GiB', better: 'lower', target: 4 },
  ];
  for (const figure of figures) say(`${figure.name} ${figure.value.toPrecision(3)} ${figure.unit}`);
  return figures;
};

interface Runner {
  /** Seconds of one iteration, a step of each side. */
  iterate(): Promise<number>;
  /** Ends the process; gives its peak memory in bytes. */
  end(): Promise<number>;
}

const startRunner = async (command: string, args: readonly string[]): Promise<Runner> => {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${command} ${args.join(' ')} ended early.`);
    return value;
  };
  await nextLine();
  return {
    iterate: () => {
      child.stdin.write('\n');
      return nextLine().then(Number);
    },
    end: () => {
      child.stdin.end();
      return nextLine().then(Number);
    },
  };
};

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[values.length >> 1] as number;
