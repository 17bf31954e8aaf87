-- The faces that previews show, one set after another; JSON.
ALTER TABLE "run" ADD COLUMN "shown_sets" TEXT NOT NULL DEFAULT '[]';
