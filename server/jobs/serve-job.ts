/**
 * The worker's side of the protocol: says hello, takes one job, does it, gives a verdict and ends. When the web process
 * is gone the channel closes, and the worker ends with everything it started: nothing would take its result.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { reportError, StudioError } from '#core/contract/errors.ts';
import { type JobCommand, type JobKind, type JobNews, jobPayloads } from '#core/contract/jobs.ts';
import type { JobContext, JobHandler, Question, WorkerTools } from './job-handler.ts';
import { type FromWorker, protocolVersion, type ToWorker, toWorker } from './worker-protocol.ts';

export interface ServeJobOptions {
  readonly handlers: { readonly [Kind in JobKind]: () => Promise<JobHandler<Kind>> };
  readonly createTools: (kind: JobKind) => Promise<WorkerTools>;
}

const heartbeatMs = 2000;

export const serveJob = (options: ServeJobOptions): void => {
  const cancelling = new AbortController();
  const commands = new Inbox<JobCommand>();
  const questions = new Inbox<Question>();
  const receipts = new Map<number, () => void>();
  cancelling.signal.addEventListener('abort', () => {
    commands.wake();
    questions.wake();
  });

  const hear = (message: ToWorker): void => {
    switch (message.type) {
      case 'start':
        void work(message);
        break;
      case 'command':
        commands.add(message.command);
        break;
      case 'question':
        questions.add(asQuestion(message));
        break;
      case 'cancel':
        cancelling.abort();
        break;
      case 'news-stored':
        receipts.get(message.seq)?.();
        receipts.delete(message.seq);
        break;
      default:
        throw new Error(`unknown message ${JSON.stringify(message satisfies never)}`);
    }
  };

  let newsCount = 0;
  const news = async (told: JobNews): Promise<void> => {
    newsCount += 1;
    const seq = newsCount;
    const stored = new Promise<void>((resolve) => receipts.set(seq, resolve));
    await send({ type: 'news', seq, news: told });
    await Promise.race([stored, aborted(cancelling.signal)]);
  };

  const work = async (job: Extract<ToWorker, { type: 'start' }>): Promise<void> => {
    const verdict = await runHandler(options, job, {
      signal: cancelling.signal,
      takeCommands: () => commands.takeAll(),
      nextCommand: () => commands.arrival(cancelling.signal),
      nextQuestion: async (waitMs) => {
        await Promise.race([questions.arrival(cancelling.signal), wait(waitMs, undefined, { ref: false })]);
        return questions.take();
      },
      progress: (progress) => void send({ type: 'progress', progress }),
      news,
    });
    await send(verdict);
    process.exit(0);
  };

  process.on('message', (raw) => hear(toWorker.parse(raw)));
  process.on('disconnect', endWithChildren);
  process.on('SIGTERM', () => cancelling.abort());
  setInterval(() => void send({ type: 'heartbeat' }), heartbeatMs).unref();
  void send({ type: 'hello', version: protocolVersion });
};

const runHandler = async (
  options: ServeJobOptions,
  job: { readonly kind: JobKind; readonly payload?: unknown },
  context: Omit<JobContext, 'tools'>,
): Promise<FromWorker> => {
  try {
    const tools = await options.createTools(job.kind);
    const handler = (await options.handlers[job.kind]()) as JobHandler<JobKind>;
    const payload = jobPayloads[job.kind].parse(job.payload);
    return { type: 'done', result: await handler(payload, { ...context, tools }) };
  } catch (error) {
    if (context.signal.aborted) return { type: 'cancelled' };
    // The whole story goes to the log; the report has what a person needs.
    console.error(error);
    const { code, message, facts } = reportError(error);
    return { type: 'failed', error: { code, message, facts: { ...facts } } };
  }
};

/** Resolves when the message has been handed to the channel. */
const send = (message: FromWorker): Promise<void> =>
  new Promise((resolve) => {
    if (!process.connected || process.send === undefined) return resolve();
    process.send(message, undefined, undefined, () => resolve());
  });

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const fail = () => reject(new StudioError('cancelled', 'The job was cancelled.'));
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });

/** The supervisor makes each worker the head of a process group. */
const endWithChildren = (): void => {
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {
    // Not the head of a group: started by hand.
    process.exit(1);
  }
};

const asQuestion = ({ seq, question }: Extract<ToWorker, { type: 'question' }>): Question => ({
  question,
  answer: (answer) => void send({ type: 'answer', seq, answer }),
  refuse: (error) => {
    const { code, message, facts } = reportError(error);
    void send({ type: 'refusal', seq, error: { code, message, facts: { ...facts } } });
  },
});

/** What was said and not yet heard, oldest first. */
class Inbox<Item> {
  #waiting: Item[] = [];
  #wake: () => void = () => undefined;

  add(item: Item): void {
    this.#waiting.push(item);
    this.wake();
  }

  take(): Item | undefined {
    return this.#waiting.shift();
  }

  takeAll(): Item[] {
    return this.#waiting.splice(0);
  }

  /** Resolves when there is something to take, or the signal fires. */
  async arrival(signal: AbortSignal): Promise<void> {
    if (this.#waiting.length > 0 || signal.aborted) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }

  wake(): void {
    this.#wake();
  }
}
