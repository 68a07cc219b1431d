/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The steps of src/knowledge/pdl-modifier.c in their order, each for all patients at once.
 */

#include "pdl-model.h"

#include <string.h>

#define MAX_PLACES 128

/* ---- building ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  PdlDiagram option;      /* its index or PDL_MODEL_NOTHING */
  PdlDiagram may_be_first;
} Place;

typedef struct
{
  PdlModel *model;
  PdlDiagrams *diagrams;
  PdlKnowledge *knowledge;
  guint n_inputs, n_axes;
  PdlDiagram *now;         /* by axis: what conditions read, with the settings that reach everything */
  PdlDiagram *also;        /* by input: the second run */
  PdlDiagram twice;
  Place places[MAX_PLACES];
  guint n_places;
  guint n_always;          /* places at the end */
  PdlDiagram dropped[64];
  PdlDiagram held[64];     /* by modifier */
  PdlDiagram cannot;       /* the row cannot determine */
  PdlDiagram uses[32];
  guint order[64], n_order; /* modifiers in the order they came to hold */
} Building;

static PdlDiagram
truth (Building *self, gboolean value)
{
  return pdl_diagram_leaf (self->diagrams, value ? PDL_LEAF_TRUE : PDL_LEAF_FALSE);
}

static PdlDiagram
both (Building *self, PdlDiagram a, PdlDiagram b)
{
  return pdl_diagram_join (self->diagrams, PDL_JOIN_AND, a, b);
}

static PdlDiagram
either (Building *self, PdlDiagram a, PdlDiagram b)
{
  return pdl_diagram_join (self->diagrams, PDL_JOIN_OR, a, b);
}

/* True or false: what is unknown does not hold. */
static PdlDiagram
holds (Building *self, const PdlExpr *expr, const PdlDiagram *uses)
{
  return pdl_diagram_is (self->diagrams, pdl_space_condition (self->model->space, self->diagrams, expr, self->now, uses), PDL_LEAF_TRUE);
}

/* The list itself, from the evaluator's own table. */
static PdlDiagram
draw_list (Building *self, guint depth, guint *inputs, gboolean determined)
{
  PdlDiagram children[64];

  if (depth == self->n_inputs)
    return pdl_diagram_leaf (self->diagrams, determined ? pdl_knowledge_run_list_full (self->knowledge, inputs, NULL) == PDL_STATE_DETERMINED
                                                        : (int) pdl_knowledge_run_list (self->knowledge, inputs)->index);
  for (inputs[depth] = 0; inputs[depth] <= pdl_knowledge_get_input (self->knowledge, depth)->n_values; inputs[depth]++)
    children[inputs[depth]] = draw_list (self, depth + 1, inputs, determined);
  return pdl_diagram_choose (self->diagrams, depth, children);
}

static PdlDiagram
list_at (Building *self, PdlDiagram list, const PdlDiagram *inputs)
{
  g_autofree PdlDiagram *by = g_new (PdlDiagram, self->n_axes);

  for (guint i = 0; i < self->n_axes; i++)
    by[i] = i < self->n_inputs ? inputs[i] : PDL_DIAGRAM_KEEP;
  return pdl_diagram_replace (self->diagrams, list, by);
}

static void
apply_settings (Building *self, const PdlModifierRule *rule, PdlDiagram held, PdlDiagram *inputs)
{
  PdlDiagram values[PDL_MAX_INPUTS];

  for (guint i = 0; i < rule->sets->len; i++)
    {
      const PdlSetting *setting = &g_array_index (rule->sets, PdlSetting, i);
      guint input = (guint) pdl_decision_find_input (self->knowledge, setting->finding);

      values[i] = pdl_space_value (self->model->space, self->diagrams, setting->value,
                                   (int) pdl_knowledge_get_input (self->knowledge, input)->n_values, self->now);
    }
  for (guint i = 0; i < rule->sets->len; i++)
    {
      guint input = (guint) pdl_decision_find_input (self->knowledge, g_array_index (rule->sets, PdlSetting, i).finding);

      inputs[input] = pdl_diagram_if (self->diagrams, held, values[i], inputs[input]);
      if (rule->reach_all)
        self->now[input] = pdl_diagram_if (self->diagrams, held, values[i], self->now[input]);
    }
}

