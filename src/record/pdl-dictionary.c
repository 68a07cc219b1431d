/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Loader of the dictionary. One pass makes the findings and kinds, a second gives the codes their words.
 */

#include "pdl-dictionary.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

struct _PdlDictionary
{
  gatomicrefcount refs;
  GStringChunk *strings;
  GPtrArray *findings;     /* of PdlFinding, fields of records not among them */
  GPtrArray *fields;       /* of PdlFinding: all fields */
  GHashTable *by_id;       /* id → PdlFinding */
  GArray *sections;        /* of PdlSection */
  GPtrArray *kinds;        /* of PdlRecordKind */
  GHashTable *group_fields;/* group key → GPtrArray of PdlFinding: the common fields */
};

static const char *const scope_names[] = { "identity", "patient", "level", "target", "plan" };
static const char *const type_names[] = { "bool", "enum", "set", "int", "number", "date", "datetime", "text", "levels", "list" };
static const char *const kind_names[] = { "recorded", "derived", "overridable" };
static const char *const aggregate_names[] = { "none", "worst", "any", "max", "min", "count", "union" };
static const char *const group_keys[PDL_N_GROUPS] = { "treatments", "imaging", "events", "decisions", "documents" };

const char *
pdl_group_key (PdlGroup group)
{
  return group_keys[group];
}

const char *
pdl_dictionary_translate (const char *text)
{
  return text != NULL && *text != '\0' ? g_dgettext (GETTEXT_PACKAGE, text) : text;
}

static int
position_in (const char *const *names, guint n_names, const char *name)
{
  for (guint i = 0; name != NULL && i < n_names; i++)
    if (strcmp (names[i], name) == 0)
      return (int) i;
  return -1;
}

static const char *
keep (PdlDictionary *self, const char *text)
{
  return text != NULL && *text != '\0' ? g_string_chunk_insert_const (self->strings, text) : NULL;
}

static gboolean
read_choice (PdlIniGroup *group, const char *key, const char *const *names, guint n_names, int otherwise, int *ret_choice, GError **error)
{
  const char *text = pdl_ini_group_get (group, key);
  g_autofree char *all = NULL;

  if (text == NULL && otherwise >= 0)
    {
      *ret_choice = otherwise;
      return TRUE;
    }
  *ret_choice = position_in (names, n_names, text);
  if (*ret_choice >= 0)
    return TRUE;
  all = g_strjoinv (", ", (char **) names);
  return pdl_ini_group_set_error (group, key, error, "“%s” is none of %.200s", text != NULL ? text : "", all);
}

static gboolean
read_double (PdlIniGroup *group, const char *key, double *ret_number, GError **error)
{
  const char *text = pdl_ini_group_get (group, key);
  char *end;

  *ret_number = NAN;
  if (text == NULL)
    return TRUE;
  *ret_number = g_ascii_strtod (text, &end);
  if (end == text || *end != '\0' || !isfinite (*ret_number))
    return pdl_ini_group_set_error (group, key, error, "“%s” is not a number", text);
  return TRUE;
}

static gboolean
read_bool (PdlIniGroup *group, const char *key, gboolean *ret_flag, GError **error)
{
  const char *text = pdl_ini_group_get (group, key);

  *ret_flag = g_strcmp0 (text, "true") == 0;
  if (text != NULL && !*ret_flag && strcmp (text, "false") != 0)
    return pdl_ini_group_set_error (group, key, error, "“true” or “false” is needed, not “%s”", text);
  return TRUE;
}

static gboolean
read_codes (PdlDictionary *self, PdlIniGroup *group, PdlFinding *finding, GError **error)
{
  g_auto (GStrv) names = pdl_ini_group_get_list (group, "values");
  gboolean needed = finding->type == PDL_TYPE_ENUM || finding->type == PDL_TYPE_SET;
  guint n = names != NULL ? g_strv_length (names) : 0;
  PdlCode *codes;

  if (needed != (n > 0))
    return pdl_ini_group_set_error (group, "values", error, needed ? "an enum or a set needs its values" : "only an enum or a set has values");
  if (finding->type == PDL_TYPE_SET && n > 32)
    return pdl_ini_group_set_error (group, "values", error, "a set holds at most 32 values");
  codes = g_new0 (PdlCode, n);
  finding->codes = codes;
  finding->n_codes = n;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = g_strdelimit (g_strdup (names[i]), "_", ' ');

      for (guint j = 0; j < i; j++)
        if (strcmp (codes[j].code, names[i]) == 0)
          return pdl_ini_group_set_error (group, "values", error, "“%s” is given twice", names[i]);
      codes[i].code = keep (self, names[i]);
      codes[i].label = keep (self, label);
    }
  return TRUE;
}

