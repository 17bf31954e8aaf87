import { Suspense } from 'react';
import { ConversionsPage } from '#components/conversions/conversions-page.tsx';

export default function Route() {
  return (
    <Suspense>
      <ConversionsPage />
    </Suspense>
  );
}
