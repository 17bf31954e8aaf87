import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { concurrencyOf, configToEnvironment, findTools, loadConfig } from '#server/config.ts';

describe('the configuration', () => {
  it('has defaults that need no setting', () => {
    expect(loadConfig({ env: {} })).toMatchObject({
      dataFolder: resolve(import.meta.dirname, '../../data'),
      host: '127.0.0.1',
      port: 4310,
      maxFileBytes: 20e9,
      maxDurationSeconds: 10_800,
      maxPixels: 33_177_600,
      importFolders: [],
    });
  });

  it('lets an option win over a variable, and a variable over the default', () => {
    const env = { UNDERSTUDY_PORT: '5000', UNDERSTUDY_HOST: '0.0.0.0', UNDERSTUDY_IMPORT_FOLDERS: '/a:/b' };
    expect(loadConfig({ env, options: { port: 6000 } })).toMatchObject({
      port: 6000,
      host: '0.0.0.0',
      importFolders: ['/a', '/b'],
    });
  });

  it('names the setting that is wrong', () => {
    expect(() => loadConfig({ env: { UNDERSTUDY_PORT: 'many' } })).toThrow(/port \(UNDERSTUDY_PORT\)/);
    expect(() => loadConfig({ env: { UNDERSTUDY_MAX_PIXELS: '-1' } })).toThrow(/UNDERSTUDY_MAX_PIXELS/);
    expect(() => loadConfig({ env: { UNDERSTUDY_DEVICE: 'cuda' } })).toThrow(
      /device \(UNDERSTUDY_DEVICE\).*gpu:0,gpu:1/,
    );
  });

  it('reaches a worker unchanged through its environment', () => {
    const config = loadConfig({
      env: {},
      options: {
        dataFolder: '/somewhere else',
        importFolders: '/a:/b',
        maxDurationSeconds: 12.5,
        detectorModel: '/models/own.onnx',
        allowedHosts: 'media.lan, 127.0.0.1:8080 [::1]:81',
        device: 'gpu:0,gpu:1',
      },
    });
    expect(loadConfig({ env: configToEnvironment(config) })).toEqual(config);
  });

  it('parts allowed hosts at commas and blanks, their ports kept', () => {
    const { allowedHosts } = loadConfig({ env: { UNDERSTUDY_ALLOWED_HOSTS: ' media.lan,127.0.0.1:8080  [::1]:81 ' } });
    expect(allowedHosts).toEqual(['media.lan', '127.0.0.1:8080', '[::1]:81']);
  });

  it('runs at least one job of each kind, and no more than there are cores', () => {
    const counts = Object.values(concurrencyOf(loadConfig({ env: {}, options: { importJobs: 1000 } })));
    expect(Math.min(...counts)).toBe(1);
    expect(Math.max(...counts)).toBeLessThan(1000);
  });

  it('takes the tools a person names', () => {
    const env = { FFMPEG_PATH: join('/opt', 'ffmpeg'), FFPROBE_PATH: join('/opt', 'ffprobe') };
    expect(findTools(env)).toMatchObject({ ffmpegPath: '/opt/ffmpeg', ffprobePath: '/opt/ffprobe' });
  });
});
