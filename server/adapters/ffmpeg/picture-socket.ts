/**
 * The way of raw pictures from ffmpeg to us: a socket, read to where the picture is to lie. The chunks of a pipe
 * from Node are fresh memory, three megabytes for a frame of HD, and every few frames the whole heap was collected to
 * free them: on all its threads that took as long as decoding.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as passed } from 'node:timers/promises';
import type { PictureQueue } from './picture-queue.ts';
import type { FfmpegProcess } from './run-ffmpeg.ts';

export interface PictureSocket extends AsyncDisposable {
  /** What ffmpeg writes to, and as what. */
  readonly output: string;
  readonly outputOptions: readonly string[];
  /** Fills the queue, and closes it when no more will come. */
  fill(pictures: PictureQueue, process: FfmpegProcess): void;
}

/** A socket's address is no longer than 107 bytes. */
const longestFolder = 80;

/** ffmpeg waits so long for us: if we are gone by then it goes, too. */
const waitMs = 10_000;

export const openPictureSocket = async (): Promise<PictureSocket> => {
  const base = Buffer.byteLength(tmpdir()) > longestFolder ? '/tmp' : tmpdir();
  const folder = await mkdtemp(join(base, 'understudy-'));
  const path = join(folder, 'pictures');
  let socket: Socket | undefined;
  return {
    output: `${socketPrefix}${path}`,
    outputOptions: ['-listen', '1', '-timeout', String(waitMs)],
    fill: (pictures, process) => {
      connectTo(path, pictures, process).then(
        (connected) => {
          socket = connected;
        },
        () => pictures.close(),
      );
    },
    [Symbol.asyncDispose]: async () => {
      socket?.destroy();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** What begins the name of an output that is a socket and no file. */
export const socketPrefix = 'unix:';

/** ffmpeg begins to listen when it opens its output. @throws where it ended before that */
const connectTo = async (path: string, pictures: PictureQueue, process: FfmpegProcess): Promise<Socket> => {
  let gone = false;
  const over = (): void => {
    gone = true;
  };
  process.ended.then(over, over);
  while (!gone) {
    const socket = await tryConnect(path, pictures);
    if (socket) return socket;
    await passed(betweenTriesMs);
  }
  throw new Error('ffmpeg ended before it listened');
};

const betweenTriesMs = 5;

const tryConnect = (path: string, pictures: PictureQueue): Promise<Socket | undefined> =>
  new Promise((resolve) => {
    const filled = (count: number): boolean => pictures.filled(count, () => socket.resume());
    const socket = connect({ path, onread: { buffer: () => pictures.room(), callback: filled } });
    socket.once('connect', () => {
      socket.once('close', () => pictures.close());
      resolve(socket);
    });
    // Not there yet; or cut off when ffmpeg was ended, and then the process tells more.
    socket.on('error', () => resolve(undefined));
  });
