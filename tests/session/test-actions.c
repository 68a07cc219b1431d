/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The findings as actions: what a row shows is what the case holds, and a text that is refused changes nothing. */
#include "session-fixture.h"

#include "pdl-finding-actions.h"

#define T8 (pdl_level_from_name ("T8"))
#define T9 (pdl_level_from_name ("T9"))
#define L2 (pdl_level_from_name ("L2"))

static char *
read_state (PdlFindingActions *actions, const char *id)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (actions), id);

  g_assert_nonnull (state);
  return g_variant_dup_string (state, NULL);
}

static void
assert_state (PdlFindingActions *actions, const char *id, const char *expected)
{
  g_autofree char *state = read_state (actions, id);

  g_assert_cmpstr (state, ==, expected);
}

static void
set_state (PdlFindingActions *actions, const char *id, const char *text)
{
  g_action_group_change_action_state (G_ACTION_GROUP (actions), id, g_variant_new_string (text));
}

static void
told_cb (GActionGroup *group, const char *id, GVariant *state, GString *log)
{
  g_string_append_printf (log, "%s=%s;", id, g_variant_get_string (state, NULL));
}

static void
refused_cb (PdlFindingActions *actions, const char *id, const char *message, GString *log)
{
  g_assert_cmpuint (strlen (message), >, 10);
  g_string_append_printf (log, "%s refused;", id);
}

static void
edited_cb (PdlSession *session, PdlChange *change, guint *n_changes)
{
  (*n_changes)++;
}

/* Which group a finding is in, and that nothing is without one or in two. */
static void
test_groups (SessionFixture *self, gconstpointer data)
{
  g_autoptr (PdlFindingActions) of_case = pdl_finding_actions_new (self->session, "case");
  g_autoptr (PdlFindingActions) of_level = pdl_finding_actions_new (self->session, "level");
  g_autoptr (PdlFindingActions) of_target = pdl_finding_actions_new (self->session, "target");
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (self->knowledge);

  for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (dictionary, i);
      int n = g_action_group_has_action (G_ACTION_GROUP (of_case), finding->id)
              + g_action_group_has_action (G_ACTION_GROUP (of_level), finding->id)
              + g_action_group_has_action (G_ACTION_GROUP (of_target), finding->id);

      g_assert_cmpint (n, ==, finding->scope == PDL_SCOPE_FIELD ? 0 : 1);
    }
  g_assert_true (g_action_group_has_action (G_ACTION_GROUP (of_case), "family_name"));
  g_assert_true (g_action_group_has_action (G_ACTION_GROUP (of_case), "ecog"));
  g_assert_true (g_action_group_has_action (G_ACTION_GROUP (of_level), "lesion_type"));
  g_assert_true (g_action_group_has_action (G_ACTION_GROUP (of_target), "prior_rt_dose_gy"));
}

static void
test_enabled (SessionFixture *self, gconstpointer data)
{
  g_autoptr (PdlFindingActions) of_case = pdl_finding_actions_new (self->session, "case");
  g_autoptr (PdlFindingActions) of_level = pdl_finding_actions_new (self->session, "level");

  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (of_case), "ecog"));
  assert_state (of_case, "ecog", "");
  /* Nothing is open: nothing happens. */
  set_state (of_case, "ecog", "1");
  pdl_session_new_case (self->session);
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (of_case), "ecog"));
  assert_state (of_case, "ecog", "");
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (of_level), "lesion_type"));
  pdl_session_select (self->session, T8, 0);
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (of_level), "lesion_type"));
}

static void
test_case_states (SessionFixture *self, gconstpointer data)
{
  g_autoptr (PdlFindingActions) actions = pdl_finding_actions_new (self->session, "case");
  g_autoptr (GString) log = g_string_new (NULL);
  static const char *const texts[] = { "2", "?", "n/a", "0", "" };

  pdl_session_new_case (self->session);
  g_signal_connect (actions, "action-state-changed", G_CALLBACK (told_cb), log);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      set_state (actions, "ecog", texts[i]);
      assert_state (actions, "ecog", texts[i]);
      session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, texts[i]);
    }
  g_assert_cmpstr (log->str, ==, "ecog=2;ecog=?;ecog=n/a;ecog=0;ecog=;");

  g_string_truncate (log, 0);
  g_action_group_activate_action (G_ACTION_GROUP (actions), "family_name", g_variant_new_string ("Example-Bakker"));
  assert_state (actions, "family_name", "Example-Bakker");
  g_assert_true (pdl_session_undo (self->session));
  assert_state (actions, "family_name", "");
  g_assert_cmpstr (log->str, ==, "family_name=Example-Bakker;family_name=;");

  /* Another case: what it has. */
  set_state (actions, "ecog", "3");
  pdl_session_new_case (self->session);
  assert_state (actions, "ecog", "");
}

