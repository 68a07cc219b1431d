/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-figure.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "pdl-expr.h"

struct _PdlFigures
{
  PdlKnowledge *knowledge;
  GPtrArray *figures;       /* of PdlFigure (owned) */
  GHashTable *words;        /* "option/sbrt", "certainty/high", "page/intro" → words */
  GPtrArray *signs;         /* of words */
};

static void
figure_free (gpointer data)
{
  PdlFigure *figure = data;

  g_strfreev (figure->options);
  g_clear_pointer ((PdlExpr **) &figure->when, pdl_expr_free);
  g_free (figure);
}

static const char *
find_words (PdlFigures *self, const char *what, const char *id)
{
  g_autofree char *name = g_strdup_printf ("%s/%s", what, id);

  return g_hash_table_lookup (self->words, name);
}

static gboolean
read_text (PdlIniGroup *group, const char *key, const char **ret_text, GError **error)
{
  *ret_text = pdl_ini_group_get (group, key);
  return (*ret_text != NULL && **ret_text != '\0') || pdl_ini_group_set_error (group, key, error, _ ("this key is needed"));
}

/* "42/50", "9 %", "74-100 %"; the same words stand in the text of the statement, or "61 of 111" for "61/111". */
static gboolean
read_amount (PdlIniGroup *group, const char *key, const PdlStatement *statement, PdlAmount *amount, GError **error)
{
  const char *text;
  char *end;
  g_autofree char *other = NULL;

  if (!read_text (group, key, &text, error))
    return FALSE;
  amount->low = amount->high = g_ascii_strtod (text, &end);
  if (*end == '/')
    {
      amount->count = (guint) amount->low;
      amount->of = (guint) g_ascii_strtoull (end + 1, &end, 10);
      if (amount->of == 0 || amount->count > amount->of || *end != '\0')
        return pdl_ini_group_set_error (group, key, error, _ ("“%s” is not a count such as 42/50"), text);
      amount->low = amount->high = 100.0 * amount->count / amount->of;
      other = g_strdup_printf ("%u of %u", amount->count, amount->of);
    }
  else
    {
      if (*end == '-')
        amount->high = g_ascii_strtod (end + 1, &end);
      if (end == text || strcmp (end, " %") != 0 || !(amount->low >= 0) || !(amount->high <= 100) || amount->low > amount->high)
        return pdl_ini_group_set_error (group, key, error, _ ("“%s” is neither a count such as 42/50 nor a share such as 9 %% or 74-100 %%"), text);
    }
  if (strstr (statement->text, text) == NULL && (other == NULL || strstr (statement->text, other) == NULL))
    return pdl_ini_group_set_error (group, key, error, _ ("“%s” does not stand in the text of the statement"), text);
  return TRUE;
}

static gboolean
read_options (PdlFigures *self, PdlIniGroup *group, PdlFigure *figure, GError **error)
{
  figure->options = pdl_ini_group_get_list (group, "options");
  if (figure->options == NULL)
    return pdl_ini_group_set_error (group, "options", error, _ ("this key is needed"));
  for (guint i = 0; figure->options[i] != NULL; i++)
    if (pdl_knowledge_lookup_option (self->knowledge, figure->options[i]) == NULL)
      return pdl_ini_group_set_error (group, "options", error, _ ("“%s” is not an option"), figure->options[i]);
  return TRUE;
}

static gboolean
read_figure (PdlFigures *self, PdlIniGroup *group, GError **error)
{
  PdlFigure *figure = g_new0 (PdlFigure, 1);
  const char *statement, *side, *certainty, *tag;

  g_ptr_array_add (self->figures, figure);
  figure->id = pdl_ini_group_get_name (group);
  if (!read_text (group, "label", &figure->label, error) || !read_text (group, "statement", &statement, error) || !read_text (group, "side", &side, error)
      || !read_text (group, "certainty", &certainty, error) || !read_options (self, group, figure, error))
    return FALSE;
  figure->statement = pdl_knowledge_lookup_statement (self->knowledge, statement);
  if (figure->statement == NULL)
    return pdl_ini_group_set_error (group, "statement", error, _ ("“%s” is not a statement"), statement);
  figure->harm = strcmp (side, "harm") == 0;
  if (!figure->harm && strcmp (side, "benefit") != 0)
    return pdl_ini_group_set_error (group, "side", error, _ ("“%s” is neither benefit nor harm"), side);
  figure->certainty = find_words (self, "certainty", certainty);
  if (figure->certainty == NULL)
    return pdl_ini_group_set_error (group, "certainty", error, _ ("no [figure-words certainty/%s] stands before"), certainty);
  tag = pdl_ini_group_get (group, "tag");
  figure->unverified = tag != NULL && strstr (tag, "unverified") != NULL;
  figure->than_label = pdl_ini_group_get (group, "than-label");
  figure->counted = pdl_ini_group_get (group, "amount") != NULL;
  if ((figure->counted && !read_amount (group, "amount", figure->statement, &figure->amount, error))
      || (figure->than_label != NULL && !read_amount (group, "than", figure->statement, &figure->than, error)))
    return FALSE;
  if (pdl_ini_group_get (group, "when") == NULL)
    return TRUE;
  figure->when = pdl_expr_compile (self->knowledge, group, "when", 0, NULL, error);
  if (figure->when == NULL)
    return FALSE;
  return pdl_expr_is_condition (figure->when) || pdl_ini_group_set_error (group, "when", error, _ ("a condition is needed"));
}

