/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The container that implements the breakpoints of the window. libadwaita 1.2 has none of its own, and the added minima of
 * the columns would keep the window from ever becoming narrow, so the minimum is reported here and the content is told the
 * shape before it is measured for the new width. Main thread; owns its child.
 */
#include "pdl-frame.h"

#include "pdl-theme.h"

struct _PdlFrame
{
  GtkWidget parent_instance;

  GtkWidget *child; /* (owned) */
  PdlFrameShape kind;
  double scaled_width;
  gboolean known;   /* a first allocation has happened */
  guint resize_id;
};

enum { SIGNAL_RESHAPE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PdlFrame, pdl_frame, GTK_TYPE_WIDGET)

PdlFrameShape
pdl_frame_for_width (double width)
{
  if (width >= 1280)
    return PDL_FRAME_WIDE;
  if (width >= 1000)
    return PDL_FRAME_MIDDLE;
  if (width >= 640)
    return PDL_FRAME_NARROW;
  return PDL_FRAME_SINGLE;
}

static gboolean
resize_again_cb (gpointer user_data)
{
  PdlFrame *self = user_data;

  self->resize_id = 0;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
pdl_frame_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                   int *minimum_baseline, int *natural_baseline)
{
  /* The child is not asked: the window has a size of its own, and a natural height without a width lays out every text of
   * every pane anew, which took most of the time of a change. */
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? PDL_FRAME_MIN_WIDTH : PDL_FRAME_MIN_HEIGHT;
  *minimum_baseline = *natural_baseline = -1;
}

static void
pdl_frame_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PdlFrame *self = PDL_FRAME (widget);
  double scaled = width / pdl_theme_get_text_scale ();
  int min_width, min_height;

  if (!self->known || scaled != self->scaled_width)
    {
      PdlFrameShape kind = pdl_frame_for_width (scaled);
      gboolean changed = !self->known || kind != self->kind;

      self->known = TRUE;
      self->scaled_width = scaled;
      self->kind = kind;
      g_signal_emit (self, signals[SIGNAL_RESHAPE], 0, changed);
      /* What was shown or hidden just now asked for a resize in the middle of one; ask again when this one is over. */
      if (changed && self->resize_id == 0)
        self->resize_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, resize_again_cb, self, NULL);
    }
  if (self->child == NULL)
    return;
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, NULL, NULL, NULL);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, MAX (width, min_width), &min_height, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->child, &(GtkAllocation) { 0, 0, MAX (width, min_width), MAX (height, min_height) }, -1);
}

static void
pdl_frame_dispose (GObject *object)
{
  PdlFrame *self = PDL_FRAME (object);

  g_clear_handle_id (&self->resize_id, g_source_remove);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (pdl_frame_parent_class)->dispose (object);
}

static void
text_scale_changed_cb (PdlFrame *self)
{
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
pdl_frame_class_init (PdlFrameClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pdl_frame_dispose;
  widget_class->measure = pdl_frame_measure;
  widget_class->size_allocate = pdl_frame_size_allocate;

  /* PdlFrame::reshape: (kind_changed) the width changed; pdl_frame_get_shape () is already the new one. */
  signals[SIGNAL_RESHAPE] = g_signal_new ("reshape", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
pdl_frame_init (PdlFrame *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_object (gtk_settings_get_default (), "notify::gtk-xft-dpi", G_CALLBACK (text_scale_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
pdl_frame_set_child (PdlFrame *self, GtkWidget *child)
{
  g_return_if_fail (PDL_IS_FRAME (self));

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

PdlFrameShape
pdl_frame_get_shape (PdlFrame *self)
{
  g_return_val_if_fail (PDL_IS_FRAME (self), PDL_FRAME_WIDE);

  return self->kind;
}

double
pdl_frame_get_scaled_width (PdlFrame *self)
{
  g_return_val_if_fail (PDL_IS_FRAME (self), 0);

  return self->scaled_width;
}
