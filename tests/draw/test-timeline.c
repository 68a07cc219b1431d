/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The timeline's layout: days map to places and back, nothing covers anything else, every item can be hit. */
#include "pdl-timeline-private.h"

static PdlTimelineItem *
add (GPtrArray *items,
     PdlLane    lane,
     const char *label,
     PdlDay     start,
     PdlDay     end)
{
  PdlTimelineItem *item = pdl_timeline_item_new (label, lane, label);

  item->start = start;
  item->end = end;
  g_ptr_array_add (items, item);
  return item;
}

static GPtrArray *
crowd (PdlDay today)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_timeline_item_free);

  for (int i = 0; i < 8; i++)
    {
      add (items, PDL_LANE_IMAGING, "MRI of the whole spine", today - i * 9, PDL_DAY_NONE);
      add (items, PDL_LANE_TREATMENT, "SBRT, 24 Gy in 2", today - 100 - i * 3, today - 96 - i * 3);
      add (items, PDL_LANE_VISIT, "visit", today - i * 30, PDL_DAY_NONE);
    }
  for (int i = 0; i < 6; i++)
    {
      PdlTimelineItem *item = add (items, PDL_LANE_DUE, "MRI after SBRT", today - 40 + i * 25, today - 20 + i * 25);

      item->is_due = TRUE;
      item->due = item->start + 10;
      item->overdue = item->end < today;
      item->later = item->start > today;
      item->booked = i == 3;
    }
  return items;
}

static void
test_days_and_places (void)
{
  g_autoptr (GPtrArray) items = crowd (20000);
  g_autoptr (PdlTimelineLayout) layout = pdl_timeline_layout_new (items, 19800, 20200, 20000, 1000, 300, 1);

  for (PdlDay day = 19800; day <= 20200; day++)
    g_assert_cmpint (pdl_timeline_layout_day_at (layout, pdl_timeline_layout_x_of (layout, day)), ==, day);
  g_assert_cmpint (pdl_timeline_layout_day_at (layout, -500), ==, 19800);
  g_assert_cmpint (pdl_timeline_layout_day_at (layout, 5000), ==, 20200);
}

static gboolean
meet (const cairo_rectangle_t *a,
      const cairo_rectangle_t *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height - 1 && b->y < a->y + a->height - 1;
}

static void
test_nothing_collides (void)
{
  static const double widths[] = { 700, 1000, 1400 };
  static const double scales[] = { 1, 1.5, 2 };

  for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
    for (guint s = 0; s < G_N_ELEMENTS (scales); s++)
      {
        g_autoptr (GPtrArray) items = crowd (20000);
        g_autoptr (PdlTimelineLayout) layout = NULL;
        PdlDay from, to;

        pdl_timeline_fit (items, 20000, &from, &to);
        layout = pdl_timeline_layout_new (items, from, to, 20000, widths[w], 200, scales[s]);
        for (guint i = 0; i < items->len; i++)
          {
            cairo_rectangle_t a;

            pdl_timeline_layout_get_rect (layout, i, &a);
            g_assert_cmpfloat (a.width, >, 0);
            g_assert_cmpfloat (a.y + a.height, <=, pdl_timeline_layout_get_height (layout));
            g_assert_cmpfloat (a.x + a.width, <=, widths[w] + 3);
            g_assert_cmpint (pdl_timeline_layout_hit (layout, (layout->places[i].x0 + layout->places[i].x1) / 2, layout->places[i].y), ==, (int) i);
            for (guint k = 0; k < i; k++)
              {
                cairo_rectangle_t b;

                pdl_timeline_layout_get_rect (layout, k, &b);
                g_assert_false (meet (&a, &b));
              }
          }
      }
}

/* More on one day than there are rows: marks may lie on each other, words never. */
static void
test_words_never_collide (void)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_timeline_item_free);
  g_autoptr (PdlTimelineLayout) layout = NULL;

  for (int i = 0; i < 60; i++)
    {
      PdlTimelineItem *item = add (items, PDL_LANE_DUE, "Survival estimate with the name of the model", 20000 + i % 3, 20007 + i % 3);

      item->is_due = TRUE;
      item->due = item->start + 2;
    }
  layout = pdl_timeline_layout_new (items, 19900, 20100, 20000, 700, 200, 1);
  for (guint i = 0; i < items->len; i++)
    for (guint k = 0; k < i; k++)
      {
        const PdlTimelinePlace *a = &layout->places[i], *b = &layout->places[k];

        if (a->label == PDL_LABEL_NONE || b->label == PDL_LABEL_NONE || a->y != b->y)
          continue;
        g_assert_true (a->label_x + a->label_width <= b->label_x || b->label_x + b->label_width <= a->label_x);
      }
}

