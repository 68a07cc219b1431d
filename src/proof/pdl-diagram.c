/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-diagram.h"

#include <string.h>

#define LEAF G_MAXUINT32
#define CACHE_BITS 19

typedef struct
{
  guint32 variable; /* LEAF: a leaf */
  guint32 first;    /* place of the children; of a leaf its value */
} Node;

typedef struct
{
  guint32 what, a, b, c, result;
} Cached;

/* What the cache remembers beside the joins; replacements and maps take a number of their own each time. */
enum { WHAT_JOIN = 1, WHAT_NOT = 20, WHAT_IF, WHAT_FREE = 100 };

struct _PdlDiagrams
{
  guint *sizes;
  guint n_variables;
  GArray *nodes;     /* of Node */
  GArray *children;  /* of PdlDiagram */
  guint32 *table;    /* hash of a node → its number + 1 */
  guint table_size;
  Cached *cache;
  guint32 next_what;
};

PdlDiagrams *
pdl_diagrams_new (const guint *sizes, guint n_variables)
{
  PdlDiagrams *self = g_new0 (PdlDiagrams, 1);

  self->sizes = g_new (guint, MAX (n_variables, 1));
  for (guint i = 0; i < n_variables; i++)
    self->sizes[i] = sizes[i];
  self->n_variables = n_variables;
  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  self->children = g_array_new (FALSE, FALSE, sizeof (PdlDiagram));
  self->table_size = 1u << 12;
  self->table = g_new0 (guint32, self->table_size);
  self->cache = g_new0 (Cached, 1u << CACHE_BITS);
  self->next_what = WHAT_FREE;
  return self;
}

void
pdl_diagrams_free (PdlDiagrams *self)
{
  g_free (self->sizes);
  g_array_unref (self->nodes);
  g_array_unref (self->children);
  g_free (self->table);
  g_free (self->cache);
  g_free (self);
}

guint
pdl_diagrams_get_size (PdlDiagrams *self)
{
  return self->nodes->len;
}

/* ---- nodes -------------------------------------------------------------------------------------------------------- */

static inline Node
node (PdlDiagrams *self, PdlDiagram a)
{
  return g_array_index (self->nodes, Node, a);
}

static inline PdlDiagram
child (PdlDiagrams *self, PdlDiagram a, guint value)
{
  return g_array_index (self->children, PdlDiagram, node (self, a).first + value);
}

/* The part of @a where @variable is @value, @variable not standing behind its first. */
static inline PdlDiagram
part (PdlDiagrams *self, PdlDiagram a, guint32 variable, guint value)
{
  return node (self, a).variable == variable ? child (self, a, value) : a;
}

static guint32
hash_of (guint32 variable, const guint32 *words, guint n)
{
  guint32 hash = variable * 2654435761u;

  for (guint i = 0; i < n; i++)
    hash = (hash ^ words[i]) * 2246822519u + (hash >> 13);
  return hash ^ (hash >> 16);
}

static guint
n_words (PdlDiagrams *self, guint32 variable)
{
  return variable == LEAF ? 1 : self->sizes[variable];
}

static const guint32 *
words_of (PdlDiagrams *self, const Node *of)
{
  return of->variable == LEAF ? &of->first : &g_array_index (self->children, PdlDiagram, of->first);
}

static void
grow (PdlDiagrams *self)
{
  g_free (self->table);
  self->table_size *= 2;
  self->table = g_new0 (guint32, self->table_size);
  for (guint i = 0; i < self->nodes->len; i++)
    {
      const Node *here = &g_array_index (self->nodes, Node, i);
      guint32 at = hash_of (here->variable, words_of (self, here), n_words (self, here->variable)) & (self->table_size - 1);

      while (self->table[at] != 0)
        at = (at + 1) & (self->table_size - 1);
      self->table[at] = i + 1;
    }
}

/* The one node with these words. */
static PdlDiagram
unique (PdlDiagrams *self, guint32 variable, const guint32 *words)
{
  guint n = n_words (self, variable);
  guint32 at = hash_of (variable, words, n) & (self->table_size - 1);
  Node made = { variable, variable == LEAF ? words[0] : self->children->len };

  for (; self->table[at] != 0; at = (at + 1) & (self->table_size - 1))
    {
      const Node *here = &g_array_index (self->nodes, Node, self->table[at] - 1);

      if (here->variable == variable && memcmp (words_of (self, here), words, n * sizeof (guint32)) == 0)
        return self->table[at] - 1;
    }
  if (variable != LEAF)
    g_array_append_vals (self->children, words, n);
  g_array_append_val (self->nodes, made);
  self->table[at] = self->nodes->len;
  if (self->nodes->len * 2 > self->table_size)
    grow (self);
  return self->nodes->len - 1;
}

