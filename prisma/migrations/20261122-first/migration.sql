CREATE TABLE "person" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL,
  "has_reference" BOOLEAN NOT NULL,
  "created_at" TEXT NOT NULL
);

CREATE TABLE "consent" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "person_id" TEXT NOT NULL REFERENCES "person" ("id") ON DELETE CASCADE,
  "granted_by" TEXT NOT NULL,
  "method" TEXT NOT NULL,
  "purpose" TEXT NOT NULL,
  "evidence" TEXT NOT NULL,
  "valid_from" TEXT NOT NULL,
  "valid_until" TEXT,
  "withdrawn_at" TEXT,
  "created_at" TEXT NOT NULL
);
CREATE INDEX "consent_person" ON "consent" ("person_id");

CREATE TABLE "clip" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "person_id" TEXT NOT NULL REFERENCES "person" ("id") ON DELETE CASCADE,
  "name" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "extension" TEXT NOT NULL,
  "size_bytes" BIGINT NOT NULL,
  "sha256" TEXT,
  "facts" TEXT,
  "playable" BOOLEAN NOT NULL,
  "descriptor" BLOB,
  "extracted_at" TEXT,
  "created_at" TEXT NOT NULL
);
CREATE INDEX "clip_person" ON "clip" ("person_id");

CREATE TABLE "face" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "clip_id" TEXT NOT NULL REFERENCES "clip" ("id") ON DELETE CASCADE,
  "person_id" TEXT NOT NULL REFERENCES "person" ("id") ON DELETE CASCADE,
  "state" TEXT NOT NULL,
  "frame_index" INTEGER NOT NULL,
  "time_seconds" REAL NOT NULL,
  "score" REAL NOT NULL,
  "sharpness" REAL NOT NULL,
  "size_px" REAL NOT NULL,
  "likeness" REAL NOT NULL,
  -- The blobs come last: SQLite then reads the small columns without following overflow pages.
  "box" BLOB NOT NULL,
  "similarity" BLOB NOT NULL,
  "mesh" BLOB NOT NULL,
  "descriptor" BLOB NOT NULL
);
CREATE INDEX "face_person_state" ON "face" ("person_id", "state");
CREATE INDEX "face_clip_frame" ON "face" ("clip_id", "frame_index");

CREATE TABLE "pair" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "person_a_id" TEXT NOT NULL REFERENCES "person" ("id") ON DELETE CASCADE,
  "person_b_id" TEXT NOT NULL REFERENCES "person" ("id") ON DELETE CASCADE,
  "created_at" TEXT NOT NULL
);
CREATE UNIQUE INDEX "pair_persons" ON "pair" ("person_a_id", "person_b_id");
CREATE INDEX "pair_person_b" ON "pair" ("person_b_id");

CREATE TABLE "run" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "pair_id" TEXT NOT NULL REFERENCES "pair" ("id") ON DELETE CASCADE,
  "settings" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "job_id" TEXT,
  "iteration" INTEGER NOT NULL,
  "loss_a" REAL,
  "loss_b" REAL,
  "images_per_second" REAL,
  "trained_seconds" REAL NOT NULL,
  "preview_iteration" INTEGER,
  "error_code" TEXT,
  "error_message" TEXT,
  "created_at" TEXT NOT NULL
);
CREATE INDEX "run_pair" ON "run" ("pair_id");

CREATE TABLE "checkpoint" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "run_id" TEXT NOT NULL REFERENCES "run" ("id") ON DELETE CASCADE,
  "iteration" INTEGER NOT NULL,
  "file_name" TEXT NOT NULL,
  "size_bytes" BIGINT NOT NULL,
  "sha256" TEXT NOT NULL,
  "trained_seconds" REAL NOT NULL,
  "created_at" TEXT NOT NULL
);
CREATE UNIQUE INDEX "checkpoint_run_iteration" ON "checkpoint" ("run_id", "iteration");

CREATE TABLE "conversion" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "run_id" TEXT NOT NULL REFERENCES "run" ("id") ON DELETE CASCADE,
  "clip_id" TEXT NOT NULL REFERENCES "clip" ("id") ON DELETE CASCADE,
  "settings" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "job_id" TEXT,
  "iteration" INTEGER NOT NULL,
  "written_frames" INTEGER,
  "swapped_frames" INTEGER,
  "size_bytes" BIGINT,
  "seconds" REAL,
  "error_code" TEXT,
  "error_message" TEXT,
  "created_at" TEXT NOT NULL
);
CREATE INDEX "conversion_run" ON "conversion" ("run_id");
CREATE INDEX "conversion_clip" ON "conversion" ("clip_id");

CREATE TABLE "job" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "kind" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "subject_type" TEXT NOT NULL,
  "subject_id" TEXT NOT NULL,
  "subject_person_id" TEXT,
  "error_code" TEXT,
  "error_message" TEXT,
  "created_at" TEXT NOT NULL,
  "started_at" TEXT,
  "ended_at" TEXT
);
CREATE INDEX "job_state" ON "job" ("state");
CREATE INDEX "job_subject" ON "job" ("subject_id");
