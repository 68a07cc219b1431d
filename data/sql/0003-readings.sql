-- SPDX-License-Identifier: GPL-3.0-or-later
-- With which knowledge a case was last read, so that after an update the cases that read differently can be told; and
-- the texts of knowledge sets packed (zlib), about a fifth of their size.

ALTER TABLE knowledge_file ADD COLUMN packed INTEGER NOT NULL DEFAULT 0 CHECK (packed IN (0, 1));

ALTER TABLE case_summary ADD COLUMN knowledge TEXT;

-- A set was kept before the first case was saved with it: the newest one of that time is what the case was read with.
UPDATE case_summary SET knowledge = (
  SELECT k.hash FROM knowledge_set k, cases c
  WHERE c.id = case_summary.case_id AND k.kept <= c.changed
  ORDER BY k.kept DESC LIMIT 1);