static gboolean
read_units (PdlDictionary *self, PdlIniGroup *group, PdlFinding *finding, GError **error)
{
  g_auto (GStrv) names = pdl_ini_group_get_list (group, "units");
  PdlUnit *units;

  if (names == NULL)
    return TRUE;
  units = g_new0 (PdlUnit, g_strv_length (names));
  finding->units = units;
  for (guint i = 0; names[i] != NULL; i++)
    {
      char *colon = strrchr (names[i], ':');
      char *end;

      if (colon == NULL)
        return pdl_ini_group_set_error (group, "units", error, "“unit:factor” is needed, not “%s”", names[i]);
      *colon = '\0';
      units[i].unit = keep (self, g_strstrip (names[i]));
      units[i].factor = g_ascii_strtod (colon + 1, &end);
      if (*end == '/' && g_ascii_isdigit (end[1]))
        {
          char *after;
          double divisor = g_ascii_strtod (end + 1, &after);

          units[i].factor /= divisor;
          end = after;
        }
      if (*end != '\0' || !(units[i].factor > 0) || !isfinite (units[i].factor))
        return pdl_ini_group_set_error (group, "units", error, "“%s” is not a factor", colon + 1);
      finding->n_units++;
    }
  return TRUE;
}

static void
finding_free (gpointer data)
{
  PdlFinding *finding = data;

  g_free ((gpointer) finding->codes);
  g_free ((gpointer) finding->units);
  g_clear_pointer (&finding->columns, g_ptr_array_unref);
  g_free (finding);
}

/* "from:date; mg_day:number": what a row of a list holds, for rules that read it. */
static gboolean
read_columns (PdlDictionary *self, PdlIniGroup *group, PdlFinding *finding, GError **error)
{
  g_auto (GStrv) names = pdl_ini_group_get_list (group, "columns");

  if (names == NULL)
    return TRUE;
  if (finding->type != PDL_TYPE_LIST || g_strv_length (names) > 64)
    return pdl_ini_group_set_error (group, "columns", error, "only a list has columns, 64 at most");
  finding->columns = g_ptr_array_new_with_free_func (finding_free);
  for (guint i = 0; names[i] != NULL; i++)
    {
      PdlFinding *column = g_new0 (PdlFinding, 1);
      char *colon = strchr (names[i], ':');
      int type;

      g_ptr_array_add (finding->columns, column);
      if (colon != NULL)
        *colon = '\0';
      type = colon != NULL ? position_in (type_names, G_N_ELEMENTS (type_names), g_strstrip (colon + 1)) : -1;
      if (type != PDL_TYPE_BOOL && type != PDL_TYPE_INT && type != PDL_TYPE_NUMBER && type != PDL_TYPE_DATE && type != PDL_TYPE_DATETIME)
        return pdl_ini_group_set_error (group, "columns", error, "“name:type” is needed with bool, int, number, date or datetime, not “%s”", names[i]);
      column->index = i;
      column->id = column->label = keep (self, g_strstrip (names[i]));
      column->scope = PDL_SCOPE_FIELD;
      column->section = finding->id;
      column->type = (PdlType) type;
      column->min = column->max = column->step = NAN;
    }
  return TRUE;
}

