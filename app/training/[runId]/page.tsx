import { RunPage } from '#components/training/run-page.tsx';

export default async function Route({ params }: { params: Promise<{ runId: string }> }) {
  return <RunPage runId={(await params).runId} />;
}
