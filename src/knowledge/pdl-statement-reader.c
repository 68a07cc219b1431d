/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reads what is said about a case: statements with their arguments, alerts, the emergency strip and its lines. Names
 * first, conditions in the second pass. What is made here belongs to the knowledge set; texts point into its files.
 */

#include "pdl-evaluate-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
pdl_statement_rule_free (gpointer data)
{
  PdlStatementRule *rule = data;

  g_clear_pointer (&rule->when, pdl_expr_free);
  g_clear_pointer (&rule->supports, g_ptr_array_unref);
  g_clear_pointer (&rule->opposes, g_ptr_array_unref);
  g_clear_pointer (&rule->urgency, pdl_urgency_rule_free);
  g_free (rule);
}

void
pdl_alert_rule_free (gpointer data)
{
  PdlAlertRule *rule = data;

  g_clear_pointer (&rule->when, pdl_expr_free);
  g_clear_pointer (&rule->options, g_ptr_array_unref);
  g_clear_pointer (&rule->urgency, pdl_urgency_rule_free);
  g_free (rule);
}

static const char *
need (PdlIniGroup *group, const char *key, GError **error)
{
  const char *text = pdl_ini_group_get (group, key);

  if (text == NULL || *text == '\0')
    {
      pdl_ini_group_set_error (group, key, error, _("this key is needed"));
      return NULL;
    }
  return text;
}

static gboolean
read_flag (PdlIniGroup *group, const char *key, gboolean *ret_flag, GError **error)
{
  const char *text = pdl_ini_group_get (group, key);

  *ret_flag = g_strcmp0 (text, "true") == 0;
  if (text != NULL && !*ret_flag && strcmp (text, "false") != 0)
    return pdl_ini_group_set_error (group, key, error, _("“true” or “false” is needed"));
  return TRUE;
}

/* ---- statements --------------------------------------------------------------------------------------------------- */

static gboolean
declare_statement (PdlKnowledge *self, PdlIniGroup *group, GError **error)
{
  PdlStatementRule *rule = g_new0 (PdlStatementRule, 1);
  PdlStatement *statement = &rule->statement;

  statement->id = pdl_ini_group_get_name (group);
  statement->index = self->statements->len;
  g_ptr_array_add (self->statements, rule);
  statement->domain = need (group, "domain", error);
  statement->text = statement->domain != NULL ? need (group, "text", error) : NULL;
  statement->text_short = statement->text != NULL ? need (group, "short", error) : NULL;
  if (statement->text_short == NULL)
    return FALSE;
  statement->text_against = pdl_ini_group_get (group, "short-against");
  statement->strength = pdl_ini_group_get (group, "strength");
  statement->exclusions = pdl_ini_group_get (group, "exclusions");
  statement->missing = pdl_ini_group_get (group, "missing");
  return read_flag (group, "figure", &statement->figure, error);
}

gboolean
pdl_knowledge_read_statement (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  PdlStatementRule *rule;

  if (declare)
    return declare_statement (self, group, error);
  rule = (PdlStatementRule *) pdl_knowledge_lookup_statement (self, pdl_ini_group_get_name (group));
  if (!pdl_knowledge_read_basis (self, group, &rule->statement.basis, error))
    return FALSE;
  rule->when = pdl_expr_compile (self, group, "when", 0, NULL, error);
  if (rule->when == NULL)
    return FALSE;
  rule->statement.condition = pdl_expr_get_text (rule->when);
  rule->statement.per_target = pdl_expr_is_per_target (rule->when);
  return pdl_knowledge_read_options (self, group, "supports", &rule->supports, error)
         && pdl_knowledge_read_options (self, group, "opposes", &rule->opposes, error)
         && pdl_knowledge_read_urgency (self, group, "urgency", "urgency-text", &rule->urgency, error)
         && pdl_ini_group_check_all_read (group, error);
}

/* ---- alerts ------------------------------------------------------------------------------------------------------- */

static gboolean
declare_alert (PdlKnowledge *self, PdlIniGroup *group, GError **error)
{
  static const char *const severities[] = { "critical", "warning", "info", "display", NULL };
  PdlAlertRule *rule = g_new0 (PdlAlertRule, 1);
  const char *severity;
  guint place = 0;

  rule->alert.id = pdl_ini_group_get_name (group);
  rule->alert.index = self->alerts->len;
  g_ptr_array_add (self->alerts, rule);
  rule->alert.text = need (group, "text", error);
  rule->alert.text_short = rule->alert.text != NULL ? need (group, "short", error) : NULL;
  severity = rule->alert.text_short != NULL ? need (group, "severity", error) : NULL;
  if (severity == NULL)
    return FALSE;
  while (severities[place] != NULL && strcmp (severities[place], severity) != 0)
    place++;
  if (severities[place] == NULL)
    return pdl_ini_group_set_error (group, "severity", error, _("“critical”, “warning”, “info” or “display” is needed"));
  rule->alert.severity = (PdlSeverity) place;
  return TRUE;
}

