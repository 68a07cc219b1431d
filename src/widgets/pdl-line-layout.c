/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-line-layout.h"

struct _PdlLineLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
  gboolean homogeneous;
};

G_DEFINE_FINAL_TYPE (PdlLineLayout, pdl_line_layout, GTK_TYPE_LAYOUT_MANAGER)

/* The children that are laid out, with least and natural width. (transfer full) */
static GArray *
measure_children (GtkWidget *widget)
{
  GArray *sizes = g_array_new (FALSE, TRUE, sizeof (GtkRequestedSize));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      {
        GtkRequestedSize size = { child, 0, 0 };

        gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &size.minimum_size, &size.natural_size, NULL, NULL);
        g_array_append_val (sizes, size);
      }
  return sizes;
}

static const char share_key[] = "pdl-line-share";

static int
get_share (GtkWidget *child)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (child), share_key));
}

/* Afterwards minimum_size is the width each child gets. */
static void
distribute (PdlLineLayout *self, GArray *sizes, int width)
{
  GtkRequestedSize *size = (GtkRequestedSize *) (gpointer) sizes->data;
  int n = (int) sizes->len, room = width - self->spacing * (n - 1), n_expand = 0;

  if (n == 0)
    return;
  if (self->homogeneous)
    {
      for (int i = 0; i < n; i++)
        size[i].minimum_size = room * (i + 1) / n - room * i / n;
      return;
    }
  for (int i = 0; i < n; i++)
    if (get_share (size[i].data) > 0)
      size[i].minimum_size = size[i].natural_size = MAX (size[i].minimum_size, room * get_share (size[i].data) / 100);
  for (int i = 0; i < n; i++)
    {
      room -= size[i].minimum_size;
      n_expand += gtk_widget_compute_expand (size[i].data, GTK_ORIENTATION_HORIZONTAL);
    }
  room = gtk_distribute_natural_allocation (MAX (room, 0), (guint) n, size);
  for (int i = 0; i < n && n_expand > 0; i++)
    if (gtk_widget_compute_expand (size[i].data, GTK_ORIENTATION_HORIZONTAL))
      {
        size[i].minimum_size += room / n_expand;
        room -= room / n_expand;
        n_expand--;
      }
}

static GtkSizeRequestMode
pdl_line_layout_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pdl_line_layout_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  PdlLineLayout *self = PDL_LINE_LAYOUT (manager);
  g_autoptr (GArray) sizes = measure_children (widget);
  GtkRequestedSize *size = (GtkRequestedSize *) (gpointer) sizes->data;
  int least = 0, wanted = 0, n = (int) sizes->len;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      for (int i = 0; i < n; i++)
        {
          least = self->homogeneous ? MAX (least, size[i].minimum_size) : least + size[i].minimum_size;
          wanted = self->homogeneous ? MAX (wanted, size[i].natural_size) : wanted + size[i].natural_size;
        }
      *minimum = (self->homogeneous ? least * n : least) + self->spacing * MAX (n - 1, 0);
      *natural = (self->homogeneous ? wanted * n : wanted) + self->spacing * MAX (n - 1, 0);
      return;
    }
  if (for_size >= 0)
    distribute (self, sizes, for_size);
  for (int i = 0; i < n; i++)
    {
      int child_least, child_wanted;

      gtk_widget_measure (size[i].data, orientation, for_size >= 0 ? size[i].minimum_size : -1, &child_least, &child_wanted, NULL, NULL);
      least = MAX (least, child_least);
      wanted = MAX (wanted, child_wanted);
    }
  *minimum = least;
  *natural = wanted;
}

static void
pdl_line_layout_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  PdlLineLayout *self = PDL_LINE_LAYOUT (manager);
  g_autoptr (GArray) sizes = measure_children (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0;

  distribute (self, sizes, width);
  for (guint i = 0; i < sizes->len; i++)
    {
      const GtkRequestedSize *size = &g_array_index (sizes, GtkRequestedSize, i);

      gtk_widget_size_allocate (size->data, &(GtkAllocation) { mirrored ? width - x - size->minimum_size : x, 0, size->minimum_size, height }, -1);
      x += size->minimum_size + self->spacing;
    }
}

static void
pdl_line_layout_class_init (PdlLineLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = pdl_line_layout_get_request_mode;
  layout_class->measure = pdl_line_layout_measure;
  layout_class->allocate = pdl_line_layout_allocate;
}

static void
pdl_line_layout_init (PdlLineLayout *self)
{
}

static GtkLayoutManager *
line_layout_new (int spacing, gboolean homogeneous)
{
  PdlLineLayout *self = g_object_new (PDL_TYPE_LINE_LAYOUT, NULL);

  self->spacing = spacing;
  self->homogeneous = homogeneous;
  return GTK_LAYOUT_MANAGER (self);
}

void
pdl_line_set_share (GtkWidget *child, int percent)
{
  g_return_if_fail (percent > 0 && percent <= 100);

  g_object_set_data (G_OBJECT (child), share_key, GINT_TO_POINTER (percent));
}

GtkWidget *
pdl_line_new (int spacing, gboolean homogeneous)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, line_layout_new (spacing, homogeneous));
  return box;
}
