/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The tables of dose.ini: lifetime, dispatch of the groups to their readers, and whether everything is there.
 */

#include "pdl-dose-tables-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef gboolean (*GroupReader) (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, const char *name, gboolean *ret_mine, GError **error);

static const GroupReader readers[] = {
  pdl_dose_read_limit_group, pdl_dose_read_reirradiation_group, pdl_dose_read_ctv_group, pdl_dose_read_eligibility_group, pdl_dose_read_outcome_group,
  pdl_dose_read_history_group,
};

/* What the code says by its code must have its words. */
static const char *const needed_warnings[] = {
  "PRIOR_WAS_SBRT", "MULTIPLE_PRIOR", "DEFAULT_SHARE", "SHARE_NEEDS_PLAN", "SMALL_FIRST_COURSE", "INTERVAL_DISAGREES", "LARGE_FRACTION",
  "SCORE_NOT_MEANINGFUL", "LUMBAR_ALPHA_BETA", "PMAX_ABOVE_PRESCRIPTION", "COURSE_WITHOUT_LEVELS", "COURSE_WITHOUT_DOSE", "HISTORY_OPEN",
  "RING_BY_UNION", "NO_GTV", "PREOPERATIVE_SECTORS",
};
static const char *const needed_refusals[] = { "sacrum", "pattern", "epidural", "sectors" };
static const char *const needed_responses[] = { "CR", "PR", "PP", "IR", "not_evaluable" };
static const char *const needed_flares[] = { "none", "suspected", "confirmed", "progression", "late" };
static const char *const needed_classes[] = { "controlled", "stable_unconfirmed", "equivocal", "progression", "not_evaluable" };

/* Keeps @memory as long as the tables; returns it. */
static gpointer
tables_own (PdlDoseTables *self, gpointer memory)
{
  g_ptr_array_add (self->garbage, memory);
  return memory;
}

gpointer
pdl_dose_tables_add (PdlDoseTables *self, GPtrArray *array, gsize size)
{
  gpointer element = tables_own (self, g_malloc0 (size));

  g_ptr_array_add (array, element);
  return element;
}

gboolean
pdl_dose_read_note (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, PdlDoseNote *note, GError **error)
{
  note->id = pdl_dose_read_id (group);
  note->label = pdl_ini_group_get (group, "label");
  note->text = pdl_ini_group_get (group, "text");
  if (note->label == NULL && note->text == NULL)
    return pdl_ini_group_set_error (group, "text", error, _ ("this key is needed"));
  return pdl_dose_read_basis (self->garbage, knowledge, group, &note->basis, error);
}

gboolean
pdl_dose_read_condition (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, const char *key, const PdlExpr **ret_condition, GError **error)
{
  PdlExpr *condition = pdl_expr_compile (knowledge, group, key, 0, NULL, error);

  if (condition == NULL)
    return FALSE;
  g_ptr_array_add (self->conditions, condition);
  *ret_condition = condition;
  return pdl_expr_is_condition (condition) || pdl_ini_group_set_error (group, key, error, _ ("a condition is needed"));
}

gboolean
pdl_dose_read_band (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GPtrArray *bands, GError **error)
{
  const PdlDoseBand *before = bands->len > 0 ? g_ptr_array_index (bands, bands->len - 1) : NULL;
  PdlDoseBand *band = pdl_dose_tables_add (self, bands, sizeof *band);

  band->id = pdl_dose_read_id (group);
  band->text = pdl_ini_group_get (group, "text");
  if (!pdl_dose_read_text (group, "label", &band->label, error)
      || !pdl_dose_read_number_or (group, "at-most", 0, 1000, G_MAXDOUBLE, &band->at_most, error))
    return FALSE;
  if (before != NULL && band->at_most <= before->at_most)
    return pdl_ini_group_set_error (group, "at-most", error, _ ("the bands stand from the lowest to the highest"));
  return pdl_dose_read_basis (self->garbage, knowledge, group, &band->basis, error);
}

gboolean
pdl_dose_read_alpha_beta_ref (PdlDoseTables *self, PdlIniGroup *group, const char *key, double *ret_value, GError **error)
{
  const char *id;
  const PdlAlphaBeta *tissue;

  if (!pdl_dose_read_text (group, key, &id, error))
    return FALSE;
  tissue = pdl_dose_tables_find_alpha_beta (self, id);
  if (tissue == NULL || !(tissue->value > 0))
    return pdl_ini_group_set_error (group, key, error, _ ("no tissue “%s” with an α/β value stands before"), id);
  *ret_value = tissue->value;
  return TRUE;
}

