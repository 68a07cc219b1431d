/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What the decision reads, so that its space can be cut; and the model set beside the evaluation of a case.
 */

#include "pdl-model.h"

#include <glib/gi18n-lib.h>

/* ---- the space ---------------------------------------------------------------------------------------------------- */

gboolean
pdl_model_reads (const PdlModifierRule *rule)
{
  return rule->sets->len > 0 || rule->drops->len > 0 || rule->swaps->len > 0 || rule->adds->len > 0 || rule->provisional
         || rule->waits_uses != 0 || (rule->shorten && rule->urgency != NULL);
}

static gboolean
add (PdlSpace *space, const PdlExpr *expr, const char *where, GError **error)
{
  g_autofree char *reason = NULL;

  if (pdl_space_add (space, expr, &reason))
    return TRUE;
  g_set_error (error, PDL_KNOWLEDGE_ERROR, PDL_KNOWLEDGE_ERROR_TYPE, _ ("%s: “%s” cannot be told class by class: %s"), where,
               pdl_expr_get_text (expr), reason);
  return FALSE;
}

static gboolean
add_refs (PdlSpace *space, GArray *refs, const char *where, GError **error)
{
  for (guint i = 0; i < refs->len; i++)
    if (!add (space, g_array_index (refs, PdlOptionRef, i).condition, where, error))
      return FALSE;
  return TRUE;
}

static gboolean
add_urgency (PdlSpace *space, const PdlUrgencyRule *rule, const char *where, GError **error)
{
  for (guint i = 0; rule != NULL && i < rule->parts->len; i++)
    if (!add (space, g_array_index (rule->parts, PdlUrgencyPart, i).condition, where, error))
      return FALSE;
  return TRUE;
}

static gboolean
add_modifier (PdlSpace *space, const PdlModifierRule *rule, GError **error)
{
  const char *id = rule->modifier.id;

  if (!add (space, rule->when, id, error) || !add (space, rule->state_condition, id, error) || !add_refs (space, rule->drops, id, error)
      || !add_refs (space, rule->swaps, id, error) || !add_refs (space, rule->adds, id, error)
      || (rule->shorten && !add_urgency (space, rule->urgency, id, error)))
    return FALSE;
  for (guint i = 0; i < rule->sets->len; i++)
    if (!add (space, g_array_index (rule->sets, PdlSetting, i).value, id, error))
      return FALSE;
  return TRUE;
}

PdlSpace *
pdl_model_make_space (PdlKnowledge *knowledge, GPtrArray **ret_left_out, GError **error)
{
  g_autoptr (PdlSpace) space = pdl_space_new (knowledge);
  g_autoptr (GPtrArray) left_out = g_ptr_array_new ();

  for (guint i = 0; i < pdl_knowledge_get_n_inputs (knowledge); i++)
    pdl_space_add_input (space, pdl_knowledge_get_input (knowledge, i)->finding);
  for (guint i = 0; i < knowledge->modifiers->len; i++)
    {
      const PdlModifierRule *rule = g_ptr_array_index (knowledge->modifiers, i);

      if (!pdl_model_reads (rule))
        g_ptr_array_add (left_out, (gpointer) rule->modifier.id);
      else if (!add_modifier (space, rule, error))
        return NULL;
    }
  for (guint i = 0; i < knowledge->rows->len; i++)
    {
      const PdlRowRule *rule = g_ptr_array_index (knowledge->rows, i);

      if (!add_refs (space, rule->options, rule->row.id, error) || !add_urgency (space, rule->urgency, rule->row.id, error))
        return NULL;
    }
  for (guint i = 0; i < knowledge->swaps->len; i++)
    if (!add_refs (space, ((const PdlSwap *) g_ptr_array_index (knowledge->swaps, i))->to, "swap", error))
      return NULL;
  if (ret_left_out != NULL)
    *ret_left_out = g_steal_pointer (&left_out);
  return g_steal_pointer (&space);
}

/* ---- beside the evaluation ---------------------------------------------------------------------------------------- */

static int
at (PdlModel *self, PdlDiagram diagram, const guint *classes)
{
  return pdl_diagram_get (self->diagrams, diagram, classes);
}

static const char *
row_name (PdlModel *self, int index)
{
  return index == PDL_MODEL_NOTHING ? "-" : pdl_knowledge_get_row (pdl_space_get_knowledge (self->space), (guint) index)->id;
}

static char *
compare_rows (PdlModel *self, const guint *classes, const PdlDecisionResult *decision)
{
  const struct { const char *what; PdlDiagram diagram; const PdlRow *row; } rows[] = {
    { "row before", self->row_before, decision->row_before }, { "row", self->row, decision->row }, { "second row", self->row_also, decision->row_also },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      int index = at (self, rows[i].diagram, classes);

      if (index != (rows[i].row != NULL ? (int) rows[i].row->index : PDL_MODEL_NOTHING))
        return g_strdup_printf ("%s: %s, evaluated %s", rows[i].what, row_name (self, index), rows[i].row != NULL ? rows[i].row->id : "-");
    }
  return NULL;
}

static char *
compare_options (PdlModel *self, const guint *classes, const PdlTargetResult *target)
{
  PdlKnowledge *knowledge = pdl_space_get_knowledge (self->space);
  int first = at (self, self->first, classes);

  for (guint o = 0; o < pdl_knowledge_get_n_options (knowledge); o++)
    {
      const PdlOption *option = pdl_knowledge_get_option (knowledge, o);
      gboolean listed = FALSE, waits = FALSE;

      for (guint i = 0; i < target->n_options; i++)
        if (target->options[i].option == option)
          {
            listed = TRUE;
            waits = target->options[i].cannot_determine;
          }
      if (listed != (at (self, self->listed[o], classes) == PDL_LEAF_TRUE) || waits != (at (self, self->waiting[o], classes) == PDL_LEAF_TRUE))
        return g_strdup_printf ("%s: listed %d, waits %d, evaluated %d, %d", option->id, at (self, self->listed[o], classes),
                                at (self, self->waiting[o], classes), listed, waits);
    }
  /* With two rows an option of a row that cannot determine may stand in front without being the first-listed one. */
  if (target->decision.row_also != NULL)
    return NULL;
  if (target->decision.row->action->cannot_determine ? first != PDL_MODEL_NOTHING : first != (int) target->options[0].option->index)
    return g_strdup_printf ("first option: %d, evaluated %s", first, target->options[0].option->id);
  return NULL;
}

char *
pdl_model_compare (PdlModel *self, const guint *classes, const PdlEvaluation *evaluation)
{
  const PdlTargetResult *target = &evaluation->targets[0];
  const PdlDecisionResult *decision = &target->decision;
  const PdlUrgency *limit = &g_array_index (self->limits, PdlUrgency, at (self, self->limit, classes));
  char *differs = compare_rows (self, classes, decision);

  if (differs != NULL)
    return differs;
  if (at (self, self->state, classes) != (int) decision->state)
    return g_strdup_printf ("%s: state %d, evaluated %d", decision->row->id, at (self, self->state, classes), decision->state);
  if (limit->within_h != decision->urgency.within_h || limit->latest_h != decision->urgency.latest_h)
    return g_strdup_printf ("%s: limit %d h/%d h, evaluated %d h/%d h", decision->row->id, limit->within_h, limit->latest_h,
                            decision->urgency.within_h, decision->urgency.latest_h);
  return compare_options (self, classes, target);
}
