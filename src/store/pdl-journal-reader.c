/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Journal → case. The entries of a case are applied in order, edit by edit; "from" is what stands there, because a value
 * that was erased by law or that this dictionary refuses left a gap before. The case is new and nobody else's yet.
 * Store's thread only. The form of an entry is told in pdl-journal-table.c.
 */
#include "pdl-journal-reader.h"

#include "pdl-case-private.h"
#include "pdl-change.h"
#include "pdl-column.h"
#include "pdl-store-error.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

typedef struct
{
  gint64 seq;
  JsonParser *parser; /* (owned) keeps the edits */
  JsonArray *edits;
} Entry;

typedef struct
{
  PdlDatabase *database;
  PdlDictionary *dictionary;
  PdlCase *kase;
  gboolean erased;
} Reader;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->parser);
  g_free (entry);
}

static gboolean
refuse (GError **error, PdlStoreError code, const char *sentence)
{
  g_set_error_literal (error, PDL_STORE_ERROR, code, sentence);
  return FALSE;
}

static const char *
get_text (JsonObject *edit, const char *member)
{
  JsonNode *node = json_object_get_member (edit, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
}

static gboolean
read_entry (GPtrArray *entries, gint64 seq, const char *text, GError **error)
{
  Entry *entry = g_new0 (Entry, 1);
  JsonNode *root;
  JsonNode *edits = NULL;

  entry->seq = seq;
  entry->parser = json_parser_new_immutable ();
  g_ptr_array_add (entries, entry);
  if (!json_parser_load_from_data (entry->parser, text, -1, error))
    return FALSE;
  root = json_parser_get_root (entry->parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    edits = json_object_get_member (json_node_get_object (root), "edits");
  if (edits == NULL || !JSON_NODE_HOLDS_ARRAY (edits))
    return refuse (error, PDL_STORE_ERROR_DAMAGED, _("An entry of the journal cannot be read."));
  entry->edits = json_node_get_array (edits);
  for (guint i = 0; i < json_array_get_length (entry->edits); i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (entry->edits, i)))
      return refuse (error, PDL_STORE_ERROR_DAMAGED, _("An entry of the journal cannot be read."));
  return TRUE;
}

static GPtrArray *
read_entries (PdlDatabase *database, const char *case_uid, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);
  g_autoptr (sqlite3_stmt) select = NULL;
  gboolean row;

  select = pdl_database_query (database, error, "SELECT seq, entry FROM journal WHERE case_uid = ? ORDER BY revision", "t",
                               case_uid);
  if (select == NULL || !pdl_database_step (database, select, &row, error))
    return NULL;
  while (row)
    if (!read_entry (entries, sqlite3_column_int64 (select, 0), pdl_statement_get_text (select, 1), error)
        || !pdl_database_step (database, select, &row, error))
      return NULL;
  return g_steal_pointer (&entries);
}

/* The entry that entered the record last; NULL with the reason. */
static Entry *
find_birth (GPtrArray *entries, const char *item_uid, GError **error)
{
  Entry *birth = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = entries->pdata[i];

      for (guint j = 0; j < json_array_get_length (entry->edits); j++)
        {
          JsonObject *edit = json_array_get_object_element (entry->edits, j);

          if (g_strcmp0 (get_text (edit, "edit"), "item-add") == 0 && g_strcmp0 (get_text (edit, "uid"), item_uid) == 0)
            birth = entry;
        }
    }
  if (birth == NULL)
    {
      refuse (error, PDL_STORE_ERROR_NOT_FOUND, _("The journal does not tell when this record was entered."));
      return NULL;
    }
  for (guint j = 0; j < json_array_get_length (birth->edits); j++)
    if (g_strcmp0 (get_text (json_array_get_object_element (birth->edits, j), "uid"), item_uid) != 0)
      {
        refuse (error, PDL_STORE_ERROR_NOT_FOUND,
                _("The record came with an imported case: how the case stood when it was made is not in this journal."));
        return NULL;
      }
  return birth;
}

/* The text of a private edit; NULL when it was erased. */
static gboolean
read_private (Reader *reader, gint64 seq, guint index, char **ret_text, GError **error)
{
  g_autoptr (sqlite3_stmt) select = NULL;
  gboolean row;

  select = pdl_database_query (reader->database, error,
                               "SELECT value FROM journal_private WHERE seq = ? AND edit = ? AND side = 'to'", "ii", seq,
                               (gint64) index);
  if (select == NULL || !pdl_database_step (reader->database, select, &row, error))
    return FALSE;
  *ret_text = row ? g_strdup (pdl_statement_get_text (select, 0)) : NULL;
  return TRUE;
}