static gboolean
read_finding (PdlDictionary *self, PdlIniGroup *group, PdlFinding *finding, const char *id, gboolean field, GError **error)
{
  int choice;
  const char *rank;

  finding->id = keep (self, id);
  finding->label = keep (self, pdl_ini_group_get (group, "label"));
  finding->help = keep (self, pdl_ini_group_get (group, "help"));
  if (finding->label == NULL)
    return pdl_ini_group_set_error (group, "label", error, "a finding needs a label");
  if (!read_choice (group, "type", type_names, G_N_ELEMENTS (type_names), -1, &choice, error))
    return FALSE;
  finding->type = choice;
  if (field)
    {
      finding->scope = PDL_SCOPE_FIELD;
      finding->kind = PDL_KIND_RECORDED;
    }
  else
    {
      if (!read_choice (group, "scope", scope_names, G_N_ELEMENTS (scope_names), -1, &choice, error))
        return FALSE;
      finding->scope = choice;
      if (!read_choice (group, "kind", kind_names, G_N_ELEMENTS (kind_names), 0, &choice, error))
        return FALSE;
      finding->kind = choice;
    }
  if (!read_choice (group, "aggregate", aggregate_names, G_N_ELEMENTS (aggregate_names), 0, &choice, error))
    return FALSE;
  finding->aggregate = choice;
  finding->section = keep (self, pdl_ini_group_get (group, "section"));
  finding->unit = keep (self, pdl_ini_group_get (group, "unit"));
  finding->shown_when = keep (self, pdl_ini_group_get (group, "shown-when"));
  finding->default_value = keep (self, pdl_ini_group_get (group, "default"));
  finding->source = keep (self, pdl_ini_group_get (group, "source"));
  finding->codes_external = keep (self, pdl_ini_group_get (group, "codes"));
  pdl_ini_group_get (group, "tag");
  pdl_ini_group_get (group, "short");
  rank = pdl_ini_group_get (group, "first-screen");
  finding->first_screen = rank != NULL ? atoi (rank) : 0;

  return read_bool (group, "ordered", &finding->ordered, error)
         && read_bool (group, "min-exclusive", &finding->min_exclusive, error)
         && read_double (group, "min", &finding->min, error) && read_double (group, "max", &finding->max, error)
         && read_double (group, "step", &finding->step, error) && read_codes (self, group, finding, error)
         && read_units (self, group, finding, error) && read_columns (self, group, finding, error) && pdl_ini_group_check_all_read (group, error);
}

static gboolean
add_finding (PdlDictionary *self, PdlIniGroup *group, GError **error)
{
  PdlFinding *finding = g_new0 (PdlFinding, 1);

  finding->index = self->findings->len;
  g_ptr_array_add (self->findings, finding);
  if (!read_finding (self, group, finding, pdl_ini_group_get_name (group), FALSE, error))
    return FALSE;
  if (finding->section == NULL)
    return pdl_ini_group_set_error (group, "section", error, "a finding belongs to a section");
  if (!g_hash_table_insert (self->by_id, (gpointer) finding->id, finding))
    return pdl_ini_group_set_error (group, NULL, error, "this finding was declared before");
  return TRUE;
}

/* "mri_spine", or "decisions/clinic" where the same word is a kind of two groups. */
static const char *
last_part (const char *name)
{
  const char *slash = strrchr (name, '/');

  return slash != NULL ? slash + 1 : name;
}

static gboolean
add_kind (PdlDictionary *self, PdlIniGroup *group, GError **error)
{
  PdlRecordKind *kind = g_new0 (PdlRecordKind, 1);
  int choice;

  kind->index = self->kinds->len;
  g_ptr_array_add (self->kinds, kind);
  kind->id = keep (self, last_part (pdl_ini_group_get_name (group)));
  kind->label = keep (self, pdl_ini_group_get (group, "label"));
  pdl_ini_group_get (group, "help");
  pdl_ini_group_get (group, "source");
  pdl_ini_group_get (group, "tag");
  if (kind->label == NULL)
    return pdl_ini_group_set_error (group, "label", error, "a record kind needs a label");
  if (!read_choice (group, "group", group_keys, PDL_N_GROUPS, -1, &choice, error))
    return FALSE;
  kind->group = choice;
  pdl_ini_group_get (group, "results"); /* once the fields are there */
  return pdl_ini_group_check_all_read (group, error);
}

