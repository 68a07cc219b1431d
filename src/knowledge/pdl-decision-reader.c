/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reads the decision: its inputs, the ordered rows, their actions, and the modifiers applied after a row. Names first,
 * conditions in the second pass. What is made here belongs to the knowledge set; texts point into its files.
 */

#include "pdl-evaluate-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
pdl_row_rule_free (gpointer data)
{
  PdlRowRule *rule = data;

  g_clear_pointer (&rule->when, pdl_expr_free);
  g_clear_pointer (&rule->options, g_array_unref);
  g_clear_pointer (&rule->urgency, pdl_urgency_rule_free);
  g_free (rule);
}

static void
setting_clear (gpointer data)
{
  g_clear_pointer (&((PdlSetting *) data)->value, pdl_expr_free);
}

void
pdl_modifier_rule_free (gpointer data)
{
  PdlModifierRule *rule = data;

  g_clear_pointer (&rule->when, pdl_expr_free);
  g_clear_pointer (&rule->state_condition, pdl_expr_free);
  g_clear_pointer (&rule->sets, g_array_unref);
  g_clear_pointer (&rule->drops, g_array_unref);
  g_clear_pointer (&rule->swaps, g_array_unref);
  g_clear_pointer (&rule->adds, g_array_unref);
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

/* "M18" stands for every modifier M18 and M18.…. */
static gboolean
is_modifier (PdlKnowledge *self, const char *id)
{
  gsize length = strlen (id);

  for (guint i = 0; i < self->modifiers->len; i++)
    {
      const PdlModifierRule *rule = g_ptr_array_index (self->modifiers, i);

      if (strncmp (rule->modifier.id, id, length) == 0 && (rule->modifier.id[length] == '\0' || rule->modifier.id[length] == '.'))
        return TRUE;
    }
  return FALSE;
}

/* Ids of statements, alerts and modifiers. */
static gboolean
read_shown (PdlKnowledge *self, PdlIniGroup *group, const char *key, const char ***ret_ids, GError **error)
{
  const char **ids = pdl_knowledge_keep_list (self, group, key);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (pdl_knowledge_lookup_statement (self, ids[i]) == NULL && pdl_knowledge_lookup_alert (self, ids[i]) == NULL
        && !is_modifier (self, ids[i]))
      return pdl_ini_group_set_error (group, key, error, _("there is no statement, alert or modifier “%s”"), ids[i]);
  *ret_ids = ids;
  return TRUE;
}

/* ---- inputs and the list ------------------------------------------------------------------------------------------ */

int
pdl_decision_find_input (PdlKnowledge *self, const PdlFinding *finding)
{
  for (guint i = 0; i < self->inputs->len; i++)
    if (g_array_index (self->inputs, PdlInput, i).finding == finding)
      return (int) i;
  return -1;
}

static gboolean
declare_inputs (PdlKnowledge *self, PdlIniGroup *group, GError **error)
{
  g_auto (GStrv) names = pdl_ini_group_get_list (group, "inputs");

  if (names == NULL || names[0] == NULL || g_strv_length (names) > PDL_MAX_INPUTS)
    return pdl_ini_group_set_error (group, "inputs", error, _("a decision has between 1 and %d inputs"), PDL_MAX_INPUTS);
  for (guint i = 0; names[i] != NULL; i++)
    {
      const PdlFinding *finding = pdl_dictionary_lookup (self->dictionary, names[i]);
      PdlInput input = { 0 };
      guint *order;

      if (finding == NULL || finding->type != PDL_TYPE_ENUM || finding->n_codes > 31)
        return pdl_ini_group_set_error (group, "inputs", error, _("“%s” is no finding with one of up to 31 codes"), names[i]);
      if (pdl_decision_find_input (self, finding) >= 0)
        return pdl_ini_group_set_error (group, "inputs", error, _("“%s” stands here twice"), names[i]);
      order = pdl_knowledge_own (self, g_new (guint, finding->n_codes));
      for (guint j = 0; j < finding->n_codes; j++)
        order[j] = j;
      input.finding = finding;
      input.n_values = finding->n_codes;
      input.order = order;
      g_array_append_val (self->inputs, input);
    }
  return TRUE;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const PdlRowRule *left = *(PdlRowRule *const *) a, *right = *(PdlRowRule *const *) b;

  return (int) left->row.index - (int) right->row.index;
}

/* The order of the list is the order of `rows`, whatever the order of the groups in the file. */
static gboolean
order_rows (PdlKnowledge *self, PdlIniGroup *group, GError **error)
{
  g_auto (GStrv) ids = pdl_ini_group_get_list (group, "rows");
  g_autofree gboolean *placed = g_new0 (gboolean, self->rows->len);
  guint n = 0;

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++, n++)
    {
      gboolean found = FALSE;

      for (guint j = 0; j < self->rows->len && !found; j++)
        {
          PdlRowRule *rule = g_ptr_array_index (self->rows, j);

          if (placed[j] || strcmp (rule->row.id, ids[i]) != 0)
            continue;
          rule->row.index = n;
          placed[j] = found = TRUE;
        }
      if (!found)
        return pdl_ini_group_set_error (group, "rows", error, _("there is no row “%s”, or it stands here twice"), ids[i]);
    }
  /* Sets of rows are 64 bits wide. */
  if (n == 0 || n != self->rows->len || n > 64)
    return pdl_ini_group_set_error (group, "rows", error, _("every row stands here once, and there are at most 64: %u of %u"), n, self->rows->len);
  g_ptr_array_sort (self->rows, compare_rows);
  return TRUE;
}

