/**
 * Starts one ffmpeg through fluent-ffmpeg and ends it for certain. fluent-ffmpeg emits its last event before the
 * process is gone and can't end one that is still being prepared; here `ended` and `stop()` wait for the process itself.
 */
import type { ChildProcess } from 'node:child_process';
import { channel } from 'node:diagnostics_channel';
import { constants, getPriority, setPriority } from 'node:os';
import type { Writable } from 'node:stream';
import ffmpeg, { type FfmpegCommand } from 'fluent-ffmpeg';
import { StudioError } from '#core/contract/errors.ts';
import { socketPrefix } from './picture-socket.ts';

export interface FfmpegInput {
  /** `pipe:0`: what is written to the process's `stdin`. */
  readonly source: string;
  readonly options: readonly string[];
}

export interface FfmpegOutput {
  readonly outputOptions: readonly string[];
  readonly output: string | Writable;
}

export interface FfmpegJob extends FfmpegOutput {
  readonly ffmpegPath: string;
  readonly inputs: readonly FfmpegInput[];
  /** A second one, written at the same time. */
  readonly alsoTo?: FfmpegOutput | undefined;
  readonly signal: AbortSignal;
  /** Where frames go to and fro it yields to us: what a frame waits for here is short, and each time it waits its turn. */
  readonly yielding?: boolean;
  /** Every line ffmpeg writes to stderr; true = used up, not worth keeping for an error message. */
  readonly onLine?: (line: string) => boolean;
}

export interface FfmpegProcess {
  /** Settles once the process is gone. @throws StudioError cancelled, tool_missing, disk_full, tool_failed */
  readonly ended: Promise<void>;
  /** There once it has started; rejects where it did not. */
  readonly stdin: Promise<Writable>;
  /** Ends it if it still runs; resolves once it is gone. After this `ended` resolves, whatever ffmpeg said. */
  stop(): Promise<void>;
}

/** The command line of each ffmpeg as it starts, for whoever keeps a log. */
export const commands = channel('understudy:ffmpeg');

/** Time for ffmpeg to go by itself after SIGTERM: one that waits for its pipe does not hear it, and what was written is removed anyway. */
const graceMs = 500;
const keptLines = 30;

export const startFfmpeg = (job: FfmpegJob): FfmpegProcess => {
  const command = buildCommand(job);
  const tail: string[] = [];
  const told = Promise.withResolvers<Error | undefined>();
  const stdin = Promise.withResolvers<Writable>();
  let exited: Promise<void> = told.promise.then(() => undefined);
  let child: ChildProcess | undefined;
  let stopping = false;

  const terminate = () => {
    stopping = true;
    if (child === undefined) return;
    // Who writes to us leaves no file half done, and hears no polite word while nobody reads.
    if (isFile(job.output)) endProcess(child);
    else child.kill('SIGKILL');
  };
  command.on('start', (line: string) => {
    commands.publish(line);
    child = childOf(command);
    if (job.yielding) yieldToUs(child);
    exited = exitOf(child);
    // What breaks it is the end of the process, which `ended` tells better.
    child.stdin?.on('error', () => undefined);
    stdin.resolve(child.stdin as Writable);
    if (stopping || job.signal.aborted) child.kill('SIGKILL');
  });
  command.on('stderr', (line: string) => {
    if (job.onLine?.(line) !== true) keepLine(tail, line);
  });
  command.on('end', () => told.resolve(undefined));
  command.on('error', (error: Error) => told.resolve(error));

  const settle = async (): Promise<void> => {
    const error = await told.promise;
    stdin.reject(error ?? new Error('ffmpeg was not started'));
    // A destroyed output stream is reported while the process still runs.
    if (error !== undefined && child !== undefined) endProcess(child);
    await exited;
    job.signal.removeEventListener('abort', terminate);
    if (job.signal.aborted) throw new StudioError('cancelled', 'The work was cancelled.');
    if (error !== undefined && !stopping) throw toolError(error, tail);
  };

  job.signal.addEventListener('abort', terminate, { once: true });
  if (job.signal.aborted) told.resolve(undefined);
  else command.run();
  const ended = settle();
  // Whoever started it may look at `ended` later, or only call stop().
  ended.catch(() => undefined);
  stdin.promise.catch(() => undefined);
  return {
    ended,
    stdin: stdin.promise,
    stop: async () => {
      terminate();
      await ended.catch(() => undefined);
    },
  };
};

const isFile = (output: FfmpegJob['output']): boolean => typeof output === 'string' && !output.startsWith(socketPrefix);

const buildCommand = (job: FfmpegJob): FfmpegCommand => {
  ffmpeg.setFfmpegPath(job.ffmpegPath);
  const command = ffmpeg({ stdoutLines: keptLines });
  job.inputs.forEach((input, index) => {
    const first = index === 0 ? ['-nostdin', '-hide_banner'] : [];
    // Two arguments at least: fluent-ffmpeg splits a lone one at its space.
    command.input(input.source).inputOptions(...pairUp([...first, ...input.options]));
  });
  command.outputOptions(...pairUp(job.outputOptions)).output(job.output);
  if (job.alsoTo) command.output(job.alsoTo.output).outputOptions(...pairUp(job.alsoTo.outputOptions));
  return Object.assign(command, { _checkCapabilities: withoutChecks });
};

/** Before its first command fluent-ffmpeg has ffmpeg list all its formats and encoders, to say in other words what ffmpeg says of a missing one. */
const withoutChecks = (done: () => void): void => done();

/** The types ask for a first argument, the library for at least two. */
const pairUp = (options: readonly string[]): [string, ...string[]] => {
  const [first, second, ...rest] = options;
  if (first === undefined || second === undefined) throw new Error('ffmpeg needs at least two options here');
  return [first, second, ...rest];
};

const childOf = (command: FfmpegCommand): ChildProcess => {
  const { ffmpegProc } = command as unknown as { readonly ffmpegProc?: ChildProcess };
  if (ffmpegProc === undefined) throw new Error('fluent-ffmpeg started without a process');
  return ffmpegProc;
};

/** Its threads are started later and take after it. */
const yieldToUs = ({ pid }: ChildProcess): void => {
  if (pid !== undefined) setPriority(pid, Math.min(constants.priority.PRIORITY_LOW, getPriority() + yieldingSteps));
};

/** By these a conversion is some 6 % faster than by none; more of them gain little, and other programs go before it. */
const yieldingSteps = 5;

const exitOf = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });

const endProcess = (child: ChildProcess): void => {
  if (child.killed || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  child.once('exit', () => clearTimeout(timer));
};

const keepLine = (tail: string[], line: string): void => {
  tail.push(line);
  if (tail.length > keptLines) tail.shift();
};

const toolError = (error: Error, tail: readonly string[]): StudioError => {
  const lastLines = tail.join('\n');
  const options = { facts: { tool: 'ffmpeg', lastLines }, cause: error };
  if ('code' in error && error.code === 'ENOENT')
    return new StudioError('tool_missing', 'ffmpeg was not found.', options);
  if (/No space left on device/.test(lastLines)) return new StudioError('disk_full', 'The disk is full.', options);
  return new StudioError('tool_failed', `ffmpeg failed: ${tail.at(-1) ?? error.message}`, options);
};
