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
        <p className="flex items-center justify-center gap-2 bg-warn-soft px-4 py-2 text-center text-sm text-warn">
          <WifiOff aria-hidden className="size-4 shrink-0" />
          {t('away')}
        </p>
      )}
    </div>
  );
}
