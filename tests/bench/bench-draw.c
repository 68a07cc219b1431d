/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long the painters take: bench-draw [RUNS]. Prints one line a picture, the median and the 95th percentile in
 * milliseconds. Method: an image surface at scale 1, the same picture painted RUNS times (200) after 20 unmeasured ones, the
 * surface flushed inside the measured time, loading and layout measured apart. One thread, its own processor time, so that
 * what else the machine does hardly counts.
 */
#include "pdl-timeline.h"
#include "timing.h"

#include <math.h>
#include <stdlib.h>

#define WARM_UP 20

typedef void (*Work) (cairo_t *cr, gpointer data);

static PdlAnatomy *anatomy;
static int runs = 200;

static void
measure (const char *name,
         int         width,
         int         height,
         Work        work,
         gpointer    data)
{
  g_autofree double *times = g_new (double, runs);
  double median;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);

  for (int i = -WARM_UP; i < runs; i++)
    {
      cairo_t *cr = cairo_create (surface);
      double start = timing_now ();

      work (cr, data);
      cairo_destroy (cr);
      cairo_surface_flush (surface);
      if (i >= 0)
        times[i] = timing_now () - start;
    }
  cairo_surface_destroy (surface);
  median = timing_median (times, runs);
  g_print ("%-34s %4d x %-4d  median %7.3f ms   p95 %7.3f ms\n", name, width, height, median / 1000, times[runs * 95 / 100] / 1000);
}

static PdlVertebraState states[PDL_N_LEVELS];

static void
paint_anatomy (cairo_t *cr,
               gpointer data)
{
  pdl_spine_paint_anatomy (data, cr, pdl_palette_get (FALSE, FALSE), states);
}

static void
paint_level (cairo_t *cr,
             gpointer data)
{
  pdl_spine_paint_level (data, cr, pdl_palette_get (FALSE, FALSE), 14, &states[14]);
}

static void
paint_quiet_levels (cairo_t *cr,
                    gpointer data)
{
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if (level != 14)
      pdl_spine_paint_level (data, cr, pdl_palette_get (FALSE, FALSE), level, &states[level]);
}

static void
hit_everywhere (cairo_t *cr,
                gpointer data)
{
  for (int y = 0; y < 700; y += 7)
    for (int x = 0; x < 312; x += 7)
      pdl_spine_layout_hit (data, x, y, NULL);
}

static void
lay_out (cairo_t *cr,
         gpointer data)
{
  pdl_spine_layout_free (pdl_spine_layout_new (anatomy, PDL_VIEW_LATERAL | PDL_VIEW_FRONT, 312, 700));
}

static void
load (cairo_t *cr,
      gpointer data)
{
  pdl_anatomy_free (pdl_anatomy_load (NULL));
}

static void
paint_axial (cairo_t *cr,
             gpointer data)
{
  pdl_axial_paint (data, cr, pdl_palette_get (FALSE, FALSE), 0x23, "2", "lytic", 1);
}

static void
paint_grades (cairo_t *cr,
              gpointer data)
{
  static const char *const grades[] = { "0", "1a", "1b", "1c", "2", "3" };

  for (guint i = 0; i < G_N_ELEMENTS (grades); i++)
    pdl_axial_paint_grade (anatomy, cr, pdl_palette_get (FALSE, FALSE), 14, grades[i], i * 110, 0, 100, 76);
}

static void
paint_timeline (cairo_t *cr,
                gpointer data)
{
  pdl_timeline_paint (data, cr, pdl_palette_get (FALSE, FALSE), NULL, -1);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (PdlSpineLayout) spine = NULL;
  g_autoptr (PdlAxialLayout) axial = NULL;
  g_autoptr (PdlTimelineLayout) timeline = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_timeline_item_free);
  g_autoptr (GError) error = NULL;

  if (argc > 1)
    runs = CLAMP (atoi (argv[1]), 5, 100000);
  anatomy = pdl_anatomy_load (&error);
  if (anatomy == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    states[level] = (PdlVertebraState) { .target = -1, .collapse_pct = NAN };
  states[14] = (PdlVertebraState) { .target = -1, .collapse_pct = NAN, .involved = TRUE, .lesion = "lytic", .collapse = "gt50",
                                    .escc = "2", .alignment = "deformity", .sectors = 0x23, .sectors_known = TRUE,
                                    .selected = TRUE, .focused = TRUE };
  for (int i = 0; i < 25; i++)
    {
      PdlTimelineItem *item = pdl_timeline_item_new ("x", (PdlLane) (i % PDL_N_LANES), "MRI of the whole spine");

      item->start = 20000 + i * 11;
      item->end = i % 4 == 3 ? item->start + 20 : PDL_DAY_NONE;
      item->is_due = i % 4 == 3;
      item->due = item->start + 9;
      g_ptr_array_add (items, item);
    }
  spine = pdl_spine_layout_new (anatomy, PDL_VIEW_LATERAL | PDL_VIEW_FRONT, 312, 700);
  axial = pdl_axial_layout_new (anatomy, 14, 372, 300);
  timeline = pdl_timeline_layout_new (items, 19990, 20330, 20150, 1160, 200, 1);

  measure ("whole anatomy", 312, 700, paint_anatomy, spine);
  measure ("one level, everything recorded", 312, 700, paint_level, spine);
  measure ("the other 28 levels, nothing recorded", 312, 700, paint_quiet_levels, spine);
  measure ("axial view", 372, 300, paint_axial, axial);
  measure ("six pictures of the grades", 660, 76, paint_grades, NULL);
  measure ("timeline, 25 items", 1160, 300, paint_timeline, timeline);
  measure ("4500 hit tests", 312, 700, hit_everywhere, spine);
  measure ("layout of the spine", 1, 1, lay_out, NULL);
  runs = MIN (runs, 20);
  measure ("reading the drawing data", 1, 1, load, NULL);
  pdl_anatomy_free (anatomy);
  return 0;
}
