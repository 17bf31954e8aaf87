/** What a converted video is written as. */
import { z } from 'zod';

export const videoFormat = z.enum(['h264', 'hevc', 'av1', 'prores', 'ffv1']);
export type VideoFormat = z.infer<typeof videoFormat>;

/** How much of the picture's detail is paid for in bytes. FFV1 keeps all of it at each. */
export const videoQuality = z.enum(['smaller', 'standard', 'finer']);
export type VideoQuality = z.infer<typeof videoQuality>;

export interface VideoFile {
  readonly extension: 'mp4' | 'mov' | 'mkv';
  readonly mediaType: string;
  /** False also of what only some browsers play. */
  readonly playsInBrowsers: boolean;
}

const mp4 = { extension: 'mp4', mediaType: 'video/mp4' } as const;

export const videoFiles: Readonly<Record<VideoFormat, VideoFile>> = {
  h264: { ...mp4, playsInBrowsers: true },
  hevc: { ...mp4, playsInBrowsers: false },
  av1: { ...mp4, playsInBrowsers: true },
  prores: { extension: 'mov', mediaType: 'video/quicktime', playsInBrowsers: false },
  ffv1: { extension: 'mkv', mediaType: 'video/x-matroska', playsInBrowsers: false },
};
