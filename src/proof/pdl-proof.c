/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * One property over the whole space: the diagram of the patients that break it, those an exception speaks of taken out and
 * counted, and the smallest one left.
 */

#include "pdl-proof-private.h"

#include <string.h>

typedef struct
{
  PdlModel *model;
  PdlDiagrams *diagrams;
  const PdlProperty *property;
  PdlProof *proof;
  int axis;               /* of the finding, -1: none */
  PdlDiagram asked;       /* where the property says something */
  PdlDiagram broken;
  PdlDiagram each[64];    /* NEVER: by option, where it stands against the property */
  PdlDiagram other;       /* class of the finding the broken state is compared with */
} Proving;

static PdlDiagram
truth (Proving *self, gboolean value)
{
  return pdl_diagram_leaf (self->diagrams, value ? PDL_LEAF_TRUE : PDL_LEAF_FALSE);
}

static PdlDiagram
both (Proving *self, PdlDiagram a, PdlDiagram b)
{
  return pdl_diagram_join (self->diagrams, PDL_JOIN_AND, a, b);
}

static PdlDiagram
either (Proving *self, PdlDiagram a, PdlDiagram b)
{
  return pdl_diagram_join (self->diagrams, PDL_JOIN_OR, a, b);
}

static PdlDiagram
holds (Proving *self, const PdlExpr *when)
{
  return pdl_diagram_is (self->diagrams, pdl_space_condition (self->model->space, self->diagrams, when, NULL, NULL), PDL_LEAF_TRUE);
}

/* ---- the kinds ----------------------------------------------------------------------------------------------------- */

static void
ask_decided (Proving *self)
{
  static const int more[] = { 1, 2, 2 };
  PdlModel *model = self->model;
  PdlDiagram n = pdl_diagram_leaf (self->diagrams, 0);
  PdlDiagram cannot = pdl_diagram_is (self->diagrams, model->state, PDL_STATE_CANNOT_DETERMINE);

  for (guint o = 0; o < pdl_knowledge_get_n_options (pdl_space_get_knowledge (model->space)); o++)
    n = pdl_diagram_if (self->diagrams, model->listed[o], pdl_diagram_map (self->diagrams, n, more, 3), n);
  self->broken = both (self, pdl_diagram_not (self->diagrams, cannot), pdl_diagram_is (self->diagrams, model->first, PDL_MODEL_NOTHING));
  self->broken = either (self, self->broken, pdl_diagram_join (self->diagrams, PDL_JOIN_LESS, n, pdl_diagram_leaf (self->diagrams, 2)));
  self->broken = either (self, self->broken, pdl_diagram_is (self->diagrams, model->row, PDL_MODEL_NOTHING));
}

static void
ask_reached (Proving *self)
{
  PdlKnowledge *knowledge = pdl_space_get_knowledge (self->model->space);
  g_autoptr (GString) missing = g_string_new (NULL);

  for (guint r = 0; r < pdl_knowledge_get_n_rows (knowledge); r++)
    if (pdl_diagram_is (self->diagrams, self->model->row, (int) r) == truth (self, FALSE))
      g_string_append_printf (missing, "%s%s", missing->len > 0 ? ", " : "", pdl_knowledge_get_row (knowledge, r)->id);
  if (missing->len > 0)
    {
      self->proof->what = g_strdup (missing->str);
      self->proof->broken++;
    }
}

/* All joint fillings of the unknown inputs: one input after the other, so that the smallest and the largest row are over
 * all of them. */
static PdlDiagram
over_fillings (Proving *self, PdlDiagram of, PdlJoin join)
{
  for (guint i = 0; i < pdl_knowledge_get_n_inputs (pdl_space_get_knowledge (self->model->space)); i++)
    {
      guint unknown = pdl_space_get_axis (self->model->space, i)->n_classes - 1;
      PdlDiagram filled = pdl_diagram_fix (self->diagrams, of, i, 0);

      for (guint v = 1; v < unknown; v++)
        filled = pdl_diagram_join (self->diagrams, join, filled, pdl_diagram_fix (self->diagrams, of, i, v));
      of = pdl_diagram_if (self->diagrams, pdl_diagram_is (self->diagrams, pdl_diagram_variable (self->diagrams, i), (int) unknown), filled, of);
    }
  return of;
}

