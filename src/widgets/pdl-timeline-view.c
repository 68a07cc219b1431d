/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The timeline as a widget: it holds the span of days that is shown, hands painting to the painter, and lays a focusable child
 * over every item so that a screen reader and the keyboard reach it. Main thread.
 */

#include "pdl-timeline-view.h"

#include <glib/gi18n-lib.h>

#include "pdl-refresh.h"
#include "pdl-theme.h"
#include "pdl-timeline-items.h"
#include "pdl-tooltip.h"

struct _PdlTimelineView
{
  GtkWidget parent_instance;

  PdlSession *session;      /* (owned) */
  GSignalGroup *signals;    /* (owned) */
  GPtrArray *items;         /* (owned) of PdlTimelineItem */
  GPtrArray *marks;         /* of GtkWidget, children, one per item */
  PdlTimelineLayout *layout;/* (owned) (nullable) for the size in force */
  int layout_width, layout_height;
  PdlDay from, to;
  PdlDay shown_today;
  gboolean moved;           /* a person chose the span */
  PdlDay drag_from, drag_to;
  gboolean full;
};

G_DEFINE_FINAL_TYPE (PdlTimelineView, pdl_timeline_view, GTK_TYPE_WIDGET)

#define STRIP_HEIGHT 76
#define SHORTEST_SPAN 21
#define LONGEST_SPAN (366 * 8)

static PdlDay
get_today (PdlTimelineView *self)
{
  return pdl_minute_day (pdl_session_get_now (self->session));
}

static void
drop_layout (PdlTimelineView *self)
{
  g_clear_pointer (&self->layout, pdl_timeline_layout_free);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static PdlTimelineLayout *
get_layout (PdlTimelineView *self, int width, int height)
{
  if (self->layout == NULL || self->layout_width != width || self->layout_height != height)
    {
      g_clear_pointer (&self->layout, pdl_timeline_layout_free);
      self->layout = pdl_timeline_layout_new (self->items, self->from, self->to, get_today (self), MAX (width, 10), MAX (height, 10),
                                              pdl_theme_get_text_scale ());
      self->layout_width = width;
      self->layout_height = height;
    }
  return self->layout;
}

static int
get_focus (PdlTimelineView *self)
{
  for (guint i = 0; i < self->marks->len; i++)
    if (gtk_widget_has_focus (g_ptr_array_index (self->marks, i)))
      return (int) i;
  return -1;
}

/* One mark an item, to be focused, named and pointed at. Marks are used again: an item seldom changes, and a mark that goes
 * takes the focus with it. */
static void
name_marks (PdlTimelineView *self)
{
  while (self->marks->len > self->items->len)
    {
      gtk_widget_unparent (g_ptr_array_index (self->marks, self->marks->len - 1));
      g_ptr_array_set_size (self->marks, (int) self->marks->len - 1);
    }
  while (self->marks->len < self->items->len)
    {
      GtkWidget *mark = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);

      gtk_widget_set_focusable (mark, TRUE);
      g_signal_connect_object (mark, "notify::has-focus", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
      gtk_widget_set_parent (mark, GTK_WIDGET (self));
      g_ptr_array_add (self->marks, mark);
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      const PdlTimelineItem *item = g_ptr_array_index (self->items, i);
      GtkWidget *mark = g_ptr_array_index (self->marks, i);
      g_autofree char *name = pdl_timeline_item_name (item, get_today (self));
      const char *detail = item->detail != NULL ? item->detail : "";

      pdl_tooltip_set (mark, *detail != '\0' ? detail : name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail, -1);
    }
}

static gboolean
items_equal (GPtrArray *a, GPtrArray *b)
{
  gboolean equal = a->len == b->len;

  for (guint i = 0; equal && i < a->len; i++)
    equal = pdl_timeline_item_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i));
  return equal;
}

