'use client';
/** What happened to a run, in words. */
import { useTranslations } from 'next-intl';
import { useUnits } from '#components/i18n/use-units.ts';
import type { RunHappened } from '#core/contract/run-log.ts';

const longest = 32;

/** A list of ids is for the text file. */
const short = (value: string): string => (value.length > longest ? `${value.slice(0, longest)}…` : value);

export const useRunLogWords = (): ((happened: RunHappened) => string) => {
  const t = useTranslations('training.runLog');
  const fault = useTranslations('training.fault');
  const units = useUnits();
  const started = ({ iteration, reachedIteration, passedOver }: Extract<RunHappened, { kind: 'started' }>): string =>
    [
      t(iteration === 0 ? 'startedNew' : reachedIteration > iteration ? 'startedBack' : 'startedOn', {
        iteration,
        reached: reachedIteration,
      }),
      ...passedOver.map((each) => t('passedOver', { iteration: each.iteration, fault: fault(each.fault) })),
    ].join(' ');
  return (happened) => {
    switch (happened.kind) {
      case 'started':
        return started(happened);
      case 'opened': {
        const { device, precision, parameterCount, facesA, facesB, heldOutA, heldOutB } = happened;
        const millions = units.number(parameterCount / 1e6, 1);
        return t('opened', { device, precision, millions, facesA, facesB, heldOutA, heldOutB });
      }
      case 'checkpoint': {
        const { iteration, sizeBytes, heldOutError } = happened;
        const size = units.bytes(sizeBytes);
        return heldOutError === null
          ? t('checkpoint', { iteration, size })
          : t('checkpointMeasured', { iteration, size, error: units.number(heldOutError, 3) });
      }
      case 'paused':
        return t(happened.reason === 'disk-full' ? 'pausedDiskFull' : 'paused', { iteration: happened.iteration });
      case 'resumed':
        return t('resumed', { iteration: happened.iteration });
      case 'settings-changed':
        return t('settingsChanged', {
          changes: happened.changes.map(({ path, from, to }) => `${path} ${short(from)} → ${short(to)}`).join(', '),
        });
      case 'faces-shown':
        return t('facesShown', { a: happened.a, b: happened.b, iteration: happened.afterIteration });
      case 'diverged':
        return t('diverged', { iteration: happened.iteration, back: happened.backTo });
      case 'went-back':
        return t('wentBack', { iteration: happened.iteration, to: happened.to });
      case 'ended':
        return t(`ended.${happened.reason}`, { iteration: happened.iteration });
      case 'failed':
        return t('failed', { message: happened.message, code: happened.code });
      case 'interrupted':
        return t('interrupted');
      case 'printed':
        return happened.line;
      default:
        throw new Error(`unknown entry ${JSON.stringify(happened satisfies never)}`);
    }
  };
};
