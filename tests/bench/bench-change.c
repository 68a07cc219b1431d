/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long a change takes to be seen: bench-change CASE.json [RUNS]. The real window with the case, in this process; one
 * finding set through the door of the session, until the next frame of the window has been painted (after-paint of its
 * frame clock). Between two changes the window rests for three frames, as between two keys of a person, so that a change does
 * not wait for the frame of the one before. The part inside the door alone is printed too. Wall clock, median and 95th
 * percentile of RUNS (50) after five unmeasured ones. Nothing is stored. Needs a display.
 */
#include "pdl-case-json.h"
#include "pdl-main-window.h"
#include "pdl-theme.h"
#include "pdl-window-panes.h"
#include "timing.h"

#include <stdlib.h>

#define WARM_UP 5
#define REST_MS 50

static const char *case_path;
static int runs = 50, status = 1;
static gboolean painted;

static void
painted_cb (GdkFrameClock *clock, gpointer user_data)
{
  painted = TRUE;
}

static gboolean
rested_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
rest (void)
{
  gboolean rested = FALSE;

  g_timeout_add (REST_MS, rested_cb, &rested);
  while (!rested)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
measure (PdlSession *session, GtkWidget *window)
{
  g_autofree gint64 *door = g_new (gint64, runs);
  g_autofree gint64 *frame = g_new (gint64, runs);
  g_autoptr (GError) error = NULL;

  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted_cb), NULL);
  for (int i = -WARM_UP; i < runs; i++)
    {
      gint64 start, applied;

      rest ();
      painted = FALSE;
      start = g_get_monotonic_time ();
      if (!pdl_session_set_text (session, "ecog", PDL_LEVEL_NONE, i % 2 == 0 ? "1" : "3", &error))
        {
          g_printerr ("%s\n", error->message);
          return;
        }
      applied = g_get_monotonic_time ();
      while (!painted)
        g_main_context_iteration (NULL, TRUE);
      if (i >= 0)
        {
          door[i] = applied - start;
          frame[i] = g_get_monotonic_time () - start;
        }
    }
  timing_print_wall ("a change, through the door", door, runs);
  timing_print_wall ("a change until the panes are painted", frame, runs);
  status = 0;
}

static void
activate_cb (GtkApplication *application, gpointer user_data)
{
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlKnowledge) knowledge = pdl_knowledge_load (NULL, &error);
  g_autoptr (PdlCase) kase = NULL;
  g_autoptr (PdlSession) session = NULL;
  g_autoptr (PdlCaseList) list = NULL;
  PdlMainWindow *window;

  if (knowledge != NULL && g_file_get_contents (case_path, &text, &length, &error))
    kase = pdl_case_from_json (pdl_knowledge_get_dictionary (knowledge), text, (gssize) length, NULL, &error);
  if (kase == NULL)
    {
      g_printerr ("%s\n", error->message);
      return;
    }
  session = pdl_session_new (knowledge, NULL);
  list = pdl_case_list_new (session);
  window = pdl_main_window_new (application, session, list);
  gtk_window_present (GTK_WINDOW (window));
  if (pdl_session_take_case (session, g_steal_pointer (&kase), FALSE, &error))
    measure (session, GTK_WIDGET (window));
  else
    g_printerr ("%s\n", error->message);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = adw_application_new ("org.pedicle.Bench", G_APPLICATION_NON_UNIQUE);

  if (argc < 2)
    {
      g_printerr ("bench-change CASE.json [RUNS]\n");
      return 2;
    }
  case_path = argv[1];
  if (argc > 2)
    runs = CLAMP (atoi (argv[2]), 5, 10000);
  pdl_theme_init ();
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  g_application_run (G_APPLICATION (application), 1, argv);
  return status;
}
