'use client';
/** Where short messages appear; the rest of the page calls `toast` of sonner. */
import { useTheme } from 'next-themes';
import { Toaster as Base } from 'sonner';

export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Base
      theme={resolvedTheme === 'dark' ? 'dark' : 'light'}
      position="bottom-right"
      toastOptions={{
        className: 'font-sans!',
        style: { background: 'var(--raised)', borderColor: 'var(--line)', color: 'var(--ink)' },
        actionButtonStyle: { background: 'var(--accent)', color: 'var(--on-accent)' },
      }}
    />
  );
}
