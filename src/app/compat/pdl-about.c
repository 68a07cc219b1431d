/* SPDX-License-Identifier: GPL-3.0-or-later */
/* AdwAboutWindow: of the floor, silent under the version pin. */
#include "pdl-about.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

void
pdl_about_show (GtkWindow *parent, PdlKnowledge *knowledge)
{
  g_autofree char *knowledge_text = NULL;
  g_autofree char *comments = NULL;

  if (knowledge != NULL)
    knowledge_text = g_strdup_printf (_("Knowledge %s, last reviewed %s, %.8s."), pdl_knowledge_get_version (knowledge),
                                      pdl_knowledge_get_date (knowledge), pdl_knowledge_get_hash (knowledge));
  comments = g_strdup_printf ("%s\n\n%s\n\n%s",
                              _("Intended use: information for health-care professionals of a spine-oncology team, on adults with known or "
                                "suspected spinal metastases."),
                              _("Not for patients’ own use. It does not examine, read images or decide; it shows published guidance with its "
                                "basis, and the decision stays with the people who make it."),
                              knowledge_text != NULL ? knowledge_text : "");
  adw_show_about_window (parent,
                         "application-name", _("Pedicle"),
                         "application-icon", "org.pedicle.Pedicle",
                         "version", PDL_VERSION,
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "comments", comments,
                         NULL);
}
