/** The page's build. REST, sockets and uploads never pass through Next: they are answered in front of it by server/main.ts. */
import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin('./components/i18n/request.ts');

/** @type {import('next').NextConfig} */
const config = {
  devIndicators: false,
  allowedDevOrigins: ['127.0.0.1'],
  poweredByHeader: false,
  images: { unoptimized: true },
  reactStrictMode: true,
  // `npm run check` checks the types, of tests too; a slip in a test is no reason not to start.
  typescript: { ignoreBuildErrors: true },
};

export default withNextIntl(config);
