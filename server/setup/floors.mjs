// @ts-check
/** The oldest version of each part that the studio vouches for, why, and the verdict on a version found. */
import { isAtLeast } from './versions.mjs';

/** @typedef {'ok' | 'warn' | 'fail'} Verdict */

/** `below` is the verdict on an older one: fail where the main job breaks or data is at risk, warn where it is exposed. */
export const floors = {
  node: { version: '22.0.0', below: 'fail', why: 'older ones run no TypeScript and get no fixes' },
  python: { version: '3.10', below: 'fail', why: 'TensorFlow 2.21 has no wheel for older ones' },
  tensorflow: { version: '2.21.0', below: 'fail', why: 'the binding is compiled against it' },
  sqlite: { version: '3.51.3', below: 'fail', why: 'older ones can lose writes when the log restarts (WAL-reset bug)' },
  sharp: { version: '0.35.0', below: 'warn', why: 'fixes a memory fault in reading images (CVE-2026-114113)' },
  next: { version: '16.2.11', below: 'warn', why: 'fixes ways around request checks' },
  'socket.io': { version: '4.6.2', below: 'warn', why: 'fixes a crash by a crafted packet' },
  'yt-dlp': { version: '2026.07.04', below: 'warn', why: 'fixes of its extractors and of file names' },
  ffmpeg: { version: '8.1.2', below: 'warn', why: 'fixes code execution by a MagicYUV file (CVE-2026-8461)' },
  ffprobe: { version: '8.1.2', below: 'warn', why: 'fixes code execution by a MagicYUV file (CVE-2026-8461)' },
};

/**
 * The verdict on a part, and what speaks against it.
 * @param {{ id: string, version: string | undefined, codecWhitelist?: boolean }} part `codecWhitelist`: our own decoder list keeps the faulty decoder shut
 * @returns {{ verdict: Verdict, why: string }}
 */
export const judgeVersion = ({ id, version, codecWhitelist = false }) => {
  const floor = floors[/** @type {keyof typeof floors} */ (id)];
  if (version === undefined) return { verdict: 'fail', why: 'not found' };
  if (floor === undefined || isAtLeast(version, floor.version)) return { verdict: 'ok', why: '' };
  const why = `older than ${floor.version}, which ${floor.why}`;
  if (codecWhitelist) return { verdict: 'ok', why: `${why}; shut out here by the list of allowed decoders` };
  return { verdict: /** @type {Verdict} */ (floor.below), why };
};
