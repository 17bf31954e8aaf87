-- Why a checkpoint is kept, what it is worth, and what became of its file.
ALTER TABLE "checkpoint" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'automatic';
ALTER TABLE "checkpoint" ADD COLUMN "name" TEXT;
-- Of the faces held out; NULL where none were.
ALTER TABLE "checkpoint" ADD COLUMN "held_out_error" REAL;
-- Found when a run was to go on from it; NULL for a file that is right as far as is known.
ALTER TABLE "checkpoint" ADD COLUMN "fault" TEXT;

-- By which rule faces are never trained on; JSON.
ALTER TABLE "run" ADD COLUMN "held_out" TEXT;
ALTER TABLE "run" ADD COLUMN "paused_for" TEXT;
-- From where it went on last, and why from there; JSON.
ALTER TABLE "run" ADD COLUMN "resumed" TEXT;
