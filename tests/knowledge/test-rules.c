/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Readers of options, rows, modifiers, statements and limits on a small invented set: what they accept, and that what they
 * refuse is named with file, line, group and key. The words of the set mean nothing clinically.
 */

#include "knowledge-fixture.h"
#include "pdl-change.h"

#include <string.h>

static const char head[] = "[knowledge]\nversion = 1\ndate = 2026-01-01\nfiles = dictionary.ini; rules.ini\ninputs = colour; size\n"
                           "[input colour]\nask = colour\nhow = look\n"
                           "[input size]\nask = size\nhow = measure\norder = large; small\n";

static const char dictionary[] = "[section main]\nlabel = Main\n"
                                 "[finding colour]\nscope = patient\nsection = main\nlabel = Colour\ntype = enum\nvalues = red; green; blue\nkind = recorded\n"
                                 "[finding size]\nscope = target\nsection = main\nlabel = Size\ntype = enum\nvalues = small; large\nordered = true\nkind = recorded\n"
                                 "[finding wet]\nscope = patient\nsection = main\nlabel = Wet\ntype = bool\nkind = recorded\n";

/* The group stands before its options and the modifier before its statement on purpose. */
static const char rules[] = "[source book]\ncitation = A book\n"
                            "[optiongroup heavy]\nuses = force\nnot = care\nsource = book\n"
                            "[option push]\nlabel = Push\nuses = force\nsource = book\n"
                            "[option lift]\nlabel = Lift\nuses = force; care\nsource = book\n"
                            "[option wait]\nlabel = Wait\nsource = book\n"
                            "[action DO]\nlabel = Do\nclass = treat\nsource = book\n"
                            "[action ASK]\nlabel = Ask\nclass = cannot_determine\nsource = book\n"
                            "[decision main]\nscope = target\ninputs = colour; size\nalways-options = wait\nrows = R3; R1; R2\nsource = book\n"
                            "[row R1]\nwhen = colour = 'red' or size = 'large'\naction = DO\noptions = push; lift [wet = true]\n"
                            "urgency = SOON\nurgency-text = soon\ntext = One\nsource = book\n"
                            "[row R2]\nwhen = true\naction = DO\noptions = wait\nurgency = 7 d/14 d; if wet = true: 24 h; if colour = 'green': immediate/12 h\n"
                            "text = Two\nsource = book\n"
                            "[row R3]\nwhen = colour is null\naction = ASK\nurgency = routine\ntext = Three\nnotes = M1; st\nsource = book\n"
                            "[define-urgency SOON]\nurgency = 2 d; if wet = true: 3 h\n"
                            "[modifier M1.1]\norder = after\nmode = note\nwhen = wet = true and uses contains 'force'\ndrop = @heavy\nadd = lift first\n"
                            "show = st\nstate = cannot_determine: uses care\ntext = Wet\nsource = book\n"
                            "[swap default]\npush = lift\nsource = book\n"
                            "[statement st]\ndomain = main\nwhen = wet = true\nsupports = lift; @heavy\nopposes = wait\nurgency = SOON\ntext = A statement.\n"
                            "short = Short\nshort-against = Against\nsource = book\n"
                            "[alert al]\nseverity = critical\nwhen = wet = true\ntext = An alert.\nshort = Alert\nlink = st\nurgency = 24 h\nsource = book\n";

static PdlKnowledge *
load (const char *rules_text, GError **error)
{
  return fixture_load_texts (head, dictionary, rules_text, error);
}

static PdlKnowledge *
load_good (void)
{
  g_autoptr (GError) error = NULL;
  PdlKnowledge *knowledge = load (rules, &error);

  g_assert_no_error (error);
  return knowledge;
}

/* ---- what is accepted ------------------------------------------------------------------------------------------------ */

