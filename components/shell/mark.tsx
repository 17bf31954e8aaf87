/** The studio's sign: two heads, one stepping in for the other. */
export function Mark({ className = 'size-5' }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className={className}>
      <circle cx="7.5" cy="10" r="6.75" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <circle cx="13" cy="10" r="6" fill="var(--accent)" stroke="var(--canvas)" strokeWidth="1.5" />
    </svg>
  );
}
