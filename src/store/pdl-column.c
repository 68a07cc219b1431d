/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding ↔ column. Knows the types of the dictionary and nothing of tables. Pure.
 *
 *   bool INTEGER 0 1 · enum TEXT code · set TEXT "vb ped_l", "-" when empty · levels TEXT "T8 T9" · int INTEGER ·
 *   number REAL · date TEXT "2026-03-02", "2026-03", "2026" · datetime TEXT "2026-03-02T14:05" · list TEXT JSON
 */
#include "pdl-column.h"

#include <json-glib/json-glib.h>
#include <math.h>

gboolean
pdl_column_exists (const PdlFinding *finding)
{
  return finding->type != PDL_TYPE_TEXT;
}

const char *
pdl_column_type_name (PdlType type)
{
  static const char *const names[] = { "bool", "enum", "set", "int", "number", "date", "datetime", "text", "levels",
                                       "list" };

  return names[type];
}

static char *
quote (const char *text)
{
  char *sql = sqlite3_mprintf ("%Q", text);
  char *copy = g_strdup (sql);

  sqlite3_free (sql);
  return copy;
}

static char *
quote_name (const char *name)
{
  char *sql = sqlite3_mprintf ("\"%w\"", name);
  char *copy = g_strdup (sql);

  sqlite3_free (sql);
  return copy;
}

/* SQLite has no regular expressions. The text must be as long as the known codes found in it and their blanks: a
 * strange, an empty or a repeated code leaves a remainder. A flat sum, because the parser's stack is shallow. */
static void
append_set_check (GString *sql, const char *name, const char *const *codes, guint n_codes)
{
  g_string_append_printf (sql, " CHECK (%s = '-' OR length (%s) + 1 = 0", name, name);
  for (guint i = 0; i < n_codes; i++)
    {
      g_autofree char *padded = g_strdup_printf (" %s ", codes[i]);
      g_autofree char *literal = quote (padded);

      g_string_append_printf (sql, " + (instr (' ' || %s || ' ', %s) > 0) * %d", name, literal,
                              (int) g_utf8_strlen (codes[i], -1) + 1);
    }
  g_string_append (sql, ")");
}

static void
append_number (GString *sql, double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (sql, g_ascii_dtostr (buffer, sizeof buffer, number));
}

static void
append_range_check (GString *sql, const char *name, const PdlFinding *finding)
{
  if (!isnan (finding->min))
    {
      g_string_append_printf (sql, " CHECK (%s %s ", name, finding->min_exclusive ? ">" : ">=");
      append_number (sql, finding->min);
      g_string_append_c (sql, ')');
    }
  if (!isnan (finding->max))
    {
      g_string_append_printf (sql, " CHECK (%s <= ", name);
      append_number (sql, finding->max);
      g_string_append_c (sql, ')');
    }
}

char *
pdl_column_declare (const PdlFinding *finding, const char *name)
{
  g_autofree char *column = quote_name (name);
  GString *sql = g_string_new (column);

  switch (finding->type)
    {
    case PDL_TYPE_BOOL:
      g_string_append_printf (sql, " INTEGER CHECK (%s IN (0, 1))", column);
      break;
    case PDL_TYPE_ENUM:
      g_string_append_printf (sql, " TEXT CHECK (%s IN (", column);
      for (guint i = 0; i < finding->n_codes; i++)
        {
          g_autofree char *code = quote (finding->codes[i].code);

          g_string_append_printf (sql, "%s%s", i > 0 ? ", " : "", code);
        }
      g_string_append (sql, "))");
      break;
    case PDL_TYPE_SET:
      {
        g_autofree const char **codes = g_new0 (const char *, finding->n_codes + 1);

        for (guint i = 0; i < finding->n_codes; i++)
          codes[i] = finding->codes[i].code;
        g_string_append (sql, " TEXT");
        append_set_check (sql, column, codes, finding->n_codes);
      }
      break;
    case PDL_TYPE_LEVELS:
      {
        const char *codes[PDL_N_LEVELS];

        for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
          codes[level] = pdl_level_name (level);
        g_string_append (sql, " TEXT");
        append_set_check (sql, column, codes, PDL_N_LEVELS);
      }
      break;
    case PDL_TYPE_INT:
      g_string_append (sql, " INTEGER");
      append_range_check (sql, column, finding);
      if (!isnan (finding->step) && finding->step >= 1)
        g_string_append_printf (sql, " CHECK (%s %% %d = 0)", column, (int) finding->step);
      break;
    case PDL_TYPE_NUMBER:
      g_string_append (sql, " REAL");
      append_range_check (sql, column, finding);
      break;
    case PDL_TYPE_DATE:
      g_string_append_printf (sql, " TEXT CHECK (%s GLOB '[12][0-9][0-9][0-9]*')", column);
      break;
    case PDL_TYPE_DATETIME:
      g_string_append_printf (sql, " TEXT CHECK (%s GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T*')", column);
      break;
    case PDL_TYPE_LIST:
      g_string_append_printf (sql, " TEXT CHECK (json_valid (%s))", column);
      break;
    case PDL_TYPE_TEXT:
    default:
      g_string_append (sql, " TEXT");
      break;
    }
  return g_string_free (sql, FALSE);
}

