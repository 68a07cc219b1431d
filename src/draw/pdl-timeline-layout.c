/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the events of a case stand on a line of time. Pure numbers, so that hit test and tests need no font: widths of words
 * are estimated on the large side and the painter shortens what does not fit. Borrows the items. Immutable.
 */
#include "pdl-timeline-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define GAP 6.0
#define MAX_ROWS 24

PdlTimelineItem *
pdl_timeline_item_new (const char *id,
                       PdlLane     lane,
                       const char *label)
{
  PdlTimelineItem *self = g_new0 (PdlTimelineItem, 1);

  self->id = g_strdup (id);
  self->lane = lane;
  self->label = g_strdup (label);
  self->start = self->end = self->due = PDL_DAY_NONE;
  return self;
}

void
pdl_timeline_item_free (PdlTimelineItem *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->label);
  g_free (self->detail);
  g_free (self);
}

gboolean
pdl_timeline_item_equal (const PdlTimelineItem *a, const PdlTimelineItem *b)
{
  return g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->label, b->label) == 0 && g_strcmp0 (a->detail, b->detail) == 0 && a->lane == b->lane
         && a->start == b->start && a->end == b->end && a->is_due == b->is_due && a->due == b->due && a->overdue == b->overdue
         && a->later == b->later && a->suspended == b->suspended && a->booked == b->booked && a->planned == b->planned;
}

static PdlDay
last_day (const PdlTimelineItem *item)
{
  return item->end != PDL_DAY_NONE && item->end > item->start ? item->end : item->start;
}

gboolean
pdl_timeline_is_now (const PdlTimelineItem *item,
                     PdlDay                 today)
{
  return item->is_due && !item->later && !item->suspended && (item->overdue || item->start <= today);
}

void
pdl_timeline_fit (GPtrArray *items,
                  PdlDay     today,
                  PdlDay    *ret_from,
                  PdlDay    *ret_to)
{
  PdlDay from = today, to = today;
  int margin;

  for (guint i = 0; i < items->len; i++)
    {
      const PdlTimelineItem *item = g_ptr_array_index (items, i);

      if (item->start == PDL_DAY_NONE)
        continue;
      from = MIN (from, item->start);
      to = MAX (to, last_day (item));
    }
  if (to - from < 60)
    {
      from -= (60 - (to - from)) / 2;
      to = from + 60;
    }
  /* More room on the right: labels stand there. */
  margin = MAX (3, (to - from) / 25);
  *ret_from = from - margin;
  *ret_to = to + 2 * margin;
}

double
pdl_timeline_layout_x_of (PdlTimelineLayout *self,
                          PdlDay             day)
{
  return self->left + (self->right - self->left) * ((double) day - self->from) / ((double) self->to - self->from);
}

PdlDay
pdl_timeline_layout_day_at (PdlTimelineLayout *self,
                            double             x)
{
  double share = (x - self->left) / (self->right - self->left);

  return (PdlDay) lround (self->from + CLAMP (share, 0, 1) * ((double) self->to - self->from));
}

double
pdl_timeline_text_width (const PdlTimelineLayout *self,
                         const char              *text,
                         gboolean                 strong)
{
  double width = 0;

  if (text == NULL)
    return 0;
  /* Classes of letters rather than a font: what a wide interface font needs. */
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c < 128 && strchr ("iljtfI.,:;'|!() ", (int) c) != NULL)
        width += 0.38;
      else if (c == 'm' || c == 'w' || c == 'M' || c == 'W' || g_unichar_iswide (c))
        width += 0.98;
      else if (g_unichar_isupper (c) || g_unichar_isdigit (c))
        width += 0.70;
      else
        width += 0.62;
    }
  return (width * (strong ? 1.08 : 1) + 0.3) * self->em;
}

static char *
month_text (int      year,
            int      month,
            gboolean with_year)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc (year, month, 1, 0, 0, 0);

  /* Translators: a month on the axis, with and without the year, as strftime reads it. */
  return date != NULL ? g_date_time_format (date, with_year ? _("%b %Y") : _("%b")) : g_strdup ("");
}

/* "2 Mar", with the year when it is not that of @near. Free with g_free (). */
static char *
day_text (PdlDay day,
                       PdlDay near)
{
  g_autoptr (GDateTime) date = NULL;
  int year, month, mday, other, unused_month, unused_day;

  pdl_day_to_ymd (day, &year, &month, &mday);
  pdl_day_to_ymd (near, &other, &unused_month, &unused_day);
  date = g_date_time_new_utc (year, month, mday, 0, 0, 0);
  /* Translators: a day, without and with the year, as strftime reads it. */
  return date != NULL ? g_date_time_format (date, year == other ? _("%-e %b") : _("%-e %b %Y")) : g_strdup ("");
}