static gboolean
apply (Reader *reader, PdlEdit *edit, GError **error)
{
  g_autoptr (PdlChange) change = pdl_change_new (NULL);

  pdl_change_take_edit (change, edit);
  return pdl_case_apply (reader->kase, change, error);
}

static PdlEdit
blank (PdlEditType type, const char *uid, PdlLevel level, const char *key)
{
  return (PdlEdit) {
    .type = type,
    .uid = g_strdup (uid),
    .level = level,
    .key = g_strdup (key),
    .from_day = PDL_DAY_NONE,
    .to_day = PDL_DAY_NONE,
  };
}

static const PdlFinding *
find_declaration (Reader *reader, const char *uid, const char *key)
{
  const PdlItem *item = uid != NULL ? pdl_case_lookup_item (reader->kase, uid) : NULL;

  return item != NULL ? pdl_record_kind_lookup_field (pdl_item_get_kind (item), key)
                      : pdl_dictionary_lookup (reader->dictionary, key);
}

static gboolean
apply_set (Reader *reader, const char *uid, PdlLevel level, const char *key, const char *text, gboolean is_text, GError **error)
{
  PdlFields *fields = pdl_case_get_place (reader->kase, uid, level);
  const PdlFinding *finding = find_declaration (reader, uid, key);
  g_autoptr (PdlValue) value = NULL;
  PdlEdit edit;

  if (fields == NULL || finding == NULL)
    return TRUE;
  if (is_text && finding->type == PDL_TYPE_TEXT)
    value = pdl_value_new_text (text);
  else if (!pdl_finding_parse (finding, text, &value, NULL) || !pdl_finding_validate (finding, value, NULL))
    g_clear_pointer (&value, pdl_value_unref);
  edit = blank (PDL_EDIT_SET, uid, level, key);
  edit.from = (PdlValue *) pdl_fields_get (fields, key);
  if (edit.from != NULL)
    pdl_value_ref (edit.from);
  edit.to = g_steal_pointer (&value);
  return apply (reader, &edit, error);
}

static gboolean
apply_extra (Reader *reader, const char *uid, PdlLevel level, const char *key, const char *text, GError **error)
{
  PdlFields *fields = pdl_case_get_place (reader->kase, uid, level);
  PdlEdit edit;

  if (fields == NULL)
    return TRUE;
  edit = blank (PDL_EDIT_EXTRA, uid, level, key);
  edit.from_text = g_strdup (pdl_fields_get_extra (fields, key));
  edit.to_text = g_strdup (text);
  return apply (reader, &edit, error);
}

static gboolean
apply_confirm (Reader *reader, const char *uid, PdlLevel level, const char *key, gboolean unconfirmed, GError **error)
{
  PdlFields *fields = pdl_case_get_place (reader->kase, uid, level);
  PdlEdit edit;

  if (fields == NULL || pdl_fields_get (fields, key) == NULL)
    return TRUE;
  edit = blank (PDL_EDIT_CONFIRM, uid, level, key);
  edit.from_flag = pdl_fields_is_unconfirmed (fields, key);
  edit.to_flag = unconfirmed;
  return apply (reader, &edit, error);
}

static PdlDay
get_day (JsonObject *edit, const char *member)
{
  const char *text = get_text (edit, member);
  PdlDay day = PDL_DAY_NONE;
  PdlPrecision precision;

  if (text == NULL || !pdl_day_parse (text, &day, &precision))
    return PDL_DAY_NONE;
  return day;
}

static GArray *
get_targets (JsonObject *edit, const char *member)
{
  GArray *targets = g_array_new (FALSE, FALSE, sizeof (PdlLevelSet));
  JsonNode *node = json_object_get_member (edit, member);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      PdlLevelSet levels = 0;
      const char *text = json_array_get_string_element (array, i);

      if (text != NULL && pdl_column_levels_from_text (text, &levels) && levels != 0)
        g_array_append_val (targets, levels);
    }
  return targets;
}

