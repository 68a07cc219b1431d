/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paints every picture of the drawing layer into PNG files, to be looked at: paint-gallery DIRECTORY.
 * Not a test: nothing here asserts. All cases are made up.
 */
#include "pdl-draw.h"

#include <locale.h>
#include <math.h>

static PdlAnatomy *anatomy;
static const char *directory;

static PdlLevel
at (const char *name)
{
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if (g_str_equal (pdl_level_name (level), name))
      return level;
  return PDL_LEVEL_NONE;
}

static cairo_t *
begin (double            width,
       double            height,
       double            zoom,
       const PdlPalette *palette)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (width * zoom), (int) (height * zoom));
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  pdl_palette_set_source (cr, &palette->paper);
  cairo_paint (cr);
  cairo_scale (cr, zoom, zoom);
  return cr;
}

static void
end (cairo_t    *cr,
     const char *name)
{
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_build_filename (directory, file, NULL);

  cairo_surface_write_to_png (cairo_get_target (cr), path);
  cairo_destroy (cr);
}

static void
rich_case (PdlVertebraState *states)
{
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    states[level] = (PdlVertebraState) { .target = -1, .collapse_pct = NAN };
  states[at ("T8")] = (PdlVertebraState) { .involved = TRUE, .lesion = "lytic", .collapse = "gt50", .collapse_pct = NAN, .escc = "2",
                                           .alignment = "deformity", .sectors = 0x23, .sectors_known = TRUE, .selected = TRUE };
  states[at ("L2")] = (PdlVertebraState) { .involved = TRUE, .lesion = "mixed", .collapse_pct = NAN, .escc = "0",
                                           .sectors = 0x03, .sectors_known = TRUE };
  states[at ("L3")] = (PdlVertebraState) { .involved = TRUE, .lesion = "mixed", .collapse = "lt50", .collapse_pct = NAN,
                                           .alignment = "subluxation", .escc = "1b", .sectors = 0x09, .sectors_known = TRUE };
  states[at ("C7")] = (PdlVertebraState) { .involved = TRUE, .lesion = "blastic", .collapse_pct = NAN, .escc = "1b",
                                           .sectors = 0x05, .sectors_known = TRUE };
  states[at ("S1")] = (PdlVertebraState) { .involved = TRUE, .lesion = "lytic", .collapse_pct = NAN, .sectors = 0x02, .sectors_known = TRUE };
  states[at ("T3")] = (PdlVertebraState) { .involved = TRUE, .lesion = NULL, .collapse_pct = NAN, .escc = "?" };
  states[at ("T11")] = (PdlVertebraState) { .involved = TRUE, .lesion = "lytic", .collapse_pct = NAN, .escc = "3", .bone_compression = TRUE };
}

static const PdlBracket brackets[] = {
  { PDL_BRACKET_EARLIER_RT, 14, 17, "30 Gy in 10" },
  { PDL_BRACKET_IMPLANT, 12, 16, "T6–T10" },
  { PDL_BRACKET_PLANNED, 14, 14, "24 Gy in 2" },
  { PDL_BRACKET_TARGET, 20, 21, "target 2" },
};

static void
spine (const char *name,
       int         views,
       double      width,
       double      height,
       double      zoom,
       gboolean    dark,
       gboolean    contrast,
       gboolean    layered)
{
  const PdlPalette *palette = pdl_palette_get (dark, contrast);
  g_autoptr (PdlSpineLayout) layout = pdl_spine_layout_new (anatomy, views, width, height);
  cairo_t *cr = begin (width, height, zoom, palette);
  PdlVertebraState states[PDL_N_LEVELS];

  rich_case (states);
  if (layered)
    {
      states[at ("L2")].selected = TRUE;
      states[at ("L2")].focused = TRUE;
      pdl_spine_paint_anatomy (layout, cr, palette, states);
      for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
        pdl_spine_paint_level (layout, cr, palette, level, &states[level]);
      pdl_spine_paint_brackets (layout, cr, palette, brackets, G_N_ELEMENTS (brackets));
    }
  else
    pdl_spine_paint (layout, cr, palette, states, brackets, G_N_ELEMENTS (brackets));
  end (cr, name);
}