static void
add_tick (PdlTimelineLayout *self,
          PdlDay             day,
          char              *text,
          gboolean           strong)
{
  PdlTimelineTick tick = { pdl_timeline_layout_x_of (self, day), text, strong, FALSE };

  if (day < self->from || day > self->to)
    {
      g_free (text);
      return;
    }
  g_array_append_val (self->ticks, tick);
}

/* Weeks, months, quarters, half years, years, decades: the finest whose words do not touch. */
static void
make_ticks (PdlTimelineLayout *self)
{
  static const int months[] = { 1, 3, 6, 12, 24, 60, 120 };
  double per_day = (self->right - self->left) / MAX (1, (double) self->to - self->from);
  int year, month, mday, step = 0;

  if (per_day * 7 >= self->em * 5.5)
    {
      /* Mondays: day 4 was a Monday. */
      PdlDay day = self->from + 6 - (((self->from - 4) % 7) + 7 + 6) % 7;

      for (; day <= self->to; day += 7)
        add_tick (self, day, day_text (day, self->today), FALSE);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (months) && step == 0; i++)
    if (per_day * 30.44 * months[i] >= self->em * (months[i] == 1 ? 3.4 : 4.6))
      step = months[i];
  if (step == 0)
    step = 240;
  pdl_day_to_ymd (self->from, &year, &month, &mday);
  if (step >= 12)
    {
      int years = step / 12;

      for (year -= year % years; pdl_day_from_ymd (year, 1, 1) <= self->to; year += years)
        add_tick (self, pdl_day_from_ymd (year, 1, 1), g_strdup_printf ("%d", year), TRUE);
      return;
    }
  for (int m = (month - 1) / step * step; ; m += step)
    {
      int y = year + m / 12;
      PdlDay day = pdl_day_from_ymd (y, m % 12 + 1, 1);
      gboolean first = self->ticks->len == 0 || m % 12 == 0;

      if (day > self->to)
        break;
      add_tick (self, day, month_text (y, m % 12 + 1, first), first);
    }
}

/* Today is named first; the axis gives way to it, and to its own words before. */
static void
name_ticks (PdlTimelineLayout *self)
{
  double today = pdl_timeline_layout_x_of (self, self->today), width = 0, free_from = -1000;

  if (today >= self->left && today <= self->width)
    {
      g_autofree char *day = day_text (self->today, self->today);

      /* Translators: the line of today on the timeline; %s is a day such as "2 Mar". */
      self->today_text = g_strdup_printf (_("today, %s"), day);
      width = pdl_timeline_text_width (self, self->today_text, TRUE);
      self->today_x = today + 5 + width <= self->width ? today + 5 : today - 5 - width;
    }
  for (guint i = 0; i < self->ticks->len; i++)
    {
      PdlTimelineTick *tick = &g_array_index (self->ticks, PdlTimelineTick, i);
      double from = tick->x + 4, to = from + pdl_timeline_text_width (self, tick->text, FALSE);

      if (from < free_from || to > self->width + 2)
        continue;
      if (self->today_text != NULL && from < self->today_x + width + 4 && to + 4 > self->today_x)
        continue;
      tick->named = TRUE;
      free_from = to;
    }
}

typedef struct { double from, to; } Taken;

static gboolean
is_free (GArray *row,
         double  from,
         double  to)
{
  for (guint i = 0; i < row->len; i++)
    {
      Taken *taken = &g_array_index (row, Taken, i);

      if (from < taken->to + GAP && to + GAP > taken->from)
        return FALSE;
    }
  return TRUE;
}

static void
take (GArray *row,
      double  from,
      double  to)
{
  Taken taken = { from, to };

  g_array_append_val (row, taken);
}

/* One way to stand in one row: the mark with its label on a side. FALSE when it does not fit the field. */
static gboolean
span_of (PdlTimelineLayout *self,
         PdlTimelinePlace  *place,
         PdlLabelPlace      where,
         double             words,
         double            *ret_from,
         double            *ret_to)
{
  *ret_from = place->x0;
  *ret_to = place->tail + place->tail_width;
  switch (where)
    {
    case PDL_LABEL_RIGHT:
      if (place->tail_width > 0 || *ret_to + GAP + words > self->width - 2)
        return FALSE;
      place->label_x = *ret_to + GAP - 1;
      *ret_to += GAP + words;
      return TRUE;
    case PDL_LABEL_LEFT:
      if (*ret_from - GAP - words < self->left)
        return FALSE;
      place->label_x = *ret_from - GAP + 1 - words;
      *ret_from -= GAP + words;
      return TRUE;
    case PDL_LABEL_INSIDE:
      place->label_x = place->x0 + 5;
      return place->x1 - place->x0 >= words + 10;
    default:
      return TRUE;
    }
}