static void
test_list (void)
{
  g_autoptr (PdlKnowledge) knowledge = load_good ();
  static const struct { guint inputs[2]; const char *row; } cases[] = {
    { { 0, 0 }, "R1" }, { { 0, 2 }, "R1" }, { { 1, 1 }, "R1" }, { { 1, 0 }, "R2" }, { { 1, 2 }, "R2" }, { { 3, 1 }, "R3" }, { { 3, 2 }, "R3" },
  };

  g_assert_cmpstr (pdl_knowledge_get_row (knowledge, 0)->id, ==, "R3");
  g_assert_cmpstr (pdl_knowledge_get_row (knowledge, 2)->id, ==, "R2");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (pdl_knowledge_run_list (knowledge, cases[i].inputs)->id, ==, cases[i].row);
}

static void
test_outcomes (void)
{
  g_autoptr (PdlKnowledge) knowledge = load_good ();
  const guint inputs[2] = { 3, 2 };
  g_autoptr (GArray) outcomes = NULL;
  const PdlOutcome *one;

  g_assert_cmpint (pdl_knowledge_run_list_full (knowledge, inputs, &outcomes), ==, PDL_STATE_CANNOT_DETERMINE);
  g_assert_cmpuint (outcomes->len, ==, 2);
  one = &g_array_index (outcomes, PdlOutcome, 0);
  /* Red alone and large alone both force R1: the earlier input wins. */
  g_assert_cmpstr (one->row->id, ==, "R1");
  g_assert_cmpuint (one->n_ifs, ==, 1);
  g_assert_cmpstr (one->ifs[0].input->finding->id, ==, "colour");
  g_assert_cmpuint (one->ifs[0].value, ==, 0);
  one = &g_array_index (outcomes, PdlOutcome, 1);
  g_assert_cmpstr (one->row->id, ==, "R2");
  g_assert_cmpuint (one->n_ifs, ==, 2);
  g_assert_cmpuint (one->ifs[0].value, ==, 1);
  g_assert_cmpuint (one->ifs[1].value, ==, 0);
}

/* Only the classes still possible are filled in. */
static void
test_possible (void)
{
  g_autoptr (PdlKnowledge) knowledge = load_good ();
  const guint inputs[2] = { 1, 2 };
  const guint32 large[2] = { 2, 2 }, both[2] = { 2, 3 };
  const PdlRow *row = pdl_knowledge_run_list (knowledge, inputs);
  g_autoptr (GArray) none = NULL, some = NULL, missing = NULL;
  gboolean determined;

  pdl_decision_open (knowledge, inputs, both, row, &some, &missing, &determined);
  g_assert_false (determined);
  g_assert_cmpuint (some->len, ==, 1);
  g_assert_cmpuint (missing->len, ==, 1);
  g_assert_cmpuint (g_array_index (missing, PdlMissing, 0).rows, ==, 1);
  pdl_decision_open (knowledge, inputs, large, row, &none, NULL, &determined);
  g_assert_false (determined);
  g_assert_cmpuint (g_array_index (none, PdlOutcome, 0).n_ifs, ==, 0);
}

