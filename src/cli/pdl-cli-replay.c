/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * pedicle-cli store replay: every evaluation that was stored with a decision is made again, of the case as it stood then, with the
 * knowledge of its day, for the minute and the clock of its day, and compared byte for byte with what was stored.
 */

#include "pdl-cli-store.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "pdl-evaluation-json.h"
#include "pdl-json.h"
#include "pdl-session.h"

/* The field of a decision that holds its evaluation. */
#define FIELD "evaluation"

typedef enum { SAME, SAME_BUT_WORDS, DIFFERS, CANNOT, N_OUTCOMES } Outcome;
static const char *const outcome_names[] = { "same", "same-but-words", "differs", "cannot" };

typedef struct
{
  PdlStore *store;
  GHashTable *knowledge; /* (owned) hash → PdlKnowledge (owned) */
  guint n[N_OUTCOMES];
} Replay;

/* What a stored evaluation says of itself. */
typedef struct
{
  JsonParser *parser; /* (owned) */
  JsonObject *root;
  const char *hash, *version, *clock;
  PdlMinute minute;
} Frozen;

static void
frozen_clear (Frozen *frozen)
{
  g_clear_object (&frozen->parser);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Frozen, frozen_clear)

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, PDL_STORE_ERROR, PDL_STORE_ERROR_FAILED, sentence);
  return FALSE;
}

/* NULL when it is no text. */
static const char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static gboolean
read_frozen (const char *text, Frozen *ret_frozen, GError **error)
{
  JsonNode *root, *node;
  JsonObject *knowledge;
  const char *minute;

  ret_frozen->parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (ret_frozen->parser, text, -1, error))
    return FALSE;
  root = json_parser_get_root (ret_frozen->parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return refuse (error, _ ("what is stored is not an evaluation"));
  ret_frozen->root = json_node_get_object (root);
  node = json_object_get_member (ret_frozen->root, "knowledge");
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return refuse (error, _ ("what is stored does not name its knowledge"));
  knowledge = json_node_get_object (node);
  ret_frozen->hash = get_text (knowledge, "hash");
  ret_frozen->version = get_text (knowledge, "version");
  ret_frozen->clock = get_text (ret_frozen->root, "clock");
  minute = get_text (ret_frozen->root, "as_of_minute");
  if (ret_frozen->hash == NULL)
    return refuse (error, _ ("what is stored does not name its knowledge"));
  if (minute == NULL || !pdl_minute_parse (minute, &ret_frozen->minute))
    return refuse (error, _ ("it was stored without the minute it was made for"));
  return TRUE;
}

/* Kept for the other evaluations of its day. */
static PdlKnowledge *
get_knowledge (Replay *replay, const char *hash, GError **error)
{
  PdlKnowledge *knowledge = g_hash_table_lookup (replay->knowledge, hash);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GPtrArray) bytes = NULL;

  if (knowledge != NULL)
    return knowledge;
  pdl_store_load_knowledge_async (replay->store, hash, NULL, pdl_cli_answered_cb, &result);
  if (!pdl_store_load_knowledge_finish (replay->store, pdl_cli_wait_for (&result), &names, &bytes, error))
    return NULL;
  knowledge = pdl_knowledge_load_texts (hash, names, bytes, error);
  if (knowledge == NULL)
    return NULL;
  if (!pdl_plan_prepare (knowledge, error))
    {
      pdl_knowledge_unref (knowledge);
      return NULL;
    }
  g_hash_table_insert (replay->knowledge, g_strdup (hash), knowledge);
  return knowledge;
}

/* ---- where two results part -------------------------------------------------------------------------------------- */

/* Sentences for reading: they are written in the language of the program at the time. */
static gboolean
is_words (const char *member)
{
  return member != NULL && (strcmp (member, "why") == 0 || strcmp (member, "text") == 0 || strcmp (member, "exam") == 0);
}

static char *find_difference (JsonNode *a, JsonNode *b, const char *path, const char *member);

