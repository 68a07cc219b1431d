/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The target volume by sectors against radiotherapy 6: every row of the table, every example, the mirror, the refusals. */

#include <string.h>

#include "pdl-change.h"
#include "pdl-ctv.h"

static PdlKnowledge *knowledge;
static const PdlDoseTables *tables;

/* radiotherapy 6.1: the numbers are display labels, so they stand in the test only. */
static const char *const names[] = { "vb", "ped_l", "lam_l", "sp", "lam_r", "ped_r" };

/* "1,2,6" as bits of the dictionary's sectors. */
static guint32
sectors (const char *numbers)
{
  guint32 bits = 0;

  for (const char *c = numbers; *c != '\0'; c++)
    if (*c >= '1' && *c <= '6')
      {
        guint position;

        g_assert_nonnull (pdl_finding_lookup_code (tables->ctv.sectors, names[*c - '1'], &position));
        bits |= 1u << position;
      }
  return bits;
}

static int
code (const PdlFinding *finding, const char *name)
{
  guint position;

  if (name == NULL)
    return -1;
  g_assert_nonnull (pdl_finding_lookup_code (finding, name, &position));
  return (int) position;
}

static PdlCtv *
run (const char *involved, const char *pattern, const char *epidural, const char *setting, const char *option)
{
  const char *options[] = { option, NULL };
  PdlCtvInput input = {
    .marked = TRUE,
    .sectors = sectors (involved),
    .pattern = code (tables->ctv.pattern, pattern),
    .epidural = code (tables->ctv.epidural, epidural),
    .setting = code (tables->ctv.setting, setting),
    .level = PDL_LEVEL_NONE,
    .options = options,
  };

  return pdl_ctv_new (tables, &input);
}

static gboolean
warns (const PdlCtv *ctv, const char *id)
{
  return pdl_dose_note_find (ctv->warnings, id) != NULL;
}

