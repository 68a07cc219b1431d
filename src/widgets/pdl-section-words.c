/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentence of a closed section. Reads the session, owns nothing. Main thread. */
#include "pdl-section-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pdl-spine-state.h"

/* Sections that list dated records beside their findings. */
static const struct
{
  const char *section;
  PdlGroup group;
} groups[] = {
  { "earlier", PDL_GROUP_TREATMENT },
  { "imaging", PDL_GROUP_IMAGING },
  { "plan", PDL_GROUP_TREATMENT },
  { "follow", PDL_GROUP_EVENT },
};

gboolean
pdl_section_get_group (const PdlSection *section, PdlGroup *ret_group)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_equal (groups[i].section, section->id))
      {
        *ret_group = groups[i].group;
        return TRUE;
      }
  return FALSE;
}

static void
append_value (GString *text, const PdlFinding *finding, const PdlValue *value)
{
  g_autofree char *label = g_markup_escape_text (pdl_dictionary_translate (finding->label), -1);
  g_autofree char *described = NULL;
  g_autofree char *escaped = NULL;

  switch (pdl_value_get_kind (value))
    {
    case PDL_VALUE_UNKNOWN:
      g_string_append_printf (text, _("%s unknown"), label);
      return;
    case PDL_VALUE_NOT_APPLICABLE:
      g_string_append_printf (text, _("%s not applicable"), label);
      return;
    case PDL_VALUE_BOOL:
      if (pdl_value_get_bool (value))
        g_string_append_printf (text, "<b>%s</b>", label);
      else
        g_string_append_printf (text, _("%s: no"), label);
      return;
    default:
      break;
    }
  described = pdl_finding_describe (finding, value);
  escaped = g_markup_escape_text (described, -1);
  g_string_append_printf (text, "%s <b>%s</b>", label, escaped);
}

/* Target and plan findings stand with the visit, or under a level of their target: (nullable) */
static const PdlValue *
get_target_value (const PdlAssessment *assessment, const char *id)
{
  const PdlValue *value = pdl_fields_get (pdl_assessment_get_fields (assessment), id);

  for (PdlLevel level = 0; level < PDL_N_LEVELS && value == NULL; level++)
    value = pdl_fields_get (pdl_assessment_get_level (assessment, level), id);
  return value;
}

static void
append_fields (GString *text, const PdlFields *fields, const PdlAssessment *assessment, const PdlSection *section, PdlDictionary *dictionary,
               PdlScope scope)
{
  for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (dictionary, i);
      const PdlValue *value;

      if (finding->scope != scope || g_strcmp0 (finding->section, section->id) != 0)
        continue;
      if (scope == PDL_SCOPE_TARGET || scope == PDL_SCOPE_PLAN)
        value = get_target_value (assessment, finding->id);
      else
        value = pdl_fields_get (fields, finding->id);
      if (value == NULL)
        continue;
      if (text->len > 0)
        g_string_append (text, ". ");
      append_value (text, finding, value);
    }
}

static void
append_levels (GString *text, PdlSession *session, const PdlAssessment *assessment)
{
  PdlLevelSet levels = pdl_assessment_get_recorded_levels (assessment);

  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    {
      g_autofree char *described = NULL;
      g_autofree char *escaped = NULL;
      const char *name = pdl_level_name (level);

      if ((levels & PDL_LEVEL_BIT (level)) == 0 || !pdl_spine_level_has_findings (session, level))
        continue;
      described = pdl_spine_state_describe (session, level);
      escaped = g_markup_escape_text (described + strlen (name), -1);
      g_string_append_printf (text, "%s<b>%s</b>%s", text->len > 0 ? ". " : "", name, escaped);
    }
}

