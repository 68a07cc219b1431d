/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader of the drawing data: numbers to the last bit, malformed text refused, and the data itself complete. */
#include <math.h>
#include <string.h>

#include "pdl-anatomy.h"
#include "pdl-geometry.h"

static void
test_numbers (void)
{
  static const char *const numbers[] = { "0", "-0.5", "12.34", "681.27", "-14.22", "0.0001", "123456789.125", "1e3", "-2.5E-4", "3.141592653589793",
                                         "99999999999999999999" };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = g_strdup_printf ("[ %s ]", numbers[i]);
      g_autoptr (PdlGeometry) tree = pdl_geometry_read (text, strlen (text));

      g_assert_nonnull (tree);
      g_assert_cmpfloat (pdl_node_number (pdl_node_element (pdl_geometry_get_root (tree), 0)), ==, g_ascii_strtod (numbers[i], NULL));
    }
}

static void
test_tree (void)
{
  static const char text[] = "{\"a\": [1, [2, 3], {}], \"b\": {\"c\": \"word\", \"d\": true, \"e\": null}, \"f\": []}";
  g_autoptr (PdlGeometry) tree = pdl_geometry_read (text, strlen (text));
  const PdlNode *root = pdl_geometry_get_root (tree), *b = pdl_node_member (root, "b");

  g_assert_cmpuint (pdl_node_length (pdl_node_member (root, "a")), ==, 3);
  g_assert_cmpfloat (pdl_node_number (pdl_node_element (pdl_node_element (pdl_node_member (root, "a"), 1), 1)), ==, 3);
  g_assert_cmpstr (pdl_node_string (pdl_node_member (b, "c")), ==, "word");
  g_assert_cmpfloat (pdl_node_number (pdl_node_member (b, "d")), ==, 1);
  g_assert_true (isnan (pdl_node_number (pdl_node_member (b, "e"))));
  g_assert_cmpuint (pdl_node_length (pdl_node_member (root, "f")), ==, 0);
  g_assert_null (pdl_node_member (root, "z"));
  g_assert_null (pdl_node_element (pdl_node_member (root, "a"), 3));
  g_assert_null (pdl_node_member (NULL, "a"));
}

static void
test_malformed (void)
{
  static const char *const bad[] = { "", "{", "[1,", "[1 2]", "{\"a\"}", "{\"a\":}", "{a:1}", "[1]]", "\"open", "[-]", "tru", "[1,]", "{\"a\":1,}",
                                     "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "\"a\\" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (pdl_geometry_read (bad[i], strlen (bad[i])));
}

/* Every level has what the painters rely on, and neighbours stand in order. */
static void
test_data (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlAnatomy) anatomy = pdl_anatomy_load (&error);

  g_assert_no_error (error);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    {
      const PdlLateral *side = &anatomy->lateral[level];
      const PdlFront *face = &anatomy->front[level];

      g_assert_nonnull (side->body.path);
      g_assert_nonnull (face->body.path);
      g_assert_true (pdl_shape_contains (&side->body, side->center.x, side->center.y));
      g_assert_true (pdl_shape_contains (&face->body, face->center.x, face->center.y));
      g_assert_cmpint (side->posterior.path != NULL, ==, level < 24);
      g_assert_cmpint (side->collapse[0].path != NULL, ==, level >= 2 && level < 24);
      g_assert_cmpint (face->pedicle[0].path != NULL, ==, level >= 1 && level < 24);
      g_assert_cmpint (!isnan (side->cord_ant), ==, pdl_anatomy_has_cord (level));
      if (level > 0)
        {
          g_assert_cmpfloat (side->center.y, >, anatomy->lateral[level - 1].center.y);
          g_assert_cmpfloat (face->center.y, >, anatomy->front[level - 1].center.y);
        }
      if (side->collapse[0].path != NULL)
        {
          g_assert_cmpfloat (side->loss[0], <, 0.5);
          g_assert_cmpfloat (side->loss_ant[1], >, 50);
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geometry/numbers", test_numbers);
  g_test_add_func ("/geometry/tree", test_tree);
  g_test_add_func ("/geometry/malformed", test_malformed);
  g_test_add_func ("/geometry/data", test_data);
  return g_test_run ();
}
