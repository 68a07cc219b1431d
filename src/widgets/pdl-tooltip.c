/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-tooltip.h"

void
pdl_tooltip_set (GtkWidget *widget, const char *text)
{
  gboolean visible = gtk_widget_get_visible (widget);

  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0)
    return;
  if (gtk_widget_get_root (widget) != NULL)
    {
      gtk_widget_set_tooltip_text (widget, text);
      return;
    }
  /* Only a visible widget asks. */
  gtk_widget_set_visible (widget, FALSE);
  gtk_widget_set_tooltip_text (widget, text);
  gtk_widget_set_visible (widget, visible);
}
