/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-framework.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pdl-evaluate-private.h"

static void
cell_free (gpointer data)
{
  PdlFrameworkCell *cell = data;

  g_clear_pointer ((PdlExpr **) &cell->when, pdl_expr_free);
  g_free (cell);
}

static void
letter_free (gpointer data)
{
  PdlFrameworkLetter *letter = data;

  g_free (letter->shows);
  g_free (letter);
}

void
pdl_framework_free (gpointer data)
{
  PdlFramework *framework = data;

  g_ptr_array_unref (framework->cells);
  g_ptr_array_unref (framework->letters);
  g_free (framework);
}

static gboolean
read_text (PdlIniGroup *group, const char *key, const char **ret_text, GError **error)
{
  *ret_text = pdl_ini_group_get (group, key);
  return (*ret_text != NULL && **ret_text != '\0') || pdl_ini_group_set_error (group, key, error, _ ("this key is needed"));
}

gboolean
pdl_knowledge_read_framework (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  PdlFramework *framework;
  const char *first;

  if (!declare)
    {
      framework = (PdlFramework *) pdl_knowledge_lookup_framework (self, pdl_ini_group_get_name (group));
      return pdl_knowledge_read_basis (self, group, &framework->basis, error) && pdl_ini_group_check_all_read (group, error);
    }
  framework = g_new0 (PdlFramework, 1);
  framework->id = pdl_ini_group_get_name (group);
  framework->cells = g_ptr_array_new_with_free_func (cell_free);
  framework->letters = g_ptr_array_new_with_free_func (letter_free);
  g_ptr_array_add (self->frameworks, framework);
  first = pdl_ini_group_get (group, "first");
  framework->first = g_strcmp0 (first, "true") == 0;
  if (first != NULL && !framework->first && strcmp (first, "false") != 0)
    return pdl_ini_group_set_error (group, "first", error, _ ("“true” or “false” is needed"));
  return read_text (group, "label", &framework->label, error) && read_text (group, "text", &framework->text, error);
}

/* The framework of "[framework-cell noms/low-hs]", and the part behind the slash. */
static PdlFramework *
find_owner (PdlKnowledge *self, PdlIniGroup *group, const char **ret_id, GError **error)
{
  const char *slash = strchr (pdl_ini_group_get_name (group), '/');
  g_autofree char *name = slash != NULL ? g_strndup (pdl_ini_group_get_name (group), slash - pdl_ini_group_get_name (group)) : NULL;
  PdlFramework *framework = name != NULL ? (PdlFramework *) pdl_knowledge_lookup_framework (self, name) : NULL;

  if (framework == NULL || slash[1] == '\0')
    {
      pdl_ini_group_set_error (group, NULL, error, _ ("a group of this kind is named FRAMEWORK/PART"));
      return NULL;
    }
  *ret_id = slash + 1;
  return framework;
}

gboolean
pdl_knowledge_read_framework_cell (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  const char *id;
  PdlFramework *framework;
  PdlFrameworkCell *cell;

  if (declare)
    return TRUE;
  framework = find_owner (self, group, &id, error);
  if (framework == NULL)
    return FALSE;
  cell = g_new0 (PdlFrameworkCell, 1);
  cell->id = id;
  g_ptr_array_add (framework->cells, cell);
  if (!read_text (group, "text", &cell->text, error))
    return FALSE;
  cell->when = pdl_expr_compile (self, group, "when", 0, NULL, error);
  if (cell->when == NULL)
    return FALSE;
  if (!pdl_expr_is_condition (cell->when))
    return pdl_ini_group_set_error (group, "when", error, _ ("a condition is needed"));
  return pdl_ini_group_check_all_read (group, error);
}

gboolean
pdl_knowledge_read_framework_letter (PdlKnowledge *self, PdlIniGroup *group, gboolean declare, GError **error)
{
  g_auto (GStrv) names = NULL;
  const char *id;
  PdlFramework *framework;
  PdlFrameworkLetter *letter;

  if (declare)
    return TRUE;
  framework = find_owner (self, group, &id, error);
  if (framework == NULL)
    return FALSE;
  letter = g_new0 (PdlFrameworkLetter, 1);
  letter->id = id;
  g_ptr_array_add (framework->letters, letter);
  names = pdl_ini_group_get_list (group, "shows");
  if (names == NULL)
    return pdl_ini_group_set_error (group, "shows", error, _ ("this key is needed"));
  letter->shows = g_new0 (const PdlFinding *, g_strv_length (names) + 1);
  for (guint i = 0; names[i] != NULL; i++)
    {
      letter->shows[i] = pdl_dictionary_lookup (self->dictionary, names[i]);
      if (letter->shows[i] == NULL)
        return pdl_ini_group_set_error (group, "shows", error, _ ("“%s” is not in the dictionary"), names[i]);
    }
  return read_text (group, "label", &letter->label, error) && read_text (group, "question", &letter->question, error)
         && read_text (group, "text", &letter->text, error) && pdl_ini_group_check_all_read (group, error);
}

guint
pdl_knowledge_get_n_frameworks (PdlKnowledge *self)
{
  return self->frameworks->len;
}

const PdlFramework *
pdl_knowledge_get_framework (PdlKnowledge *self, guint index)
{
  return g_ptr_array_index (self->frameworks, index);
}

const PdlFramework *
pdl_knowledge_lookup_framework (PdlKnowledge *self, const char *id)
{
  for (guint i = 0; i < self->frameworks->len; i++)
    if (strcmp (pdl_knowledge_get_framework (self, i)->id, id) == 0)
      return pdl_knowledge_get_framework (self, i);
  return NULL;
}

GPtrArray *
pdl_framework_read (const PdlFramework *self, PdlEvaluation *evaluation, int target, gboolean *ret_certain)
{
  GPtrArray *cells = g_ptr_array_new ();

  *ret_certain = TRUE;
  for (guint i = 0; i < self->cells->len; i++)
    {
      PdlFrameworkCell *cell = g_ptr_array_index (self->cells, i);
      PdlTruth truth = pdl_evaluation_test (evaluation, cell->when, target);

      if (truth == PDL_TRUTH_FALSE)
        continue;
      g_ptr_array_add (cells, cell);
      *ret_certain &= truth == PDL_TRUTH_TRUE;
      if (self->first && truth == PDL_TRUTH_TRUE)
        break;
    }
  return cells;
}
