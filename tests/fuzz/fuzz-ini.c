/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any bytes as a knowledge file and as a dictionary: read, or refused with file and line. */

#include "fuzz.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlIni) ini = pdl_ini_new ("fuzz.ini", bytes, &error);
  g_autoptr (PdlDictionary) dictionary = NULL;

  if (ini != NULL)
    dictionary = pdl_dictionary_new (ini, &error);
  if (dictionary == NULL && (error == NULL || !g_str_has_prefix (error->message, "fuzz.ini:")))
    g_error ("refused without a place: %s", error != NULL ? error->message : "");
  return 0;
}