static void
run_before (Building *self)
{
  PdlModel *model = self->model;

  for (guint i = 0; i < self->n_inputs; i++)
    model->effective[i] = pdl_diagram_variable (self->diagrams, i);
  for (guint i = 0; i < self->n_axes; i++)
    self->now[i] = pdl_diagram_variable (self->diagrams, i);
  self->twice = truth (self, FALSE);
  for (guint i = 0; i < self->knowledge->modifiers->len; i++)
    {
      const PdlModifierRule *rule = g_ptr_array_index (self->knowledge->modifiers, i);

      if (!rule->before || !pdl_model_reads (rule))
        continue;
      self->held[i] = holds (self, rule->when, NULL);
      self->order[self->n_order++] = i;
      if (rule->sets->len > 0 && rule->mode == PDL_MODE_BOTH)
        self->twice = either (self, self->twice, self->held[i]);
      else
        apply_settings (self, rule, self->held[i], model->effective);
    }
  memcpy (self->also, model->effective, self->n_inputs * sizeof (PdlDiagram));
  for (guint k = 0; k < self->n_order; k++)
    {
      const PdlModifierRule *rule = g_ptr_array_index (self->knowledge->modifiers, self->order[k]);

      if (rule->mode == PDL_MODE_BOTH)
        apply_settings (self, rule, self->held[self->order[k]], self->also);
    }
}

/* ---- the list of options ------------------------------------------------------------------------------------------- */

static PdlDiagram
is_listed (Building *self, guint option, guint n_places)
{
  PdlDiagram listed = truth (self, FALSE);

  for (guint i = 0; i < n_places; i++)
    listed = either (self, listed, pdl_diagram_is (self->diagrams, self->places[i].option, (int) option));
  return listed;
}

static void
insert_place (Building *self, guint at, PdlDiagram option, PdlDiagram may_be_first)
{
  g_return_if_fail (self->n_places < MAX_PLACES);
  memmove (&self->places[at + 1], &self->places[at], (self->n_places - at) * sizeof (Place));
  self->places[at] = (Place) { option, may_be_first };
  self->n_places++;
}

/* The options of the row @which (a diagram of rows), one place for the first of every row, one for the second … */
static void
list_rows (Building *self, PdlDiagram which)
{
  PdlDiagram nothing = pdl_diagram_leaf (self->diagrams, PDL_MODEL_NOTHING), may_be_first = truth (self, FALSE);
  PdlDiagram may[64];
  guint n = 0;

  for (guint r = 0; r < self->knowledge->rows->len; r++)
    {
      const PdlRowRule *rule = g_ptr_array_index (self->knowledge->rows, r);

      may[r] = pdl_diagram_is (self->diagrams, which, (int) r);
      n = MAX (n, rule->options->len);
      if (!rule->row.action->cannot_determine)
        may_be_first = either (self, may_be_first, may[r]);
    }
  for (guint k = 0; k < n; k++)
    {
      PdlDiagram option = nothing;

      for (guint r = 0; r < self->knowledge->rows->len; r++)
        {
          const PdlRowRule *rule = g_ptr_array_index (self->knowledge->rows, r);
          const PdlOptionRef *ref;
          PdlDiagram here;

          if (k >= rule->options->len)
            continue;
          ref = &g_array_index (rule->options, PdlOptionRef, k);
          here = both (self, may[r], holds (self, ref->condition, NULL));
          here = both (self, here, pdl_diagram_not (self->diagrams, is_listed (self, ref->option->index, self->n_places)));
          option = pdl_diagram_if (self->diagrams, here, pdl_diagram_leaf (self->diagrams, (int) ref->option->index), option);
        }
      insert_place (self, self->n_places, option, may_be_first);
    }
}

static void
list_always (Building *self)
{
  for (guint i = 0; i < self->knowledge->always->len; i++)
    {
      const PdlOption *option = g_ptr_array_index (self->knowledge->always, i);

      insert_place (self, self->n_places,
                    pdl_diagram_if (self->diagrams, is_listed (self, option->index, self->n_places),
                                    pdl_diagram_leaf (self->diagrams, PDL_MODEL_NOTHING), pdl_diagram_leaf (self->diagrams, (int) option->index)),
                    truth (self, TRUE));
      self->n_always++;
    }
}

static PdlDiagram
first_listed (Building *self)
{
  PdlDiagram nothing = pdl_diagram_leaf (self->diagrams, PDL_MODEL_NOTHING), first = nothing;

  for (guint i = self->n_places; i-- > 0;)
    {
      PdlDiagram here = pdl_diagram_not (self->diagrams, pdl_diagram_is (self->diagrams, self->places[i].option, PDL_MODEL_NOTHING));

      first = pdl_diagram_if (self->diagrams, both (self, here, self->places[i].may_be_first), self->places[i].option, first);
    }
  return pdl_diagram_if (self->diagrams, self->cannot, nothing, first);
}

