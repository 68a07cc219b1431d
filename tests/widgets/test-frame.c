/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The breakpoints: width divided by text scale gives the shape, and the content cannot keep the window wide. */
#include "pdl-frame.h"
#include "widget-case.h"

static void
test_shapes (void)
{
  g_assert_cmpint (pdl_frame_for_width (2560), ==, PDL_FRAME_WIDE);
  g_assert_cmpint (pdl_frame_for_width (1280), ==, PDL_FRAME_WIDE);
  g_assert_cmpint (pdl_frame_for_width (1279.9), ==, PDL_FRAME_MIDDLE);
  g_assert_cmpint (pdl_frame_for_width (1000), ==, PDL_FRAME_MIDDLE);
  g_assert_cmpint (pdl_frame_for_width (999), ==, PDL_FRAME_NARROW);
  g_assert_cmpint (pdl_frame_for_width (640), ==, PDL_FRAME_NARROW);
  g_assert_cmpint (pdl_frame_for_width (639), ==, PDL_FRAME_SINGLE);
}

static void
count_cb (guint *count, gboolean changed)
{
  *count += changed;
}

static void
test_minimum (void)
{
  GtkWidget *frame = g_object_ref_sink (g_object_new (PDL_TYPE_FRAME, NULL));
  GtkWidget *wide = gtk_label_new ("content");
  int minimum;

  gtk_widget_set_size_request (wide, 1500, 1200);
  pdl_frame_set_child (PDL_FRAME (frame), wide);
  gtk_widget_measure (frame, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, ==, PDL_FRAME_MIN_WIDTH);
  g_object_unref (frame);
}

static void
test_text_scale (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  WidgetCase *test = widget_case_new ();
  GtkWidget *frame = g_object_new (PDL_TYPE_FRAME, NULL);
  guint changes = 0;

  g_signal_connect_swapped (frame, "reshape", G_CALLBACK (count_cb), &changes);
  pdl_frame_set_child (PDL_FRAME (frame), gtk_label_new ("content"));
  widget_case_show (test, frame, 1400, 600);
  g_assert_cmpint (pdl_frame_get_shape (PDL_FRAME (frame)), ==, PDL_FRAME_WIDE);
  g_assert_cmpuint (changes, ==, 1);

  g_object_set (settings, "gtk-xft-dpi", 192 * 1024, NULL);
  gtk_test_widget_wait_for_draw (frame);
  widget_case_settle ();
  g_assert_cmpint (pdl_frame_get_shape (PDL_FRAME (frame)), ==, PDL_FRAME_NARROW);
  g_assert_cmpuint (changes, ==, 2);
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
  widget_case_free (test);
}

int
main (int argc, char **argv)
{
  widget_case_init (&argc, &argv);
  g_test_add_func ("/widgets/frame/shapes", test_shapes);
  g_test_add_func ("/widgets/frame/minimum", test_minimum);
  g_test_add_func ("/widgets/frame/text-scale", test_text_scale);
  return g_test_run ();
}
