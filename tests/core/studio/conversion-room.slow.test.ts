import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { conversionSettings } from '#core/contract/conversion.ts';
import { type VideoFormat, videoFormat, videoQuality } from '#core/contract/video-format.ts';
import { conversionRoom } from '#core/studio/conversion-room.ts';
import { never, temporaryFolder } from '#tests/helpers/make-clip.ts';
import { factsOf, frameIo, someFrames } from '#tests/helpers/real-tools.ts';
import { sharedMedia } from '#tests/helpers/shared.ts';
import { facts } from '#tests/server/helpers/scenes.ts';

/** The noisiest of those that were measured. */
const clip = sharedMedia('grid_bbaf2n_man.mpg');

const settingsOf = (settings: Partial<Parameters<typeof conversionSettings.parse>[0] & object>) =>
  conversionSettings.parse({ to: 'b', sideBySide: false, ...settings });

describe('the room foretold for a conversion', () => {
  it.skipIf(!clip)('holds what ffmpeg writes, in every format it can write here', { timeout: 120_000 }, async () => {
    await using folder = await temporaryFolder();
    const path = clip as string;
    const frames = await someFrames(path, { count: 25 });
    const whole = await factsOf(path);
    const { size: sizeBytes } = await stat(path);
    for (const format of await frameIo.formats()) {
      for (const quality of videoQuality.options) {
        await using sink = await frameIo.openSink({
          ...{ path: join(folder.path, `${format}-${quality}`), sourcePath: path, facts: whole, label: 'AI-altered' },
          ...{ width: whole.width, height: whole.height, outSeconds: 1, format, quality, marks: {}, signal: never },
        });
        for (const frame of frames) await sink.write(frame);
        const written = await sink.finish();
        const settings = settingsOf({ format, quality, outSeconds: 1 });
        const foretold = conversionRoom({ facts: whole, sizeBytes, settings });
        expect(foretold, `${format} ${quality}`).toBeGreaterThan(written.sizeBytes);
      }
    }
  });

  it('knows that ProRes and FFV1 are many times as large as H.264, and that a part is less than the whole', () => {
    const room = (settings: Parameters<typeof settingsOf>[0]) =>
      conversionRoom({ facts, sizeBytes: 0, settings: settingsOf(settings) });
    const of = Object.fromEntries(videoFormat.options.map((format) => [format, room({ format })])) as Record<
      VideoFormat,
      number
    >;
    expect(of.prores).toBeGreaterThan(10 * of.h264);
    expect(of.ffv1).toBeGreaterThan(10 * of.h264);
    const deep = { ...facts, pixelFormat: 'yuv420p10le' };
    const archive = settingsOf({ format: 'ffv1' });
    expect(conversionRoom({ facts: deep, sizeBytes: 0, settings: archive })).toBeGreaterThan(2 * of.ffv1);
    const wide = { ...facts, pixelFormat: 'yuv444p10le' };
    expect(conversionRoom({ facts: wide, sizeBytes: 0, settings: archive })).toBeGreaterThan(4 * of.ffv1);
    const editors = settingsOf({ format: 'prores' });
    expect(conversionRoom({ facts: wide, sizeBytes: 0, settings: editors })).toBeGreaterThan(2 * of.prores);
    expect(room({ inSeconds: 0.5, outSeconds: 1 })).toBeCloseTo(room({}) / 4, -1);
    expect(room({ sideBySide: true })).toBeCloseTo(3 * room({}), -1);
  });
});
