/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The clinic's own values over the shipped text. What may be changed is said by the shipped text itself: `local = KEY; …` in a
 * group, `local-groups = WHAT` where a clinic may add groups of its own. All of a local file is taken over or nothing.
 *
 * The kinds of groups in which a mark counts at all are few and stand here: no mark can make a rule, a sentence, a source or a
 * published limit the clinic's to change.
 */

#include "pdl-knowledge-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_BYTES (256 * 1024)
#define MAX_LABEL 80
#define MAX_NUMBER 40
#define MIN_DIGITS 2
/* A margin of the follow-up longer than a year hides what is overdue. */
#define MOST_DAYS 366
/* The source and tag of what a clinic added. */
#define SOURCE "local-protocol"
#define TAG "local"

/* Figures of the follow-up planner and of the radiotherapy arithmetic. */
static const char *const open_kinds[] = { "dose", "track", "situations", NULL };
/* What the words and the basis of a figure are made of. */
static const char *const closed_keys[] = { "label", "help", "text", "short", "note", "why", "why-unknown", "source", "tag", "reviewed", "use", "misuse",
                                           "local", "local-groups", NULL };

/* ---- the marks of the shipped text ------------------------------------------------------------------------------- */

static gboolean
has_key (PdlIniGroup *group, const char *key)
{
  return pdl_ini_group_peek (group, key) != NULL;
}

static gboolean
check_marks (PdlIniGroup *group, GError **error)
{
  g_auto (GStrv) keys = pdl_ini_group_get_list (group, "local");
  g_auto (GStrv) groups = pdl_ini_group_get_list (group, "local-groups");

  if (keys == NULL && groups == NULL)
    return TRUE;
  if (!g_strv_contains (open_kinds, pdl_ini_group_get_kind (group)))
    return pdl_ini_group_set_error (group, "local", error, "nothing in a group of this kind is a clinic's to change");
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    if (g_strv_contains (closed_keys, keys[i]))
      return pdl_ini_group_set_error (group, "local", error, "“%s” is not a clinic's to change: words and sources stay as they are", keys[i]);
    else if (!has_key (group, keys[i]))
      return pdl_ini_group_set_error (group, "local", error, "this group has no key “%s”", keys[i]);
  return TRUE;
}

static gboolean
check_all_marks (PdlKnowledge *self, GError **error)
{
  for (guint i = 0; i < self->inis->len; i++)
    for (guint g = 0; g < pdl_ini_get_n_groups (self->inis->pdata[i]); g++)
      if (!check_marks (pdl_ini_get_group (self->inis->pdata[i], g), error))
        return FALSE;
  return TRUE;
}

static gboolean
list_contains (PdlIniGroup *group, const char *key, const char *word)
{
  g_auto (GStrv) list = pdl_ini_group_get_list (group, key);

  return list != NULL && g_strv_contains ((const char *const *) list, word);
}

static PdlIniGroup *
find_group (PdlKnowledge *self, PdlIniGroup *wanted)
{
  for (guint i = 0; i < self->inis->len; i++)
    for (guint g = 0; g < pdl_ini_get_n_groups (self->inis->pdata[i]); g++)
      {
        PdlIniGroup *group = pdl_ini_get_group (self->inis->pdata[i], g);

        if (g_str_equal (pdl_ini_group_get_kind (group), pdl_ini_group_get_kind (wanted))
            && g_str_equal (pdl_ini_group_get_name (group), pdl_ini_group_get_name (wanted)))
          return group;
      }
  return NULL;
}

/* The group whose mark lets a clinic add groups such as @wanted. */
static PdlIniGroup *
find_opener (PdlKnowledge *self, PdlIniGroup *wanted)
{
  const char *name = pdl_ini_group_get_name (wanted);
  const char *slash = strchr (name, '/');
  g_autofree char *what = slash != NULL ? g_strndup (name, slash - name) : g_strdup ("");

  for (guint i = 0; i < self->inis->len; i++)
    for (guint g = 0; g < pdl_ini_get_n_groups (self->inis->pdata[i]); g++)
      {
        PdlIniGroup *group = pdl_ini_get_group (self->inis->pdata[i], g);

        if (g_str_equal (pdl_ini_group_get_kind (group), pdl_ini_group_get_kind (wanted)) && list_contains (group, "local-groups", what))
          return group;
      }
  return NULL;
}

