/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The drawn spine. The anatomy is one cached picture without input, made again only when a size, a colour or the outline of
 * a bone changes; over it 29 children paint their own level, so that one finding repaints one vertebra. Selection lives in the
 * session, the keyboard cursor here. Main thread; owns its children, its layout and the cached picture.
 */
#include "pdl-spine-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pdl-level-child.h"
#include "pdl-spine-state.h"
#include "pdl-spine-view-private.h"
#include "pdl-theme.h"

enum { PROP_0, PROP_HINT, PROP_LATERAL_ONLY, N_PROPS };
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (PdlSpineView, pdl_spine_view, GTK_TYPE_WIDGET)

static int
get_views (PdlSpineView *self)
{
  return self->lateral_only ? PDL_VIEW_LATERAL : PDL_VIEW_LATERAL | PDL_VIEW_FRONT;
}

static void
drop_anatomy (PdlSpineView *self)
{
  g_clear_object (&self->anatomy);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
refresh (PdlSpineView *self)
{
  PdlVertebraState states[PDL_N_LEVELS];
  PdlLevelSet selected = 0;
  gboolean anatomy = FALSE;

  if (self->session == NULL)
    return;
  pdl_spine_state_read (self->session, self->ghosts, states);
  pdl_spine_brackets_read (self->session, self->brackets);
  selected = pdl_session_get_selected (self->session);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    {
      gboolean changed_anatomy = FALSE;
      g_autofree char *name = NULL;

      states[level].selected = (selected & PDL_LEVEL_BIT (level)) != 0;
      if (pdl_spine_state_equal (&states[level], &self->states[level], &changed_anatomy))
        {
          /* Scores are in the name, not in the state. */
          if (!states[level].involved)
            continue;
        }
      anatomy = anatomy || changed_anatomy;
      self->states[level] = states[level];
      name = pdl_spine_state_describe (self->session, level);
      pdl_level_child_set_state (PDL_LEVEL_CHILD (self->children[level]), &states[level], name);
    }
  if (anatomy)
    drop_anatomy (self);
  else
    gtk_widget_queue_draw (GTK_WIDGET (self)); /* captions */
}

static void
level_changed_cb (PdlSpineView *self)
{
  PdlLevel level = pdl_session_get_level (self->session);

  if (level != PDL_LEVEL_NONE)
    self->cursor = level;
  self->prefixed = FALSE;
  pdl_spine_view_set_hint (self, NULL);
  refresh (self);
}

static void
ensure_layout (PdlSpineView *self, int width, int height)
{
  PdlAnatomy *anatomy = pdl_theme_get_anatomy ();

  if (anatomy == NULL || width <= 0 || height <= 0 || (self->layout != NULL && width == self->width && height == self->height))
    return;
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    pdl_level_child_set_layout (PDL_LEVEL_CHILD (self->children[level]), NULL, &(cairo_rectangle_t) { 0 });
  g_clear_pointer (&self->layout, pdl_spine_layout_free);
  self->layout = pdl_spine_layout_new (anatomy, get_views (self), width, height);
  self->width = width;
  self->height = height;
  drop_anatomy (self);
}

static void
pdl_spine_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PdlSpineView *self = PDL_SPINE_VIEW (widget);

  ensure_layout (self, width, height);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    {
      cairo_rectangle_t place = { 0, 0, 1, 1 };
      GtkAllocation allocation;

      if (self->layout != NULL)
        pdl_spine_layout_get_level_rect (self->layout, level, &place);
      allocation = (GtkAllocation) { (int) floor (place.x), (int) floor (place.y), (int) ceil (place.width) + 1, (int) ceil (place.height) + 1 };
      place = (cairo_rectangle_t) { allocation.x, allocation.y, allocation.width, allocation.height };
      pdl_level_child_set_layout (PDL_LEVEL_CHILD (self->children[level]), self->layout, &place);
      gtk_widget_size_allocate (self->children[level], &allocation, -1);
    }
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
  if (self->ask != NULL)
    gtk_popover_present (GTK_POPOVER (self->ask));
}

static void
pdl_spine_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  PdlSpineView *self = PDL_SPINE_VIEW (widget);

  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    gtk_widget_measure (self->children[level], orientation, -1, NULL, NULL, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = 196;
      *natural = self->lateral_only ? 206 : 312;
    }
  else
    {
      *minimum = 240;
      *natural = 600;
    }
  *minimum_baseline = *natural_baseline = -1;
}

