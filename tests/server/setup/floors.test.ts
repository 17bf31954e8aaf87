/** Each floor is fed a version that is too old, as a tool would print it. */
import { describe, expect, test } from 'vitest';
import {
  diskVerdict,
  memoryVerdict,
  partOf,
  prlimitVerdict,
  processorVerdict,
  wallVerdict,
} from '#server/setup/doctor.mjs';
import { floors, judgeVersion } from '#server/setup/floors.mjs';

const tooOld = [
  ['node', '20.20.2', 'fail'],
  ['python', '3.9.18', 'fail'],
  ['tensorflow', '2.9.1', 'fail'],
  ['sqlite', '3.51.2', 'fail'],
  ['sharp', '0.34.5', 'warn'],
  ['next', '16.2.10', 'warn'],
  ['socket.io', '4.6.1', 'warn'],
  ['yt-dlp', '2026.06.30', 'warn'],
  ['ffmpeg', '5.1.9', 'warn'],
  ['ffprobe', '8.1.1', 'warn'],
] as const;

test('every floor is tried below', () => {
  expect(tooOld.map(([id]) => id).sort()).toEqual(Object.keys(floors).sort());
});

describe.each(tooOld)('%s %s', (id, version, verdict) => {
  test(`is a ${verdict} that names the floor`, () => {
    const judged = judgeVersion({ id, version });
    expect(judged.verdict).toBe(verdict);
    expect(judged.why).toContain(floors[id].version);
  });

  test('is well at the floor itself', () => {
    expect(judgeVersion({ id, version: floors[id].version }).verdict).toBe('ok');
  });

  test('fails when it is not found', () => {
    expect(judgeVersion({ id, version: undefined })).toEqual({ verdict: 'fail', why: 'not found' });
  });
});

test('an old ffmpeg is well while the list of allowed decoders shuts the faulty one', () => {
  expect(judgeVersion({ id: 'ffmpeg', version: '5.1.9', codecWhitelist: true }).verdict).toBe('ok');
});

test('a part that will not do says what to do', () => {
  expect(partOf({ id: 'sqlite', version: '3.45.1', mend: 'run set-up' }).advice).toMatch(
    /older than 3\.51\.3.*run set-up/,
  );
});

test('a part that will do asks for nothing', () => {
  expect(partOf({ id: 'npm', version: '11.19.1', mend: 'install npm' })).toMatchObject({ verdict: 'ok', advice: '' });
});

test.each([
  [1, 'fail'],
  [5, 'warn'],
  [50, 'ok'],
] as const)('%d GB of free disk is %s', (freeGb, verdict) => {
  expect(diskVerdict(freeGb).verdict).toBe(verdict);
});

test.each([
  [2, 'fail'],
  [4, 'warn'],
  [16, 'ok'],
] as const)('%d GB of memory is %s', (totalGb, verdict) => {
  expect(memoryVerdict(totalGb).verdict).toBe(verdict);
});

test.each([
  [['avx2', 'amx_bf16', 'avx512_bf16'], /amx_bf16/],
  [['avx2', 'avx512_bf16'], /avx512_bf16/],
  [['avx2'], /fp32/],
] as const)('a processor with %s says whether bf16 pays', (flags, advice) => {
  expect(processorVerdict({ model: 'x', cores: 2, flags: [...flags] }).advice).toMatch(advice);
});

test('a kernel without namespaces of users is a warning that says what is lost', () => {
  expect(wallVerdict(true)).toMatchObject({ verdict: 'ok', advice: '' });
  expect(wallVerdict(false)).toMatchObject({ verdict: 'warn', advice: expect.stringContaining('YouTube') });
});

test('without prlimit the doctor says that models of others are refused, and that nothing else is', () => {
  expect(prlimitVerdict({ found: '/usr/bin/prlimit', version: '2.38.1' })).toMatchObject({ verdict: 'ok', advice: '' });
  expect(prlimitVerdict({})).toMatchObject({ verdict: 'warn', advice: expect.stringContaining('util-linux') });
});
