/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One start of a window: bench-window empty|program [STORE]. Prints the milliseconds from the start of the process, as the
 * system counts it, to the end of the first frame of the window (after-paint of its frame clock), and leaves at once.
 * "empty" is an AdwApplicationWindow with nothing in it, the ground that the program is compared with. Needs a display.
 */
#include "pdl-application.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static double started;

static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_BOOTTIME, &time);
  return (double) time.tv_sec * 1000 + (double) time.tv_nsec / 1e6;
}

static void
painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  g_print ("%.1f\n", now () - started);
  fflush (stdout);
  _exit (0); /* the end of the program is no part of it */
}

static void
mapped_cb (GtkWidget *window, gpointer user_data)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), NULL);
}

static void
window_added_cb (GtkApplication *application, GtkWindow *window, gpointer user_data)
{
  g_signal_connect (window, "map", G_CALLBACK (mapped_cb), NULL);
}

static void
activate_cb (GApplication *application, gpointer user_data)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
}

/* The parent says when it started us: PDL_BENCH_START, in milliseconds of CLOCK_BOOTTIME. */
int
main (int argc, char **argv)
{
  const char *start = g_getenv ("PDL_BENCH_START");
  gboolean empty = argc > 1 && strcmp (argv[1], "empty") == 0;
  g_autoptr (AdwApplication) application = NULL;
  char *arguments[] = { argv[0], (char *) "--store", argc > 2 ? argv[2] : NULL, NULL };

  started = start != NULL ? g_ascii_strtod (start, NULL) : now ();
  if (empty)
    {
      application = adw_application_new ("org.pedicle.Empty", G_APPLICATION_NON_UNIQUE);
      g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
    }
  else
    application = ADW_APPLICATION (pdl_application_new ());
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);
  return g_application_run (G_APPLICATION (application), empty || argc < 3 ? 1 : 3, arguments);
}
