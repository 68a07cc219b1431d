/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-still-bin.h"

struct _PdlStillBin
{
  GtkWidget parent_instance;

  GtkWidget *child; /* (owned) */
};

G_DEFINE_FINAL_TYPE (PdlStillBin, pdl_still_bin, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
pdl_still_bin_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
pdl_still_bin_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                       int *minimum_baseline, int *natural_baseline)
{
  PdlStillBin *self = PDL_STILL_BIN (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL && self->child != NULL)
    gtk_widget_measure (self->child, orientation, -1, minimum, natural, NULL, NULL);
}

static void
pdl_still_bin_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PdlStillBin *self = PDL_STILL_BIN (widget);
  int least_width, least_height;

  if (self->child == NULL)
    return;
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, MAX (width, least_width), &least_height, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->child, &(GtkAllocation) { 0, 0, MAX (width, least_width), MAX (height, least_height) }, -1);
}

static void
pdl_still_bin_dispose (GObject *object)
{
  PdlStillBin *self = PDL_STILL_BIN (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (pdl_still_bin_parent_class)->dispose (object);
}

static void
pdl_still_bin_class_init (PdlStillBinClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pdl_still_bin_dispose;
  widget_class->get_request_mode = pdl_still_bin_get_request_mode;
  widget_class->measure = pdl_still_bin_measure;
  widget_class->size_allocate = pdl_still_bin_size_allocate;
}

static void
pdl_still_bin_init (PdlStillBin *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
pdl_still_bin_new (GtkWidget *child)
{
  PdlStillBin *self = g_object_new (PDL_TYPE_STILL_BIN, NULL);

  self->child = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_bind_property (child, "visible", self, "visible", G_BINDING_SYNC_CREATE);
  return GTK_WIDGET (self);
}
