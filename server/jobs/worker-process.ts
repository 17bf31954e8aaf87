/**
 * One worker process and the job in it, as the web process sees them. Rules, by number in the tests:
 *  1. The job begins when the worker has said hello; commands given before wait for that.
 *  2. Progress passes at once. News passes one by one, each acknowledged when it is stored.
 *  3. A worker that ends without a verdict has crashed; the last lines it wrote go into the error.
 *  4. Cancelling asks, then sends SIGTERM, then SIGKILL, to the worker and every process it started.
 *  5. News that can't be stored ends the job as failed with that error.
 *  6. A worker that is silent for too long, or speaks another version, is killed and has failed.
 *  7. The outcome is given when the process is gone and its news is stored; no process it started outlives it.
 * 11. A question is answered, refused, or ends with the worker.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { type ErrorReport, errorFromReport, reportError, StudioError } from '#core/contract/errors.ts';
import { type JobCommand, type JobKind, jobResults } from '#core/contract/jobs.ts';
import type { JobOutcome, StartJob } from '#server/ports/job-runner.ts';
import { workerEnvironment, workerOptions } from './worker-environment.ts';
import { type FromWorker, fromWorker, type ToWorker } from './worker-protocol.ts';

export interface WorkerSettings {
  readonly workerPath: string;
  /** All that the worker sees of the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** From the request to end to SIGTERM, and from there to SIGKILL. */
  readonly cancelGraceMs: number;
  readonly killGraceMs: number;
  /** Longest silence. One step of training blocks the worker's event loop, and with it the heartbeat. */
  readonly silenceMs: number;
}

/** A worker at work. It ends by itself; `ended` never rejects. */
export class WorkerProcess<Kind extends JobKind> {
  readonly ended: Promise<JobOutcome<Kind>>;
  readonly #settings: WorkerSettings;
  readonly #job: StartJob<Kind>;
  readonly #child: ChildProcess;
  readonly #lastLines: () => string;
  readonly #silence: NodeJS.Timeout;
  readonly #timers: NodeJS.Timeout[] = [];
  /** Said before the worker could hear. */
  readonly #waiting: ToWorker[] = [];
  readonly #questions = new Map<number, PromiseWithResolvers<unknown>>();
  #questionCount = 0;
  #begun = false;
  #cancelling = false;
  #verdict: Verdict | undefined;
  /** Found out on this side; it goes before what the worker says. */
  #ownFailure: ErrorReport | undefined;
  #storing: Promise<void> = Promise.resolve();

  constructor(settings: WorkerSettings, job: StartJob<Kind>) {
    this.#settings = settings;
    this.#job = job;
    this.#child = spawn(process.execPath, [...workerOptions(job.kind), settings.workerPath], {
      // A group of its own: one signal reaches the worker and the programs it runs, and a terminal's Ctrl-C does not.
      detached: true,
      env: { NODE_ENV: 'production', ...workerEnvironment(job.kind), ...settings.env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#lastLines = keepLastLines([this.#child.stdout, this.#child.stderr], job.onPrinted);
    this.#silence = setTimeout(() => this.#kill('The worker no longer answered and was ended.'), settings.silenceMs);
    this.#child.on('message', (raw) => this.#receive(raw));
    // `close` waits for the pipes, which a program that the worker left behind may hold open.
    this.#child.once('exit', () => this.kill());
    this.ended = this.#end(exitOf(this.#child));
  }

  command(command: JobCommand): void {
    this.#sayWhenBegun({ type: 'command', command });
  }

  ask(question: unknown): Promise<unknown> {
    const asked = Promise.withResolvers<unknown>();
    this.#questionCount += 1;
    this.#questions.set(this.#questionCount, asked);
    this.#sayWhenBegun({ type: 'question', seq: this.#questionCount, question });
    return asked.promise;
  }

  cancel(): void {
    if (this.#cancelling) return;
    this.#cancelling = true;
    this.#say({ type: 'cancel' });
    this.#endSoon();
  }

  kill(): void {
    signalGroup(this.#child, 'SIGKILL');
  }

  #say(message: ToWorker): void {
    // A worker that is just ending can't be told anything more.
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  #sayWhenBegun(message: ToWorker): void {
    if (this.#begun) this.#say(message);
    else this.#waiting.push(message);
  }

  #endSoon(): void {
    const { cancelGraceMs, killGraceMs } = this.#settings;
    this.#timers.push(setTimeout(() => signalGroup(this.#child, 'SIGTERM'), cancelGraceMs));
    this.#timers.push(setTimeout(() => this.kill(), cancelGraceMs + killGraceMs));
  }

  #kill(reason: string, facts: ErrorReport['facts'] = {}): void {
    this.#ownFailure ??= crashed(reason, { ...facts, lastLines: this.#lastLines() });
    this.kill();
  }

  #receive(raw: unknown): void {
    this.#silence.refresh();
    const parsed = fromWorker.safeParse(raw);
    if (parsed.success) this.#hear(parsed.data);
    else {
      const detail = parsed.error.message;
      this.#kill('The worker said something this studio does not understand; restart the studio.', { detail });
    }
  }

