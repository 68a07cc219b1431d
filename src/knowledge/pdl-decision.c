/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The ordered list over every combination of its inputs: the row of each, and for each partial one the set of rows its
 * fillings lead to, 64 bits wide. Made once for a knowledge set; a question about what is still possible then costs a
 * few look-ups. Unknown is a value of an input when the list is read, and "any value" when it is filled. No modifiers here.
 */

#include "pdl-evaluate-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_COMBINATIONS 4000000

/* ---- making the table --------------------------------------------------------------------------------------------- */

/* A row holds where every one of its parts does. A part that reads one input is a column of bits; the rest is run. */
typedef struct
{
  PdlKnowledge *self;
  PdlFacts *facts;
  guint64 *allowed[PDL_MAX_INPUTS]; /* by input and position: rows not ruled out */
  GPtrArray *others[64];            /* of PdlNode const: parts that read several inputs */
  guint64 has_others;
} Filling;

static void
collect_inputs (PdlKnowledge *self, const PdlNode *node, guint32 *bits)
{
  if (node->type == PDL_NODE_FINDING)
    *bits |= 1u << pdl_decision_find_input (self, node->finding);
  else if (node->type == PDL_NODE_DEFINE)
    collect_inputs (self, node->define->root, bits);
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    collect_inputs (self, g_ptr_array_index (node->children, i), bits);
}

static void
set_input (Filling *filling, guint input, guint position)
{
  const PdlInput *in = &g_array_index (filling->self->inputs, PdlInput, input);

  pdl_facts_override (filling->facts, in->finding, 0, position < in->n_values ? position : NAN);
}

static gboolean
part_holds (Filling *filling, const PdlNode *node)
{
  PdlScopeNow now = { filling->facts, 0, PDL_LEVEL_NONE, 0, NULL };
  double value = pdl_node_run (node, &now);

  return !isnan (value) && value != 0;
}

static void
add_part (Filling *filling, guint row, const PdlNode *node)
{
  guint32 bits = 0;
  guint input;

  if (node->type == PDL_NODE_AND || node->type == PDL_NODE_DEFINE)
    {
      if (node->type == PDL_NODE_DEFINE)
        add_part (filling, row, node->define->root);
      for (guint i = 0; node->type == PDL_NODE_AND && i < node->children->len; i++)
        add_part (filling, row, g_ptr_array_index (node->children, i));
      return;
    }
  collect_inputs (filling->self, node, &bits);
  if (bits != 0 && (bits & (bits - 1)) != 0)
    {
      if (filling->others[row] == NULL)
        filling->others[row] = g_ptr_array_new ();
      g_ptr_array_add (filling->others[row], (gpointer) node);
      filling->has_others |= (guint64) 1 << row;
      return;
    }
  /* A part that reads nothing rules the row out for every position of the first input, or for none. */
  input = bits == 0 ? 0 : (guint) g_bit_nth_lsf (bits, -1);
  for (guint v = 0; v <= g_array_index (filling->self->inputs, PdlInput, input).n_values; v++)
    {
      set_input (filling, input, v);
      if (!part_holds (filling, node))
        filling->allowed[input][v] &= ~((guint64) 1 << row);
    }
}

/* First row of @rows whose other parts hold for @inputs too; G_MAXUINT8 when none does. */
static guint8
first_row (Filling *filling, guint64 rows, const guint *inputs)
{
  if (rows != 0 && (rows & filling->has_others) != 0)
    for (guint i = 0; i < filling->self->inputs->len; i++)
      set_input (filling, i, inputs[i]);
  for (; rows != 0; rows &= rows - 1)
    {
      guint row = (guint) __builtin_ctzll (rows);
      gboolean holds = TRUE;

      for (guint i = 0; filling->others[row] != NULL && i < filling->others[row]->len && holds; i++)
        holds = part_holds (filling, g_ptr_array_index (filling->others[row], i));
      if (holds)
        return (guint8) row;
    }
  return G_MAXUINT8;
}

static void
fill_combinations (Filling *filling, guint8 *row_of, guint64 *row_sets)
{
  PdlKnowledge *self = filling->self;
  const PdlInput *in = &g_array_index (self->inputs, PdlInput, 0);
  guint n = self->inputs->len, inputs[PDL_MAX_INPUTS] = { 0 };

  for (guint index = 0; index < self->n_combinations; index++)
    {
      guint64 rows = G_MAXUINT64;
      guint open = n;

      for (guint i = 0; i < n; i++)
        {
          rows &= filling->allowed[i][inputs[i]];
          if (inputs[i] == in[i].n_values)
            open = i;
        }
      row_of[index] = first_row (filling, rows, inputs);
      if (open == n)
        row_sets[index] = row_of[index] != G_MAXUINT8 ? (guint64) 1 << row_of[index] : 0;
      else
        /* Unknown stands behind the codes, so the fillings of this input are made already. */
        for (guint v = 1; v <= in[open].n_values; v++)
          row_sets[index] |= row_sets[index - v * self->strides[open]];
      for (guint i = n; i-- > 0 && ++inputs[i] > in[i].n_values;)
        inputs[i] = 0;
    }
}

