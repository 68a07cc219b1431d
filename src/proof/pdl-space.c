/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-space-private.h"

#include <math.h>
#include <string.h>

#define MAX_MENTIONED 5  /* codes of a set that conditions ask for */

static void
axis_free (gpointer data)
{
  PdlCut *axis = data;

  g_free (axis->axis.values);
  g_array_unref (axis->candidates);
  g_array_unref (axis->class_of);
  g_array_unref (axis->first);
  g_array_unref (axis->literals);
  g_free (axis);
}

static void
atom_free (gpointer data)
{
  g_free (((PdlAtom *) data)->results);
  g_free (data);
}

PdlSpace *
pdl_space_new (PdlKnowledge *knowledge)
{
  PdlSpace *self = g_new0 (PdlSpace, 1);

  self->knowledge = pdl_knowledge_ref (knowledge);
  self->blank = pdl_case_new (pdl_knowledge_get_dictionary (knowledge), NULL);
  self->axes = g_ptr_array_new_with_free_func (axis_free);
  self->order = g_ptr_array_new_with_free_func (atom_free);
  self->atoms = g_hash_table_new (NULL, NULL);
  g_mutex_init (&self->recipes_mutex);
  self->recipes = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  return self;
}

void
pdl_space_free (PdlSpace *self)
{
  g_clear_pointer (&self->facts, pdl_facts_free);
  pdl_case_unref (self->blank);
  g_ptr_array_unref (self->axes);
  g_ptr_array_unref (self->order);
  g_hash_table_unref (self->atoms);
  g_hash_table_unref (self->recipes);
  g_mutex_clear (&self->recipes_mutex);
  pdl_knowledge_unref (self->knowledge);
  g_free (self);
}

PdlKnowledge *
pdl_space_get_knowledge (PdlSpace *self)
{
  return self->knowledge;
}

guint
pdl_space_get_n_axes (PdlSpace *self)
{
  return self->axes->len;
}

static PdlCut *
axis_at (PdlSpace *self, guint index)
{
  return g_ptr_array_index (self->axes, index);
}

const PdlAxis *
pdl_space_get_axis (PdlSpace *self, guint index)
{
  return &axis_at (self, index)->axis;
}

int
pdl_space_find_axis (PdlSpace *self, const PdlFinding *finding)
{
  for (guint i = 0; i < self->axes->len; i++)
    if (axis_at (self, i)->axis.finding == finding)
      return (int) i;
  return -1;
}

static guint
need_axis (PdlSpace *self, const PdlFinding *finding)
{
  int found = pdl_space_find_axis (self, finding);
  PdlCut *axis;

  if (found >= 0)
    return (guint) found;
  axis = g_new0 (PdlCut, 1);
  axis->axis.finding = finding;
  axis->candidates = g_array_new (FALSE, FALSE, sizeof (double));
  axis->class_of = g_array_new (FALSE, TRUE, sizeof (guint));
  axis->first = g_array_new (FALSE, FALSE, sizeof (guint));
  axis->literals = g_array_new (FALSE, FALSE, sizeof (double));
  g_ptr_array_add (self->axes, axis);
  return self->axes->len - 1;
}

void
pdl_space_add_input (PdlSpace *self, const PdlFinding *finding)
{
  axis_at (self, need_axis (self, finding))->axis.whole = TRUE;
}

/* ---- atoms -------------------------------------------------------------------------------------------------------- */

static const PdlNode *
child (const PdlNode *node, guint index)
{
  return g_ptr_array_index (node->children, index);
}

static guint
n_children (const PdlNode *node)
{
  return node->children != NULL ? node->children->len : 0;
}

