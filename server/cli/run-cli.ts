/** The command line: one parser for every verb, one place that turns errors into exit codes. 0 done, 2 bad input, 1 failed, 130 interrupted. */
import { CommanderError } from 'commander';
import { errorKind, reportError, StudioError } from '#core/contract/errors.ts';
import { createProgram } from './program.ts';
import type { CliTools } from './verbs.ts';

const interruptedCode = 130;

export const runCli = async (args: readonly string[], tools: CliTools): Promise<number> => {
  const stop = listenToSignals();
  let exitCode = 0;
  const program = createProgram({
    tools,
    signal: stop.signal,
    setExitCode: (code) => {
      exitCode = code;
    },
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    return exitCodeOf(error, stop.signal);
  } finally {
    stop.end();
  }
};

const exitCodeOf = (error: unknown, signal: AbortSignal): number => {
  if (signal.aborted) return interruptedCode;
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  const known = error instanceof CommanderError ? badUsage(error) : error;
  const report = reportError(known);
  process.stderr.write(`${report.code}: ${report.message}\n`);
  if (!(known instanceof StudioError))
    process.stderr.write(`${known instanceof Error ? known.stack : String(known)}\n`);
  const kind = errorKind(report.code);
  return kind === 'internal' || kind === 'unavailable' ? 1 : 2;
};

/** Commander begins its sentences with `error: `. */
const badUsage = (error: CommanderError): StudioError => {
  const message =
    error.message.replace(/^error: /, '').replaceAll(/\s+/g, ' ') || 'This command needs a verb. See --help.';
  return new StudioError(
    'bad_request',
    error.code === 'commander.help' ? 'This command needs a verb. See --help.' : message,
    { cause: error },
  );
};

/** The first interrupt asks for an orderly end, the second ends at once. */
const listenToSignals = () => {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(interruptedCode);
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    end: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
};
