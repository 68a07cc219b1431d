/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays children out like words. GtkFlowBox aligns them in columns, which wastes a narrow column. Main thread. */
#include "pdl-wrap-box.h"

struct _PdlWrapBox
{
  GtkWidget parent_instance;

  int spacing;
};

G_DEFINE_FINAL_TYPE (PdlWrapBox, pdl_wrap_box, GTK_TYPE_WIDGET)

/* Walks the lines for @width; places the children when @place. Returns the height. */
static int
walk (PdlWrapBox *self, int width, gboolean place)
{
  int x = 0, y = 0, line_height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int min_width, child_width, child_height;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &min_width, &child_width, NULL, NULL);
      child_width = MAX (min_width, MIN (child_width, width));
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, NULL, &child_height, NULL, NULL);
      if (x > 0 && x + child_width > width)
        {
          x = 0;
          y += line_height + self->spacing;
          line_height = 0;
        }
      if (place)
        {
          gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

          gtk_widget_size_allocate (child, &(GtkAllocation) { rtl ? width - x - child_width : x, y, child_width, child_height }, -1);
        }
      x += child_width + self->spacing;
      line_height = MAX (line_height, child_height);
    }
  return y + line_height;
}

static void
pdl_wrap_box_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  PdlWrapBox *self = PDL_WRAP_BOX (widget);

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = walk (self, for_size > 0 ? for_size : G_MAXINT / 4, FALSE);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_min, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_min, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_min);
      *natural += child_natural + self->spacing;
    }
  *natural = MAX (*minimum, *natural - self->spacing);
}

static void
pdl_wrap_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  walk (PDL_WRAP_BOX (widget), width, TRUE);
}

static GtkSizeRequestMode
pdl_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
remove_all (PdlWrapBox *self)
{
  GtkWidget *child;

  g_return_if_fail (PDL_IS_WRAP_BOX (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
pdl_wrap_box_dispose (GObject *object)
{
  remove_all (PDL_WRAP_BOX (object));
  G_OBJECT_CLASS (pdl_wrap_box_parent_class)->dispose (object);
}

static void
pdl_wrap_box_class_init (PdlWrapBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pdl_wrap_box_dispose;
  widget_class->measure = pdl_wrap_box_measure;
  widget_class->size_allocate = pdl_wrap_box_size_allocate;
  widget_class->get_request_mode = pdl_wrap_box_get_request_mode;
}

static void
pdl_wrap_box_init (PdlWrapBox *self)
{
}

GtkWidget *
pdl_wrap_box_new (int spacing)
{
  PdlWrapBox *self = g_object_new (PDL_TYPE_WRAP_BOX, NULL);

  self->spacing = spacing;
  return GTK_WIDGET (self);
}

void
pdl_wrap_box_append (PdlWrapBox *self, GtkWidget *child)
{
  g_return_if_fail (PDL_IS_WRAP_BOX (self));

  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}
