/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-store.h"

/* What the tests of the store share: the program's own dictionary, a folder that goes away, calls that wait, cases made
 * by chance, and what "the same case" means. */

PdlDictionary *fixture_load_dictionary (void);
PdlDictionary *fixture_parse_dictionary (const char *text);

/* A new folder, removed with all it holds by fixture_remove_folder (). */
char *fixture_new_folder (void);
void fixture_remove_folder (char *folder);

PdlStore *fixture_open (PdlDictionary *dictionary, const char *path); /* asserts */
/* The file is let go of when this returns; a task may still hold the object. */
void fixture_close (PdlStore *store);
gint64 fixture_save (PdlStore *store, PdlCase *kase, PdlChange *change, gint64 base_revision, GError **error);
PdlCase *fixture_load (PdlStore *store, const char *uid, GError **error);
GPtrArray *fixture_list (PdlStore *store, const char *search);
GPtrArray *fixture_check (PdlStore *store);
gboolean fixture_backup (PdlStore *store, const char *path, GError **error);

/* Fails the test when the check of the store finds anything. */
void fixture_assert_sound (PdlStore *store);

/* A value the finding accepts; @kind chooses among the three absences and a value: 0 not asked (NULL), 1 unknown,
 * 2 not applicable, 3 a value. */
PdlValue *fixture_random_value (const PdlFinding *finding, int kind);
/* Edits at random places, already applied to @kase. */
PdlChange *fixture_random_change (PdlCase *kase, int n_edits);

/* NULL when they are the same, else the first difference. */
char *fixture_compare (PdlCase *a, PdlCase *b);