char *
pdl_column_levels_to_text (PdlLevelSet levels)
{
  GString *text = g_string_new (NULL);

  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if (levels & PDL_LEVEL_BIT (level))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", pdl_level_name (level));
  if (text->len == 0)
    g_string_append_c (text, '-');
  return g_string_free (text, FALSE);
}

gboolean
pdl_column_levels_from_text (const char *text, PdlLevelSet *ret_levels)
{
  g_auto (GStrv) names = NULL;
  PdlLevelSet levels = 0;

  if (text == NULL)
    return FALSE;
  if (!g_str_equal (text, "-"))
    {
      names = g_strsplit (text, " ", -1);
      for (guint i = 0; names[i] != NULL; i++)
        {
          PdlLevel level = pdl_level_from_name (names[i]);

          if (level == PDL_LEVEL_NONE)
            return FALSE;
          levels |= PDL_LEVEL_BIT (level);
        }
    }
  *ret_levels = levels;
  return TRUE;
}

static char *
set_to_text (const PdlFinding *finding, guint32 bits)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < finding->n_codes; i++)
    if (bits & (1u << i))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", finding->codes[i].code);
  if (text->len == 0)
    g_string_append_c (text, '-');
  return g_string_free (text, FALSE);
}

static gboolean
set_from_text (const PdlFinding *finding, const char *text, guint32 *ret_bits)
{
  g_auto (GStrv) codes = NULL;
  guint32 bits = 0;

  if (!g_str_equal (text, "-"))
    {
      codes = g_strsplit (text, " ", -1);
      for (guint i = 0; codes[i] != NULL; i++)
        {
          guint position;

          if (pdl_finding_lookup_code (finding, codes[i], &position) == NULL)
            return FALSE;
          bits |= 1u << position;
        }
    }
  *ret_bits = bits;
  return TRUE;
}

void
pdl_column_bind (sqlite3_stmt *statement, int index, const PdlFinding *finding, const PdlValue *value)
{
  if (!pdl_value_is_known (value))
    {
      sqlite3_bind_null (statement, index);
      return;
    }
  switch (pdl_value_get_kind (value))
    {
    case PDL_VALUE_BOOL:
      sqlite3_bind_int (statement, index, pdl_value_get_bool (value) ? 1 : 0);
      break;
    case PDL_VALUE_ENUM:
      sqlite3_bind_text (statement, index, pdl_value_get_code (value), -1, SQLITE_TRANSIENT);
      break;
    case PDL_VALUE_SET:
      sqlite3_bind_text (statement, index,
                         finding->type == PDL_TYPE_LEVELS ? pdl_column_levels_to_text (pdl_value_get_bits (value))
                                                          : set_to_text (finding, pdl_value_get_bits (value)),
                         -1, g_free);
      break;
    case PDL_VALUE_INT:
      sqlite3_bind_int64 (statement, index, pdl_value_get_int (value));
      break;
    case PDL_VALUE_NUMBER:
      sqlite3_bind_double (statement, index, pdl_value_get_number (value));
      break;
    case PDL_VALUE_DATE:
      sqlite3_bind_text (statement, index,
                         pdl_day_to_iso (pdl_value_get_day (value), pdl_value_get_precision (value)), -1, g_free);
      break;
    case PDL_VALUE_DATETIME:
      sqlite3_bind_text (statement, index, pdl_minute_to_iso (pdl_value_get_minute (value)), -1, g_free);
      break;
    case PDL_VALUE_TEXT:
    case PDL_VALUE_LIST:
      sqlite3_bind_text (statement, index, pdl_value_get_text (value), -1, SQLITE_TRANSIENT);
      break;
    case PDL_VALUE_UNKNOWN:
    case PDL_VALUE_NOT_APPLICABLE:
    default:
      sqlite3_bind_null (statement, index);
      break;
    }
}

