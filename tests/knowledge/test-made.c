/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a layer above makes from a file of a set: once, the same for everybody, and no longer than the set. */

#include "knowledge-fixture.h"

#include <string.h>

static int n_made, n_destroyed; /* atomic */
static char *order;             /* what was destroyed, one letter each */

static gpointer
make (PdlKnowledge *knowledge, PdlIni *ini, GError **error)
{
  g_assert_cmpstr (pdl_ini_get_name (ini), ==, "rules.ini");
  g_atomic_int_inc (&n_made);
  return g_strdup (pdl_knowledge_get_version (knowledge));
}

static void
destroy (gpointer made)
{
  g_atomic_int_inc (&n_destroyed);
  g_free (made);
}

static void
begin (void)
{
  n_made = n_destroyed = 0;
  g_clear_pointer (&order, g_free);
  order = g_strdup ("");
}

static void
test_freed_with_the_set (void)
{
  PdlKnowledge *knowledge = fixture_load_good ("");
  g_autoptr (PdlKnowledge) other = fixture_load_good ("");
  gconstpointer made;

  begin ();
  made = pdl_knowledge_get_made (knowledge, "rules.ini", make, destroy, NULL);
  g_assert_cmpstr (made, ==, "1");
  g_assert_true (pdl_knowledge_get_made (knowledge, "rules.ini", make, destroy, NULL) == made);
  g_assert_cmpint (n_made, ==, 1);
  g_assert_true (pdl_knowledge_get_made (other, "rules.ini", make, destroy, NULL) != made);
  g_assert_cmpint (n_made, ==, 2);

  pdl_knowledge_unref (pdl_knowledge_ref (knowledge));
  g_assert_cmpint (n_destroyed, ==, 0);
  pdl_knowledge_unref (knowledge);
  g_assert_cmpint (n_destroyed, ==, 1);
}

static void
destroy_word (gpointer made)
{
  char *longer = g_strconcat (order, made, NULL);

  g_free (order);
  order = longer;
}

static gpointer
make_first (PdlKnowledge *knowledge, PdlIni *ini, GError **error)
{
  return (gpointer) "a";
}

static gpointer
make_second (PdlKnowledge *knowledge, PdlIni *ini, GError **error)
{
  g_assert_cmpstr (pdl_knowledge_get_made (knowledge, "rules.ini", make_first, destroy_word, error), ==, "a");
  return (gpointer) "b";
}

/* What is made with the help of another may point into it, so it goes first. */
static void
test_made_from_another (void)
{
  PdlKnowledge *knowledge = fixture_load_good ("");

  begin ();
  g_assert_cmpstr (pdl_knowledge_get_made (knowledge, "rules.ini", make_second, destroy_word, NULL), ==, "b");
  pdl_knowledge_unref (knowledge);
  g_assert_cmpstr (order, ==, "ba");
}

static gpointer
get_in_thread (gpointer knowledge)
{
  return (gpointer) pdl_knowledge_get_made (knowledge, "rules.ini", make, destroy, NULL);
}

static void
test_same_for_every_thread (void)
{
  for (guint turn = 0; turn < 50; turn++)
    {
      PdlKnowledge *knowledge = fixture_load_good ("");
      GThread *threads[4];
      gconstpointer made;

      begin ();
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        threads[i] = g_thread_new ("get", get_in_thread, knowledge);
      made = pdl_knowledge_get_made (knowledge, "rules.ini", make, destroy, NULL);
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        g_assert_true (g_thread_join (threads[i]) == made);
      g_assert_cmpint (n_made, ==, 1);
      pdl_knowledge_unref (knowledge);
      g_assert_cmpint (n_destroyed, ==, 1);
    }
}

static gpointer
fail (PdlKnowledge *knowledge, PdlIni *ini, GError **error)
{
  g_set_error (error, PDL_KNOWLEDGE_ERROR, PDL_KNOWLEDGE_ERROR_MISSING, "attempt %d", ++n_made);
  return NULL;
}

static void
test_error_every_time (void)
{
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good ("");
  g_autoptr (GError) first = NULL, second = NULL, missing = NULL;

  begin ();
  g_assert_null (pdl_knowledge_get_made (knowledge, "rules.ini", fail, destroy, &first));
  g_assert_error (first, PDL_KNOWLEDGE_ERROR, PDL_KNOWLEDGE_ERROR_MISSING);
  g_assert_null (pdl_knowledge_get_made (knowledge, "rules.ini", fail, destroy, &second));
  g_assert_cmpstr (second->message, ==, "attempt 2");
  g_assert_null (pdl_knowledge_get_made (knowledge, "nowhere.ini", make, destroy, &missing));
  g_assert_error (missing, PDL_KNOWLEDGE_ERROR, PDL_KNOWLEDGE_ERROR_MISSING);
  g_assert_nonnull (strstr (missing->message, "nowhere.ini"));
  g_assert_cmpint (n_destroyed, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/knowledge/made/freed-with-the-set", test_freed_with_the_set);
  g_test_add_func ("/knowledge/made/made-from-another", test_made_from_another);
  g_test_add_func ("/knowledge/made/same-for-every-thread", test_same_for_every_thread);
  g_test_add_func ("/knowledge/made/error-every-time", test_error_every_time);
  return g_test_run ();
}