/* A field belongs to a whole group ("treatments/start") or to one kind ("radiotherapy/dose_gy", "decisions/clinic/x"). */
static gboolean
add_field (PdlDictionary *self, PdlIniGroup *group, GHashTable *kind_fields, GError **error)
{
  PdlFinding *field = g_new0 (PdlFinding, 1);
  const char *name = pdl_ini_group_get_name (group);
  const char *id = last_part (name);
  g_autofree char *owner = id > name ? g_strndup (name, id - name - 1) : NULL;
  GPtrArray *fields;

  g_ptr_array_add (self->fields, field);
  if (owner == NULL)
    return pdl_ini_group_set_error (group, NULL, error, "a field is named KIND/FIELD");
  if (!read_finding (self, group, field, id, TRUE, error))
    return FALSE;
  field->section = keep (self, owner);
  fields = g_hash_table_lookup (kind_fields, owner);
  if (fields == NULL)
    {
      fields = g_ptr_array_new ();
      g_hash_table_insert (kind_fields, g_strdup (owner), fields);
    }
  g_ptr_array_add (fields, field);
  return TRUE;
}

static void
join_fields (PdlDictionary *self, GHashTable *kind_fields)
{
  for (guint i = 0; i < self->kinds->len; i++)
    {
      PdlRecordKind *kind = g_ptr_array_index (self->kinds, i);
      g_autofree char *full = g_strdup_printf ("%s/%s", group_keys[kind->group], kind->id);
      GPtrArray *parts[] = { g_hash_table_lookup (kind_fields, group_keys[kind->group]),
                             g_hash_table_lookup (kind_fields, kind->id), g_hash_table_lookup (kind_fields, full) };
      GPtrArray *all = g_ptr_array_new ();

      for (guint p = 0; p < G_N_ELEMENTS (parts); p++)
        for (guint j = 0; parts[p] != NULL && j < parts[p]->len; j++)
          g_ptr_array_add (all, g_ptr_array_index (parts[p], j));
      kind->n_fields = all->len;
      kind->fields = (const PdlFinding **) g_ptr_array_free (all, FALSE);
    }
}

/* "escc_grade" of a finding, "radiotherapy/technique" of a field: asked for every value of every one, so nothing is copied. */
static gboolean
is_called (const PdlFinding *finding, const char *owner)
{
  gsize length;

  if (finding->scope != PDL_SCOPE_FIELD)
    return strcmp (finding->id, owner) == 0;
  length = strlen (finding->section);
  return strncmp (owner, finding->section, length) == 0 && owner[length] == '/' && strcmp (owner + length + 1, finding->id) == 0;
}

/* [value escc_grade/1c], [value radiotherapy/technique/sbrt] */
static gboolean
read_code_words (PdlDictionary *self, PdlIniGroup *group, GError **error)
{
  const char *name = pdl_ini_group_get_name (group);
  const char *code_name = last_part (name);
  g_autofree char *owner = code_name > name ? g_strndup (name, code_name - name - 1) : NULL;
  const char *label = pdl_ini_group_get (group, "label");
  const char *help = pdl_ini_group_get (group, "help");
  const char *key = pdl_ini_group_get (group, "key");
  gboolean found = FALSE;

  pdl_ini_group_get (group, "short");
  pdl_ini_group_get (group, "source");
  pdl_ini_group_get (group, "tag");
  if (owner == NULL)
    return pdl_ini_group_set_error (group, NULL, error, "a value is named FINDING/CODE");
  if (key != NULL && (strlen (key) != 1 || !g_ascii_isalnum (*key)))
    return pdl_ini_group_set_error (group, "key", error, "a key is one letter or digit, not “%s”", key);

  for (guint pass = 0; pass < 2; pass++)
    {
      GPtrArray *all = pass == 0 ? self->findings : self->fields;

      for (guint i = 0; i < all->len; i++)
        {
          PdlFinding *finding = g_ptr_array_index (all, i);
          PdlCode *codes = (PdlCode *) finding->codes;

          if (!is_called (finding, owner))
            continue;
          for (guint c = 0; c < finding->n_codes; c++)
            {
              if (strcmp (codes[c].code, code_name) != 0)
                {
                  if (key != NULL && codes[c].key == *key)
                    return pdl_ini_group_set_error (group, "key", error, "“%s” is the key of “%s” already", key, codes[c].code);
                  continue;
                }
              found = TRUE;
              if (label != NULL)
                codes[c].label = keep (self, label);
              codes[c].help = keep (self, help);
              codes[c].key = key != NULL ? *key : 0;
            }
        }
    }
  if (!found)
    return pdl_ini_group_set_error (group, NULL, error, "no finding declares this value");
  return pdl_ini_group_check_all_read (group, error);
}

