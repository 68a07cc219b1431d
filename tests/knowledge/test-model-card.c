/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The model card: what a rule uses of a person follows from what it reads, however far away that is; a text that changes has
 * another hash, also where only a definition it names has changed. And the list of signatures.
 */

#include "knowledge-fixture.h"
#include "pdl-model-card.h"
#include "pdl-signatures.h"

#include <string.h>

static const PdlCardUse *
find_use (const PdlModelCard *card, const char *id)
{
  for (guint i = 0; i < card->uses->len; i++)
    if (g_str_equal (g_array_index (card->uses, PdlCardUse, i).attribute->id, id))
      return &g_array_index (card->uses, PdlCardUse, i);
  return NULL;
}

static gboolean
uses (PdlKnowledge *knowledge, const char *reference, const char *attribute, const char *finding)
{
  g_autoptr (PdlModelCard) card = pdl_model_card_new (knowledge, reference);
  const PdlCardUse *use;

  g_assert_nonnull (card);
  use = find_use (card, attribute);
  g_assert_nonnull (use);
  for (guint i = 0; i < use->findings->len; i++)
    if (finding == NULL || g_str_equal (((const PdlFinding *) g_ptr_array_index (use->findings, i))->id, finding))
      return TRUE;
  return FALSE;
}

/* Field, section 7: the attributes of § 170.315(b)(11) are thirteen; 1 to 4 are texts, 5 to 13 what is used of a person. */
static void
test_thirteen (void)
{
  static const char *const ids[] = { "race", "ethnicity", "language", "sexual-orientation", "gender-identity", "sex", "date-of-birth",
                                     "social-determinants", "health-status" };
  g_autoptr (PdlKnowledge) knowledge = pdl_knowledge_load (NULL, NULL);

  g_assert_cmpuint (pdl_knowledge_get_n_attributes (knowledge), ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_assert_cmpstr (pdl_knowledge_get_attribute (knowledge, i)->id, ==, ids[i]);
      g_assert_cmpint (pdl_knowledge_get_attribute (knowledge, i)->number, ==, (int) i + 5);
    }
}

/* Clearance is worked out from age and sex (follow-up 4.5): the alert names neither. */
static void
test_uses_of_the_set (void)
{
  g_autoptr (PdlKnowledge) knowledge = pdl_knowledge_load (NULL, NULL);

  g_assert_true (uses (knowledge, "alert/al-bma-renal", "sex", "sex"));
  g_assert_true (uses (knowledge, "alert/al-bma-renal", "date-of-birth", "birth_date"));
  /* Scores, 10a: interval, Karnofsky, age. */
  g_assert_true (uses (knowledge, "score/rpa_chao_2012", "date-of-birth", "age_years"));
  g_assert_true (uses (knowledge, "score/rpa_chao_2012", "health-status", "kps"));
  g_assert_false (uses (knowledge, "score/rpa_chao_2012", "sex", NULL));
  /* Scores, 1: six items of the lesion, nothing of the person. */
  g_assert_false (uses (knowledge, "score/sins", "sex", NULL));
  g_assert_false (uses (knowledge, "score/sins", "date-of-birth", NULL));
  /* The options of a target rest on walking and fitness. */
  g_assert_true (uses (knowledge, "option/separation_sbrt", "health-status", "ambulation"));
  g_assert_true (uses (knowledge, "row/PLT-25", "health-status", "surgical_fitness"));
  g_assert_false (uses (knowledge, "row/PLT-25", "race", NULL));
}