static GdkTexture *
make_anatomy (PdlSpineView *self)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int width = self->width * factor;
  int height = self->height * factor;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GBytes) bytes = NULL;
  GdkTexture *texture;
  int stride;

  cairo_scale (cr, factor, factor);
  pdl_spine_paint_anatomy (self->layout, cr, pdl_theme_get_palette (), self->states);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  stride = cairo_image_surface_get_stride (surface);
  bytes = g_bytes_new (cairo_image_surface_get_data (surface), (gsize) stride * (gsize) height);
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, (gsize) stride);
  cairo_surface_destroy (surface);
  return texture;
}

static void
pdl_spine_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PdlSpineView *self = PDL_SPINE_VIEW (widget);
  double below = 0;

  if (self->layout == NULL)
    return;
  if (self->anatomy == NULL)
    self->anatomy = make_anatomy (self);
  if (self->brackets->len > 0)
    {
      cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) self->width, (float) self->height));

      pdl_spine_paint_brackets (self->layout, cr, pdl_theme_get_palette (), (const PdlBracket *) (gpointer) self->brackets->data, self->brackets->len);
      cairo_destroy (cr);
    }
  gtk_snapshot_append_texture (snapshot, self->anatomy, &GRAPHENE_RECT_INIT (0, 0, (float) self->width, (float) self->height));
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    gtk_widget_snapshot_child (widget, self->children[level], snapshot);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if (self->session != NULL && (self->states[level].involved || self->states[level].selected))
      pdl_spine_view_snapshot_caption (self, snapshot, level, &below);
}

/* One tab stop: entering goes to the cursor, Tab inside leaves. */
static gboolean
pdl_spine_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  PdlSpineView *self = PDL_SPINE_VIEW (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (focus != NULL && gtk_widget_is_ancestor (focus, widget))
    return FALSE;
  return gtk_widget_grab_focus (self->children[self->cursor]);
}

static gboolean
pdl_spine_view_grab_focus (GtkWidget *widget)
{
  PdlSpineView *self = PDL_SPINE_VIEW (widget);

  return gtk_widget_grab_focus (self->children[self->cursor]);
}

static void
select_range (PdlSpineView *self, PdlLevel from, PdlLevel to, PdlLevelSet base)
{
  PdlLevelSet set = base;

  for (PdlLevel level = MIN (from, to); level <= MAX (from, to); level++)
    set |= PDL_LEVEL_BIT (level);
  self->cursor = to;
  if (pdl_session_get_case (self->session) == NULL)
    pdl_session_new_case (self->session);
  pdl_session_select (self->session, to, set);
  gtk_widget_grab_focus (self->children[to]);
}

static void
drag_begin_cb (PdlSpineView *self, double x, double y, GtkGestureDrag *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  PdlLevel level = self->layout != NULL ? pdl_spine_layout_hit (self->layout, x, y, NULL) : PDL_LEVEL_NONE;

  if (level == PDL_LEVEL_NONE || self->session == NULL)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  self->drag_base = 0;
  if ((state & GDK_SHIFT_MASK) != 0)
    self->drag_from = self->anchor;
  else
    {
      self->drag_from = self->anchor = level;
      if ((state & GDK_CONTROL_MASK) != 0)
        {
          PdlLevelSet selected = pdl_session_get_selected (self->session);

          /* Ctrl-click takes a level out of the set again, unless it is the only one. */
          if (selected != PDL_LEVEL_BIT (level) && (selected & PDL_LEVEL_BIT (level)) != 0)
            {
              self->cursor = level;
              pdl_session_select (self->session, level, selected & ~PDL_LEVEL_BIT (level));
              gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
              return;
            }
          self->drag_base = selected;
        }
    }
  select_range (self, self->drag_from, level, self->drag_base);
  g_signal_emit_by_name (self, "level-chosen");
}

static void
drag_update_cb (PdlSpineView *self, double dx, double dy, GtkGestureDrag *gesture)
{
  double x, y;
  PdlLevel level;

  if (self->layout == NULL || fabs (dy) < 3)
    return;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  level = pdl_spine_layout_nearest (self->layout, y + dy);
  if (level != PDL_LEVEL_NONE && level != self->cursor)
    select_range (self, self->drag_from, level, self->drag_base);
}