/* ---- the local file ---------------------------------------------------------------------------------------------- */

static gboolean
read_words (PdlKnowledge *self, PdlIniGroup *group, const char *key, gboolean needed, const char **ret_text, GError **error)
{
  const char *text = pdl_ini_group_get (group, key);

  *ret_text = pdl_knowledge_keep (self, text);
  if (needed && *ret_text == NULL)
    return pdl_ini_group_set_error (group, key, error, _("this key is needed"));
  if (*ret_text != NULL && g_utf8_strlen (*ret_text, -1) > MAX_LABEL)
    return pdl_ini_group_set_error (group, key, error, _("more than %d characters"), MAX_LABEL);
  return TRUE;
}

static gboolean
read_head (PdlKnowledge *self, PdlIniGroup *group, GError **error)
{
  PdlLocal *local = self->local;
  PdlDay day;
  PdlPrecision precision;

  if (*pdl_ini_group_get_name (group) != '\0')
    return pdl_ini_group_set_error (group, NULL, error, _("this group has no second word"));
  if (!read_words (self, group, "clinic", TRUE, &local->clinic, error) || !read_words (self, group, "approved-by", FALSE, &local->approved_by, error)
      || !read_words (self, group, "date", FALSE, &local->date, error))
    return FALSE;
  if (local->date != NULL && !pdl_day_parse (local->date, &day, &precision))
    return pdl_ini_group_set_error (group, "date", error, _("“%s” is not a date such as 2026-03-02"), local->date);
  return pdl_ini_group_check_all_read (group, error);
}

/* What can be dialled or said: digits and the signs between them. */
static gboolean
is_number (const char *text)
{
  guint digits = 0;

  for (const char *c = text; *c != '\0'; c++)
    if (g_ascii_isdigit (*c))
      digits++;
    else if (strchr ("+-()/. *#,", *c) == NULL)
      return FALSE;
  return digits >= MIN_DIGITS;
}

static gboolean
read_phone (PdlKnowledge *self, PdlIniGroup *group, GError **error)
{
  PdlPhone *phone = pdl_knowledge_own (self, g_new0 (PdlPhone, 1));

  phone->id = pdl_ini_group_get_name (group);
  phone->line = pdl_ini_group_get_line (group);
  if (*phone->id == '\0')
    return pdl_ini_group_set_error (group, NULL, error, _("a telephone number needs a name: [phone surgeon]"));
  if (!read_words (self, group, "label", TRUE, &phone->label, error) || !read_words (self, group, "number", TRUE, &phone->number, error)
      || !read_words (self, group, "note", FALSE, &phone->note, error))
    return FALSE;
  if (strlen (phone->number) > MAX_NUMBER || !is_number (phone->number))
    return pdl_ini_group_set_error (group, "number", error, _("“%s” is not a telephone number"), phone->number);
  g_ptr_array_add (self->local->phones, phone);
  return pdl_ini_group_check_all_read (group, error);
}

static void
note_value (PdlKnowledge *self, PdlIniGroup *shipped, PdlIniGroup *group, const char *key)
{
  PdlLocalValue *value = pdl_knowledge_own (self, g_new0 (PdlLocalValue, 1));
  g_autofree char *heading = g_strdup_printf ("%s %s", pdl_ini_group_get_kind (group), pdl_ini_group_get_name (group));

  value->file = shipped != NULL ? pdl_ini_group_get_file (shipped) : PDL_LOCAL_NAME;
  value->line = pdl_ini_group_get_line (shipped != NULL ? shipped : group);
  value->local_line = pdl_ini_group_get_key_line (group, key);
  value->group = pdl_knowledge_keep (self, heading);
  value->label = pdl_knowledge_keep (self, pdl_ini_group_peek (shipped != NULL ? shipped : group, "label"));
  value->key = pdl_knowledge_keep (self, key);
  value->shipped = shipped != NULL ? pdl_knowledge_keep (self, pdl_ini_group_peek (shipped, key)) : NULL;
  value->value = pdl_knowledge_keep (self, pdl_ini_group_peek (group, key));
  g_ptr_array_add (self->local->values, value);
}