static void
refresh (gpointer user_data)
{
  PdlTimelineView *self = user_data;
  g_autoptr (GPtrArray) items = pdl_timeline_items_new (pdl_session_get_case (self->session), pdl_session_get_evaluation (self->session),
                                                        pdl_session_get_plan (self->session));

  /* Most changes of a case leave its history alone. */
  if (self->shown_today == get_today (self) && items_equal (items, self->items))
    return;
  self->shown_today = get_today (self);
  g_clear_pointer (&self->layout, pdl_timeline_layout_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_steal_pointer (&items);
  if (!self->moved)
    pdl_timeline_fit (self->items, get_today (self), &self->from, &self->to);
  name_marks (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
case_changed_cb (PdlTimelineView *self)
{
  self->moved = FALSE;
  self->shown_today = PDL_DAY_NONE; /* another case: fit it, even when it looks alike */
  pdl_refresh_queue (GTK_WIDGET (self));
}

/* ---- moving in time -------------------------------------------------------------------------------------------- */

static void
set_span (PdlTimelineView *self, PdlDay from, PdlDay to)
{
  self->moved = TRUE;
  self->from = from;
  self->to = MAX (to, from + SHORTEST_SPAN);
  drop_layout (self);
}

static void
zoom (PdlTimelineView *self, double factor, PdlDay around)
{
  int span = self->to - self->from;
  int wanted = CLAMP ((int) (span * factor), SHORTEST_SPAN, LONGEST_SPAN);
  double share = span > 0 ? (double) (around - self->from) / span : 0.5;
  PdlDay from = around - (PdlDay) (wanted * share);

  set_span (self, from, from + wanted);
}

static void
scroll_by (PdlTimelineView *self, double share)
{
  int step = (int) ((self->to - self->from) * share);

  set_span (self, self->from + step, self->to + step);
}

static gboolean
scrolled_cb (GtkEventControllerScroll *controller, double dx, double dy, gpointer user_data)
{
  PdlTimelineView *self = user_data;
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));

  if ((state & GDK_CONTROL_MASK) != 0)
    zoom (self, dy > 0 ? 1.25 : 0.8, (self->from + self->to) / 2);
  else
    scroll_by (self, (dx + dy) * 0.06);
  return TRUE;
}

static void
drag_begun_cb (GtkGestureDrag *gesture, double x, double y, gpointer user_data)
{
  PdlTimelineView *self = user_data;
  int hit = self->layout != NULL ? pdl_timeline_layout_hit (self->layout, x, y) : -1;

  self->drag_from = self->from;
  self->drag_to = self->to;
  if (hit >= 0 && hit < (int) self->marks->len)
    gtk_widget_grab_focus (g_ptr_array_index (self->marks, hit));
}

static void
dragged_cb (GtkGestureDrag *gesture, double dx, double dy, gpointer user_data)
{
  PdlTimelineView *self = user_data;
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int days = width > 0 ? (int) (-dx * (self->drag_to - self->drag_from) / width) : 0;

  if (days != 0)
    set_span (self, self->drag_from + days, self->drag_to + days);
}

static void
focus_item (PdlTimelineView *self, int index)
{
  const PdlTimelineItem *item;
  PdlDay day;

  if (self->marks->len == 0)
    return;
  index = CLAMP (index, 0, (int) self->marks->len - 1);
  item = g_ptr_array_index (self->items, index);
  day = item->is_due ? item->due : item->start;
  if (day < self->from || day > self->to)
    {
      int half = (self->to - self->from) / 2;

      set_span (self, day - half, day + half);
    }
  gtk_widget_grab_focus (g_ptr_array_index (self->marks, index));
}

/* Items by time, whatever their lane. */
static int
neighbour (PdlTimelineView *self, int index, int step)
{
  const PdlTimelineItem *here = g_ptr_array_index (self->items, index);
  PdlDay day = here->is_due ? here->due : here->start;
  int best = -1;
  PdlDay best_day = 0;

  for (int i = 0; i < (int) self->items->len; i++)
    {
      const PdlTimelineItem *other = g_ptr_array_index (self->items, i);
      PdlDay other_day = other->is_due ? other->due : other->start;
      gboolean behind = step > 0 ? other_day > day || (other_day == day && i > index) : other_day < day || (other_day == day && i < index);

      if (i == index || !behind)
        continue;
      if (best < 0 || (step > 0 ? other_day < best_day : other_day >= best_day))
        {
          best = i;
          best_day = other_day;
        }
    }
  return best;
}

/* Done: the examination or visit is recorded as of today. Booked: an appointment stands for the item. */
static void
record_due (PdlTimelineView *self, gboolean done)
{
  int index = get_focus (self);
  PdlCase *kase = pdl_session_get_case (self->session);
  PdlPlan *plan = pdl_session_get_plan (self->session);
  const PdlTimelineItem *item = index >= 0 ? g_ptr_array_index (self->items, index) : NULL;
  const PdlDueItem *due = NULL;
  g_autoptr (PdlChange) change = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *today = pdl_day_to_iso (get_today (self), PDL_PRECISION_DAY);
  g_autofree char *uid = NULL;
  gboolean good;

  for (guint i = 0; item != NULL && item->is_due && plan != NULL && i < plan->n_items; i++)
    if (g_str_equal (plan->items[i].id, item->id))
      due = &plan->items[i];
  if (due == NULL || kase == NULL)
    return;
  change = pdl_change_new (done ? _ ("done") : _ ("booked"));
  if (done)
    {
      gboolean imaging = due->exam != NULL && pdl_dictionary_lookup_kind (pdl_case_get_dictionary (kase), PDL_GROUP_IMAGING, due->exam) != NULL;

      uid = g_strdup (pdl_change_add_item (change, imaging ? PDL_GROUP_IMAGING : PDL_GROUP_EVENT, imaging ? due->exam : "clinic", NULL));
      good = pdl_change_set_text (change, kase, uid, PDL_LEVEL_NONE, "date", today, &error);
    }
  else
    {
      g_autofree char *day = pdl_day_to_iso (due->due, PDL_PRECISION_DAY);

      uid = g_strdup (pdl_change_add_item (change, PDL_GROUP_EVENT, "appointment", NULL));
      good = pdl_change_set_text (change, kase, uid, PDL_LEVEL_NONE, "item", due->id, &error)
             && pdl_change_set_text (change, kase, uid, PDL_LEVEL_NONE, "start", day, &error);
    }
  if (!good || !pdl_session_apply (self->session, change, &error))
    g_warning ("%s", error->message);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, gpointer user_data)
{
  PdlTimelineView *self = user_data;
  int focus = get_focus (self);
  int next;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      next = focus >= 0 ? neighbour (self, focus, keyval == GDK_KEY_Right ? 1 : -1) : 0;
      if (next >= 0)
        focus_item (self, next);
      return TRUE;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      zoom (self, 0.7, (self->from + self->to) / 2);
      return TRUE;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      zoom (self, 1.4, (self->from + self->to) / 2);
      return TRUE;
    case GDK_KEY_Home:
      self->moved = FALSE;
      self->shown_today = PDL_DAY_NONE;
      refresh (self);
      return TRUE;
    case GDK_KEY_End:
      set_span (self, get_today (self), get_today (self) + (self->to - self->from));
      return TRUE;
    case GDK_KEY_period:
      set_span (self, get_today (self) - (self->to - self->from) / 2, get_today (self) + (self->to - self->from) / 2);
      return TRUE;
    case GDK_KEY_d:
      record_due (self, TRUE);
      return TRUE;
    case GDK_KEY_k:
      record_due (self, FALSE);
      return TRUE;
    default:
      return FALSE;
    }
}

