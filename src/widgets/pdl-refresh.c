/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-refresh.h"

/* Before the frame clock paints (GDK_PRIORITY_REDRAW), after input. */
#define PRIORITY (GDK_PRIORITY_REDRAW - 15)

typedef struct
{
  GtkWidget *view; /* owns this */
  PdlRefreshFunc refresh;
  guint idle;
  gboolean waits; /* for the view to be shown */
} Refresh;

static const char key[] = "pdl-refresh";

static gboolean
idle_cb (gpointer user_data)
{
  Refresh *refresh = user_data;

  refresh->idle = 0;
  refresh->refresh (refresh->view);
  return G_SOURCE_REMOVE;
}

static void
stop (GtkWidget *view)
{
  Refresh *refresh = g_object_get_data (G_OBJECT (view), key);

  g_clear_handle_id (&refresh->idle, g_source_remove);
  refresh->waits = FALSE;
}

static void
map_cb (GtkWidget *view)
{
  Refresh *refresh = g_object_get_data (G_OBJECT (view), key);

  if (refresh->waits)
    {
      refresh->waits = FALSE;
      refresh->refresh (view);
    }
}

void
pdl_refresh_init (GtkWidget *view, PdlRefreshFunc func)
{
  Refresh *refresh = g_new0 (Refresh, 1);

  refresh->view = view;
  refresh->refresh = func;
  g_object_set_data_full (G_OBJECT (view), key, refresh, g_free);
  g_signal_connect (view, "map", G_CALLBACK (map_cb), NULL);
  g_signal_connect (view, "destroy", G_CALLBACK (stop), NULL);
}

void
pdl_refresh_queue (GtkWidget *view)
{
  Refresh *refresh = g_object_get_data (G_OBJECT (view), key);

  if (!gtk_widget_get_mapped (view))
    refresh->waits = TRUE;
  else if (refresh->idle == 0)
    refresh->idle = g_idle_add_full (PRIORITY, idle_cb, refresh, NULL);
}
