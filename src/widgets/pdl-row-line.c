/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a finding row. Main thread. */
#include "pdl-row-line.h"

#include "pdl-theme.h"

/* px at 100 % text */
#define MARK_WIDTH 10
#define LABEL_WIDTH 98
#define POINTS_WIDTH 16
#define GAP 5
#define MIN_CONTROL 120
/* A row wider than the editor ever is: room for the label, and the control stays beside it. */
#define WIDE 560
#define WIDE_LABEL 200
#define WIDE_CONTROL 240

enum { MARK, LABEL, CONTROL, POINTS, N_CELLS };

struct _PdlRowLine
{
  GtkWidget parent_instance;

  GtkWidget *cells[N_CELLS];
};

G_DEFINE_FINAL_TYPE (PdlRowLine, pdl_row_line, GTK_TYPE_WIDGET)

static void
get_widths (PdlRowLine *self, int width, int *widths)
{
  double scale = pdl_theme_get_text_scale ();
  gboolean wide = width > WIDE * scale;
  int rest, natural;

  widths[MARK] = (int) (MARK_WIDTH * scale);
  widths[LABEL] = (int) ((wide ? WIDE_LABEL : LABEL_WIDTH) * scale);
  widths[POINTS] = self->cells[POINTS] != NULL ? (int) (POINTS_WIDTH * scale) : 0;
  rest = width - widths[MARK] - widths[LABEL] - widths[POINTS] - GAP * (self->cells[POINTS] != NULL ? 3 : 2);
  if (wide)
    {
      gtk_widget_measure (self->cells[CONTROL], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
      rest = MIN (rest, MAX (natural, (int) (WIDE_CONTROL * scale)));
    }
  widths[CONTROL] = MAX (rest, 1);
}

static void
pdl_row_line_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  PdlRowLine *self = PDL_ROW_LINE (widget);
  int widths[N_CELLS];
  double scale = pdl_theme_get_text_scale ();

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      int control_min, control_natural, fixed;

      get_widths (self, 0, widths);
      fixed = widths[MARK] + widths[LABEL] + widths[POINTS] + 3 * GAP;
      gtk_widget_measure (self->cells[CONTROL], orientation, -1, &control_min, &control_natural, NULL, NULL);
      *minimum = fixed + MAX (control_min, (int) (MIN_CONTROL * scale));
      *natural = fixed + MAX (control_natural, (int) (MIN_CONTROL * scale));
      return;
    }
  get_widths (self, for_size > 0 ? for_size : (int) (372 * scale), widths);
  for (guint i = 0; i < N_CELLS; i++)
    {
      int child_natural, child_min_width;

      if (self->cells[i] == NULL || !gtk_widget_should_layout (self->cells[i]))
        continue;
      gtk_widget_measure (self->cells[i], GTK_ORIENTATION_HORIZONTAL, -1, &child_min_width, NULL, NULL, NULL);
      gtk_widget_measure (self->cells[i], GTK_ORIENTATION_VERTICAL, MAX (widths[i], child_min_width), NULL, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_natural);
    }
  *natural = *minimum;
}

static void
pdl_row_line_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PdlRowLine *self = PDL_ROW_LINE (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int widths[N_CELLS];
  int x = 0;

  get_widths (self, width, widths);
  for (guint i = 0; i < N_CELLS; i++)
    {
      int child_min_width, child_width;

      if (self->cells[i] == NULL)
        continue;
      gtk_widget_measure (self->cells[i], GTK_ORIENTATION_HORIZONTAL, -1, &child_min_width, NULL, NULL, NULL);
      child_width = MAX (widths[i], child_min_width);
      gtk_widget_size_allocate (self->cells[i], &(GtkAllocation) { rtl ? width - x - child_width : x, 0, child_width, height }, -1);
      x += widths[i] + GAP;
    }
}

static GtkSizeRequestMode
pdl_row_line_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
pdl_row_line_dispose (GObject *object)
{
  PdlRowLine *self = PDL_ROW_LINE (object);

  for (guint i = 0; i < N_CELLS; i++)
    g_clear_pointer (&self->cells[i], gtk_widget_unparent);
  G_OBJECT_CLASS (pdl_row_line_parent_class)->dispose (object);
}

static void
pdl_row_line_class_init (PdlRowLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pdl_row_line_dispose;
  widget_class->measure = pdl_row_line_measure;
  widget_class->size_allocate = pdl_row_line_size_allocate;
  widget_class->get_request_mode = pdl_row_line_get_request_mode;
}

static void
pdl_row_line_init (PdlRowLine *self)
{
}

GtkWidget *
pdl_row_line_new (GtkWidget *mark, GtkWidget *label, GtkWidget *control, GtkWidget *points)
{
  PdlRowLine *self = g_object_new (PDL_TYPE_ROW_LINE, NULL);
  GtkWidget *cells[] = { mark, label, control, points };

  for (guint i = 0; i < N_CELLS; i++)
    {
      self->cells[i] = cells[i];
      if (cells[i] != NULL)
        gtk_widget_set_parent (cells[i], GTK_WIDGET (self));
    }
  return GTK_WIDGET (self);
}
