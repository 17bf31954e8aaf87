/** A studio of its own for a test: the real server process, an empty data folder, any free port. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const root = resolve(import.meta.dirname, '../..');
const startSeconds = 60;

export interface TestStudio {
  /** The address it printed, as `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly dataFolder: string;
  /** All it has printed so far. */
  readonly output: () => string;
  /** Ends the process as a person would (SIGTERM), waits for it, removes the data folder. */
  readonly stop: () => Promise<void>;
}

/** `seed` puts into the data folder what the server is to find there. @throws Error with the server's output when it ends or stays silent before it serves */
export const startStudio = async (
  settings: Readonly<Record<string, string>> = {},
  seed?: (dataFolder: string) => Promise<void>,
): Promise<TestStudio> => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'studio-'));
  await seed?.(dataFolder);
  const env = { ...process.env, UNDERSTUDY_DATA_FOLDER: dataFolder, UNDERSTUDY_PORT: '0', ...settings };
  const child = spawn(process.execPath, ['server/main.ts', 'serve'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(dataFolder, { recursive: true, force: true });
  };
  const served = addressIn(() => output, child.stdout);
  const silent = wait(startSeconds * 1000, undefined, { ref: false });
  const url = await Promise.race([served, ended.then(() => undefined), silent]);
  if (url !== undefined) return { url, dataFolder, output: () => output, stop };
  await stop();
  throw new Error(`The studio did not come up:\n${output}`);
};

const addressIn = (output: () => string, stream: NodeJS.ReadableStream): Promise<string> =>
  new Promise((found) => {
    stream.on('data', () => {
      const address = /http:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(output())?.[0];
      if (address !== undefined) found(address);
    });
  });
