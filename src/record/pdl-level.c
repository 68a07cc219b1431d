/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Names and sets of vertebral levels.
 */

#include "pdl-level.h"

#include <string.h>

static const char *const level_names[PDL_N_LEVELS] = {
  "C1", "C2", "C3", "C4", "C5", "C6", "C7", "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8",
  "T9", "T10", "T11", "T12", "L1", "L2", "L3", "L4", "L5", "S1", "S2", "S3", "S4", "S5",
};

const char *
pdl_level_name (PdlLevel level)
{
  return level >= 0 && level < PDL_N_LEVELS ? level_names[level] : NULL;
}

PdlLevel
pdl_level_from_name (const char *name)
{
  for (PdlLevel level = 0; name != NULL && level < PDL_N_LEVELS; level++)
    if (strcmp (level_names[level], name) == 0)
      return level;
  return PDL_LEVEL_NONE;
}

PdlLevel
pdl_level_from_typed (const char *text)
{
  char name[8];
  guint length = 0;

  for (; text != NULL && *text != '\0'; text++)
    {
      char c = g_ascii_toupper (*text);

      if (g_ascii_isspace (c))
        continue;
      /* "Th8" is how much of Europe writes T8. */
      if (c == 'H' && length == 1 && name[0] == 'T')
        continue;
      if (length + 1 >= sizeof name)
        return PDL_LEVEL_NONE;
      name[length++] = c;
    }
  name[length] = '\0';
  return pdl_level_from_name (name);
}

int
pdl_level_set_count (PdlLevelSet levels)
{
  return __builtin_popcount (levels);
}

PdlLevel
pdl_level_set_first (PdlLevelSet levels)
{
  return levels == 0 ? PDL_LEVEL_NONE : __builtin_ctz (levels);
}

PdlLevel
pdl_level_set_last (PdlLevelSet levels)
{
  return levels == 0 ? PDL_LEVEL_NONE : 31 - __builtin_clz (levels);
}

char *
pdl_level_set_to_text (PdlLevelSet levels)
{
  GString *text = g_string_new (NULL);

  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    {
      PdlLevel last = level;

      if ((levels & PDL_LEVEL_BIT (level)) == 0)
        continue;
      while (last + 1 < PDL_N_LEVELS && (levels & PDL_LEVEL_BIT (last + 1)) != 0)
        last++;
      if (text->len > 0)
        g_string_append (text, ", ");
      g_string_append (text, level_names[level]);
      if (last > level)
        g_string_append_printf (text, "–%s", level_names[last]);
      level = last;
    }
  return g_string_free (text, FALSE);
}