static void
fill (PdlKnowledge *self)
{
  g_autoptr (PdlCase) blank = pdl_case_new (self->dictionary, NULL);
  g_autoptr (PdlFacts) facts = pdl_facts_new (self, blank, NULL, 0);
  Filling filling = { self, facts };
  guint64 all = self->rows->len == 64 ? G_MAXUINT64 : ((guint64) 1 << self->rows->len) - 1;
  guint8 *row_of;
  guint64 *row_sets;

  self->strides = g_new (guint, self->inputs->len);
  self->n_combinations = 1;
  for (guint i = self->inputs->len; i-- > 0;)
    {
      guint n_values = g_array_index (self->inputs, PdlInput, i).n_values;

      self->strides[i] = self->n_combinations;
      self->n_combinations *= n_values + 1;
      filling.allowed[i] = g_new (guint64, n_values + 1);
      for (guint v = 0; v <= n_values; v++)
        filling.allowed[i][v] = all;
    }
  for (guint row = 0; row < self->rows->len; row++)
    add_part (&filling, row, ((PdlRowRule *) g_ptr_array_index (self->rows, row))->when->root);

  row_of = g_new (guint8, self->n_combinations);
  row_sets = g_new0 (guint64, self->n_combinations);
  fill_combinations (&filling, row_of, row_sets);
  for (guint i = 0; i < self->inputs->len; i++)
    g_free (filling.allowed[i]);
  for (guint row = 0; row < self->rows->len; row++)
    g_clear_pointer (&filling.others[row], g_ptr_array_unref);
  self->row_of = row_of;
  g_atomic_pointer_set (&self->row_sets, row_sets);
}

static void
ensure_filled (PdlKnowledge *self)
{
  if (g_atomic_pointer_get (&self->row_sets) != NULL)
    return;
  g_mutex_lock (&self->mutex);
  if (self->row_sets == NULL)
    fill (self);
  g_mutex_unlock (&self->mutex);
}

/* "colour = green, size = unknown" */
static char *
describe_combination (PdlKnowledge *self, guint index)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->inputs->len; i++)
    {
      const PdlInput *input = pdl_knowledge_get_input (self, i);
      guint position = index / self->strides[i] % (input->n_values + 1);

      g_string_append_printf (text, "%s%s = %s", i > 0 ? ", " : "", input->finding->id,
                              position < input->n_values ? input->finding->codes[position].code : _("unknown"));
    }
  return g_string_free (text, FALSE);
}

/* Every combination has a row and every row a combination, else the list is not what its author meant. */
gboolean
pdl_decision_check (PdlKnowledge *self, PdlIniGroup *group, GError **error)
{
  guint64 combinations = 1, reached = 0;

  for (guint i = 0; i < self->inputs->len; i++)
    combinations = MIN (combinations * (g_array_index (self->inputs, PdlInput, i).n_values + 1), MAX_COMBINATIONS + 1);
  if (combinations > MAX_COMBINATIONS)
    return pdl_ini_group_set_error (group, NULL, error, _("the inputs have more than %d combinations"), MAX_COMBINATIONS);
  ensure_filled (self);
  for (guint i = 0; i < self->n_combinations; i++)
    {
      if (self->row_of[i] == G_MAXUINT8)
        {
          g_autofree char *gap = describe_combination (self, i);

          return pdl_ini_group_set_error (group, NULL, error, _("the list that ends here has no row for %s"), gap);
        }
      reached |= (guint64) 1 << self->row_of[i];
    }
  for (guint row = 0; row < self->rows->len; row++)
    if ((reached & ((guint64) 1 << row)) == 0)
      return pdl_ini_group_set_error (group, NULL, error, _("row “%s” is never reached"), pdl_knowledge_get_row (self, row)->id);
  return TRUE;
}

/* ---- reading it --------------------------------------------------------------------------------------------------- */

static guint
combination (PdlKnowledge *self, const guint *inputs)
{
  guint index = 0;

  for (guint i = 0; i < self->inputs->len; i++)
    index += inputs[i] * self->strides[i];
  return index;
}

