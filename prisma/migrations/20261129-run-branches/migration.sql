-- Where a run left what it had trained and went on from an earlier checkpoint; JSON.
ALTER TABLE "run" ADD COLUMN "branches" TEXT NOT NULL DEFAULT '[]';
-- On which branch the newest preview of the run as it stands lies.
ALTER TABLE "run" ADD COLUMN "preview_branch" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "checkpoint" ADD COLUMN "branch" INTEGER NOT NULL DEFAULT 0;
-- Two branches of a run each pass the same iteration, and nothing of either is lost.
DROP INDEX "checkpoint_run_iteration";
CREATE UNIQUE INDEX "checkpoint_run_place" ON "checkpoint" ("run_id", "branch", "iteration");