static gboolean
is_plain (const PdlNode *node)
{
  if (node->type == PDL_NODE_QUERY || node->type == PDL_NODE_SCORE || node->type == PDL_NODE_SPECIAL || node->type == PDL_NODE_FIELD
      || node->type == PDL_NODE_USES)
    return FALSE;
  if (node->type == PDL_NODE_CALL
      && (node->op == PDL_CALL_ENTERED || node->op == PDL_CALL_IS_ENTERED || node->op == PDL_CALL_WORST_LEVEL
          || (node->op >= PDL_CALL_DAYS && node->op <= PDL_CALL_CALENDAR_MONTHS)))
    return FALSE;
  if (node->type == PDL_NODE_DEFINE && !is_plain (node->define->root))
    return FALSE;
  for (guint i = 0; i < n_children (node); i++)
    if (!is_plain (child (node, i)))
      return FALSE;
  return TRUE;
}

/* A finding nobody can enter is read through its rule, where that is short and stands on what can be entered. */
static const PdlNode *
rule_to_read (PdlSpace *self, const PdlFinding *finding)
{
  const PdlDerivation *derivation = self->knowledge->derivations[finding->index];

  if (finding->kind != PDL_KIND_DERIVED || derivation == NULL || derivation->rule == NULL || derivation->rule->findings->len > 3
      || !is_plain (derivation->rule->root))
    return NULL;
  for (guint i = 0; i < derivation->rule->findings->len; i++)
    if (((const PdlFinding *) g_ptr_array_index (derivation->rule->findings, i))->kind == PDL_KIND_DERIVED)
      return NULL;
  return derivation->rule->root;
}

static gboolean
note_finding (PdlSpace *self, PdlAtom *atom, const PdlFinding *finding, char **ret_reason)
{
  guint axis = need_axis (self, finding);

  for (guint i = 0; i < atom->n_axes; i++)
    if (atom->axes[i] == axis)
      return TRUE;
  if (atom->n_axes == PDL_SPACE_TOGETHER)
    {
      *ret_reason = g_strdup_printf ("more than %d findings in one comparison, %s among them", PDL_SPACE_TOGETHER, finding->id);
      return FALSE;
    }
  atom->axes[atom->n_axes++] = axis;
  return TRUE;
}

static gboolean
collect_reads (PdlSpace *self, PdlAtom *atom, const PdlNode *node, char **ret_reason)
{
  if (node->type == PDL_NODE_FINDING)
    {
      const PdlNode *rule = rule_to_read (self, node->finding);

      if (rule == NULL)
        return note_finding (self, atom, node->finding, ret_reason);
      atom->derives = TRUE;
      return collect_reads (self, atom, rule, ret_reason);
    }
  if (node->type == PDL_NODE_DEFINE && !collect_reads (self, atom, node->define->root, ret_reason))
    return FALSE;
  for (guint i = 0; i < n_children (node); i++)
    if (!collect_reads (self, atom, child (node, i), ret_reason))
      return FALSE;
  return TRUE;
}

static void
collect_literals (PdlSpace *self, PdlAtom *atom, const PdlNode *node)
{
  if (node->type == PDL_NODE_LITERAL && !isnan (node->number))
    for (guint i = 0; i < atom->n_axes; i++)
      g_array_append_val (axis_at (self, atom->axes[i])->literals, node->number);
  if (node->type == PDL_NODE_DEFINE)
    collect_literals (self, atom, node->define->root);
  if (node->type == PDL_NODE_FINDING && rule_to_read (self, node->finding) != NULL)
    collect_literals (self, atom, rule_to_read (self, node->finding));
  for (guint i = 0; i < n_children (node); i++)
    collect_literals (self, atom, child (node, i));
}

static gboolean
add_atom (PdlSpace *self, const PdlNode *node, char **ret_reason)
{
  PdlAtom *atom;

  if (g_hash_table_contains (self->atoms, node))
    return TRUE;
  if (!is_plain (node))
    {
      *ret_reason = g_strdup ("reads records, scores or the clock");
      return FALSE;
    }
  atom = g_new0 (PdlAtom, 1);
  atom->node = node;
  g_ptr_array_add (self->order, atom);
  g_hash_table_insert (self->atoms, (gpointer) node, atom);
  if (!collect_reads (self, atom, node, ret_reason))
    return FALSE;
  collect_literals (self, atom, node);
  return TRUE;
}

