/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The journal.
 *
 *   entry    = {"label":…,"edits":[{"edit":"set","uid":…,"level":"T8","key":"escc_grade","from":"1b","to":"2"},…]}
 *   hash     = SHA-256 of "pedicle-journal-1\n" seq "\n" case "\n" revision "\n" time "\n" entry "\n" previous
 *   previous = hash of the entry before, 64 zeros for the first
 *
 * Values are in the dictionary's text form; "to_is_text" says of a text that only looks like an absence that it is none. Of identity, free text and unknown ids the entry has only "from_hash" and
 * "to_hash": HMAC-SHA-256 of the text under a random key of its own. Text and key stand in journal_private. Erasing
 * that row leaves a hash nobody can try names against, and a chain that still holds.
 *
 * Store's thread only.
 */
#include "pdl-journal-table.h"

#include "pdl-column.h"
#include "pdl-store-error.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <sys/random.h>

#define KEY_SIZE 32
static const char first_hash[] = "0000000000000000000000000000000000000000000000000000000000000000";

static char *
hash_entry (gint64 seq, const char *case_uid, gint64 revision, gint64 time, const char *entry, const char *previous)
{
  g_autofree char *text = g_strdup_printf ("pedicle-journal-1\n%" G_GINT64_FORMAT "\n%s\n%" G_GINT64_FORMAT
                                           "\n%" G_GINT64_FORMAT "\n%s\n%s",
                                           seq, case_uid, revision, time, entry, previous);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static GBytes *
new_key (void)
{
  guchar *key = g_malloc (KEY_SIZE);

  /* Never short of random bytes for 32: only an interrupted early boot could be, and then it is tried again. */
  while (getrandom (key, KEY_SIZE, 0) != KEY_SIZE)
    ;
  return g_bytes_new_take (key, KEY_SIZE);
}

static char *
hash_private (GBytes *key, const char *text)
{
  gsize size;
  const guchar *data = g_bytes_get_data (key, &size);

  return g_compute_hmac_for_string (G_CHECKSUM_SHA256, data, size, text, -1);
}

static const char *
edit_name (PdlEditType type)
{
  static const char *const names[] = { "set", "confirm", "extra", "assessment-add", "assessment-remove",
                                       "assessment-day", "targets", "item-add", "item-remove" };

  return names[type];
}

/* The declaration of what an edit sets: of the dictionary, or of the kind of the item it stands in. */
static const PdlFinding *
find_declaration (PdlDictionary *dictionary, PdlCase *kase, PdlChange *change, const PdlEdit *edit)
{
  const PdlItem *item = edit->uid != NULL ? pdl_case_lookup_item (kase, edit->uid) : NULL;

  if (item != NULL)
    return pdl_record_kind_lookup_field (pdl_item_get_kind (item), edit->key);
  /* An item that this very change removes is no longer in the case. */
  for (guint i = 0; edit->uid != NULL && i < pdl_change_get_n_edits (change); i++)
    {
      const PdlEdit *other = pdl_change_get_edit (change, i);

      if (other->type == PDL_EDIT_ITEM_REMOVE && g_str_equal (other->uid, edit->uid))
        {
          const PdlRecordKind *kind = pdl_dictionary_lookup_kind (dictionary, other->group, other->kind);

          return kind != NULL ? pdl_record_kind_lookup_field (kind, edit->key) : NULL;
        }
    }
  return pdl_dictionary_lookup (dictionary, edit->key);
}

static gboolean
is_private (const PdlEdit *edit, const PdlFinding *finding)
{
  return edit->type == PDL_EDIT_EXTRA
         || (edit->type == PDL_EDIT_SET
             && (finding == NULL || finding->scope == PDL_SCOPE_IDENTITY || finding->type == PDL_TYPE_TEXT));
}

/* One side of a private edit: the hash into the entry, text and key aside. */
static gboolean
write_private (PdlDatabase *database, gint64 seq, guint index, const char *side, const char *text, JsonBuilder *json,
               GError **error)
{
  g_autoptr (GBytes) key = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *member = g_strconcat (side, "_hash", NULL);

  if (text == NULL || *text == '\0')
    return TRUE;
  key = new_key ();
  hash = hash_private (key, text);
  json_builder_set_member_name (json, member);
  json_builder_add_string_value (json, hash);
  return pdl_database_run (database, error,
                           "INSERT INTO journal_private (seq, edit, side, key, value) VALUES (?, ?, ?, ?, ?)", "iitbt",
                           seq, (gint64) index, side, key, text);
}

static void
add_text (JsonBuilder *json, const char *member, const char *text)
{
  json_builder_set_member_name (json, member);
  json_builder_add_string_value (json, text);
}

static void
add_day (JsonBuilder *json, const char *member, PdlDay day)
{
  g_autofree char *text = day != PDL_DAY_NONE ? pdl_day_to_iso (day, PDL_PRECISION_DAY) : g_strdup ("");

  add_text (json, member, text);
}

static void
add_targets (JsonBuilder *json, const char *member, GArray *targets)
{
  json_builder_set_member_name (json, member);
  json_builder_begin_array (json);
  for (guint i = 0; targets != NULL && i < targets->len; i++)
    {
      g_autofree char *levels = pdl_column_levels_to_text (g_array_index (targets, PdlLevelSet, i));

      json_builder_add_string_value (json, levels);
    }
  json_builder_end_array (json);
}

static gboolean
write_edit (PdlDatabase *database, gint64 seq, guint index, const PdlEdit *edit, const PdlFinding *finding,
            JsonBuilder *json, GError **error)
{
  gboolean success = TRUE;

  json_builder_begin_object (json);
  add_text (json, "edit", edit_name (edit->type));
  if (edit->uid != NULL)
    add_text (json, "uid", edit->uid);
  if (edit->key != NULL && edit->level != PDL_LEVEL_NONE)
    add_text (json, "level", pdl_level_name (edit->level));
  if (edit->key != NULL)
    add_text (json, "key", edit->key);
  switch (edit->type)
    {
    case PDL_EDIT_SET:
      {
        g_autofree char *from = finding != NULL ? pdl_finding_format (finding, edit->from) : NULL;
        g_autofree char *to = finding != NULL ? pdl_finding_format (finding, edit->to) : NULL;

        if (pdl_value_is_known (edit->to) && to != NULL && (g_str_equal (to, "?") || g_str_equal (to, "n/a")))
          {
            json_builder_set_member_name (json, "to_is_text");
            json_builder_add_boolean_value (json, TRUE);
          }
        if (is_private (edit, finding))
          success = write_private (database, seq, index, "from", from, json, error)
                    && write_private (database, seq, index, "to", to, json, error);
        else
          {
            add_text (json, "from", from);
            add_text (json, "to", to);
          }
      }
      break;
    case PDL_EDIT_EXTRA:
      success = write_private (database, seq, index, "from", edit->from_text, json, error)
                && write_private (database, seq, index, "to", edit->to_text, json, error);
      break;
    case PDL_EDIT_CONFIRM:
      add_text (json, "from", edit->from_flag ? "unconfirmed" : "confirmed");
      add_text (json, "to", edit->to_flag ? "unconfirmed" : "confirmed");
      break;
    case PDL_EDIT_ASSESSMENT_DAY:
      add_day (json, "from", edit->from_day);
      add_day (json, "to", edit->to_day);
      break;
    case PDL_EDIT_ASSESSMENT_ADD:
      add_day (json, "to", edit->to_day);
      break;
    case PDL_EDIT_ASSESSMENT_REMOVE:
      add_day (json, "from", edit->from_day);
      break;
    case PDL_EDIT_TARGETS:
      add_targets (json, "from", edit->from_targets);
      add_targets (json, "to", edit->to_targets);
      break;
    case PDL_EDIT_ITEM_ADD:
    case PDL_EDIT_ITEM_REMOVE:
      add_text (json, "group", pdl_group_key (edit->group));
      add_text (json, "kind", edit->kind);
      break;
    default:
      break;
    }
  json_builder_end_object (json);
  return success;
}

static gboolean
read_head (PdlDatabase *database, gint64 *ret_seq, char **ret_hash, GError **error)
{
  g_autoptr (sqlite3_stmt) head = NULL;
  gboolean row;

  head = pdl_database_query (database, error, "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1", "");
  if (head == NULL || !pdl_database_step (database, head, &row, error))
    return FALSE;
  *ret_seq = row ? sqlite3_column_int64 (head, 0) : 0;
  *ret_hash = g_strdup (row ? pdl_statement_get_text (head, 1) : first_hash);
  return TRUE;
}

gboolean
pdl_journal_table_append (PdlDatabase *database, PdlDictionary *dictionary, const char *case_uid, gint64 revision,
                          PdlCase *kase, PdlChange *change, GError **error)
{
  g_autoptr (JsonBuilder) json = json_builder_new_immutable ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *previous = NULL;
  g_autofree char *entry = NULL;
  g_autofree char *hash = NULL;
  gboolean any_private = FALSE;
  gint64 time = pdl_change_get_time (change);
  gint64 seq;

  /* The private rows refer to the entry that is written last, because its hash needs what they say. */
  if (!pdl_database_exec (database, "PRAGMA defer_foreign_keys = ON", error)
      || !read_head (database, &seq, &previous, error))
    return FALSE;
  seq++;
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "edits");
  json_builder_begin_array (json);
  for (guint i = 0; i < pdl_change_get_n_edits (change); i++)
    {
      const PdlEdit *edit = pdl_change_get_edit (change, i);
      const PdlFinding *finding = edit->key != NULL ? find_declaration (dictionary, kase, change, edit) : NULL;

      any_private |= is_private (edit, finding);
      if (!write_edit (database, seq, i, edit, finding, json, error))
        return FALSE;
    }
  json_builder_end_array (json);
  /* The label of a private edit may quote it. */
  if (!any_private && pdl_change_get_label (change) != NULL)
    add_text (json, "label", pdl_change_get_label (change));
  json_builder_end_object (json);

  root = json_builder_get_root (json);
  entry = json_to_string (root, FALSE);
  hash = hash_entry (seq, case_uid, revision, time, entry, previous);
  return pdl_database_run (database, error,
                           "INSERT INTO journal (seq, case_uid, revision, time, entry, previous, hash) "
                           "VALUES (?, ?, ?, ?, ?, ?, ?)", "itiittt", seq, case_uid, revision, time, entry, previous,
                           hash);
}

