import { expect, test } from 'vitest';
import { isAtLeast, versionIn } from '#server/setup/versions.mjs';

test.each([
  ['v24.21.0', '24.21.0'],
  ['ffmpeg version n8.1.2 Copyright (c) 2000-2026', '8.1.2'],
  ['ffmpeg version 5.1.9-0+deb12u1 Copyright', '5.1.9'],
  ['yt-dlp 2026.07.04', '2026.07.04'],
])('finds the version in "%s"', (text, version) => {
  expect(versionIn(text)).toBe(version);
});

test('finds no version where none is printed', () => {
  expect(versionIn('command not found')).toBeUndefined();
  expect(versionIn(undefined)).toBeUndefined();
});

test.each([
  ['3.51.3', '3.51.3', true],
  ['3.51.2', '3.51.3', false],
  ['3.53', '3.51.3', true],
  ['10.0.0', '9.9.9', true],
  ['2026.7.4', '2026.07.04', true],
  ['2026.07.03', '2026.07.04', false],
  ['3.9.18', '3.10', false],
])('%s against the floor %s is %s', (version, floor, expected) => {
  expect(isAtLeast(version, floor)).toBe(expected);
});
