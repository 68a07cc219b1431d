/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of the panes: who gets the width, and that texts that wrap get the height they need at that width. */
#include "pdl-line-layout.h"
#include "widget-case.h"

#define WIDTH 400
#define GAP 10

static GtkWidget *
add_part (GtkWidget *line, int width)
{
  GtkWidget *part = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_size_request (part, width, 20);
  gtk_box_append (GTK_BOX (line), part);
  return part;
}

static int
left_of (GtkWidget *part, GtkWidget *line)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (part, line, &bounds));
  return (int) bounds.origin.x;
}

static void
lay_out (GtkWidget *line, int width)
{
  int height;

  gtk_widget_measure (line, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  gtk_widget_size_allocate (line, &(GtkAllocation) { 0, 0, width, height }, -1);
}

static void
test_spare_width_goes_to_who_expands (void)
{
  g_autoptr (GtkWidget) line = g_object_ref_sink (pdl_line_new (GAP, FALSE));
  GtkWidget *first = add_part (line, 50), *second = add_part (line, 60), *third = add_part (line, 70);

  gtk_widget_set_hexpand (second, TRUE);
  lay_out (line, WIDTH);
  g_assert_cmpint (gtk_widget_get_width (first), ==, 50);
  g_assert_cmpint (gtk_widget_get_width (second), ==, WIDTH - 2 * GAP - 50 - 70);
  g_assert_cmpint (gtk_widget_get_width (third), ==, 70);
  g_assert_cmpint (left_of (third, line), ==, WIDTH - 70);
}

static void
test_homogeneous_fills_the_line (void)
{
  g_autoptr (GtkWidget) line = g_object_ref_sink (pdl_line_new (0, TRUE));
  GtkWidget *parts[3] = { add_part (line, 10), add_part (line, 20), add_part (line, 30) };
  int sum = 0;

  lay_out (line, 100);
  for (int i = 0; i < 3; i++)
    {
      g_assert_cmpint (ABS (gtk_widget_get_width (parts[i]) - 100 / 3), <=, 1);
      g_assert_cmpint (left_of (parts[i], line), ==, sum);
      sum += gtk_widget_get_width (parts[i]);
    }
  g_assert_cmpint (sum, ==, 100);
}

static void
test_shares_make_columns (void)
{
  int left[2];

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GtkWidget) line = g_object_ref_sink (pdl_line_new (GAP, FALSE));
      GtkWidget *name = add_part (line, i == 0 ? 20 : 90), *rest = add_part (line, 10);

      pdl_line_set_share (name, 40);
      gtk_widget_set_hexpand (rest, TRUE);
      lay_out (line, WIDTH);
      left[i] = left_of (rest, line);
    }
  g_assert_cmpint (left[0], ==, (WIDTH - GAP) * 40 / 100 + GAP);
  g_assert_cmpint (left[1], ==, left[0]);
}

static void
test_right_to_left (void)
{
  g_autoptr (GtkWidget) line = g_object_ref_sink (pdl_line_new (GAP, FALSE));
  GtkWidget *first = add_part (line, 50), *second = add_part (line, 60);

  gtk_widget_set_hexpand (second, TRUE);
  gtk_widget_set_direction (line, GTK_TEXT_DIR_RTL);
  lay_out (line, WIDTH);
  g_assert_cmpint (left_of (first, line), ==, WIDTH - 50);
  g_assert_cmpint (left_of (second, line), ==, 0);
}

static void
test_hidden_parts_take_nothing (void)
{
  g_autoptr (GtkWidget) line = g_object_ref_sink (pdl_line_new (GAP, FALSE));
  GtkWidget *first = add_part (line, 50), *second = add_part (line, 60), *third = add_part (line, 70);
  int width;

  gtk_widget_set_visible (second, FALSE);
  gtk_widget_measure (line, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_assert_cmpint (width, ==, 50 + GAP + 70);
  lay_out (line, WIDTH);
  g_assert_cmpint (left_of (third, line), ==, gtk_widget_get_width (first) + GAP);
}

/* The height is that of the text at the width it gets, not at the width it would like. */
static void
test_height_follows_width (void)
{
  g_autoptr (GtkWidget) line = g_object_ref_sink (pdl_line_new (GAP, FALSE));
  GtkWidget *label = gtk_label_new ("A sentence that is long enough to need several lines when it has little room");
  int narrow, wide, alone;

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  add_part (line, 50);
  gtk_box_append (GTK_BOX (line), label);
  gtk_widget_measure (line, GTK_ORIENTATION_VERTICAL, 200, &narrow, NULL, NULL, NULL);
  gtk_widget_measure (line, GTK_ORIENTATION_VERTICAL, 900, &wide, NULL, NULL, NULL);
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, 200 - GAP - 50, &alone, NULL, NULL, NULL);
  g_assert_cmpint (narrow, >, wide);
  g_assert_cmpint (narrow, ==, alone);
}

int
main (int argc, char **argv)
{
  widget_case_init (&argc, &argv);
  g_test_add_func ("/widgets/line/expand", test_spare_width_goes_to_who_expands);
  g_test_add_func ("/widgets/line/homogeneous", test_homogeneous_fills_the_line);
  g_test_add_func ("/widgets/line/shares", test_shares_make_columns);
  g_test_add_func ("/widgets/line/rtl", test_right_to_left);
  g_test_add_func ("/widgets/line/hidden", test_hidden_parts_take_nothing);
  g_test_add_func ("/widgets/line/wrap", test_height_follows_width);
  return g_test_run ();
}