const PdlRow *
pdl_knowledge_run_list (PdlKnowledge *self, const guint *inputs)
{
  guint8 row;

  if (self->inputs->len == 0 || self->rows->len == 0)
    return NULL;
  ensure_filled (self);
  row = self->row_of[combination (self, inputs)];
  return row != G_MAXUINT8 ? pdl_knowledge_get_row (self, row) : NULL;
}

static guint32
all_bits (const PdlInput *input)
{
  return (1u << input->n_values) - 1;
}

/* An unknown input that can be anything is in the table; one with fewer classes left is taken class by class. */
static guint64
reached (PdlKnowledge *self, guint *inputs, const guint32 *possible, guint from)
{
  for (guint i = from; i < self->inputs->len; i++)
    {
      const PdlInput *input = &g_array_index (self->inputs, PdlInput, i);
      guint64 rows = 0;

      if (inputs[i] != input->n_values || (possible[i] & all_bits (input)) == all_bits (input))
        continue;
      for (guint v = 0; v < input->n_values; v++)
        if ((possible[i] & (1u << v)) != 0)
          {
            inputs[i] = v;
            rows |= reached (self, inputs, possible, i + 1);
          }
      inputs[i] = input->n_values;
      return rows;
    }
  return self->row_sets[combination (self, inputs)];
}

guint64
pdl_decision_rows_reached (PdlKnowledge *self, const guint *inputs, const guint32 *possible)
{
  guint copy[PDL_MAX_INPUTS];

  ensure_filled (self);
  memcpy (copy, inputs, self->inputs->len * sizeof (guint));
  return reached (self, copy, possible, 0);
}

/* ---- what is still possible ---------------------------------------------------------------------------------------- */

typedef struct
{
  PdlKnowledge *self;
  guint inputs[PDL_MAX_INPUTS];
  const guint32 *possible;
  guint unknown[PDL_MAX_INPUTS]; /* inputs not known, in order */
  guint n_unknown;
  guint chosen[PDL_MAX_INPUTS];  /* those given a value at the moment */
  guint n_chosen;
  gboolean restricted;           /* some unknown input has fewer classes left than it has codes */
  guint64 wanted;                /* rows whose smallest assignment is not found yet */
  PdlOutcome found[64];
} Search;

static void
note_outcome (Search *search, guint row)
{
  PdlOutcome *outcome = &search->found[row];

  search->wanted &= ~((guint64) 1 << row);
  outcome->row = pdl_knowledge_get_row (search->self, row);
  outcome->n_ifs = search->n_chosen;
  outcome->ifs = g_new (PdlAssignment, MAX (search->n_chosen, 1));
  for (guint i = 0; i < search->n_chosen; i++)
    {
      outcome->ifs[i].input = pdl_knowledge_get_input (search->self, search->chosen[i]);
      outcome->ifs[i].value = search->inputs[search->chosen[i]];
    }
}

/* Values of the chosen inputs from the @at-th on, in the order of the list, so that the first one found stays. @index: the
 * combination as it stands. What leads to no wanted row is left at once. */
static void
try_values (Search *search, guint at, guint index)
{
  guint64 rows = search->restricted ? reached (search->self, search->inputs, search->possible, 0) : search->self->row_sets[index];
  const PdlInput *input;
  guint stride;

  if ((rows & search->wanted) == 0)
    return;
  if (at == search->n_chosen)
    {
      if ((rows & (rows - 1)) == 0)
        note_outcome (search, (guint) __builtin_ctzll (rows));
      return;
    }
  input = pdl_knowledge_get_input (search->self, search->chosen[at]);
  stride = search->self->strides[search->chosen[at]];
  for (guint v = 0; v < input->n_values && search->wanted != 0; v++)
    if ((search->possible[search->chosen[at]] & (1u << input->order[v])) != 0)
      {
        search->inputs[search->chosen[at]] = input->order[v];
        try_values (search, at + 1, index - (input->n_values - input->order[v]) * stride);
      }
  search->inputs[search->chosen[at]] = input->n_values;
}

/* Every choice of @left more unknown inputs from the @from-th on, earlier inputs first. */
static void
choose_inputs (Search *search, guint from, guint left)
{
  if (left == 0)
    {
      try_values (search, 0, combination (search->self, search->inputs));
      return;
    }
  for (guint i = from; i + left <= search->n_unknown && search->wanted != 0; i++)
    {
      search->chosen[search->n_chosen++] = search->unknown[i];
      choose_inputs (search, i + 1, left - 1);
      search->n_chosen--;
    }
}