static void
read_uses (Building *self)
{
  PdlDiagram first = first_listed (self);
  guint n_options = pdl_knowledge_get_n_options (self->knowledge);

  for (guint bit = 0; bit < 32; bit++)
    {
      self->uses[bit] = truth (self, FALSE);
      for (guint i = 0; i < n_options; i++)
        if ((pdl_knowledge_get_option (self->knowledge, i)->uses & ((guint32) 1 << bit)) != 0)
          self->uses[bit] = either (self, self->uses[bit], pdl_diagram_is (self->diagrams, first, (int) i));
    }
}

static void
drop_option (Building *self, guint option, PdlDiagram when)
{
  PdlDiagram nothing = pdl_diagram_leaf (self->diagrams, PDL_MODEL_NOTHING);

  self->dropped[option] = either (self, self->dropped[option], when);
  for (guint i = 0; i < self->n_places; i++)
    {
      PdlDiagram here = both (self, when, pdl_diagram_is (self->diagrams, self->places[i].option, (int) option));

      self->places[i].option = pdl_diagram_if (self->diagrams, here, nothing, self->places[i].option);
    }
}

/* What @from is exchanged for: an index, PDL_MODEL_NOTHING for "it stays". */
static PdlDiagram
find_swap (Building *self, const PdlOptionRef *ref, const PdlOption *from)
{
  PdlDiagram to = pdl_diagram_leaf (self->diagrams, PDL_MODEL_NOTHING);

  if (ref->to != NULL)
    return pdl_diagram_leaf (self->diagrams, (int) ref->to->index);
  for (guint i = self->knowledge->swaps->len; i-- > 0;)
    {
      const PdlSwap *swap = g_ptr_array_index (self->knowledge->swaps, i);

      for (guint k = swap->to->len; swap->from == from && k-- > 0;)
        {
          const PdlOptionRef *one = &g_array_index (swap->to, PdlOptionRef, k);

          to = pdl_diagram_if (self->diagrams, holds (self, one->condition, NULL), pdl_diagram_leaf (self->diagrams, (int) one->option->index), to);
        }
    }
  return to;
}

static void
swap_option (Building *self, const PdlOptionRef *ref, const PdlOption *from, PdlDiagram when)
{
  PdlDiagram to = find_swap (self, ref, from), result = pdl_diagram_leaf (self->diagrams, (int) from->index);

  for (guint t = 0; t < pdl_knowledge_get_n_options (self->knowledge); t++)
    {
      PdlDiagram here = pdl_diagram_is (self->diagrams, to, (int) t), blocked;

      if (here == truth (self, FALSE))
        continue;
      blocked = either (self, is_listed (self, t, self->n_places), self->dropped[t]);
      result = pdl_diagram_if (self->diagrams, here,
                               pdl_diagram_if (self->diagrams, blocked, pdl_diagram_leaf (self->diagrams, PDL_MODEL_NOTHING),
                                               pdl_diagram_leaf (self->diagrams, (int) t)),
                               result);
    }
  for (guint i = 0; i < self->n_places; i++)
    {
      PdlDiagram here = both (self, when, pdl_diagram_is (self->diagrams, self->places[i].option, (int) from->index));

      self->places[i].option = pdl_diagram_if (self->diagrams, here, result, self->places[i].option);
    }
}

static void
add_option (Building *self, const PdlOptionRef *ref, guint option, PdlDiagram when)
{
  PdlDiagram here = both (self, when, pdl_diagram_not (self->diagrams, either (self, self->dropped[option], is_listed (self, option, self->n_places))));

  insert_place (self, ref->first ? 0 : self->n_places - self->n_always,
                pdl_diagram_if (self->diagrams, here, pdl_diagram_leaf (self->diagrams, (int) option), pdl_diagram_leaf (self->diagrams, PDL_MODEL_NOTHING)),
                truth (self, TRUE));
}

typedef enum { CHANGE_DROP, CHANGE_SWAP, CHANGE_ADD } Change;

static void
apply_refs (Building *self, GArray *refs, Change change, PdlDiagram held, const PdlDiagram *uses)
{
  for (guint i = 0; i < refs->len; i++)
    {
      const PdlOptionRef *ref = &g_array_index (refs, PdlOptionRef, i);
      PdlDiagram when = both (self, held, holds (self, ref->condition, uses));

      for (guint j = 0; j < (ref->group != NULL ? ref->group->len : 1); j++)
        {
          const PdlOption *option = ref->group != NULL ? g_ptr_array_index (ref->group, j) : ref->option;

          if (change == CHANGE_DROP)
            drop_option (self, option->index, when);
          else if (change == CHANGE_SWAP)
            swap_option (self, ref, option, when);
          else
            add_option (self, ref, option->index, when);
        }
    }
}

