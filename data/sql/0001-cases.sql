-- SPDX-License-Identifier: GPL-3.0-or-later
-- The record. Identity, free text and what this version does not know stand in tables of their own, because they
-- are what must be encrypted and, by law, erased; the rest is pseudonymous. The finding columns of `assessment` and
-- `assessment_level` are not written here: they are made from the dictionary when the file is opened, in a new file
-- where the mark stands, later by ALTER TABLE.

CREATE TABLE cases (
  id        INTEGER PRIMARY KEY,
  uid       TEXT NOT NULL UNIQUE,
  revision  INTEGER NOT NULL CHECK (revision >= 1),
  changed   INTEGER NOT NULL  -- µs since the epoch
) STRICT;

CREATE TABLE identity (
  case_id   INTEGER NOT NULL REFERENCES cases (id),
  finding   TEXT NOT NULL,
  position  INTEGER NOT NULL, -- order of first entry
  absence   TEXT CHECK (absence IN ('unknown', 'not_applicable')),
  value     ANY,
  entered   TEXT,
  unit      TEXT,
  confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
  PRIMARY KEY (case_id, finding),
  CHECK ((absence IS NULL) <> (value IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE assessment (
  assessment_id INTEGER PRIMARY KEY,
  case_id       INTEGER NOT NULL REFERENCES cases (id),
  uid           TEXT NOT NULL,
  day           TEXT CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  /* finding columns */
  UNIQUE (case_id, uid)
) STRICT;

CREATE TABLE assessment_level (
  assessment_id INTEGER NOT NULL REFERENCES assessment (assessment_id),
  level         TEXT NOT NULL CHECK (level GLOB '[CTLS][1-9]*'),
  /* finding columns */
  PRIMARY KEY (assessment_id, level)
) STRICT;

-- One row for every finding that was touched: the three absences (no row = not asked), the value and unit as typed,
-- and what is carried forward from the visit before and not yet confirmed. Level '' = of the patient.
CREATE TABLE finding_state (
  assessment_id INTEGER NOT NULL REFERENCES assessment (assessment_id),
  level         TEXT NOT NULL,
  finding       TEXT NOT NULL,
  position      INTEGER NOT NULL,
  absence       TEXT CHECK (absence IN ('unknown', 'not_applicable')),
  entered       TEXT,
  unit          TEXT,
  confirmed     INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
  PRIMARY KEY (assessment_id, level, finding)
) STRICT, WITHOUT ROWID;

-- The user's own grouping of the levels; no rows: by contiguity.
CREATE TABLE target (
  assessment_id INTEGER NOT NULL REFERENCES assessment (assessment_id),
  position      INTEGER NOT NULL,
  levels        TEXT NOT NULL,  -- "T8 T9"
  PRIMARY KEY (assessment_id, position)
) STRICT, WITHOUT ROWID;

-- Treatments, imaging, events, decisions, documents. Their fields differ by kind: one row a field.
CREATE TABLE item (
  item_id  INTEGER PRIMARY KEY,
  case_id  INTEGER NOT NULL REFERENCES cases (id),
  uid      TEXT NOT NULL,
  grp      TEXT NOT NULL CHECK (grp IN ('treatments', 'imaging', 'events', 'decisions', 'documents')),
  kind     TEXT NOT NULL,
  UNIQUE (case_id, uid)
) STRICT;

CREATE TABLE item_field (
  item_id   INTEGER NOT NULL REFERENCES item (item_id),
  field     TEXT NOT NULL,
  position  INTEGER NOT NULL,
  absence   TEXT CHECK (absence IN ('unknown', 'not_applicable')),
  value     ANY,              -- NULL with no absence: stands in free_text
  entered   TEXT,
  unit      TEXT,
  confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
  PRIMARY KEY (item_id, field),
  CHECK (absence IS NULL OR value IS NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE free_text (
  case_id INTEGER NOT NULL REFERENCES cases (id),
  uid     TEXT NOT NULL,      -- of the assessment or the item
  level   TEXT NOT NULL,      -- '' = none
  finding TEXT NOT NULL,
  value   TEXT NOT NULL,
  PRIMARY KEY (case_id, uid, level, finding)
) STRICT, WITHOUT ROWID;

-- Ids this version does not know, with their JSON: kept and given back. May hold anything, so it counts as free text.
CREATE TABLE extra (
  case_id  INTEGER NOT NULL REFERENCES cases (id),
  uid      TEXT NOT NULL,     -- '' = identity
  level    TEXT NOT NULL,
  key      TEXT NOT NULL,
  position INTEGER NOT NULL,
  json     TEXT NOT NULL,
  PRIMARY KEY (case_id, uid, level, key)
) STRICT, WITHOUT ROWID;

-- Which finding columns the tables carry and how each was declared, so that a changed declaration is noticed.
CREATE TABLE finding_column (
  tbl         TEXT NOT NULL,
  finding     TEXT NOT NULL,
  type        TEXT NOT NULL,
  declaration TEXT NOT NULL,
  PRIMARY KEY (tbl, finding)
) STRICT, WITHOUT ROWID;

-- What was changed, in order, chained: hash = SHA-256 over (seq, case, revision, time, entry, hash before).
-- Identity and free text are in `entry` only as keyed hashes; value and key stand in journal_private and can be
-- erased there without breaking the chain.
CREATE TABLE journal (
  seq      INTEGER PRIMARY KEY,
  case_uid TEXT NOT NULL,
  revision INTEGER NOT NULL,
  time     INTEGER NOT NULL,
  entry    TEXT NOT NULL CHECK (json_valid (entry)),
  previous TEXT NOT NULL,
  hash     TEXT NOT NULL CHECK (length (hash) = 64),
  UNIQUE (case_uid, revision)
) STRICT;

CREATE TABLE journal_private (
  seq   INTEGER NOT NULL REFERENCES journal (seq),
  edit  INTEGER NOT NULL,
  side  TEXT NOT NULL CHECK (side IN ('from', 'to')),
  key   BLOB NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (seq, edit, side)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal
BEGIN
  SELECT RAISE (ABORT, 'the journal is append-only');
END;

CREATE TRIGGER journal_is_not_shortened BEFORE DELETE ON journal
BEGIN
  SELECT RAISE (ABORT, 'the journal is append-only');
END;