/* `results = TEST; NUMBER; UNIT; TIME`: the fields of a kind whose records are results. A test is called as its finding is. */
static gboolean
read_results (PdlDictionary *self, PdlIniGroup *group, PdlRecordKind *kind, GError **error)
{
  g_auto (GStrv) names = pdl_ini_group_get_list (group, "results");
  static const PdlType types[] = { PDL_TYPE_ENUM, PDL_TYPE_NUMBER, PDL_TYPE_TEXT, PDL_TYPE_DATETIME };
  const PdlFinding *fields[G_N_ELEMENTS (types)];
  PdlCode *codes;

  if (names == NULL)
    return TRUE;
  if (g_strv_length (names) != G_N_ELEMENTS (types))
    return pdl_ini_group_set_error (group, "results", error, "four fields are needed: the test, its number, its unit, its time");
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      fields[i] = pdl_record_kind_lookup_field (kind, names[i]);
      if (fields[i] == NULL || fields[i]->type != types[i])
        return pdl_ini_group_set_error (group, "results", error, "“%s” is no field of the type that is needed there", names[i]);
    }
  codes = (PdlCode *) fields[0]->codes;
  for (guint i = 0; i < fields[0]->n_codes; i++)
    {
      const PdlFinding *finding = pdl_dictionary_lookup (self, codes[i].code);

      if (finding == NULL || finding->scope != PDL_SCOPE_PATIENT || finding->kind == PDL_KIND_DERIVED
          || (finding->type != PDL_TYPE_NUMBER && finding->type != PDL_TYPE_INT))
        return pdl_ini_group_set_error (group, "results", error, "“%s” is no number that is recorded of the patient", codes[i].code);
      codes[i].label = finding->label;
    }
  kind->result_of = fields[0];
  kind->result_value = fields[1];
  kind->result_unit = fields[2];
  kind->result_at = fields[3];
  return TRUE;
}

static void
kind_free (gpointer data)
{
  PdlRecordKind *kind = data;

  g_free (kind->fields);
  g_free (kind);
}

static gboolean
check_sections (PdlDictionary *self, PdlIni *ini, GError **error)
{
  for (guint i = 0; i < self->findings->len; i++)
    {
      const PdlFinding *finding = g_ptr_array_index (self->findings, i);
      gboolean found = FALSE;

      for (guint s = 0; s < self->sections->len; s++)
        found = found || strcmp (g_array_index (self->sections, PdlSection, s).id, finding->section) == 0;
      if (!found)
        {
          g_set_error (error, PDL_INI_ERROR, PDL_INI_ERROR_UNKNOWN, "%s: [finding %s] section: there is no section “%s”",
                       pdl_ini_get_name (ini), finding->id, finding->section);
          return FALSE;
        }
    }
  return TRUE;
}

