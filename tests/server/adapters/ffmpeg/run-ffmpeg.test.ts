import { readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { expect, test } from 'vitest';
import { startFfmpeg } from '#server/adapters/ffmpeg/run-ffmpeg.ts';
import { encodingInput } from '#server/adapters/ffmpeg/writing-options.ts';
import { never, tools } from '#tests/helpers/make-clip.ts';

test.each([
  { yielding: false, expected: 0 },
  { yielding: true, expected: 5 },
])(
  'an ffmpeg that is to yield ($yielding) gives way by $expected steps to whoever started it',
  async ({ yielding, expected }) => {
    const process = waiting(yielding);
    try {
      await process.stdin;
      const priorities = ownChildren().map((pid) => getPriority(pid));
      expect(priorities).toEqual([Math.min(19, getPriority() + expected)]);
    } finally {
      await process.stop();
    }
  },
);

/** It reads what nobody writes. */
const waiting = (yielding: boolean) =>
  startFfmpeg({
    ffmpegPath: tools.ffmpegPath,
    inputs: [encodingInput],
    outputOptions: ['-f', 'null'],
    output: '-',
    signal: never,
    yielding,
  });

const ownChildren = (): number[] =>
  readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
