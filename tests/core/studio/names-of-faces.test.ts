import { expect, test } from 'vitest';
import { downloadName, namesOfFaces } from '#core/studio/file-names.ts';

const nameOf = (shown: readonly string[]) => downloadName(['clip', 'as', ...namesOfFaces(shown), 'AI-altered'], 'mp4');

test('a result is named after all faces that it shows, each once', () => {
  expect(nameOf(['Ana'])).toBe('clip-as-Ana-AI-altered.mp4');
  expect(nameOf(['Ana', 'Ben', 'Ana'])).toBe('clip-as-Ana-and-Ben-AI-altered.mp4');
});

test('of many faces some are named and the rest is counted: a name has its limit', () => {
  expect(nameOf(['A', 'B', 'C', 'D', 'E', 'F'])).toBe('clip-as-A-and-B-and-C-and-D-and-2-more-AI-altered.mp4');
});