PdlDiagram
pdl_diagram_leaf (PdlDiagrams *self, int value)
{
  guint32 word = (guint32) value;

  return unique (self, LEAF, &word);
}

static int
leaf_value (PdlDiagrams *self, PdlDiagram a)
{
  return (int) node (self, a).first;
}

static gboolean
is_leaf (PdlDiagrams *self, PdlDiagram a)
{
  return node (self, a).variable == LEAF;
}

PdlDiagram
pdl_diagram_choose (PdlDiagrams *self, guint variable, const PdlDiagram *children)
{
  for (guint i = 1; i < self->sizes[variable]; i++)
    if (children[i] != children[0])
      return unique (self, variable, children);
  return children[0];
}

PdlDiagram
pdl_diagram_variable (PdlDiagrams *self, guint variable)
{
  g_autofree PdlDiagram *children = g_new (PdlDiagram, self->sizes[variable]);

  for (guint i = 0; i < self->sizes[variable]; i++)
    children[i] = pdl_diagram_leaf (self, (int) i);
  return pdl_diagram_choose (self, variable, children);
}

/* ---- joining ------------------------------------------------------------------------------------------------------ */

static Cached *
remember (PdlDiagrams *self, guint32 what, PdlDiagram a, PdlDiagram b, PdlDiagram c)
{
  guint32 words[3] = { a, b, c };

  return &self->cache[hash_of (what, words, 3) & ((1u << CACHE_BITS) - 1)];
}

static gboolean
is_remembered (const Cached *cached, guint32 what, PdlDiagram a, PdlDiagram b, PdlDiagram c)
{
  return cached->what == what && cached->a == a && cached->b == b && cached->c == c;
}

static int
join_leaves (PdlJoin join, int a, int b)
{
  switch (join)
    {
    case PDL_JOIN_AND:
      return a == PDL_LEAF_FALSE || b == PDL_LEAF_FALSE ? PDL_LEAF_FALSE : a == PDL_LEAF_TRUE && b == PDL_LEAF_TRUE ? PDL_LEAF_TRUE : PDL_LEAF_UNKNOWN;
    case PDL_JOIN_OR:
      return a == PDL_LEAF_TRUE || b == PDL_LEAF_TRUE ? PDL_LEAF_TRUE : a == PDL_LEAF_FALSE && b == PDL_LEAF_FALSE ? PDL_LEAF_FALSE : PDL_LEAF_UNKNOWN;
    case PDL_JOIN_IMPLIES:
      return a == PDL_LEAF_FALSE || b == PDL_LEAF_TRUE ? PDL_LEAF_TRUE : a == PDL_LEAF_TRUE && b == PDL_LEAF_FALSE ? PDL_LEAF_FALSE : PDL_LEAF_UNKNOWN;
    case PDL_JOIN_MIN: return MIN (a, b);
    case PDL_JOIN_MAX: return MAX (a, b);
    case PDL_JOIN_EQUAL: return a == b;
    case PDL_JOIN_LESS: return a < b;
    }
  return 0;
}

PdlDiagram
pdl_diagram_join (PdlDiagrams *self, PdlJoin join, PdlDiagram a, PdlDiagram b)
{
  guint32 what = WHAT_JOIN + join, variable;
  Cached *cached;
  PdlDiagram result;

  if (is_leaf (self, a) && is_leaf (self, b))
    return pdl_diagram_leaf (self, join_leaves (join, leaf_value (self, a), leaf_value (self, b)));
  if (join == PDL_JOIN_AND || join == PDL_JOIN_OR)
    for (guint side = 0; side < 2; side++)
      if (is_leaf (self, side == 0 ? a : b) && leaf_value (self, side == 0 ? a : b) == (join == PDL_JOIN_OR))
        return side == 0 ? a : b;
  cached = remember (self, what, a, b, 0);
  if (is_remembered (cached, what, a, b, 0))
    return cached->result;
  variable = MIN (node (self, a).variable, node (self, b).variable);
  {
    PdlDiagram children[64];

    for (guint i = 0; i < self->sizes[variable]; i++)
      children[i] = pdl_diagram_join (self, join, part (self, a, variable, i), part (self, b, variable, i));
    result = pdl_diagram_choose (self, variable, children);
  }
  *cached = (Cached) { what, a, b, 0, result };
  return result;
}

