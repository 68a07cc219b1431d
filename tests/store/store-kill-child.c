/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The victim of test-store-kill: opens the file named on its command line and changes two cases in turn, for ever. After
 * each save that the store confirmed it prints "CASE REVISION"; a line that was printed must never be lost.
 * Change N of a case sets a text, a number and a level's finding to what N says, and adds a record with uid "cN".
 */
#include "store-fixture.h"

#include <stdio.h>

static void
apply_number (PdlCase *kase, PdlChange *change, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("change %" G_GINT64_FORMAT, number);
  g_autofree char *weight = g_strdup_printf ("%" G_GINT64_FORMAT, 20 + number % 280);
  g_autofree char *record = g_strdup_printf ("c%" G_GINT64_FORMAT, number);
  const PdlAssessment *current = pdl_case_get_current (kase);
  const char *uid = current != NULL ? pdl_assessment_get_uid (current)
                                    : pdl_change_add_assessment (change, "visit", pdl_day_from_ymd (2026, 3, 2));
  const PdlRecordKind *kind = pdl_dictionary_get_kind (pdl_case_get_dictionary (kase), 0);
  g_autoptr (GError) error = NULL;

  if (!pdl_change_set_text (change, kase, uid, PDL_LEVEL_NONE, "comorbidity_text", text, &error)
      || !pdl_change_set_text (change, kase, uid, PDL_LEVEL_NONE, "weight_kg", weight, &error)
      || !pdl_change_set_text (change, kase, uid, 14, "escc_grade", number % 2 ? "2" : "3", &error))
    g_printerr ("%s\n", error->message);
  pdl_change_add_item (change, kind->group, kind->id, record);
  pdl_case_apply (kase, change, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  static const char *const uids[] = { "one", "two" };
  PdlDictionary *dictionary = fixture_load_dictionary ();
  g_autoptr (PdlStore) store = fixture_open (dictionary, argv[1]);
  PdlCase *cases[G_N_ELEMENTS (uids)];

  for (gsize i = 0; i < G_N_ELEMENTS (uids); i++)
    {
      cases[i] = fixture_load (store, uids[i], NULL);
      if (cases[i] == NULL)
        cases[i] = pdl_case_new (dictionary, uids[i]);
    }
  for (gsize i = 0;; i = 1 - i)
    {
      g_autoptr (PdlChange) change = pdl_change_new ("kill");
      g_autoptr (GError) error = NULL;
      gint64 before = pdl_case_get_revision (cases[i]);
      gint64 revision;

      apply_number (cases[i], change, before + 1);
      revision = fixture_save (store, cases[i], change, before, &error);
      g_assert_no_error (error);
      pdl_case_set_revision (cases[i], revision);
      printf ("%s %" G_GINT64_FORMAT "\n", uids[i], revision);
      fflush (stdout);
    }
}
