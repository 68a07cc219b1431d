/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any text as the values of a clinic: refused with a reason, or taken over, and then no word, source or rule is another one. */

#include "fuzz.h"

#include "pdl-plan.h"

static void
check_untouched (PdlKnowledge *shipped, PdlKnowledge *local)
{
  if (pdl_knowledge_get_n_sources (shipped) != pdl_knowledge_get_n_sources (local)
      || pdl_knowledge_get_n_statements (shipped) != pdl_knowledge_get_n_statements (local)
      || pdl_knowledge_get_n_rows (shipped) != pdl_knowledge_get_n_rows (local))
    g_error ("local values changed how many sources, statements or rows there are");
  for (guint i = 0; i < pdl_knowledge_get_n_sources (shipped); i++)
    if (g_strcmp0 (pdl_knowledge_get_source (shipped, i)->citation, pdl_knowledge_get_source (local, i)->citation) != 0)
      g_error ("local values changed a source");
  for (guint i = 0; i < pdl_knowledge_get_n_statements (shipped); i++)
    if (g_strcmp0 (pdl_knowledge_get_statement (shipped, i)->text, pdl_knowledge_get_statement (local, i)->text) != 0
        || g_strcmp0 (pdl_knowledge_get_statement (shipped, i)->condition, pdl_knowledge_get_statement (local, i)->condition) != 0)
      g_error ("local values changed a statement");
  for (guint i = 0; i < pdl_knowledge_get_n_rows (shipped); i++)
    if (g_strcmp0 (pdl_knowledge_get_row (shipped, i)->text, pdl_knowledge_get_row (local, i)->text) != 0
        || g_strcmp0 (pdl_knowledge_get_row (shipped, i)->condition, pdl_knowledge_get_row (local, i)->condition) != 0)
      g_error ("local values changed a row");
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlKnowledge) local = NULL;
  static PdlIni *first;

  /* Reading a set takes long: what is no ini file at all is the other target's. */
  first = pdl_ini_new ("local.ini", bytes, NULL);
  if (first == NULL)
    return 0;
  pdl_ini_free (first);
  local = pdl_knowledge_load_with_local (NULL, "local.ini", bytes, &error);
  if (local == NULL || !pdl_plan_prepare (local, &error))
    {
      if (error == NULL || *error->message == '\0')
        g_error ("local values were refused without a reason");
      return 0;
    }
  check_untouched (fuzz_get_knowledge (), local);
  return 0;
}