static gboolean
apply_visit (Reader *reader, JsonObject *json, const char *type, const char *uid, GError **error)
{
  const PdlAssessment *assessment = pdl_case_lookup_assessment (reader->kase, uid);
  PdlEdit edit;

  if (g_str_equal (type, "assessment-add"))
    edit = blank (PDL_EDIT_ASSESSMENT_ADD, uid, PDL_LEVEL_NONE, NULL);
  else if (assessment == NULL)
    return TRUE;
  else if (g_str_equal (type, "assessment-remove"))
    edit = blank (PDL_EDIT_ASSESSMENT_REMOVE, uid, PDL_LEVEL_NONE, NULL);
  else if (g_str_equal (type, "assessment-day"))
    edit = blank (PDL_EDIT_ASSESSMENT_DAY, uid, PDL_LEVEL_NONE, NULL);
  else
    {
      edit = blank (PDL_EDIT_TARGETS, uid, PDL_LEVEL_NONE, NULL);
      edit.from_targets = g_array_new (FALSE, FALSE, sizeof (PdlLevelSet));
      for (guint i = 0; i < pdl_assessment_get_n_targets (assessment); i++)
        {
          PdlLevelSet target = pdl_assessment_get_target (assessment, i);

          g_array_append_val (edit.from_targets, target);
        }
      edit.to_targets = get_targets (json, "to");
      return apply (reader, &edit, error);
    }
  edit.from_day = assessment != NULL ? pdl_assessment_get_day (assessment) : PDL_DAY_NONE;
  edit.to_day = get_day (json, "to");
  return apply (reader, &edit, error);
}

static gboolean
apply_item (Reader *reader, JsonObject *json, const char *uid, gboolean add, GError **error)
{
  const char *group_name = get_text (json, "group");
  PdlEdit edit = blank (add ? PDL_EDIT_ITEM_ADD : PDL_EDIT_ITEM_REMOVE, uid, PDL_LEVEL_NONE, NULL);
  PdlGroup group = 0;

  while (group < PDL_N_GROUPS && g_strcmp0 (pdl_group_key (group), group_name) != 0)
    group++;
  edit.kind = g_strdup (get_text (json, "kind"));
  edit.group = group;
  /* A kind of record that this dictionary does not have was not read by its knowledge. */
  if (group == PDL_N_GROUPS || edit.kind == NULL || pdl_dictionary_lookup_kind (reader->dictionary, group, edit.kind) == NULL
      || (!add && pdl_case_lookup_item (reader->kase, uid) == NULL))
    {
      g_free (edit.uid);
      g_free (edit.kind);
      return TRUE;
    }
  return apply (reader, &edit, error);
}

static gboolean
apply_edit (Reader *reader, gint64 seq, guint index, JsonObject *json, GError **error)
{
  const char *type = get_text (json, "edit");
  const char *uid = get_text (json, "uid");
  const char *key = get_text (json, "key");
  const char *level_name = get_text (json, "level");
  PdlLevel level = level_name != NULL ? pdl_level_from_name (level_name) : PDL_LEVEL_NONE;
  const char *to = get_text (json, "to");
  g_autofree char *private = NULL;

  if (type == NULL)
    return refuse (error, PDL_STORE_ERROR_DAMAGED, _("An entry of the journal cannot be read."));
  if (json_object_has_member (json, "to_hash"))
    {
      if (!read_private (reader, seq, index, &private, error))
        return FALSE;
      reader->erased |= private == NULL;
      to = private;
    }
  if (key != NULL && g_str_equal (type, "set"))
    return apply_set (reader, uid, level, key, to,
                      to != NULL && json_object_has_member (json, "to_is_text"), error);
  if (key != NULL && g_str_equal (type, "extra"))
    return apply_extra (reader, uid, level, key, to, error);
  if (key != NULL && g_str_equal (type, "confirm"))
    return apply_confirm (reader, uid, level, key, g_strcmp0 (to, "unconfirmed") == 0, error);
  if (uid != NULL && (g_str_has_prefix (type, "assessment-") || g_str_equal (type, "targets")))
    return apply_visit (reader, json, type, uid, error);
  if (uid != NULL && g_str_has_prefix (type, "item-"))
    return apply_item (reader, json, uid, g_str_equal (type, "item-add"), error);
  return refuse (error, PDL_STORE_ERROR_DAMAGED, _("An entry of the journal cannot be read."));
}

PdlCase *
pdl_journal_reader_load_before (PdlDatabase *database, PdlDictionary *dictionary, const char *case_uid,
                                const char *item_uid, gboolean *ret_erased, GError **error)
{
  g_autoptr (GPtrArray) entries = read_entries (database, case_uid, error);
  g_autoptr (PdlCase) kase = NULL;
  Reader reader = { database, dictionary, NULL, FALSE };
  Entry *birth;

  if (entries == NULL)
    return NULL;
  birth = find_birth (entries, item_uid, error);
  if (birth == NULL)
    return NULL;
  kase = reader.kase = pdl_case_new (dictionary, case_uid);
  for (guint i = 0; entries->pdata[i] != birth; i++)
    {
      Entry *entry = entries->pdata[i];

      for (guint j = 0; j < json_array_get_length (entry->edits); j++)
        if (!apply_edit (&reader, entry->seq, j, json_array_get_object_element (entry->edits, j), error))
          return NULL;
    }
  *ret_erased = reader.erased;
  return g_steal_pointer (&kase);
}
