/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reader of [prognosis SCORE], [prognosis SCORE/BAND], [prognosis-line months] and [prognosis-external typed].
 */

#include "pdl-prognosis-private.h"

#include <math.h>
#include <string.h>

static PdlPrognosisTable *
get_table (PdlKnowledge *self)
{
  if (self->prognosis == NULL)
    {
      self->prognosis = g_new0 (PdlPrognosisTable, 1);
      self->prognosis->models = g_ptr_array_new ();
      self->prognosis->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
      self->prognosis->alive = g_array_new (FALSE, TRUE, sizeof (PdlTypedAlive));
      self->prognosis->words.months = NAN;
    }
  return self->prognosis;
}

void
pdl_prognosis_table_free (PdlPrognosisTable *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->models);
  g_ptr_array_unref (self->lists);
  g_array_unref (self->alive);
  pdl_expr_free (self->when);
  g_free (self);
}

static gboolean
read_number (const char *text, double *ret_number)
{
  char *end;

  *ret_number = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (*ret_number) && *ret_number >= 0;
}

/* "3", NaN when the key is absent. */
static gboolean
read_months (PdlIniGroup *group, const char *key, double *ret_months, GError **error)
{
  const char *text = pdl_ini_group_get (group, key);

  *ret_months = NAN;
  return text == NULL || read_number (text, ret_months) || pdl_ini_group_set_error (group, key, error, "“%s” is not a number of months", text);
}

/* "25.2..37.3", "..6", "6.."; @open: what stands for an end that is left out. */
static gboolean
read_span (PdlIniGroup *group, const char *key, double *ret_low, double *ret_high, GError **error)
{
  const char *text = pdl_ini_group_get (group, key), *dots;
  g_autofree char *low = NULL;

  *ret_low = *ret_high = NAN;
  if (text == NULL)
    return TRUE;
  dots = strstr (text, "..");
  if (dots == NULL || strlen (text) == 2)
    return pdl_ini_group_set_error (group, key, error, "“LOW..HIGH” in months is needed, one of them may be left out");
  low = g_strndup (text, dots - text);
  *ret_low = 0;
  *ret_high = INFINITY;
  if ((*low != '\0' && !read_number (low, ret_low)) || (dots[2] != '\0' && !read_number (dots + 2, ret_high)) || *ret_low > *ret_high)
    return pdl_ini_group_set_error (group, key, error, "“%s” is not a span of months", text);
  return TRUE;
}

/* "6:89; 12:77", months rising. */
static gboolean
read_alive (PdlKnowledge *self, PdlIniGroup *group, const char *key, GArray **ret_alive, GError **error)
{
  g_auto (GStrv) parts = pdl_ini_group_get_list (group, key);
  GArray *alive;

  *ret_alive = NULL;
  if (parts == NULL)
    return TRUE;
  alive = g_array_new (FALSE, TRUE, sizeof (PdlAlive));
  g_ptr_array_add (get_table (self)->lists, alive);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *colon = strchr (parts[i], ':');
      PdlAlive point;

      if (colon != NULL)
        *colon = '\0';
      if (colon == NULL || !read_number (parts[i], &point.months) || !read_number (colon + 1, &point.percent) || point.percent > 100
          || (alive->len > 0 && g_array_index (alive, PdlAlive, alive->len - 1).months >= point.months))
        return pdl_ini_group_set_error (group, key, error, "“MONTHS:PERCENT; …” with rising months is needed");
      g_array_append_val (alive, point);
    }
  *ret_alive = alive;
  return TRUE;
}

static PdlPrognosisModel *
find_model (PdlKnowledge *self, const char *id)
{
  GPtrArray *models = get_table (self)->models;

  for (guint i = 0; i < models->len; i++)
    if (g_str_equal (((PdlPrognosisModel *) g_ptr_array_index (models, i))->score->id, id))
      return g_ptr_array_index (models, i);
  return NULL;
}

static gboolean
read_band (PdlKnowledge *self, PdlIniGroup *group, const char *name, const char *slash, GError **error)
{
  g_autofree char *id = g_strndup (name, slash - name);
  PdlPrognosisModel *model = find_model (self, id);
  PdlPrognosisBand *band;

  if (model == NULL)
    return pdl_ini_group_set_error (group, NULL, error, "the group [prognosis %s] stands before its bands", id);
  band = (PdlPrognosisBand *) &model->bands[model->n_bands];
  for (guint i = 0; i < model->score->n_bands; i++)
    if (g_str_equal (model->score->bands[i].id, slash + 1))
      band->band = &model->score->bands[i];
  if (band->band == NULL)
    return pdl_ini_group_set_error (group, NULL, error, "the score %s has no band “%s”", id, slash + 1);
  for (guint i = 0; i < model->n_bands; i++)
    if (model->bands[i].band == band->band)
      return pdl_ini_group_set_error (group, NULL, error, "this band was given before");
  model->n_bands++;
  if (!read_months (group, "median", &band->median, error) || !read_span (group, "interval", &band->interval_low, &band->interval_high, error)
      || !read_span (group, "survival", &band->survival_low, &band->survival_high, error)
      || !read_alive (self, group, "alive", &band->alive, error) || !read_alive (self, group, "alive-validation", &band->alive_validation, error))
    return FALSE;
  if (isnan (band->median) && isnan (band->survival_low) && band->alive == NULL)
    return pdl_ini_group_set_error (group, NULL, error, "a band needs a median, a survival or %% alive");
  return pdl_ini_group_check_all_read (group, error);
}

