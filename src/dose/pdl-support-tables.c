/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reader of supportive.ini.
 */

#include "pdl-support-tables.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "pdl-dose-reader.h"

static const char *const state_names[] = { "clear", "note", "warn", "ask", "red", "block", "stop" };

const char *
pdl_gate_state_name (PdlGateState state)
{
  return state_names[state];
}

static gpointer
add (PdlSupportTables *self, GPtrArray *array, gsize size)
{
  gpointer element = g_malloc0 (size);

  g_ptr_array_add (self->garbage, element);
  g_ptr_array_add (array, element);
  return element;
}

/* ---- keys -------------------------------------------------------------------------------------------------------- */

/* @otherwise where the key is absent. */
static gboolean
read_state (PdlIniGroup *group, const char *key, PdlGateState otherwise, PdlGateState *ret_state, GError **error)
{
  const char *text = pdl_ini_group_get (group, key);

  *ret_state = otherwise;
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (state_names); i++)
    if (g_str_equal (text, state_names[i]))
      {
        *ret_state = (PdlGateState) i;
        return TRUE;
      }
  return text == NULL || pdl_ini_group_set_error (group, key, error, _ ("“%s” is none of clear, note, warn, ask, red, block, stop"), text);
}

/* *ret_expr NULL where the key is absent. */
static gboolean
read_condition (PdlKnowledge *knowledge, PdlIniGroup *group, const char *key, PdlExpr **ret_expr, GError **error)
{
  *ret_expr = NULL;
  if (pdl_ini_group_get (group, key) == NULL)
    return TRUE;
  *ret_expr = pdl_expr_compile (knowledge, group, key, PDL_EXPR_QUERIES, NULL, error);
  if (*ret_expr == NULL)
    return FALSE;
  return pdl_expr_is_condition (*ret_expr) || pdl_ini_group_set_error (group, key, error, _ ("a condition is needed"));
}

static gboolean
read_days (PdlIniGroup *group, const char *key, int *ret_days, GError **error)
{
  *ret_days = -1;
  return pdl_ini_group_get (group, key) == NULL || pdl_dose_read_int (group, key, 0, 3660, ret_days, error);
}

static const PdlSupportTopic *
find_topic (const PdlSupportTables *self, const char *id)
{
  for (guint i = 0; i < self->topics->len; i++)
    if (g_str_equal (((PdlSupportTopic *) g_ptr_array_index (self->topics, i))->id, id))
      return g_ptr_array_index (self->topics, i);
  return NULL;
}

/* Codes of the finding of the planned drug, "clearance", or topics. */
static gboolean
read_subjects (PdlSupportTables *self, PdlIniGroup *group, char ***ret_subjects, GError **error)
{
  *ret_subjects = pdl_ini_group_get_list (group, "for");
  if (*ret_subjects == NULL || **ret_subjects == NULL)
    return pdl_ini_group_set_error (group, "for", error, _ ("this key is needed"));
  if (self->bone.planned == NULL)
    return pdl_ini_group_set_error (group, NULL, error, _ ("[supportive settings/bone-agent] stands before"));
  for (guint i = 0; (*ret_subjects)[i] != NULL; i++)
    if (!g_str_equal ((*ret_subjects)[i], "clearance") && pdl_finding_lookup_code (self->bone.planned, (*ret_subjects)[i], NULL) == NULL
        && find_topic (self, (*ret_subjects)[i]) == NULL)
      return pdl_ini_group_set_error (group, "for", error, _ ("“%s” is neither a drug nor “clearance” nor a topic that stands before"), (*ret_subjects)[i]);
  return TRUE;
}

