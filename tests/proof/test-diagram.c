/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Diagrams against going through every assignment one by one.
 */

#include "pdl-diagram.h"

#define N_VARIABLES 5

static const guint sizes[N_VARIABLES] = { 3, 2, 4, 3, 2 };

static gboolean
next (guint *classes)
{
  guint i = N_VARIABLES;

  while (i-- > 0 && ++classes[i] >= sizes[i])
    classes[i] = 0;
  return i != G_MAXUINT;
}

/* Something irregular, made of joins. */
static PdlDiagram
make (PdlDiagrams *self, guint round)
{
  PdlDiagram result = pdl_diagram_leaf (self, (int) (g_test_rand_int () & 1));

  for (guint i = 0; i < 6; i++)
    {
      guint variable = (guint) g_test_rand_int_range (0, N_VARIABLES);
      PdlDiagram part = pdl_diagram_is (self, pdl_diagram_variable (self, variable), g_test_rand_int_range (0, (gint32) sizes[variable]));

      if ((i + round) % 3 == 0)
        part = pdl_diagram_if (self, part, pdl_diagram_leaf (self, PDL_LEAF_UNKNOWN), result);
      result = pdl_diagram_join (self, i % 2 == 0 ? PDL_JOIN_OR : PDL_JOIN_AND, result, part);
    }
  return result;
}

static void
test_joins (void)
{
  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (PdlDiagrams) self = pdl_diagrams_new (sizes, N_VARIABLES);
      PdlDiagram a = make (self, round), b = make (self, round + 1);
      PdlDiagram joined = pdl_diagram_join (self, PDL_JOIN_AND, a, b), either = pdl_diagram_join (self, PDL_JOIN_OR, a, b);
      PdlDiagram implied = pdl_diagram_join (self, PDL_JOIN_IMPLIES, a, b), not = pdl_diagram_not (self, a);
      PdlDiagram chosen = pdl_diagram_if (self, a, b, not), fixed = pdl_diagram_fix (self, a, 2, 1);
      guint classes[N_VARIABLES] = { 0 };
      PdlCount counts[3] = { 0 };

      do
        {
          int x = pdl_diagram_get (self, a, classes), y = pdl_diagram_get (self, b, classes);
          guint at_one[N_VARIABLES];

          g_assert_cmpint (pdl_diagram_get (self, joined, classes), ==, x == 0 || y == 0 ? 0 : x == 2 || y == 2 ? 2 : 1);
          g_assert_cmpint (pdl_diagram_get (self, either, classes), ==, x == 1 || y == 1 ? 1 : x == 2 || y == 2 ? 2 : 0);
          g_assert_cmpint (pdl_diagram_get (self, implied, classes), ==, x == 0 || y == 1 ? 1 : x == 1 && y == 0 ? 0 : 2);
          g_assert_cmpint (pdl_diagram_get (self, not, classes), ==, x == 2 ? 2 : 1 - x);
          g_assert_cmpint (pdl_diagram_get (self, chosen, classes), ==, x == 1 ? y : x == 2 ? 2 : 1);
          for (guint i = 0; i < N_VARIABLES; i++)
            at_one[i] = i == 2 ? 1 : classes[i];
          g_assert_cmpint (pdl_diagram_get (self, fixed, classes), ==, pdl_diagram_get (self, a, at_one));
          counts[x]++;
        }
      while (next (classes));
      for (int value = 0; value < 3; value++)
        g_assert_true (pdl_diagram_count (self, a, value) == counts[value]);
      /* Equal functions are one diagram, however they were made. */
      g_assert_cmpuint (pdl_diagram_not (self, not), ==, a);
      g_assert_cmpuint (pdl_diagram_join (self, PDL_JOIN_AND, a, a), ==, a);
    }
}

/* x and y exchanged, both at once: one after the other would make them equal. */
static void
test_replace (void)
{
  static const guint two[2] = { 3, 3 };
  g_autoptr (PdlDiagrams) self = pdl_diagrams_new (two, 2);
  PdlDiagram x = pdl_diagram_variable (self, 0), y = pdl_diagram_variable (self, 1);
  const PdlDiagram by[2] = { y, x };
  PdlDiagram less = pdl_diagram_join (self, PDL_JOIN_LESS, x, y);

  g_assert_cmpuint (pdl_diagram_replace (self, less, by), ==, pdl_diagram_join (self, PDL_JOIN_LESS, y, x));
}

static void
test_find (void)
{
  g_autoptr (PdlDiagrams) self = pdl_diagrams_new (sizes, N_VARIABLES);
  PdlDiagram a = pdl_diagram_is (self, pdl_diagram_variable (self, 0), 1), b = pdl_diagram_is (self, pdl_diagram_variable (self, 2), 0);
  PdlDiagram c = pdl_diagram_is (self, pdl_diagram_variable (self, 3), 2);
  guint classes[N_VARIABLES];

  /* (a and b) or c: c alone is smallest, and the last class of the others costs nothing. */
  g_assert_true (pdl_diagram_find (self, pdl_diagram_join (self, PDL_JOIN_OR, pdl_diagram_join (self, PDL_JOIN_AND, a, b), c), PDL_LEAF_TRUE, classes));
  g_assert_cmpuint (classes[3], ==, 2);
  g_assert_cmpuint (classes[0], ==, 2);
  g_assert_cmpuint (classes[2], ==, 3);
  g_assert_true (pdl_diagram_find (self, pdl_diagram_join (self, PDL_JOIN_AND, a, b), PDL_LEAF_TRUE, classes));
  g_assert_cmpuint (classes[0], ==, 1);
  g_assert_cmpuint (classes[2], ==, 0);
  g_assert_false (pdl_diagram_find (self, a, PDL_LEAF_UNKNOWN, classes));
}

static void
test_count_text (void)
{
  g_autofree char *none = pdl_count_to_text (0), *some = pdl_count_to_text (120960);
  PdlCount large = 1;
  g_autofree char *many = NULL;

  for (guint i = 0; i < 30; i++)
    large *= 10;
  many = pdl_count_to_text (large);
  g_assert_cmpstr (none, ==, "0");
  g_assert_cmpstr (some, ==, "120 960");
  g_assert_cmpstr (many, ==, "1 000 000 000 000 000 000 000 000 000 000");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/proof/diagram/joins", test_joins);
  g_test_add_func ("/proof/diagram/replace", test_replace);
  g_test_add_func ("/proof/diagram/find", test_find);
  g_test_add_func ("/proof/diagram/count-text", test_count_text);
  return g_test_run ();
}
