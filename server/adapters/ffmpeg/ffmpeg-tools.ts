/** The studio's video ports on ffmpeg. */
import type { RgbImage } from '#core/pixels/image.ts';
import type { FrameIo } from '#server/ports/frame-io.ts';
import type { ProxyWriter } from '#server/ports/proxy-writer.ts';
import type { VideoProbe } from '#server/ports/video-probe.ts';
import { writableFormats } from './encoders.ts';
import { readFrameTimes } from './frame-times.ts';
import { countFrames } from './picture-parts.ts';
import { type FfmpegPaths, probeVideo } from './probe-video.ts';
import { readFrame, readFrames } from './read-frames.ts';
import { type ReadHeicOptions, readHeic } from './read-heic.ts';
import { writeProxy } from './write-proxy.ts';
import { joinSegments, openSegment, openSink } from './write-video.ts';

export const createFrameIo = (tools: FfmpegPaths): FrameIo => ({
  readFrames: (options) => readFrames(tools.ffmpegPath, options),
  readFrame: (options) => readFrame(tools.ffmpegPath, options),
  openSink: (options) => openSink(tools, options),
  openSegment: (options) => openSegment(tools, options),
  joinSegments: (options) => joinSegments(tools, options),
  frameSeconds: async (path) => {
    const times = await readFrameTimes(path);
    return times?.ticks.map((ticks) => ticks * times.secondsPerTick);
  },
  keptFrames: countFrames,
  formats: () => writableFormats(tools.ffmpegPath),
});

export const createVideoProbe = (tools: FfmpegPaths): VideoProbe => ({
  probe: (options) => probeVideo(tools, options),
});

export const createProxyWriter = (tools: FfmpegPaths): ProxyWriter => ({
  write: (options) => writeProxy(tools.ffmpegPath, options),
});

/** HEIC photos, the one kind that sharp's libvips does not open. */
export const createHeicReader =
  (tools: FfmpegPaths) =>
  (options: ReadHeicOptions): Promise<RgbImage> =>
    readHeic(tools, options);