/* The readers check what a figure may be at all; a clinic may do less. */
static gboolean
check_days (PdlIniGroup *group, const char *key, const char *value, GError **error)
{
  if (g_str_equal (pdl_ini_group_get_kind (group), "dose") || g_ascii_string_to_unsigned (value, 10, 0, MOST_DAYS, NULL, NULL))
    return TRUE;
  return pdl_ini_group_set_error (group, key, error, _("“%s” is not a number of days from 0 to %d"), value, MOST_DAYS);
}

static gboolean
change_group (PdlKnowledge *self, PdlIniGroup *shipped, PdlIniGroup *group, GError **error)
{
  for (guint i = 0; i < pdl_ini_group_get_n_keys (group); i++)
    {
      const char *key = pdl_ini_group_get_key (group, i);
      const char *value = pdl_ini_group_get (group, key);

      if (g_strv_contains (closed_keys, key) || strchr (key, '[') != NULL)
        return pdl_ini_group_set_error (group, key, error, _("words and sources are as shipped; a clinic cannot change them"));
      if (!list_contains (shipped, "local", key))
        return pdl_ini_group_set_error (group, key, error, _("this key is not marked as a clinic's to change"));
      if (*value == '\0')
        return pdl_ini_group_set_error (group, key, error, _("a value is needed; without the line the shipped one holds"));
      if (!check_days (group, key, value, error))
        return FALSE;
      /* What is as shipped is not local. */
      if (g_strcmp0 (value, pdl_ini_group_peek (shipped, key)) == 0)
        continue;
      note_value (self, shipped, group, key);
      pdl_ini_group_overlay (shipped, key, group);
    }
  return TRUE;
}

static gboolean
add_group (PdlKnowledge *self, PdlIniGroup *opener, PdlIniGroup *group, GError **error)
{
  static const char *const basis[] = { "source", "tag", "local", "local-groups", NULL };
  PdlIniGroup *added;

  for (guint i = 0; i < pdl_ini_group_get_n_keys (group); i++)
    {
      const char *key = pdl_ini_group_get_key (group, i);

      if (g_strv_contains (basis, key))
        return pdl_ini_group_set_error (group, key, error, _("what a clinic adds has the clinic as its source"));
      pdl_ini_group_get (group, key);
      note_value (self, NULL, group, key);
    }
  added = pdl_ini_append_group (pdl_ini_group_get_ini (opener), group);
  pdl_ini_group_set_default (added, "source", SOURCE);
  pdl_ini_group_set_default (added, "tag", TAG);
  return TRUE;
}

static gboolean
read_group (PdlKnowledge *self, PdlIniGroup *group, GError **error)
{
  const char *kind = pdl_ini_group_get_kind (group);
  PdlIniGroup *shipped, *opener;

  if (g_str_equal (kind, "local"))
    return read_head (self, group, error);
  if (g_str_equal (kind, "phone"))
    return read_phone (self, group, error);
  shipped = find_group (self, group);
  if (shipped != NULL)
    return change_group (self, shipped, group, error);
  opener = find_opener (self, group);
  if (opener != NULL)
    return add_group (self, opener, group, error);
  return pdl_ini_group_set_error (group, NULL, error, _("the shipped knowledge has no such group, and a clinic cannot add one of this kind"));
}