static gboolean
read_samples (PdlSupportTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, PdlGateLine *line, GError **error)
{
  g_auto (GStrv) names = pdl_ini_group_get_list (group, "samples");
  guint n = names != NULL ? g_strv_length (names) : 0;

  if (!read_days (group, "max-age-days", &line->max_age_days, error) || !read_days (group, "max-apart-days", &line->max_apart_days, error))
    return FALSE;
  if (pdl_ini_group_get (group, "instead") != NULL && !pdl_dose_read_finding (knowledge, group, "instead", &line->instead, error))
    return FALSE;
  if ((n > 0) != (line->max_age_days >= 0 || line->max_apart_days >= 0))
    return pdl_ini_group_set_error (group, "samples", error, _ ("samples and a limit of days go together"));
  if (n == 0)
    return line->when != NULL || pdl_ini_group_set_error (group, "when", error, _ ("this key is needed"));
  line->samples = g_new0 (const PdlFinding *, n + 1);
  g_ptr_array_add (self->garbage, line->samples);
  for (guint i = 0; i < n; i++)
    {
      line->samples[i] = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (knowledge), names[i]);
      if (line->samples[i] == NULL || line->samples[i]->scope != PDL_SCOPE_PATIENT)
        return pdl_ini_group_set_error (group, "samples", error, _ ("the dictionary has no finding “%s” of the patient"), names[i]);
    }
  return TRUE;
}

/* ---- groups ------------------------------------------------------------------------------------------------------ */

static gboolean
read_settings (PdlSupportTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlBoneSettings *settings = &self->bone;

  return pdl_dose_read_text (group, "label", &settings->label, error) && pdl_dose_read_text (group, "text", &settings->text, error)
         && pdl_dose_read_text (group, "no-gate", &settings->no_gate, error) && pdl_dose_read_text (group, "no-drug", &settings->no_drug, error)
         && pdl_dose_read_finding (knowledge, group, "planned", &settings->planned, error)
         && pdl_dose_read_finding (knowledge, group, "interval", &settings->interval, error)
         && pdl_dose_read_finding (knowledge, group, "current", &settings->current, error)
         && pdl_dose_read_finding (knowledge, group, "clearance", &settings->clearance, error)
         && pdl_dose_read_finding (knowledge, group, "weight", &settings->weight, error)
         && pdl_dose_read_finding (knowledge, group, "calcium", &settings->calcium, error)
         && pdl_dose_read_basis (self->garbage, knowledge, group, &settings->basis, error);
}

static gboolean
read_agent (PdlSupportTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlBoneAgent *agent = add (self, self->agents, sizeof *agent);

  agent->id = pdl_dose_read_id (group);
  return pdl_dose_read_text (group, "label", &agent->label, error) && pdl_dose_read_text (group, "text", &agent->text, error)
         && pdl_dose_read_number_or (group, "mg", 0.01, 1000, NAN, &agent->mg, error)
         && pdl_dose_read_basis (self->garbage, knowledge, group, &agent->basis, error);
}

static gboolean
read_dose (PdlSupportTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  const PdlBoneDose *before = self->doses->len > 0 ? g_ptr_array_index (self->doses, self->doses->len - 1) : NULL;
  PdlBoneDose *dose = add (self, self->doses, sizeof *dose);

  dose->id = pdl_dose_read_id (group);
  if (!pdl_dose_read_text (group, "drug", &dose->drug, error) || !pdl_dose_read_text (group, "label", &dose->label, error)
      || !pdl_dose_read_number (group, "at-least", 0, 1000, &dose->at_least, error)
      || !pdl_dose_read_flag (group, "unrounded", &dose->unrounded, error)
      || !pdl_dose_read_number_or (group, "mg", 0.01, 1000, NAN, &dose->mg, error)
      || !pdl_dose_read_number_or (group, "ml", 0.01, 1000, NAN, &dose->ml, error))
    return FALSE;
  if (pdl_support_tables_find_agent (self, dose->drug) == NULL)
    return pdl_ini_group_set_error (group, "drug", error, _ ("[supportive drug/%s] stands before"), dose->drug);
  if (before != NULL && g_str_equal (before->drug, dose->drug) && dose->at_least >= before->at_least)
    return pdl_ini_group_set_error (group, "at-least", error, _ ("the rows stand from the highest clearance to the lowest"));
  return pdl_dose_read_basis (self->garbage, knowledge, group, &dose->basis, error);
}

