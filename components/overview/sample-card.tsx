'use client';
/** The sample project: two people with clips and consent records, and a run that starts by itself; its page shows how far it is. */
import { useMutation } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { api, unwrap } from '#components/api/client.ts';
import { Button } from '#components/ui/button.tsx';
import { Card } from '#components/ui/card.tsx';
import { Problem } from '#components/ui/problem.tsx';

export function SampleCard() {
  const t = useTranslations('overview');
  const router = useRouter();
  const sample = useMutation({
    mutationFn: () => unwrap(api.POST('/api/sample')),
    onSuccess: ({ runId }) => router.push(`/training/${runId}`),
  });
  const busy = sample.isPending || sample.isSuccess;
  return (
    <Card className="flex flex-col gap-3 p-5">
      <FlaskConical aria-hidden className="size-5 text-ink-3" strokeWidth={1.5} />
      <p className="font-medium">{t('sampleTitle')}</p>
      <p className="text-sm text-ink-2">{t('sampleText')}</p>
      {sample.error && <Problem error={sample.error} />}
      <Button disabled={busy} onClick={() => sample.mutate()}>
        {busy ? t('sampleFetching') : t('sampleAction')}
      </Button>
    </Card>
  );
}
