-- Settings of how a new face is laid over a frame, saved under a name.
CREATE TABLE "look_preset" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "name" TEXT NOT NULL,
  -- JSON: lookSettings of core/contract/look-preset.ts
  "look" TEXT NOT NULL,
  "created_at" TEXT NOT NULL
);