static gboolean
read_line (PdlSupportTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlGateLine *line = add (self, self->lines, sizeof *line);

  line->id = pdl_dose_read_id (group);
  line->ask = pdl_ini_group_get (group, "ask");
  if (!pdl_dose_read_text (group, "label", &line->label, error) || !pdl_dose_read_text (group, "text", &line->text, error)
      || !read_subjects (self, group, &line->subjects, error) || !read_state (group, "action", PDL_GATE_CLEAR, &line->action, error)
      || !read_state (group, "unknown", PDL_GATE_ASK, &line->unknown, error) || !read_condition (knowledge, group, "when", &line->when, error)
      || !pdl_dose_read_flag (group, "dosing", &line->dosing, error) || !read_samples (self, knowledge, group, line, error))
    return FALSE;
  if (line->action == PDL_GATE_CLEAR)
    return pdl_ini_group_set_error (group, "action", error, _ ("this key is needed"));
  return pdl_dose_read_basis (self->garbage, knowledge, group, &line->basis, error);
}

static gboolean
read_arithmetic (PdlSupportTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlArithmetic *arithmetic = add (self, self->arithmetic, sizeof *arithmetic);
  const char *open;

  arithmetic->id = pdl_dose_read_id (group);
  if (!pdl_dose_read_text (group, "text", &arithmetic->text, error) || !read_subjects (self, group, &arithmetic->subjects, error)
      || !pdl_dose_read_finding (knowledge, group, "result", &arithmetic->result, error)
      || !pdl_dose_read_int (group, "decimals", 0, 6, &arithmetic->decimals, error)
      || !read_condition (knowledge, group, "when", &arithmetic->when, error))
    return FALSE;
  for (const char *rest = arithmetic->text; (open = strchr (rest, '{')) != NULL; rest = open + 1)
    {
      const char *close = strchr (open, '}');
      g_autofree char *name = close != NULL ? g_strndup (open + 1, close - open - 1) : NULL;

      if (name == NULL || pdl_dictionary_lookup (pdl_knowledge_get_dictionary (knowledge), name) == NULL)
        return pdl_ini_group_set_error (group, "text", error, _ ("“%s” does not name a finding"), open);
    }
  return pdl_dose_read_basis (self->garbage, knowledge, group, &arithmetic->basis, error);
}

static gboolean
read_weight (PdlSupportTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlOtherWeight *weight = add (self, self->weights, sizeof *weight);

  weight->id = pdl_dose_read_id (group);
  if (!pdl_dose_read_text (group, "label", &weight->label, error) || !read_condition (knowledge, group, "when", &weight->when, error))
    return FALSE;
  weight->weight = pdl_expr_compile (knowledge, group, "weight", PDL_EXPR_QUERIES, NULL, error);
  if (weight->weight == NULL)
    return FALSE;
  if (pdl_expr_is_condition (weight->weight))
    return pdl_ini_group_set_error (group, "weight", error, _ ("a number is needed"));
  return pdl_dose_read_basis (self->garbage, knowledge, group, &weight->basis, error);
}

static gboolean
read_first_row (PdlSupportTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GPtrArray *rows, GError **error)
{
  PdlFirstRow *row = add (self, rows, sizeof *row);

  row->id = pdl_dose_read_id (group);
  row->text = pdl_ini_group_get (group, "text");
  if (!pdl_dose_read_text (group, "label", &row->label, error) || !pdl_dose_read_flag (group, "more", &row->more, error)
      || !pdl_dose_read_flag (group, "passes", &row->passes, error) || !read_condition (knowledge, group, "when", &row->when, error))
    return FALSE;
  if (row->when == NULL)
    return pdl_ini_group_set_error (group, "when", error, _ ("this key is needed"));
  return pdl_dose_read_basis (self->garbage, knowledge, group, &row->basis, error);
}

static gboolean
read_grade (PdlSupportTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  return read_first_row (self, knowledge, group, self->grades, error);
}

static gboolean
read_bone_scan (PdlSupportTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  return read_first_row (self, knowledge, group, self->bone_scan, error);
}

static gboolean
read_topic (PdlSupportTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlSupportTopic *topic = add (self, self->topics, sizeof *topic);

  topic->id = pdl_dose_read_id (group);
  topic->text = pdl_ini_group_get (group, "text");
  return pdl_dose_read_text (group, "label", &topic->label, error) && pdl_dose_read_basis (self->garbage, knowledge, group, &topic->basis, error);
}

