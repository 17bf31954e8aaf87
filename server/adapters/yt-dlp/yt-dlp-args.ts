/**
 * The command lines of yt-dlp, as data. Every switch that reads a configuration, a plug-in, a cookie or a cache is shut, because
 * what a page says ends up in this program (its advisories: CVE-2023-46121, CVE-2026-26331, CVE-2026-50574, CVE-2026-55404).
 */
import { type LinkTarget, maxPlaylistEntries } from '#core/contract/link.ts';

export interface CommonArgs {
  readonly target: LinkTarget;
  /** A Node that runs the puzzles of YouTube's player; null = none. */
  readonly javascriptPath: string | null;
}

export interface DownloadArgs extends CommonArgs {
  /** Holds `ffmpeg` and `ffprobe`. */
  readonly toolsFolder: string;
  readonly maxFileBytes: number;
  readonly maxDurationSeconds: number;
}

/** One JSON text on stdout: of the video, or of the list with its entries. */
export const inspectArgs = (options: CommonArgs): string[] => [
  ...commonArgs(options),
  '--dump-single-json',
  '--flat-playlist',
  ...['--playlist-items', options.target.item === null ? `1:${maxPlaylistEntries}` : String(options.target.item)],
  '--',
  options.target.url,
];

/** Into the working directory as `video.<ext>`; lines of `seen`, `progress`, `postprocess` and `file` with JSON on stdout. */
export const downloadArgs = (options: DownloadArgs): string[] => [
  ...commonArgs(options),
  ...(options.target.item === null ? [] : ['--yes-playlist', '--playlist-items', String(options.target.item)]),
  ...['--format', formats, '--format-sort', 'res:2160'],
  ...['--downloader', 'native', '--downloader', 'm3u8:native', '--downloader', 'dash:native'],
  // A hole in the middle is worse than no clip: it would show only as a jump.
  '--abort-on-unavailable-fragments',
  ...['--match-filters', `!is_live & live_status!=?is_upcoming & duration<=?${options.maxDurationSeconds}`],
  ...['--max-filesize', String(options.maxFileBytes)],
  ...['--continue', '--part', '--no-mtime', '--no-overwrites'],
  ...['--output', 'video.%(ext)s', '--merge-output-format', 'mp4/mkv'],
  ...['--ffmpeg-location', options.toolsFolder, '--fixup', 'detect_or_warn'],
  ...remuxers.flatMap((name) => ['--postprocessor-args', `${name}+ffmpeg_i:${localFilesOnly}`]),
  ...['--newline', '--progress', '--progress-delta', '0.25'],
  ...['--progress-template', `download:progress %(progress.{${progressFields.join(',')}})j`],
  ...['--progress-template', 'postprocess:postprocess %(progress.{status})j'],
  ...['--print', `pre_process:seen %(.{${seenFields.join(',')}})j`],
  ...['--print', `after_move:file %(.{${fileFields.join(',')}})j`],
  '--',
  options.target.url,
];

/** The proxy's word goes in by stdin: other users of the machine may read command lines. */
export const configOf = (proxyUrl: string): string => `--proxy "${proxyUrl}"\n`;

const commonArgs = ({ javascriptPath }: CommonArgs): string[] => [
  ...['--ignore-config', '--no-config-locations', '--config-locations', '-'],
  ...['--no-plugin-dirs', '--no-remote-components', '--no-cache-dir', '--no-exec'],
  ...['--no-cookies', '--no-cookies-from-browser', '--no-mark-watched', '--no-update'],
  // Deno stands enabled by default.
  '--no-js-runtimes',
  ...(javascriptPath === null ? [] : ['--js-runtimes', `node:${javascriptPath}`]),
  ...['--use-extractors', 'default', '--default-search', 'error', '--no-playlist', '--abort-on-error'],
  ...['--no-wait-for-video', '--color', 'never'],
  ...['--socket-timeout', '30', '--retries', '3', '--fragment-retries', '3', '--extractor-retries', '1'],
  ...['--retry-sleep', 'http:exp=1:8', '--retry-sleep', 'fragment:exp=1:8'],
];

/** What its own downloaders fetch over http; RTMP, RTSP and others are fetched by programs that know no proxy. */
const fetched = '[protocol~="^(https?|m3u8|m3u8_native|http_dash_segments)$"]';
const formats = `bestvideo*${fetched}+bestaudio${fetched}/best${fetched}/bestvideo${fetched}`;

const progressFields = ['status', 'downloaded_bytes', 'total_bytes', 'total_bytes_estimate', 'speed', 'eta'];
const seenFields = ['is_live', 'live_status', 'duration'];
const fileFields = ['filepath', 'title', 'webpage_url'];

/** Those of its post-processors that may run here. */
const remuxers = ['Merger', 'FixupM3u8', 'FixupM4a', 'FixupStretched', 'FixupTimestamp', 'FixupDuration'];
const localFilesOnly =
  '-protocol_whitelist file -format_whitelist mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,aac,mp3,ogg,flac';