static void
test_evaluation (void)
{
  g_autoptr (PdlKnowledge) knowledge = load_good ();
  g_autoptr (PdlCase) kase = pdl_case_new (pdl_knowledge_get_dictionary (knowledge), NULL);
  g_autoptr (PdlChange) change = pdl_change_new (NULL);
  g_autoptr (PdlEvaluation) evaluation = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *uid = g_strdup (pdl_change_add_assessment (change, NULL, pdl_day_from_ymd (2026, 3, 2)));
  const PdlTargetResult *target;

  g_assert_true (pdl_case_apply (kase, change, &error));
  g_clear_pointer (&change, pdl_change_unref);
  change = pdl_change_new (NULL);
  g_assert_true (pdl_change_set_text (change, kase, uid, PDL_LEVEL_NONE, "colour", "red", &error));
  g_assert_true (pdl_change_set_text (change, kase, uid, PDL_LEVEL_NONE, "wet", "true", &error));
  g_assert_true (pdl_case_apply (kase, change, &error));
  g_assert_no_error (error);

  evaluation = pdl_evaluate (knowledge, kase, PDL_MINUTE_NONE);
  target = &evaluation->targets[0];
  g_assert_cmpstr (target->decision.row->id, ==, "R1");
  /* SOON, while wet; the wording is the row's. */
  g_assert_cmpint (target->decision.urgency.within_h, ==, 3);
  g_assert_cmpstr (target->decision.urgency.text, ==, "soon");
  /* push is dropped, lift stood in the row already and is not added again; it waits, and so the decision does. */
  g_assert_cmpuint (target->n_options, ==, 2);
  g_assert_cmpstr (target->options[0].option->id, ==, "lift");
  g_assert_cmpstr (target->options[0].place, ==, "alternative");
  g_assert_cmpstr (target->options[0].waits_for, ==, "M1.1");
  g_assert_cmpstr (target->options[1].place, ==, "always");
  g_assert_cmpint (target->decision.state, ==, PDL_STATE_PROVISIONAL);
  g_assert_cmpstr (target->decision.state_reasons[0], ==, "M1.1");
  g_assert_cmpuint (target->options[0].n_supports, ==, 1);
  g_assert_cmpstr (target->options[0].supports[0].text, ==, "Short");
  g_assert_cmpuint (target->options[1].n_opposes, ==, 1);
  g_assert_cmpstr (target->options[1].opposes[0].text, ==, "Against");
  g_assert_cmpuint (evaluation->n_alerts, ==, 1);
}

static void
test_limits (void)
{
  g_autoptr (PdlKnowledge) knowledge = load_good ();
  g_autoptr (PdlCase) kase = pdl_case_new (pdl_knowledge_get_dictionary (knowledge), NULL);
  const PdlRowRule *rule = (const PdlRowRule *) pdl_knowledge_lookup_row (knowledge, "R2");
  const PdlFinding *wet = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (knowledge), "wet");
  const PdlFinding *colour = pdl_dictionary_lookup (pdl_knowledge_get_dictionary (knowledge), "colour");
  static const struct { double wet, colour; int within, latest; } cases[] = {
    { 0, 0, 168, 336 }, { 1, 0, 24, -1 }, { 0, 1, 0, 12 }, { 1, 1, 24, -1 },
  };
  PdlUrgency day = { TRUE, 24, -1, NULL }, later = { TRUE, 24, 48, NULL }, routine = { TRUE, -1, -1, NULL }, none = { FALSE, -1, -1, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PdlFacts) facts = pdl_facts_new (knowledge, kase, NULL, 0);
      PdlUrgency urgency;

      pdl_facts_override (facts, wet, -1, cases[i].wet);
      pdl_facts_override (facts, colour, -1, cases[i].colour);
      urgency = pdl_urgency_rule_run (rule->urgency, facts, 0, 0);
      g_assert_cmpint (urgency.within_h, ==, cases[i].within);
      g_assert_cmpint (urgency.latest_h, ==, cases[i].latest);
    }
  g_assert_true (pdl_urgency_shorter (&later, &day) == &day);
  g_assert_true (pdl_urgency_shorter (&day, &later) == &day);
  g_assert_true (pdl_urgency_shorter (&routine, &later) == &later);
  g_assert_true (pdl_urgency_shorter (&none, &routine) == &routine);
}

/* ---- what is refused --------------------------------------------------------------------------------------------------- */

/* @from is replaced by @to in the good set; the error says @where and @what. */
static void
check_refused (const char *from, const char *to, const char *where, const char *what)
{
  g_auto (GStrv) parts = g_strsplit (rules, from, 2);
  g_autofree char *text = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (parts[1]);
  text = g_strjoin (to, parts[0], parts[1], NULL);
  knowledge = load (text, &error);
  g_assert_null (knowledge);
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, "rules.ini:"));
  g_assert_nonnull (strstr (error->message, where));
  g_assert_nonnull (strstr (error->message, what));
}

