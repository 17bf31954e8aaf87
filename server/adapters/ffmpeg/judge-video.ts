/** What the reports of ffprobe and of the decoder amount to: facts of a clip, or a refusal. No file is touched here. */
import type { VideoFacts } from '#core/contract/clip.ts';
import { StudioError } from '#core/contract/errors.ts';
import type { VideoLimits } from '#server/ports/video-probe.ts';
import { audioCodecs, videoCodecs } from './allow-list.ts';
import { type FrameCount, tooLong } from './count-frames.ts';
import type { FileReport, StreamReport } from './run-ffprobe.ts';

export interface Streams {
  readonly video: StreamReport;
  readonly audio: StreamReport | undefined;
}

/** @throws StudioError not_a_video, no_video_stream, codec_not_allowed, dolby_vision_only, video_too_big, video_too_long */
export const judgeHeader = (report: FileReport, limits: VideoLimits): Streams => {
  const streams = pickStreams(report);
  for (const [stream, allowed] of [
    [streams.video, videoCodecs],
    [streams.audio, audioCodecs],
  ] as const) {
    if (stream !== undefined && !allowed.includes(stream.codec_name)) throw codecRefusal(stream.codec_name);
  }
  refuseDolbyVisionOnly(streams.video);
  const { width, height } = shownSize(streams.video);
  if (streams.video.width * streams.video.height > limits.maxPixels || width * height > limits.maxPixels) {
    throw new StudioError(
      'video_too_big',
      `The picture of ${streams.video.width}x${streams.video.height} is larger than allowed.`,
      {
        facts: { width: streams.video.width, height: streams.video.height, maxPixels: limits.maxPixels },
      },
    );
  }
  if (width < 2 || height < 2) throw new StudioError('not_a_video', 'The video has no picture size.');
  if ((streams.video.duration ?? report.format.duration ?? 0) > limits.maxDurationSeconds)
    throw tooLong(limits.maxDurationSeconds);
  return streams;
};

/** A base picture that is like no other kind (profile 5, 10.0) is green and violet without Dolby's own decoder; the others are PQ, HLG or SDR. */
const refuseDolbyVisionOnly = ({ side_data_list }: StreamReport): void => {
  if (!side_data_list.some(({ dv_bl_signal_compatibility_id }) => dv_bl_signal_compatibility_id === 0)) return;
  throw new StudioError('dolby_vision_only', 'The video can be seen by Dolby Vision alone: export it as HDR10 or HLG.');
};

/** The first picture stream that is no cover art, and the first sound. */
export const pickStreams = (report: FileReport): Streams => {
  const video = report.streams.find((stream) => stream.codec_type === 'video' && stream.disposition.attached_pic === 0);
  const audio = report.streams.find((stream) => stream.codec_type === 'audio');
  if (video !== undefined) return { video, audio };
  if (audio !== undefined) throw new StudioError('no_video_stream', 'The file has sound but no video.');
  throw new StudioError('not_a_video', 'The file holds no video.');
};

const codecRefusal = (codec: string): StudioError =>
  new StudioError('codec_not_allowed', `The studio does not open ${codec}.`, { facts: { codec } });

/** @throws StudioError not_a_video, video_truncated */
export const judgeFrames = (options: { report: FileReport; streams: Streams; count: FrameCount }): VideoFacts => {
  const { report, streams, count } = options;
  const container = report.format.format_name;
  if (count.frameCount === 0 && !count.brokenOff)
    throw new StudioError('not_a_video', 'No frame of the video could be decoded.');
  if (count.frameCount === 0 || isTruncated(options)) {
    throw new StudioError('video_truncated', 'The video is damaged or breaks off before its end.', {
      facts: { framesDecoded: count.frameCount },
    });
  }
  const headerRate = streams.video.avg_frame_rate ?? streams.video.r_frame_rate ?? 25;
  const durationSeconds = count.seconds ?? count.frameCount / headerRate;
  return {
    durationSeconds,
    frameRate: frameRateOf(count.frameCount / durationSeconds, streams.video),
    frameCount: count.frameCount,
    ...shownSize(streams.video),
    rotation: rotationOf(streams.video),
    codec: streams.video.codec_name,
    container,
    pixelFormat: streams.video.pix_fmt,
    audioCodec: streams.audio?.codec_name ?? null,
    fieldOrder: count.fieldOrder,
    transfer: transferOf(streams.video),
    range: streams.video.color_range === 'pc' ? 'full' : 'limited',
  };
};

export const transferOf = ({ color_transfer }: Pick<StreamReport, 'color_transfer'>): VideoFacts['transfer'] => {
  if (color_transfer === 'smpte2084') return 'pq';
  return color_transfer === 'arib-std-b67' ? 'hlg' : 'sdr';
};

/** Containers without an index: their length is known only by reading them. */
const indexless = ['mpeg', 'mpegts', 'mpegvideo'];

const isTruncated = ({
  report,
  streams,
  count,
}: {
  report: FileReport;
  streams: Streams;
  count: FrameCount;
}): boolean => {
  if (count.brokenOff) return true;
  if (indexless.includes(report.format.format_name)) return count.damagedAtEnd;
  const promised = streams.video.duration;
  if (promised === null || count.seconds === null) return false;
  return count.seconds < promised - Math.max(0.5, promised * 0.02);
};

/** What a player makes of it: square pixels, turned upright. */
const shownSize = (video: StreamReport): { width: number; height: number } => {
  const aspect = video.sample_aspect_ratio ?? 1;
  const isSquare = Math.abs(aspect - 1) < 1e-3;
  const width = isSquare ? video.width : 2 * Math.round((video.width * aspect) / 2);
  const turned = rotationOf(video) % 180 !== 0;
  return turned ? { width: video.height, height: width } : { width, height: video.height };
};

/** ffprobe counts degrees against the clock, as the display matrix does; we count with it. */
const rotationOf = (video: StreamReport): VideoFacts['rotation'] => {
  const degrees = video.side_data_list.find((data) => data.rotation !== undefined)?.rotation ?? 0;
  const quarterTurns = ((Math.round(-degrees / 90) % 4) + 4) % 4;
  return ([0, 90, 180, 270] as const)[quarterTurns] ?? 0;
};

/** The header's exact ratio (30000/1001) where the counted rate agrees with it to half a percent, else the counted one. */
const frameRateOf = (counted: number, video: StreamReport): number => {
  const named = [video.avg_frame_rate, video.r_frame_rate].find(
    (rate) => rate !== null && Math.abs(rate / counted - 1) < 0.005,
  );
  return named ?? counted;
};
