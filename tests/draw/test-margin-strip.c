/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The strip of a margin: filled where the reading stays, open where another row begins, hatched between, and a knob where it stands. */
#include "pdl-draw.h"

#define WIDTH 122
#define HEIGHT 14
#define CELL 20 /* six cells between the edges */

static cairo_surface_t *
paint (const PdlMargin *margins, guint n, int now)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  pdl_margin_strip_paint (cr, pdl_palette_get (FALSE, FALSE), margins, n, now, 0, 0, WIDTH, HEIGHT);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* How much of the inner rail of a cell is painted: 0 nothing, 1 all. */
static double
coverage (cairo_surface_t *surface, guint cell)
{
  const unsigned char *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  double sum = 0;
  guint n = 0;

  for (guint x = 1 + cell * CELL + 4; x < 1 + (cell + 1) * CELL - 4; x++)
    for (guint y = 6; y < 8; y++, n++)
      sum += data[y * (guint) stride + 4 * x + 3] / 255.0;
  return sum / n;
}

static void
test_cells (void)
{
  static const PdlMargin margins[] = { PDL_MARGIN_ROW, PDL_MARGIN_ROW, PDL_MARGIN_LESS, PDL_MARGIN_SAME, PDL_MARGIN_SAME, PDL_MARGIN_SAME };
  cairo_surface_t *surface = paint (margins, G_N_ELEMENTS (margins), 4);

  g_assert_cmpfloat (coverage (surface, 0), <, 0.05);
  g_assert_cmpfloat (coverage (surface, 1), <, 0.05);
  g_assert_cmpfloat (coverage (surface, 2), >, 0.1);
  g_assert_cmpfloat (coverage (surface, 2), <, 0.8);
  g_assert_cmpfloat (coverage (surface, 3), >, 0.95);
  g_assert_cmpfloat (coverage (surface, 5), >, 0.95);
  cairo_surface_destroy (surface);
}

/* The knob is higher than the rail, and stands on the value; none where nothing is known. */
static void
test_knob (void)
{
  static const PdlMargin margins[] = { PDL_MARGIN_SAME, PDL_MARGIN_SAME, PDL_MARGIN_SAME, PDL_MARGIN_SAME, PDL_MARGIN_SAME, PDL_MARGIN_SAME };

  for (int now = -1; now < 6; now++)
    {
      cairo_surface_t *surface = paint (margins, G_N_ELEMENTS (margins), now);
      const unsigned char *data = cairo_image_surface_get_data (surface);

      for (int cell = 0; cell < 6; cell++)
        g_assert_true ((data[2 * cairo_image_surface_get_stride (surface) + 4 * (1 + cell * CELL + CELL / 2) + 3] > 200) == (cell == now));
      cairo_surface_destroy (surface);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draw/margin-strip/cells", test_cells);
  g_test_add_func ("/draw/margin-strip/knob", test_knob);
  return g_test_run ();
}
