/** What may happen to a run, and what it becomes: draft -> queued -> running <-> paused -> stopped | completed | failed. To `imported` nothing happens. */
import type { RunCommand, RunState } from '#core/contract/run.ts';

export type RunHappening =
  | 'start'
  | 'began'
  | 'paused'
  | 'resumed'
  | 'stopped'
  | 'limit-reached'
  | 'failed'
  | 'interrupted';

const becomes: Record<RunState, Partial<Record<RunHappening, RunState>>> = {
  draft: { start: 'queued' },
  queued: { began: 'running', stopped: 'stopped', failed: 'failed', interrupted: 'stopped' },
  running: {
    paused: 'paused',
    stopped: 'stopped',
    'limit-reached': 'completed',
    failed: 'failed',
    interrupted: 'stopped',
  },
  paused: {
    resumed: 'running',
    stopped: 'stopped',
    'limit-reached': 'completed',
    failed: 'failed',
    interrupted: 'stopped',
  },
  stopped: { start: 'queued' },
  completed: { start: 'queued' },
  failed: { start: 'queued' },
  imported: {},
};

/** undefined where it cannot happen in this state. */
export const nextRunState = (state: RunState, happening: RunHappening): RunState | undefined =>
  becomes[state][happening];

const commandStates: Record<RunCommand, readonly RunState[]> = {
  start: ['draft', 'stopped', 'completed', 'failed'],
  pause: ['running'],
  resume: ['paused'],
  stop: ['queued', 'running', 'paused'],
  preview: ['running', 'paused'],
  checkpoint: ['running', 'paused'],
};

export const isRunCommandAllowed = (state: RunState, command: RunCommand): boolean =>
  commandStates[command].includes(state);

/** A process works on it, or will. */
export const isRunActive = (state: RunState): boolean =>
  state === 'queued' || state === 'running' || state === 'paused';