PdlValue *
pdl_column_read (sqlite3_stmt *statement, int index, const PdlFinding *finding, const char *entered, const char *unit)
{
  int storage = sqlite3_column_type (statement, index);
  const char *text = storage == SQLITE_TEXT ? (const char *) sqlite3_column_text (statement, index) : NULL;
  g_autoptr (PdlValue) value = NULL;

  switch (finding->type)
    {
    case PDL_TYPE_BOOL:
      if (storage == SQLITE_INTEGER)
        value = pdl_value_new_bool (sqlite3_column_int (statement, index) != 0);
      break;
    case PDL_TYPE_ENUM:
      {
        guint position;

        if (text != NULL && pdl_finding_lookup_code (finding, text, &position) != NULL)
          value = pdl_value_new_enum (position, finding->codes[position].code);
      }
      break;
    case PDL_TYPE_SET:
      {
        guint32 bits;

        if (text != NULL && set_from_text (finding, text, &bits))
          value = pdl_value_new_set (bits);
      }
      break;
    case PDL_TYPE_LEVELS:
      {
        PdlLevelSet levels;

        if (pdl_column_levels_from_text (text, &levels))
          value = pdl_value_new_set (levels);
      }
      break;
    case PDL_TYPE_INT:
      if (storage == SQLITE_INTEGER)
        value = pdl_value_new_int (sqlite3_column_int64 (statement, index));
      break;
    case PDL_TYPE_NUMBER:
      if (storage == SQLITE_FLOAT || storage == SQLITE_INTEGER)
        value = pdl_value_new_number (sqlite3_column_double (statement, index), entered, unit);
      break;
    case PDL_TYPE_DATE:
      {
        PdlDay day;
        PdlPrecision precision;

        if (text != NULL && pdl_day_parse (text, &day, &precision))
          value = pdl_value_new_date (day, precision);
      }
      break;
    case PDL_TYPE_DATETIME:
      {
        PdlMinute minute;

        if (text != NULL && pdl_minute_parse (text, &minute))
          value = pdl_value_new_datetime (minute);
      }
      break;
    case PDL_TYPE_TEXT:
      if (text != NULL)
        value = pdl_value_new_text (text);
      break;
    case PDL_TYPE_LIST:
      if (text != NULL)
        value = pdl_value_new_list (text);
      break;
    default:
      break;
    }
  if (value == NULL || !pdl_finding_validate (finding, value, NULL))
    return NULL;
  return g_steal_pointer (&value);
}

static char *
json_string (const char *text)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_VALUE);

  json_node_set_string (node, text);
  return json_to_string (node, FALSE);
}

char *
pdl_column_read_json (sqlite3_stmt *statement, int index, const char *type_name)
{
  const char *text = (const char *) sqlite3_column_text (statement, index);

  if (g_str_equal (type_name, "bool"))
    return g_strdup (sqlite3_column_int (statement, index) != 0 ? "true" : "false");
  if (g_str_equal (type_name, "int") || g_str_equal (type_name, "number") || g_str_equal (type_name, "list"))
    return g_strdup (text);
  if (g_str_equal (type_name, "set") || g_str_equal (type_name, "levels"))
    {
      g_auto (GStrv) codes = g_strsplit (g_str_equal (text, "-") ? "" : text, " ", -1);
      GString *json = g_string_new ("[");

      for (guint i = 0; codes[i] != NULL; i++)
        {
          g_autofree char *code = json_string (codes[i]);

          g_string_append_printf (json, "%s%s", i > 0 ? "," : "", code);
        }
      g_string_append_c (json, ']');
      return g_string_free (json, FALSE);
    }
  return json_string (text);
}

const char *
pdl_column_absence (const PdlValue *value)
{
  if (value == NULL || pdl_value_is_known (value))
    return NULL;
  return pdl_value_get_kind (value) == PDL_VALUE_UNKNOWN ? "unknown" : "not_applicable";
}

PdlValue *
pdl_column_absence_from_text (const char *absence)
{
  return g_str_equal (absence, "unknown") ? pdl_value_new_unknown () : pdl_value_new_not_applicable ();
}
