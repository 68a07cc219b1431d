/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * From an assignment of classes back to a patient: the case file one would write to get there.
 */

#include "pdl-json.h"
#include "pdl-space-private.h"

#include <math.h>

#define N_TRIES 4000

static void
record (PdlJsonWriter *writer, const PdlFinding *finding, double number)
{
  guint32 bits = finding->type == PDL_TYPE_SET || finding->type == PDL_TYPE_LEVELS ? (guint32) number : 0;
  g_autofree char *day = NULL;
  int y, m, d;

  switch (finding->type)
    {
    case PDL_TYPE_BOOL: pdl_json_add_bool (writer, finding->id, number != 0); break;
    case PDL_TYPE_ENUM: pdl_json_add_string (writer, finding->id, finding->codes[(guint) number].code); break;
    case PDL_TYPE_SET:
    case PDL_TYPE_LEVELS:
      pdl_json_begin_array (writer, finding->id);
      for (guint i = 0; i < 32; i++)
        if ((bits & ((guint32) 1 << i)) != 0)
          pdl_json_add_string (writer, NULL, finding->type == PDL_TYPE_SET ? finding->codes[i].code : pdl_level_name ((PdlLevel) i));
      pdl_json_end_array (writer);
      break;
    case PDL_TYPE_INT:
    case PDL_TYPE_NUMBER: pdl_json_add_number (writer, finding->id, number); break;
    case PDL_TYPE_DATE:
    case PDL_TYPE_DATETIME:
      pdl_day_to_ymd (finding->type == PDL_TYPE_DATE ? (PdlDay) number : pdl_minute_day ((PdlMinute) number), &y, &m, &d);
      day = g_strdup_printf ("%04d-%02d-%02d%s", y, m, d, finding->type == PDL_TYPE_DATE ? "" : "T00:00");
      pdl_json_add_string (writer, finding->id, day);
      break;
    case PDL_TYPE_TEXT: pdl_json_add_string (writer, finding->id, "text"); break;
    case PDL_TYPE_LIST: break;
    }
}

static double
random_number (const PdlFinding *finding, GRand *random)
{
  double low = isnan (finding->min) ? 0 : finding->min, high = isnan (finding->max) ? low + 100 : finding->max;

  switch (finding->type)
    {
    case PDL_TYPE_BOOL: return g_rand_int_range (random, 0, 2);
    case PDL_TYPE_ENUM: return g_rand_int_range (random, 0, (gint32) finding->n_codes);
    case PDL_TYPE_INT:
    case PDL_TYPE_NUMBER: return floor (low + g_rand_double (random) * (high - low));
    default: return NAN;
    }
}

/* One value that is recorded so that a rule gives what is wanted. */
typedef struct
{
  const PdlFinding *finding;
  double number;
} Entry;

/* A finding nobody can enter: values of what its rule reads, found by trying; those that are axes themselves stay. Empty when
 * none was found. */
static GArray *
find_entries (PdlSpace *self, const PdlFinding *finding, double wanted)
{
  const PdlDerivation *derivation = self->knowledge->derivations[finding->index];
  g_autoptr (GRand) random = g_rand_new_with_seed (finding->index);
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  guint n = derivation != NULL && derivation->rule != NULL ? derivation->rule->findings->len : 0;

  for (guint try = 0; try < N_TRIES && n > 0; try++)
    {
      g_autoptr (PdlFacts) facts = pdl_facts_new (self->knowledge, self->blank, NULL, 0);

      g_array_set_size (entries, 0);
      for (guint i = 0; i < n; i++)
        {
          const PdlFinding *read = g_ptr_array_index (derivation->rule->findings, i);
          Entry entry = { read, random_number (read, random) };

          if (read->kind == PDL_KIND_DERIVED || pdl_space_find_axis (self, read) >= 0 || isnan (entry.number) || g_rand_int_range (random, 0, 4) != 0)
            continue;
          pdl_facts_override (facts, read, 0, entry.number);
          g_array_append_val (entries, entry);
        }
      if (pdl_facts_get (facts, finding, 0, PDL_LEVEL_NONE) == wanted)
        return entries;
    }
  g_array_set_size (entries, 0);
  return entries;
}

static gboolean
record_derived (PdlSpace *self, PdlJsonWriter *writer, guint axis, guint class)
{
  const PdlAxis *of = pdl_space_get_axis (self, axis);
  gpointer key = GUINT_TO_POINTER (axis * 64 + class + 1);
  GArray *entries;

  g_mutex_lock (&self->recipes_mutex);
  entries = g_hash_table_lookup (self->recipes, key);
  if (entries == NULL)
    {
      entries = find_entries (self, of->finding, of->values[class]);
      g_hash_table_insert (self->recipes, key, entries);
    }
  g_mutex_unlock (&self->recipes_mutex);
  for (guint i = 0; i < entries->len; i++)
    record (writer, g_array_index (entries, Entry, i).finding, g_array_index (entries, Entry, i).number);
  return entries->len > 0;
}

char *
pdl_space_make_case (PdlSpace *self, const guint *classes, const char *uid, gboolean pretty, gboolean *ret_exact)
{
  PdlJsonWriter *writer = pdl_json_writer_new (pretty);
  gboolean exact = TRUE;
  char *json;

  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "format", "pedicle-case");
  pdl_json_add_int (writer, "version", 1);
  if (uid != NULL)
    pdl_json_add_string (writer, "uid", uid);
  pdl_json_begin_array (writer, "assessments");
  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "date", "2026-03-02");
  pdl_json_begin_object (writer, "findings");
  for (guint i = 0; i < pdl_space_get_n_axes (self); i++)
    {
      const PdlAxis *axis = pdl_space_get_axis (self, i);
      double value = axis->values[classes[i]];

      if (!isnan (value) && axis->finding->kind == PDL_KIND_DERIVED)
        exact = record_derived (self, writer, i, classes[i]) && exact;
      else if (!isnan (value))
        record (writer, axis->finding, value);
      else if (axis->finding->kind == PDL_KIND_OVERRIDABLE || axis->finding->default_value != NULL)
        pdl_json_add_null (writer, axis->finding->id);
    }
  pdl_json_end_object (writer);
  pdl_json_end_object (writer);
  pdl_json_end_array (writer);
  pdl_json_end_object (writer);
  if (ret_exact != NULL)
    *ret_exact = exact;
  json = pdl_json_writer_finish (writer);
  return g_strchomp (json);
}