/* "one | two | three": cells may hold a semicolon. */
static char **
read_cells (PdlIniGroup *group, const char *key)
{
  const char *text = pdl_ini_group_get (group, key);
  char **cells = g_strsplit (text != NULL ? text : "", "|", -1);

  for (guint i = 0; cells[i] != NULL; i++)
    g_strstrip (cells[i]);
  return cells;
}

static gboolean
read_table (PdlSupportTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlReferenceTable *table = add (self, self->tables, sizeof *table);

  table->id = pdl_dose_read_id (group);
  table->text = pdl_ini_group_get (group, "text");
  table->rows = g_ptr_array_new ();
  table->columns = read_cells (group, "columns");
  if (!pdl_dose_read_text (group, "label", &table->label, error) || !pdl_dose_read_text (group, "topic", &table->topic, error))
    return FALSE;
  if (find_topic (self, table->topic) == NULL)
    return pdl_ini_group_set_error (group, "topic", error, _ ("[supportive topic/%s] stands before"), table->topic);
  if (*table->columns == NULL)
    return pdl_ini_group_set_error (group, "columns", error, _ ("this key is needed"));
  return pdl_dose_read_basis (self->garbage, knowledge, group, &table->basis, error);
}

/* [supportive row/TABLE-WHICH] */
static gboolean
read_row (PdlSupportTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  PdlReferenceTable *table = self->tables->len > 0 ? g_ptr_array_index (self->tables, self->tables->len - 1) : NULL;
  PdlReferenceRow *row;

  if (table == NULL)
    return pdl_ini_group_set_error (group, NULL, error, _ ("a row stands behind its table"));
  row = add (self, table->rows, sizeof *row);
  row->cells = read_cells (group, "cells");
  if (g_strv_length (row->cells) != g_strv_length (table->columns))
    return pdl_ini_group_set_error (group, "cells", error, _ ("as many cells are needed as the table has columns"));
  return pdl_dose_read_basis (self->garbage, knowledge, group, &row->basis, error);
}

static const struct
{
  const char *what;
  gboolean (*read) (PdlSupportTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error);
} readers[] = {
  { "drug", read_agent }, { "dose", read_dose }, { "line", read_line }, { "arithmetic", read_arithmetic }, { "weight", read_weight },
  { "calcium-grade", read_grade }, { "bone-scan", read_bone_scan }, { "topic", read_topic }, { "table", read_table }, { "row", read_row },
};

static gboolean
read_group (PdlSupportTables *self, PdlKnowledge *knowledge, PdlIniGroup *group, GError **error)
{
  const char *name = pdl_ini_group_get_name (group), *slash = strchr (name, '/');

  if (slash == NULL || slash[1] == '\0')
    return pdl_ini_group_set_error (group, NULL, error, _ ("a group of this kind is named WHAT/WHICH"));
  if (g_str_equal (name, "settings/bone-agent"))
    return read_settings (self, knowledge, group, error) && pdl_ini_group_check_all_read (group, error);
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if (strncmp (name, readers[i].what, slash - name) == 0 && readers[i].what[slash - name] == '\0')
      return readers[i].read (self, knowledge, group, error) && pdl_ini_group_check_all_read (group, error);
  return pdl_ini_group_set_error (group, NULL, error, _ ("nobody reads groups of this kind"));
}

/* A drug whose dose goes by clearance has a row for every clearance. */
static gboolean
check_complete (PdlSupportTables *self, PdlIni *ini, GError **error)
{
  const char *missing = self->bone.planned == NULL ? "settings/bone-agent" : self->agents->len == 0 ? "drug" : self->lines->len == 0 ? "line" : NULL;

  for (guint i = 0; missing == NULL && i < self->agents->len; i++)
    {
      const PdlBoneAgent *agent = g_ptr_array_index (self->agents, i);
      double lowest = isnan (agent->mg) ? 1 : 0;

      for (guint d = 0; d < self->doses->len; d++)
        if (g_str_equal (((PdlBoneDose *) g_ptr_array_index (self->doses, d))->drug, agent->id))
          lowest = ((PdlBoneDose *) g_ptr_array_index (self->doses, d))->at_least;
      if (lowest > 0)
        missing = "dose (the last of a drug, at-least 0)";
    }
  if (missing != NULL)
    g_set_error (error, PDL_KNOWLEDGE_ERROR, PDL_KNOWLEDGE_ERROR_MISSING, _ ("%s: [supportive %s] is missing"), pdl_ini_get_name (ini), missing);
  return missing == NULL;
}