gboolean
pdl_knowledge_read_decision (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  g_autoptr (GPtrArray) always = NULL;
  PdlBasis basis;

  if (declare)
    {
      if (self->inputs->len > 0)
        return pdl_ini_group_set_error (group, NULL, error, _("a knowledge set has one decision"));
      if (g_strcmp0 (pdl_ini_group_get (group, "scope"), "target") != 0)
        return pdl_ini_group_set_error (group, "scope", error, _("a decision is made for a target"));
      return declare_inputs (self, group, error);
    }
  if (!pdl_knowledge_read_basis (self, group, &basis, error) || !order_rows (self, group, error)
      || !pdl_knowledge_read_options (self, group, "always-options", &always, error))
    return FALSE;
  for (guint i = 0; i < always->len; i++)
    g_ptr_array_add (self->always, g_ptr_array_index (always, i));
  return pdl_ini_group_check_all_read (group, error);
}

/* What to ask when an input is not known: [input ID] of the file that lists the set. */
gboolean
pdl_knowledge_read_input (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  const PdlFinding *finding;
  g_auto (GStrv) order = NULL;
  PdlInput *input;
  guint *positions;
  guint32 seen = 0;
  int index;

  if (declare)
    return TRUE;
  finding = pdl_dictionary_lookup (self->dictionary, pdl_ini_group_get_name (group));
  index = finding != NULL ? pdl_decision_find_input (self, finding) : -1;
  if (index < 0)
    return pdl_ini_group_set_error (group, NULL, error, _("the decision has no such input"));
  input = &g_array_index (self->inputs, PdlInput, (guint) index);
  input->ask = pdl_knowledge_keep_list (self, group, "ask");
  for (guint i = 0; input->ask != NULL && input->ask[i] != NULL; i++)
    if (pdl_dictionary_lookup (self->dictionary, input->ask[i]) == NULL)
      return pdl_ini_group_set_error (group, "ask", error, _("there is no finding “%s”"), input->ask[i]);
  input->how = need (group, "how", error);
  if (input->how == NULL)
    return FALSE;
  order = pdl_ini_group_get_list (group, "order");
  if (order == NULL)
    return pdl_ini_group_check_all_read (group, error);
  positions = pdl_knowledge_own (self, g_new0 (guint, input->n_values));
  for (guint i = 0; order[i] != NULL; i++)
    {
      guint position;

      if (i >= input->n_values || pdl_finding_lookup_code (finding, order[i], &position) == NULL || (seen & (1u << position)) != 0)
        return pdl_ini_group_set_error (group, "order", error, _("“%s” does not belong here, or stands here twice"), order[i]);
      seen |= 1u << position;
      positions[i] = position;
    }
  if (g_strv_length (order) != input->n_values)
    return pdl_ini_group_set_error (group, "order", error, _("every code of the finding stands here once"));
  input->order = positions;
  return pdl_ini_group_check_all_read (group, error);
}