gboolean
pdl_local_apply (PdlKnowledge *self, const char *name, GBytes *bytes, GError **error)
{
  PdlLocal *local;

  if (!check_all_marks (self, error))
    return FALSE;
  if (bytes == NULL)
    return TRUE;
  if (g_bytes_get_size (bytes) > MAX_BYTES)
    {
      g_set_error (error, PDL_KNOWLEDGE_ERROR, PDL_KNOWLEDGE_ERROR_SYNTAX, _("%s: more than %d bytes is no list of local values"), name, MAX_BYTES);
      return FALSE;
    }
  local = self->local = g_new0 (PdlLocal, 1);
  local->values = g_ptr_array_new ();
  local->phones = g_ptr_array_new ();
  local->hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  local->ini = pdl_ini_new (name, bytes, error);
  if (local->ini == NULL)
    return FALSE;
  for (guint g = 0; g < pdl_ini_get_n_groups (local->ini); g++)
    if (!read_group (self, pdl_ini_get_group (local->ini, g), error))
      return FALSE;
  if (local->clinic != NULL)
    return TRUE;
  g_set_error (error, PDL_KNOWLEDGE_ERROR, PDL_KNOWLEDGE_ERROR_MISSING, _("%s: [local] clinic: whose values these are must be said"), name);
  return FALSE;
}

void
pdl_local_free (PdlLocal *local)
{
  if (local == NULL)
    return;
  g_clear_pointer (&local->ini, pdl_ini_free);
  g_ptr_array_unref (local->values);
  g_ptr_array_unref (local->phones);
  g_free (local->hash);
  g_free (local);
}

/* ---- plain answers ----------------------------------------------------------------------------------------------- */

const char *
pdl_knowledge_get_local_hash (PdlKnowledge *self)
{
  return self->local != NULL ? self->local->hash : NULL;
}

const char *
pdl_knowledge_get_local_clinic (PdlKnowledge *self)
{
  return self->local != NULL ? self->local->clinic : NULL;
}

const char *
pdl_knowledge_get_local_approval (PdlKnowledge *self, const char **ret_date)
{
  if (ret_date != NULL)
    *ret_date = self->local != NULL ? self->local->date : NULL;
  return self->local != NULL ? self->local->approved_by : NULL;
}

guint
pdl_knowledge_get_n_local_values (PdlKnowledge *self)
{
  return self->local != NULL ? self->local->values->len : 0;
}

const PdlLocalValue *
pdl_knowledge_get_local_value (PdlKnowledge *self, guint index)
{
  return self->local->values->pdata[index];
}

gboolean
pdl_local_value_is_of (const PdlLocalValue *value, const PdlBasis *basis)
{
  gboolean own = g_strcmp0 (basis->source_text, SOURCE) == 0;

  return basis->local && value->line == basis->line && (own ? value->shipped == NULL : g_str_equal (value->file, basis->file));
}

guint
pdl_knowledge_get_n_phones (PdlKnowledge *self)
{
  return self->local != NULL ? self->local->phones->len : 0;
}

const PdlPhone *
pdl_knowledge_get_phone (PdlKnowledge *self, guint index)
{
  return self->local->phones->pdata[index];
}

void
pdl_knowledge_foreach_open_key (PdlKnowledge *self, PdlOpenKeyFunc func, gpointer user_data)
{
  for (guint i = 0; i < self->inis->len; i++)
    for (guint g = 0; g < pdl_ini_get_n_groups (self->inis->pdata[i]); g++)
      {
        PdlIniGroup *group = pdl_ini_get_group (self->inis->pdata[i], g);
        g_auto (GStrv) keys = pdl_ini_group_get_list (group, "local");
        g_autofree char *heading = g_strdup_printf ("%s %s", pdl_ini_group_get_kind (group), pdl_ini_group_get_name (group));

        for (guint k = 0; keys != NULL && keys[k] != NULL; k++)
          func (pdl_ini_get_name (self->inis->pdata[i]), heading, pdl_ini_group_peek (group, "label"), keys[k], pdl_ini_group_peek (group, keys[k]),
                user_data);
      }
}
