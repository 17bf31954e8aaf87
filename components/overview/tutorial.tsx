'use client';
/** The work in five steps; the next one is open and leads on. */
import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { ButtonLink } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { stepHref, type TutorialStep, tutorialSteps } from './tutorial-steps.ts';

export function Tutorial({ next }: { next: TutorialStep }) {
  const t = useTranslations('overview');
  const at = tutorialSteps.indexOf(next);
  return (
    <Card>
      <ol className="flex flex-col divide-y">
        {tutorialSteps.map((step, index) => (
          <li key={step} aria-current={step === next ? 'step' : undefined} className="flex gap-4 px-5 py-4">
            <span
              aria-hidden
              className={classNames(
                'mt-0.5 flex size-6 shrink-0 items-center justify-center rounded-full border text-xs font-medium tabular',
                index < at && 'border-transparent bg-good-soft text-good',
                index === at && 'border-transparent bg-accent text-on-accent',
                index > at && 'text-ink-3',
              )}
            >
              {index < at ? <Check className="size-3.5" /> : index + 1}
            </span>
            <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-3">
              <div className="min-w-0 flex-1 basis-64">
                <p className={classNames('font-medium', index > at && 'text-ink-2')}>
                  {t(`step.${step}`)}
                  {index < at && <span className="sr-only"> ({t('stepDone')})</span>}
                </p>
                {index === at && <p className="mt-0.5 text-sm text-ink-2">{t(`stepText.${step}`)}</p>}
              </div>
              {index === at && (
                <ButtonLink href={stepHref[step]} look="primary">
                  {t(`stepAction.${step}`)}
                </ButtonLink>
              )}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
