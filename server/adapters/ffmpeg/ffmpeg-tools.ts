/** The studio's video ports on ffmpeg. */
import type { FrameIo } from '#server/ports/frame-io.ts';
import type { VideoProbe } from '#server/ports/video-probe.ts';
import { type FfmpegPaths, probeVideo } from './probe-video.ts';
import { readFrames } from './read-frames.ts';
import { openSink } from './write-video.ts';

export const createFrameIo = (tools: FfmpegPaths): FrameIo => ({
  readFrames: (options) => readFrames(tools.ffmpegPath, options),
  openSink: (options) => openSink(tools, options),
});

export const createVideoProbe = (tools: FfmpegPaths): VideoProbe => ({
  probe: (options) => probeVideo(tools, options),
});
