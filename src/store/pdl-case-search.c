/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Search as a person means it: "bakker t9" finds Bakker whose levels are T8–T10. The list is filtered in memory; ten
 * thousand rows take a few milliseconds. Pure.
 */
#include "pdl-case-search.h"

#include <string.h>

/* Lower case, without accents. */
static char *
fold (const char *text)
{
  g_autofree char *plain = g_str_to_ascii (text, "C");
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  /* g_str_to_ascii () spells what it does not know as '?'; then the text is compared as it is. */
  if (strchr (plain, '?') == NULL || normal == NULL)
    return g_ascii_strdown (plain, -1);
  return g_utf8_casefold (normal, -1);
}

static gboolean
contains (const char *text, const char *word)
{
  g_autofree char *folded = NULL;

  if (text == NULL)
    return FALSE;
  folded = fold (text);
  return strstr (folded, word) != NULL;
}

/* "T8, L2–L3" as pdl_level_set_to_text () writes it, back to the set. */
static PdlLevelSet
levels_from_display (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  PdlLevelSet levels = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) ends = g_strsplit (g_strstrip (parts[i]), "–", 2);
      PdlLevel first = ends[0] != NULL ? pdl_level_from_typed (ends[0]) : PDL_LEVEL_NONE;
      PdlLevel last = ends[0] != NULL && ends[1] != NULL ? pdl_level_from_typed (ends[1]) : first;

      if (first != PDL_LEVEL_NONE && last != PDL_LEVEL_NONE)
        for (PdlLevel level = first; level <= last; level++)
          levels |= PDL_LEVEL_BIT (level);
    }
  return levels;
}

static gboolean
primary_matches (const char *code, PdlDictionary *dictionary, const char *word)
{
  /* As the summary says: a code of one of these two. */
  static const char *const ids[] = { "primary_site", "primary_tumour" };

  if (code == NULL)
    return FALSE;
  if (contains (code, word))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      const PdlFinding *finding = pdl_dictionary_lookup (dictionary, ids[i]);
      const PdlCode *found = finding != NULL ? pdl_finding_lookup_code (finding, code, NULL) : NULL;

      if (found != NULL && contains (pdl_dictionary_translate (found->label), word))
        return TRUE;
    }
  return FALSE;
}

gboolean
pdl_case_search_matches (const PdlCaseSummary *summary, PdlDictionary *dictionary, const char *search)
{
  g_auto (GStrv) words = NULL;

  if (search == NULL)
    return TRUE;
  words = g_strsplit_set (search, " \t\n,;", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = fold (words[i]);
      PdlLevel level = pdl_level_from_typed (words[i]);

      if (*word == '\0')
        continue;
      if (level != PDL_LEVEL_NONE && summary->levels != NULL
          && (levels_from_display (summary->levels) & PDL_LEVEL_BIT (level)))
        continue;
      if (!contains (summary->name, word) && !contains (summary->identifier, word)
          && !primary_matches (summary->primary, dictionary, word))
        return FALSE;
    }
  return TRUE;
}