static void
outcome_clear (gpointer data)
{
  g_free (((PdlOutcome *) data)->ifs);
}

static GArray *
find_outcomes (Search *search, guint64 rows)
{
  GArray *outcomes = g_array_new (FALSE, TRUE, sizeof (PdlOutcome));

  g_array_set_clear_func (outcomes, outcome_clear);
  search->wanted = rows;
  for (guint size = 0; size <= search->n_unknown && search->wanted != 0; size++)
    choose_inputs (search, 0, size);
  for (; rows != 0; rows &= rows - 1)
    g_array_append_val (outcomes, search->found[__builtin_ctzll (rows)]);
  return outcomes;
}

/* Does some filling of the others change its row when the @which-th unknown input changes? @index: the combination so far. */
static gboolean
input_decides (Search *search, guint which, guint at, guint index)
{
  guint place = search->unknown[at < search->n_unknown ? at : which];
  const PdlInput *input = pdl_knowledge_get_input (search->self, place);
  guint stride = search->self->strides[place];
  int row = -1;

  if (at == which)
    return input_decides (search, which, at + 1, index);
  for (guint v = 0; v < input->n_values; v++)
    {
      guint there = index - (input->n_values - v) * stride;

      if ((search->possible[place] & (1u << v)) == 0)
        continue;
      if (at < search->n_unknown)
        {
          if (input_decides (search, which, at + 1, there))
            return TRUE;
          continue;
        }
      if (row >= 0 && search->self->row_of[there] != row)
        return TRUE;
      row = search->self->row_of[there];
    }
  return FALSE;
}

static GArray *
find_missing (Search *search)
{
  GArray *all = g_array_new (FALSE, TRUE, sizeof (PdlMissing));

  for (guint i = 0; i < search->n_unknown; i++)
    {
      guint place = search->unknown[i], at;
      const PdlInput *input = pdl_knowledge_get_input (search->self, place);
      PdlMissing missing = { input, 0, NULL };

      if (!input_decides (search, i, 0, combination (search->self, search->inputs)))
        continue;
      for (guint v = 0; v < input->n_values; v++)
        if ((search->possible[place] & (1u << v)) != 0)
          {
            search->inputs[place] = v;
            missing.rows = MAX (missing.rows, (guint) __builtin_popcountll (reached (search->self, search->inputs, search->possible, 0)));
          }
      search->inputs[place] = input->n_values;
      /* Fewest rows first; equal ones stay in the order of the inputs. */
      for (at = all->len; at > 0 && g_array_index (all, PdlMissing, at - 1).rows > missing.rows; at--)
        ;
      g_array_insert_val (all, at, missing);
    }
  return all;
}

void
pdl_decision_open (PdlKnowledge *self, const guint *inputs, const guint32 *possible, const PdlRow *row, GArray **ret_outcomes,
                   GArray **ret_missing, gboolean *ret_determined)
{
  Search search = { self };
  guint64 own = (guint64) 1 << row->index, rows;

  ensure_filled (self);
  search.possible = possible;
  memcpy (search.inputs, inputs, self->inputs->len * sizeof (guint));
  for (guint i = 0; i < self->inputs->len; i++)
    if (inputs[i] == pdl_knowledge_get_input (self, i)->n_values)
      {
        search.unknown[search.n_unknown++] = i;
        search.restricted = search.restricted || (possible[i] & all_bits (pdl_knowledge_get_input (self, i))) != all_bits (pdl_knowledge_get_input (self, i));
      }
  rows = reached (self, search.inputs, possible, 0);
  if (ret_determined != NULL)
    *ret_determined = rows == own;
  if (ret_outcomes != NULL)
    *ret_outcomes = find_outcomes (&search, rows & ~own);
  if (ret_missing != NULL)
    *ret_missing = find_missing (&search);
}

PdlDecisionState
pdl_knowledge_run_list_full (PdlKnowledge *self, const guint *inputs, GArray **ret_outcomes)
{
  guint32 possible[PDL_MAX_INPUTS];
  const PdlRow *row = pdl_knowledge_run_list (self, inputs);
  gboolean determined;

  g_return_val_if_fail (row != NULL, PDL_STATE_CANNOT_DETERMINE);
  for (guint i = 0; i < self->inputs->len; i++)
    possible[i] = all_bits (pdl_knowledge_get_input (self, i));
  pdl_decision_open (self, inputs, possible, row, ret_outcomes, NULL, &determined);
  return row->action->cannot_determine ? PDL_STATE_CANNOT_DETERMINE : determined ? PDL_STATE_DETERMINED : PDL_STATE_PROVISIONAL;
}