/* ---- actions and rows --------------------------------------------------------------------------------------------- */

gboolean
pdl_knowledge_read_action (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  const char *id = pdl_ini_group_get_name (group), *class;
  PdlAction *action;

  if (!declare)
    {
      action = g_hash_table_lookup (self->actions, id);
      return pdl_knowledge_read_basis (self, group, &action->basis, error) && pdl_ini_group_check_all_read (group, error);
    }
  action = pdl_knowledge_own (self, g_new0 (PdlAction, 1));
  action->id = id;
  g_hash_table_insert (self->actions, (gpointer) id, action);
  action->label = need (group, "label", error);
  class = need (group, "class", error);
  if (action->label == NULL || class == NULL)
    return FALSE;
  action->cannot_determine = strcmp (class, "cannot_determine") == 0;
  if (!action->cannot_determine && strcmp (class, "treat") != 0)
    return pdl_ini_group_set_error (group, "class", error, _("“treat” or “cannot_determine” is needed"));
  return TRUE;
}

static gboolean
read_row_rules (PdlKnowledge *self, PdlIniGroup *group, PdlRowRule *rule, GError **error)
{
  const char *action = need (group, "action", error);
  GPtrArray *read;

  if (action == NULL || !pdl_knowledge_read_basis (self, group, &rule->row.basis, error))
    return FALSE;
  rule->row.action = g_hash_table_lookup (self->actions, action);
  if (rule->row.action == NULL)
    return pdl_ini_group_set_error (group, "action", error, _("there is no action “%s”"), action);
  rule->when = pdl_expr_compile (self, group, "when", PDL_EXPR_INPUTS, NULL, error);
  if (rule->when == NULL)
    return FALSE;
  rule->row.condition = pdl_expr_get_text (rule->when);
  read = pdl_expr_get_findings (rule->when);
  for (guint i = 0; i < read->len; i++)
    {
      const PdlFinding *finding = g_ptr_array_index (read, i);

      if (pdl_decision_find_input (self, finding) < 0)
        return pdl_ini_group_set_error (group, "when", error, _("a row reads the inputs only, not “%s”"), finding->id);
    }
  if (!pdl_knowledge_read_option_refs (self, group, "options", 0, &rule->options, error)
      || !pdl_knowledge_read_urgency (self, group, "urgency", "urgency-text", &rule->urgency, error)
      || !read_shown (self, group, "notes", &rule->row.notes, error))
    return FALSE;
  if (rule->urgency == NULL)
    return pdl_ini_group_set_error (group, "urgency", error, _("this key is needed"));
  rule->row.urgency_text = rule->urgency->text;
  for (guint i = 0; i < rule->options->len; i++)
    if (g_array_index (rule->options, PdlOptionRef, i).option == NULL)
      return pdl_ini_group_set_error (group, "options", error, _("a row names options, not groups"));
  if (!rule->row.action->cannot_determine && (rule->options->len == 0 || g_array_index (rule->options, PdlOptionRef, 0).condition != NULL))
    return pdl_ini_group_set_error (group, "options", error, _("the first option of a row that treats always counts"));
  return pdl_ini_group_check_all_read (group, error);
}

static gboolean
list_is_complete (PdlKnowledge *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (((PdlRowRule *) g_ptr_array_index (self->rows, i))->when == NULL)
      return FALSE;
  return TRUE;
}

