/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Worlds. A modifier whose settings reach further than the list leaves a record that reads otherwise for
 * everything after it: what it sets, and what is derived from that. Such a definition exists a second time,
 * with the name of the modifier behind its own, for each target, since a modifier holds for one target.
 * World 0 is the record; what a setting does not touch is read there.
 */

#include "pdl-cql-private.h"

struct _PdlCqlWorld
{
  guint modifier;
  const char *suffix;
  GHashTable *touched; /* PdlFinding or PdlScore → GINT_TO_POINTER (1) when a setting touches it, else 0 */
};

static void
world_free (gpointer data)
{
  PdlCqlWorld *world = data;

  g_hash_table_unref (world->touched);
  g_free (world);
}

void
pdl_cql_begin_world (PdlCql *self, guint modifier)
{
  PdlCqlWorld *world = g_new0 (PdlCqlWorld, 1);

  if (self->worlds == NULL)
    self->worlds = g_ptr_array_new_with_free_func (world_free);
  world->modifier = modifier;
  world->suffix = pdl_cql_say (self, " after %s", pdl_knowledge_get_modifier (self->knowledge, modifier)->id);
  world->touched = g_hash_table_new (NULL, NULL);
  g_ptr_array_add (self->worlds, world);
  self->world = self->worlds->len;
}

static const PdlExpr *
find_setting (PdlCql *self, const PdlCqlWorld *world, const PdlFinding *finding)
{
  PdlModifierSyntax syntax;
  const PdlExpr *value;

  pdl_syntax_get_modifier (self->knowledge, world->modifier, &syntax);
  for (guint i = 0; i < syntax.n_sets; i++)
    if (pdl_syntax_get_setting (self->knowledge, world->modifier, i, &value) == finding)
      return value;
  return NULL;
}

/* ---- what a setting touches
 * ------------------------------------------------------------------------------------------ */

static gboolean touches_node (PdlCql *self, PdlCqlWorld *world, const PdlNode *node);

static gboolean
touches_expr (PdlCql *self, PdlCqlWorld *world, const PdlExpr *expr)
{
  return expr != NULL && touches_node (self, world, pdl_expr_get_root (expr));
}

static gboolean
touches_finding (PdlCql *self, PdlCqlWorld *world, const PdlFinding *finding)
{
  gpointer known;
  gboolean touched;

  if (finding == NULL || finding->scope == PDL_SCOPE_FIELD)
    return FALSE;
  if (g_hash_table_lookup_extended (world->touched, finding, NULL, &known))
    return GPOINTER_TO_INT (known);
  /* No rule reads itself; the entry stands while its rule is looked at. */
  g_hash_table_insert (world->touched, (gpointer)finding, GINT_TO_POINTER (FALSE));
  touched = find_setting (self, world, finding) != NULL
            || (finding->kind != PDL_KIND_RECORDED
                && touches_expr (self, world, pdl_syntax_get_derivation (self->knowledge, finding)));
  g_hash_table_insert (world->touched, (gpointer)finding, GINT_TO_POINTER (touched));
  return touched;
}

static gboolean
touches_score (PdlCql *self, PdlCqlWorld *world, const PdlScore *score)
{
  PdlScoreSyntax syntax;
  gpointer known;
  gboolean touched;

  if (g_hash_table_lookup_extended (world->touched, score, NULL, &known))
    return GPOINTER_TO_INT (known);
  g_hash_table_insert (world->touched, (gpointer)score, GINT_TO_POINTER (FALSE));
  pdl_syntax_get_score (self->knowledge, score, &syntax);
  touched = touches_expr (self, world, syntax.applies) || touches_expr (self, world, syntax.scored)
            || touches_expr (self, world, syntax.total);
  for (guint i = 0; i < score->n_bands && !touched; i++)
    touched = touches_expr (self, world, pdl_syntax_get_band (self->knowledge, score, i));
  for (guint i = 0; i < score->n_items && !touched; i++)
    {
      PdlItemSyntax item;

      pdl_syntax_get_item (self->knowledge, score, i, &item);
      touched = touches_expr (self, world, item.value) || touches_expr (self, world, item.low)
                || touches_expr (self, world, item.high)
                || touches_finding (self, world, score->items[i].finding);
    }
  g_hash_table_insert (world->touched, (gpointer)score, GINT_TO_POINTER (touched));
  return touched;
}