PdlDictionary *
pdl_dictionary_new (PdlIni *ini, GError **error)
{
  g_autoptr (PdlDictionary) self = g_new0 (PdlDictionary, 1);
  g_autoptr (GHashTable) kind_fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  g_atomic_ref_count_init (&self->refs);
  self->strings = g_string_chunk_new (4096);
  self->findings = g_ptr_array_new_with_free_func (finding_free);
  self->fields = g_ptr_array_new_with_free_func (finding_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->sections = g_array_new (FALSE, TRUE, sizeof (PdlSection));
  self->kinds = g_ptr_array_new_with_free_func (kind_free);

  for (guint i = 0; i < pdl_ini_get_n_groups (ini); i++)
    {
      PdlIniGroup *group = pdl_ini_get_group (ini, i);
      const char *kind = pdl_ini_group_get_kind (group);

      if (g_str_equal (kind, "section"))
        {
          PdlSection section = { keep (self, pdl_ini_group_get_name (group)), keep (self, pdl_ini_group_get (group, "label")),
                                 keep (self, pdl_ini_group_get (group, "help")) };

          if (section.label == NULL)
            return pdl_ini_group_set_error (group, "label", error, "a section needs a label"), NULL;
          if (!pdl_ini_group_check_all_read (group, error))
            return NULL;
          g_array_append_val (self->sections, section);
        }
      else if (g_str_equal (kind, "finding"))
        {
          if (!add_finding (self, group, error))
            return NULL;
        }
      else if (g_str_equal (kind, "record"))
        {
          if (!add_kind (self, group, error))
            return NULL;
        }
      else if (g_str_equal (kind, "field"))
        {
          if (!add_field (self, group, kind_fields, error))
            return NULL;
        }
    }
  join_fields (self, kind_fields);
  for (guint i = 0, n_kinds = 0; i < pdl_ini_get_n_groups (ini); i++)
    if (g_str_equal (pdl_ini_group_get_kind (pdl_ini_get_group (ini, i)), "record")
        && !read_results (self, pdl_ini_get_group (ini, i), g_ptr_array_index (self->kinds, n_kinds++), error))
      return NULL;
  for (guint i = 0; i < pdl_ini_get_n_groups (ini); i++)
    {
      PdlIniGroup *group = pdl_ini_get_group (ini, i);

      if (g_str_equal (pdl_ini_group_get_kind (group), "value") && !read_code_words (self, group, error))
        return NULL;
    }
  if (!check_sections (self, ini, error))
    return NULL;
  return g_steal_pointer (&self);
}

PdlDictionary *
pdl_dictionary_ref (PdlDictionary *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
pdl_dictionary_unref (PdlDictionary *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->findings);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->kinds);
  g_array_unref (self->sections);
  g_string_chunk_free (self->strings);
  g_free (self);
}

guint
pdl_dictionary_get_n_findings (PdlDictionary *self)
{
  return self->findings->len;
}

const PdlFinding *
pdl_dictionary_get (PdlDictionary *self, guint index)
{
  return g_ptr_array_index (self->findings, index);
}

const PdlFinding *
pdl_dictionary_lookup (PdlDictionary *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->by_id, id) : NULL;
}

guint
pdl_dictionary_get_n_sections (PdlDictionary *self)
{
  return self->sections->len;
}

const PdlSection *
pdl_dictionary_get_section (PdlDictionary *self, guint index)
{
  return &g_array_index (self->sections, PdlSection, index);
}

guint
pdl_dictionary_get_n_kinds (PdlDictionary *self)
{
  return self->kinds->len;
}

const PdlRecordKind *
pdl_dictionary_get_kind (PdlDictionary *self, guint index)
{
  return g_ptr_array_index (self->kinds, index);
}

const PdlRecordKind *
pdl_dictionary_lookup_kind (PdlDictionary *self, PdlGroup group, const char *id)
{
  for (guint i = 0; id != NULL && i < self->kinds->len; i++)
    {
      const PdlRecordKind *kind = g_ptr_array_index (self->kinds, i);

      if (kind->group == group && strcmp (kind->id, id) == 0)
        return kind;
    }
  return NULL;
}

const PdlFinding *
pdl_record_kind_lookup_field (const PdlRecordKind *kind, const char *id)
{
  for (guint i = 0; id != NULL && i < kind->n_fields; i++)
    if (strcmp (kind->fields[i]->id, id) == 0)
      return kind->fields[i];
  return NULL;
}

const PdlCode *
pdl_finding_lookup_code (const PdlFinding *finding, const char *code, guint *ret_position)
{
  for (guint i = 0; code != NULL && i < finding->n_codes; i++)
    if (strcmp (finding->codes[i].code, code) == 0)
      {
        if (ret_position != NULL)
          *ret_position = i;
        return &finding->codes[i];
      }
  return NULL;
}
