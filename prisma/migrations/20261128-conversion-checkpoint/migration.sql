-- What the checkpoint was to its run when the conversion was rendered with it; JSON, NULL for conversions of before.
ALTER TABLE "conversion" ADD COLUMN "checkpoint" TEXT;
