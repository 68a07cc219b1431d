/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The declared properties hold of the knowledge as shipped; broken rules are found, and the patient that is printed really
 * breaks the property when the program evaluates it.
 */

#include "fixture.h"
#include "pdl-case-json.h"
#include "pdl-verify.h"

#include <string.h>

static PdlProof *
find_proof (PdlVerification *verification, const char *id)
{
  for (guint i = 0; i < verification->proofs->len; i++)
    {
      PdlProof *proof = g_ptr_array_index (verification->proofs, i);

      if (strcmp (proof->property->id, id) == 0)
        return proof;
    }
  g_assert_not_reached ();
}

static PdlVerification *
verify (PdlKnowledge *knowledge)
{
  g_autoptr (GError) error = NULL;
  PdlVerification *verification = pdl_verify (knowledge, 20, 2, &error);

  g_assert_no_error (error);
  return verification;
}

static void
test_shipped (void)
{
  g_autoptr (PdlKnowledge) knowledge = pdl_knowledge_load (NULL, NULL);
  g_autoptr (PdlVerification) verification = verify (knowledge);

  for (guint i = 0; i < verification->proofs->len; i++)
    {
      const PdlProof *proof = g_ptr_array_index (verification->proofs, i);

      if (proof->broken > 0)
        g_test_message ("%s: %s %s", proof->property->id, proof->what, proof->patient);
      g_assert_true (proof->broken == 0);
    }
  g_assert_true (verification->list == 120960);
  g_assert_cmpuint (verification->compared, >, 100);
  g_assert_cmpuint (verification->differing, ==, 0);
  g_assert_true (pdl_verification_holds (verification));
}

static PdlEvaluation *
evaluate (PdlKnowledge *knowledge, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlCase) kase = pdl_case_from_json (pdl_knowledge_get_dictionary (knowledge), json, -1, NULL, &error);

  g_assert_no_error (error);
  return pdl_evaluate (knowledge, kase, PDL_MINUTE_NONE);
}

/* Cement without its condition in a row for an unstable spine: listed with ESCC 2 to 3. */
static void
test_contradiction (void)
{
  g_autoptr (PdlKnowledge) knowledge = fixture_load ("local-treatment.ini", "augmentation_rt [escc-low or (escc_group = 'g1c' and expert_centre = true)]",
                                                     "augmentation_rt", NULL);
  g_autoptr (PdlVerification) verification = verify (knowledge);
  const PdlProof *proof = find_proof (verification, "cement-compression");
  g_autoptr (PdlEvaluation) evaluation = NULL;
  const PdlTargetResult *target;
  gboolean listed = FALSE;

  g_assert_false (pdl_verification_holds (verification));
  g_assert_true (proof->broken > 0);
  g_assert_cmpuint (verification->differing, ==, 0);
  evaluation = evaluate (knowledge, proof->patient);
  target = &evaluation->targets[0];
  for (guint i = 0; i < target->n_options; i++)
    listed = listed || strcmp (target->options[i].option->id, "augmentation_rt") == 0;
  g_assert_true (listed);
  g_assert_cmpstr (knowledge != NULL ? target->decision.row->id : NULL, ==, "PLT-45");
  /* Nothing else was touched. */
  g_assert_true (find_proof (verification, "cement-cord")->broken == 0);
}

/* Weeks to live and cord signs, at leisure: a worse examination than root pain gets the longer limit. */
static void
test_order (void)
{
  g_autoptr (PdlKnowledge) knowledge = fixture_load ("local-treatment.ini", "options = cebrt_single\nurgency = 24 h\n", "options = cebrt_single\nurgency = 72 h\n", NULL);
  g_autoptr (PdlVerification) verification = verify (knowledge);
  const PdlProof *proof = find_proof (verification, "neurology-limit");
  g_autoptr (PdlEvaluation) worse = NULL, better = NULL;

  g_assert_true (proof->broken > 0);
  worse = evaluate (knowledge, proof->patient);
  better = evaluate (knowledge, proof->beside);
  g_assert_cmpint (worse->targets[0].inputs[0], >, better->targets[0].inputs[0]);
  g_assert_true (worse->targets[0].decision.urgency.within_h < 0
                 || (better->targets[0].decision.urgency.within_h >= 0
                     && worse->targets[0].decision.urgency.within_h > better->targets[0].decision.urgency.within_h));
  g_assert_true (find_proof (verification, "cord-limit")->broken > 0);
}

static void
expect_error (const char *old, const char *new, const char *part)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlKnowledge) knowledge = fixture_load ("properties.ini", old, new, &error);
  g_autoptr (GPtrArray) properties = knowledge != NULL ? pdl_properties_load (knowledge, &error) : NULL;

  g_assert_null (properties);
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, "properties.ini:"));
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_errors (void)
{
  expect_error ("when = cord\n", "when = chord\n", "[property cement-cord] when, column 1");
  expect_error ("kind = within", "kind = below", "[property cord-limit] kind");
  expect_error ("options = @cement", "options = @concrete", "[property cement-cord] options");
  expect_error ("rows = PLT-29", "rows = PLT-92", "[exception no-grade] rows");
  expect_error ("property = unknown-limit", "property = unknown", "property");
  expect_error ("within-h = 24", "within-h = soon", "[property cord-limit] within-h");
  expect_error ("values = intact; radiculopathy", "values = intact; well", "[property neurology-limit] values");
  expect_error ("others = true", "other = true", "[property unknown-sign] nobody reads the key “other”");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/proof/verify/shipped", test_shipped);
  g_test_add_func ("/proof/verify/contradiction", test_contradiction);
  g_test_add_func ("/proof/verify/order", test_order);
  g_test_add_func ("/proof/verify/errors", test_errors);
  return g_test_run ();
}