static gboolean
read_year (PdlIniGroup *group, int *ret_year, GError **error)
{
  const char *text = pdl_ini_group_get (group, "year");
  guint64 year = 0;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1900, 2100, &year, NULL))
    return pdl_ini_group_set_error (group, "year", error, "“%s” is not a year", text);
  *ret_year = (int) year;
  return TRUE;
}

gboolean
pdl_knowledge_read_prognosis (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  const char *name = pdl_ini_group_get_name (group), *slash = strchr (name, '/');
  PdlPrognosisModel *model;
  const char *role = pdl_ini_group_get (group, "role");

  /* Scores and sources are known by name in the second pass. */
  if (declare)
    return TRUE;
  if (slash != NULL)
    return read_band (self, group, name, slash, error);
  if (pdl_knowledge_lookup_score (self, name) == NULL)
    return pdl_ini_group_set_error (group, NULL, error, "there is no score “%s”", name);
  if (find_model (self, name) != NULL)
    return pdl_ini_group_set_error (group, NULL, error, "this model was given before");
  if (role != NULL && !g_str_equal (role, "oncologist"))
    return pdl_ini_group_set_error (group, "role", error, "“%s” is none of the words for it", role);
  model = pdl_knowledge_own (self, g_new0 (PdlPrognosisModel, 1));
  model->score = pdl_knowledge_lookup_score (self, name);
  model->bands = pdl_knowledge_own (self, g_new0 (PdlPrognosisBand, model->score->n_bands + 1));
  model->oncologist = role != NULL;
  model->cohort = pdl_ini_group_get (group, "cohort");
  model->validated = pdl_ini_group_get (group, "validated");
  model->hidden = pdl_ini_group_get (group, "hidden");
  g_ptr_array_add (get_table (self)->models, model);
  return read_year (group, &model->year, error) && pdl_knowledge_read_basis (self, group, &model->basis, error)
         && pdl_ini_group_check_all_read (group, error);
}

gboolean
pdl_knowledge_read_prognosis_line (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  PdlPrognosisWords *words = &get_table (self)->words;

  if (declare)
    return TRUE;
  if (!read_months (group, "months", &words->months, error))
    return FALSE;
  words->text = pdl_ini_group_get (group, "text");
  words->disagree = pdl_ini_group_get (group, "disagree");
  if (isnan (words->months) || words->text == NULL || words->disagree == NULL)
    return pdl_ini_group_set_error (group, NULL, error, "months, text and disagree are needed");
  return pdl_knowledge_read_basis (self, group, &words->basis, error) && pdl_ini_group_check_all_read (group, error);
}

static gboolean
need_finding (PdlKnowledge *self, PdlIniGroup *group, const char *key, const char *id, const PdlFinding **ret_finding, GError **error)
{
  *ret_finding = id != NULL ? pdl_dictionary_lookup (self->dictionary, id) : NULL;
  return *ret_finding != NULL || pdl_ini_group_set_error (group, key, error, "the dictionary has no finding “%s”", id != NULL ? id : "");
}

gboolean
pdl_knowledge_read_prognosis_external (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  PdlPrognosisTable *table = get_table (self);
  g_auto (GStrv) parts = pdl_ini_group_get_list (group, "alive");
  PdlBasis basis;

  if (declare)
    return TRUE;
  pdl_ini_group_get (group, "label");
  if (!need_finding (self, group, "tool", pdl_ini_group_get (group, "tool"), &table->tool, error)
      || !need_finding (self, group, "date", pdl_ini_group_get (group, "date"), &table->date, error))
    return FALSE;
  table->when = pdl_expr_compile (self, group, "when", 0, NULL, error);
  if (table->when == NULL)
    return FALSE;
  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    {
      char *colon = strchr (parts[i], ':');
      PdlTypedAlive typed;

      if (colon != NULL)
        *colon = '\0';
      if (colon == NULL || !read_number (parts[i], &typed.months))
        return pdl_ini_group_set_error (group, "alive", error, "“MONTHS:FINDING; …” is needed");
      if (!need_finding (self, group, "alive", colon + 1, &typed.finding, error))
        return FALSE;
      g_array_append_val (table->alive, typed);
    }
  table->words.entry = pdl_knowledge_keep_list (self, group, "entry");
  for (guint i = 0; table->words.entry[i] != NULL; i++)
    {
      const PdlFinding *finding;

      if (!need_finding (self, group, "entry", table->words.entry[i], &finding, error))
        return FALSE;
    }
  return pdl_knowledge_read_basis (self, group, &basis, error) && pdl_ini_group_check_all_read (group, error);
}

guint
pdl_knowledge_get_n_prognosis_models (PdlKnowledge *self)
{
  return self->prognosis != NULL ? self->prognosis->models->len : 0;
}

const PdlPrognosisModel *
pdl_knowledge_get_prognosis_model (PdlKnowledge *self, guint index)
{
  return g_ptr_array_index (self->prognosis->models, index);
}

const PdlPrognosisWords *
pdl_knowledge_get_prognosis_words (PdlKnowledge *self)
{
  return &get_table (self)->words;
}
