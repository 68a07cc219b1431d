/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A laboratory record sets the finding of the visit of its day (dictionary 4), and never what a person entered there. */
#include "pdl-knowledge.h"
#include "pdl-result-entry.h"

static PdlKnowledge *knowledge;

typedef struct
{
  PdlCase *kase;
  const PdlRecordKind *kind;
} Fixture;

static void
apply (Fixture *fixture, PdlChange *change)
{
  g_autoptr (GError) error = NULL;

  pdl_case_apply (fixture->kase, change, &error);
  g_assert_no_error (error);
}

/* A visit of 2 March 2026. */
static void
begin (Fixture *fixture)
{
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (knowledge);
  g_autoptr (PdlChange) change = pdl_change_new (NULL);

  fixture->kase = pdl_case_new (dictionary, "results");
  pdl_change_add_assessment (change, "visit", pdl_day_from_ymd (2026, 3, 2));
  apply (fixture, change);
  for (guint i = 0; i < pdl_dictionary_get_n_kinds (dictionary); i++)
    if (g_str_equal (pdl_dictionary_get_kind (dictionary, i)->id, "lab"))
      fixture->kind = pdl_dictionary_get_kind (dictionary, i);
  g_assert_nonnull (fixture->kind);
}

/* The record and what it sets, as the form makes them in one change. */
static void
record (Fixture *fixture, const char *uid, const char *value, const char *unit, const char *at)
{
  g_autoptr (PdlChange) change = pdl_change_new ("result");
  const PdlItem *item = pdl_case_lookup_item (fixture->kase, uid);

  if (item == NULL)
    pdl_change_add_item (change, PDL_GROUP_EVENT, "lab", uid);
  g_assert_true (pdl_change_set_text (change, fixture->kase, uid, PDL_LEVEL_NONE, "finding", "glucose_mmol_l", NULL));
  g_assert_true (pdl_change_set_text (change, fixture->kase, uid, PDL_LEVEL_NONE, "value", value, NULL));
  g_assert_true (pdl_change_set_text (change, fixture->kase, uid, PDL_LEVEL_NONE, "unit", unit, NULL));
  g_assert_true (pdl_change_set_text (change, fixture->kase, uid, PDL_LEVEL_NONE, "specimen_at", at, NULL));
  pdl_result_set_finding (change, fixture->kase, pdl_case_get_current (fixture->kase), fixture->kind,
                          &(PdlResultTexts) { item != NULL ? uid : NULL, "glucose_mmol_l", value, unit, at, NULL });
  apply (fixture, change);
}

static double
held (Fixture *fixture)
{
  return pdl_value_get_number (pdl_fields_get (pdl_assessment_get_fields (pdl_case_get_current (fixture->kase)), "glucose_mmol_l"));
}

static void
test_sets (void)
{
  Fixture fixture = { 0 };

  begin (&fixture);
  record (&fixture, "a", "13", "", "2026-03-02T08:00");
  g_assert_cmpfloat (held (&fixture), ==, 13);
  /* The newer one of the day wins, the older one entered later does not. */
  record (&fixture, "b", "22", "mmol/L", "2026-03-02T12:00");
  g_assert_cmpfloat (held (&fixture), ==, 22);
  record (&fixture, "c", "9", "", "2026-03-02T06:00");
  g_assert_cmpfloat (held (&fixture), ==, 22);
  record (&fixture, "d", "9", "", "2026-03-02");
  g_assert_cmpfloat (held (&fixture), ==, 22);
  /* Put right in the record, put right in the visit; in another unit (follow-up 6.5). */
  record (&fixture, "b", "400", "mg/dL", "2026-03-02T12:00");
  g_assert_cmpfloat_with_epsilon (held (&fixture), 22.2, 1e-9);
  pdl_case_unref (fixture.kase);
}

static void
test_leaves_alone (void)
{
  static const struct { const char *value, *unit, *at; } rows[] = {
    { "13", "", "2026-03-01T08:00" }, { "13", "", "" }, { "13", "furlong", "2026-03-02T08:00" }, { "500", "", "2026-03-02T08:00" },
  };
  Fixture fixture = { 0 };
  g_autoptr (PdlChange) change = pdl_change_new ("by hand");

  begin (&fixture);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *uid = g_strdup_printf ("r%u", i);

      record (&fixture, uid, rows[i].value, rows[i].unit, rows[i].at);
      g_assert_null (pdl_fields_get (pdl_assessment_get_fields (pdl_case_get_current (fixture.kase)), "glucose_mmol_l"));
    }
  g_assert_true (pdl_change_set_text (change, fixture.kase, "visit", PDL_LEVEL_NONE, "glucose_mmol_l", "7", NULL));
  apply (&fixture, change);
  record (&fixture, "late", "13", "", "2026-03-02T08:00");
  g_assert_cmpfloat (held (&fixture), ==, 7);
  pdl_case_unref (fixture.kase);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  knowledge = pdl_knowledge_load (NULL, &error);
  g_assert_no_error (error);
  g_test_add_func ("/result-entry/sets", test_sets);
  g_test_add_func ("/result-entry/leaves-alone", test_leaves_alone);
  return g_test_run ();
}
