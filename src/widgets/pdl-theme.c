/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of the screen that painted widgets share. The palette and the geometry live as long as the program. */
#include "pdl-theme.h"

#include <adwaita.h>

#include "pdl-widgets-resources.h"

const PdlPalette *
pdl_theme_get_palette (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  return pdl_palette_get (adw_style_manager_get_dark (manager), adw_style_manager_get_high_contrast (manager));
}

void
pdl_theme_watch (GObject *object, GCallback callback)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_signal_connect_object (manager, "notify::dark", callback, object, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", callback, object, G_CONNECT_SWAPPED);
}

double
pdl_theme_get_text_scale (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi = 0;

  if (settings != NULL)
    g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  if (dpi <= 0)
    return 1.0;
  return CLAMP (dpi / 1024.0 / 96.0, 0.5, 4.0);
}

void
pdl_theme_set_default_size (GtkWindow *window, int width, int height)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (window)));
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, 0);
  double scale = MAX (pdl_theme_get_text_scale (), 1);
  GdkRectangle screen = { 0, 0, width, height };

  if (monitor != NULL)
    gdk_monitor_get_geometry (monitor, &screen);
  /* A tenth of the screen is left to panels; a small screen does not make the window smaller than it was. */
  gtk_window_set_default_size (window, (int) CLAMP (width * scale, width, MAX (width, screen.width * 0.9)),
                               (int) CLAMP (height * scale, height, MAX (height, screen.height * 0.9)));
}

static GThread *anatomy_thread;

static gpointer
load_anatomy (gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  PdlAnatomy *anatomy = pdl_anatomy_load (&error);

  if (anatomy == NULL)
    g_warning ("The drawing of the spine cannot be loaded: %s", error->message);
  return anatomy;
}

void
pdl_theme_preload_anatomy (void)
{
  if (anatomy_thread == NULL)
    anatomy_thread = g_thread_new ("pedicle-anatomy", load_anatomy, NULL);
}

PdlAnatomy *
pdl_theme_get_anatomy (void)
{
  static PdlAnatomy *anatomy;
  static gboolean tried;

  if (!tried)
    {
      tried = TRUE;
      anatomy = anatomy_thread != NULL ? g_thread_join (anatomy_thread) : load_anatomy (NULL);
    }
  return anatomy;
}

void
pdl_theme_init (void)
{
  /* A resource in a static library is dropped by the linker unless somebody names it. */
  g_resources_register (pdl_widgets_get_resource ());
}
