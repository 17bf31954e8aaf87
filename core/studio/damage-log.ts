/** Where a clip turned out to be damaged: places told apart by a second, of which those where frames are missing are exact. */
import { type DamagedPlace, mostDamagedPlaces } from '#core/contract/conversion-report.ts';

export class DamageLog {
  /** With frames missing. */
  readonly #lossy: DamagedPlace[] = [];
  /** The decoder complained and gave every frame. */
  readonly #heard: DamagedPlace[] = [];

  /** In order of time. */
  add(place: DamagedPlace): void {
    const places = place.lost > 0 ? this.#lossy : this.#heard;
    const before = places.at(-1);
    if (before && (place.fromSeconds - before.toSeconds <= 1 || places.length === mostDamagedPlaces))
      places.splice(-1, 1, { ...before, toSeconds: place.toSeconds, lost: before.lost + place.lost });
    else places.push(place);
  }

  /** A complaint near missing frames is about them: it comes some frames before its own. */
  places(): DamagedPlace[] {
    const apart = this.#heard.filter(({ fromSeconds, toSeconds }) =>
      this.#lossy.every((loss) => loss.fromSeconds - toSeconds > reach || fromSeconds - loss.toSeconds > reach),
    );
    const all = [...this.#lossy, ...apart].sort((a, b) => a.fromSeconds - b.fromSeconds);
    return all.slice(0, mostDamagedPlaces);
  }
}

/** Seconds. A decoder of several threads has as many frames in work, and what parses the file is further ahead still. */
const reach = 4;