/* "[figure-words WHAT/WHICH]": words of an option, a certainty, a line of the page, a sign to call for. */
static gboolean
read_words (PdlFigures *self, PdlIniGroup *group, GError **error)
{
  g_auto (GStrv) name = g_strsplit (pdl_ini_group_get_name (group), "/", 2);
  const char *id = strchr (pdl_ini_group_get_name (group), '/'), *label, *source, *tag;

  if (id == NULL)
    return pdl_ini_group_set_error (group, NULL, error, _ ("a group of this kind is named WHAT/WHICH"));
  id++;
  if (!read_text (group, "label", &label, error) || !read_text (group, "source", &source, error) || !read_text (group, "tag", &tag, error))
    return FALSE;
  if (pdl_knowledge_lookup_source (self->knowledge, source) == NULL)
    return pdl_ini_group_set_error (group, "source", error, _ ("“%s” is not a source"), source);
  if (strcmp (name[0], "option") == 0 && pdl_knowledge_lookup_option (self->knowledge, id) == NULL)
    return pdl_ini_group_set_error (group, NULL, error, _ ("“%s” is not an option"), id);
  if (strcmp (name[0], "call") == 0)
    g_ptr_array_add (self->signs, (gpointer) label);
  else if (strcmp (name[0], "option") == 0 || strcmp (name[0], "certainty") == 0 || strcmp (name[0], "page") == 0)
    g_hash_table_insert (self->words, (gpointer) pdl_ini_group_get_name (group), (gpointer) label);
  else
    return pdl_ini_group_set_error (group, NULL, error, _ ("nobody reads groups of this kind"));
  return TRUE;
}

static gboolean
read_group (PdlFigures *self, PdlIniGroup *group, GError **error)
{
  if (strcmp (pdl_ini_group_get_kind (group), "figure") == 0)
    return read_figure (self, group, error);
  if (strcmp (pdl_ini_group_get_kind (group), "figure-words") == 0)
    return read_words (self, group, error);
  return pdl_ini_group_set_error (group, NULL, error, _ ("nobody reads groups of this kind"));
}

PdlFigures *
pdl_figures_new_from_ini (PdlKnowledge *knowledge, PdlIni *ini, GError **error)
{
  g_autoptr (PdlFigures) self = g_new0 (PdlFigures, 1);

  self->knowledge = pdl_knowledge_ref (knowledge);
  self->figures = g_ptr_array_new_with_free_func (figure_free);
  self->words = g_hash_table_new (g_str_hash, g_str_equal);
  self->signs = g_ptr_array_new ();
  for (guint i = 0; i < pdl_ini_get_n_groups (ini); i++)
    if (!read_group (self, pdl_ini_get_group (ini, i), error) || !pdl_ini_group_check_all_read (pdl_ini_get_group (ini, i), error))
      return NULL;
  return g_steal_pointer (&self);
}

PdlFigures *
pdl_figures_new (PdlKnowledge *knowledge, GError **error)
{
  PdlIni *ini = pdl_knowledge_need_ini (knowledge, "figures.ini", error);

  return ini != NULL ? pdl_figures_new_from_ini (knowledge, ini, error) : NULL;
}

void
pdl_figures_free (PdlFigures *self)
{
  g_ptr_array_unref (self->figures);
  g_hash_table_unref (self->words);
  g_ptr_array_unref (self->signs);
  pdl_knowledge_unref (self->knowledge);
  g_free (self);
}

guint
pdl_figures_get_n (PdlFigures *self)
{
  return self->figures->len;
}

const PdlFigure *
pdl_figures_get (PdlFigures *self, guint index)
{
  return g_ptr_array_index (self->figures, index);
}

gboolean
pdl_figure_holds (const PdlFigure *figure, const PdlOption *option, PdlEvaluation *evaluation, int target)
{
  if (!g_strv_contains ((const char *const *) figure->options, option->id)
      || (figure->when != NULL && pdl_evaluation_test (evaluation, figure->when, target) != PDL_TRUTH_TRUE))
    return FALSE;
  for (guint i = 0; i < evaluation->n_statements; i++)
    {
      const PdlStatementResult *result = &evaluation->statements[i];

      if (result->statement == figure->statement && (result->target < 0 || result->target == target) && result->truth == PDL_TRUTH_TRUE)
        return TRUE;
    }
  return FALSE;
}

const char *
pdl_figures_get_plain_option (PdlFigures *self, const PdlOption *option)
{
  const char *words = find_words (self, "option", option->id);

  return words != NULL ? words : option->label;
}

const char *
pdl_figures_get_line (PdlFigures *self, const char *id)
{
  const char *words = find_words (self, "page", id);

  return words != NULL ? words : "";
}

guint
pdl_figures_get_n_signs (PdlFigures *self)
{
  return self->signs->len;
}

const char *
pdl_figures_get_sign (PdlFigures *self, guint index)
{
  return g_ptr_array_index (self->signs, index);
}
