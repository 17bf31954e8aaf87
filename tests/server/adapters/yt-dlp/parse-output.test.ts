/** Lines and JSON as yt-dlp 2026.10.26 wrote them. */
import { describe, expect, test } from 'vitest';
import { complaintOf, limitOf, parseInspection, parseLine } from '#server/adapters/yt-dlp/parse-output.ts';

describe('lines of a download', () => {
  test.each([
    [
      'progress {"status": "downloading", "downloaded_bytes": 1024, "total_bytes_estimate": 2107104.0, "speed": 0}',
      {
        kind: 'progress',
        progress: { status: 'downloading', downloaded_bytes: 1024, total_bytes_estimate: 2107104, speed: 0 },
      },
    ],
    ['postprocess {"status": "started"}', { kind: 'postprocess' }],
    [
      'seen {"is_live": true, "live_status": "is_live"}',
      { kind: 'seen', video: { is_live: true, live_status: 'is_live' } },
    ],
    [
      'file {"filepath": "/tmp/a/video.mp4", "title": "A \\"take\\"", "webpage_url": "http://a/b"}',
      { kind: 'file', file: { filepath: '/tmp/a/video.mp4', title: 'A "take"', webpage_url: 'http://a/b' } },
    ],
    ['[download] Resuming download at byte 1024', { kind: 'other' }],
    ['progress of something else', { kind: 'other' }],
  ])('%s', (line, parsed) => expect(parseLine(line)).toEqual(parsed));
});

const known = {
  id: 'dQw4w9WgXcQ',
  title: 'A talk',
  extractor_key: 'Youtube',
  webpage_url: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
  duration: 212,
  thumbnail: 'https://i.ytimg.com/vi/dQw4w9WgXcQ/maxresdefault.jpg',
  filesize_approx: 1234.5,
  formats: [{}],
};
const asked = { url: 'https://youtu.be/dQw4w9WgXcQ?si=x', item: null };

describe('what a link is', () => {
  test('a video of a known site goes by the address of its page', () => {
    expect(parseInspection(JSON.stringify(known), asked)).toEqual({
      kind: 'video',
      facts: {
        title: 'A talk',
        site: 'Youtube',
        pageUrl: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
        durationSeconds: 212,
        sizeBytes: 1235,
        note: null,
      },
      thumbnailUrl: known.thumbnail,
      fileUrl: null,
    });
  });

  test('values of other kinds than promised count as unknown', () => {
    const odd = { ...known, duration: 'long', thumbnail: 7, filesize: null, filesize_approx: 'NA' };
    expect(parseInspection(JSON.stringify(odd), asked)).toMatchObject({
      facts: { durationSeconds: null, sizeBytes: null },
      thumbnailUrl: null,
    });
  });

  test('a list keeps its order, the places of what is missing, and its full count', () => {
    const entries = [{ title: 'One', url: 'https://a/1' }, null, { id: 'x3', url: 'https://a/3', duration: 5 }];
    const list = { _type: 'playlist', title: 'Talks', playlist_count: 900, entries };
    expect(parseInspection(JSON.stringify(list), asked)).toEqual({
      kind: 'playlist',
      playlist: {
        title: 'Talks',
        count: 900,
        entries: [
          { index: 1, title: 'One', durationSeconds: null, url: 'https://a/1' },
          { index: 3, title: 'x3', durationSeconds: 5, url: 'https://a/3' },
        ],
      },
    });
  });

  test('a page with one video is that video, and the place asked for in a list is the video there', () => {
    const one = { _type: 'playlist', entries: [known] };
    expect(parseInspection(JSON.stringify(one), asked).kind).toBe('video');
    const third = { _type: 'playlist', entries: [{ title: 'Third', url: 'https://a/3' }] };
    expect(parseInspection(JSON.stringify(third), { ...asked, item: 3 })).toMatchObject({ facts: { title: 'Third' } });
  });

  test.each([
    ['live', { ...known, is_live: true }, 'link_live'],
    ['to come', { ...known, live_status: 'is_upcoming' }, 'link_live'],
    ['an empty list', { _type: 'playlist', entries: [] }, 'link_no_video'],
    ['nothing', null, 'link_no_video'],
  ])('%s is refused', (_what, json, code) => {
    expect(() => parseInspection(JSON.stringify(json), asked)).toThrow(expect.objectContaining({ code }));
  });

  test('what is no JSON is a failure of the tool', () => {
    expect(() => parseInspection('<html>', asked)).toThrow(expect.objectContaining({ code: 'tool_failed' }));
  });
});

describe('complaints', () => {
  test.each([
    [
      'ERROR: [generic] a: Unable to download webpage: HTTP Error 404: Not Found (caused by <HTTPError 404>)',
      'link_missing',
    ],
    ['ERROR: [generic] a: Unable to download webpage: HTTP Error 503: Service Unavailable', 'link_unreachable'],
    ['ERROR: [generic] a: Unable to download webpage: [Errno 111] Connection refused', 'link_unreachable'],
    ['ERROR: [youtube] x: Sign in to confirm you’re not a bot.', 'link_denied'],
    ['ERROR: [youtube] x: Private video. Sign in if you have been granted access', 'link_denied'],
    ['ERROR: [youtube] x: Video unavailable. This video has been removed by the uploader', 'link_missing'],
    ['ERROR: [youtube] x: This live event will begin in 2 hours.', 'link_live'],
    ['ERROR: [netflix] This video is DRM protected', 'link_denied'],
    ['ERROR: Unsupported URL: http://a/none.html', 'link_no_video'],
    ["ERROR: '' is not a valid URL. Set --default-search", 'link_no_video'],
    ['ERROR: unable to write data: [Errno 28] No space left on device', 'disk_full'],
    ['ERROR: [generic] a: <urlopen error timed out>', 'link_unreachable'],
    ['ERROR: something that nobody has seen', 'tool_failed'],
  ])('%s', (line, code) => expect(complaintOf(['WARNING: first', line]).code).toBe(code));

  test('one that begins with a carriage return stands on the next line', () => {
    const said = ['ERROR: ', '[download] Got error: HTTP Error 404: Not Found. Giving up after 3 retries'];
    expect(complaintOf(said)).toMatchObject({
      code: 'link_missing',
      message: 'HTTP Error 404: Not Found. Giving up after 3 retries',
    });
  });

  test('what lacks JavaScript says where to read why', () => {
    const said = ['WARNING: [youtube] No supported JavaScript runtime could be found.', 'ERROR: [youtube] x: nothing'];
    expect(complaintOf(said).message).toMatch(/^\[youtube\] x: nothing .*network wall/);
  });

  test('silence is said to be silence', () => expect(complaintOf([]).message).toBe('yt-dlp ended without a word.'));
});

test('what a limit shut out is named by the limit', () => {
  expect(limitOf({ is_live: true }, 60).code).toBe('link_live');
  expect(limitOf({ duration: 61 }, 60).code).toBe('video_too_long');
  expect(limitOf({ duration: 59 }, 60).code).toBe('file_too_large');
});