/* Every rule that can be shown has a card, and says for what and for what not. */
static void
test_every_rule (void)
{
  g_autoptr (PdlKnowledge) knowledge = pdl_knowledge_load (NULL, NULL);
  g_autoptr (GHashTable) hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < pdl_knowledge_get_n_scores (knowledge); i++)
    g_ptr_array_add (ids, g_strdup_printf ("score/%s", pdl_knowledge_get_score (knowledge, i)->id));
  for (guint i = 0; i < pdl_knowledge_get_n_rows (knowledge); i++)
    g_ptr_array_add (ids, g_strdup_printf ("row/%s", pdl_knowledge_get_row (knowledge, i)->id));
  for (guint i = 0; i < pdl_knowledge_get_n_modifiers (knowledge); i++)
    g_ptr_array_add (ids, g_strdup_printf ("modifier/%s", pdl_knowledge_get_modifier (knowledge, i)->id));
  for (guint i = 0; i < pdl_knowledge_get_n_options (knowledge); i++)
    g_ptr_array_add (ids, g_strdup_printf ("option/%s", pdl_knowledge_get_option (knowledge, i)->id));
  for (guint i = 0; i < pdl_knowledge_get_n_statements (knowledge); i++)
    g_ptr_array_add (ids, g_strdup_printf ("statement/%s", pdl_knowledge_get_statement (knowledge, i)->id));
  for (guint i = 0; i < pdl_knowledge_get_n_alerts (knowledge); i++)
    g_ptr_array_add (ids, g_strdup_printf ("alert/%s", pdl_knowledge_get_alert (knowledge, i)->id));
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (PdlModelCard) card = pdl_model_card_new (knowledge, g_ptr_array_index (ids, i));

      g_test_message ("%s", (char *) g_ptr_array_index (ids, i));
      g_assert_nonnull (card);
      g_assert_nonnull (card->label);
      g_assert_nonnull (card->purpose);
      g_assert_nonnull (card->use);
      g_assert_nonnull (card->misuse);
      g_assert_nonnull (card->developer);
      g_assert_cmpuint (card->basis->n_sources, >, 0);
      /* No clinician has signed or reviewed this set, nobody is known to have paid for it: the card must not say otherwise. */
      g_assert_null (card->signed_off);
      g_assert_null (card->reviewed);
      g_assert_null (card->funding);
      /* Two rules never share a signature. */
      g_assert_true (g_hash_table_add (hashes, g_strdup (card->hash)));
    }
  g_assert_null (pdl_model_card_new (knowledge, "score/no_such_score"));
  g_assert_null (pdl_model_card_new (knowledge, "finding/escc_grade"));
  g_assert_null (pdl_model_card_find (knowledge, "no-such-rule"));
}

/* CG75 was withdrawn for NG234 (guideline A2), the Tokuhashi score of 1990 was revised in 2005 (scores 3). */
static void
test_editions (void)
{
  g_autoptr (PdlKnowledge) knowledge = pdl_knowledge_load (NULL, NULL);
  const PdlSource *old = pdl_knowledge_lookup_source (knowledge, "cg75"), *now = pdl_knowledge_lookup_source (knowledge, "ng234");
  const PdlSource *first = pdl_knowledge_lookup_source (knowledge, "tokuhashi1990");

  g_assert_true (old->latest == now);
  g_assert_cmpint (now->year - old->year, ==, 15);
  g_assert_true (pdl_knowledge_is_latest (knowledge, now));
  g_assert_false (pdl_knowledge_is_latest (knowledge, old));
  g_assert_cmpstr (first->latest->id, ==, "tokuhashi2005");
}

#define RULES(define, text) \
  "[source book]\ncitation = A book\n[define dark]\nwhen = " define "\n[statement st]\ndomain = main\nwhen = dark\ntext = " text "\nshort = Short\nsource = book\n"

static char *
hash_of (const char *rules)
{
  g_autoptr (PdlKnowledge) knowledge = fixture_load_good (rules);
  g_autoptr (PdlModelCard) card = pdl_model_card_new (knowledge, "statement/st");

  g_assert_nonnull (card);
  return g_strdup (card->hash);
}

static void
test_hash_follows_the_text (void)
{
  g_autofree char *hash = hash_of (RULES ("colour = 'red'", "A text.")), *again = hash_of (RULES ("colour = 'red'", "A text."));
  g_autofree char *other_text = hash_of (RULES ("colour = 'red'", "Another text."));
  g_autofree char *other_define = hash_of (RULES ("colour = 'green'", "A text."));
  g_autofree char *beside = hash_of (RULES ("colour = 'red'", "A text.") "[define light]\nwhen = colour = 'green'\n");

  g_assert_cmpstr (hash, ==, again);
  g_assert_cmpstr (hash, !=, other_text);
  g_assert_cmpstr (hash, !=, other_define);
  g_assert_cmpstr (hash, ==, beside);
}

