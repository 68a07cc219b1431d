/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The axis of survival: later is further right, what is outside lies at its end, and a bar is drawn on its side of the line. */
#include "pdl-survival-axis.h"

#include <math.h>

#define WIDTH 400
#define HEIGHT 22

static void
test_scale (void)
{
  guint n;
  const double *ticks = pdl_survival_axis_get_ticks (&n);

  for (guint i = 1; i < n; i++)
    g_assert_cmpfloat (pdl_survival_axis_x (ticks[i - 1], WIDTH), <, pdl_survival_axis_x (ticks[i], WIDTH));
  g_assert_cmpfloat (pdl_survival_axis_x (0, WIDTH), ==, pdl_survival_axis_x (ticks[0], WIDTH));
  g_assert_cmpfloat (pdl_survival_axis_x (INFINITY, WIDTH), ==, pdl_survival_axis_x (ticks[n - 1], WIDTH));
  g_assert_cmpfloat (pdl_survival_axis_x (INFINITY, WIDTH), <=, WIDTH);
  g_assert_cmpfloat (pdl_survival_axis_x (0, 4), <=, 8);
}

/* Pixels that differ from the axis alone, left and right of the line. */
static void
count (const PdlSurvivalBar *bar, guint *ret_left, guint *ret_right)
{
  cairo_surface_t *surfaces[2];
  int line = (int) pdl_survival_axis_x (3, WIDTH);

  *ret_left = *ret_right = 0;
  for (guint i = 0; i < 2; i++)
    {
      cairo_t *cr;

      surfaces[i] = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
      cr = cairo_create (surfaces[i]);
      pdl_survival_axis_paint (cr, pdl_palette_get (FALSE, FALSE), bar, i, 3, WIDTH, HEIGHT);
      cairo_destroy (cr);
      cairo_surface_flush (surfaces[i]);
    }
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        int at = y * cairo_image_surface_get_stride (surfaces[0]) + x * 4;
        guint32 without = *(const guint32 *) (gconstpointer) (cairo_image_surface_get_data (surfaces[0]) + at);
        guint32 with = *(const guint32 *) (gconstpointer) (cairo_image_surface_get_data (surfaces[1]) + at);

        if (without != with && x < line - 1)
          (*ret_left)++;
        else if (without != with && x > line + 1)
          (*ret_right)++;
      }
  for (guint i = 0; i < 2; i++)
    cairo_surface_destroy (surfaces[i]);
}

static cairo_surface_t *
paint_names (const char *others)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 180, 30);
  const char *names[] = { others, others, "3 mo", others, others, others, others };
  cairo_t *cr = cairo_create (surface);

  pdl_survival_axis_paint_names (cr, pdl_palette_get (FALSE, FALSE), names, 3, 22, 180, 30);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* Large text on a narrow axis: nothing is painted over the name of the line that decides. */
static void
test_names_have_room (void)
{
  cairo_surface_t *alone = paint_names (""), *all = paint_names ("12 wk");
  int middle = (int) pdl_survival_axis_x (3, 180);
  guint ink = 0;

  for (int y = 0; y < 30; y++)
    for (int x = middle - 20; x < middle + 20; x++)
      {
        int at = y * cairo_image_surface_get_stride (alone) + x * 4;
        guint32 expected = *(const guint32 *) (gconstpointer) (cairo_image_surface_get_data (alone) + at);

        ink += expected != 0;
        g_assert_cmphex (*(const guint32 *) (gconstpointer) (cairo_image_surface_get_data (all) + at), ==, expected);
      }
  g_assert_cmpuint (ink, >, 50);
  cairo_surface_destroy (alone);
  cairo_surface_destroy (all);
}

static void
test_sides (void)
{
  const PdlSurvivalBar under = { 1.6, 1.6, 1.4, 1.9, FALSE, FALSE }, over = { 6, INFINITY, NAN, NAN, TRUE, FALSE };
  const PdlSurvivalBar across = { 0, 6, NAN, NAN, FALSE, FALSE }, nothing = { NAN, NAN, NAN, NAN, FALSE, FALSE };
  guint left, right;

  count (&under, &left, &right);
  g_assert_cmpuint (left, >, 0);
  g_assert_cmpuint (right, ==, 0);
  count (&over, &left, &right);
  g_assert_cmpuint (left, ==, 0);
  g_assert_cmpuint (right, >, 0);
  count (&across, &left, &right);
  g_assert_cmpuint (left, >, 0);
  g_assert_cmpuint (right, >, 0);
  count (&nothing, &left, &right);
  g_assert_cmpuint (left + right, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draw/survival-axis/scale", test_scale);
  g_test_add_func ("/draw/survival-axis/sides", test_sides);
  g_test_add_func ("/draw/survival-axis/names", test_names_have_room);
  return g_test_run ();
}
