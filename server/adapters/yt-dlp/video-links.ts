/** Looks at links and downloads them with yt-dlp. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { StudioError } from '#core/contract/errors.ts';
import type { LinkInspection } from '#core/contract/link.ts';
import type { NetGuard } from '#server/ports/net-guard.ts';
import type { DownloadProgress, VideoLinks } from '#server/ports/video-links.ts';
import { complaintOf, limitOf, type OutputLine, parseInspection, parseLine } from './parse-output.ts';
import { bareEnvironment, runYtDlp, type YtDlpEnd, type YtDlpTools } from './run-yt-dlp.ts';
import { downloadArgs, inspectArgs } from './yt-dlp-args.ts';

export interface VideoLinksOptions {
  /** `ytDlpPath` undefined where set-up has not found it. */
  readonly tools: Omit<YtDlpTools, 'ytDlpPath'> & { readonly ytDlpPath: string | undefined };
  readonly guard: NetGuard;
  /** Node 22 or newer. */
  readonly nodePath: string;
  /** False = as where the kernel allows no namespace. */
  readonly mayWall?: boolean;
}

/** Older ones have known holes, CVE-2026-55404 the last of them. */
const floor = '2026.07.04';

const inspectTimeoutMs = 120_000;
/** Silence of a download after which its server is given up; yt-dlp's own limit is 30 s for each try. */
const silenceMs = 180_000;

export const createVideoLinks = ({ tools, guard, nodePath, mayWall = true }: VideoLinksOptions): VideoLinks => {
  const prepare = once(async () => {
    const ready = { ...tools, ytDlpPath: await requireYtDlp(tools.ytDlpPath) };
    const isWalled = mayWall && (await allowsWall(tools.pythonPath));
    // Node's permissions leave the network open (before 25), so that a page's JavaScript runs only behind the wall.
    return { tools: ready, guard, isWalled, javascriptPath: isWalled ? nodePath : null };
  });

  return {
    inspect: async (target, signal) => {
      const { javascriptPath, ...prepared } = await prepare();
      const lines: string[] = [];
      const end = await runYtDlp({
        ...prepared,
        args: () => inspectArgs({ target, javascriptPath }),
        folder: null,
        signal: AbortSignal.any([signal, AbortSignal.timeout(inspectTimeoutMs)]),
        onLine: (line) => lines.push(line),
      }).catch(lateOr(signal));
      if (end.exitCode !== 0) throw failureOf(end);
      const found = parseInspection(lines.join('\n'), target);
      return javascriptPath === null ? noted(found) : found;
    },

    download: async ({ target, folder, limits, signal, onProgress }) => {
      const { javascriptPath, ...prepared } = await prepare();
      const own = new AbortController();
      const follow = followDownload({ maxBytes: limits.maxFileBytes, stop: () => own.abort(), onProgress });
      const end = await runYtDlp({
        ...prepared,
        args: (toolsFolder) => downloadArgs({ target, javascriptPath, toolsFolder, ...limits }),
        folder,
        signal: AbortSignal.any([signal, own.signal]),
        onLine: follow.line,
      })
        .catch(lateOr(signal, follow.failure))
        .finally(follow.end);
      if (end.exitCode !== 0) throw failureOf(end);
      const file = follow.file();
      const seen = follow.seen();
      if (!file) throw seen ? limitOf(seen, limits.maxDurationSeconds) : failureOf(end);
      const path = join(folder, basename(file.filepath));
      return { path, title: file.title ?? '', pageUrl: file.webpage_url ?? target.url };
    },
  };
};

/** YouTube alone needs it (yt-dlp's EJS). */
const noted = (found: LinkInspection): LinkInspection =>
  found.kind === 'video' && /^youtube/i.test(found.facts.site)
    ? { ...found, facts: { ...found.facts, note: 'no-javascript' } }
    : found;

const once = <Value>(make: () => Promise<Value>): (() => Promise<Value>) => {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

const execute = promisify(execFile);

/** @throws StudioError tool_missing */
const requireYtDlp = async (path: string | undefined): Promise<string> => {
  if (!path || !existsSync(path)) {
    throw new StudioError('tool_missing', 'yt-dlp is not installed; npm run doctor says more.', {
      facts: { tool: 'yt-dlp' },
    });
  }
  const { stdout } = await execute(path, ['--ignore-config', '--version'], { env: bareEnvironment });
  const version = stdout.trim();
  // Dates with leading zeros stand in the order of their letters.
  if (version >= floor) return path;
  throw new StudioError('tool_missing', `yt-dlp ${version} has known holes; ${floor} or newer is needed.`, {
    facts: { tool: 'yt-dlp', version, floor },
  });
};

const allowsWall = async (pythonPath: string): Promise<boolean> => {
  try {
    await execute(pythonPath, ['-I', join(import.meta.dirname, 'walled.py'), '--probe'], { env: bareEnvironment });
    return true;
  } catch {
    return false;
  }
};

/** An end that is not the caller's doing is a time-out, or what was found out on the way. */
const lateOr =
  (signal: AbortSignal, failure: () => StudioError | undefined = () => undefined) =>
  (error: unknown): never => {
    const isOurs = !signal.aborted && (!(error instanceof StudioError) || error.code === 'cancelled');
    if (!isOurs) throw error;
    throw failure() ?? new StudioError('link_unreachable', 'The site takes too long to answer.', { cause: error });
  };

/** A refusal of ours explains an error better than what yt-dlp makes of it. */
const failureOf = ({ stderr, refusals }: YtDlpEnd): StudioError => refusals.at(-1) ?? complaintOf(stderr);

interface Follow {
  readonly maxBytes: number;
  readonly stop: () => void;
  readonly onProgress: (progress: DownloadProgress) => void;
}

type FileFound = Extract<OutputLine, { kind: 'file' }>['file'];

/** Picture and sound may come one after the other: what has been finished counts on. */
const followDownload = ({ maxBytes, stop, onProgress }: Follow) => {
  let finishedBytes = 0;
  let file: FileFound | undefined;
  let failure: StudioError | undefined;
  let seen: Extract<OutputLine, { kind: 'seen' }>['video'] | undefined;
  const silence = setTimeout(stop, silenceMs);

  const take = (line: OutputLine): void => {
    if (line.kind === 'file') file = line.file;
    if (line.kind === 'seen') seen = line.video;
    // Joining a long file says nothing until it is done.
    if (line.kind === 'postprocess') clearTimeout(silence);
    if (line.kind !== 'progress') return;
    silence.refresh();
    const { status, downloaded_bytes, total_bytes, total_bytes_estimate, speed, eta } = line.progress;
    const receivedBytes = finishedBytes + (downloaded_bytes ?? 0);
    const totalBytes = total_bytes ?? total_bytes_estimate ?? null;
    onProgress({
      receivedBytes,
      totalBytes: totalBytes === null ? null : Math.max(receivedBytes, finishedBytes + totalBytes),
      bytesPerSecond: speed ?? null,
      etaSeconds: eta ?? null,
    });
    if (status === 'finished') finishedBytes = receivedBytes;
    if (receivedBytes <= maxBytes) return;
    failure = new StudioError('file_too_large', 'The file is larger than this studio allows.', { facts: { maxBytes } });
    stop();
  };

  return {
    line: (raw: string) => take(parseLine(raw)),
    file: () => file,
    failure: () => failure,
    seen: () => seen,
    end: () => clearTimeout(silence),
  };
};
