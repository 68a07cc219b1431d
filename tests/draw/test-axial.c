/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The axial view: every part and the canal answer where they are drawn, on the right side. */
#include "pdl-axial-layout-private.h"

static PdlAnatomy *anatomy;

static void
test_parts (void)
{
  static const char *const six[] = { "vb", "ped_l", "lam_l", "sp", "lam_r", "ped_r" };
  static const char *const four[] = { "body", "ala_l", "posterior", "ala_r" };

  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    {
      g_autoptr (PdlAxialLayout) layout = pdl_axial_layout_new (anatomy, level, 372, 300);
      const char *const *codes = level >= 24 ? four : six;

      g_assert_cmpuint (pdl_axial_layout_get_n_parts (layout), ==, level >= 24 ? 4 : 6);
      for (guint i = 0; i < pdl_axial_layout_get_n_parts (layout); i++)
        g_assert_cmpstr (pdl_axial_layout_get_part (layout, i), ==, codes[i]);
      g_assert_null (pdl_axial_layout_get_part (layout, pdl_axial_layout_get_n_parts (layout)));
    }
}

static void
test_hits (void)
{
  static const PdlLevel levels[] = { 0, 4, 14, 18, 21, 24 };

  for (guint l = 0; l < G_N_ELEMENTS (levels); l++)
    {
      g_autoptr (PdlAxialLayout) layout = pdl_axial_layout_new (anatomy, levels[l], 372, 300);
      guint count[PDL_MAX_PARTS + 1] = { 0 };
      cairo_rectangle_t canal;

      /* The middle of the canal is the canal; each number stands in its own part. */
      pdl_axial_layout_get_canal_rect (layout, &canal);
      g_assert_cmpint (pdl_axial_layout_hit (layout, canal.x + canal.width / 2, canal.y + canal.height / 2), ==, PDL_AXIAL_CANAL);
      for (guint i = 0; i < layout->drawing->n_parts; i++)
        {
          PdlPoint at = pdl_place_point (&layout->place, layout->drawing->parts[i].label.x, layout->drawing->parts[i].label.y);
          cairo_rectangle_t rect;

          g_assert_cmpint (pdl_axial_layout_hit (layout, at.x, at.y), ==, (int) i);
          pdl_axial_layout_get_part_rect (layout, i, &rect);
          g_assert_true (at.x > rect.x && at.x < rect.x + rect.width && at.y > rect.y && at.y < rect.y + rect.height);
          /* The patient's left is on the right of the page. */
          if (g_str_has_suffix (pdl_axial_layout_get_part (layout, i), "_l"))
            g_assert_cmpfloat (at.x, >, layout->place.x0);
          if (g_str_has_suffix (pdl_axial_layout_get_part (layout, i), "_r"))
            g_assert_cmpfloat (at.x, <, layout->place.x0);
        }

      /* No point belongs to two parts. */
      for (double y = 0; y < 300; y += 1.1)
        for (double x = 0; x < 372; x += 1.1)
          {
            double mx = (x - layout->place.x0) / layout->place.sx, my = (y - layout->place.y0) / layout->place.sy;
            int hit = pdl_axial_layout_hit (layout, x, y);
            guint n = 0;

            for (guint i = 0; i < layout->drawing->n_parts; i++)
              n += pdl_shape_contains (&layout->drawing->parts[i].path, mx, my) ? 1 : 0;
            g_assert_cmpuint (n, <=, 1);
            if (hit >= 0)
              count[hit]++;
          }
      for (guint i = 0; i < layout->drawing->n_parts; i++)
        g_assert_cmpuint (count[i], >, 20);
    }
}

/* No 1c below the conus: there is no cord to touch. */
static void
test_grades (void)
{
  static const char *const grades[] = { "0", "1a", "1b", "1c", "2", "3" };

  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    for (guint i = 0; i < G_N_ELEMENTS (grades); i++)
      g_assert_true (pdl_axial_grade_exists (anatomy, level, grades[i]) == (i != 3 || level <= 19));
  g_assert_false (pdl_axial_grade_exists (anatomy, 14, "?"));
  g_assert_false (pdl_axial_grade_exists (anatomy, 14, "4"));
  g_assert_false (pdl_axial_grade_exists (anatomy, 14, NULL));
}

static guint
ink_of (PdlLevel    level,
        const char *grade)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 100, 76);
  cairo_t *cr = cairo_create (surface);
  guint hash = 5381;

  pdl_axial_paint_grade (anatomy, cr, pdl_palette_get (FALSE, FALSE), level, grade, 0, 0, 100, 76);
  cairo_surface_flush (surface);
  for (int i = 0; i < 76 * cairo_image_surface_get_stride (surface); i++)
    hash = hash * 33 + cairo_image_surface_get_data (surface)[i];
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return hash;
}

static void
test_pictures_differ (void)
{
  static const char *const grades[] = { NULL, "0", "1a", "1b", "2", "3", "1c" };
  static const PdlLevel levels[] = { 0, 4, 14, 19, 21, 24 };

  for (guint l = 0; l < G_N_ELEMENTS (levels); l++)
    for (guint i = 0; i < (levels[l] <= 19 ? 7 : 6); i++)
      for (guint k = levels[l] == 0 ? 1 : 0; k < i; k++) /* around the atlas' canal no bone in front is in the picture */
        g_assert_cmpuint (ink_of (levels[l], grades[i]), !=, ink_of (levels[l], grades[k]));
}

static void
test_paints_what_is_unknown (void)
{
  g_autoptr (PdlAxialLayout) layout = pdl_axial_layout_new (anatomy, 21, 300, 200);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 300, 200);
  cairo_t *cr = cairo_create (surface);

  /* Codes that no drawing exists for leave a healthy canal, not an empty one, and never fail. */
  pdl_axial_paint (layout, cr, pdl_palette_get (TRUE, FALSE), 0xffffffff, "1c", "?", PDL_AXIAL_CANAL);
  pdl_axial_paint (layout, cr, pdl_palette_get (TRUE, TRUE), 0, "?", NULL, 99);
  pdl_axial_paint (layout, cr, pdl_palette_get (FALSE, TRUE), 0x21, NULL, "mixed", PDL_AXIAL_NOTHING);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
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
  g_test_add_func ("/axial/parts", test_parts);
  g_test_add_func ("/axial/hits", test_hits);
  g_test_add_func ("/axial/grades", test_grades);
  g_test_add_func ("/axial/pictures-differ", test_pictures_differ);
  g_test_add_func ("/axial/unknown", test_paints_what_is_unknown);
  status = g_test_run ();
  pdl_anatomy_free (anatomy);
  return status;
}
