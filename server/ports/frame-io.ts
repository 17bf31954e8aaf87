/** Reading and writing video as frames in memory; no frame ever lies on disk. A set of photos is read as frames too. */
import type { VideoFacts } from '#core/contract/clip.ts';
import type { VideoFormat, VideoQuality } from '#core/contract/video-format.ts';
import type { VideoFrame, YuvColour } from '#core/pixels/image.ts';
import type { SampleLayout } from '#core/pixels/sample-layout.ts';

export interface ReadFramesOptions {
  /** A file; the folder of a set of photos. */
  readonly path: string;
  readonly facts: VideoFacts;
  /** Frames a second of video; null = every frame, each exactly once. */
  readonly samplesPerSecond: number | null;
  /** Only frames from this time on and before that one, seconds from the clip's first frame. Frames keep their place in the whole clip. */
  readonly inSeconds?: number | null;
  readonly outSeconds?: number | null;
  /** Where the probe wrote the clip's frame times: with them a part is sought in the file, without them it is read from its start. */
  readonly frameTimesPath?: string | null;
  /** Pictures are shrunk to this width; the facts' own without. */
  readonly maxWidth?: number;
  /** Frames bring the clip's own samples along (`own`), laid out so. Default: they do not. */
  readonly own?: SampleLayout | undefined;
  /** Where pictures get their memory; fresh for each without. */
  readonly memory?: PictureMemory;
  /** Whoever takes the frames works on them as they come: decoding leaves that half of the cores, and yields to it. Default: it is as fast as it can be. */
  readonly besideWork?: boolean;
  readonly signal: AbortSignal;
}

export interface PictureMemory {
  /** Nobody else's until it is given back to whoever made this. What it holds is left over from before. */
  take(sizeBytes: number): Uint8Array;
}

export type ReadFrameOptions = Pick<ReadFramesOptions, 'path' | 'facts' | 'frameTimesPath' | 'maxWidth' | 'signal'> & {
  /** Its place in the whole clip. */
  readonly index: number;
};

export interface WriteVideoOptions {
  readonly path: string;
  /** The clip whose sound, subtitles, chapters and timing the new video keeps. */
  readonly sourcePath: string;
  /** As the frames are read: the new video begins with the first of them, and its sound is cut with it. */
  readonly inSeconds?: number | null;
  readonly outSeconds?: number | null;
  readonly facts: VideoFacts;
  /** Colour of the frames that will be written. */
  readonly width: number;
  readonly height: number;
  /** Burned into the picture where an onlooker sees it; null where the frames bear it already. */
  readonly label: string | null;
  /** Where the altered part of the picture begins, px from the left; the label stands there. Default 0. */
  readonly labelLeft?: number;
  /** Default H.264 of standard quality. */
  readonly format?: VideoFormat;
  readonly quality?: VideoQuality;
  /** Frames' own samples are written, which lie so, and the clip's HDR and range with them. Default: yuv420p of 8 bits. */
  readonly own?: SampleLayout | undefined;
  /** Container metadata, key to value. */
  readonly marks: Readonly<Record<string, string>>;
  /** Told of each frame once the encoder has taken it: its memory may be used again. */
  readonly release?: (frame: VideoFrame) => void;
  readonly signal: AbortSignal;
}

export interface KeptPictures {
  /** How the names of the files begin in which frames lie until the video is joined. The caller's own to remove. */
  readonly parts: string;
  /** With so many of the frames that lie there the segment begins; any more are removed. */
  readonly frames: number;
}

/** Frames go in one by one; `write` resolves when the encoder can take more. Until it is released a frame stays as it is. */
export interface FrameSink extends AsyncDisposable {
  write(frame: VideoFrame): Promise<void>;
  /** Ends the stream, waits for the encoder, and puts the finished file in place. Without it nothing is left behind. */
  finish(): Promise<{ readonly sizeBytes: number }>;
}

/** Frames of one segment of a video that is joined later: they bear the clip's own times. */
export type SegmentOptions = Omit<WriteVideoOptions, 'path' | 'marks' | 'inSeconds' | 'outSeconds'> & {
  readonly kept: KeptPictures;
};

export interface SegmentSink extends AsyncDisposable {
  write(frame: VideoFrame): Promise<void>;
  /** Resolves when all frames lie whole where they are kept. */
  end(): Promise<void>;
}

export type JoinVideoOptions = Omit<WriteVideoOptions, 'width' | 'height' | 'label' | 'labelLeft'> & {
  /** Where the frames of each segment lie, in order, and how many. */
  readonly segments: readonly KeptPictures[];
  /** When the first of them is shown in the source. */
  readonly firstFrameSeconds: number;
  /** Of the frames. */
  readonly colour: YuvColour;
};

export interface FrameIo {
  /** Upright frames in order, 8-bit yuv420p; ends ffmpeg when the consumer stops early or the signal fires. */
  readFrames(options: ReadFramesOptions): AsyncGenerator<VideoFrame>;
  /** One of them; undefined where the clip has no frame of that place. */
  readFrame(options: ReadFrameOptions): Promise<VideoFrame | undefined>;
  /** @throws StudioError encoder_missing */
  openSink(options: WriteVideoOptions): Promise<FrameSink>;
  /** @throws StudioError encoder_missing */
  openSegment(options: SegmentOptions): Promise<SegmentSink>;
  /** Segments, and all else of the source, as one video; undefined where they do not fit each other. */
  joinSegments(options: JoinVideoOptions): Promise<{ readonly sizeBytes: number } | undefined>;
  /** When each frame of a clip is shown, from its first one on; undefined where that was not written there. */
  frameSeconds(frameTimesPath: string): Promise<Float64Array | undefined>;
  /** How many frames lie whole, from the first on, in files whose names begin so: wherever their writing was cut off. */
  keptFrames(parts: string): Promise<number>;
  /** Those that a sink can write here. */
  formats(): Promise<readonly VideoFormat[]>;
}