PdlDiagram
pdl_diagram_not (PdlDiagrams *self, PdlDiagram a)
{
  static const int table[] = { PDL_LEAF_TRUE, PDL_LEAF_FALSE, PDL_LEAF_UNKNOWN };
  Cached *cached;
  guint32 variable = node (self, a).variable;
  PdlDiagram children[64], result;

  if (variable == LEAF)
    return pdl_diagram_leaf (self, table[leaf_value (self, a)]);
  cached = remember (self, WHAT_NOT, a, 0, 0);
  if (is_remembered (cached, WHAT_NOT, a, 0, 0))
    return cached->result;
  for (guint i = 0; i < self->sizes[variable]; i++)
    children[i] = pdl_diagram_not (self, child (self, a, i));
  result = pdl_diagram_choose (self, variable, children);
  *cached = (Cached) { WHAT_NOT, a, 0, 0, result };
  return result;
}

PdlDiagram
pdl_diagram_if (PdlDiagrams *self, PdlDiagram condition, PdlDiagram then, PdlDiagram otherwise)
{
  guint32 variable;
  PdlDiagram children[64], result;
  Cached *cached;

  if (is_leaf (self, condition))
    return leaf_value (self, condition) == PDL_LEAF_TRUE ? then : otherwise;
  if (then == otherwise)
    return then;
  cached = remember (self, WHAT_IF, condition, then, otherwise);
  if (is_remembered (cached, WHAT_IF, condition, then, otherwise))
    return cached->result;
  variable = MIN (node (self, condition).variable, MIN (node (self, then).variable, node (self, otherwise).variable));
  for (guint i = 0; i < self->sizes[variable]; i++)
    children[i] = pdl_diagram_if (self, part (self, condition, variable, i), part (self, then, variable, i),
                                  part (self, otherwise, variable, i));
  result = pdl_diagram_choose (self, variable, children);
  *cached = (Cached) { WHAT_IF, condition, then, otherwise, result };
  return result;
}

PdlDiagram
pdl_diagram_is (PdlDiagrams *self, PdlDiagram a, int value)
{
  return pdl_diagram_join (self, PDL_JOIN_EQUAL, a, pdl_diagram_leaf (self, value));
}

/* ---- rewriting ---------------------------------------------------------------------------------------------------- */

static PdlDiagram
map (PdlDiagrams *self, guint32 what, PdlDiagram a, const int *table, guint n)
{
  Cached *cached;
  guint32 variable = node (self, a).variable;
  PdlDiagram children[64], result;

  if (variable == LEAF)
    {
      g_return_val_if_fail (node (self, a).first < n, a);
      return pdl_diagram_leaf (self, table[leaf_value (self, a)]);
    }
  cached = remember (self, what, a, 0, 0);
  if (is_remembered (cached, what, a, 0, 0))
    return cached->result;
  for (guint i = 0; i < self->sizes[variable]; i++)
    children[i] = map (self, what, child (self, a, i), table, n);
  result = pdl_diagram_choose (self, variable, children);
  *cached = (Cached) { what, a, 0, 0, result };
  return result;
}

PdlDiagram
pdl_diagram_map (PdlDiagrams *self, PdlDiagram a, const int *table, guint n)
{
  return map (self, self->next_what++, a, table, n);
}

static PdlDiagram
fix (PdlDiagrams *self, guint32 what, PdlDiagram a, guint variable, guint value)
{
  Cached *cached;
  guint32 here = node (self, a).variable;
  PdlDiagram children[64], result;

  if (here == LEAF || here > variable)
    return a;
  if (here == variable)
    return child (self, a, value);
  cached = remember (self, what, a, 0, 0);
  if (is_remembered (cached, what, a, 0, 0))
    return cached->result;
  for (guint i = 0; i < self->sizes[here]; i++)
    children[i] = fix (self, what, child (self, a, i), variable, value);
  result = pdl_diagram_choose (self, here, children);
  *cached = (Cached) { what, a, 0, 0, result };
  return result;
}

PdlDiagram
pdl_diagram_fix (PdlDiagrams *self, PdlDiagram a, guint variable, guint value)
{
  return fix (self, self->next_what++, a, variable, value);
}

