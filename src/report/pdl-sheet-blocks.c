/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lower part of the sheet: the record in eight blocks, the empty outcome, the foot. */
#include "pdl-sheet-private.h"

#include <glib/gi18n-lib.h>

#define COLUMNS 4

typedef struct { const PdlItem *item; PdlDay day; guint order; } Dated;

static int
newest_first (gconstpointer a,
              gconstpointer b)
{
  const Dated *x = a, *y = b;

  if (x->day != y->day)
    return x->day > y->day ? -1 : 1;
  return x->order < y->order ? -1 : 1;
}

static char *
items_text (PdlSheet *self,
            PdlGroup  group)
{
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (Dated));
  GString *text = g_string_new (NULL);
  guint most = pdl_sheet_drops (self, PDL_DROP_IMAGES) ? 3 : 8;

  for (guint i = 0; i < pdl_case_get_n_items (self->kase, group); i++)
    {
      const PdlItem *item = pdl_case_get_item (self->kase, group, i);
      Dated dated = { item, pdl_item_get_start (item), i };

      g_array_append_val (items, dated);
    }
  g_array_sort (items, newest_first);
  for (guint i = 0; i < items->len && i < most; i++)
    {
      g_autofree char *line = pdl_sheet_item_text (g_array_index (items, Dated, i).item);
      g_autofree char *escaped = g_markup_escape_text (line, -1);

      g_string_append_printf (text, "%s%s.", i > 0 ? "\n" : "", escaped);
    }
  if (items->len > most)
    {
      pdl_sheet_cut (self, PDL_DROP_IMAGES);
      g_string_append_printf (text, _("\n+ %u older"), items->len - most);
    }
  if (items->len == 0)
    g_string_append_printf (text, "<span foreground=\"#66626d\">%s</span>", _("Not recorded."));
  return g_string_free (text, FALSE);
}

static char *
plan_text (PdlSheet *self)
{
  GString *text = g_string_new (NULL);
  guint n = 0, most = pdl_sheet_drops (self, PDL_DROP_BLOCKS) ? 2 : 5;

  for (guint i = 0; self->plan != NULL && i < self->plan->n_items; i++)
    {
      const PdlDueItem *item = &self->plan->items[i];
      g_autofree char *day = NULL, *label = NULL;

      if (!pdl_due_state_is_open (item->state) || item->due == PDL_DAY_NONE)
        continue;
      if (++n > most)
        continue;
      day = pdl_sheet_day (item->due);
      label = g_markup_escape_text (pdl_dictionary_translate (item->label), -1);
      g_string_append_printf (text, "%s%s, %s", n > 1 ? "\n" : "", label, day);
      if (pdl_due_state_is_overdue (item->state))
        g_string_append_printf (text, " <b>%s</b>", _("overdue"));
    }
  if (n > most)
    g_string_append_printf (text, "\n+ %u", n - most);
  if (n == 0)
    g_string_append_printf (text, "<span foreground=\"#66626d\">%s</span>", _("Nothing due."));
  return g_string_free (text, FALSE);
}

static char *
block_text (PdlSheet   *self,
            const char *group)
{
  g_autofree char *records = g_key_file_get_string (self->map, group, "records", NULL);
  g_auto (GStrv) ids = NULL;

  if (g_strcmp0 (records, "treatments") == 0)
    return items_text (self, PDL_GROUP_TREATMENT);
  if (g_strcmp0 (records, "imaging") == 0)
    return items_text (self, PDL_GROUP_IMAGING);
  if (g_strcmp0 (records, "plan") == 0)
    return plan_text (self);
  ids = pdl_sheet_list (self, group, "findings");
  return pdl_sheet_findings_markup (self, ids, self->evaluation->n_targets > 0 ? 0 : -1,
                                    g_key_file_get_boolean (self->map, group, "trend", NULL));
}

double
pdl_sheet_blocks (PdlSheet *self,
                  PdlPen   *pen,
                  double    x,
                  double    y,
                  double    width)
{
  g_auto (GStrv) groups = g_key_file_get_groups (self->map, NULL);
  double column = (width - (COLUMNS - 1) * 10) / COLUMNS, height = 0;
  guint n = 0;
  int lines = pdl_sheet_drops (self, PDL_DROP_BLOCKS) ? 1 : pdl_sheet_drops (self, PDL_DROP_FURTHER) ? 3
              : pdl_sheet_drops (self, PDL_DROP_SCORES) ? 4 : pdl_sheet_drops (self, PDL_DROP_LINE) ? 5 : pdl_sheet_drops (self, PDL_DROP_LONG) ? 6 : 14;

  pdl_pen_rule (pen, x, y, width, 0.5);
  y += 4;
  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autofree char *title = NULL, *text = NULL;
      double at = x + (n % COLUMNS) * (column + 10), h;

      if (!g_str_has_prefix (groups[i], "block "))
        continue;
      title = pdl_sheet_label (self, groups[i]);
      text = block_text (self, groups[i]);
      h = pdl_sheet_title (pen, title, at, y, column);
      h += pdl_pen_markup (pen, text, at, y + h, column, PDL_PEN_SMALL, lines);
      if (pen->cut)
        pdl_sheet_cut (self, lines == 1 ? PDL_DROP_BLOCKS : PDL_DROP_LONG);
      height = MAX (height, h);
      if (++n % COLUMNS == 0)
        {
          y += height + 4;
          height = 0;
        }
    }
  return y + height;
}