  #hear(message: FromWorker): void {
    switch (message.type) {
      case 'hello':
        this.#begin();
        break;
      case 'heartbeat':
        break;
      case 'progress':
        this.#job.onProgress(message.progress);
        break;
      case 'news':
        this.#store(message);
        break;
      case 'answer':
        this.#settle(message.seq)?.resolve(message.answer);
        break;
      case 'refusal':
        this.#settle(message.seq)?.reject(errorFromReport(message.error));
        break;
      case 'done':
      case 'cancelled':
      case 'failed':
        this.#verdict ??= message;
        // Its work is over; a library that keeps it alive does not keep us.
        this.#endSoon();
        break;
      default:
        throw new Error(`unknown message ${JSON.stringify(message satisfies never)}`);
    }
  }

  #begin(): void {
    const { jobId, kind, payload } = this.#job;
    this.#begun = true;
    this.#say({ type: 'start', jobId, kind, payload });
    for (const message of this.#waiting) this.#say(message);
    if (this.#cancelling) this.#say({ type: 'cancel' });
    this.#job.onStarted();
  }

  #store({ seq, news }: Extract<FromWorker, { type: 'news' }>): void {
    this.#storing = this.#storing
      .then(() => (this.#ownFailure ? undefined : this.#job.onNews(news)))
      .then(() => this.#say({ type: 'news-stored', seq }))
      .catch((error: unknown) => {
        this.#ownFailure ??= reportError(error);
        this.cancel();
      });
  }

  #settle(seq: number): PromiseWithResolvers<unknown> | undefined {
    const asked = this.#questions.get(seq);
    this.#questions.delete(seq);
    return asked;
  }

  async #end(exited: Promise<Exit>): Promise<JobOutcome<Kind>> {
    const exit = await exited;
    clearTimeout(this.#silence);
    for (const timer of this.#timers) clearTimeout(timer);
    for (const seq of [...this.#questions.keys()])
      this.#settle(seq)?.reject(new StudioError('job_state', 'The worker ended before it answered.'));
    await this.#storing;
    return this.#outcome(exit);
  }

  #outcome(exit: Exit): JobOutcome<Kind> {
    if (this.#ownFailure) return { status: 'failed', error: this.#ownFailure };
    const verdict = this.#verdict;
    if (verdict?.type === 'failed') return { status: 'failed', error: verdict.error };
    if (verdict?.type === 'done') return resultOf(this.#job.kind, verdict.result);
    if (verdict?.type === 'cancelled' || this.#cancelling) return { status: 'cancelled' };
    const how = exit.problem ?? (exit.signal === null ? `exit code ${exit.code}` : `signal ${exit.signal}`);
    const facts = { how, lastLines: this.#lastLines() };
    return { status: 'failed', error: crashed(`The worker process ended unexpectedly (${how}).`, facts) };
  }
}

type Verdict = Extract<FromWorker, { type: 'done' | 'cancelled' | 'failed' }>;

interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why the process could not even be started. */
  readonly problem: string | null;
}

const exitOf = (child: ChildProcess): Promise<Exit> =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, problem: error.message }));
    child.once('close', (code, signal) => resolve({ code, signal, problem: null }));
  });

const resultOf = <Kind extends JobKind>(kind: Kind, raw: unknown): JobOutcome<Kind> => {
  const parsed = jobResults[kind].safeParse(raw);
  if (!parsed.success)
    return {
      status: 'failed',
      error: crashed('The worker gave a result of the wrong form.', { detail: parsed.error.message }),
    };
  return { status: 'done', result: parsed.data as Extract<JobOutcome<Kind>, { status: 'done' }>['result'] };
};

const crashed = (message: string, facts: ErrorReport['facts']): ErrorReport => ({
  code: 'worker_crashed',
  message,
  facts,
});

const signalGroup = (child: ChildProcess, signal: NodeJS.Signals): void => {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // Nobody of the group is left.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
};

const keptLines = 30;

const keepLastLines = (streams: readonly (Readable | null)[], onPrinted: (line: string) => void): (() => string) => {
  const lines: string[] = [];
  for (const stream of streams) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      onPrinted(line);
      lines.push(line);
      if (lines.length > keptLines) lines.shift();
    });
  }
  return () => lines.join('\n');
};