static gboolean
read_group (PdlDoseTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  const char *slash = strchr (pdl_ini_group_get_name (group), '/');
  g_autofree char *name = slash != NULL ? g_strndup (pdl_ini_group_get_name (group), slash - pdl_ini_group_get_name (group)) : NULL;

  if (name == NULL || slash[1] == '\0')
    return pdl_ini_group_set_error (group, NULL, error, _ ("a group of this kind is named WHAT/WHICH"));
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      gboolean mine = TRUE;

      if (!readers[i] (self, knowledge, group, name, &mine, error))
        return FALSE;
      if (mine)
        return pdl_ini_group_check_all_read (group, error);
    }
  return pdl_ini_group_set_error (group, NULL, error, _ ("nobody reads groups of this kind"));
}

static gboolean
miss (PdlIni *ini, const char *what, GError **error)
{
  g_set_error (error, PDL_KNOWLEDGE_ERROR, PDL_KNOWLEDGE_ERROR_MISSING, _ ("%s: [dose %s] is missing"), pdl_ini_get_name (ini), what);
  return FALSE;
}

static gboolean
check_notes (PdlIni *ini, GPtrArray *notes, const char *what, const char *const *needed, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    if (pdl_dose_note_find (notes, needed[i]) == NULL)
      {
        g_autofree char *name = g_strdup_printf ("%s/%s", what, needed[i]);

        return miss (ini, name, error);
      }
  return TRUE;
}

static gboolean
check_complete (PdlDoseTables *self, PdlIni *ini, GError **error)
{
  const struct
  {
    gconstpointer there;
    const char *what;
  } singles[] = {
    { self->arithmetic.label, "settings/arithmetic" }, { self->risk_curve.label, "settings/risk-curve" },
    { self->reirradiation.label, "settings/reirradiation" }, { self->retreatment.label, "settings/retreatment" },
    { self->step_rule.label, "settings/step-rule" },
    { self->ctv.label, "settings/ctv" }, { self->eligibility.label, "settings/eligibility" },
    { self->compression.label, "settings/compression" }, { self->fracture.label, "settings/fracture" }, { self->response.label, "settings/response" },
    { self->flare.label, "settings/flare" }, { self->local_response.label, "settings/local-response" },
    { self->history.record, "settings/history" }, { self->opioid_table.label, "opioid-table" },
    { pdl_dose_tables_get_default_limit (self), "cord-limit (default)" },
    { self->menu_alpha_beta > 0 ? self : NULL, "settings/menu" },
  };
  const struct
  {
    GPtrArray *array;
    const char *what;
  } lists[] = {
    { self->rules, "rule" }, { self->scores, "score" }, { self->score_groups, "score-group" }, { self->ctv_rules, "ctv-rule" },
    { self->criteria, "criterion" }, { self->compressions, "compression" }, { self->fracture_factors, "fracture-factor" }, { self->fracture_classes, "fracture-class" }, { self->opioids, "opioid" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (singles); i++)
    if (singles[i].there == NULL)
      return miss (ini, singles[i].what, error);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (lists[i].array->len == 0)
      return miss (ini, lists[i].what, error);
  /* A value above every limit must land somewhere. */
  if (((PdlDoseBand *) g_ptr_array_index (self->score_groups, self->score_groups->len - 1))->at_most < G_MAXDOUBLE)
    return miss (ini, "score-group (the last, without at-most)", error);
  if (((PdlDoseBand *) g_ptr_array_index (self->fracture_classes, self->fracture_classes->len - 1))->at_most < G_MAXDOUBLE)
    return miss (ini, "fracture-class (the last, without at-most)", error);
  return check_notes (ini, self->warnings, "warning", needed_warnings, G_N_ELEMENTS (needed_warnings), error)
         && check_notes (ini, self->refusals, "refusal", needed_refusals, G_N_ELEMENTS (needed_refusals), error)
         && check_notes (ini, self->responses, "response", needed_responses, G_N_ELEMENTS (needed_responses), error)
         && check_notes (ini, self->flares, "flare", needed_flares, G_N_ELEMENTS (needed_flares), error)
         && check_notes (ini, self->local_classes, "local-class", needed_classes, G_N_ELEMENTS (needed_classes), error);
}

/* The lists, for making and freeing them alike. */
static void
get_lists (PdlDoseTables *self, GPtrArray **lists[], guint *ret_n)
{
  GPtrArray **all[] = {
    &self->alpha_betas, &self->regimens, &self->tolerances, &self->cord_limits, &self->organ_limits, &self->rules, &self->retreatments,
    &self->scores, &self->score_groups, &self->ctv_rules, &self->ctv_settings, &self->criteria, &self->compressions, &self->fracture_factors, &self->fracture_classes,
    &self->responses, &self->flares, &self->opioids, &self->local_classes, &self->warnings, &self->refusals,
  };

  memcpy (lists, all, sizeof all);
  *ret_n = G_N_ELEMENTS (all);
}

PdlDoseTables *
pdl_dose_tables_new (PdlKnowledge *knowledge, PdlIni *ini, GError **error)
{
  g_autoptr (PdlDoseTables) self = g_new0 (PdlDoseTables, 1);
  GPtrArray **lists[32];
  guint n;

  self->garbage = g_ptr_array_new_with_free_func (g_free);
  self->conditions = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_expr_free);
  get_lists (self, lists, &n);
  for (guint i = 0; i < n; i++)
    *lists[i] = g_ptr_array_new ();
  self->step_rule.recovery = g_array_new (FALSE, FALSE, sizeof (PdlDosePoints));
  self->ctv.ring_needs = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < pdl_ini_get_n_groups (ini); i++)
    {
      PdlIniGroup *group = pdl_ini_get_group (ini, i);

      if (g_str_equal (pdl_ini_group_get_kind (group), "dose") && !read_group (self, knowledge, group, error))
        return NULL;
    }
  return check_complete (self, ini, error) ? g_steal_pointer (&self) : NULL;
}

