/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

PdlKnowledge *
fixture_load (const char *file, const char *old, const char *new, GError **error)
{
  g_autofree char *from = g_build_filename (g_getenv ("PDL_SOURCE_DIR"), "data", "knowledge", NULL);
  g_autofree char *to = g_dir_make_tmp ("pedicle-proof-XXXXXX", NULL);
  g_autoptr (GDir) folder = g_dir_open (from, 0, NULL);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  PdlKnowledge *knowledge;
  const char *name;
  gboolean changed = FALSE;

  g_assert_nonnull (folder);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      char *target = g_build_filename (to, name, NULL);
      g_autofree char *text = NULL;

      g_ptr_array_add (paths, target);
      g_assert_true (g_file_get_contents (source, &text, NULL, NULL));
      if (g_strcmp0 (name, file) == 0)
        {
          char *place = strstr (text, old);
          g_autofree char *made = NULL;

          g_assert_nonnull (place);
          *place = '\0';
          made = g_strconcat (text, new, place + strlen (old), NULL);
          g_assert_true (g_file_set_contents (target, made, -1, NULL));
          changed = TRUE;
          continue;
        }
      g_assert_true (g_file_set_contents (target, text, -1, NULL));
    }
  g_assert_true (changed || file == NULL);
  knowledge = pdl_knowledge_load (to, error);
  for (guint i = 0; i < paths->len; i++)
    g_remove (g_ptr_array_index (paths, i));
  g_rmdir (to);
  return knowledge;
}
