/** The way out to the internet: to public addresses and to the hosts that the operator allows, and nowhere else. */
import type { StudioError } from '#core/contract/errors.ts';

/** A proxy of one job's own, on a loopback port or a UNIX socket. */
export interface FilteringProxy extends AsyncDisposable {
  /** User and password that a client must name. */
  readonly credentials: string;
  /** Null where it listens on a socket. */
  readonly port: number | null;
  /** What it has refused so far, oldest first. */
  readonly refusals: readonly StudioError[];
}

export interface FetchedFile {
  readonly bytes: Uint8Array;
  /** The end of the file was not reached: `maxBytes` were. */
  readonly isCut: boolean;
}

export interface NetGuard {
  /** On a free loopback port where no path of a socket is given. */
  openProxy(options: { readonly socketPath: string | null }): Promise<FilteringProxy>;
  /** The beginning of a file, redirects followed. @throws StudioError address_refused, link_unreachable, link_missing */
  fetch(url: string, options: { readonly maxBytes: number; readonly signal: AbortSignal }): Promise<FetchedFile>;
}
