/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * An expression: made and checked when its file is read, with what it reads; one that compiled cannot fail when it runs.
 */

#include "pdl-expr-parse.h"
#include "pdl-program.h"

#include <math.h>
#include <string.h>

G_DEFINE_QUARK (pdl-knowledge-error-quark, pdl_knowledge_error)

gboolean
pdl_parse_fail (PdlParse *parse, guint column, PdlKnowledgeError code, GError **error, const char *message)
{
  const char *name = pdl_ini_group_get_name (parse->group);

  g_set_error (error, PDL_KNOWLEDGE_ERROR, code, "%s:%u: [%s%s%s] %s, column %u: %s",
               pdl_ini_get_name (pdl_ini_group_get_ini (parse->group)), pdl_ini_group_get_key_line (parse->group, parse->key),
               pdl_ini_group_get_kind (parse->group), *name != '\0' ? " " : "", name, parse->key, parse->column + column + 1, message);
  return FALSE;
}

void
pdl_node_free (PdlNode *node)
{
  if (node == NULL)
    return;
  g_clear_pointer (&node->children, g_ptr_array_unref);
  g_clear_pointer (&node->kinds, g_ptr_array_unref);
  g_clear_pointer (&node->where, pdl_node_free);
  g_free (node->cells);
  g_free (node->text);
  g_free (node);
}

/* ---- what it reads ---------------------------------------------------------------------------------------------- */

static void
note_finding (PdlExpr *self, const PdlFinding *finding)
{
  if (!g_ptr_array_find (self->findings, finding, NULL))
    g_ptr_array_add (self->findings, (gpointer) finding);
}

static void
collect (PdlExpr *self, const PdlNode *node, gboolean elsewhere)
{
  if (node->type == PDL_NODE_FINDING)
    {
      note_finding (self, node->finding);
      if (!elsewhere && node->finding->scope >= PDL_SCOPE_LEVEL)
        self->per_target = TRUE;
    }
  else if (node->type == PDL_NODE_DEFINE)
    {
      for (guint i = 0; i < node->define->findings->len; i++)
        note_finding (self, g_ptr_array_index (node->define->findings, i));
      self->per_target = self->per_target || (!elsewhere && node->define->per_target);
    }
  else if (node->type == PDL_NODE_SCORE)
    {
      for (guint i = 0; i < node->score->items->len; i++)
        {
          const PdlItemRule *item = &g_array_index (node->score->items, PdlItemRule, i);

          if (item->item.finding != NULL)
            note_finding (self, item->item.finding);
        }
      self->per_target = self->per_target || (!elsewhere && node->score->score.scope != PDL_SCOPE_PATIENT);
    }
  else if (node->type == PDL_NODE_QUERY)
    {
      if (node->where != NULL)
        collect (self, node->where, elsewhere || node->range == PDL_RANGE_LEVELS || node->range == PDL_RANGE_TARGETS);
      if (node->finding != NULL && node->finding->scope != PDL_SCOPE_FIELD)
        note_finding (self, node->finding);
      if (node->series != NULL)
        note_finding (self, node->series);
      if (!elsewhere && (node->range == PDL_RANGE_PRESENT_COURSE || node->range == PDL_RANGE_PRIOR_COURSES))
        self->per_target = TRUE;
    }
  else if (node->type == PDL_NODE_FIELD && g_strcmp0 (node->text, "at_target") == 0 && !elsewhere)
    self->per_target = TRUE;
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    collect (self, g_ptr_array_index (node->children, i), elsewhere);
}

PdlExpr *
pdl_expr_compile_text (PdlKnowledge *knowledge, PdlIniGroup *group, const char *key, const char *text, guint column,
                       PdlExprFlags flags, const PdlFinding *type_of, GError **error)
{
  PdlParse parse = { knowledge, group, key, text, column, flags, NULL };
  g_autoptr (PdlNode) root = pdl_parse_run (&parse, error);
  PdlExpr *self;

  if (root == NULL || !pdl_parse_resolve (&parse, root, type_of, error) || !pdl_parse_check_classes (&parse, root, type_of, error)
      || !pdl_parse_check_result (&parse, root, type_of, error))
    return NULL;
  self = g_new0 (PdlExpr, 1);
  self->knowledge = knowledge;
  self->text = g_strdup (text);
  self->root = g_steal_pointer (&root);
  self->findings = g_ptr_array_new ();
  collect (self, self->root, FALSE);
  self->program = pdl_program_new (self->root, knowledge);
  return self;
}

PdlExpr *
pdl_expr_compile (PdlKnowledge *knowledge, PdlIniGroup *group, const char *key, PdlExprFlags flags, const PdlFinding *type_of,
                  GError **error)
{
  const char *text = pdl_ini_group_get (group, key);

  if (text == NULL || *text == '\0')
    {
      pdl_ini_group_set_error (group, key, error, "this key is needed");
      return NULL;
    }
  return pdl_expr_compile_text (knowledge, group, key, text, 0, flags, type_of, error);
}

void
pdl_expr_free (PdlExpr *self)
{
  if (self == NULL)
    return;
  pdl_program_free (self->program);
  pdl_node_free (self->root);
  g_ptr_array_unref (self->findings);
  g_free (self->text);
  g_free (self);
}

const char *
pdl_expr_get_text (const PdlExpr *self)
{
  return self->text;
}

gboolean
pdl_expr_is_condition (const PdlExpr *self)
{
  return self->root->is_bool;
}

gboolean
pdl_expr_is_per_target (const PdlExpr *self)
{
  return self->per_target;
}

GPtrArray *
pdl_expr_get_findings (const PdlExpr *self)
{
  return self->findings;
}

/* What is rare: a level, the option in hand, the reference of the tests. */
static G_GNUC_NO_INLINE double
run_elsewhere (const PdlExpr *self, PdlFacts *facts, int target, PdlLevel level, guint32 uses)
{
  PdlScopeNow now = { facts, target, level, uses, NULL, NULL, 0, NULL };
  PdlContext context;

  if (self->program == NULL || facts->walks || target >= (int) facts->n_targets)
    return pdl_node_run (self->root, &now);
  pdl_context_init (&context, facts, target, level, uses);
  return pdl_program_run (self->program, &context);
}

static inline double
run (const PdlExpr *self, PdlFacts *facts, int target, PdlLevel level, guint32 uses)
{
  if (G_LIKELY (level == PDL_LEVEL_NONE && uses == 0 && self->program != NULL && target < (int) facts->n_contexts - 1 && !facts->walks))
    return pdl_program_run (self->program, &facts->contexts[target + 1]);
  return run_elsewhere (self, facts, target, level, uses);
}

PdlTruth
pdl_expr_test (const PdlExpr *self, PdlFacts *facts, int target, PdlLevel level, guint32 uses)
{
  double result = run (self, facts, target, level, uses);

  return isnan (result) ? PDL_TRUTH_UNKNOWN : result != 0 ? PDL_TRUTH_TRUE : PDL_TRUTH_FALSE;
}

double
pdl_expr_number (const PdlExpr *self, PdlFacts *facts, int target, PdlLevel level)
{
  return run (self, facts, target, level, 0);
}