static guint
place_item (PdlTimelineLayout *self,
            guint              index,
            GPtrArray         *rows)
{
  const PdlTimelineItem *item = g_ptr_array_index (self->items, index);
  PdlTimelinePlace *place = &self->places[index];
  gboolean strong = pdl_timeline_is_now (item, self->today);
  double words = pdl_timeline_text_width (self, item->label, strong);
  /* A window's label stands before it where it can: behind it the future is read. */
  PdlLabelPlace window[] = { PDL_LABEL_LEFT, PDL_LABEL_RIGHT, PDL_LABEL_INSIDE, PDL_LABEL_NONE };
  PdlLabelPlace event[] = { PDL_LABEL_INSIDE, PDL_LABEL_RIGHT, PDL_LABEL_LEFT, PDL_LABEL_NONE };
  const PdlLabelPlace *order = item->is_due && strong ? window : event;
  double room;

  if (item->is_due && !strong)
    event[0] = PDL_LABEL_RIGHT;
  if (item->booked && item->is_due)
    words += self->em * 1.2;
  /* Words longer than any place for them are shortened to the longest place. */
  room = MAX (place->x0 - GAP - self->left, place->x1 - place->x0 - 10);
  if (place->tail_width <= 0)
    room = MAX (room, self->width - 2 - GAP - place->tail);
  words = MIN (words, room - 0.5);
  for (guint r = 0; r < MAX_ROWS; r++)
    {
      GArray *row;

      if (r >= rows->len)
        g_ptr_array_add (rows, g_array_new (FALSE, FALSE, sizeof (Taken)));
      row = g_ptr_array_index (rows, r);
      for (guint i = 0; i < 4; i++)
        {
          double from, to;

          /* Dropping the label is the last resort, in the last row. */
          if (order[i] == PDL_LABEL_NONE && r + 1 < MAX_ROWS && words >= self->em)
            continue;
          if (!span_of (self, place, order[i], words, &from, &to))
            continue;
          if (order[i] != PDL_LABEL_NONE && words < self->em)
            continue;
          /* In the last row marks may lie on each other, words never. */
          if ((r + 1 < MAX_ROWS || order[i] != PDL_LABEL_NONE) && !is_free (row, from, to))
            continue;
          place->label = item->label != NULL ? order[i] : PDL_LABEL_NONE;
          place->label_width = words;
          take (row, from, to);
          return r;
        }
    }
  return MAX_ROWS - 1;
}

static void
measure_item (PdlTimelineLayout *self,
              guint              index)
{
  const PdlTimelineItem *item = g_ptr_array_index (self->items, index);
  PdlTimelinePlace *place = &self->places[index];
  double mark = self->em * 0.42;
  PdlDay last;

  if (item->start == PDL_DAY_NONE)
    return;
  last = last_day (item);
  if (item->start > self->to || MAX (last, item->overdue ? self->today : last) < self->from)
    return;
  place->shown = TRUE;
  place->x0 = pdl_timeline_layout_x_of (self, item->start);
  place->x1 = pdl_timeline_layout_x_of (self, last);
  if (last == item->start && !item->is_due)
    {
      place->x0 -= mark;
      place->x1 += mark;
    }
  else if (place->x1 - place->x0 < 5)
    place->x1 = place->x0 + 5;
  place->x0 = MAX (place->x0, self->left);
  place->x1 = MIN (MAX (place->x1, place->x0 + 2), self->right);
  place->tail = place->x1;
  if (item->is_due && item->overdue)
    {
      int days = item->end != PDL_DAY_NONE ? self->today - item->end : 0;

      place->tail = MAX (place->x1 + self->em, pdl_timeline_layout_x_of (self, self->today)) + self->em * 0.6;
      /* Translators: how long a follow-up item is late, in days. */
      place->late = days > 0 ? g_strdup_printf (ngettext ("%d d late", "%d d late", days), days) : g_strdup (_("late"));
      place->tail_width = GAP + pdl_timeline_text_width (self, place->late, TRUE);
      if (place->tail + place->tail_width > self->width)
        place->tail_width = MAX (0, self->width - place->tail);
    }
}

typedef struct { guint index; double x; gboolean first; } Order;