static void
secondary_pressed_cb (PdlSpineView *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  PdlLevel level = self->layout != NULL ? pdl_spine_layout_hit (self->layout, x, y, NULL) : PDL_LEVEL_NONE;

  if (level == PDL_LEVEL_NONE || self->session == NULL)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if ((pdl_session_get_selected (self->session) & PDL_LEVEL_BIT (level)) == 0)
    select_range (self, level, level, 0);
  pdl_spine_view_popup_menu (self, x, y);
}

static gboolean
key_pressed_cb (PdlSpineView *self, guint keyval, guint keycode, GdkModifierType state)
{
  const PdlFinding *finding = NULL;
  gunichar key = gdk_keyval_to_unicode (gdk_keyval_to_lower (keyval));

  if (self->session == NULL)
    return FALSE;
  if (keyval == GDK_KEY_Menu || (keyval == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    {
      cairo_rectangle_t place = { 0 };

      if (self->layout != NULL)
        pdl_spine_layout_get_level_rect (self->layout, self->cursor, &place);
      pdl_spine_view_popup_menu (self, place.x + place.width / 2, place.y + place.height);
      return TRUE;
    }
  if (self->prefixed && (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0)
    {
      const char *text;

      if (keyval == GDK_KEY_Shift_L || keyval == GDK_KEY_Shift_R)
        return FALSE;
      self->prefixed = FALSE;
      pdl_spine_view_set_hint (self, NULL);
      finding = pdl_spine_finding (self->session, PDL_SPINE_ESCC);
      text = key == '?' || key == 'u' ? "?" : pdl_spine_key_lookup (self->session, key, TRUE, &finding);
      if (text != NULL && finding != NULL)
        pdl_spine_view_set_finding (self, finding, text);
      return TRUE;
    }
  if (key == 'u' && (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0)
    {
      if (self->last != NULL)
        pdl_spine_view_set_finding (self, self->last, "?");
      return TRUE;
    }
  if (!pdl_spine_view_key (self, keyval, state))
    return FALSE;
  if ((state & GDK_CONTROL_MASK) == 0 && pdl_spine_key_is_prefix (key))
    self->prefixed = TRUE;
  return TRUE;
}

static void
axial_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit_by_name (widget, "open-axial");
}

static void
key_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  guint keyval = g_str_equal (name, "spine.link") ? GDK_KEY_t : g_str_equal (name, "spine.ghosts") ? GDK_KEY_g : GDK_KEY_Delete;

  pdl_spine_view_key (PDL_SPINE_VIEW (widget), keyval, 0);
}

static void
palette_changed_cb (PdlSpineView *self)
{
  drop_anatomy (self);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    gtk_widget_queue_draw (self->children[level]);
}

static void
pdl_spine_view_dispose (GObject *object)
{
  PdlSpineView *self = PDL_SPINE_VIEW (object);

  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    g_clear_pointer (&self->children[level], gtk_widget_unparent);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->ask, gtk_widget_unparent);
  g_clear_object (&self->signals);
  g_clear_object (&self->session);
  g_clear_object (&self->anatomy);
  g_clear_pointer (&self->layout, pdl_spine_layout_free);
  g_clear_pointer (&self->hint, g_free);
  g_clear_pointer (&self->brackets, g_array_unref);
  G_OBJECT_CLASS (pdl_spine_view_parent_class)->dispose (object);
}

static void
pdl_spine_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PdlSpineView *self = PDL_SPINE_VIEW (object);

  if (id == PROP_HINT)
    g_value_set_string (value, self->hint);
  else if (id == PROP_LATERAL_ONLY)
    g_value_set_boolean (value, self->lateral_only);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
pdl_spine_view_class_init (PdlSpineViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pdl_spine_view_dispose;
  object_class->get_property = pdl_spine_view_get_property;
  widget_class->measure = pdl_spine_view_measure;
  widget_class->size_allocate = pdl_spine_view_size_allocate;
  widget_class->snapshot = pdl_spine_view_snapshot;
  widget_class->focus = pdl_spine_view_focus;
  widget_class->grab_focus = pdl_spine_view_grab_focus;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
  gtk_widget_class_set_css_name (widget_class, "spineview");
  gtk_widget_class_install_action (widget_class, "spine.axial", NULL, axial_action_cb);
  gtk_widget_class_install_action (widget_class, "spine.link", NULL, key_action_cb);
  gtk_widget_class_install_action (widget_class, "spine.ghosts", NULL, key_action_cb);
  gtk_widget_class_install_action (widget_class, "spine.clear", NULL, key_action_cb);

  props[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_LATERAL_ONLY] = g_param_spec_boolean ("lateral-only", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_signal_new ("open-axial", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("level-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_signal_new ("cleared", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pdl_spine_view_init (PdlSpineView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  self->cursor = self->anchor = 7;
  self->brackets = pdl_spine_brackets_new ();
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    {
      self->states[level] = (PdlVertebraState) { .collapse_pct = NAN, .target = -1 };
      self->children[level] = pdl_level_child_new (level);
      gtk_widget_set_parent (self->children[level], GTK_WIDGET (self));
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Spine"), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _("Arrow keys move from vertebra to vertebra, Enter opens the axial view."), -1);

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (secondary_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);

  self->signals = g_signal_group_new (PDL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "case-changed", G_CALLBACK (refresh), self);
  g_signal_group_connect_swapped (self->signals, "evaluated", G_CALLBACK (refresh), self);
  g_signal_group_connect_swapped (self->signals, "notify::level", G_CALLBACK (level_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::levels", G_CALLBACK (level_changed_cb), self);
  pdl_theme_watch (G_OBJECT (self), G_CALLBACK (palette_changed_cb));
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (palette_changed_cb), NULL);
}

static void
set_session (PdlSpineView *self, PdlSession *session)
{
  g_return_if_fail (PDL_IS_SPINE_VIEW (self));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->signals, session);
  refresh (self);
}

GtkWidget *
pdl_spine_view_new (PdlSession *session)
{
  PdlSpineView *self = g_object_new (PDL_TYPE_SPINE_VIEW, NULL);

  set_session (self, session);
  return GTK_WIDGET (self);
}

void
pdl_spine_view_set_lateral_only (PdlSpineView *self, gboolean lateral_only)
{
  g_return_if_fail (PDL_IS_SPINE_VIEW (self));

  if (self->lateral_only == lateral_only)
    return;
  self->lateral_only = lateral_only;
  self->width = 0; /* forces a new layout */
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LATERAL_ONLY]);
}

void
pdl_spine_view_go_to (PdlSpineView *self, PdlLevel level)
{
  g_return_if_fail (PDL_IS_SPINE_VIEW (self));
  g_return_if_fail (level >= 0 && level < PDL_N_LEVELS);

  pdl_spine_view_move_cursor (self, level, FALSE, FALSE);
  g_signal_emit_by_name (self, "level-chosen");
}

void
pdl_spine_view_set_ghosts (PdlSpineView *self, gboolean ghosts)
{
  g_return_if_fail (PDL_IS_SPINE_VIEW (self));

  self->ghosts = ghosts;
  refresh (self);
}

gboolean
pdl_spine_view_get_ghosts (PdlSpineView *self)
{
  return self->ghosts;
}

GtkWidget *
pdl_spine_view_get_level_child (PdlSpineView *self, PdlLevel level)
{
  g_return_val_if_fail (PDL_IS_SPINE_VIEW (self), NULL);
  g_return_val_if_fail (level >= 0 && level < PDL_N_LEVELS, NULL);

  return self->children[level];
}

PdlSession *
pdl_spine_view_get_session (PdlSpineView *self)
{
  return self->session;
}

PdlLevel
pdl_spine_view_get_cursor (PdlSpineView *self)
{
  return self->cursor;
}

void
pdl_spine_view_set_hint (PdlSpineView *self, const char *hint)
{
  if (g_strcmp0 (self->hint, hint) == 0)
    return;
  g_free (self->hint);
  self->hint = g_strdup (hint);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HINT]);
}

/* @extend: from the anchor; @keep: only the keyboard moves, the selection stays. */
void
pdl_spine_view_move_cursor (PdlSpineView *self, PdlLevel level, gboolean extend, gboolean keep)
{
  self->cursor = level;
  if (keep)
    gtk_widget_grab_focus (self->children[level]);
  else
    {
      if (!extend)
        self->anchor = level;
      select_range (self, self->anchor, level, 0);
    }
}

void
pdl_spine_view_set_finding (PdlSpineView *self, const PdlFinding *finding, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (self->session == NULL || finding == NULL)
    return;
  if (pdl_session_get_selected (self->session) == 0)
    select_range (self, self->cursor, self->cursor, 0);
  self->last = finding;
  if (!pdl_session_set_levels_text (self->session, finding->id, pdl_session_get_selected (self->session), text, &error))
    g_signal_emit_by_name (self, "refused", error->message);
}
