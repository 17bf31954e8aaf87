/** The share of a page's frames that come late while something is done to it; one that is left out counts as late. */
import type { Page } from '@playwright/test';

/** A frame at 60 a second takes 16.7 ms: what takes longer than this missed its turn. */
const lateMs = 25;

/** Watches for so many seconds, while `act` goes on. */
export const lateFrames = async (page: Page, seconds: number, act: () => Promise<unknown>): Promise<number> => {
  const times = page.evaluate(
    (ms) =>
      new Promise<number[]>((resolve) => {
        const at: number[] = [];
        const tick = (now: number) => {
          at.push(now);
          if (now - (at[0] ?? now) < ms) requestAnimationFrame(tick);
          else resolve(at);
        };
        requestAnimationFrame(tick);
      }),
    seconds * 1000,
  );
  await act();
  const at = await times;
  const deltas = at.slice(1).map((time, index) => time - (at[index] ?? time));
  const missed = deltas.reduce((sum, delta) => sum + (delta > lateMs ? Math.round(delta / (1000 / 60)) - 1 : 0), 0);
  return missed / (deltas.length + missed);
};
