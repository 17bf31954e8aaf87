import { describe, expect, test } from 'vitest';
import { jobState } from '#core/contract/jobs.ts';
import { type RunState, runCommand, runState } from '#core/contract/run.ts';
import { isJobActive, nextJobState } from '#core/studio/job-states.ts';
import { isRunActive, isRunCommandAllowed, nextRunState, type RunHappening } from '#core/studio/run-states.ts';

describe('a run', () => {
  test('walks draft, queued, running, paused, running, stopped, queued', () => {
    const walk: RunHappening[] = ['start', 'began', 'paused', 'resumed', 'stopped', 'start'];
    const states: (RunState | undefined)[] = ['draft'];
    for (const happening of walk) states.push(nextRunState(states.at(-1) ?? 'failed', happening));
    expect(states).toEqual(['draft', 'queued', 'running', 'paused', 'running', 'stopped', 'queued']);
  });

  test('can be started only while no process works on it', () => {
    for (const state of runState.options.filter((each) => each !== 'imported'))
      expect(isRunCommandAllowed(state, 'start')).toBe(!isRunActive(state));
  });

  test('that came in as a file takes no command at all', () => {
    expect(runCommand.options.filter((command) => isRunCommandAllowed('imported', command))).toEqual([]);
  });

  test('can be stopped whenever a process works on it or will', () => {
    for (const state of runState.options) expect(isRunCommandAllowed(state, 'stop')).toBe(isRunActive(state));
  });

  test('takes no command but start before its first start', () => {
    expect(runCommand.options.filter((command) => isRunCommandAllowed('draft', command))).toEqual(['start']);
  });

  test('that a crash of the studio cuts is stopped, and can go on', () => {
    for (const state of runState.options.filter(isRunActive)) {
      const after = nextRunState(state, 'interrupted');
      expect(after).toBe('stopped');
      expect(isRunCommandAllowed('stopped', 'start')).toBe(true);
    }
  });
});

describe('a job', () => {
  test('that has ended never changes again', () => {
    for (const state of jobState.options.filter((each) => !isJobActive(each))) {
      for (const happening of ['began', 'paused', 'resumed', 'done', 'cancelled', 'failed'] as const) {
        expect(nextJobState(state, happening)).toBeUndefined();
      }
    }
  });

  test('can end from every other state', () => {
    for (const state of jobState.options.filter(isJobActive)) {
      expect(['done', 'cancelled', 'failed'].map((ending) => nextJobState(state, ending as 'done'))).toEqual([
        'done',
        'cancelled',
        'failed',
      ]);
    }
  });
});
