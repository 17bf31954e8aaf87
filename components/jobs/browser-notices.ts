'use client';
/** Notices outside the page: only where somebody has asked for them here, and only while nobody looks at the page. */
import { useCallback, useSyncExternalStore } from 'react';

const storageKey = 'understudy.notices';
const changed = 'understudy:notices';

const areWanted = (): boolean =>
  'Notification' in window && Notification.permission === 'granted' && localStorage.getItem(storageKey) === 'on';

/** `blocked` where the browser has been told never to ask again. */
export type NoticeState = 'on' | 'off' | 'blocked' | 'missing';

const read = (): NoticeState => {
  if (!('Notification' in window)) return 'missing';
  if (Notification.permission === 'denied') return 'blocked';
  return areWanted() ? 'on' : 'off';
};

const subscribe = (listener: () => void): (() => void) => {
  window.addEventListener(changed, listener);
  return () => window.removeEventListener(changed, listener);
};

export function useBrowserNotices(): { state: NoticeState; set: (on: boolean) => void } {
  const state = useSyncExternalStore<NoticeState>(subscribe, read, () => 'off');
  const set = useCallback(async (on: boolean) => {
    // Browsers ask only upon a click, and this is one.
    if (on) await Notification.requestPermission();
    localStorage.setItem(storageKey, on ? 'on' : 'off');
    window.dispatchEvent(new Event(changed));
  }, []);
  return { state, set };
}

export function showNotice({ title, body, open }: { title: string; body: string; open: () => void }): void {
  if (!areWanted() || (document.visibilityState === 'visible' && document.hasFocus())) return;
  const notice = new Notification(title, { body, icon: '/icon.svg' });
  notice.onclick = () => {
    window.focus();
    open();
    notice.close();
  };
}
