/** Where Prisma's generator finds the schema; the database's place is known at run time only. */
import { defineConfig } from 'prisma/config';

export default defineConfig({ schema: 'prisma/schema.prisma' });