/* ——— checking ——— */

/* Numbers go into sentences as text: a translator sees the whole sentence, and no macro cuts it. */
static char *
format_number (gint64 number)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

/* @sentence: translated, with one %s for @number. */
static void
add_finding (GPtrArray *findings, const char *sentence, gint64 number)
{
  g_autofree char *text = format_number (number);

  g_ptr_array_add (findings, g_strdup_printf (sentence, text));
}

static gboolean
check_chain (PdlDatabase *database, GPtrArray *findings, GError **error)
{
  g_autoptr (sqlite3_stmt) select = NULL;
  g_autofree char *previous = g_strdup (first_hash);
  gint64 expected = 1;
  gboolean row;

  select = pdl_database_query (database, error,
                               "SELECT seq, case_uid, revision, time, entry, previous, hash FROM journal ORDER BY seq",
                               "");
  if (select == NULL || !pdl_database_step (database, select, &row, error))
    return FALSE;
  while (row)
    {
      gint64 seq = sqlite3_column_int64 (select, 0);
      const char *hash = pdl_statement_get_text (select, 6);
      g_autofree char *computed = hash_entry (seq, pdl_statement_get_text (select, 1), sqlite3_column_int64 (select, 2),
                                              sqlite3_column_int64 (select, 3), pdl_statement_get_text (select, 4),
                                              pdl_statement_get_text (select, 5));

      if (seq != expected)
        add_finding (findings, _("Journal: entry %s is missing."), expected);
      else if (!g_str_equal (pdl_statement_get_text (select, 5), previous))
        add_finding (findings, _("Journal: entry %s does not follow the entry before it."), seq);
      if (!g_str_equal (computed, hash))
        add_finding (findings, _("Journal: entry %s was changed afterwards."), seq);
      g_free (previous);
      previous = g_strdup (hash);
      expected = seq + 1;
      if (!pdl_database_step (database, select, &row, error))
        return FALSE;
    }
  return TRUE;
}

