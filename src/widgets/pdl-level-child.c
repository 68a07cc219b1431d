/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One vertebra as a widget. It decides nothing: state and name are handed in by the spine view. Main thread. */
#include "pdl-level-child.h"

#include <math.h>

#include "pdl-theme.h"

struct _PdlLevelChild
{
  GtkWidget parent_instance;

  PdlLevel level;
  PdlSpineLayout *layout; /* (unowned) of the spine view */
  cairo_rectangle_t place;
  PdlVertebraState state;
};

G_DEFINE_FINAL_TYPE (PdlLevelChild, pdl_level_child, GTK_TYPE_WIDGET)

static gboolean
pdl_level_child_contains (GtkWidget *widget, double x, double y)
{
  PdlLevelChild *self = PDL_LEVEL_CHILD (widget);

  if (self->layout == NULL)
    return FALSE;
  return pdl_spine_layout_contains (self->layout, self->level, x + self->place.x, y + self->place.y);
}

static void
pdl_level_child_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PdlLevelChild *self = PDL_LEVEL_CHILD (widget);
  PdlVertebraState state = self->state;
  cairo_rectangle_t ink;
  cairo_t *cr;

  state.focused = gtk_widget_has_visible_focus (widget);
  if (self->layout == NULL)
    return;
  /* Tags and the selection band reach out of the level's own rectangle. */
  pdl_spine_layout_get_ink_rect (self->layout, self->level, &ink);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float) (ink.x - self->place.x), (float) (ink.y - self->place.y),
                                                                 (float) ink.width, (float) ink.height));
  cairo_translate (cr, -self->place.x, -self->place.y);
  pdl_spine_paint_level (self->layout, cr, pdl_theme_get_palette (), self->level, &state);
  cairo_destroy (cr);
}

static void
state_flags_changed_cb (PdlLevelChild *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
pdl_level_child_class_init (PdlLevelChildClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->contains = pdl_level_child_contains;
  widget_class->snapshot = pdl_level_child_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
pdl_level_child_init (PdlLevelChild *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "state-flags-changed", G_CALLBACK (state_flags_changed_cb), NULL);
}

GtkWidget *
pdl_level_child_new (PdlLevel level)
{
  PdlLevelChild *self = g_object_new (PDL_TYPE_LEVEL_CHILD, NULL);

  self->level = level;
  self->state.target = -1;
  self->state.collapse_pct = NAN;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, pdl_level_name (level), -1);
  return GTK_WIDGET (self);
}

void
pdl_level_child_set_layout (PdlLevelChild *self, PdlSpineLayout *layout, const cairo_rectangle_t *place)
{
  g_return_if_fail (PDL_IS_LEVEL_CHILD (self));

  self->layout = layout;
  self->place = *place;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
pdl_level_child_set_state (PdlLevelChild *self, const PdlVertebraState *state, const char *name)
{
  g_return_if_fail (PDL_IS_LEVEL_CHILD (self));

  self->state = *state;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, (gboolean) state->selected, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
