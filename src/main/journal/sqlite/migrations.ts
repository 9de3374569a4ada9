/** Marks a SQLite file as a lab (`PRAGMA application_id`): the letters HWTR. */
export const applicationId = 0x48575452

/**
 * SQL of one transaction; or work on each fact, done in slices of them (those after ?1 up to ?2), which a kill may come between: what is
 * done already is done no second time.
 */
type Migration = string | { readonly facts: string }

/**
 * Numbered from 1 and forward only: a released entry is never edited, a change is a new entry.
 * `PRAGMA user_version` is the number of the last one applied.
 *
 * Facts and leases are stored as their JSON: the union of facts grows without a migration.
 */
export const migrations: readonly Migration[] = [
  `CREATE TABLE facts (
     seq INTEGER PRIMARY KEY,
     at REAL NOT NULL,
     type TEXT NOT NULL,
     host TEXT,
     body TEXT NOT NULL
   ) STRICT;
   CREATE INDEX facts_by_host ON facts (host) WHERE host IS NOT NULL;
   CREATE TABLE leases (client TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE documents (
     version INTEGER PRIMARY KEY,
     at REAL NOT NULL,
     summary TEXT NOT NULL,
     body TEXT NOT NULL,
     dropped INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE TABLE cursor (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL) STRICT;`,
  'CREATE INDEX facts_by_type ON facts (type);',
  // Files of images, in parts: only in a lab that travels (see lab-file.ts).
  `CREATE TABLE blobs (
     sha256 TEXT NOT NULL,
     part INTEGER NOT NULL,
     body BLOB NOT NULL,
     PRIMARY KEY (sha256, part)
   ) STRICT, WITHOUT ROWID;`,
  // Sums tell what the disk has changed (see sums.ts). What is visibly damaged already gets none.
  `ALTER TABLE facts ADD COLUMN sum INTEGER;
   ALTER TABLE leases ADD COLUMN sum INTEGER;
   UPDATE leases SET sum = crc32(client, body)
     WHERE CASE WHEN json_valid(body) THEN body ->> 'client' IS client END;
   ALTER TABLE documents ADD COLUMN sum INTEGER;
   UPDATE documents SET sum = crc32(version, at, summary, body) WHERE json_valid(body);`,
  {
    facts: `UPDATE facts SET sum = crc32(seq, at, type, host, body)
     WHERE seq > ?1 AND seq <= ?2 AND sum IS NULL
       AND CASE WHEN json_valid(body) THEN body ->> 'type' IS type AND body ->> 'host' IS host END`,
  },
]
