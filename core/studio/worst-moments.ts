/** The few worst moments of a clip, seen as it goes by; of moments near each other only the worst. */

export interface Moment {
  readonly seconds: number;
  /** The more the worse. */
  readonly badness: number;
}

export class WorstMoments<Kept extends Moment> {
  readonly #count: number;
  readonly #secondsApart: number;
  #kept: readonly Kept[] = [];

  constructor({ count, secondsApart }: { readonly count: number; readonly secondsApart: number }) {
    this.#count = count;
    this.#secondsApart = secondsApart;
  }

  /** `keep` adds what is to be kept of a moment, and is asked only for those that are. */
  offer(moment: Moment, keep: () => Kept): void {
    const near = this.#kept.filter(({ seconds }) => Math.abs(seconds - moment.seconds) < this.#secondsApart);
    const full = near.length === 0 && this.#kept.length === this.#count;
    const rivals = full ? this.#kept.slice(-1) : near;
    if (rivals.some(({ badness }) => badness >= moment.badness)) return;
    const others = this.#kept.filter((kept) => !rivals.includes(kept));
    this.#kept = [...others, keep()].sort((a, b) => b.badness - a.badness);
  }

  /** Worst first. */
  get all(): readonly Kept[] {
    return this.#kept;
  }
}
