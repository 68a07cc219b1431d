/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The drawing of one level from below. Each part (sector, or zone of the sacrum) is a focusable child with the role of a check
 * box; the picture itself is painted once below them. Main thread; owns its children and layout.
 */
#include "pdl-axial-ring.h"

#include <glib/gi18n-lib.h>

#include "pdl-spine-state.h"
#include "pdl-theme.h"

#define MAX_PARTS 8

/* One part: a place for focus and a name; it paints nothing itself. */
#define PDL_TYPE_AXIAL_PART (pdl_axial_part_get_type ())
G_DECLARE_FINAL_TYPE (PdlAxialPart, pdl_axial_part, PDL, AXIAL_PART, GtkWidget)

struct _PdlAxialPart
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (PdlAxialPart, pdl_axial_part, GTK_TYPE_WIDGET)

static void
pdl_axial_part_class_init (PdlAxialPartClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_CHECKBOX);
}

static void
pdl_axial_part_init (PdlAxialPart *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE); /* the ring hit-tests the true outlines */
}

struct _PdlAxialRing
{
  GtkWidget parent_instance;

  PdlSession *session;      /* (owned) */
  PdlAxialLayout *layout;   /* (owned) (nullable) */
  PdlLevel level;           /* of the layout */
  int width, height;
  GtkWidget *parts[MAX_PARTS];
  guint n_parts;
  guint cursor;
  gboolean focus_wanted; /* the keyboard was sent here before there were parts */
  guint focus_id;
};

G_DEFINE_FINAL_TYPE (PdlAxialRing, pdl_axial_ring, GTK_TYPE_WIDGET)

static const PdlValue *
get_value_at (PdlAxialRing *self, PdlLevel level)
{
  PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);
  const PdlFinding *finding = pdl_spine_parts_finding (self->session, level);

  if (evaluation == NULL || finding == NULL || level == PDL_LEVEL_NONE)
    return NULL;
  return pdl_evaluation_get_value (evaluation, finding, -1, level, NULL, NULL);
}

static const PdlValue *
get_value (PdlAxialRing *self)
{
  return get_value_at (self, self->level);
}

/* Bits by dictionary position → bits by part index of the layout. */
static guint32
get_parts_set (PdlAxialRing *self)
{
  const PdlFinding *finding = pdl_spine_parts_finding (self->session, self->level);
  const PdlValue *value = get_value (self);
  guint32 set = 0;

  if (value == NULL || !pdl_value_is_known (value) || self->layout == NULL)
    return 0;
  for (guint i = 0; i < self->n_parts; i++)
    {
      guint position;

      if (pdl_finding_lookup_code (finding, pdl_axial_layout_get_part (self->layout, i), &position) != NULL
          && (pdl_value_get_bits (value) >> position) & 1)
        set |= 1u << i;
    }
  return set;
}

static const char *
get_code (PdlAxialRing *self, PdlSpineFinding which)
{
  PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);
  const PdlFinding *finding = pdl_spine_finding (self->session, which);
  const PdlValue *value;

  if (evaluation == NULL || finding == NULL || self->level == PDL_LEVEL_NONE)
    return NULL;
  value = pdl_evaluation_get_value (evaluation, finding, -1, self->level, NULL, NULL);
  return value != NULL && pdl_value_is_known (value) ? pdl_value_get_code (value) : NULL;
}

static void
update_names (PdlAxialRing *self)
{
  const PdlFinding *finding = pdl_spine_parts_finding (self->session, self->level);
  guint32 set = get_parts_set (self);

  for (guint i = 0; finding != NULL && i < self->n_parts; i++)
    {
      const PdlCode *code = pdl_finding_lookup_code (finding, pdl_axial_layout_get_part (self->layout, i), NULL);

      gtk_accessible_update_property (GTK_ACCESSIBLE (self->parts[i]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      code != NULL ? pdl_dictionary_translate (code->label) : "", -1);
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->parts[i]), GTK_ACCESSIBLE_STATE_CHECKED,
                                   (set >> i) & 1 ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
    }
}

static void
drop_layout (PdlAxialRing *self)
{
  g_clear_pointer (&self->layout, pdl_axial_layout_free);
  self->n_parts = 0;
}