/* ---- signatures -------------------------------------------------------------------------------------------------- */

static void
sign (PdlSignatures *signatures, const char *reference, const char *hash, const char *name)
{
  const PdlSignature signature = { (char *) reference, (char *) hash, (char *) "1", (char *) name, (char *) "spine surgeon", (char *) "2026-03-02" };
  g_autoptr (GError) error = NULL;

  g_assert_true (pdl_signatures_add (signatures, &signature, &error));
  g_assert_no_error (error);
}

static void
test_signatures (void)
{
  g_autoptr (PdlSignatures) signatures = pdl_signatures_new (), again = NULL;
  g_autoptr (GError) error = NULL;
  const PdlSignature *signature = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpint (pdl_signatures_look_up (signatures, "statement/st", "abc", NULL), ==, PDL_SIGNED_NOT);
  sign (signatures, "statement/st", "abc", "  Dr. A; with = signs  ");
  sign (signatures, "statement/st", "old", "Dr. B");
  sign (signatures, PDL_SIGNATURE_SET, "set-hash", "Dr. C");
  text = pdl_signatures_to_text (signatures);
  again = pdl_signatures_parse (text, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pdl_signatures_get_n (again), ==, 3);
  g_assert_cmpint (pdl_signatures_look_up (again, "statement/st", "abc", &signature), ==, PDL_SIGNED_THIS_TEXT);
  g_assert_cmpstr (signature->name, ==, "Dr. A; with = signs");
  /* Another text: the newest signature is shown, as one of an earlier text. */
  g_assert_cmpint (pdl_signatures_look_up (again, "statement/st", "new", &signature), ==, PDL_SIGNED_EARLIER_TEXT);
  g_assert_cmpstr (signature->name, ==, "Dr. B");
  g_assert_cmpint (pdl_signatures_look_up (again, "statement/other", "abc", NULL), ==, PDL_SIGNED_NOT);
  g_assert_cmpint (pdl_signatures_look_up (again, PDL_SIGNATURE_SET, "set-hash", NULL), ==, PDL_SIGNED_THIS_TEXT);
}

static void
test_signatures_refuse (void)
{
  g_autoptr (PdlSignatures) signatures = pdl_signatures_new ();
  const PdlSignature nobody = { (char *) "set", (char *) "a", (char *) "1", (char *) "  ", (char *) "surgeon", (char *) "2026-03-02" };
  const PdlSignature no_role = { (char *) "set", (char *) "a", (char *) "1", (char *) "A", (char *) "", (char *) "2026-03-02" };
  static const char *const damaged[] = { "not a key file", "[signature 1]\nrule = set\nname = A\nrole = B\ndate = 2026-01-01\n" };
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlSignatures) empty = NULL;

  g_assert_false (pdl_signatures_add (signatures, &nobody, &error));
  g_assert_error (error, PDL_SIGNATURES_ERROR, PDL_SIGNATURES_ERROR_EMPTY);
  g_clear_error (&error);
  g_assert_false (pdl_signatures_add (signatures, &no_role, &error));
  g_assert_error (error, PDL_SIGNATURES_ERROR, PDL_SIGNATURES_ERROR_EMPTY);
  g_clear_error (&error);
  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_assert_null (pdl_signatures_parse (damaged[i], -1, &error));
      g_assert_error (error, PDL_SIGNATURES_ERROR, PDL_SIGNATURES_ERROR_DAMAGED);
      g_clear_error (&error);
    }
  empty = pdl_signatures_parse ("", 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pdl_signatures_get_n (empty), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/knowledge/model-card/thirteen", test_thirteen);
  g_test_add_func ("/knowledge/model-card/uses", test_uses_of_the_set);
  g_test_add_func ("/knowledge/model-card/every-rule", test_every_rule);
  g_test_add_func ("/knowledge/model-card/editions", test_editions);
  g_test_add_func ("/knowledge/model-card/hash", test_hash_follows_the_text);
  g_test_add_func ("/knowledge/signatures/look-up", test_signatures);
  g_test_add_func ("/knowledge/signatures/refuse", test_signatures_refuse);
  return g_test_run ();
}
