/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a clinician must be able to tell apart on the picture is told apart by its pixels, in grey too: a state that painted
 * nothing, or the same as another, would be silence where there is a finding.
 */
#include "pdl-draw.h"

#include <math.h>
#include <string.h>

#define WIDTH 312
#define HEIGHT 700

static PdlAnatomy *anatomy;

static PdlVertebraState
plain (void)
{
  return (PdlVertebraState) { .target = -1, .collapse_pct = NAN };
}

typedef void (*PaintFunc) (PdlSpineLayout *layout, cairo_t *cr, const PdlPalette *palette, gpointer data);

static cairo_surface_t *
picture (PaintFunc         paint,
         gpointer          data,
         const PdlPalette *palette)
{
  g_autoptr (PdlSpineLayout) layout = pdl_spine_layout_new (anatomy, PDL_VIEW_LATERAL | PDL_VIEW_FRONT, WIDTH, HEIGHT);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  pdl_palette_set_source (cr, &palette->paper);
  cairo_paint (cr);
  paint (layout, cr, palette, data);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static int
grey_at (cairo_surface_t *surface,
         int              x,
         int              y)
{
  const guint8 *row = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);
  guint32 pixel;

  memcpy (&pixel, row + 4 * x, 4);
  return (int) (0.30 * (pixel >> 16 & 0xff) + 0.59 * (pixel >> 8 & 0xff) + 0.11 * (pixel & 0xff));
}

/* Pixels that differ clearly in grey, all of them inside @bounds when given. */
static guint
difference (cairo_surface_t         *a,
            cairo_surface_t         *b,
            const cairo_rectangle_t *bounds)
{
  guint n = 0;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        int delta = ABS (grey_at (a, x, y) - grey_at (b, x, y));

        if (delta == 0)
          continue;
        if (bounds != NULL)
          {
            g_assert_cmpfloat (y, >=, bounds->y - 1);
            g_assert_cmpfloat (y, <=, bounds->y + bounds->height + 1);
          }
        n += delta >= 24 ? 1 : 0;
      }
  return n;
}

static void
paint_states (PdlSpineLayout   *layout,
              cairo_t          *cr,
              const PdlPalette *palette,
              gpointer          data)
{
  pdl_spine_paint (layout, cr, palette, data, NULL, 0);
}

static cairo_surface_t *
one_level (PdlLevel          level,
           PdlVertebraState  state,
           const PdlPalette *palette)
{
  PdlVertebraState states[PDL_N_LEVELS];

  for (PdlLevel i = 0; i < PDL_N_LEVELS; i++)
    states[i] = plain ();
  states[level] = state;
  return picture (paint_states, states, palette);
}

/* Each of @states looks different from every other, in grey, in the light and the dark palette and in high contrast. */
static void
assert_all_differ (PdlLevel                level,
                   const PdlVertebraState *states,
                   guint                   n,
                   guint                   at_least)
{
  for (guint p = 0; p < 4; p++)
    {
      const PdlPalette *palette = pdl_palette_get (p & 1, p & 2);
      g_autoptr (GPtrArray) surfaces = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);

      for (guint i = 0; i < n; i++)
        g_ptr_array_add (surfaces, one_level (level, states[i], palette));
      for (guint i = 0; i < n; i++)
        for (guint k = 0; k < i; k++)
          g_assert_cmpuint (difference (g_ptr_array_index (surfaces, i), g_ptr_array_index (surfaces, k), NULL), >=, at_least);
    }
}

static void
test_lesions_differ (void)
{
  static const char *const types[] = { "lytic", "mixed", "blastic", "?" };
  static const PdlLevel levels[] = { 3, 6, 14, 21 };

  for (guint l = 0; l < G_N_ELEMENTS (levels); l++)
    {
      PdlVertebraState states[5];

      states[0] = plain ();
      for (guint i = 0; i < 4; i++)
        {
          states[i + 1] = plain ();
          states[i + 1].involved = TRUE;
          states[i + 1].lesion = types[i];
        }
      assert_all_differ (levels[l], states, 5, 25);
    }
}

static void
test_collapse_differs (void)
{
  static const char *const grades[] = { NULL, "lt50", "gt50" };
  PdlVertebraState states[3];

  for (guint i = 0; i < 3; i++)
    {
      states[i] = plain ();
      states[i].collapse = grades[i];
    }
  assert_all_differ (14, states, 3, 40);
  assert_all_differ (2, states, 3, 15);
}