static void
ensure_layout (PdlAxialRing *self, int width, int height)
{
  PdlAnatomy *anatomy = pdl_theme_get_anatomy ();
  PdlLevel level = pdl_session_get_level (self->session);

  if (anatomy == NULL || level == PDL_LEVEL_NONE || width <= 0 || height <= 0)
    {
      drop_layout (self);
      self->level = level;
      return;
    }
  if (self->layout != NULL && self->level == level && self->width == width && self->height == height)
    return;
  drop_layout (self);
  self->layout = pdl_axial_layout_new (anatomy, level, width, height);
  self->level = level;
  self->width = width;
  self->height = height;
  self->n_parts = MIN (pdl_axial_layout_get_n_parts (self->layout), MAX_PARTS);
  self->cursor = MIN (self->cursor, self->n_parts - 1);
  update_names (self);
}

static gboolean
focus_late_cb (gpointer user_data)
{
  PdlAxialRing *self = user_data;

  self->focus_id = 0;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
pdl_axial_ring_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PdlAxialRing *self = PDL_AXIAL_RING (widget);

  ensure_layout (self, width, height);
  for (guint i = 0; i < MAX_PARTS; i++)
    {
      cairo_rectangle_t place = { 0, 0, 1, 1 };

      gtk_widget_set_child_visible (self->parts[i], i < self->n_parts);
      if (i < self->n_parts)
        pdl_axial_layout_get_part_rect (self->layout, i, &place);
      gtk_widget_measure (self->parts[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (self->parts[i],
                                &(GtkAllocation) { (int) place.x, (int) place.y, MAX (1, (int) place.width), MAX (1, (int) place.height) }, -1);
    }
  if (self->focus_wanted && self->n_parts > 0 && self->focus_id == 0)
    self->focus_id = g_idle_add (focus_late_cb, self);
  self->focus_wanted = FALSE;
}

static void
pdl_axial_ring_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  PdlAxialRing *self = PDL_AXIAL_RING (widget);

  for (guint i = 0; i < MAX_PARTS; i++)
    gtk_widget_measure (self->parts[i], orientation, -1, NULL, NULL, NULL, NULL);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : 180;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 340 : 320;
  *minimum_baseline = *natural_baseline = -1;
}

static void
pdl_axial_ring_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PdlAxialRing *self = PDL_AXIAL_RING (widget);
  int focus = -1;
  cairo_t *cr;

  if (self->layout == NULL)
    return;
  for (guint i = 0; i < self->n_parts; i++)
    if (gtk_widget_has_focus (self->parts[i]))
      focus = (int) i;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) self->width, (float) self->height));
  pdl_axial_paint (self->layout, cr, pdl_theme_get_palette (), get_parts_set (self), get_code (self, PDL_SPINE_ESCC),
                   get_code (self, PDL_SPINE_LESION), focus);
  cairo_destroy (cr);
}

static gboolean
pdl_axial_ring_focus (GtkWidget *widget, GtkDirectionType direction)
{
  PdlAxialRing *self = PDL_AXIAL_RING (widget);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (self->n_parts == 0 || (focus != NULL && gtk_widget_is_ancestor (focus, widget)))
    return FALSE;
  return gtk_widget_grab_focus (self->parts[self->cursor]);
}

static gboolean
pdl_axial_ring_grab_focus (GtkWidget *widget)
{
  PdlAxialRing *self = PDL_AXIAL_RING (widget);

  self->focus_wanted = self->n_parts == 0;
  return self->n_parts > 0 && gtk_widget_grab_focus (self->parts[self->cursor]);
}

/* Switches part @index; FALSE: there is none. */
static gboolean
toggle_part (PdlAxialRing *self, guint index)
{
  const PdlFinding *finding;
  const PdlValue *value;
  g_autoptr (PdlValue) next = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  guint position;
  guint32 bits;

  g_return_val_if_fail (PDL_IS_AXIAL_RING (self), FALSE);

  if (self->layout == NULL || index >= self->n_parts)
    return FALSE;
  finding = pdl_spine_parts_finding (self->session, self->level);
  if (finding == NULL || pdl_finding_lookup_code (finding, pdl_axial_layout_get_part (self->layout, index), &position) == NULL)
    return FALSE;
  value = get_value (self);
  bits = value != NULL && pdl_value_is_known (value) ? pdl_value_get_bits (value) : 0;
  next = pdl_value_new_set (bits ^ (1u << position));
  text = pdl_finding_format (finding, next);
  if (!pdl_session_set_text (self->session, finding->id, self->level, text, &error))
    g_signal_emit_by_name (self, "refused", error->message);
  return TRUE;
}