gboolean
pdl_knowledge_read_row (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  const char *id = pdl_ini_group_get_name (group);
  PdlRowRule *rule;

  if (!declare)
    {
      rule = (PdlRowRule *) pdl_knowledge_lookup_row (self, id);
      return read_row_rules (self, group, rule, error) && (!list_is_complete (self) || pdl_decision_check (self, group, error));
    }
  rule = g_new0 (PdlRowRule, 1);
  rule->row.id = id;
  rule->row.index = self->rows->len;
  g_ptr_array_add (self->rows, rule);
  rule->row.note = pdl_ini_group_get (group, "note");
  rule->row.text = need (group, "text", error);
  return rule->row.text != NULL;
}

/* ---- modifiers ---------------------------------------------------------------------------------------------------- */

static gboolean
read_sets (PdlKnowledge *self, PdlIniGroup *group, PdlModifierRule *rule, PdlExprFlags flags, GError **error)
{
  const char *text = pdl_ini_group_get (group, "set"), *reach = pdl_ini_group_get (group, "set-reach");
  const char *at = text;

  rule->sets = g_array_new (FALSE, TRUE, sizeof (PdlSetting));
  g_array_set_clear_func (rule->sets, setting_clear);
  if (text == NULL)
    return reach == NULL || pdl_ini_group_set_error (group, "set-reach", error, _("nothing is set"));
  rule->reach_all = g_strcmp0 (reach, "all") == 0;
  if (!rule->reach_all && g_strcmp0 (reach, "rerun") != 0)
    return pdl_ini_group_set_error (group, "set-reach", error, _("“rerun” or “all” is needed"));
  while (at != NULL)
    {
      const char *end = strchr (at, ';');
      g_autofree char *piece = end != NULL ? g_strndup (at, end - at) : g_strdup (at);
      char *equals = strchr (piece, '=');
      PdlSetting setting = { 0 };
      guint column;

      if (equals == NULL || rule->sets->len == PDL_MAX_INPUTS)
        return pdl_ini_group_set_error (group, "set", error, _("“INPUT = VALUE” is needed, not “%s”"), piece);
      *equals = '\0';
      column = (guint) (at - text) + (guint) (equals + 1 - piece);
      setting.finding = pdl_dictionary_lookup (self->dictionary, g_strstrip (piece));
      if (setting.finding == NULL || pdl_decision_find_input (self, setting.finding) < 0)
        return pdl_ini_group_set_error (group, "set", error, _("a modifier sets inputs of the decision, not “%s”"), piece);
      setting.value = pdl_expr_compile_text (self, group, "set", equals + 1, column, flags, setting.finding, error);
      if (setting.value == NULL)
        return FALSE;
      g_array_append_val (rule->sets, setting);
      at = end != NULL ? end + 1 : NULL;
    }
  return TRUE;
}

/* "cebrt, sbrt" */
static gboolean
read_use_bits (PdlKnowledge *self, PdlIniGroup *group, const char *key, const char *text, guint32 *ret_bits, GError **error)
{
  g_auto (GStrv) names = g_strsplit (text != NULL ? text : "", ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      guint32 bit;

      if (!pdl_knowledge_lookup_use (self, g_strstrip (names[i]), &bit))
        return pdl_ini_group_set_error (group, key, error, _("no option uses “%s”"), names[i]);
      *ret_bits |= bit;
    }
  return TRUE;
}

/* provisional [COND], or cannot_determine: uses A, B */
static gboolean
read_state (PdlKnowledge *self, PdlIniGroup *group, PdlModifierRule *rule, PdlExprFlags flags, GError **error)
{
  static const char provisional[] = "provisional", waits[] = "cannot_determine: uses ";
  const char *text = pdl_ini_group_get (group, "state");

  if (text == NULL)
    return TRUE;
  if (g_str_has_prefix (text, provisional))
    {
      const char *rest = text + strlen (provisional) + strspn (text + strlen (provisional), " ");
      gsize length = strlen (rest);
      g_autofree char *condition = NULL;

      rule->provisional = TRUE;
      if (length == 0)
        return TRUE;
      if (length > 2 && rest[0] == '[' && rest[length - 1] == ']')
        {
          condition = g_strndup (rest + 1, length - 2);
          rule->state_condition = pdl_expr_compile_text (self, group, "state", condition, (guint) (rest + 1 - text), flags, NULL, error);
          return rule->state_condition != NULL;
        }
    }
  else if (g_str_has_prefix (text, waits))
    return read_use_bits (self, group, "state", text + strlen (waits), &rule->waits_uses, error);
  return pdl_ini_group_set_error (group, "state", error, _("“provisional [CONDITION]” or “cannot_determine: uses A, B” is needed"));
}

