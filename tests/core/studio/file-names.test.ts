import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayName, downloadName, videoExtension } from '#core/studio/file-names.ts';

test('a name shown has no folders and no control characters, and is never empty', () => {
  expect(displayName('C:\\films\\../a\u0007b.mp4')).toBe('ab.mp4');
  fc.assert(fc.property(fc.string(), (name) => void expect(displayName(name)).toMatch(/^[^/\\\p{Cc}]{1,255}$/u)));
});

test('an extension is kept only where it is harmless', () => {
  expect(['a.MP4', 'a', 'a.', 'a.tar.gz', 'a.m/../x', 'a.mp4 ; rm'].map(videoExtension)).toEqual([
    'mp4',
    'video',
    'video',
    'gz',
    'video',
    'video',
  ]);
});

test('the name of a download fits in a header whatever the words are', () => {
  expect(downloadName(['Mãe no parque', 'as', 'João'], 'mp4')).toBe('Mae-no-parque-as-Joao.mp4');
  fc.assert(
    fc.property(
      fc.array(fc.string()),
      (words) => void expect(downloadName(words, 'mp4')).toMatch(/^[0-9A-Za-z-]+\.mp4$/),
    ),
  );
});