static char *
find_object_difference (JsonObject *a, JsonObject *b, const char *path)
{
  g_autoptr (GList) of_a = json_object_get_members (a);
  g_autoptr (GList) of_b = json_object_get_members (b);

  for (GList *l = of_a; l != NULL; l = l->next)
    {
      g_autofree char *place = g_strdup_printf ("%s%s%s", path, *path != '\0' ? "." : "", (const char *) l->data);
      char *found = !json_object_has_member (b, l->data)
                      ? g_strdup (place)
                      : find_difference (json_object_get_member (a, l->data), json_object_get_member (b, l->data), place, l->data);

      if (found != NULL)
        return found;
    }
  for (GList *l = of_b; l != NULL; l = l->next)
    if (!json_object_has_member (a, l->data))
      return g_strdup_printf ("%s%s%s", path, *path != '\0' ? "." : "", (const char *) l->data);
  return NULL;
}

static char *
find_array_difference (JsonArray *a, JsonArray *b, const char *path, const char *member)
{
  guint n = MAX (json_array_get_length (a), json_array_get_length (b));

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s[%u]", path, i);
      char *found;

      if (i >= json_array_get_length (a) || i >= json_array_get_length (b))
        return g_steal_pointer (&place);
      found = find_difference (json_array_get_element (a, i), json_array_get_element (b, i), place, member);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The first place where they differ, words apart; NULL when none does. (transfer full) */
static char *
find_difference (JsonNode *a, JsonNode *b, const char *path, const char *member)
{
  if (json_node_get_node_type (a) != json_node_get_node_type (b))
    return g_strdup (path);
  if (JSON_NODE_HOLDS_OBJECT (a))
    return find_object_difference (json_node_get_object (a), json_node_get_object (b), path);
  if (JSON_NODE_HOLDS_ARRAY (a))
    return find_array_difference (json_node_get_array (a), json_node_get_array (b), path, member);
  if (is_words (member) && JSON_NODE_HOLDS_VALUE (a))
    return NULL;
  return json_node_equal (a, b) ? NULL : g_strdup (path);
}

static Outcome
compare (const char *stored, const char *again, char **ret_place)
{
  g_autoptr (JsonNode) a = NULL;
  g_autoptr (JsonNode) b = NULL;

  *ret_place = NULL;
  if (strcmp (stored, again) == 0)
    return SAME;
  a = json_from_string (stored, NULL);
  b = json_from_string (again, NULL);
  if (a == NULL || b == NULL)
    return DIFFERS;
  *ret_place = find_difference (a, b, "", NULL);
  return *ret_place != NULL ? DIFFERS : SAME_BUT_WORDS;
}

/* ---- one evaluation ---------------------------------------------------------------------------------------------- */

static char *
evaluate_again (Replay *replay, PdlCase *kase, const PdlItem *item, const Frozen *frozen, gboolean *ret_erased, GError **error)
{
  PdlKnowledge *knowledge = get_knowledge (replay, frozen->hash, error);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PdlCase) then = NULL;
  g_autoptr (PdlEvaluation) evaluation = NULL;
  g_autoptr (PdlPlan) plan = NULL;

  if (knowledge == NULL)
    return NULL;
  pdl_store_load_before_async (replay->store, pdl_case_get_uid (kase), pdl_item_get_uid (item), pdl_knowledge_get_dictionary (knowledge),
                               NULL, pdl_cli_answered_cb, &result);
  then = pdl_store_load_before_finish (replay->store, pdl_cli_wait_for (&result), ret_erased, error);
  if (then == NULL)
    return NULL;
  evaluation = pdl_evaluate_with_clock (knowledge, then, frozen->minute, frozen->clock);
  plan = pdl_plan_new (evaluation, then);
  return pdl_evaluation_to_json (evaluation, plan, NULL, NULL, 0, FALSE);
}