/* ---- the widget ------------------------------------------------------------------------------------------------- */

static void
pdl_timeline_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                           int *natural_baseline)
{
  PdlTimelineView *self = PDL_TIMELINE_VIEW (widget);
  double scale = pdl_theme_get_text_scale ();

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = 120;
  else if (!self->full)
    *minimum = *natural = (int) (STRIP_HEIGHT * scale);
  else
    {
      g_autoptr (PdlTimelineLayout) probe = pdl_timeline_layout_new (self->items, self->from, self->to, get_today (self), for_size > 0 ? for_size : 900, 200, scale);

      *minimum = *natural = (int) MAX (pdl_timeline_layout_get_height (probe), 180 * scale);
    }
}

static void
pdl_timeline_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PdlTimelineView *self = PDL_TIMELINE_VIEW (widget);
  PdlTimelineLayout *layout = get_layout (self, width, height);

  for (guint i = 0; i < self->marks->len; i++)
    {
      GtkWidget *mark = g_ptr_array_index (self->marks, i);
      cairo_rectangle_t rect;
      int ignored;

      pdl_timeline_layout_get_rect (layout, i, &rect);
      gtk_widget_measure (mark, GTK_ORIENTATION_HORIZONTAL, -1, &ignored, NULL, NULL, NULL);
      gtk_widget_size_allocate (mark, &(GtkAllocation){ (int) rect.x, (int) rect.y, MAX ((int) rect.width, 1), MAX ((int) rect.height, 1) }, -1);
    }
}

