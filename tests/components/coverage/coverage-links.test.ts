import { describe, expect, test } from 'vitest';
import { changeChoice, coverageHref, readChoice } from '#components/coverage/coverage-address.ts';
import { setAsideHref, targetHref } from '#components/coverage/gap-links.ts';
import { readView } from '#components/people/faces/face-view.ts';
import type { CoverageDirection, CoverageGap } from '#core/contract/coverage.ts';

const address = (href: string): URLSearchParams => new URL(href, 'http://studio').searchParams;

describe("the page's address", () => {
  test.each([
    { a: 'x', b: 'y', to: 'b', clip: null },
    { a: 'x', b: 'y', to: 'a', clip: 'z' },
    { a: null, b: null, to: 'b', clip: null },
  ] as const)('says again what was chosen: %o', (choice) => {
    expect(readChoice(address(coverageHref(choice)))).toEqual(choice);
  });

  test('lets the clip go when another person or direction is chosen', () => {
    const choice = { a: 'x', b: 'y', to: 'b', clip: 'z' } as const;
    expect(changeChoice(choice, { to: 'a' }).clip).toBeNull();
    expect(changeChoice(choice, { clip: 'w' })).toEqual({ ...choice, clip: 'w' });
  });
});

describe('the button of a gap', () => {
  const gap = {
    ranges: [
      { axis: 'yaw', from: null, to: -30 },
      { axis: 'mouth', from: 0.4, to: null },
    ],
  } as unknown as CoverageGap;
  const ranges = { yaw: [null, -30], mouth: [0.4, null] };
  const direction = (clipId: string | null) =>
    ({ performer: { personId: 'p' }, drawn: { personId: 'd' }, target: { clipId } }) as CoverageDirection;

  test('opens the review of the performer on the faces of the gap', () => {
    const href = targetHref(direction(null), gap);
    expect(href).toMatch(/^\/people\/p\/faces\?/);
    expect(readView(address(href))).toMatchObject({ states: ['kept'], clipIds: [], ranges });
  });

  test('keeps to the clip, and shows all that a conversion draws over', () => {
    const view = readView(address(targetHref(direction('c'), gap)));
    expect(view).toMatchObject({ clipIds: ['c'], ranges });
    expect([...view.states].sort()).toEqual(['kept', 'rejected', 'unsure']);
  });

  test('opens the faces of the drawn person that are set aside', () => {
    const href = setAsideHref(direction('c'), gap);
    expect(href).toMatch(/^\/people\/d\/faces\?/);
    expect(readView(address(href))).toMatchObject({ states: ['unsure', 'rejected'], clipIds: [], ranges });
  });
});
