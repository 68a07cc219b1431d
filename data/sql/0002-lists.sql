-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the case list shows without evaluating, and the knowledge sets that evaluations were made with.

CREATE TABLE case_summary (
  case_id      INTEGER PRIMARY KEY REFERENCES cases (id),
  primary_code TEXT,
  levels       TEXT,
  worst_escc   TEXT,
  sins_band    TEXT,
  worklist     TEXT,
  headline     TEXT,
  next_due     TEXT CHECK (next_due GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  overdue_from TEXT CHECK (overdue_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  urgent_until TEXT
) STRICT;

-- Name and number of the list row: identity, so apart from the rest.
CREATE TABLE case_summary_identity (
  case_id    INTEGER PRIMARY KEY REFERENCES cases (id),
  name       TEXT,
  identifier TEXT
) STRICT;

CREATE TABLE knowledge_set (
  hash    TEXT PRIMARY KEY,
  version TEXT NOT NULL,
  kept    INTEGER NOT NULL  -- µs since the epoch
) STRICT, WITHOUT ROWID;

CREATE TABLE knowledge_file (
  hash  TEXT NOT NULL REFERENCES knowledge_set (hash),
  name  TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (hash, name)
) STRICT, WITHOUT ROWID;
