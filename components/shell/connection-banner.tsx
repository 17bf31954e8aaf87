'use client';
/** Says that what is seen may be old while the socket is away; waits a moment, since a blink is nobody's concern. */
import { WifiOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useConnection } from '#components/live/live-provider.tsx';

const patienceMs = 1500;

export function ConnectionBanner() {
  const t = useTranslations('shell');
  const away = useConnection() === 'away';
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!away) return setShown(false);
    const timer = setTimeout(() => setShown(true), patienceMs);
    return () => clearTimeout(timer);
  }, [away]);
  return (
    <div role="status">
      {shown && (
        <p className="fixed inset-x-4 bottom-18 z-30 mx-auto flex w-fit items-center gap-2.5 rounded-lg bg-warn-soft px-4 py-2.5 text-sm text-warn shadow-pop md:bottom-4">
          <WifiOff aria-hidden className="size-4 shrink-0" />
          {t('away')}
        </p>
      )}
    </div>
  );
}
