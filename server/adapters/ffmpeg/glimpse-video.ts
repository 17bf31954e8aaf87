/** Looks at the beginning of a file from the web. Its end is missing, so what a probe would refuse is the rule here. */
import { execFile } from 'node:child_process';
import { StudioError } from '#core/contract/errors.ts';
import type { VideoGlimpse } from '#server/ports/video-glimpse.ts';
import { fileUrl, guardOptions, pictureStream } from './allow-list.ts';
import type { FfmpegPaths } from './probe-video.ts';
import { runFfprobe } from './run-ffprobe.ts';

export const createVideoGlimpse = ({ ffmpegPath, ffprobePath }: FfmpegPaths): VideoGlimpse => ({
  look: async (path, signal) => {
    const report = await runFfprobe({ ffprobePath, path, signal }).catch(() => null);
    if (signal.aborted) throw new StudioError('cancelled', 'The work was cancelled.');
    if (report === null) return { durationSeconds: null, picture: null };
    const { duration } = report.format;
    const picture = await firstPicture({ ffmpegPath, path, signal });
    return { durationSeconds: duration !== null && duration > 0 ? duration : null, picture };
  },
});

const limits = { timeout: 20_000, killSignal: 'SIGKILL', maxBuffer: 16 << 20, encoding: 'buffer' } as const;

const firstPicture = (options: {
  readonly ffmpegPath: string;
  readonly path: string;
  readonly signal: AbortSignal;
}): Promise<Uint8Array | null> => {
  const args = [
    ['-nostdin', '-hide_banner', '-loglevel', 'error'],
    guardOptions,
    ['-i', fileUrl(options.path)],
    // The most telling of the first frames: a film often begins black.
    ['-map', pictureStream, '-vf', 'thumbnail=25', '-frames:v', '1', '-f', 'image2pipe', '-c:v', 'mjpeg', 'pipe:1'],
  ].flat();
  return new Promise((resolve) => {
    execFile(options.ffmpegPath, args, { ...limits, signal: options.signal }, (_error, stdout) =>
      // A cut file ends with an error whether or not a picture came of it.
      resolve(stdout.length > 0 ? stdout : null),
    );
  });
};