static void
axial (const char *name,
       gboolean    dark)
{
  static const char *const levels[] = { "C1", "C5", "T8", "L3", "S1" };
  static const char *const grades[] = { "0", "1a", "1b", "1c", "2", "3" };
  static const guint32 parts[] = { 0x01, 0x05, 0x23, 0x03, 0x03 };
  static const char *const lesions[] = { "blastic", "mixed", "lytic", "lytic", NULL };
  const PdlPalette *palette = pdl_palette_get (dark, FALSE);
  cairo_t *cr = begin (1160, 720, 1.5, palette);

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autoptr (PdlAxialLayout) layout = pdl_axial_layout_new (anatomy, at (levels[i]), 372, 300);

      if (i < 3)
        {
          cairo_save (cr);
          cairo_translate (cr, i * 386, 0);
          pdl_axial_paint (layout, cr, palette, parts[i], i == 1 ? "1b" : "2", lesions[i], i == 2 ? 5 : -1);
          cairo_restore (cr);
        }
      for (guint k = 0; k < G_N_ELEMENTS (grades); k++)
        {
          double x = 10 + k * 108, y = 310 + i * 82;

          cairo_rectangle (cr, x - 0.5, y - 0.5, 101, 77);
          pdl_palette_set_source (cr, &palette->hairline);
          cairo_set_line_width (cr, 1);
          cairo_stroke (cr);
          pdl_axial_paint_grade (anatomy, cr, palette, at (levels[i]), grades[k], x, y, 100, 76);
        }
    }
  for (guint i = 3; i < 5; i++)
    {
      g_autoptr (PdlAxialLayout) layout = pdl_axial_layout_new (anatomy, at (levels[i]), 420, 190);

      cairo_save (cr);
      cairo_translate (cr, 700, 310 + (i - 3) * 205);
      pdl_axial_paint (layout, cr, palette, parts[i], i == 3 ? "2" : "1a", lesions[i], i == 4 ? -2 : 4);
      cairo_restore (cr);
    }
  end (cr, name);
}

static void
score_bars (void)
{
  static const PdlBand bands[] = { { "stable", "stable", NULL, 0, 6 }, { "indeterminate", "", NULL, 7, 12 }, { "unstable", "", NULL, 13, 18 } };
  static const PdlScore score = { .id = "x", .bands = bands, .n_bands = 3, .min = 0, .max = 18 };
  const PdlScoreResult results[] = {
    { .score = &score, .state = PDL_SCORE_COMPLETE, .min = 14, .max = 14 },
    { .score = &score, .state = PDL_SCORE_COMPLETE, .min = 0, .max = 0 },
    { .score = &score, .state = PDL_SCORE_PARTIAL, .min = 5, .max = 11 },
    { .score = &score, .state = PDL_SCORE_NOT_COMPUTABLE, .min = 0, .max = 18 },
  };

  for (guint dark = 0; dark < 2; dark++)
    {
      const PdlPalette *palette = pdl_palette_get (dark, FALSE);
      cairo_t *cr = begin (260, 120, 3, palette);

      for (guint i = 0; i < G_N_ELEMENTS (results); i++)
        {
          pdl_score_bar_paint (cr, palette, &results[i], 10, 10 + i * 26, 160, 14);
          pdl_score_bar_paint (cr, palette, &results[i], 180, 10 + i * 26, 70, 10);
        }
      end (cr, dark ? "score-dark" : "score-light");
    }
}

static void
glyphs (void)
{
  for (guint dark = 0; dark < 2; dark++)
    {
      const PdlPalette *palette = pdl_palette_get (dark, FALSE);
      cairo_t *cr = begin (340, 90, 3, palette);

      for (guint i = 0; i < PDL_N_GLYPHS; i++)
        {
          pdl_glyph_paint (cr, (PdlGlyph) i, 8 + i * 27, 8, 10, &palette->ink);
          pdl_glyph_paint (cr, (PdlGlyph) i, 8 + i * 27, 30, 14, &palette->matters);
          pdl_glyph_paint (cr, (PdlGlyph) i, 8 + i * 27, 56, 20, &palette->urgent);
        }
      end (cr, dark ? "glyphs-dark" : "glyphs-light");
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (argc != 2)
    {
      g_printerr ("paint-gallery DIRECTORY\n");
      return 2;
    }
  directory = argv[1];
  anatomy = pdl_anatomy_load (&error);
  if (anatomy == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  spine ("spine-light", PDL_VIEW_LATERAL | PDL_VIEW_FRONT, 312, 700, 2, FALSE, FALSE, TRUE);
  spine ("spine-dark", PDL_VIEW_LATERAL | PDL_VIEW_FRONT, 312, 700, 2, TRUE, FALSE, TRUE);
  spine ("spine-light-1x", PDL_VIEW_LATERAL | PDL_VIEW_FRONT, 312, 700, 1, FALSE, FALSE, TRUE);
  spine ("spine-large", PDL_VIEW_LATERAL | PDL_VIEW_FRONT, 420, 1000, 1.5, FALSE, FALSE, FALSE);
  spine ("spine-small", PDL_VIEW_LATERAL | PDL_VIEW_FRONT, 150, 300, 2, FALSE, FALSE, FALSE);
  spine ("spine-lateral", PDL_VIEW_LATERAL, 206, 600, 2, FALSE, FALSE, TRUE);
  spine ("spine-contrast", PDL_VIEW_LATERAL | PDL_VIEW_FRONT, 312, 700, 2, FALSE, TRUE, TRUE);
  axial ("axial-light", FALSE);
  axial ("axial-dark", TRUE);
  score_bars ();
  glyphs ();
  pdl_anatomy_free (anatomy);
  return 0;
}