static void
change_options (Building *self, guint modifier, const PdlDiagram *uses)
{
  const PdlModifierRule *rule = g_ptr_array_index (self->knowledge->modifiers, modifier);

  apply_refs (self, rule->drops, CHANGE_DROP, self->held[modifier], uses);
  apply_refs (self, rule->swaps, CHANGE_SWAP, self->held[modifier], uses);
  apply_refs (self, rule->adds, CHANGE_ADD, self->held[modifier], uses);
}

static void
run_options (Building *self)
{
  guint n_before = self->n_order;

  list_rows (self, self->model->row_also);
  list_rows (self, self->model->row);
  list_always (self);
  for (guint k = 0; k < n_before; k++)
    change_options (self, self->order[k], NULL);
  for (guint i = 0; i < self->knowledge->modifiers->len; i++)
    {
      const PdlModifierRule *rule = g_ptr_array_index (self->knowledge->modifiers, i);

      if (rule->before || !pdl_model_reads (rule))
        continue;
      read_uses (self);
      self->held[i] = holds (self, rule->when, self->uses);
      self->order[self->n_order++] = i;
      change_options (self, i, self->uses);
    }
}

/* ---- states and limits --------------------------------------------------------------------------------------------- */

static void
run_states (Building *self)
{
  PdlModel *model = self->model;
  guint n_options = pdl_knowledge_get_n_options (self->knowledge), inputs[PDL_MAX_INPUTS] = { 0 };
  PdlDiagram provisional = truth (self, FALSE), determined;

  read_uses (self);
  model->first = first_listed (self);
  for (guint i = 0; i < n_options; i++)
    {
      model->listed[i] = is_listed (self, i, self->n_places);
      model->waiting[i] = truth (self, FALSE);
    }
  for (guint k = 0; k < self->n_order; k++)
    {
      const PdlModifierRule *rule = g_ptr_array_index (self->knowledge->modifiers, self->order[k]);
      PdlDiagram held = self->held[self->order[k]];

      if (rule->provisional)
        provisional = either (self, provisional, both (self, held, holds (self, rule->state_condition, self->uses)));
      for (guint i = 0; i < n_options; i++)
        if ((pdl_knowledge_get_option (self->knowledge, i)->uses & rule->waits_uses) != 0)
          {
            model->waiting[i] = either (self, model->waiting[i], both (self, held, model->listed[i]));
            provisional = either (self, provisional, both (self, held, pdl_diagram_is (self->diagrams, model->first, (int) i)));
          }
    }
  determined = list_at (self, draw_list (self, 0, inputs, TRUE), model->effective);
  determined = both (self, determined, pdl_diagram_not (self->diagrams, provisional));
  model->state = pdl_diagram_if (self->diagrams, determined, pdl_diagram_leaf (self->diagrams, PDL_STATE_DETERMINED),
                                 pdl_diagram_leaf (self->diagrams, PDL_STATE_PROVISIONAL));
  model->state = pdl_diagram_if (self->diagrams, self->cannot, pdl_diagram_leaf (self->diagrams, PDL_STATE_CANNOT_DETERMINE), model->state);
}

static int
compare_limits (gconstpointer a, gconstpointer b)
{
  const PdlUrgency *left = a, *right = b;

  if (left->within_h == right->within_h && left->latest_h == right->latest_h)
    return 0;
  return pdl_urgency_shorter (left, right) == left ? -1 : 1;
}

static void
collect_limits (GArray *limits, const PdlUrgencyRule *rule)
{
  for (guint i = 0; rule != NULL && i < rule->parts->len; i++)
    {
      const PdlUrgencyPart *part = &g_array_index (rule->parts, PdlUrgencyPart, i);
      PdlUrgency limit = { TRUE, part->within_h, part->latest_h, NULL };
      gboolean found = FALSE;

      for (guint k = 0; k < limits->len && !found; k++)
        found = compare_limits (&g_array_index (limits, PdlUrgency, k), &limit) == 0;
      if (!found)
        g_array_append_val (limits, limit);
    }
}

static PdlDiagram
limit_of (Building *self, const PdlUrgencyRule *rule)
{
  GArray *limits = self->model->limits;
  PdlDiagram result = 0;

  /* The first part stands when none of the others does; of those the first that is true. */
  for (guint n = 0; n < rule->parts->len; n++)
    {
      guint i = n == 0 ? 0 : rule->parts->len - n, place = 0;
      const PdlUrgencyPart *part = &g_array_index (rule->parts, PdlUrgencyPart, i);
      const PdlUrgency limit = { TRUE, part->within_h, part->latest_h, NULL };

      while (compare_limits (&g_array_index (limits, PdlUrgency, place), &limit) != 0)
        place++;
      result = n == 0 ? pdl_diagram_leaf (self->diagrams, (int) place)
                      : pdl_diagram_if (self->diagrams, holds (self, part->condition, NULL), pdl_diagram_leaf (self->diagrams, (int) place), result);
    }
  return result;
}

