/** The clip once more, small enough and plain enough for every browser, through the chain that frames are read by. */
import { rename, rm, stat } from 'node:fs/promises';
import type { ProxyWriter } from '#server/ports/proxy-writer.ts';
import { fileUrl, guardOptions, pictureStream } from './allow-list.ts';
import { proxyFilter, turnOptions } from './frame-filters.ts';
import { parseShowinfo } from './parse-showinfo.ts';
import { startFfmpeg } from './run-ffmpeg.ts';

export const writeProxy = async (
  ffmpegPath: string,
  { path, facts, to, onFrame, signal }: Parameters<ProxyWriter['write']>[0],
): ReturnType<ProxyWriter['write']> => {
  const part = `${to}.part`;
  let frames = 0;
  try {
    await startFfmpeg({
      ffmpegPath,
      inputs: [{ source: fileUrl(path), options: [...guardOptions, ...turnOptions(facts)] }],
      outputOptions: [
        ['-map', pictureStream, '-map', '0:a:0?'],
        ['-vf', proxyFilter(facts)],
        ['-fps_mode', 'passthrough'],
        ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-pix_fmt', 'yuv420p'],
        // A key every two seconds or so: who steps through a clip jumps much.
        ['-g', String(Math.max(1, Math.round(facts.frameRate * 2)))],
        ['-c:a', 'aac', '-b:a', '160k', '-ac', '2'],
        ['-map_metadata', '-1', '-map_chapters', '-1'],
        ['-movflags', '+faststart', '-nostats', '-f', 'mp4'],
      ].flat(),
      output: fileUrl(part),
      signal,
      onLine: (line) => {
        const said = parseShowinfo(line);
        if (said?.kind === 'frame') onFrame(++frames);
        return said !== undefined;
      },
    }).ended;
    await rename(part, to);
  } finally {
    await rm(part, { force: true });
  }
  return { sizeBytes: (await stat(to)).size };
};