static int
compare_order (gconstpointer a,
               gconstpointer b)
{
  const Order *x = a, *y = b;

  /* What is due now takes its row before what comes later. */
  if (x->first != y->first)
    return x->first ? -1 : 1;
  if (x->x != y->x)
    return x->x < y->x ? -1 : 1;
  return (int) x->index - (int) y->index;
}

static void
place_lanes (PdlTimelineLayout *self)
{
  double y = self->axis;

  for (guint lane = 0; lane < PDL_N_LANES; lane++)
    {
      g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
      g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (Order));
      double pad = self->row * 0.2;

      for (guint i = 0; i < self->items->len; i++)
        {
          const PdlTimelineItem *item = g_ptr_array_index (self->items, i);
          Order entry = { i, self->places[i].x0, pdl_timeline_is_now (item, self->today) };

          if (item->lane == (PdlLane) lane && self->places[i].shown)
            g_array_append_val (order, entry);
        }
      self->lane_top[lane] = y;
      if (order->len == 0)
        continue;
      g_array_sort (order, compare_order);
      for (guint i = 0; i < order->len; i++)
        {
          guint index = g_array_index (order, Order, i).index;
          guint row = place_item (self, index, rows);

          self->places[index].y = y + pad + (row + 0.5) * self->row;
        }
      self->lane_height[lane] = 2 * pad + rows->len * self->row;
      y += self->lane_height[lane];
    }
  self->needed = y + 1;
}

static void
clear_tick (gpointer data)
{
  g_free (((PdlTimelineTick *) data)->text);
}

PdlTimelineLayout *
pdl_timeline_layout_new (GPtrArray *items,
                         PdlDay     from,
                         PdlDay     to,
                         PdlDay     today,
                         double     width,
                         double     height,
                         double     text_scale)
{
  PdlTimelineLayout *self = g_new0 (PdlTimelineLayout, 1);

  self->items = items;
  self->from = from;
  self->to = MAX (to, from + 1);
  self->today = today;
  self->width = MAX (width, 1);
  self->height = height;
  self->em = 12 * (text_scale > 0 ? text_scale : 1);
  self->axis = self->em * 1.8;
  self->row = self->em * 1.75;
  self->left = MIN (self->em * 7, self->width * 0.3);
  self->right = MAX (self->width - self->em, self->left + 1);
  self->places = g_new0 (PdlTimelinePlace, items->len + 1);
  self->ticks = g_array_new (FALSE, FALSE, sizeof (PdlTimelineTick));
  g_array_set_clear_func (self->ticks, clear_tick);
  make_ticks (self);
  name_ticks (self);
  for (guint i = 0; i < items->len; i++)
    measure_item (self, i);
  place_lanes (self);
  return self;
}

void
pdl_timeline_layout_free (PdlTimelineLayout *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->items->len; i++)
    g_free (self->places[i].late);
  g_free (self->places);
  g_array_unref (self->ticks);
  g_free (self->today_text);
  g_free (self);
}

double
pdl_timeline_layout_get_height (PdlTimelineLayout *self)
{
  return self->needed;
}

void
pdl_timeline_layout_get_rect (PdlTimelineLayout *self,
                              guint              item,
                              cairo_rectangle_t *ret_rect)
{
  const PdlTimelinePlace *place;
  double from, to;

  *ret_rect = (cairo_rectangle_t) { 0 };
  if (item >= self->items->len || !self->places[item].shown)
    return;
  place = &self->places[item];
  from = place->x0;
  to = place->tail + place->tail_width;
  if (place->label == PDL_LABEL_LEFT || place->label == PDL_LABEL_RIGHT)
    {
      from = MIN (from, place->label_x);
      to = MAX (to, place->label_x + place->label_width);
    }
  *ret_rect = (cairo_rectangle_t) { from - 2, place->y - self->row / 2, to - from + 4, self->row };
}

int
pdl_timeline_layout_hit (PdlTimelineLayout *self,
                         double             x,
                         double             y)
{
  int label = -1;

  for (guint i = 0; i < self->items->len; i++)
    {
      const PdlTimelinePlace *place = &self->places[i];
      cairo_rectangle_t rect;

      if (!place->shown || fabs (y - place->y) > self->row / 2)
        continue;
      /* Marks before labels: where all rows are taken, a mark may stand on another's words. */
      if (x >= place->x0 - 4 && x <= place->tail + 4)
        return (int) i;
      pdl_timeline_layout_get_rect (self, i, &rect);
      if (x >= rect.x && x <= rect.x + rect.width)
        label = (int) i;
    }
  return label;
}
