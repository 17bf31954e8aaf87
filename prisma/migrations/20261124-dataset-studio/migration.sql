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

-- Small columns in one table, so that a list of a hundred thousand faces is read from few pages; what is asked of one face at a
-- time in others. Whose a face is, its clip says. `seq` is never given twice: the journal of edits names faces by it.
CREATE TABLE "face_new" (
  "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
  "id" TEXT NOT NULL UNIQUE,
  "clip_id" TEXT NOT NULL REFERENCES "clip" ("id") ON DELETE CASCADE,
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
INSERT INTO "face_new" ("id", "clip_id", "state", "frame_index", "time_seconds", "score", "likeness", "sharpness", "size_px")
  SELECT "id", "clip_id", "state", "frame_index", "time_seconds", "score", "likeness", "sharpness", "size_px" FROM "face" ORDER BY "clip_id", "frame_index", "id";

-- `bits` of each number: 32 = Float32, as faces found before have it; less = codes after the lowest value and the step.
CREATE TABLE "face_shape" (
  "face_seq" INTEGER PRIMARY KEY REFERENCES "face_new" ("seq") ON DELETE CASCADE,
  "box" BLOB NOT NULL,
  "similarity" BLOB NOT NULL,
  "mesh" BLOB NOT NULL,
  "mesh_bits" INTEGER NOT NULL
);
CREATE TABLE "face_descriptor" (
  "face_seq" INTEGER PRIMARY KEY REFERENCES "face_new" ("seq") ON DELETE CASCADE,
  "descriptor" BLOB NOT NULL,
  "bits" INTEGER NOT NULL
);
-- A short stand-in for the descriptor: a hundred thousand are held in memory to rank by likeness.
CREATE TABLE "face_sketch" (
  "face_seq" INTEGER PRIMARY KEY REFERENCES "face_new" ("seq") ON DELETE CASCADE,
  "sketch" BLOB NOT NULL
);
INSERT INTO "face_shape" SELECT "seq", "box", "similarity", "mesh", 32 FROM "face" JOIN "face_new" USING ("id");
INSERT INTO "face_descriptor" SELECT "seq", "descriptor", 32 FROM "face" JOIN "face_new" USING ("id");
DROP TABLE "face";
-- The references of the three tables are renamed along.
ALTER TABLE "face_new" RENAME TO "face";
-- No index on what an edit changes: keeping one true costs ten times what changing a hundred thousand rows does.
CREATE INDEX "face_clip_frame" ON "face" ("clip_id", "frame_index");

-- Faces of a clip by state, counted again in every transaction that changes them.
CREATE TABLE "face_tally" (
  "clip_id" TEXT NOT NULL PRIMARY KEY REFERENCES "clip" ("id") ON DELETE CASCADE,
  "kept" INTEGER NOT NULL,
  "unsure" INTEGER NOT NULL,
  "other" INTEGER NOT NULL,
  "rejected" INTEGER NOT NULL,
  -- The kept face most like the person.
  "portrait_id" TEXT,
  "portrait_likeness" REAL
);
INSERT INTO "face_tally"
  SELECT "clip_id", SUM("state" = 'kept'), 0, SUM("state" = 'other'), SUM("state" = 'rejected'),
    CASE WHEN SUM("state" = 'kept') > 0 THEN "id" END, MAX(CASE WHEN "state" = 'kept' THEN "likeness" END)
  FROM "face" GROUP BY "clip_id";

-- What a person did to faces, with what was before.
CREATE TABLE "face_edit" (
  "seq" INTEGER PRIMARY KEY AUTOINCREMENT,
  "id" TEXT NOT NULL UNIQUE,
  "person_id" TEXT NOT NULL REFERENCES "person" ("id") ON DELETE CASCADE,
  "kind" TEXT NOT NULL,
  "face_count" INTEGER NOT NULL,
  "at" TEXT NOT NULL,
  "undone" BOOLEAN NOT NULL DEFAULT 0,
  -- JSON, gzip
  "changes" BLOB NOT NULL
);
CREATE INDEX "face_edit_person" ON "face_edit" ("person_id", "seq");