static void
pdl_timeline_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PdlTimelineView *self = PDL_TIMELINE_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autoptr (PangoLayout) text = gtk_widget_create_pango_layout (widget, NULL);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));

  pdl_timeline_paint (get_layout (self, width, height), cr, pdl_theme_get_palette (), text, get_focus (self));
  cairo_destroy (cr);
}

static gboolean
pdl_timeline_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  PdlTimelineView *self = PDL_TIMELINE_VIEW (widget);

  /* One stop: arrows walk inside. */
  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return FALSE;
  if (get_focus (self) >= 0 || self->marks->len == 0)
    return FALSE;
  for (guint i = 0; i < self->items->len; i++)
    if (((PdlTimelineItem *) g_ptr_array_index (self->items, i))->is_due)
      return gtk_widget_grab_focus (g_ptr_array_index (self->marks, i));
  return gtk_widget_grab_focus (g_ptr_array_index (self->marks, 0));
}

static void
pdl_timeline_view_dispose (GObject *object)
{
  PdlTimelineView *self = PDL_TIMELINE_VIEW (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  for (guint i = 0; self->marks != NULL && i < self->marks->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->marks, i));
  g_clear_pointer (&self->marks, g_ptr_array_unref);
  g_clear_pointer (&self->layout, pdl_timeline_layout_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  G_OBJECT_CLASS (pdl_timeline_view_parent_class)->dispose (object);
}

static void
pdl_timeline_view_class_init (PdlTimelineViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pdl_timeline_view_dispose;
  widget_class->measure = pdl_timeline_view_measure;
  widget_class->size_allocate = pdl_timeline_view_size_allocate;
  widget_class->snapshot = pdl_timeline_view_snapshot;
  widget_class->focus = pdl_timeline_view_focus;
  gtk_widget_class_set_css_name (widget_class, "timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
pdl_timeline_view_init (PdlTimelineView *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->marks = g_ptr_array_new ();
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) pdl_timeline_item_free);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scrolled_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begun_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (dragged_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Timeline"), -1);
}

GtkWidget *
pdl_timeline_view_new (PdlSession *session, gboolean full)
{
  PdlTimelineView *self = g_object_new (PDL_TYPE_TIMELINE_VIEW, NULL);

  self->session = g_object_ref (session);
  self->full = full;
  pdl_refresh_init (GTK_WIDGET (self), refresh);
  self->from = get_today (self) - 60;
  self->to = get_today (self) + 120;
  self->signals = g_signal_group_new (PDL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "evaluated", G_CALLBACK (pdl_refresh_queue), self);
  g_signal_group_connect_swapped (self->signals, "case-changed", G_CALLBACK (case_changed_cb), self);
  g_signal_group_set_target (self->signals, session);
  pdl_theme_watch (G_OBJECT (self), G_CALLBACK (gtk_widget_queue_draw));
  refresh (self);
  return GTK_WIDGET (self);
}