static void
ask_settled (Proving *self)
{
  PdlDiagram row = self->model->row;
  PdlDiagram same = pdl_diagram_join (self->diagrams, PDL_JOIN_EQUAL, row, over_fillings (self, row, PDL_JOIN_MIN));

  same = both (self, same, pdl_diagram_join (self->diagrams, PDL_JOIN_EQUAL, row, over_fillings (self, row, PDL_JOIN_MAX)));
  self->asked = pdl_diagram_is (self->diagrams, self->model->state, PDL_STATE_DETERMINED);
  self->broken = both (self, self->asked, pdl_diagram_not (self->diagrams, same));
}

static PdlDiagram
any_option (Proving *self)
{
  PdlDiagram any = truth (self, FALSE);

  for (guint o = 0; o < 64; o++)
    any = either (self, any, self->each[o]);
  return any;
}

static void
ask_never (Proving *self)
{
  PdlModel *model = self->model;

  self->asked = holds (self, self->property->when);
  for (guint o = 0; o < 64; o++)
    {
      PdlDiagram there;

      self->each[o] = truth (self, FALSE);
      if ((self->property->options & ((guint64) 1 << o)) == 0)
        continue;
      if (self->property->place == PDL_PLACE_FIRST)
        there = pdl_diagram_is (self->diagrams, model->first, (int) o);
      else if (self->property->place == PDL_PLACE_READY)
        there = both (self, model->listed[o], pdl_diagram_not (self->diagrams, model->waiting[o]));
      else
        there = model->listed[o];
      self->each[o] = both (self, self->asked, there);
    }
  self->broken = any_option (self);
}

static void
ask_within (Proving *self)
{
  GArray *limits = self->model->limits;
  g_autofree int *longer = g_new (int, limits->len);

  for (guint i = 0; i < limits->len; i++)
    longer[i] = g_array_index (limits, PdlUrgency, i).within_h < 0 || g_array_index (limits, PdlUrgency, i).within_h > self->property->within_h;
  self->asked = holds (self, self->property->when);
  self->broken = both (self, self->asked, pdl_diagram_map (self->diagrams, self->model->limit, longer, limits->len));
}

static PdlDiagram
at_class (Proving *self, PdlDiagram of, guint class)
{
  return pdl_diagram_fix (self->diagrams, of, (guint) self->axis, class);
}

static PdlDiagram
is_class (Proving *self, guint class)
{
  return pdl_diagram_is (self->diagrams, pdl_diagram_variable (self->diagrams, (guint) self->axis), (int) class);
}

static void
ask_ordered (Proving *self)
{
  const GArray *values = self->property->values;

  self->asked = truth (self, FALSE);
  for (guint i = 1; i < values->len; i++)
    {
      guint better, worse;
      PdlDiagram longer;

      if (!pdl_space_tells (self->model->space, (guint) self->axis, g_array_index (values, guint, i - 1), &better)
          || !pdl_space_tells (self->model->space, (guint) self->axis, g_array_index (values, guint, i), &worse))
        continue;
      longer = pdl_diagram_join (self->diagrams, PDL_JOIN_LESS, at_class (self, self->model->within, better), at_class (self, self->model->within, worse));
      self->asked = either (self, self->asked, is_class (self, worse));
      self->broken = either (self, self->broken, both (self, is_class (self, worse), longer));
      self->other = pdl_diagram_if (self->diagrams, is_class (self, worse), pdl_diagram_leaf (self->diagrams, (int) better), self->other);
    }
}