static gboolean
read_modifier_rules (PdlKnowledge *self, PdlIniGroup *group, PdlModifierRule *rule, GError **error)
{
  const char *shorten = pdl_ini_group_get (group, "shorten");
  /* A modifier before the list has no resulting row to read. */
  PdlExprFlags flags = rule->before ? 0 : PDL_EXPR_USES;

  if (!pdl_knowledge_read_basis (self, group, &rule->modifier.basis, error))
    return FALSE;
  rule->when = pdl_expr_compile (self, group, "when", flags, NULL, error);
  if (rule->when == NULL)
    return FALSE;
  rule->modifier.condition = pdl_expr_get_text (rule->when);
  if (!read_sets (self, group, rule, flags, error) || !read_state (self, group, rule, flags, error)
      || !read_use_bits (self, group, "strike", pdl_ini_group_get (group, "strike"), &rule->strikes_uses, error)
      || !pdl_knowledge_read_option_refs (self, group, "drop", flags, &rule->drops, error)
      || !pdl_knowledge_read_option_refs (self, group, "swap", flags, &rule->swaps, error)
      || !pdl_knowledge_read_option_refs (self, group, "add", flags, &rule->adds, error)
      || !read_shown (self, group, "show", &rule->modifier.show, error)
      || !pdl_knowledge_read_urgency (self, group, "urgency", "urgency-text", &rule->urgency, error))
    return FALSE;
  if (shorten != NULL && strcmp (shorten, "true") != 0 && strcmp (shorten, "false") != 0)
    return pdl_ini_group_set_error (group, "shorten", error, _("“true” or “false” is needed"));
  rule->shorten = g_strcmp0 (shorten, "true") == 0;
  if (rule->sets->len > 0 && !rule->before)
    return pdl_ini_group_set_error (group, "set", error, _("only a modifier before the list sets inputs"));
  return pdl_ini_group_check_all_read (group, error);
}

gboolean
pdl_knowledge_read_modifier (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  const char *id = pdl_ini_group_get_name (group), *order;
  PdlModifierRule *rule;

  if (!declare)
    {
      for (guint i = 0; i < self->modifiers->len; i++)
        {
          rule = g_ptr_array_index (self->modifiers, i);
          if (strcmp (rule->modifier.id, id) == 0)
            return read_modifier_rules (self, group, rule, error);
        }
      g_return_val_if_reached (FALSE);
    }
  if (self->modifiers->len == 64)
    return pdl_ini_group_set_error (group, NULL, error, _("there is room for 64 modifiers"));
  rule = g_new0 (PdlModifierRule, 1);
  rule->modifier.id = id;
  g_ptr_array_add (self->modifiers, rule);
  rule->modifier.text = need (group, "text", error);
  rule->modifier.mode = need (group, "mode", error);
  order = need (group, "order", error);
  if (rule->modifier.text == NULL || rule->modifier.mode == NULL || order == NULL)
    return FALSE;
  rule->before = strcmp (order, "before") == 0;
  if (!rule->before && strcmp (order, "after") != 0)
    return pdl_ini_group_set_error (group, "order", error, _("“before” or “after” is needed"));
  if (strcmp (rule->modifier.mode, "replace") == 0)
    rule->mode = PDL_MODE_REPLACE;
  else if (strcmp (rule->modifier.mode, "both") == 0)
    rule->mode = PDL_MODE_BOTH;
  else if (strcmp (rule->modifier.mode, "note") == 0)
    rule->mode = PDL_MODE_NOTE;
  else
    return pdl_ini_group_set_error (group, "mode", error, _("“replace”, “both” or “note” is needed"));
  return TRUE;
}