static PdlDiagram
replace (PdlDiagrams *self, guint32 what, PdlDiagram a, const PdlDiagram *by)
{
  Cached *cached;
  guint32 here = node (self, a).variable;
  PdlDiagram index, result;

  if (here == LEAF)
    return a;
  cached = remember (self, what, a, 0, 0);
  if (is_remembered (cached, what, a, 0, 0))
    return cached->result;
  index = by[here] != PDL_DIAGRAM_KEEP ? by[here] : pdl_diagram_variable (self, here);
  result = replace (self, what, child (self, a, 0), by);
  for (guint i = 1; i < self->sizes[here]; i++)
    result = pdl_diagram_if (self, pdl_diagram_is (self, index, (int) i), replace (self, what, child (self, a, i), by), result);
  cached = remember (self, what, a, 0, 0);
  *cached = (Cached) { what, a, 0, 0, result };
  return result;
}

PdlDiagram
pdl_diagram_replace (PdlDiagrams *self, PdlDiagram a, const PdlDiagram *by)
{
  return replace (self, self->next_what++, a, by);
}

/* ---- reading ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  PdlDiagrams *self;
  int value;
  PdlCount *counts;
  guint8 *done;
} Counting;

static PdlCount
choices_between (PdlDiagrams *self, guint from, guint32 to)
{
  PdlCount choices = 1;

  for (guint i = from; i < MIN (to, self->n_variables); i++)
    choices *= self->sizes[i];
  return choices;
}

/* Assignments of the variables from @a's own on. */
static PdlCount
count (Counting *counting, PdlDiagram a)
{
  PdlDiagrams *self = counting->self;
  guint32 variable = node (self, a).variable;

  if (variable == LEAF)
    return leaf_value (self, a) == counting->value;
  if (counting->done[a])
    return counting->counts[a];
  counting->counts[a] = 0;
  for (guint i = 0; i < self->sizes[variable]; i++)
    {
      PdlDiagram next = child (self, a, i);

      counting->counts[a] += count (counting, next) * choices_between (self, variable + 1, node (self, next).variable);
    }
  counting->done[a] = TRUE;
  return counting->counts[a];
}

PdlCount
pdl_diagram_count (PdlDiagrams *self, PdlDiagram a, int value)
{
  g_autofree PdlCount *counts = g_malloc (self->nodes->len * sizeof (PdlCount));
  g_autofree guint8 *done = g_new0 (guint8, self->nodes->len);
  Counting counting = { self, value, counts, done };

  return count (&counting, a) * choices_between (self, 0, node (self, a).variable);
}

typedef struct
{
  PdlDiagrams *self;
  int value;
  guint32 *cost;  /* + 1; 0: not known yet */
} Search;

#define IMPOSSIBLE 100000u

static guint32
cheapest (Search *search, PdlDiagram a)
{
  PdlDiagrams *self = search->self;
  guint32 variable = node (self, a).variable, best = IMPOSSIBLE;

  if (variable == LEAF)
    return leaf_value (self, a) == search->value ? 0 : IMPOSSIBLE;
  if (search->cost[a] != 0)
    return search->cost[a] - 1;
  for (guint i = 0; i < self->sizes[variable]; i++)
    best = MIN (best, cheapest (search, child (self, a, i)) + (i + 1 < self->sizes[variable]));
  search->cost[a] = MIN (best, IMPOSSIBLE) + 1;
  return search->cost[a] - 1;
}

gboolean
pdl_diagram_find (PdlDiagrams *self, PdlDiagram a, int value, guint *ret_classes)
{
  g_autofree guint32 *cost = g_new0 (guint32, self->nodes->len);
  Search search = { self, value, cost };

  if (cheapest (&search, a) >= IMPOSSIBLE)
    return FALSE;
  for (guint i = 0; i < self->n_variables; i++)
    ret_classes[i] = self->sizes[i] - 1;
  while (!is_leaf (self, a))
    {
      guint32 variable = node (self, a).variable, best = cheapest (&search, a);

      for (guint i = self->sizes[variable]; i-- > 0;)
        if (cheapest (&search, child (self, a, i)) + (i + 1 < self->sizes[variable]) == best)
          {
            ret_classes[variable] = i;
            a = child (self, a, i);
            break;
          }
    }
  return TRUE;
}

int
pdl_diagram_get (PdlDiagrams *self, PdlDiagram a, const guint *classes)
{
  while (!is_leaf (self, a))
    a = child (self, a, classes[node (self, a).variable]);
  return leaf_value (self, a);
}

char *
pdl_count_to_text (PdlCount count_left)
{
  GString *text = g_string_new (NULL);

  for (guint digits = 0; digits == 0 || count_left > 0; digits++, count_left /= 10)
    {
      if (digits > 0 && digits % 3 == 0)
        g_string_prepend_c (text, ' ');
      g_string_prepend_c (text, (char) ('0' + (int) (count_left % 10)));
    }
  return g_string_free (text, FALSE);
}