/* The lists, for making and freeing them alike. */
#define N_LISTS 9
static void
get_lists (PdlSupportTables *self, GPtrArray **lists[N_LISTS])
{
  GPtrArray **all[N_LISTS] = {
    &self->agents, &self->doses, &self->lines, &self->arithmetic, &self->weights, &self->grades, &self->bone_scan, &self->topics, &self->tables,
  };

  memcpy (lists, all, sizeof all);
}

PdlSupportTables *
pdl_support_tables_new (PdlKnowledge *knowledge, PdlIni *ini, GError **error)
{
  g_autoptr (PdlSupportTables) self = g_new0 (PdlSupportTables, 1);
  GPtrArray **lists[N_LISTS];

  self->garbage = g_ptr_array_new_with_free_func (g_free);
  get_lists (self, lists);
  for (guint i = 0; i < N_LISTS; i++)
    *lists[i] = g_ptr_array_new ();
  for (guint i = 0; i < pdl_ini_get_n_groups (ini); i++)
    {
      PdlIniGroup *group = pdl_ini_get_group (ini, i);

      if (g_str_equal (pdl_ini_group_get_kind (group), "supportive") && !read_group (self, knowledge, group, error))
        return NULL;
    }
  return check_complete (self, ini, error) ? g_steal_pointer (&self) : NULL;
}

static void
free_first_rows (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    g_clear_pointer (&((PdlFirstRow *) g_ptr_array_index (rows, i))->when, pdl_expr_free);
}

static void
free_table (PdlReferenceTable *table)
{
  for (guint i = 0; table->rows != NULL && i < table->rows->len; i++)
    g_strfreev (((PdlReferenceRow *) g_ptr_array_index (table->rows, i))->cells);
  g_clear_pointer (&table->rows, g_ptr_array_unref);
  g_strfreev (table->columns);
}

void
pdl_support_tables_free (PdlSupportTables *self)
{
  GPtrArray **lists[N_LISTS];

  for (guint i = 0; i < self->lines->len; i++)
    {
      PdlGateLine *line = g_ptr_array_index (self->lines, i);

      g_strfreev (line->subjects);
      g_clear_pointer (&line->when, pdl_expr_free);
    }
  for (guint i = 0; i < self->arithmetic->len; i++)
    {
      PdlArithmetic *arithmetic = g_ptr_array_index (self->arithmetic, i);

      g_strfreev (arithmetic->subjects);
      g_clear_pointer (&arithmetic->when, pdl_expr_free);
    }
  for (guint i = 0; i < self->weights->len; i++)
    {
      PdlOtherWeight *weight = g_ptr_array_index (self->weights, i);

      g_clear_pointer (&weight->weight, pdl_expr_free);
      g_clear_pointer (&weight->when, pdl_expr_free);
    }
  free_first_rows (self->grades);
  free_first_rows (self->bone_scan);
  for (guint i = 0; i < self->tables->len; i++)
    free_table (g_ptr_array_index (self->tables, i));
  get_lists (self, lists);
  for (guint i = 0; i < N_LISTS; i++)
    g_ptr_array_unref (*lists[i]);
  g_ptr_array_unref (self->garbage);
  g_free (self);
}

const PdlSupportTables *
pdl_support_tables_get (PdlKnowledge *knowledge, GError **error)
{
  return pdl_knowledge_get_made (knowledge, "supportive.ini", (PdlKnowledgeMake) pdl_support_tables_new, (GDestroyNotify) pdl_support_tables_free, error);
}

const PdlBoneAgent *
pdl_support_tables_find_agent (const PdlSupportTables *self, const char *drug)
{
  for (guint i = 0; i < self->agents->len; i++)
    if (g_strcmp0 (((PdlBoneAgent *) g_ptr_array_index (self->agents, i))->id, drug) == 0)
      return g_ptr_array_index (self->agents, i);
  return NULL;
}
