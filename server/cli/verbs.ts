/** What the verbs of the command line are given: the studio in this very process, with no HTTP between. */
import type { ConfigOptions, StudioConfig } from '#server/config.ts';
import type { StudioFiles } from '#server/ports/studio-files.ts';
import type { EventBus } from '#server/services/event-bus.ts';
import type { Studio } from '#server/services/studio.ts';

export interface OpenedStudio {
  readonly studio: Studio;
  readonly events: EventBus;
  readonly paths: StudioFiles['paths'];
  readonly copyOut: StudioFiles['copyOut'];
}

export interface ServeOptions {
  readonly config: StudioConfig;
  readonly dev: boolean;
  /** Fires when the studio is to end. */
  readonly signal: AbortSignal;
  readonly onReady: (address: string) => void;
}

export interface CliTools {
  readonly version: string;
  /** @throws StudioError bad_request */
  readonly loadConfig: (options: ConfigOptions) => StudioConfig;
  /** @throws StudioError data_in_use, data_newer */
  readonly open: (config: StudioConfig) => Promise<OpenedStudio>;
  readonly serve: (options: ServeOptions) => Promise<void>;
  /** Runs a file of the checkout; resolves to its exit code. */
  readonly runFile: (path: string, args: readonly string[]) => Promise<number>;
}

/** What every verb that opens the studio is called with. */
export interface VerbContext {
  readonly opened: OpenedStudio;
  readonly signal: AbortSignal;
  /** A line for the person who waits, on stderr. */
  readonly say: (line: string) => void;
}
