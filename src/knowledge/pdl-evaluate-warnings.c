/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What stands in a record and is not read: entries nobody declared, values that follow from others, and what is said of a target
 * twice or at a level that is part of none.
 */

#include "pdl-evaluate-private.h"

#include <glib/gi18n-lib.h>

static void
add_warning (GArray *warnings, const char *place, const char *id, const char *text)
{
  PdlWarning warning = { g_strdup_printf ("%s.%s", place, id), g_strdup (text) };

  g_array_append_val (warnings, warning);
}

/* What was read from a file but has no place in the record: ids nobody declared, and values of derived findings. */
static void
check_fields (PdlFullEvaluation *self, const PdlFields *fields, const char *place, GArray *warnings)
{
  for (guint i = 0; i < pdl_fields_get_n_extra (fields); i++)
    {
      const char *id = pdl_fields_get_extra_id (fields, i);
      const PdlFinding *finding = pdl_dictionary_lookup (self->public.knowledge->dictionary, id);

      add_warning (warnings, place, id,
                   finding != NULL && finding->kind == PDL_KIND_DERIVED
                       ? _("This follows from other findings; the value given is kept and not read.")
                       : _("This version does not know this entry; it is kept and not read."));
    }
}

/* Of two different values for one target, the upper level's is read (pdl-facts.c): the other one is never lost in silence. */
static void
check_target (PdlFacts *facts, const PdlAssessment *assessment, PdlLevelSet levels, const PdlFinding *finding, GArray *warnings)
{
  const PdlValue *read = NULL;
  PdlLevel reader = PDL_LEVEL_NONE;

  for (; levels != 0; levels &= levels - 1)
    {
      PdlLevel level = (PdlLevel) __builtin_ctz (levels);
      const PdlValue *value = pdl_facts_find_value (facts, pdl_assessment_get_level (assessment, level), finding);

      if (value == NULL)
        continue;
      if (read == NULL)
        {
          read = value;
          reader = level;
        }
      else if (!pdl_value_equal (read, value))
        {
          g_autofree char *place = g_strconcat ("levels.", pdl_level_name (level), NULL);
          g_autofree char *said = pdl_finding_describe (finding, read), *other = pdl_finding_describe (finding, value);
          g_autofree char *text = g_strdup_printf (_ ("%s: the same target says \"%s\" at %s, which is read; \"%s\" at %s is kept and not read."),
                                                   pdl_dictionary_translate (finding->label), said, pdl_level_name (reader), other, pdl_level_name (level));

          add_warning (warnings, place, finding->id, text);
        }
    }
}

/* A level that is part of no target: what is said there of a target reaches none. */
static void
check_stray (PdlFacts *facts, const PdlAssessment *assessment, PdlLevelSet levels, const PdlFinding *finding, GArray *warnings)
{
  for (; levels != 0; levels &= levels - 1)
    {
      PdlLevel level = (PdlLevel) __builtin_ctz (levels);

      if (pdl_facts_find_value (facts, pdl_assessment_get_level (assessment, level), finding) != NULL)
        {
          g_autofree char *place = g_strconcat ("levels.", pdl_level_name (level), NULL);
          g_autofree char *text = g_strdup_printf (_ ("%s: %s is in no target; the value there is kept and not read."),
                                                   pdl_dictionary_translate (finding->label), pdl_level_name (level));

          add_warning (warnings, place, finding->id, text);
        }
    }
}

/* Whether anything that is said of a target stands under a level. */
static gboolean
speaks_of_targets (PdlFullEvaluation *self, const PdlAssessment *assessment, PdlLevelSet recorded)
{
  for (; recorded != 0; recorded &= recorded - 1)
    {
      const PdlFields *fields = pdl_assessment_get_level (assessment, (PdlLevel) __builtin_ctz (recorded));

      for (guint i = 0; i < pdl_fields_get_size (fields); i++)
        if (self->facts->foreign || pdl_fields_get_declared (fields, i)->scope >= PDL_SCOPE_TARGET)
          return TRUE;
    }
  return FALSE;
}

static void
check_targets (PdlFullEvaluation *self, const PdlAssessment *assessment, PdlLevelSet recorded, GArray *warnings)
{
  PdlDictionary *dictionary = self->public.knowledge->dictionary;
  PdlLevelSet stray = recorded;

  for (guint target = 0; target < pdl_facts_get_n_targets (self->facts); target++)
    stray &= ~pdl_facts_get_target_levels (self->facts, target);
  for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (dictionary, i);

      if (finding->scope != PDL_SCOPE_TARGET && finding->scope != PDL_SCOPE_PLAN)
        continue;
      for (guint target = 0; target < pdl_facts_get_n_targets (self->facts); target++)
        check_target (self->facts, assessment, recorded & pdl_facts_get_target_levels (self->facts, target), finding, warnings);
      check_stray (self->facts, assessment, stray, finding, warnings);
    }
}

void
pdl_evaluation_check_record (PdlFullEvaluation *self)
{
  g_autoptr (GArray) warnings = g_array_new (FALSE, TRUE, sizeof (PdlWarning));
  const PdlAssessment *assessment = pdl_facts_get_assessment (self->facts);
  PdlLevelSet levels = assessment != NULL ? pdl_assessment_get_recorded_levels (assessment) : 0;

  check_fields (self, pdl_case_get_identity (self->kase), "patient", warnings);
  if (assessment != NULL)
    check_fields (self, pdl_assessment_get_fields (assessment), "findings", warnings);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if ((levels & PDL_LEVEL_BIT (level)) != 0)
      {
        const PdlFields *fields = pdl_assessment_get_level (assessment, level);
        g_autofree char *place = pdl_fields_get_n_extra (fields) > 0 ? g_strconcat ("levels.", pdl_level_name (level), NULL) : NULL;

        check_fields (self, fields, place, warnings);
      }
  if (assessment != NULL && speaks_of_targets (self, assessment, levels))
    check_targets (self, assessment, levels, warnings);
  for (guint group = 0; group < PDL_N_GROUPS; group++)
    for (guint i = 0; i < pdl_case_get_n_items (self->kase, (PdlGroup) group); i++)
      {
        const PdlItem *item = pdl_case_get_item (self->kase, (PdlGroup) group, i);
        const PdlFields *fields = pdl_item_get_fields (item);
        g_autofree char *place = pdl_fields_get_n_extra (fields) > 0 ? g_strdup_printf ("%s[%u]", pdl_group_key ((PdlGroup) group), i) : NULL;

        check_fields (self, fields, place, warnings);
      }
  self->public.n_warnings = warnings->len;
  self->public.warnings = (PdlWarning *) (gpointer) g_array_free (g_steal_pointer (&warnings), FALSE);
}
