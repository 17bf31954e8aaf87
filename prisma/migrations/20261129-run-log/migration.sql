-- What happened to a run; rows are only ever added.
CREATE TABLE "run_event" (
  "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
  "run_id" TEXT NOT NULL REFERENCES "run" ("id") ON DELETE CASCADE,
  "at" TEXT NOT NULL,
  -- runHappened of core/contract/run-log.ts, as JSON.
  "happened" TEXT NOT NULL
);
CREATE INDEX "run_event_run" ON "run_event" ("run_id", "seq");
