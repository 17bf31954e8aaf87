-- What the file said of itself from which a model came in; JSON. NULL for what was trained here.
ALTER TABLE "run" ADD COLUMN "imported" TEXT;
