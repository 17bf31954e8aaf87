/** What a conversion keeps of clips of each kind, by ffmpeg's names of their pixels (libavutil/pixdesc.c: bits and chroma). */
import { describe, expect, it } from 'vitest';
import type { VideoFormat } from '#core/contract/video-format.ts';
import { isDeep, keptLayout, sourceLayout, usualFormat } from '#core/studio/colour-depth.ts';

const named = (pixelFormat: string) => ({ pixelFormat, transfer: 'sdr', range: 'limited' }) as const;

describe('a clip’s samples', () => {
  it.each([
    ['yuv420p', 8, '4:2:0'],
    ['nv12', 8, '4:2:0'],
    ['yuvj422p', 8, '4:2:2'],
    ['yuyv422', 8, '4:2:2'],
    ['yuv444p', 8, '4:4:4'],
    ['yuv420p10le', 10, '4:2:0'],
    ['p010le', 10, '4:2:0'],
    ['p210le', 10, '4:2:2'],
    ['y210le', 10, '4:2:2'],
    ['yuv422p10le', 10, '4:2:2'],
    ['yuva444p12le', 12, '4:4:4'],
    ['xv36le', 12, '4:4:4'],
    ['yuv420p9le', 10, '4:2:0'],
    ['yuv422p14le', 16, '4:2:2'],
    ['gray10le', 10, '4:2:0'],
    ['gray', 8, '4:2:0'],
    ['gbrp', 8, 'rgb'],
    ['rgb24', 8, 'rgb'],
    ['bgra', 8, 'rgb'],
    ['gbrp10le', 10, 'rgb'],
    ['gbrap12be', 12, 'rgb'],
    ['x2rgb10le', 10, 'rgb'],
    ['rgb48le', 16, 'rgb'],
    // What frames here have no planes for is held by what is wider.
    ['yuv440p10le', 10, '4:4:4'],
    ['yuv411p', 8, '4:2:2'],
  ] as const)('of %s are of %i bits and %s', (pixelFormat, bits, chroma) => {
    expect(sourceLayout({ pixelFormat })).toEqual({ bits, chroma });
    expect(isDeep(named(pixelFormat))).toBe(bits > 8);
  });
});

describe('a result', () => {
  const kept = (pixelFormat: string, format: VideoFormat, more: { range?: 'full'; transfer?: 'pq' } = {}) => {
    const layout = keptLayout({ ...named(pixelFormat), ...more }, { format, depth: 'source' });
    return layout && `${layout.bits} ${layout.chroma}`;
  };

  it('for players has 8 bits of 4:2:0 where the clip has no more bits, and of H.264 always', () => {
    for (const format of ['hevc', 'av1'] as const)
      for (const pixels of ['yuv420p', 'yuv422p', 'yuvj444p', 'gbrp']) expect(kept(pixels, format)).toBeUndefined();
    for (const pixels of ['yuv420p', 'yuv422p10le', 'yuv444p12le', 'gbrp10le'])
      expect(kept(pixels, 'h264')).toBeUndefined();
  });

  it('for editors has more where the clip has it, and is as ever where it has not', () => {
    expect(kept('yuv420p', 'ffv1')).toBeUndefined();
    expect(kept('yuv420p', 'prores')).toBeUndefined();
    expect(kept('yuv422p', 'prores')).toBe('8 4:2:2');
    expect(kept('yuv444p', 'ffv1')).toBe('8 4:4:4');
    expect(kept('yuv420p', 'ffv1', { range: 'full' })).toBe('8 4:2:0');
    expect(kept('yuv420p', 'prores', { range: 'full' })).toBeUndefined();
    expect(kept('gbrp', 'ffv1')).toBe('8 rgb');
  });

  it('has as much of the clip as its format holds', () => {
    expect(kept('yuv444p16le', 'ffv1')).toBe('16 4:4:4');
    expect(kept('yuv444p16le', 'hevc')).toBe('12 4:4:4');
    expect(kept('yuv444p16le', 'prores')).toBe('10 4:4:4');
    expect(kept('yuv444p16le', 'av1')).toBe('10 4:2:0');
    expect(kept('gbrp12le', 'hevc')).toBe('12 4:4:4');
    // Eight bits of RGB have more colours than eight of YUV.
    expect(kept('gbrp', 'prores')).toBe('10 4:4:4');
    expect(kept('yuv420p', 'hevc', { transfer: 'pq' })).toBe('10 4:2:0');
  });

  it('has none of it where eight bits are asked for', () => {
    expect(keptLayout(named('yuv422p10le'), { format: 'ffv1', depth: 'eightBits' })).toBeUndefined();
  });

  it('is HEVC by itself only of clips with more bits', () => {
    expect(usualFormat(named('yuv422p10le'), ['h264', 'hevc'])).toBe('hevc');
    expect(usualFormat(named('yuv444p'), ['h264', 'hevc'])).toBe('h264');
  });
});
