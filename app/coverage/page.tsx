import { Suspense } from 'react';
import { CoveragePage } from '#components/coverage/coverage-page.tsx';

export default function Route() {
  return (
    <Suspense>
      <CoveragePage />
    </Suspense>
  );
}