gboolean
pdl_space_is_uses (const PdlNode *node)
{
  return node->type == PDL_NODE_CONTAINS && child (node, 0)->type == PDL_NODE_USES;
}

gboolean
pdl_space_divides (const PdlNode *node)
{
  return node->type == PDL_NODE_AND || node->type == PDL_NODE_OR || node->type == PDL_NODE_NOT || node->type == PDL_NODE_IMPLIES
         || (node->type == PDL_NODE_IF && node->is_bool);
}

static gboolean
add_node (PdlSpace *self, const PdlNode *node, char **ret_reason)
{
  if (pdl_space_is_uses (node))
    return TRUE;
  if (node->type == PDL_NODE_DEFINE && node->define->root->is_bool)
    return add_node (self, node->define->root, ret_reason);
  if (!pdl_space_divides (node))
    return add_atom (self, node, ret_reason);
  for (guint i = 0; i < n_children (node); i++)
    if (!add_node (self, child (node, i), ret_reason))
      return FALSE;
  return TRUE;
}

gboolean
pdl_space_add (PdlSpace *self, const PdlExpr *expr, char **ret_reason)
{
  g_autofree char *reason = NULL;

  if (expr == NULL || (expr->root->is_bool ? add_node (self, expr->root, &reason) : add_atom (self, expr->root, &reason)))
    return TRUE;
  if (ret_reason != NULL)
    *ret_reason = g_steal_pointer (&reason);
  return FALSE;
}

/* ---- candidates --------------------------------------------------------------------------------------------------- */

static PdlValue *
value_of (const PdlFinding *finding, double number)
{
  switch (finding->type)
    {
    case PDL_TYPE_BOOL: return pdl_value_new_bool (number != 0);
    case PDL_TYPE_ENUM: return pdl_value_new_enum ((guint) number, finding->codes[(guint) number].code);
    case PDL_TYPE_SET:
    case PDL_TYPE_LEVELS: return pdl_value_new_set ((guint32) number);
    case PDL_TYPE_INT: return pdl_value_new_int ((gint64) number);
    case PDL_TYPE_NUMBER: return pdl_value_new_number (number, NULL, NULL);
    case PDL_TYPE_DATE: return pdl_value_new_date ((PdlDay) number, PDL_PRECISION_DAY);
    case PDL_TYPE_DATETIME: return pdl_value_new_datetime ((PdlMinute) number);
    case PDL_TYPE_TEXT: return pdl_value_new_text ("text");
    case PDL_TYPE_LIST: break;
    }
  return NULL;
}

static void
add_candidate (PdlCut *axis, double number)
{
  const PdlFinding *finding = axis->axis.finding;
  g_autoptr (PdlValue) value = NULL;

  for (guint i = 0; i < axis->candidates->len; i++)
    if (g_array_index (axis->candidates, double, i) == number)
      return;
  value = value_of (finding, number);
  if (value != NULL && (finding->kind == PDL_KIND_DERIVED || pdl_finding_validate (finding, value, NULL)))
    g_array_append_val (axis->candidates, number);
}

static void
add_sets (PdlCut *axis)
{
  guint n_all = axis->axis.finding->type == PDL_TYPE_LEVELS ? PDL_N_LEVELS : axis->axis.finding->n_codes;
  guint codes[MAX_MENTIONED + 1], n = 0;
  guint32 seen = 0;

  for (guint i = 0; i < axis->literals->len && n < MAX_MENTIONED; i++)
    {
      double number = g_array_index (axis->literals, double, i);

      if (number < 0 || number >= n_all || (seen & ((guint32) 1 << (guint) number)) != 0)
        continue;
      seen |= (guint32) 1 << (guint) number;
      codes[n++] = (guint) number;
    }
  for (guint code = 0; code < n_all; code++)
    if ((seen & ((guint32) 1 << code)) == 0)
      {
        codes[n++] = code;
        break;
      }
  for (guint subset = 0; subset < (1u << n); subset++)
    {
      guint32 set = 0;

      for (guint i = 0; i < n; i++)
        if ((subset & (1u << i)) != 0)
          set |= (guint32) 1 << codes[i];
      add_candidate (axis, set);
    }
}

