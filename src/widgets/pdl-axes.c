/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Which findings stand on which axis of the pane. Words and values come from the dictionary.
 */

#include "pdl-axes.h"

#include <glib/gi18n-lib.h>

#include "pdl-pane-parts.h"

static const struct
{
  const char *title;
  const char *head[3];  /* findings joined by a comma; a trailing score id is written with its number */
  const char *under[3];
  const char *score;
} axes_table[PDL_N_AXES] = {
  { N_ ("Neurology"), { "escc_grade", "neuro_status" }, { "ambulation", "neuro_trend" }, NULL },
  { N_ ("Oncology"), { "primary_site", "radiosensitivity" }, { "histology_confirmed" }, NULL },
  { N_ ("Stability"), { "sins_band" }, { "sins_collapse" }, "sins" },
  { N_ ("Systemic"), { "survival_band", "ecog" }, { "visceral_sites", "surgical_fitness" }, NULL },
  { N_ ("Wishes"), { "goal_of_care" }, { "preferences_recorded" }, NULL },
};

/* "ESCC 2", "yes": a value whose code needs the name of what it is of. */
static char *
describe (PdlEvaluation *evaluation, int target, const char *id, gboolean *ret_known)
{
  const PdlFinding *finding = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (evaluation->knowledge), id);
  const PdlValue *value;
  g_autofree char *words = NULL;

  if (finding == NULL)
    return NULL;
  value = pdl_evaluation_get_value (evaluation, finding, target, PDL_LEVEL_NONE, NULL, NULL);
  if (!pdl_value_is_known (value))
    return NULL;
  *ret_known = TRUE;
  words = pdl_finding_tell (finding, value);
  if (g_str_equal (id, "escc_grade"))
    return g_strdup_printf ("ESCC %s", words);
  if (g_str_equal (id, "ecog"))
    return g_strdup_printf ("%s: %s", pdl_dictionary_translate (finding->label), words);
  return g_steal_pointer (&words);
}

static char *
join (PdlEvaluation *evaluation, int target, const char *const *ids, gboolean *ret_known)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 3 && ids[i] != NULL; i++)
    {
      g_autofree char *words = describe (evaluation, target, ids[i], ret_known);

      if (words != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", words);
    }
  return g_string_free (text, FALSE);
}

static void
add_score (PdlEvaluation *evaluation, int target, const char *id, PdlAxis *axis)
{
  const PdlTargetResult *result;

  if (target < 0 || target >= (int) evaluation->n_targets)
    return;
  result = &evaluation->targets[target];
  for (guint i = 0; i < result->n_scores; i++)
    if (g_str_equal (result->scores[i].score->id, id))
      {
        g_autofree char *number = pdl_words_score (&result->scores[i]);
        g_autofree char *old = axis->headline;

        axis->headline = *old != '\0' ? g_strdup_printf ("%s, SINS %s", old, number) : g_strdup_printf ("SINS %s", number);
        axis->known = axis->known || result->scores[i].state == PDL_SCORE_COMPLETE || result->scores[i].state == PDL_SCORE_PARTIAL;
      }
}

void
pdl_axes_read (PdlEvaluation *evaluation, int target, PdlAxis axes[PDL_N_AXES])
{
  for (guint i = 0; i < PDL_N_AXES; i++)
    {
      gboolean ignored;

      axes[i].title = _ (axes_table[i].title);
      axes[i].known = FALSE;
      axes[i].finding = axes_table[i].head[0];
      axes[i].headline = join (evaluation, target, axes_table[i].head, &axes[i].known);
      axes[i].under = join (evaluation, target, axes_table[i].under, &ignored);
      if (axes_table[i].score != NULL)
        add_score (evaluation, target, axes_table[i].score, &axes[i]);
      if (!axes[i].known)
        {
          g_free (axes[i].headline);
          axes[i].headline = g_strdup ("?");
        }
    }
}

void
pdl_axes_clear (PdlAxis axes[PDL_N_AXES])
{
  for (guint i = 0; i < PDL_N_AXES; i++)
    {
      g_free (axes[i].headline);
      g_free (axes[i].under);
    }
}