static gboolean
replay_item (Replay *replay, PdlCase *kase, const PdlItem *item, const char *stored)
{
  g_auto (Frozen) frozen = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *again = NULL;
  g_autofree char *place = NULL;
  g_autofree char *json = NULL;
  gboolean erased = FALSE;
  Outcome outcome = CANNOT;
  PdlJsonWriter *writer = pdl_json_writer_new (FALSE);

  if (read_frozen (stored, &frozen, &error))
    again = evaluate_again (replay, kase, item, &frozen, &erased, &error);
  if (again != NULL)
    outcome = compare (stored, again, &place);
  replay->n[outcome]++;
  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "case", pdl_case_get_uid (kase));
  pdl_json_add_string (writer, "record", pdl_item_get_uid (item));
  pdl_json_add_string (writer, "as_of_minute",
                       frozen.root != NULL ? get_text (frozen.root, "as_of_minute") : NULL);
  pdl_json_begin_object (writer, "knowledge");
  pdl_json_add_string (writer, "version", frozen.version);
  pdl_json_add_string (writer, "hash", frozen.hash);
  pdl_json_end_object (writer);
  pdl_json_add_string (writer, "outcome", outcome_names[outcome]);
  if (place != NULL)
    pdl_json_add_string (writer, "differs_at", place);
  if (erased)
    pdl_json_add_bool (writer, "erased_since", TRUE);
  if (error != NULL)
    pdl_json_add_string (writer, "reason", error->message);
  pdl_json_end_object (writer);
  json = pdl_json_writer_finish (writer);
  return pdl_cli_print (json);
}

/* ---- all of them ------------------------------------------------------------------------------------------------- */

static gboolean
replay_case (Replay *replay, const char *uid, gboolean *ret_found)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PdlCase) kase = NULL;
  g_autoptr (GError) error = NULL;
  gboolean good = TRUE;

  pdl_store_load_async (replay->store, uid, NULL, pdl_cli_answered_cb, &result);
  kase = pdl_store_load_finish (replay->store, pdl_cli_wait_for (&result), &error);
  if (kase == NULL)
    {
      pdl_cli_complain ("%s: %s", uid, error->message);
      return FALSE;
    }
  for (guint i = 0; good && i < pdl_case_get_n_items (kase, PDL_GROUP_DECISION); i++)
    {
      const PdlItem *item = pdl_case_get_item (kase, PDL_GROUP_DECISION, i);
      const PdlValue *stored = pdl_fields_get (pdl_item_get_fields (item), FIELD);

      if (!pdl_value_is_known (stored))
        continue;
      *ret_found = TRUE;
      good = replay_item (replay, kase, item, pdl_value_get_text (stored));
    }
  return good;
}

int
pdl_cli_store_replay (PdlStore *store, const char *path, const char *uid)
{
  Replay replay = { .store = store };
  gboolean good = TRUE, found = FALSE;

  replay.knowledge = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) pdl_knowledge_unref);
  if (uid != NULL)
    good = replay_case (&replay, uid, &found);
  else
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) summaries = NULL;

      pdl_store_list_async (store, NULL, NULL, pdl_cli_answered_cb, &result);
      summaries = pdl_store_list_finish (store, pdl_cli_wait_for (&result), &error);
      if (summaries == NULL)
        pdl_cli_complain ("%s: %s", path, error->message);
      good = summaries != NULL;
      for (guint i = 0; summaries != NULL && i < summaries->len; i++)
        good = replay_case (&replay, ((const PdlCaseSummary *) summaries->pdata[i])->uid, &found) && good;
    }
  g_hash_table_unref (replay.knowledge);
  if (good && !found)
    pdl_cli_complain (_ ("%s: no evaluation is stored there: one is kept with each recorded decision"), path);
  else
    pdl_cli_complain (_ ("%s: %u the same byte for byte, %u the same but for words, %u differ, %u cannot be made again"), path, replay.n[SAME],
                      replay.n[SAME_BUT_WORDS], replay.n[DIFFERS], replay.n[CANNOT]);
  return good && replay.n[DIFFERS] == 0 && replay.n[CANNOT] == 0 ? PDL_EXIT_FINE : PDL_EXIT_FAILED;
}
