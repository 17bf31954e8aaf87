'use client';
/** Whether the browser says so outside the page when long work is over. */
import { useTranslations } from 'next-intl';
import { Switch } from '#components/ui/switch.tsx';
import { useBrowserNotices } from './browser-notices.ts';

export function NotifySwitch() {
  const t = useTranslations('jobs');
  const { state, set } = useBrowserNotices();
  if (state === 'missing') return null;
  return (
    <div className="border-b px-5 py-3">
      <Switch
        checked={state === 'on'}
        onChange={set}
        disabled={state === 'blocked'}
        label={t('notify')}
        help={t(state === 'blocked' ? 'notifyBlocked' : 'notifyHelp')}
      />
    </div>
  );
}