static void
ask_cautious (Proving *self)
{
  guint unknown = pdl_space_get_axis (self->model->space, (guint) self->axis)->n_classes - 1;
  PdlDiagram worst = at_class (self, self->model->within, 0);

  self->other = pdl_diagram_leaf (self->diagrams, 0);
  for (guint v = 1; v < unknown; v++)
    {
      PdlDiagram here = at_class (self, self->model->within, v);

      self->other = pdl_diagram_if (self->diagrams, pdl_diagram_join (self->diagrams, PDL_JOIN_LESS, here, worst),
                                    pdl_diagram_leaf (self->diagrams, (int) v), self->other);
      worst = pdl_diagram_join (self->diagrams, PDL_JOIN_MIN, worst, here);
    }
  self->asked = is_class (self, unknown);
  self->broken = both (self, self->asked, pdl_diagram_join (self->diagrams, PDL_JOIN_LESS, worst, at_class (self, self->model->within, unknown)));
}

/* ---- exceptions and the patient ------------------------------------------------------------------------------------- */

static void
take_out (Proving *self, const PdlException *exception)
{
  PdlDiagram covered = holds (self, exception->when), left;
  PdlExcepted excepted = { exception, 0 };

  if (exception->findings->len > 0 && !g_ptr_array_find (exception->findings, self->proof->finding, NULL))
    return;
  if (exception->rows != 0)
    {
      PdlDiagram there = truth (self, FALSE);

      for (guint r = 0; r < 64; r++)
        if ((exception->rows & ((guint64) 1 << r)) != 0)
          there = either (self, there, either (self, pdl_diagram_is (self->diagrams, self->model->row, (int) r),
                                               pdl_diagram_is (self->diagrams, self->model->row_also, (int) r)));
      covered = both (self, covered, there);
    }
  left = both (self, self->broken, pdl_diagram_not (self->diagrams, covered));
  if (self->property->kind == PDL_PROPERTY_NEVER)
    {
      for (guint o = 0; o < 64; o++)
        if (exception->options == 0 || (exception->options & ((guint64) 1 << o)) != 0)
          self->each[o] = both (self, self->each[o], pdl_diagram_not (self->diagrams, covered));
      left = any_option (self);
    }
  excepted.states = pdl_diagram_count (self->diagrams, both (self, self->broken, pdl_diagram_not (self->diagrams, left)), PDL_LEAF_TRUE);
  g_array_append_val (self->proof->excepted, excepted);
  self->broken = left;
}

static char *
describe (Proving *self, const guint *classes)
{
  PdlModel *model = self->model;
  PdlKnowledge *knowledge = pdl_space_get_knowledge (model->space);
  const PdlUrgency *limit = &g_array_index (model->limits, PdlUrgency, pdl_diagram_get (self->diagrams, model->limit, classes));
  int first = pdl_diagram_get (self->diagrams, model->first, classes);
  GString *text = g_string_new (pdl_knowledge_get_row (knowledge, (guint) pdl_diagram_get (self->diagrams, model->row, classes))->id);

  g_string_append_printf (text, ", first %s, within %d h", first != PDL_MODEL_NOTHING ? pdl_knowledge_get_option (knowledge, (guint) first)->id : "-",
                          limit->within_h);
  for (guint o = 0; o < pdl_knowledge_get_n_options (knowledge); o++)
    if (self->property->kind == PDL_PROPERTY_NEVER && pdl_diagram_get (self->diagrams, self->each[o], classes) == PDL_LEAF_TRUE)
      g_string_append_printf (text, ", lists %s", pdl_knowledge_get_option (knowledge, o)->id);
  return g_string_free (text, FALSE);
}

/* Row the compared state ends at. */
static PdlDiagram
row_beside (Proving *self)
{
  PdlDiagram row = self->model->row;

  for (guint c = 0; c < pdl_space_get_axis (self->model->space, (guint) self->axis)->n_classes; c++)
    row = pdl_diagram_if (self->diagrams, pdl_diagram_is (self->diagrams, self->other, (int) c), at_class (self, self->model->row, c), row);
  return row;
}