static gboolean
touches_node (PdlCql *self, PdlCqlWorld *world, const PdlNode *node)
{
  gboolean touched = FALSE;

  switch (pdl_node_get_type (node))
    {
    case PDL_NODE_LITERAL:
    case PDL_NODE_FIELD:
      return FALSE;
    case PDL_NODE_FINDING:
      return touches_finding (self, world, pdl_node_get_finding (node));
    case PDL_NODE_DEFINE:
      return touches_node (self, world, pdl_node_get_define (node));
    case PDL_NODE_SCORE:
      return touches_score (self, world, pdl_node_get_score (node));
    case PDL_NODE_CALL:
      /* An entry is what was recorded, whatever a modifier sets. */
      if (pdl_node_get_op (node) == PDL_CALL_ENTERED || pdl_node_get_op (node) == PDL_CALL_IS_ENTERED)
        return FALSE;
      break;
    case PDL_NODE_QUERY:
      touched
          = touches_finding (self, world, pdl_node_get_finding (node))
            || (pdl_node_get_where (node) != NULL && touches_node (self, world, pdl_node_get_where (node)));
      break;
    default:
      break;
    }
  for (guint i = 0; i < pdl_node_get_n_children (node) && !touched; i++)
    touched = touches_node (self, world, pdl_node_get_child (node, i));
  return touched;
}

static PdlCqlWorld *
get_world (PdlCql *self, guint index)
{
  return g_ptr_array_index (self->worlds, index - 1);
}

guint
pdl_cql_world_of_finding (PdlCql *self, const PdlFinding *finding)
{
  guint world = self->world;

  while (world > 0 && !touches_finding (self, get_world (self, world), finding))
    world--;
  return world;
}

guint
pdl_cql_world_of_score (PdlCql *self, const PdlScore *score)
{
  guint world = self->world;

  while (world > 0 && !touches_score (self, get_world (self, world), score))
    world--;
  return world;
}

guint
pdl_cql_world_of_node (PdlCql *self, const PdlNode *node)
{
  guint world = self->world;

  while (world > 0 && !touches_node (self, get_world (self, world), node))
    world--;
  return world;
}

/* ---- names
 * ------------------------------------------------------------------------------------------------------- */

const char *
pdl_cql_in_world (PdlCql *self, guint world, const char *name)
{
  return world > 0 ? pdl_cql_say (self, "%s%s", name, get_world (self, world)->suffix) : name;
}

PdlCqlScope
pdl_cql_seen (PdlCql *self, PdlCqlPlace place, guint world, const PdlCqlScope *from)
{
  PdlCqlScope scope = { place, NULL, NULL };

  if (place == PDL_CQL_LEVEL)
    scope.index = from->index;
  else if (place == PDL_CQL_TARGET || world > 0)
    scope.index = pdl_cql_target_index (self, from);
  return scope;
}

const char *
pdl_cql_set_fact (PdlCql *self, const PdlFinding *finding, const PdlCqlScope *scope)
{
  guint world = self->world;
  const char *id, *before;

  if (world == 0)
    return NULL;
  if (find_setting (self, get_world (self, world), finding) == NULL)
    {
      for (guint i = 1; i < world; i++)
        if (find_setting (self, get_world (self, i), finding) != NULL)
          pdl_cql_refuse (self, "a setting that follows from a later one", finding->id);
      return NULL;
    }
  if (finding->scope == PDL_SCOPE_LEVEL)
    pdl_cql_refuse (self, "a setting of a level", finding->id);
  id = pdl_knowledge_get_modifier (self->knowledge, get_world (self, world)->modifier)->id;
  self->world = world - 1;
  before = pdl_cql_fact (self, finding, scope);
  self->world = world;
  return pdl_cql_say (self, "if \"modifier %s\"[%s] then \"%s sets %s\"[%s] else %s", id, scope->index, id,
                      finding->id, scope->index, before);
}
