/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "coverage.h"

GArray *
coverage_list (PdlKnowledge *knowledge)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (CoverageItem));

  for (guint i = 0; i < knowledge->statements->len; i++)
    {
      const PdlStatementRule *rule = g_ptr_array_index (knowledge->statements, i);
      const CoverageItem item = { "statement", rule->statement.id, rule->when };

      g_array_append_val (items, item);
    }
  for (guint i = 0; i < knowledge->alerts->len; i++)
    {
      const PdlAlertRule *rule = g_ptr_array_index (knowledge->alerts, i);
      const CoverageItem item = { "alert", rule->alert.id, rule->when };

      g_array_append_val (items, item);
    }
  return items;
}

const char *
coverage_name (int value)
{
  return value == PDL_LEAF_TRUE ? "true" : value == PDL_LEAF_FALSE ? "false" : "unknown";
}

char *
coverage_solve (PdlKnowledge *knowledge, const CoverageItem *item, int value, char **ret_reason)
{
  g_autoptr (PdlSpace) space = pdl_space_new (knowledge);
  g_autoptr (PdlDiagrams) diagrams = NULL;
  g_autofree guint *classes = NULL;
  g_autofree char *uid = g_strdup_printf ("%s__%s__%s", item->kind, item->id, coverage_name (value));
  g_autofree char *json = NULL;
  PdlDiagram diagram;
  gboolean exact;

  *ret_reason = NULL;
  if (!pdl_space_add (space, item->when, ret_reason))
    return NULL;
  pdl_space_close (space);
  diagrams = pdl_space_make_diagrams (space, 0);
  diagram = pdl_space_condition (space, diagrams, item->when, NULL, NULL);
  classes = g_new (guint, pdl_space_get_n_axes (space) + 1);
  if (!pdl_diagram_find (diagrams, diagram, value, classes))
    {
      *ret_reason = g_strdup (value == PDL_LEAF_TRUE    ? "no patient makes it true"
                              : value == PDL_LEAF_FALSE ? "it holds for every patient it can be told of"
                                                        : "it asks itself whether its findings are known, so it is never open");
      return NULL;
    }
  json = pdl_space_make_case (space, classes, uid, FALSE, &exact);
  if (!exact)
    *ret_reason = g_strdup ("a finding that is only derived could not be brought there");
  return exact ? g_steal_pointer (&json) : NULL;
}