static void
test_refused (void)
{
  check_refused ("options = push; lift [wet = true]", "options = push; carry", "[row R1] options", "carry");
  check_refused ("options = push; lift [wet = true]", "options = push; lift [wet = 'yes']", "[row R1] options", "column");
  check_refused ("options = push; lift [wet = true]", "options = push; lift [wet = true", "[row R1] options", "]");
  check_refused ("options = push; lift [wet = true]", "options = push second", "[row R1] options", "second");
  check_refused ("options = push; lift [wet = true]", "options = @heavy", "[row R1] options", "not groups");
  check_refused ("options = push; lift [wet = true]", "options = push [wet = true]", "[row R1] options", "always counts");
  check_refused ("when = true", "when = wet = true or colour = 'green'", "[row R2] when", "wet");
  check_refused ("when = true", "when = colour = 'green'", "[row", "no row for colour = blue, size = small");
  check_refused ("when = colour is null", "when = true", "[row", "never reached");
  check_refused ("rows = R3; R1; R2", "rows = R3; R1", "[decision main] rows", "2 of 3");
  check_refused ("rows = R3; R1; R2", "rows = R3; R1; R1", "[decision main] rows", "R1");
  check_refused ("action = ASK", "action = TELL", "[row R3] action", "TELL");
  check_refused ("notes = M1; st", "notes = M2; st", "[row R3] notes", "M2");
  check_refused ("urgency = routine", "urgency = one week", "[row R3] urgency", "time limit");
  check_refused ("urgency = routine", "urgency = 7 d/24 h", "[row R3] urgency", "time limit");
  check_refused ("if wet = true: 24 h", "when wet = true: 24 h", "[row R2] urgency", "if CONDITION");
  check_refused ("urgency = SOON\nurgency-text", "urgency = SOON; if wet = true: 1 h\nurgency-text", "[row R1] urgency", "alone");
  check_refused ("inputs = colour; size", "inputs = colour; wet", "[decision main] inputs", "wet");
  check_refused ("drop = @heavy", "drop = @light", "[modifier M1.1] drop", "light");
  check_refused ("mode = note", "mode = sometimes", "[modifier M1.1] mode", "replace");
  check_refused ("state = cannot_determine: uses care", "state = cannot_determine: uses luck", "[modifier M1.1] state", "luck");
  check_refused ("show = st", "show = nothing", "[modifier M1.1] show", "nothing");
  check_refused ("add = lift first", "add = lift first\nset = colour = 'red'\nset-reach = all", "[modifier M1.1] set", "before");
  check_refused ("push = lift", "push = ", "[swap default] push", "another");
  check_refused ("link = st", "link = nothing", "[alert al] link", "nothing");
  check_refused ("severity = critical", "severity = loud", "[alert al] severity", "critical");
  check_refused ("supports = lift; @heavy", "supports = lift; @light", "[statement st] supports", "light");
  check_refused ("short = Short\n", "", "[statement st] short", "needed");
  check_refused ("text = A statement.", "text = A statement.\nsupport = lift", "[statement st]", "support");
  check_refused ("uses = force\nnot = care", "uses = luck", "[optiongroup heavy] uses", "luck");
  check_refused ("class = treat", "class = maybe", "[action DO] class", "treat");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/knowledge/rules/list", test_list);
  g_test_add_func ("/knowledge/rules/outcomes", test_outcomes);
  g_test_add_func ("/knowledge/rules/possible", test_possible);
  g_test_add_func ("/knowledge/rules/evaluation", test_evaluation);
  g_test_add_func ("/knowledge/rules/limits", test_limits);
  g_test_add_func ("/knowledge/rules/refused", test_refused);
  return g_test_run ();
}
