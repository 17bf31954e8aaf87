import { ConversionPage } from '#components/conversions/conversion-page.tsx';

export default async function Route({ params }: { params: Promise<{ conversionId: string }> }) {
  return <ConversionPage conversionId={(await params).conversionId} />;
}
