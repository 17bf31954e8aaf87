/** Room that imports and training leave to the database, the log and everything else. */
export const roomLeftBytes = 256 * 1024 * 1024;
