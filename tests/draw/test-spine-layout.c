/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The spine's layout: a click lands on the level that was drawn there, at every size. */
#include "pdl-draw.h"
#include "pdl-spine-layout-private.h"

#include <math.h>

static PdlAnatomy *anatomy;

static const double sizes[][2] = { { 312, 700 }, { 206, 600 }, { 150, 300 }, { 420, 1000 }, { 900, 700 }, { 170, 595 } };
#define BOTH (PDL_VIEW_LATERAL | PDL_VIEW_FRONT)

static void
test_every_level_at_its_own_centre (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      g_autoptr (PdlSpineLayout) layout = pdl_spine_layout_new (anatomy, BOTH, sizes[s][0], sizes[s][1]);

      for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
        {
          PdlPoint side = pdl_place_point (&layout->side, anatomy->lateral[level].center.x, anatomy->lateral[level].center.y);
          PdlPoint face = pdl_place_point (&layout->face, anatomy->front[level].center.x, anatomy->front[level].center.y);
          const char *part = NULL;

          g_assert_cmpint (pdl_spine_layout_hit (layout, side.x, side.y, &part), ==, level);
          g_assert_cmpstr (part, ==, "body");
          g_assert_cmpint (pdl_spine_layout_hit (layout, face.x, face.y, &part), ==, level);
          g_assert_cmpstr (part, ==, "body");
          g_assert_true (pdl_spine_layout_contains (layout, level, side.x, side.y));
          g_assert_true (pdl_spine_layout_contains (layout, level, face.x, face.y));
          g_assert_cmpint (pdl_spine_layout_nearest (layout, face.y), ==, level);
        }
    }
}

/* The mark of a posterior element is its own level's, although it hangs beside the body below. */
static void
test_spinous_tips (void)
{
  g_autoptr (PdlSpineLayout) layout = pdl_spine_layout_new (anatomy, BOTH, 312, 700);

  for (PdlLevel level = 1; level < 24; level++)
    {
      const PdlLateral *side = &anatomy->lateral[level];
      double x = 0, y = 0;
      const char *part = NULL;
      PdlPoint at;

      for (guint i = 0; i < side->spinous.n_points; i++)
        {
          x += side->spinous.points[i].x / side->spinous.n_points;
          y += side->spinous.points[i].y / side->spinous.n_points;
        }
      at = pdl_place_point (&layout->side, x, y);
      g_assert_cmpint (pdl_spine_layout_hit (layout, at.x, at.y, &part), ==, level);
      g_assert_cmpstr (part, ==, "posterior");
    }
}

static void
test_regions_never_overlap (void)
{
  g_autoptr (PdlSpineLayout) layout = pdl_spine_layout_new (anatomy, BOTH, 312, 700);
  guint inside = 0;

  for (double y = 0; y < 700; y += 0.7)
    for (double x = 0; x < 312; x += 0.7)
      {
        guint n = 0;

        for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
          n += pdl_spine_layout_contains (layout, level, x, y) ? 1 : 0;
        g_assert_cmpuint (n, <=, 1);
        g_assert_true ((n == 1) == (pdl_spine_layout_hit (layout, x, y, NULL) != PDL_LEVEL_NONE));
        inside += n;
      }
  g_assert_cmpuint (inside, >, 10000);
}

static void
test_views_never_overlap (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      g_autoptr (PdlSpineLayout) layout = pdl_spine_layout_new (anatomy, BOTH, sizes[s][0], sizes[s][1]);
      double side_right = 0, face_left = sizes[s][0];

      for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
        {
          side_right = MAX (side_right, pdl_place_point (&layout->side, anatomy->lateral[level].hit.x1, 0).x);
          face_left = MIN (face_left, pdl_place_point (&layout->face, anatomy->front[level].body.x0, 0).x);
        }
      g_assert_cmpfloat (side_right, <, face_left);
    }
}

/* Small shapes before large: the ring of a pedicle lies on its body. */
static void
test_pedicles_and_sides (void)
{
  g_autoptr (PdlSpineLayout) layout = pdl_spine_layout_new (anatomy, BOTH, 312, 700);

  for (PdlLevel level = 1; level < 24; level++)
    {
      static const char *const parts[] = { "ped_l", "ped_r" };

      for (guint i = 0; i < 2; i++)
        {
          PdlPoint mm = anatomy->front[level].pedicle_center[i];
          PdlPoint at = pdl_place_point (&layout->face, mm.x, mm.y);
          const char *part = NULL;

          /* As on an axial scan: the patient's left is on the right of the page. */
          g_assert_true (i == 0 ? mm.x > 0 : mm.x < 0);
          g_assert_true (i == 0 ? at.x > layout->face.x0 : at.x < layout->face.x0);
          g_assert_cmpint (pdl_spine_layout_hit (layout, at.x, at.y, &part), ==, level);
          g_assert_cmpstr (part, ==, parts[i]);
        }
    }
}