static void
test_grades_differ (void)
{
  static const char *const grades[] = { NULL, "0", "1a", "1b", "1c", "2", "3", "?" };
  PdlVertebraState states[8];

  for (guint i = 0; i < 8; i++)
    {
      states[i] = plain ();
      states[i].involved = TRUE;
      states[i].lesion = "lytic";
      states[i].escc = grades[i];
    }
  assert_all_differ (14, states, 8, 6);
}

static void
test_signs_differ (void)
{
  PdlVertebraState states[8];

  for (guint i = 0; i < 8; i++)
    {
      states[i] = plain ();
      states[i].involved = TRUE;
      states[i].lesion = "lytic";
      states[i].sectors_known = TRUE;
      states[i].sectors = 0x01;
    }
  states[1].alignment = "deformity";
  states[2].alignment = "subluxation";
  states[3].sectors = 0x03;  /* left pedicle too */
  states[4].sectors = 0x21;  /* right pedicle too */
  states[5].sectors = 0x23;  /* both */
  states[6].bone_compression = TRUE;
  states[7].sectors = 0x09;  /* spinous process */
  assert_all_differ (14, states, 8, 6);
}

static void
test_sacrum (void)
{
  PdlVertebraState states[5];

  for (guint i = 0; i < 5; i++)
    {
      states[i] = plain ();
      states[i].involved = i > 0;
      states[i].lesion = "lytic";
      states[i].sectors_known = TRUE;
      states[i].sectors = i > 0 ? 1u << (i - 1) : 0; /* body ala_l ala_r posterior */
    }
  assert_all_differ (24, states, 5, 10);
}

typedef struct { PdlLevel level; PdlVertebraState state; gboolean over; } Layered;

static void
paint_layered (PdlSpineLayout   *layout,
               cairo_t          *cr,
               const PdlPalette *palette,
               gpointer          data)
{
  Layered *layered = data;

  pdl_spine_paint_anatomy (layout, cr, palette, NULL);
  if (layered->over)
    pdl_spine_paint_level (layout, cr, palette, layered->level, &layered->state);
}

/* What a level paints stays in the rectangle that is redrawn for it. */
static void
test_level_stays_in_its_rect (void)
{
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    {
      g_autoptr (PdlSpineLayout) layout = pdl_spine_layout_new (anatomy, PDL_VIEW_LATERAL | PDL_VIEW_FRONT, WIDTH, HEIGHT);
      Layered with = { level, plain (), TRUE }, without = { level, plain (), FALSE };
      cairo_surface_t *a, *b;
      cairo_rectangle_t ink;

      with.state.involved = with.state.selected = with.state.focused = TRUE;
      with.state.lesion = "mixed";
      with.state.escc = "3";
      with.state.alignment = "subluxation";
      with.state.sectors_known = TRUE;
      with.state.sectors = 0x3f;
      a = picture (paint_layered, &with, pdl_palette_get (FALSE, FALSE));
      b = picture (paint_layered, &without, pdl_palette_get (FALSE, FALSE));
      pdl_spine_layout_get_ink_rect (layout, level, &ink);
      g_assert_cmpuint (difference (a, b, &ink), >, 100);
      cairo_surface_destroy (a);
      cairo_surface_destroy (b);
    }
}

static void
paint_brackets (PdlSpineLayout   *layout,
                cairo_t          *cr,
                const PdlPalette *palette,
                gpointer          data)
{
  PdlBracket bracket = { (PdlBracketKind) GPOINTER_TO_INT (data), 12, 16, NULL };

  pdl_spine_paint_brackets (layout, cr, palette, &bracket, GPOINTER_TO_INT (data) < 0 ? 0 : 1);
}

static void
test_brackets_differ (void)
{
  cairo_surface_t *surfaces[5];

  for (int i = 0; i < 5; i++)
    surfaces[i] = picture (paint_brackets, GINT_TO_POINTER (i - 1), pdl_palette_get (FALSE, TRUE));
  for (int i = 0; i < 5; i++)
    for (int k = 0; k < i; k++)
      g_assert_cmpuint (difference (surfaces[i], surfaces[k], NULL), >, 20);
  for (int i = 0; i < 5; i++)
    cairo_surface_destroy (surfaces[i]);
}

static void
test_odd_brackets_paint_nothing (void)
{
  const PdlBracket odd[] = { { PDL_BRACKET_IMPLANT, 16, 12, "x" }, { PDL_BRACKET_PLANNED, -1, 3, NULL }, { PDL_BRACKET_TARGET, 3, 29, NULL } };
  g_autoptr (PdlSpineLayout) layout = pdl_spine_layout_new (anatomy, PDL_VIEW_LATERAL, WIDTH, HEIGHT);
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);
  double x, y, width, height;

  pdl_spine_paint_brackets (layout, cr, pdl_palette_get (FALSE, FALSE), odd, G_N_ELEMENTS (odd));
  cairo_recording_surface_ink_extents (surface, &x, &y, &width, &height);
  g_assert_cmpfloat (width * height, ==, 0);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* Glyphs are read by shape alone. */
