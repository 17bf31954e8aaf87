import { describe, expect, it } from 'vitest';
import { matrixOf, parseShowinfo } from '#server/adapters/ffmpeg/parse-showinfo.ts';

describe('parseShowinfo reads what ffmpeg 7 and 9 print', () => {
  it('takes the time base from the line of the filter set-up', () => {
    expect(parseShowinfo('[showinfo@source @ 0x7ff15c001cc0] config in time_base: 1/90000, frame_rate: 25/1')).toEqual({
      kind: 'time-base',
      place: 'source',
      secondsPerTick: 1 / 90_000,
    });
  });

  it('takes ticks and duration of a frame', () => {
    const line =
      '[showinfo@taken @ 0x7f9c0c003280] n:   5 pts:  12800 pts_time:1       duration:    512 duration_time:0.04    fmt:yuv420p cl:left sar:1/1 s:1080x1920 i:P iskey:0 type:B ';
    expect(parseShowinfo(line)).toEqual({
      kind: 'frame',
      place: 'taken',
      number: 5,
      ticks: 12_800,
      durationTicks: 512,
      fields: null,
    });
  });

  it('says null where a frame has no time', () => {
    const line =
      '[showinfo@source @ 0x1] n:   0 pts:NOPTS pts_time:NOPTS   duration:      0 duration_time:0       fmt:yuv420p';
    expect(parseShowinfo(line)).toEqual({
      kind: 'frame',
      place: 'source',
      number: 0,
      ticks: null,
      durationTicks: 0,
      fields: null,
    });
  });

  it('takes the colour space', () => {
    const line =
      '[showinfo@source @ 0x7f9c0c002980] color_range:tv color_space:bt709 color_primaries:bt709 color_trc:bt709';
    expect(parseShowinfo(line)).toEqual({ kind: 'colour', place: 'source', space: 'bt709', range: 'limited' });
  });

  it('takes a frame and a colour whose head went to a complaint that did not end its line', () => {
    // As ffmpeg 9.0.2 printed it of a damaged file, one time in twenty.
    const line =
      '[h264 @ 0x562d5c09a1c0] Out of range weightn:  72 pts:  39936 pts_time:3.25    duration:    512 duration_time:0.0416667 fmt:yuv420p cl:left sar:1/1 s:960x540 i:P iskey:0 type:B ';
    expect(parseShowinfo(line)).toMatchObject({ kind: 'frame', place: undefined, number: 72, ticks: 39_936 });
    const colour =
      '[h264 @ 0x1] Out of range weightcolor_range:tv color_space:bt709 color_primaries:bt709 color_trc:bt709';
    expect(parseShowinfo(colour)).toEqual({ kind: 'colour', place: undefined, space: 'bt709', range: 'limited' });
  });

  it('passes over side data, and says nothing of lines that are not its own', () => {
    expect(parseShowinfo('[showinfo@source @ 0x1]   side data - AVPanScan: (24 bytes)')).toEqual({ kind: 'other' });
    expect(parseShowinfo('[h264 @ 0x1] left block unavailable for requested intra mode')).toBeUndefined();
  });

  it('guesses the matrix by size only where the file does not say', () => {
    expect(matrixOf('smpte170m', 1080)).toBe('bt601');
    expect(matrixOf('unknown', 1080)).toBe('bt709');
    expect(matrixOf('unknown', 480)).toBe('bt601');
    expect(matrixOf('bt2020nc', 480)).toBe('bt2020');
  });
});
