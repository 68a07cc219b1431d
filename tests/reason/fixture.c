/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fixture.h"

#include "pdl-case-json.h"

#include <math.h>
#include <string.h>

PdlKnowledge *knowledge;
PdlReasons *reasons;
GPtrArray *samples;

static void
edit_clear (gpointer data)
{
  pdl_value_unref (((Edit *) data)->value);
}

const PdlTargetResult *
fixture_evaluate_with (PdlCase *kase, const Edit *edits, guint n_edits, PdlLevelSet levels, PdlEvaluation **ret_evaluation)
{
  g_autoptr (PdlCase) copy = pdl_case_copy (kase);
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autoptr (GError) error = NULL;
  const char *uid = pdl_assessment_get_uid (pdl_case_get_current (copy));

  for (guint i = 0; i < n_edits; i++)
    {
      pdl_change_set (change, copy, uid, edits[i].place, edits[i].finding->id, edits[i].value, &error);
      g_assert_no_error (error);
    }
  g_assert_true (pdl_case_apply (copy, change, &error));
  *ret_evaluation = pdl_evaluate (knowledge, copy, PDL_MINUTE_NONE);
  for (guint i = 0; i < (*ret_evaluation)->n_targets; i++)
    if ((*ret_evaluation)->targets[i].levels == levels)
      return &(*ret_evaluation)->targets[i];
  return NULL;
}

/* Those that hold, as bits by place. */
static guint64
modifiers_of (const PdlTargetResult *target)
{
  guint64 bits = 0;

  for (guint i = 0; i < target->n_modifiers; i++)
    for (guint m = 0; m < pdl_knowledge_get_n_modifiers (knowledge); m++)
      if (target->modifiers[i].truth == PDL_TRUTH_TRUE && pdl_knowledge_get_modifier (knowledge, m) == target->modifiers[i].modifier)
        bits |= (guint64) 1 << m;
  return bits;
}

PdlEffect
fixture_compare (const PdlTargetResult *a, const PdlTargetResult *b)
{
  if (a->decision.row != b->decision.row || a->decision.row_also != b->decision.row_also)
    return PDL_EFFECT_ROW;
  if (a->decision.urgency.within_h != b->decision.urgency.within_h || a->decision.urgency.latest_h != b->decision.urgency.latest_h)
    return PDL_EFFECT_LIMIT;
  for (guint i = 0; i < MAX (a->n_options, b->n_options); i++)
    if (i >= a->n_options || i >= b->n_options || a->options[i].option != b->options[i].option
        || a->options[i].cannot_determine != b->options[i].cannot_determine
        || (a->options[i].struck_by == NULL) != (b->options[i].struck_by == NULL))
      return PDL_EFFECT_OPTIONS;
  return modifiers_of (a) != modifiers_of (b) ? PDL_EFFECT_MODIFIERS : PDL_EFFECT_NONE;
}

void
fixture_check_reading (const PdlReading *reading, const PdlTargetResult *target)
{
  guint64 rows = 0;

  g_assert_true (reading->row == target->decision.row);
  g_assert_true (reading->row_also == target->decision.row_also);
  g_assert_cmpint (reading->urgency.within_h, ==, target->decision.urgency.within_h);
  g_assert_cmpint (reading->urgency.latest_h, ==, target->decision.urgency.latest_h);
  g_assert_cmpuint (reading->n_options, ==, target->n_options);
  for (guint i = 0; i < reading->n_options; i++)
    {
      g_assert_true (reading->options[i].option == target->options[i].option);
      g_assert_cmpstr (reading->options[i].waits_for, ==, target->options[i].waits_for);
      g_assert_cmpstr (reading->options[i].struck_by, ==, target->options[i].struck_by);
    }
  for (guint i = 0; i < target->decision.n_could_become; i++)
    rows |= (guint64) 1 << target->decision.could_become[i].row->index;
  g_assert_cmphex (reading->modifiers, ==, modifiers_of (target));
  if (reading->rows == 0)
    return;
  g_assert_cmphex (reading->rows & ~((guint64) 1 << reading->row->index), ==, rows);
  g_assert_cmpint (reading->state, ==, target->decision.state);
}

/* ---- every change --------------------------------------------------------------------------------------------------- */

static void
add_edit (GArray *edits, const PdlFinding *finding, PdlLevel place, PdlValue *value)
{
  Edit edit = { finding, place, value };

  if (pdl_finding_validate (finding, value, NULL))
    g_array_append_val (edits, edit);
  else
    pdl_value_unref (value);
}

/* Of a wide range those that stand near a limit somebody could have written, and some others. */
static void
add_numbers (GArray *edits, const PdlFinding *finding, PdlLevel place)
{
  static const double some[] = { 0,   0.5, 1,  1.37, 1.38, 2,  2.56, 2.57, 3,  3.5, 4,  4.5, 5,  5.9, 6,  7,  7.1, 8,   10,  11.9, 12,  18, 20,   23.9, 24,
                                 30,  36,  37, 38,   47,   48, 49,   50,   51, 59,  60, 61,  99, 100, 101, 119, 120, 167, 168, 169, 249, 250, 251, 365,  1999 };

  for (guint i = 0; i < G_N_ELEMENTS (some); i++)
    if (finding->type == PDL_TYPE_NUMBER)
      add_edit (edits, finding, place, pdl_value_new_number (some[i], NULL, NULL));
    else if (some[i] == floor (some[i]))
      add_edit (edits, finding, place, pdl_value_new_int ((gint64) some[i]));
}

