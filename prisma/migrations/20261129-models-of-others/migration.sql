-- Models of others: files that draw one person's face over anybody's.
CREATE TABLE "dfm_model" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL,
  "sha256" TEXT NOT NULL,
  "size_bytes" BIGINT NOT NULL,
  -- Side of the square that it takes and draws, px.
  "face_size" INTEGER NOT NULL,
  "morphs" BOOLEAN NOT NULL,
  -- Whose face it shows; NULL while nobody has said so.
  "person_id" TEXT REFERENCES "person" ("id") ON DELETE CASCADE,
  "created_at" TEXT NOT NULL
);
CREATE INDEX "dfm_model_person" ON "dfm_model" ("person_id");
-- A conversion is made with a saved state of a run, or with one of these.
ALTER TABLE "conversion" ADD COLUMN "model_id" TEXT REFERENCES "dfm_model" ("id") ON DELETE CASCADE;
ALTER TABLE "conversion" ALTER COLUMN "run_id" DROP NOT NULL;
ALTER TABLE "conversion" ALTER COLUMN "iteration" DROP NOT NULL;
CREATE INDEX "conversion_model" ON "conversion" ("model_id");