/* Each number it is compared with, and one step to either side: all that lies between two of them is alike. */
static void
add_numbers (PdlCut *axis)
{
  const PdlFinding *finding = axis->axis.finding;
  double step = finding->type == PDL_TYPE_INT ? 1 : 0.01;

  if (!isnan (finding->step) && finding->step > 0)
    step = finding->step;
  for (guint i = 0; i < axis->literals->len; i++)
    {
      double literal = g_array_index (axis->literals, double, i);

      add_candidate (axis, literal);
      add_candidate (axis, literal - step);
      add_candidate (axis, literal + step);
    }
  if (!isnan (finding->min))
    add_candidate (axis, finding->min);
  if (!isnan (finding->max))
    add_candidate (axis, finding->max);
  if (axis->candidates->len == 0)
    add_candidate (axis, step);
}

static void
make_candidates (PdlCut *axis)
{
  const PdlFinding *finding = axis->axis.finding;
  double nothing = NAN;

  switch (finding->type)
    {
    case PDL_TYPE_BOOL:
      add_candidate (axis, 1);
      add_candidate (axis, 0);
      break;
    case PDL_TYPE_ENUM:
      for (guint i = 0; i < finding->n_codes; i++)
        add_candidate (axis, i);
      break;
    case PDL_TYPE_SET:
    case PDL_TYPE_LEVELS: add_sets (axis); break;
    case PDL_TYPE_INT:
    case PDL_TYPE_NUMBER: add_numbers (axis); break;
    case PDL_TYPE_DATE: add_candidate (axis, pdl_day_from_ymd (2026, 3, 1)); break;
    case PDL_TYPE_DATETIME: add_candidate (axis, (double) pdl_day_from_ymd (2026, 3, 1) * 1440); break;
    case PDL_TYPE_TEXT:
    case PDL_TYPE_LIST: add_candidate (axis, 0); break;
    }
  g_array_append_val (axis->candidates, nothing);
}

/* ---- classes ------------------------------------------------------------------------------------------------------ */

static guint
n_candidates (PdlSpace *self, guint axis)
{
  return axis_at (self, axis)->candidates->len;
}

static void
run_atom (PdlSpace *self, PdlAtom *atom)
{
  guint n = 1, at[PDL_SPACE_TOGETHER] = { 0 };

  for (guint i = 0; i < atom->n_axes; i++)
    n *= n_candidates (self, atom->axes[i]);
  atom->results = g_new (double, n);
  for (guint joint = 0; joint < n; joint++)
    {
      PdlScopeNow now = { self->facts, 0, PDL_LEVEL_NONE, 0, NULL };

      if (atom->derives)
        {
          pdl_facts_free (self->facts);
          self->facts = now.facts = pdl_facts_new (self->knowledge, self->blank, NULL, 0);
        }
      for (guint i = 0; i < atom->n_axes; i++)
        {
          const PdlCut *axis = axis_at (self, atom->axes[i]);

          pdl_facts_override (self->facts, axis->axis.finding, 0, g_array_index (axis->candidates, double, at[i]));
        }
      atom->results[joint] = pdl_node_run (atom->node, &now);
      for (guint i = atom->n_axes; i-- > 0 && ++at[i] >= n_candidates (self, atom->axes[i]);)
        at[i] = 0;
    }
}