static void
test_rects_and_rows (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      g_autoptr (PdlSpineLayout) layout = pdl_spine_layout_new (anatomy, BOTH, sizes[s][0], sizes[s][1]);
      double below = -1;

      for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
        {
          cairo_rectangle_t rect, row, ink;

          pdl_spine_layout_get_level_rect (layout, level, &rect);
          g_assert_cmpfloat (rect.width, >, 0);
          g_assert_cmpfloat (rect.height, >, 0);
          g_assert_cmpfloat (rect.x, >=, 0);
          g_assert_cmpfloat (rect.x + rect.width, <=, sizes[s][0] + 0.5);
          g_assert_cmpfloat (rect.y, >=, 0);
          g_assert_cmpfloat (rect.y + rect.height, <=, sizes[s][1]);

          pdl_spine_layout_get_row (layout, level, &row);
          g_assert_cmpfloat (row.height, >, 0);
          if (below >= 0)
            g_assert_cmpfloat_with_epsilon (row.y, below, 1e-6);
          below = row.y + row.height;
          pdl_spine_layout_get_ink_rect (layout, level, &ink);
          g_assert_cmpfloat (ink.y, <=, MIN (rect.y, row.y));
          g_assert_cmpfloat (ink.y + ink.height, >=, MAX (rect.y + rect.height, row.y + row.height));
        }
    }
}

/* A drag that leaves the column takes the level nearest in height, without gaps, from head to foot. */
static void
test_nearest_is_monotone (void)
{
  g_autoptr (PdlSpineLayout) layout = pdl_spine_layout_new (anatomy, PDL_VIEW_LATERAL, 206, 600);
  PdlLevel before = 0;

  g_assert_cmpint (pdl_spine_layout_nearest (layout, -50), ==, 0);
  g_assert_cmpint (pdl_spine_layout_nearest (layout, 5000), ==, PDL_N_LEVELS - 1);
  for (double y = 0; y < 600; y += 0.25)
    {
      PdlLevel level = pdl_spine_layout_nearest (layout, y);

      g_assert_true (level == before || level == before + 1);
      before = level;
    }
  g_assert_cmpint (before, ==, PDL_N_LEVELS - 1);
}

static void
test_one_view (void)
{
  g_autoptr (PdlSpineLayout) side = pdl_spine_layout_new (anatomy, PDL_VIEW_LATERAL, 206, 600);
  g_autoptr (PdlSpineLayout) both = pdl_spine_layout_new (anatomy, BOTH, 312, 700);
  cairo_rectangle_t rect;

  pdl_spine_layout_get_level_rect (side, 14, &rect);
  g_assert_cmpint (pdl_spine_layout_hit (side, 205, rect.y + rect.height / 2, NULL), ==, PDL_LEVEL_NONE);
  g_assert_cmpint (pdl_spine_layout_hit (both, 1, 1, NULL), ==, PDL_LEVEL_NONE);
  g_assert_false (pdl_spine_layout_contains (both, PDL_LEVEL_NONE, 100, 100));
  g_assert_false (pdl_spine_layout_contains (both, PDL_N_LEVELS, 100, 100));
}

/* Names stand clear of each other at rest; enough of them stay to find one's way. */
static void
test_names (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      g_autoptr (PdlSpineLayout) layout = pdl_spine_layout_new (anatomy, BOTH, sizes[s][0], sizes[s][1]);
      double before = -1000;
      guint n = 0;

      for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
        if (layout->label_at_rest[level])
          {
            double y = pdl_spine_label_end (layout, level).y;

            g_assert_cmpfloat (y - before, >, layout->text);
            before = y;
            n++;
          }
      g_assert_cmpuint (n, >=, 12);
      g_assert_true (layout->label_at_rest[7] && layout->label_at_rest[19]); /* T1, L1 */
    }
}

static void
test_absurd_sizes (void)
{
  static const double odd[][2] = { { 0, 0 }, { 1, 1 }, { -5, 20 }, { 10, 4000 }, { 4000, 10 } };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (PdlSpineLayout) layout = pdl_spine_layout_new (anatomy, BOTH, odd[i][0], odd[i][1]);

      g_assert_true (isfinite (pdl_spine_layout_get_scale (layout)));
      g_assert_cmpfloat (pdl_spine_layout_get_scale (layout), >, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  anatomy = pdl_anatomy_load (&error);
  g_assert_no_error (error);
  g_test_add_func ("/spine-layout/centres", test_every_level_at_its_own_centre);
  g_test_add_func ("/spine-layout/spinous-tips", test_spinous_tips);
  g_test_add_func ("/spine-layout/regions-never-overlap", test_regions_never_overlap);
  g_test_add_func ("/spine-layout/views-never-overlap", test_views_never_overlap);
  g_test_add_func ("/spine-layout/pedicles-and-sides", test_pedicles_and_sides);
  g_test_add_func ("/spine-layout/rects-and-rows", test_rects_and_rows);
  g_test_add_func ("/spine-layout/nearest", test_nearest_is_monotone);
  g_test_add_func ("/spine-layout/one-view", test_one_view);
  g_test_add_func ("/spine-layout/names", test_names);
  g_test_add_func ("/spine-layout/absurd-sizes", test_absurd_sizes);
  status = g_test_run ();
  pdl_anatomy_free (anatomy);
  return status;
}