static double
field_line (PdlPen     *pen,
            const char *label,
            double      x,
            double      y,
            double      width)
{
  double used = pdl_pen_width (pen, label, PDL_PEN_BODY, PDL_PEN_PLAIN) + 5;

  pdl_pen_text (pen, label, x, y, width, PDL_PEN_BODY, PDL_PEN_PLAIN, &pen->palette->dim, 1);
  if (!pen->measuring && used < width)
    {
      cairo_move_to (pen->cr, x + used, y + 10.5);
      cairo_line_to (pen->cr, x + width, y + 10.5);
      pdl_palette_set_source (pen->cr, &pen->palette->ink);
      cairo_set_line_width (pen->cr, 0.5);
      cairo_stroke (pen->cr);
    }
  return 17;
}

static double
paint_boxes (PdlSheet *self,
             PdlPen   *pen,
             double    x,
             double    y,
             double    width)
{
  const PdlTargetResult *target = self->evaluation->n_targets > 0 ? &self->evaluation->targets[0] : NULL;
  guint n = target != NULL ? MIN (target->n_options, 4) : 0;
  double column = (width - 60) / 4, height = 12;

  for (guint i = 0; i <= n; i++)
    {
      double at = i < n ? x + i * column : x + width - 50;
      const char *label = i < n ? pdl_dictionary_translate (target->options[i].option->label) : _("other");

      if (!pen->measuring)
        {
          cairo_rectangle (pen->cr, at + 0.5, y + 1.5, 8, 8);
          pdl_palette_set_source (pen->cr, &pen->palette->ink);
          cairo_set_line_width (pen->cr, 0.8);
          cairo_stroke (pen->cr);
        }
      height = pdl_pen_higher (height, pdl_pen_text (pen, label, at + 13, y, i < n ? column - 18 : 40, PDL_PEN_SMALL, PDL_PEN_PLAIN,
                                                     &pen->palette->ink, 3));
    }
  return height + 4;
}

double
pdl_sheet_outcome (PdlSheet *self,
                   PdlPen   *pen,
                   double    y,
                   gboolean  paint)
{
  PdlKnowledge *knowledge = self->evaluation->knowledge;
  double x = PDL_SHEET_MARGIN, width = self->width - 2 * PDL_SHEET_MARGIN, third = (width - 20) / 3, start = y;
  gboolean measuring = pen->measuring;
  g_autofree char *made = pdl_sheet_minute (self->made);
  g_autofree char *revision = g_strdup_printf ("%" G_GINT64_FORMAT, pdl_case_get_revision (self->kase));
  g_autoptr (GString) foot = g_string_new (NULL);
  const char *hash = pdl_knowledge_get_hash (knowledge);

  pen->measuring = measuring || !paint;
  pdl_pen_rule (pen, x, y, width, 1.2);
  y += 5;
  pdl_pen_right (pen, _("written in the meeting, by hand or in the program"), x + width / 2, y + 1, width / 2, PDL_PEN_SMALL, PDL_PEN_PLAIN,
                 &pen->palette->dim);
  y += pdl_pen_text (pen, _("Outcome of the meeting"), x, y, width / 2, 10, PDL_PEN_BOLD, &pen->palette->ink, 1) + 3;
  y += paint_boxes (self, pen, x, y, width);
  field_line (pen, _("The person’s wish"), x, y, (width - 10) / 2);
  y += field_line (pen, _("Reason, if it differs from the row"), x + (width + 10) / 2, y, (width - 10) / 2);
  field_line (pen, _("Owner"), x, y, third);
  field_line (pen, _("Deadline"), x + third + 10, y, third);
  y += field_line (pen, _("Who tells the patient"), x + 2 * (third + 10), y, third);
  field_line (pen, _("Present"), x, y, 2 * third + 10);
  y += field_line (pen, _("Back to the meeting on"), x + 2 * (third + 10), y, third) + 2;

  pdl_pen_rule (pen, x, y, width, 0.5);
  y += 3;
  g_string_append (foot, _("Decision support from published guidance, not a prescription. Emergencies do not wait for this page."));
  if (self->dropped->len > 1)
    {
      g_string_append_printf (foot, " %s ", _("Dropped to fit:"));
      for (guint i = 0; g_ptr_array_index (self->dropped, i) != NULL; i++)
        g_string_append_printf (foot, "%s%s", i > 0 ? ", " : "", (char *) g_ptr_array_index (self->dropped, i));
      g_string_append_c (foot, '.');
    }
  y += pdl_pen_text (pen, foot->str, x, y, width, PDL_PEN_SMALL, PDL_PEN_PLAIN, &pen->palette->dim, 0);
  g_string_truncate (foot, 0);
  g_string_append_printf (foot, _("Pedicle %s, knowledge %s of %s, rules %.8s, record revision %s. Made %s."), PDL_VERSION,
                          pdl_knowledge_get_version (knowledge), pdl_knowledge_get_date (knowledge), hash != NULL ? hash : "?",
                          revision, made);
  pdl_pen_right (pen, _("1 / 1"), x + width - 40, y, 40, PDL_PEN_SMALL, PDL_PEN_PLAIN, &pen->palette->dim);
  y += pdl_pen_text (pen, foot->str, x, y, width - 45, PDL_PEN_SMALL, PDL_PEN_PLAIN, &pen->palette->dim, 1);
  pen->measuring = measuring;
  return y - start;
}