gboolean
pdl_knowledge_read_alert (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  PdlAlertRule *rule;

  if (declare)
    return declare_alert (self, group, error);
  rule = (PdlAlertRule *) pdl_knowledge_lookup_alert (self, pdl_ini_group_get_name (group));
  if (!pdl_knowledge_read_basis (self, group, &rule->alert.basis, error))
    return FALSE;
  rule->when = pdl_expr_compile (self, group, "when", 0, NULL, error);
  if (rule->when == NULL)
    return FALSE;
  rule->alert.condition = pdl_expr_get_text (rule->when);
  rule->alert.per_target = pdl_expr_is_per_target (rule->when);
  rule->alert.links = pdl_knowledge_keep_list (self, group, "link");
  for (guint i = 0; rule->alert.links != NULL && rule->alert.links[i] != NULL; i++)
    if (pdl_knowledge_lookup_statement (self, rule->alert.links[i]) == NULL)
      return pdl_ini_group_set_error (group, "link", error, _("there is no statement “%s”"), rule->alert.links[i]);
  return pdl_knowledge_read_options (self, group, "options", &rule->options, error)
         && pdl_knowledge_read_urgency (self, group, "urgency", "urgency-text", &rule->urgency, error)
         && pdl_ini_group_check_all_read (group, error);
}

/* ---- emergency ---------------------------------------------------------------------------------------------------- */

gboolean
pdl_knowledge_read_emergency (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  PdlBasis basis;

  if (declare)
    return TRUE;
  if (self->red != NULL)
    return pdl_ini_group_set_error (group, NULL, error, _("a knowledge set has one emergency strip"));
  if (!pdl_knowledge_read_basis (self, group, &basis, error))
    return FALSE;
  self->red = pdl_expr_compile (self, group, "red", 0, NULL, error);
  if (self->red == NULL)
    return FALSE;
  self->amber = pdl_expr_compile (self, group, "amber", 0, NULL, error);
  self->amber_text = pdl_ini_group_get (group, "amber-text");
  return self->amber != NULL && pdl_ini_group_check_all_read (group, error);
}

/* What a line records: a finding, or a kind of record as "treatment/steroid", "imaging/mri_spine". */
static gboolean
check_records (PdlKnowledge *self, PdlIniGroup *group, const char **records, GError **error)
{
  for (guint i = 0; records != NULL && records[i] != NULL; i++)
    {
      const char *slash = strchr (records[i], '/');
      gboolean found = FALSE;

      if (slash == NULL)
        found = pdl_dictionary_lookup (self->dictionary, records[i]) != NULL;
      else
        for (guint g = 0; g < PDL_N_GROUPS; g++)
          if (strncmp (pdl_group_key ((PdlGroup) g), records[i], slash - records[i]) == 0)
            found = found || pdl_dictionary_lookup_kind (self->dictionary, (PdlGroup) g, slash + 1) != NULL;
      if (!found)
        return pdl_ini_group_set_error (group, "records", error, _("there is no finding or kind of record “%s”"), records[i]);
    }
  return TRUE;
}

gboolean
pdl_knowledge_read_line (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  PdlEmergencyLine *line;
  guint64 number;

  if (declare)
    return TRUE;
  if (!g_ascii_string_to_unsigned (pdl_ini_group_get_name (group), 10, 1, 1000, &number, NULL))
    return pdl_ini_group_set_error (group, NULL, error, _("a line is called by its number"));
  line = pdl_knowledge_own (self, g_new0 (PdlEmergencyLine, 1));
  line->number = (int) number;
  g_ptr_array_add (self->lines, line);
  line->text = need (group, "text", error);
  if (line->text == NULL || !pdl_knowledge_read_basis (self, group, &line->basis, error)
      || !read_flag (group, "first", &line->first, error))
    return FALSE;
  line->statements = pdl_knowledge_keep_list (self, group, "statements");
  line->records = pdl_knowledge_keep_list (self, group, "records");
  for (guint i = 0; line->statements != NULL && line->statements[i] != NULL; i++)
    if (pdl_knowledge_lookup_statement (self, line->statements[i]) == NULL)
      return pdl_ini_group_set_error (group, "statements", error, _("there is no statement “%s”"), line->statements[i]);
  return check_records (self, group, line->records, error) && pdl_ini_group_check_all_read (group, error);
}