/* "PLT-06 (PLT-01), PLT-29 (PLT-07, PLT-31)": where the broken states end, and those they are compared with. */
static char *
list_rows (Proving *self)
{
  PdlKnowledge *knowledge = pdl_space_get_knowledge (self->model->space);
  guint n = pdl_knowledge_get_n_rows (knowledge);
  PdlDiagram beside = self->axis >= 0 ? row_beside (self) : self->model->row;
  GString *text = g_string_new (NULL);

  for (guint r = 0; r < n; r++)
    {
      PdlDiagram here = both (self, self->broken, pdl_diagram_is (self->diagrams, self->model->row, (int) r));
      gboolean first = TRUE;

      if (here == truth (self, FALSE))
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", pdl_knowledge_get_row (knowledge, r)->id);
      for (guint b = 0; self->axis >= 0 && b < n; b++)
        if (both (self, here, pdl_diagram_is (self->diagrams, beside, (int) b)) != truth (self, FALSE))
          {
            g_string_append_printf (text, "%s%s", first ? " (" : ", ", pdl_knowledge_get_row (knowledge, b)->id);
            first = FALSE;
          }
      if (!first)
        g_string_append_c (text, ')');
    }
  return g_string_free (text, FALSE);
}

static void
find_patient (Proving *self)
{
  PdlProof *proof = self->proof;
  g_autofree guint *classes = g_new (guint, pdl_space_get_n_axes (self->model->space) + 1);
  g_autofree char *here = NULL, *there = NULL;

  if (!pdl_diagram_find (self->diagrams, self->broken, PDL_LEAF_TRUE, classes))
    return;
  proof->broken = pdl_diagram_count (self->diagrams, self->broken, PDL_LEAF_TRUE);
  proof->rows = list_rows (self);
  proof->patient = pdl_space_make_case (self->model->space, classes, NULL, TRUE, NULL);
  here = describe (self, classes);
  if (self->axis < 0)
    {
      proof->what = g_steal_pointer (&here);
      return;
    }
  classes[self->axis] = (guint) pdl_diagram_get (self->diagrams, self->other, classes);
  proof->beside = pdl_space_make_case (self->model->space, classes, NULL, TRUE, NULL);
  there = describe (self, classes);
  proof->what = g_strdup_printf ("%s; beside it %s", here, there);
}

PdlProof *
pdl_proof_run (PdlModel *model, const PdlProperty *property, const PdlFinding *finding)
{
  PdlProof *proof = g_new0 (PdlProof, 1);
  Proving self = { model, model->diagrams, property, proof, finding != NULL ? pdl_space_find_axis (model->space, finding) : -1 };

  proof->property = property;
  proof->finding = finding;
  proof->excepted = g_array_new (FALSE, FALSE, sizeof (PdlExcepted));
  self.asked = truth (&self, TRUE);
  self.broken = truth (&self, FALSE);
  self.other = pdl_diagram_leaf (self.diagrams, 0);
  switch (property->kind)
    {
    case PDL_PROPERTY_DECIDED: ask_decided (&self); break;
    case PDL_PROPERTY_REACHED: ask_reached (&self); break;
    case PDL_PROPERTY_SETTLED: ask_settled (&self); break;
    case PDL_PROPERTY_NEVER: ask_never (&self); break;
    case PDL_PROPERTY_WITHIN: ask_within (&self); break;
    case PDL_PROPERTY_ORDERED:
      if (self.axis >= 0)
        ask_ordered (&self);
      break;
    case PDL_PROPERTY_CAUTIOUS:
      if (self.axis >= 0)
        ask_cautious (&self);
      break;
    }
  proof->states = pdl_diagram_count (self.diagrams, self.asked, PDL_LEAF_TRUE);
  for (guint i = 0; i < property->exceptions->len; i++)
    take_out (&self, g_ptr_array_index (property->exceptions, i));
  find_patient (&self);
  return proof;
}

void
pdl_proof_free (PdlProof *self)
{
  g_array_unref (self->excepted);
  g_free (self->patient);
  g_free (self->beside);
  g_free (self->what);
  g_free (self->rows);
  g_free (self);
}