guint
pdl_space_joint (PdlSpace *self, const PdlAtom *atom, const guint *at)
{
  guint index = 0;

  for (guint i = 0; i < atom->n_axes; i++)
    index = index * n_candidates (self, atom->axes[i]) + at[i];
  return index;
}

static gboolean
same (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

/* Does @atom tell the candidates @a and @b of the axis at its place @which apart, whatever else it reads? */
static gboolean
tells_apart (PdlSpace *self, const PdlAtom *atom, guint which, guint a, guint b)
{
  guint at[PDL_SPACE_TOGETHER] = { 0 };

  for (;;)
    {
      double left, right;
      guint i;

      at[which] = a;
      left = atom->results[pdl_space_joint (self, atom, at)];
      at[which] = b;
      right = atom->results[pdl_space_joint (self, atom, at)];
      if (!same (left, right))
        return TRUE;
      for (i = atom->n_axes; i-- > 0;)
        {
          if (i == which)
            continue;
          if (++at[i] < n_candidates (self, atom->axes[i]))
            break;
          at[i] = 0;
        }
      if (i == G_MAXUINT)
        return FALSE;
    }
}

static gboolean
are_alike (PdlSpace *self, guint index, guint a, guint b)
{
  for (guint i = 0; i < self->order->len; i++)
    {
      const PdlAtom *atom = g_ptr_array_index (self->order, i);

      for (guint k = 0; k < atom->n_axes; k++)
        if (atom->axes[k] == index && tells_apart (self, atom, k, a, b))
          return FALSE;
    }
  return TRUE;
}

/* Unknown is the last candidate and stays a class of its own: it is not a value. */
static void
cut_axis (PdlSpace *self, guint index)
{
  PdlCut *axis = axis_at (self, index);

  for (guint i = 0; i < axis->candidates->len; i++)
    {
      gboolean unknown = i + 1 == axis->candidates->len;
      guint class = axis->first->len;

      for (guint c = 0; c < axis->first->len && !unknown && !axis->axis.whole && class == axis->first->len; c++)
        if (are_alike (self, index, g_array_index (axis->first, guint, c), i))
          class = c;
      if (class == axis->first->len)
        g_array_append_val (axis->first, i);
      g_array_append_val (axis->class_of, class);
    }
  axis->axis.n_classes = axis->first->len;
  axis->axis.values = g_new (double, axis->axis.n_classes);
  for (guint c = 0; c < axis->axis.n_classes; c++)
    axis->axis.values[c] = g_array_index (axis->candidates, double, g_array_index (axis->first, guint, c));
}

void
pdl_space_close (PdlSpace *self)
{
  self->facts = pdl_facts_new (self->knowledge, self->blank, NULL, 0);
  for (guint i = 0; i < self->axes->len; i++)
    make_candidates (axis_at (self, i));
  for (guint i = 0; i < self->order->len; i++)
    run_atom (self, g_ptr_array_index (self->order, i));
  for (guint i = 0; i < self->axes->len; i++)
    cut_axis (self, i);
  g_clear_pointer (&self->facts, pdl_facts_free);
}

PdlDiagrams *
pdl_space_make_diagrams (PdlSpace *self, guint n_more)
{
  g_autofree guint *sizes = g_new (guint, self->axes->len + n_more + 1);

  for (guint i = 0; i < self->axes->len + n_more; i++)
    sizes[i] = i < self->axes->len ? axis_at (self, i)->axis.n_classes : 2;
  return pdl_diagrams_new (sizes, self->axes->len + n_more);
}

gboolean
pdl_space_tells (PdlSpace *self, guint axis, double value, guint *ret_class)
{
  const PdlCut *of = axis_at (self, axis);

  for (guint i = 0; i < of->candidates->len; i++)
    if (same (g_array_index (of->candidates, double, i), value))
      {
        *ret_class = g_array_index (of->class_of, guint, i);
        return TRUE;
      }
  return FALSE;
}