/* radiotherapy 6.2, and the examples of 6.3 */
static void
test_table (void)
{
  static const struct { const char *involved, *pattern, *volume; gboolean ring; } rows[] = {
    { "1", "limited", "1" },
    { "1", "lat_l", "12" },
    { "1", "lat_r", "16" },
    { "1", "diffuse", "126" },
    { "12", "limited", "123" },
    { "16", "limited", "156" },
    { "126", "limited", "12356" },
    { "2", NULL, "23" },
    { "6", NULL, "56" },
    { "3", NULL, "234" },
    { "5", NULL, "456" },
    { "4", NULL, "345" },
    { "135", "limited", "123456", TRUE },
    { "1234", "limited", "12345" },
    { "1246", "limited", "123456" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (PdlCtv) ctv = run (rows[i].involved, rows[i].pattern, "none", "intact", NULL);

      g_test_message ("radiotherapy 6.3, involved %s", rows[i].involved);
      g_assert_null (ctv->refusal);
      g_assert_cmphex (ctv->sectors, ==, sectors (rows[i].volume));
      g_assert_cmpint (warns (ctv, "RING_BY_UNION"), ==, rows[i].ring);
    }
}

/* radiotherapy 6.3: circumferential epidural disease is a donut, whatever else; partial changes nothing. */
static void
test_epidural (void)
{
  g_autoptr (PdlCtv) donut = run ("1", "limited", "circumferential", "postop", NULL);
  g_autoptr (PdlCtv) partial = run ("12", "limited", "partial", "intact", NULL);

  g_assert_cmphex (donut->sectors, ==, sectors ("123456"));
  g_assert_false (warns (donut, "RING_BY_UNION"));
  g_assert_cmphex (partial->sectors, ==, sectors ("123"));
}

/* The volume holds the disease, and left and right are mirror images: 2↔6, 3↔5 (radiotherapy 6.2). */
static void
test_every_combination (void)
{
  static const char mirror[] = { '1', '6', '5', '4', '3', '2' };
  static const char *const patterns[] = { "limited", "lat_l", "lat_r", "diffuse" }, *const mirrored[] = { "limited", "lat_r", "lat_l", "diffuse" };
  static const char *const extents[] = { "none", "partial", "circumferential" };

  for (guint bits = 1; bits < 64; bits++)
    for (guint p = 0; p < 4; p++)
      for (guint e = 0; e < 3; e++)
        {
          char involved[7] = "", other[7] = "";
          guint n = 0;
          g_autoptr (PdlCtv) ctv = NULL;
          g_autoptr (PdlCtv) image = NULL;
          guint32 flipped = 0;

          for (guint i = 0; i < 6; i++)
            if ((bits >> i & 1) != 0)
              {
                involved[n] = (char) ('1' + i);
                other[n++] = mirror[i];
              }
          ctv = run (involved, patterns[p], extents[e], "intact", NULL);
          image = run (other, mirrored[p], extents[e], "intact", NULL);
          for (guint i = 0; i < 6; i++)
            if ((ctv->sectors & sectors ((char[]) { (char) ('1' + i), '\0' })) != 0)
              flipped |= sectors ((char[]) { mirror[i], '\0' });
          g_assert_cmphex (ctv->sectors & sectors (involved), ==, sectors (involved));
          g_assert_cmphex (image->sectors, ==, flipped);
          g_assert_cmpint (warns (ctv, "RING_BY_UNION"), ==, warns (image, "RING_BY_UNION"));
          if (e == 2)
            g_assert_cmphex (ctv->sectors, ==, sectors ("123456"));
          g_assert_cmpuint (ctv->rules->len, >, 0);
        }
}

/* radiotherapy 6.2 and 6.3, last lines: two choices of a site, both off unless asked for. */
static void
test_options (void)
{
  g_autoptr (PdlCtv) ring = run ("126", "limited", "none", "intact", "ring_on_bilateral_pedicles");
  g_autoptr (PdlCtv) pedicle = run ("2", NULL, "none", "intact", "body_with_pedicle");
  g_autoptr (PdlCtv) more = run ("23", NULL, "none", "intact", "body_with_pedicle");

  g_assert_cmphex (ring->sectors, ==, sectors ("123456"));
  g_assert_false (warns (ring, "RING_BY_UNION"));
  g_assert_cmphex (pedicle->sectors, ==, sectors ("123"));
  g_assert_cmphex (more->sectors, ==, sectors ("234"));
}

/* radiotherapy 6.3: nothing marked is no target; 12: the pattern is required with the body, unless it changes nothing. */
static void
test_missing (void)
{
  g_autoptr (PdlCtv) empty = run ("", NULL, "none", "intact", NULL);
  g_autoptr (PdlCtv) pattern = run ("12", NULL, "none", "intact", NULL);
  g_autoptr (PdlCtv) both = run ("126", NULL, "none", "intact", NULL);
  g_autoptr (PdlCtv) donut = run ("1", NULL, "circumferential", "intact", NULL);
  g_autoptr (PdlCtv) epidural = run ("2", NULL, NULL, "intact", NULL);
  g_autoptr (PdlCtv) setting = run ("2", NULL, "none", NULL, NULL);
  PdlCtvInput nothing = { .marked = FALSE, .pattern = -1, .epidural = -1, .setting = -1, .level = PDL_LEVEL_NONE };
  g_autoptr (PdlCtv) unmarked = pdl_ctv_new (tables, &nothing);

  g_assert_cmphex (empty->sectors, ==, 0);
  g_assert_true (warns (empty, "NO_GTV"));
  g_assert_null (empty->refusal);
  g_assert_cmpstr (pattern->refusal->id, ==, "pattern");
  g_assert_cmphex (pattern->sectors, ==, 0);
  g_assert_null (both->refusal);
  g_assert_cmphex (both->sectors, ==, sectors ("12356"));
  g_assert_null (donut->refusal);
  g_assert_cmpstr (epidural->refusal->id, ==, "epidural");
  g_assert_null (setting->refusal);
  g_assert_true (warns (setting, "PREOPERATIVE_SECTORS"));
  g_assert_cmpstr (unmarked->refusal->id, ==, "sectors");
}

/* radiotherapy 6.5: no automatic volume for S1 to S5. */
static void
test_sacrum (void)
{
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    {
      PdlCtvInput input = { .marked = TRUE, .sectors = sectors ("4"), .pattern = -1, .epidural = 0, .setting = 0, .level = level };
      g_autoptr (PdlCtv) ctv = pdl_ctv_new (tables, &input);
      gboolean sacral = pdl_level_name (level)[0] == 'S';

      g_assert_cmpint (ctv->refusal != NULL, ==, sacral);
      if (sacral)
        {
          g_assert_cmpstr (ctv->refusal->id, ==, "sacrum");
          g_assert_nonnull (strstr (ctv->refusal->text, "Dunne 2020"));
        }
    }
}

/* radiotherapy 6.4: after an operation the rule of the preoperative extent is quoted. */
static void
test_quotes (void)
{
  g_autoptr (PdlCtv) ctv = run ("16", "limited", "none", "postop", NULL);
  g_autofree char *text = pdl_ctv_to_text (ctv);

  g_assert_nonnull (strstr (text, "whole body"));
  g_assert_nonnull (strstr (text, "Right pedicle"));
  g_assert_null (strstr (text, "Left"));
  g_assert_nonnull (strstr (ctv->setting->text, "preoperative MRI"));
  for (guint i = 0; i < ctv->rules->len; i++)
    g_assert_cmpuint (((PdlCtvRule *) g_ptr_array_index (ctv->rules, i))->basis.n_sources, >, 0);
}

static void
set (PdlChange *change, PdlCase *kase, const char *uid, PdlLevel level, const char *key, const char *text)
{
  g_autoptr (GError) error = NULL;

  pdl_change_set_text (change, kase, uid, level, key, text, &error);
  g_assert_no_error (error);
}

/* Of a recorded case: each level by its own marks, the setting from its treatments. */
static void
test_of_a_level (void)
{
  PdlDay day = pdl_day_from_ymd (2026, 3, 2);
  PdlLevel t8 = pdl_level_from_name ("T8"), t9 = pdl_level_from_name ("T9"), l3 = pdl_level_from_name ("L3");
  g_autoptr (PdlCase) kase = pdl_case_new (pdl_knowledge_get_dictionary (knowledge), "ctv");
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autofree char *visit = g_strdup (pdl_change_add_assessment (change, "visit", day));
  g_autofree char *operation = g_strdup (pdl_change_add_item (change, PDL_GROUP_TREATMENT, "surgery", NULL));
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlFacts) facts = NULL;
  g_autoptr (PdlCtv) at_t8 = NULL;
  g_autoptr (PdlCtv) at_t9 = NULL;
  g_autoptr (PdlCtv) at_l3 = NULL;

  set (change, kase, visit, t8, "sectors", "vb ped_l");
  set (change, kase, visit, t8, "vb_pattern", "limited");
  set (change, kase, visit, t8, "escc_grade", "0");
  set (change, kase, visit, t9, "lesion_type", "lytic");
  set (change, kase, visit, l3, "sectors", "sp");
  set (change, kase, visit, l3, "epidural_extent", "circumferential");
  set (change, kase, operation, PDL_LEVEL_NONE, "status", "done");
  set (change, kase, operation, PDL_LEVEL_NONE, "start", "2026-02-20");
  set (change, kase, operation, PDL_LEVEL_NONE, "levels", "T8");
  pdl_case_apply (kase, change, &error);
  g_assert_no_error (error);
  facts = pdl_facts_new (knowledge, kase, pdl_case_get_current (kase), (PdlMinute) day * 1440);

  at_t8 = pdl_ctv_new_for_level (tables, facts, t8, NULL);
  at_t9 = pdl_ctv_new_for_level (tables, facts, t9, NULL);
  at_l3 = pdl_ctv_new_for_level (tables, facts, l3, NULL);
  g_assert_null (at_t8->refusal);
  g_assert_cmphex (at_t8->sectors, ==, sectors ("123"));
  g_assert_cmpstr (at_t8->setting->id, ==, "postop");
  g_assert_cmpstr (at_t9->refusal->id, ==, "sectors");
  g_assert_cmphex (at_l3->sectors, ==, sectors ("123456"));
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  knowledge = pdl_knowledge_load (NULL, &error);
  g_assert_no_error (error);
  tables = pdl_dose_tables_get (knowledge, &error);
  g_assert_no_error (error);
  g_test_add_func ("/ctv/table", test_table);
  g_test_add_func ("/ctv/epidural", test_epidural);
  g_test_add_func ("/ctv/every-combination", test_every_combination);
  g_test_add_func ("/ctv/options", test_options);
  g_test_add_func ("/ctv/missing", test_missing);
  g_test_add_func ("/ctv/sacrum", test_sacrum);
  g_test_add_func ("/ctv/quotes", test_quotes);
  g_test_add_func ("/ctv/of-a-level", test_of_a_level);
  return g_test_run ();
}
