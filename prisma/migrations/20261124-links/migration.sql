-- Addresses of videos that a person's clips are downloaded from.
CREATE TABLE "link" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "person_id" TEXT NOT NULL REFERENCES "person" ("id") ON DELETE CASCADE,
  "url" TEXT NOT NULL,
  -- Place in the list that the address stands for; NULL where the address is the video.
  "item" INTEGER,
  "state" TEXT NOT NULL,
  "facts" TEXT,
  "playlist" TEXT,
  "has_thumbnail" BOOLEAN NOT NULL DEFAULT 0,
  "error_code" TEXT,
  "error_message" TEXT,
  "clip_id" TEXT REFERENCES "clip" ("id") ON DELETE SET NULL,
  "created_at" TEXT NOT NULL
);
CREATE INDEX "link_person" ON "link" ("person_id");
CREATE INDEX "link_clip" ON "link" ("clip_id");