static gboolean
section_has_scope (PdlDictionary *dictionary, const PdlSection *section, PdlScope scope)
{
  for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (dictionary, i);

      if (finding->scope == scope && g_strcmp0 (finding->section, section->id) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
append_items (GString *text, PdlCase *kase, PdlGroup group)
{
  for (guint i = 0; i < pdl_case_get_n_items (kase, group); i++)
    {
      g_autofree char *described = pdl_item_describe (pdl_case_get_item (kase, group, i));
      g_autofree char *escaped = g_markup_escape_text (described, -1);

      g_string_append_printf (text, "%s%s", text->len > 0 ? ". " : "", escaped);
    }
}

char *
pdl_section_describe (PdlSession *session, const PdlSection *section)
{
  PdlCase *kase = pdl_session_get_case (session);
  const PdlAssessment *assessment = pdl_session_get_assessment (session);
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (pdl_session_get_knowledge (session));
  GString *text = g_string_new (NULL);
  PdlGroup group;

  if (kase != NULL)
    {
      append_fields (text, pdl_case_get_identity (kase), NULL, section, dictionary, PDL_SCOPE_IDENTITY);
      if (assessment != NULL)
        {
          if (section_has_scope (dictionary, section, PDL_SCOPE_LEVEL))
            append_levels (text, session, assessment);
          append_fields (text, pdl_assessment_get_fields (assessment), assessment, section, dictionary, PDL_SCOPE_PATIENT);
          append_fields (text, pdl_assessment_get_fields (assessment), assessment, section, dictionary, PDL_SCOPE_TARGET);
          append_fields (text, pdl_assessment_get_fields (assessment), assessment, section, dictionary, PDL_SCOPE_PLAN);
        }
      if (pdl_section_get_group (section, &group) && !g_str_equal (section->id, "plan"))
        append_items (text, kase, group);
    }
  if (text->len == 0)
    {
      g_string_free (text, TRUE);
      return NULL;
    }
  g_string_append_c (text, '.');
  return g_string_free (text, FALSE);
}

char **
pdl_session_list_open (PdlSession *session)
{
  PdlEvaluation *evaluation = pdl_session_get_evaluation (session);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  int first = pdl_session_get_target (session);

  if (evaluation != NULL)
    for (int pass = 0; pass < 2; pass++)
      for (guint t = 0; t < evaluation->n_targets; t++)
        {
          const PdlDecisionResult *decision = &evaluation->targets[t].decision;

          if ((pass == 0) != ((int) t == first))
            continue; /* the target in hand first */
          for (guint i = 0; i < decision->n_missing; i++)
            for (guint j = 0; decision->missing[i].ask != NULL && decision->missing[i].ask[j] != NULL; j++)
              if (!g_ptr_array_find_with_equal_func (ids, decision->missing[i].ask[j], g_str_equal, NULL))
                g_ptr_array_add (ids, g_strdup (decision->missing[i].ask[j]));
        }
  g_ptr_array_add (ids, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&ids), FALSE);
}

char *
pdl_section_describe_open (PdlSession *session, const PdlSection *section, const char *const *open)
{
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (pdl_session_get_knowledge (session));
  GString *text = g_string_new (NULL);

  for (guint i = 0; open != NULL && open[i] != NULL; i++)
    {
      const PdlFinding *finding = pdl_dictionary_lookup (dictionary, open[i]);

      if (finding == NULL || g_strcmp0 (finding->section, section->id) != 0)
        continue;
      if (text->len > 0)
        g_string_append (text, ", ");
      g_string_append (text, pdl_dictionary_translate (finding->label));
    }
  if (text->len == 0)
    {
      g_string_free (text, TRUE);
      return NULL;
    }
  return g_string_free (text, FALSE);
}

char *
pdl_item_describe (const PdlItem *item)
{
  const PdlFields *fields = pdl_item_get_fields (item);
  const PdlRecordKind *kind = pdl_item_get_kind (item);
  GString *text = g_string_new (pdl_dictionary_translate (kind->label));
  guint shown = 0;

  for (guint i = 0; i < kind->n_fields && shown < 8; i++)
    {
      const PdlFinding *field = kind->fields[i];
      const PdlValue *value = pdl_fields_get (fields, field->id);
      g_autofree char *described = NULL;

      if (value == NULL || !pdl_value_is_known (value) || field->type == PDL_TYPE_LIST)
        continue;
      if (field->type == PDL_TYPE_BOOL)
        {
          if (!pdl_value_get_bool (value))
            continue;
          described = g_strdup (pdl_dictionary_translate (field->label));
        }
      else
        described = pdl_finding_describe (field, value);
      /* A count says of what. */
      if (field->type == PDL_TYPE_INT && field->unit == NULL)
        g_string_append_printf (text, ", %s %s", pdl_dictionary_translate (field->label), described);
      else
        g_string_append_printf (text, ", %s", described);
      shown++;
    }
  return g_string_free (text, FALSE);
}