void
pdl_dose_tables_free (PdlDoseTables *self)
{
  GPtrArray **lists[32];
  guint n;

  for (guint i = 0; i < self->scores->len; i++)
    g_clear_pointer (&((PdlMyelopathyScore *) g_ptr_array_index (self->scores, i))->cumulative, g_array_unref);
  for (guint i = 0; i < self->opioids->len; i++)
    g_strfreev (((PdlOpioid *) g_ptr_array_index (self->opioids, i))->aliases);
  get_lists (self, lists, &n);
  for (guint i = 0; i < n; i++)
    g_ptr_array_unref (*lists[i]);
  g_array_unref (self->ctv.ring_needs);
  g_array_unref (self->step_rule.recovery);
  g_ptr_array_unref (self->conditions);
  g_ptr_array_unref (self->garbage);
  g_free (self);
}

const PdlDoseTables *
pdl_dose_tables_get (PdlKnowledge *knowledge, GError **error)
{
  return pdl_knowledge_get_made (knowledge, "dose.ini", (PdlKnowledgeMake) pdl_dose_tables_new, (GDestroyNotify) pdl_dose_tables_free, error);
}

/* ---- lookups ----------------------------------------------------------------------------------------------------- */

const PdlDoseNote *
pdl_dose_note_find (GPtrArray *notes, const char *id)
{
  for (guint i = 0; i < notes->len; i++)
    if (g_str_equal (((PdlDoseNote *) g_ptr_array_index (notes, i))->id, id))
      return g_ptr_array_index (notes, i);
  return NULL;
}

const PdlDoseNote *
pdl_dose_tables_find_warning (const PdlDoseTables *self, const char *id)
{
  return pdl_dose_note_find (self->warnings, id);
}

const PdlDoseNote *
pdl_dose_tables_find_refusal (const PdlDoseTables *self, const char *id)
{
  return pdl_dose_note_find (self->refusals, id);
}

const PdlAlphaBeta *
pdl_dose_tables_find_alpha_beta (const PdlDoseTables *self, const char *id)
{
  for (guint i = 0; i < self->alpha_betas->len; i++)
    if (g_str_equal (((PdlAlphaBeta *) g_ptr_array_index (self->alpha_betas, i))->id, id))
      return g_ptr_array_index (self->alpha_betas, i);
  return NULL;
}

const PdlMyelopathyScore *
pdl_dose_tables_find_score (const PdlDoseTables *self, const char *id)
{
  for (guint i = 0; i < self->scores->len; i++)
    if (g_str_equal (((PdlMyelopathyScore *) g_ptr_array_index (self->scores, i))->id, id))
      return g_ptr_array_index (self->scores, i);
  return NULL;
}

const PdlCordLimit *
pdl_dose_tables_get_default_limit (const PdlDoseTables *self)
{
  for (guint i = 0; i < self->cord_limits->len; i++)
    if (((PdlCordLimit *) g_ptr_array_index (self->cord_limits, i))->is_default)
      return g_ptr_array_index (self->cord_limits, i);
  return NULL;
}

const PdlOpioid *
pdl_dose_tables_find_opioid (const PdlDoseTables *self, const char *name)
{
  g_autofree char *wanted = g_strdelimit (g_strstrip (g_ascii_strdown (name, -1)), " -", '_');

  for (guint i = 0; i < self->opioids->len; i++)
    {
      const PdlOpioid *opioid = g_ptr_array_index (self->opioids, i);

      if (g_str_equal (opioid->id, wanted)
          || (opioid->aliases != NULL && g_strv_contains ((const char *const *) opioid->aliases, wanted)))
        return opioid;
    }
  return NULL;
}

int
pdl_dose_find_target (PdlFacts *facts, PdlLevelSet levels)
{
  for (guint i = 0; i < pdl_facts_get_n_targets (facts); i++)
    if ((pdl_facts_get_target_levels (facts, i) & levels) != 0)
      return (int) i;
  return -1;
}