static void
pressed_cb (PdlAxialRing *self, int n_press, double x, double y)
{
  int part = self->layout != NULL ? pdl_axial_layout_hit (self->layout, x, y) : -1;

  if (part < 0 || (guint) part >= self->n_parts)
    return;
  self->cursor = (guint) part;
  gtk_widget_grab_focus (self->parts[part]);
  toggle_part (self, (guint) part);
}

static gboolean
key_cb (PdlAxialRing *self, guint keyval, guint keycode, GdkModifierType state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || self->n_parts == 0)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_Right:
      self->cursor = (self->cursor + (keyval == GDK_KEY_Right ? 1 : self->n_parts - 1)) % self->n_parts;
      gtk_widget_grab_focus (self->parts[self->cursor]);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return TRUE;
    case GDK_KEY_space:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return toggle_part (self, self->cursor);
    default:
      if (keyval >= GDK_KEY_1 && keyval <= GDK_KEY_6)
        return toggle_part (self, keyval - GDK_KEY_1);
      return FALSE;
    }
}

static void
pdl_axial_ring_dispose (GObject *object)
{
  PdlAxialRing *self = PDL_AXIAL_RING (object);

  g_clear_handle_id (&self->focus_id, g_source_remove);
  for (guint i = 0; i < MAX_PARTS; i++)
    g_clear_pointer (&self->parts[i], gtk_widget_unparent);
  drop_layout (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (pdl_axial_ring_parent_class)->dispose (object);
}

static void
pdl_axial_ring_class_init (PdlAxialRingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pdl_axial_ring_dispose;
  widget_class->measure = pdl_axial_ring_measure;
  widget_class->size_allocate = pdl_axial_ring_size_allocate;
  widget_class->snapshot = pdl_axial_ring_snapshot;
  widget_class->focus = pdl_axial_ring_focus;
  widget_class->grab_focus = pdl_axial_ring_grab_focus;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "axialring");
  g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pdl_axial_ring_init (PdlAxialRing *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  self->level = PDL_LEVEL_NONE;
  for (guint i = 0; i < MAX_PARTS; i++)
    {
      self->parts[i] = g_object_new (PDL_TYPE_AXIAL_PART, NULL);
      gtk_widget_set_parent (self->parts[i], GTK_WIDGET (self));
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->parts[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Part of the vertebra"), -1);
      g_signal_connect_object (self->parts[i], "state-flags-changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
    }
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Axial view, seen from below"), -1);
  pdl_theme_watch (G_OBJECT (self), G_CALLBACK (gtk_widget_queue_draw));
}

GtkWidget *
pdl_axial_ring_new (PdlSession *session)
{
  PdlAxialRing *self = g_object_new (PDL_TYPE_AXIAL_RING, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

void
pdl_axial_ring_refresh (PdlAxialRing *self)
{
  g_return_if_fail (PDL_IS_AXIAL_RING (self));

  if (self->level != pdl_session_get_level (self->session))
    {
      ensure_layout (self, gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self)));
      gtk_widget_queue_allocate (GTK_WIDGET (self));
    }
  update_names (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

char *
pdl_axial_ring_describe (PdlAxialRing *self, gboolean involved)
{
  PdlLevel level = pdl_session_get_level (self->session);
  const PdlFinding *finding = pdl_spine_parts_finding (self->session, level);
  const PdlValue *value;
  guint32 bits;
  GString *text = g_string_new (NULL);

  value = get_value_at (self, level);
  bits = value != NULL && pdl_value_is_known (value) ? pdl_value_get_bits (value) : 0;
  for (guint i = 0; finding != NULL && level != PDL_LEVEL_NONE && i < finding->n_codes; i++)
    if (((bits >> i) & 1) == (involved ? 1u : 0u) && (involved || value != NULL))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", pdl_dictionary_translate (finding->codes[i].label));
  if (text->len == 0)
    g_string_append (text, "–");
  return g_string_free (text, FALSE);
}
