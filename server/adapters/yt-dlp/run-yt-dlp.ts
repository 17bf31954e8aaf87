/**
 * Runs one yt-dlp and ends it for certain. It sees nothing of our environment, lives in a folder of its own, and goes out by
 * one door: where the kernel allows it (walled.py) it and all that it starts have no other network at all.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { StudioError } from '#core/contract/errors.ts';
import type { FilteringProxy, NetGuard } from '#server/ports/net-guard.ts';
import { configOf } from './yt-dlp-args.ts';

export interface YtDlpTools {
  readonly ytDlpPath: string;
  readonly pythonPath: string;
  readonly ffmpegPath: string;
  readonly ffprobePath: string;
}

export interface YtDlpRun {
  readonly tools: YtDlpTools;
  readonly guard: NetGuard;
  /** Whether the kernel allows a network namespace. */
  readonly isWalled: boolean;
  /** Made when the folder of its tools is there. */
  readonly args: (toolsFolder: string) => readonly string[];
  /** Null = a folder that goes when it ends. */
  readonly folder: string | null;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

export interface YtDlpEnd {
  readonly exitCode: number | null;
  /** The last lines of stderr. */
  readonly stderr: readonly string[];
  readonly refusals: FilteringProxy['refusals'];
}

/** @throws StudioError cancelled, tool_missing */
export const runYtDlp = async (run: YtDlpRun): Promise<YtDlpEnd> => {
  await using session = await openSession(run);
  const { home, proxy, proxyUrl, command } = session;
  const [program = '', ...args] = [...command, ...run.args(home)];
  run.signal.throwIfAborted();
  const child = spawn(program, args, {
    cwd: run.folder ?? home,
    env: { ...bareEnvironment, HOME: home, TMPDIR: home, PATH: home },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const stderr = keepLines(child);
  const lines = createInterface({ input: child.stdout });
  lines.on('line', run.onLine);
  child.stdin.on('error', () => undefined).end(configOf(proxyUrl));
  const exitCode = await exitOf(child, run.signal);
  if (run.signal.aborted) throw new StudioError('cancelled', 'The work was cancelled.');
  return { exitCode, stderr: stderr(), refusals: proxy.refusals };
};

/** Nothing of ours; NODE_ENV is there because Next's types ask every environment for it. */
export const bareEnvironment = { NODE_ENV: 'production', LANG: 'C.UTF-8' } as const;

/** The port inside of the wall, where nobody else listens. */
const walledPort = 3128;

const wall = join(import.meta.dirname, 'walled.py');

/** The folder is short-lived and in the system's own place: a path of a UNIX socket may have 107 bytes. */
const openSession = async ({ tools, guard, isWalled }: YtDlpRun) => {
  const home = await mkdtemp(join(tmpdir(), 'understudy-link-'));
  try {
    // yt-dlp looks for both by their names in one folder, and finds nothing else there.
    await symlink(tools.ffmpegPath, join(home, 'ffmpeg'));
    await symlink(tools.ffprobePath, join(home, 'ffprobe'));
    const socketPath = isWalled ? join(home, 'door') : null;
    const proxy = await guard.openProxy({ socketPath });
    const walled = [tools.pythonPath, '-I', wall, socketPath ?? '', String(walledPort)];
    return {
      home,
      proxy,
      proxyUrl: `http://${proxy.credentials}@127.0.0.1:${proxy.port ?? walledPort}`,
      command: [...(isWalled ? walled : []), tools.ytDlpPath],
      [Symbol.asyncDispose]: async () => {
        await proxy[Symbol.asyncDispose]();
        await rm(home, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw error;
  }
};

const keptLines = 40;

const keepLines = (child: ChildProcess): (() => readonly string[]) => {
  const kept: string[] = [];
  if (child.stderr === null) return () => kept;
  createInterface({ input: child.stderr }).on('line', (line) => {
    kept.push(line);
    if (kept.length > keptLines) kept.shift();
  });
  return () => kept;
};

/** On SIGINT it ends what it has started; what is slow is killed, and what that leaves goes with the worker's group. */
const graceMs = 1000;

const exitOf = async (child: ChildProcess, signal: AbortSignal): Promise<number | null> => {
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    child.kill('SIGINT');
    timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', (cause) => reject(new StudioError('tool_missing', 'yt-dlp was not found.', { cause })));
      child.once('close', (code) => resolve(code));
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
};