static void
test_refused (SessionFixture *self, gconstpointer data)
{
  g_autoptr (PdlFindingActions) actions = pdl_finding_actions_new (self->session, "case");
  g_autoptr (GString) log = g_string_new (NULL);
  guint n_changes = 0;

  pdl_session_new_case (self->session);
  set_state (actions, "ecog", "2");
  g_signal_connect (actions, "action-state-changed", G_CALLBACK (told_cb), log);
  g_signal_connect (actions, "refused", G_CALLBACK (refused_cb), log);
  g_signal_connect (self->session, "edited", G_CALLBACK (edited_cb), &n_changes);
  set_state (actions, "ecog", "9");
  /* The row is told what stands, so that it does not go on showing what was typed. */
  g_assert_cmpstr (log->str, ==, "ecog=2;ecog refused;");
  assert_state (actions, "ecog", "2");
  set_state (actions, "ecog", "much");
  assert_state (actions, "ecog", "2");
  g_assert_cmpuint (n_changes, ==, 0);
  session_fixture_assert_text (self->session, "ecog", PDL_LEVEL_NONE, "2");
  g_signal_handlers_disconnect_by_data (self->session, &n_changes);
}

static void
test_levels (SessionFixture *self, gconstpointer data)
{
  g_autoptr (PdlFindingActions) actions = pdl_finding_actions_new (self->session, "level");
  guint n_changes = 0;

  pdl_session_new_case (self->session);
  pdl_session_select (self->session, T8, PDL_LEVEL_BIT (T8) | PDL_LEVEL_BIT (T9));
  g_signal_connect (self->session, "edited", G_CALLBACK (edited_cb), &n_changes);
  set_state (actions, "lesion_type", "lytic");
  g_assert_cmpuint (n_changes, ==, 1);
  session_fixture_assert_text (self->session, "lesion_type", T8, "lytic");
  session_fixture_assert_text (self->session, "lesion_type", T9, "lytic");
  assert_state (actions, "lesion_type", "lytic");

  /* They differ: nothing is said of both. */
  session_fixture_set (self->session, "lesion_type", T9, "blastic");
  assert_state (actions, "lesion_type", "");
  pdl_session_select (self->session, T9, 0);
  assert_state (actions, "lesion_type", "blastic");
  pdl_session_select (self->session, L2, 0);
  assert_state (actions, "lesion_type", "");

  /* One step back takes it from both. */
  pdl_session_select (self->session, T8, PDL_LEVEL_BIT (T8) | PDL_LEVEL_BIT (T9));
  g_assert_true (pdl_session_undo (self->session));
  assert_state (actions, "lesion_type", "lytic");
  g_assert_true (pdl_session_undo (self->session));
  session_fixture_assert_text (self->session, "lesion_type", T8, "");
  session_fixture_assert_text (self->session, "lesion_type", T9, "");
  assert_state (actions, "lesion_type", "");
  g_signal_handlers_disconnect_by_data (self->session, &n_changes);
}

static void
test_target (SessionFixture *self, gconstpointer data)
{
  g_autoptr (PdlFindingActions) actions = pdl_finding_actions_new (self->session, "target");

  pdl_session_new_case (self->session);
  session_fixture_set (self->session, "lesion_type", T8, "lytic");
  session_fixture_set (self->session, "lesion_type", T9, "lytic");
  session_fixture_set (self->session, "lesion_type", L2, "blastic");
  g_assert_cmpuint (pdl_session_get_evaluation (self->session)->n_targets, ==, 2);

  /* Given at the second level of a target, it is kept at its first and holds for all of it. */
  pdl_session_select (self->session, T9, 0);
  set_state (actions, "prior_rt_dose_gy", "30");
  session_fixture_assert_text (self->session, "prior_rt_dose_gy", T8, "30");
  session_fixture_assert_text (self->session, "prior_rt_dose_gy", T9, "");
  assert_state (actions, "prior_rt_dose_gy", "30");
  pdl_session_select (self->session, T8, 0);
  assert_state (actions, "prior_rt_dose_gy", "30");
  pdl_session_select (self->session, L2, 0);
  assert_state (actions, "prior_rt_dose_gy", "");

  /* Taken back. */
  pdl_session_select (self->session, T9, 0);
  set_state (actions, "prior_rt_dose_gy", "");
  assert_state (actions, "prior_rt_dose_gy", "");
  session_fixture_assert_text (self->session, "prior_rt_dose_gy", T8, "");
}

static void
add (const char *path, void (*test) (SessionFixture *self, gconstpointer data))
{
  g_test_add (path, SessionFixture, NULL, session_fixture_set_up, test, session_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/actions/groups", test_groups);
  add ("/actions/enabled", test_enabled);
  add ("/actions/case-states", test_case_states);
  add ("/actions/refused", test_refused);
  add ("/actions/levels", test_levels);
  add ("/actions/target", test_target);
  return g_test_run ();
}
