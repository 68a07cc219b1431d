/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paints every picture of the drawing layer into PNG files, to be looked at: paint-gallery DIRECTORY.
 * Not a test: nothing here asserts. All cases are made up.
 */
#include "pdl-timeline.h"

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

static PdlTimelineItem *
add (GPtrArray  *items,
     PdlLane     lane,
     const char *label,
     PdlDay      start,
     PdlDay      end)
{
  PdlTimelineItem *item = pdl_timeline_item_new (label, lane, label);

  item->start = start;
  item->end = end;
  g_ptr_array_add (items, item);
  return item;
}

static void
window (GPtrArray  *items,
        PdlLane     lane,
        const char *label,
        PdlDay      earliest,
        PdlDay      due,
        PdlDay      latest,
        PdlDay      today)
{
  PdlTimelineItem *item = add (items, lane, label, earliest, latest);

  item->is_due = TRUE;
  item->due = due;
  item->overdue = latest < today;
  item->later = earliest > today;
}

static void
timeline (const char *name,
          double      width,
          gboolean    dark,
          int         before,
          int         after,
          double      text_scale)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_timeline_item_free);
  const PdlPalette *palette = pdl_palette_get (dark, FALSE);
  PdlDay today = pdl_day_from_ymd (2026, 9, 21), from, to;
  g_autoptr (PdlTimelineLayout) layout = NULL;
  cairo_t *cr;

  add (items, PDL_LANE_TREATMENT, "Fixation T6–T10, separation at T8", today - 202, PDL_DAY_NONE);
  add (items, PDL_LANE_TREATMENT, "SBRT T8, 27 Gy in 3", today - 174, today - 171);
  add (items, PDL_LANE_TREATMENT, "dexamethasone 16 mg, tapered", today - 202, today - 185);
  add (items, PDL_LANE_TREATMENT, "checkpoint inhibitor and TKI, second line", today - 155, today);
  add (items, PDL_LANE_TREATMENT, "radiotherapy pelvis", today + 20, today + 32)->planned = TRUE;
  add (items, PDL_LANE_IMAGING, "MRI, CT", today - 204, PDL_DAY_NONE);
  add (items, PDL_LANE_IMAGING, "X-ray", today - 159, PDL_DAY_NONE);
  add (items, PDL_LANE_IMAGING, "MRI: stable", today - 104, PDL_DAY_NONE);
  add (items, PDL_LANE_IMAGING, "CT body: stable", today - 63, PDL_DAY_NONE);
  add (items, PDL_LANE_VISIT, "first", today - 203, PDL_DAY_NONE);
  add (items, PDL_LANE_VISIT, "6 weeks", today - 159, PDL_DAY_NONE);
  add (items, PDL_LANE_VISIT, "3 months", today - 102, PDL_DAY_NONE);
  add (items, PDL_LANE_VISIT, "phone", today - 60, PDL_DAY_NONE);
  add (items, PDL_LANE_VISIT, "clinic", today + 3, PDL_DAY_NONE)->booked = TRUE;
  window (items, PDL_LANE_DUE, "MRI after SBRT", today - 43, today - 27, today - 12, today);
  window (items, PDL_LANE_DUE, "CT or X-ray, new pain", today - 7, today, today, today);
  window (items, PDL_LANE_DUE, "body CT", today - 21, today + 21, today + 49, today);
  window (items, PDL_LANE_DUE, "6-month visit", today - 46, today - 18, today + 10, today);
  window (items, PDL_LANE_DUE, "bone agent", today - 5, today + 2, today + 9, today);
  window (items, PDL_LANE_DUE, "next MRI", today + 61, today + 76, today + 91, today);
  window (items, PDL_LANE_DUE, "12-month visit", today + 121, today + 163, today + 180, today);
  ((PdlTimelineItem *) g_ptr_array_index (items, items->len - 3))->booked = TRUE;
  if (before == 0)
    pdl_timeline_fit (items, today, &from, &to);
  else
    {
      from = today - before;
      to = today + after;
    }
  layout = pdl_timeline_layout_new (items, from, to, today, width, 100, text_scale);
  cr = begin (width, pdl_timeline_layout_get_height (layout), 1.3, palette);
  pdl_timeline_paint (layout, cr, palette, NULL, 15);
  end (cr, name);
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
  timeline ("timeline-light", 1160, FALSE, 0, 0, 1);
  timeline ("timeline-dark", 1160, TRUE, 0, 0, 1);
  timeline ("timeline-near", 1160, FALSE, 45, 60, 1);
  timeline ("timeline-years", 1000, FALSE, 2000, 1500, 1);
  timeline ("timeline-large-text", 700, FALSE, 0, 0, 1.6);
  score_bars ();
  glyphs ();
  pdl_anatomy_free (anatomy);
  return 0;
}