static void
run_limits (Building *self)
{
  PdlModel *model = self->model;
  PdlDiagram last;
  g_autofree int *within = NULL;

  for (guint r = 0; r < self->knowledge->rows->len; r++)
    collect_limits (model->limits, ((const PdlRowRule *) g_ptr_array_index (self->knowledge->rows, r))->urgency);
  for (guint i = 0; i < self->knowledge->modifiers->len; i++)
    if (((const PdlModifierRule *) g_ptr_array_index (self->knowledge->modifiers, i))->shorten)
      collect_limits (model->limits, ((const PdlModifierRule *) g_ptr_array_index (self->knowledge->modifiers, i))->urgency);
  g_array_sort (model->limits, compare_limits);
  last = pdl_diagram_leaf (self->diagrams, (int) model->limits->len - 1);
  model->limit = last;
  for (guint r = 0; r < self->knowledge->rows->len; r++)
    {
      const PdlUrgencyRule *rule = ((const PdlRowRule *) g_ptr_array_index (self->knowledge->rows, r))->urgency;
      PdlDiagram limit = limit_of (self, rule);

      model->limit = pdl_diagram_join (self->diagrams, PDL_JOIN_MIN, model->limit,
                                       pdl_diagram_if (self->diagrams, either (self, pdl_diagram_is (self->diagrams, model->row, (int) r),
                                                                               pdl_diagram_is (self->diagrams, model->row_also, (int) r)), limit, last));
    }
  for (guint k = 0; k < self->n_order; k++)
    {
      const PdlModifierRule *rule = g_ptr_array_index (self->knowledge->modifiers, self->order[k]);

      if (rule->shorten && rule->urgency != NULL)
        model->limit = pdl_diagram_join (self->diagrams, PDL_JOIN_MIN, model->limit,
                                         pdl_diagram_if (self->diagrams, self->held[self->order[k]], limit_of (self, rule->urgency), last));
    }
  within = g_new (int, model->limits->len);
  for (guint i = 0; i < model->limits->len; i++)
    within[i] = i > 0 && g_array_index (model->limits, PdlUrgency, i).within_h == g_array_index (model->limits, PdlUrgency, i - 1).within_h
                    ? within[i - 1] : (int) i;
  model->within = pdl_diagram_map (self->diagrams, model->limit, within, model->limits->len);
}

PdlModel *
pdl_model_new (PdlSpace *space)
{
  PdlModel *model = g_new0 (PdlModel, 1);
  Building self = { model };
  PdlDiagram list;
  guint inputs[PDL_MAX_INPUTS] = { 0 };

  model->space = space;
  model->diagrams = self.diagrams = pdl_space_make_diagrams (space, 0);
  model->limits = g_array_new (FALSE, FALSE, sizeof (PdlUrgency));
  self.knowledge = pdl_space_get_knowledge (space);
  self.n_inputs = pdl_knowledge_get_n_inputs (self.knowledge);
  self.n_axes = pdl_space_get_n_axes (space);
  self.now = g_new (PdlDiagram, self.n_axes + 1);
  self.also = g_new (PdlDiagram, self.n_inputs + 1);
  for (guint i = 0; i < 64; i++)
    self.dropped[i] = self.held[i] = truth (&self, FALSE);

  run_before (&self);
  list = draw_list (&self, 0, inputs, FALSE);
  model->row_before = list;
  model->row = list_at (&self, list, model->effective);
  model->row_also = pdl_diagram_if (self.diagrams, self.twice, list_at (&self, list, self.also), pdl_diagram_leaf (self.diagrams, PDL_MODEL_NOTHING));
  self.cannot = truth (&self, FALSE);
  for (guint r = 0; r < self.knowledge->rows->len; r++)
    if (pdl_knowledge_get_row (self.knowledge, r)->action->cannot_determine)
      self.cannot = either (&self, self.cannot, pdl_diagram_is (self.diagrams, model->row, (int) r));
  run_options (&self);
  run_states (&self);
  run_limits (&self);
  g_free (self.now);
  g_free (self.also);
  return model;
}

void
pdl_model_free (PdlModel *self)
{
  pdl_diagrams_free (self->diagrams);
  g_array_unref (self->limits);
  g_free (self);
}
