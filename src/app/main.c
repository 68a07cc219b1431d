/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Locale, application, run. */
#include <glib/gi18n-lib.h>
#include <locale.h>

#include "pdl-application.h"

int
main (int argc, char **argv)
{
  g_autoptr (PdlApplication) application = NULL;

  setlocale (LC_ALL, "");
  /* The environment names another place for a program that was not installed. */
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("PDL_LOCALE_DIR") != NULL ? g_getenv ("PDL_LOCALE_DIR") : PDL_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  application = pdl_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