static void
add_place (GArray *edits, PdlEvaluation *evaluation, int target, const PdlFinding *finding, PdlLevel place)
{
  const PdlValue *now = pdl_evaluation_get_value (evaluation, finding, finding->scope == PDL_SCOPE_PATIENT ? -1 : target,
                                                  finding->scope == PDL_SCOPE_LEVEL ? place : PDL_LEVEL_NONE, NULL, NULL);
  guint32 bits = pdl_value_is_known (now) && finding->type == PDL_TYPE_SET ? pdl_value_get_bits (now) : 0;

  switch (finding->type)
    {
    case PDL_TYPE_BOOL:
      add_edit (edits, finding, place, pdl_value_new_bool (FALSE));
      add_edit (edits, finding, place, pdl_value_new_bool (TRUE));
      break;
    case PDL_TYPE_ENUM:
      for (guint i = 0; i < finding->n_codes; i++)
        add_edit (edits, finding, place, pdl_value_new_enum (i, finding->codes[i].code));
      break;
    case PDL_TYPE_SET:
      add_edit (edits, finding, place, pdl_value_new_set (0));
      for (guint i = 0; i < finding->n_codes; i++)
        add_edit (edits, finding, place, pdl_value_new_set (bits ^ (guint32) 1 << i));
      break;
    case PDL_TYPE_INT:
    case PDL_TYPE_NUMBER: add_numbers (edits, finding, place); break;
    default: break;
    }
}

/* A level finding that was said once for several levels is changed there. */
static gboolean
is_said_once (PdlCase *kase, PdlLevelSet levels, const PdlFinding *finding)
{
  const PdlAssessment *visit = pdl_case_get_current (kase);

  if (pdl_level_set_count (levels) < 2 || !pdl_value_is_known (pdl_fields_get (pdl_assessment_get_fields (visit), finding->id)))
    return FALSE;
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if ((levels & PDL_LEVEL_BIT (level)) != 0 && pdl_fields_get (pdl_assessment_get_level (visit, level), finding->id) != NULL)
      return FALSE;
  return TRUE;
}

GArray *
fixture_make_edits (PdlCase *kase, PdlEvaluation *evaluation, int target)
{
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (Edit));
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (knowledge);
  PdlLevelSet levels = evaluation->targets[target].levels;

  g_array_set_clear_func (edits, edit_clear);
  for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (dictionary, i);
      PdlLevel uppermost = levels != 0 ? pdl_level_set_first (levels) : PDL_LEVEL_NONE;

      /* Which levels are involved, and with which others, is not changed. */
      if (finding->kind == PDL_KIND_DERIVED || finding->scope == PDL_SCOPE_FIELD || finding->scope == PDL_SCOPE_IDENTITY
          || g_str_equal (finding->id, "involved") || g_str_equal (finding->id, "target_link"))
        continue;
      if (finding->scope == PDL_SCOPE_PATIENT)
        add_place (edits, evaluation, target, finding, PDL_LEVEL_NONE);
      else if (finding->scope != PDL_SCOPE_LEVEL || levels == 0)
        add_place (edits, evaluation, target, finding, uppermost);
      else if (is_said_once (kase, levels, finding))
        add_place (edits, evaluation, target, finding, PDL_LEVEL_NONE);
      else
        for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
          if ((levels & PDL_LEVEL_BIT (level)) != 0)
            add_place (edits, evaluation, target, finding, level);
    }
  return edits;
}

double
fixture_number_of (const PdlValue *value)
{
  return pdl_value_get_kind (value) == PDL_VALUE_SET ? pdl_value_get_bits (value) : pdl_value_get_number (value);
}

gboolean
fixture_is_left_out (const PdlFinding *finding)
{
  const PdlReasonFinding *about = pdl_reasons_lookup (reasons, finding);

  return about != NULL && !about->is_searched;
}

/* ---- loading -------------------------------------------------------------------------------------------------------- */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
load_sample (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  g_ptr_array_add (samples, pdl_case_from_json (pdl_knowledge_get_dictionary (knowledge), text, (gssize) length, NULL, &error));
  g_assert_no_error (error);
}

void
fixture_load (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (g_getenv ("PDL_SOURCE_DIR"), "data", "samples", NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = g_dir_open (path, 0, &error);
  const char *name;

  g_assert_no_error (error);
  knowledge = pdl_knowledge_load (NULL, &error);
  g_assert_no_error (error);
  reasons = pdl_reasons_new (knowledge, &error);
  g_assert_no_error (error);
  samples = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_case_unref);
  while ((name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (names, g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    load_sample (g_ptr_array_index (names, i));
  g_assert_cmpuint (samples->len, >, 14);
}

void
fixture_free (void)
{
  g_ptr_array_unref (samples);
  pdl_reasons_unref (reasons);
  pdl_knowledge_unref (knowledge);
}
