import { execFileSync, spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { configOf, downloadArgs, inspectArgs } from '#server/adapters/yt-dlp/yt-dlp-args.ts';
import { findTools } from '#server/config.ts';

const { ytDlpPath } = findTools(process.env);

const target = { url: 'https://example.com/watch?v=1', item: null };
const download = {
  target,
  javascriptPath: '/opt/node',
  toolsFolder: '/tmp/tools',
  maxFileBytes: 1000,
  maxDurationSeconds: 60,
};

const flagsOf = (args: readonly string[]): string[] =>
  args.slice(0, args.indexOf('--')).filter((arg) => /^--[a-z]/.test(arg));

const flagsWithValues = (args: readonly string[]): string[] => args.slice(0, args.indexOf('--'));

describe('command lines of yt-dlp', () => {
  test.skipIf(ytDlpPath === undefined)('name only switches that the installed version has', () => {
    const help = execFileSync(ytDlpPath ?? '', ['--ignore-config', '--help'], { encoding: 'utf8', env: {} as never });
    const known = new Set(help.match(/--[a-z0-9][a-z0-9-]*/g));
    // A word wrapped at its hyphen would be cut in two.
    const used = new Set([...flagsOf(inspectArgs(download)), ...flagsOf(downloadArgs(download))]);
    expect([...used].filter((flag) => !known.has(flag))).toEqual([]);
  });

  test.skipIf(ytDlpPath === undefined)('the installed version takes our Node for its puzzles', () => {
    const args = [...flagsWithValues(inspectArgs({ target, javascriptPath: process.execPath })), '--verbose'];
    const { stderr } = spawnSync(ytDlpPath ?? '', args, { encoding: 'utf8', env: {} as never, input: '' });
    expect(stderr).toMatch(/JS runtimes: node-2\d\./);
    expect(stderr).not.toMatch(/JS runtimes:.*(unsupported|none)/);
  });

  test.each([
    ...['--ignore-config', '--no-config-locations', '--no-plugin-dirs', '--no-remote-components', '--no-cache-dir'],
    ...['--no-exec', '--no-cookies', '--no-cookies-from-browser', '--no-playlist', '--no-js-runtimes', '--color'],
  ])('both carry %s', (flag) => {
    expect(inspectArgs(download)).toContain(flag);
    expect(downloadArgs(download)).toContain(flag);
  });

  test.each(['--netrc', '--netrc-cmd', '--exec', '--enable-file-urls', '--write-link', '--load-info-json', '--alias'])(
    'neither carries %s',
    (flag) => expect([...inspectArgs(download), ...downloadArgs(download)]).not.toContain(flag),
  );

  test('the default JavaScript runtime is cleared before ours is named', () => {
    const args = inspectArgs(download);
    expect(args.indexOf('--no-js-runtimes')).toBeLessThan(args.indexOf('--js-runtimes'));
    expect(args[args.indexOf('--js-runtimes') + 1]).toBe('node:/opt/node');
    expect(inspectArgs({ target, javascriptPath: null })).not.toContain('--js-runtimes');
  });

  test('limits are handed on', () => {
    const args = downloadArgs(download);
    expect(args[args.indexOf('--max-filesize') + 1]).toBe('1000');
    expect(args[args.indexOf('--match-filters') + 1]).toContain('duration<=?60');
  });

  test('whatever an address says, it is one argument behind the end of the switches', () => {
    const nasty = fc.oneof(
      fc.string(),
      fc.constantFrom('--exec', '-o/etc/passwd', '--config-locations=/tmp/x', 'a\n--exec b', '%(title)s', '$(id)'),
    );
    fc.assert(
      fc.property(nasty, fc.option(fc.integer({ min: 1, max: 500 }), { nil: null }), (url, item) => {
        for (const args of [
          inspectArgs({ ...download, target: { url, item } }),
          downloadArgs({ ...download, target: { url, item } }),
        ]) {
          expect(args.slice(-2)).toEqual(['--', url]);
          expect(args.slice(0, -2)).not.toContain('--');
        }
      }),
      { numRuns: 300 },
    );
  });

  test('the proxy is named in the configuration on stdin, and on no command line', () => {
    expect(configOf('http://job:abc@127.0.0.1:1')).toBe('--proxy "http://job:abc@127.0.0.1:1"\n');
    expect([...inspectArgs(download), ...downloadArgs(download)]).not.toContain('--proxy');
  });
});
