/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "visit-fixture.h"

PdlKnowledge *knowledge;

void
fixture_begin (Fixture *fixture)
{
  fixture->kase = pdl_case_new (pdl_knowledge_get_dictionary (knowledge), "visit");
  fixture->change = pdl_change_new (NULL);
  fixture->visit = g_strdup (pdl_change_add_assessment (fixture->change, "visit", VISIT));
}

void
fixture_set (Fixture *fixture, const char *uid, PdlLevel level, const char *key, const char *text)
{
  g_autoptr (GError) error = NULL;

  pdl_change_set_text (fixture->change, fixture->kase, uid, level, key, text, &error);
  g_assert_no_error (error);
}

void
fixture_add_record (Fixture *fixture, PdlGroup group, const char *kind, const char *words, const char *separator)
{
  g_autofree char *uid = g_strdup (pdl_change_add_item (fixture->change, group, kind, NULL));
  g_auto (GStrv) pairs = g_strsplit (words, separator, -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto (GStrv) sides = g_strsplit (pairs[i], "=", 2);

      fixture_set (fixture, uid, PDL_LEVEL_NONE, g_strstrip (sides[0]), g_strstrip (sides[1]));
    }
}

void
fixture_finish (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  pdl_case_apply (fixture->kase, fixture->change, &error);
  g_assert_no_error (error);
  fixture->facts = pdl_facts_new (knowledge, fixture->kase, pdl_case_get_current (fixture->kase), (PdlMinute) VISIT * 24 * 60);
}

void
fixture_clear (Fixture *fixture)
{
  g_clear_pointer (&fixture->facts, pdl_facts_free);
  g_clear_pointer (&fixture->change, pdl_change_unref);
  g_clear_pointer (&fixture->kase, pdl_case_unref);
  g_clear_pointer (&fixture->visit, g_free);
}
