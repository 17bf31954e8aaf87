import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalUrl, urlsIn } from '#core/studio/link-urls.ts';

describe('a pasted text', () => {
  test('gives each address once, in order, remarks left out', () => {
    const text =
      '# talks\nhttps://a.test/1\n\nhttps://a.test/2 , https://a.test/3\r\nhttps://a.test/1\n  # https://a.test/4';
    expect(urlsIn(text)).toEqual(['https://a.test/1', 'https://a.test/2', 'https://a.test/3']);
  });

  test('of nothing gives nothing', () => expect(urlsIn(' \n\t ,,\n')).toEqual([]));
});

describe('an address is kept', () => {
  test.each([
    ['https://A.test/Watch?v=1#t=30', 'https://a.test/Watch?v=1'],
    ['a.test/clip.mp4', 'https://a.test/clip.mp4'],
    ['a.test:8080/clip.mp4', 'https://a.test:8080/clip.mp4'],
    ['http://0x7f.1/', 'http://127.0.0.1/'],
    ['HTTP://a.test:80', 'http://a.test/'],
  ])('%s as %s', (text, url) => expect(canonicalUrl(text)).toBe(url));

  test.each([
    ...['file:///etc/passwd', 'ftp://a.test/x', 'javascript:alert(1)', 'data:text/plain,x', 'mailto:a@b.test'],
    ...[
      'http://',
      'http://user@a.test/',
      'https://user:word@a.test/',
      'http://a b.test/',
      '-o/etc/passwd x',
      'hello',
      '',
    ],
  ])('not %s', (text) => {
    expect(() => canonicalUrl(text)).toThrow(expect.objectContaining({ code: 'link_malformed' }));
  });

  test('in a form that stays the same when it is read again', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const once = canonicalUrl(url);
        expect(canonicalUrl(once)).toBe(once);
      }),
    );
  });
});
