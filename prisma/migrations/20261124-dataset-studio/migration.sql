-- What the dataset studio keeps of clips and faces. Faces found before have no measures: their clips ask to be looked through again.
ALTER TABLE "clip" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'video';
ALTER TABLE "clip" ADD COLUMN "linked_path" TEXT;
ALTER TABLE "clip" ADD COLUMN "source_url" TEXT;
ALTER TABLE "clip" ADD COLUMN "has_proxy" BOOLEAN NOT NULL DEFAULT 0;
ALTER TABLE "clip" ADD COLUMN "sampling" TEXT NOT NULL DEFAULT '{"inSeconds":null,"outSeconds":null,"samplesPerSecond":5}';
ALTER TABLE "clip" ADD COLUMN "excluded" TEXT NOT NULL DEFAULT '[]';
CREATE INDEX "clip_sha256" ON "clip" ("sha256");
UPDATE "clip" SET "extracted_at" = NULL;

CREATE TABLE "cluster" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "person_id" TEXT NOT NULL REFERENCES "person" ("id") ON DELETE CASCADE,
  "is_person" BOOLEAN,
  "descriptor" BLOB NOT NULL
);
CREATE INDEX "cluster_person" ON "cluster" ("person_id");

-- Small columns in one table, so that a list of a hundred thousand faces is read from few pages; what is asked of one face at a time in another.
CREATE TABLE "face_new" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "clip_id" TEXT NOT NULL REFERENCES "clip" ("id") ON DELETE CASCADE,
  "person_id" TEXT NOT NULL REFERENCES "person" ("id") ON DELETE CASCADE,
  -- The extraction that found it and has not ended yet; NULL for every face that is shown.
  "attempt" TEXT,
  "state" TEXT NOT NULL,
  "decided" BOOLEAN NOT NULL DEFAULT 0,
  "edited" BOOLEAN NOT NULL DEFAULT 0,
  "picture_version" INTEGER NOT NULL DEFAULT 0,
  "frame_index" INTEGER NOT NULL,
  "time_seconds" REAL NOT NULL,
  "track" INTEGER NOT NULL DEFAULT 0,
  "cluster_id" TEXT,
  "twin_of" TEXT,
  "score" REAL NOT NULL,
  "likeness" REAL NOT NULL,
  "sharpness" REAL NOT NULL,
  "size_px" REAL NOT NULL,
  "exposure" REAL NOT NULL DEFAULT 0,
  "covered" REAL NOT NULL DEFAULT 0,
  "yaw" REAL NOT NULL DEFAULT 0,
  "pitch" REAL NOT NULL DEFAULT 0,
  "roll" REAL NOT NULL DEFAULT 0,
  "eyes" REAL NOT NULL DEFAULT 0,
  "mouth" REAL NOT NULL DEFAULT 0,
  "light_x" REAL NOT NULL DEFAULT 0,
  "light_y" REAL NOT NULL DEFAULT 0
);
INSERT INTO "face_new" ("id", "clip_id", "person_id", "state", "frame_index", "time_seconds", "score", "likeness", "sharpness", "size_px")
  SELECT "id", "clip_id", "person_id", "state", "frame_index", "time_seconds", "score", "likeness", "sharpness", "size_px" FROM "face";
CREATE TABLE "face_shape" (
  "face_id" TEXT NOT NULL PRIMARY KEY REFERENCES "face_new" ("id") ON DELETE CASCADE,
  "box" BLOB NOT NULL,
  "similarity" BLOB NOT NULL,
  "mesh" BLOB NOT NULL,
  "descriptor" BLOB NOT NULL
);
INSERT INTO "face_shape" SELECT "id", "box", "similarity", "mesh", "descriptor" FROM "face";
DROP TABLE "face";
-- The reference of face_shape is renamed along.
ALTER TABLE "face_new" RENAME TO "face";
CREATE INDEX "face_person_state" ON "face" ("person_id", "state");
CREATE INDEX "face_clip_frame" ON "face" ("clip_id", "frame_index");
