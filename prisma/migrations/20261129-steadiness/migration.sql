-- How much the swapped face jitters, seen and steadied; JSON, NULL until done and for conversions of before.
ALTER TABLE "conversion" ADD COLUMN "jitter" TEXT;