/* Erased private values are no finding; values that do not match their hash are. */
static gboolean
check_private (PdlDatabase *database, GPtrArray *findings, GError **error)
{
  g_autoptr (sqlite3_stmt) select = NULL;
  gboolean row;

  select = pdl_database_query (database, error,
                               "SELECT p.seq, p.key, p.value, json_extract (j.entry, '$.edits[' || p.edit || '].' || "
                               "p.side || '_hash') FROM journal_private p JOIN journal j ON j.seq = p.seq "
                               "ORDER BY p.seq", "");
  if (select == NULL || !pdl_database_step (database, select, &row, error))
    return FALSE;
  while (row)
    {
      g_autoptr (GBytes) key = g_bytes_new (sqlite3_column_blob (select, 1), sqlite3_column_bytes (select, 1));
      g_autofree char *computed = hash_private (key, pdl_statement_get_text (select, 2));

      if (g_strcmp0 (computed, pdl_statement_get_text (select, 3)) != 0)
        add_finding (findings, _("Journal: a private value of entry %s was changed afterwards."),
                     sqlite3_column_int64 (select, 0));
      if (!pdl_database_step (database, select, &row, error))
        return FALSE;
    }
  return TRUE;
}

/* The end of the chain has no successor that would miss it; the revisions of the cases are its witness. */
static gboolean
check_revisions (PdlDatabase *database, GPtrArray *findings, GError **error)
{
  g_autoptr (sqlite3_stmt) select = NULL;
  gboolean row;

  select = pdl_database_query (database, error,
                               "SELECT c.uid, c.revision, count (j.seq), coalesce (max (j.revision), 0) FROM cases c "
                               "LEFT JOIN journal j ON j.case_uid = c.uid GROUP BY c.id "
                               "HAVING count (j.seq) <> c.revision OR max (j.revision) IS NOT c.revision", "");
  if (select == NULL || !pdl_database_step (database, select, &row, error))
    return FALSE;
  while (row)
    {
      g_autofree char *at = format_number (sqlite3_column_int64 (select, 1));
      g_autofree char *held = format_number (sqlite3_column_int64 (select, 2));

      g_ptr_array_add (findings, g_strdup_printf (_("Journal: case %s is at change %s, the journal holds %s of its "
                                                    "changes."), pdl_statement_get_text (select, 0), at, held));
      if (!pdl_database_step (database, select, &row, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
pdl_journal_table_check (PdlDatabase *database, GPtrArray *findings, GError **error)
{
  return check_chain (database, findings, error)
         && check_private (database, findings, error)
         && check_revisions (database, findings, error);
}