static void
test_glyphs_differ (void)
{
  cairo_surface_t *surfaces[PDL_N_GLYPHS];

  for (int i = 0; i < PDL_N_GLYPHS; i++)
    {
      cairo_t *cr;

      surfaces[i] = cairo_image_surface_create (CAIRO_FORMAT_A8, 12, 12);
      cr = cairo_create (surfaces[i]);
      pdl_glyph_paint (cr, (PdlGlyph) i, 1, 1, 10, &pdl_palette_get (FALSE, FALSE)->ink);
      cairo_destroy (cr);
      cairo_surface_flush (surfaces[i]);
      for (int k = 0; k < i; k++)
        {
          guint n = 0;

          for (int y = 0; y < 12; y++)
            for (int x = 0; x < 12; x++)
              n += ABS (cairo_image_surface_get_data (surfaces[i])[y * cairo_image_surface_get_stride (surfaces[i]) + x]
                        - cairo_image_surface_get_data (surfaces[k])[y * cairo_image_surface_get_stride (surfaces[k]) + x]) > 60;
          g_assert_cmpuint (n, >=, 5);
        }
    }
  for (int i = 0; i < PDL_N_GLYPHS; i++)
    cairo_surface_destroy (surfaces[i]);
}

static double
luminance (PdlColor color)
{
  double v[] = { color.r, color.g, color.b };

  for (guint i = 0; i < 3; i++)
    v[i] = v[i] <= 0.03928 ? v[i] / 12.92 : pow ((v[i] + 0.055) / 1.055, 2.4);
  return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2];
}

static double
contrast (PdlColor a,
          PdlColor b)
{
  double x = luminance (a), y = luminance (b);

  return (MAX (x, y) + 0.05) / (MIN (x, y) + 0.05);
}

/* Text 4.5 : 1 on every ground it stands on, drawn outlines 3 : 1; nothing green, tumour never red. */
static void
test_palettes (void)
{
  for (guint p = 0; p < 4; p++)
    {
      const PdlPalette *palette = pdl_palette_get (p & 1, p & 2);
      const PdlColor text[] = { palette->ink, palette->dim, palette->urgent, palette->matters, palette->here, palette->tumour };
      const PdlColor grounds[] = { palette->paper, palette->ground };

      for (guint i = 0; i < G_N_ELEMENTS (text); i++)
        {
          for (guint k = 0; k < G_N_ELEMENTS (grounds); k++)
            g_assert_cmpfloat (contrast (text[i], grounds[k]), >=, 4.5);
          g_assert_false (text[i].g > text[i].r + 0.05 && text[i].g > text[i].b + 0.05);
        }
      g_assert_cmpfloat (contrast (palette->urgent, palette->urgent_fill), >=, 4.5);
      g_assert_cmpfloat (contrast (palette->matters, palette->matters_fill), >=, 4.5);
      g_assert_cmpfloat (contrast (palette->ink, palette->here_fill), >=, 4.5);
      g_assert_cmpfloat (contrast (palette->bone_line, palette->paper), >=, 3);
      g_assert_cmpfloat (contrast (palette->tumour, palette->bone), >=, 3);
      g_assert_false (palette->tumour.r > palette->tumour.b + 0.35);
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
  g_test_add_func ("/spine-painter/lesions-differ", test_lesions_differ);
  g_test_add_func ("/spine-painter/collapse-differs", test_collapse_differs);
  g_test_add_func ("/spine-painter/grades-differ", test_grades_differ);
  g_test_add_func ("/spine-painter/signs-differ", test_signs_differ);
  g_test_add_func ("/spine-painter/sacrum", test_sacrum);
  g_test_add_func ("/spine-painter/stays-in-its-rect", test_level_stays_in_its_rect);
  g_test_add_func ("/spine-painter/brackets-differ", test_brackets_differ);
  g_test_add_func ("/spine-painter/odd-brackets", test_odd_brackets_paint_nothing);
  g_test_add_func ("/spine-painter/glyphs-differ", test_glyphs_differ);
  g_test_add_func ("/spine-painter/palettes", test_palettes);
  status = g_test_run ();
  pdl_anatomy_free (anatomy);
  return status;
}