static void
test_lanes_keep_their_order (void)
{
  g_autoptr (GPtrArray) items = crowd (20000);
  g_autoptr (PdlTimelineLayout) layout = pdl_timeline_layout_new (items, 19700, 20300, 20000, 900, 200, 1);

  for (guint i = 0; i < items->len; i++)
    for (guint k = 0; k < items->len; k++)
      {
        const PdlTimelineItem *a = g_ptr_array_index (items, i), *b = g_ptr_array_index (items, k);

        if (a->lane < b->lane)
          g_assert_cmpfloat (layout->places[i].y, <, layout->places[k].y);
      }
}

static void
test_fit_shows_everything (void)
{
  g_autoptr (GPtrArray) items = crowd (20000);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  PdlDay from, to;

  add (items, PDL_LANE_TREATMENT, "first operation", 15000, PDL_DAY_NONE);
  pdl_timeline_fit (items, 20000, &from, &to);
  for (guint i = 0; i < items->len; i++)
    {
      const PdlTimelineItem *item = g_ptr_array_index (items, i);

      g_assert_cmpint (item->start, >=, from);
      g_assert_cmpint (MAX (item->start, item->end), <=, to);
    }
  pdl_timeline_fit (none, 20000, &from, &to);
  g_assert_true (from < 20000 && to > 20000 && to - from >= 60);
}

/* Words of the axis never touch, from weeks to decades. */
static void
test_axis_adapts (void)
{
  static const int spans[] = { 20, 60, 200, 500, 1500, 5000, 15000, 40000 };

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_autoptr (GPtrArray) none = g_ptr_array_new ();
      g_autoptr (PdlTimelineLayout) layout = pdl_timeline_layout_new (none, 20000 - spans[i] / 2, 20000 + spans[i] / 2, 20000, 900, 80, 1);
      double end = -1000;
      guint named = 0;

      g_assert_cmpuint (layout->ticks->len, >=, 1);
      g_assert_cmpuint (layout->ticks->len, <=, 30);
      for (guint k = 0; k < layout->ticks->len; k++)
        {
          PdlTimelineTick *tick = &g_array_index (layout->ticks, PdlTimelineTick, k);

          g_assert_cmpstr (tick->text, !=, "");
          if (!tick->named)
            continue;
          g_assert_cmpfloat (tick->x, >=, end);
          end = tick->x + pdl_timeline_text_width (layout, tick->text, FALSE);
          named++;
        }
      g_assert_cmpuint (named, >=, spans[i] == 20 ? 1 : 2);
      g_assert_nonnull (layout->today_text);
    }
}

static void
test_what_has_no_date_is_not_drawn (void)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_timeline_item_free);
  g_autoptr (PdlTimelineLayout) layout = NULL;
  cairo_rectangle_t rect;

  add (items, PDL_LANE_DUE, "suspended", PDL_DAY_NONE, PDL_DAY_NONE)->suspended = TRUE;
  add (items, PDL_LANE_VISIT, "long ago", 100, PDL_DAY_NONE);
  layout = pdl_timeline_layout_new (items, 19900, 20100, 20000, 900, 80, 1);
  for (guint i = 0; i < 2; i++)
    {
      pdl_timeline_layout_get_rect (layout, i, &rect);
      g_assert_cmpfloat (rect.width, ==, 0);
    }
  g_assert_cmpint (pdl_timeline_layout_hit (layout, 450, 40), ==, -1);
}

/* Late by a word and a clock, not by colour alone. */
static void
test_late_says_so (void)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_timeline_item_free);
  g_autoptr (PdlTimelineLayout) layout = NULL;
  PdlTimelineItem *item = add (items, PDL_LANE_DUE, "MRI after SBRT", 19950, 19988);

  item->is_due = item->overdue = TRUE;
  item->due = 19970;
  layout = pdl_timeline_layout_new (items, 19900, 20100, 20000, 900, 80, 1);
  g_assert_cmpstr (layout->places[0].late, ==, "12 d late");
  g_assert_cmpfloat (layout->places[0].tail, >, pdl_timeline_layout_x_of (layout, 20000));
}

static void
test_paints (void)
{
  g_autoptr (GPtrArray) items = crowd (20000);

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (PdlTimelineLayout) layout = pdl_timeline_layout_new (items, 19900, 20100, 20000 + (PdlDay) i * 400 - 400, 600, 80, 0.5 + i);
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 600, 400);
      cairo_t *cr = cairo_create (surface);

      pdl_timeline_paint (layout, cr, pdl_palette_get (i & 1, i & 2), NULL, (int) i);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/timeline/days-and-places", test_days_and_places);
  g_test_add_func ("/timeline/nothing-collides", test_nothing_collides);
  g_test_add_func ("/timeline/words-never-collide", test_words_never_collide);
  g_test_add_func ("/timeline/lanes", test_lanes_keep_their_order);
  g_test_add_func ("/timeline/fit", test_fit_shows_everything);
  g_test_add_func ("/timeline/axis", test_axis_adapts);
  g_test_add_func ("/timeline/no-date", test_what_has_no_date_is_not_drawn);
  g_test_add_func ("/timeline/late", test_late_says_so);
  g_test_add_func ("/timeline/paints", test_paints);
  return g_test_run ();
}
