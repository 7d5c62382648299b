// The version written into everything trainsat writes.

/** Kept equal to package.json by a test. */
export const VERSION = '0.1.0';
