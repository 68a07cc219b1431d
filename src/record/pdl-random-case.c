/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Made-up cases out of the dictionary. They are built directly, not through changes: they are nobody's record.
 */

#include "pdl-random-case.h"

#include "pdl-case-private.h"

#include <math.h>

#define VISIT_YEAR 2026
#define VISIT_MONTH 3
#define VISIT_DAY 2
#define DAYS_AROUND 400 /* dates of records: so far before the visit, and an eighth of that behind it */

const PdlRandomCase pdl_random_case_usual = { 0.12, 0.05, 3, 6 };

static gboolean
happens (GRand *random, double share)
{
  return g_rand_double (random) < share;
}

static PdlDay
random_day (GRand *random)
{
  return pdl_day_from_ymd (VISIT_YEAR, VISIT_MONTH, VISIT_DAY) + g_rand_int_range (random, -DAYS_AROUND, DAYS_AROUND / 8);
}

static double
random_between (const PdlFinding *finding, GRand *random)
{
  double low = isnan (finding->min) ? 0 : finding->min, high = isnan (finding->max) ? low + 100 : finding->max;
  double step = isnan (finding->step) || finding->step <= 0 ? 0 : finding->step;
  double value = low + g_rand_double (random) * (high - low);

  return step > 0 ? low + floor ((value - low) / step) * step : value;
}

/* A few neighbouring levels of the thoracic and lumbar spine. */
static PdlLevelSet
random_levels (GRand *random)
{
  PdlLevel first = g_rand_int_range (random, 10, 22);

  return PDL_LEVEL_BIT (first) | (happens (random, 0.5) ? PDL_LEVEL_BIT (first + 1) : 0);
}

/* One to three rows of what the list declares. */
static PdlValue *
random_list (const PdlFinding *finding, GRand *random)
{
  g_autoptr (GString) json = g_string_new ("[");
  int n = g_rand_int_range (random, 1, 4);

  for (int row = 0; row < n; row++)
    {
      gboolean first = TRUE;

      g_string_append (json, row > 0 ? ",{" : "{");
      for (guint i = 0; i < finding->columns->len; i++)
        {
          const PdlFinding *column = g_ptr_array_index (finding->columns, i);
          g_autofree char *day = pdl_day_to_iso (random_day (random), PDL_PRECISION_DAY);

          if (happens (random, 0.2))
            continue;
          g_string_append_printf (json, "%s\"%s\":", first ? "" : ",", column->id);
          if (column->type == PDL_TYPE_DATE || column->type == PDL_TYPE_DATETIME)
            g_string_append_printf (json, "\"%s%s\"", day, column->type == PDL_TYPE_DATE ? "" : "T08:00");
          else if (column->type == PDL_TYPE_BOOL)
            g_string_append (json, g_rand_boolean (random) ? "true" : "false");
          else
            g_string_append_printf (json, "%d", g_rand_int_range (random, 0, 40));
          first = FALSE;
        }
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, ']');
  return pdl_value_new_list (json->str);
}

static PdlValue *
random_known (const PdlFinding *finding, GRand *random)
{
  guint position;

  switch (finding->type)
    {
    case PDL_TYPE_BOOL: return pdl_value_new_bool (g_rand_boolean (random));
    case PDL_TYPE_ENUM:
      position = (guint) g_rand_int_range (random, 0, (gint32) finding->n_codes);
      return pdl_value_new_enum (position, finding->codes[position].code);
    case PDL_TYPE_SET:
      /* Each code once in four. */
      return pdl_value_new_set (g_rand_int (random) & g_rand_int (random) & (((guint32) 1 << finding->n_codes) - 1));
    case PDL_TYPE_LEVELS: return pdl_value_new_set (random_levels (random));
    case PDL_TYPE_INT: return pdl_value_new_int ((gint64) random_between (finding, random));
    case PDL_TYPE_NUMBER: return pdl_value_new_number (round (random_between (finding, random) * 10) / 10, NULL, NULL);
    case PDL_TYPE_DATE: return pdl_value_new_date (random_day (random), happens (random, 0.1) ? PDL_PRECISION_MONTH : PDL_PRECISION_DAY);
    case PDL_TYPE_DATETIME: return pdl_value_new_datetime ((PdlMinute) random_day (random) * 1440 + g_rand_int_range (random, 0, 1440));
    case PDL_TYPE_TEXT: return pdl_value_new_text ("text");
    case PDL_TYPE_LIST: return finding->columns != NULL ? random_list (finding, random) : NULL;
    }
  return NULL;
}

PdlValue *
pdl_random_value_new (const PdlFinding *finding, GRand *random, const PdlRandomCase *shape)
{
  g_autoptr (PdlValue) value = NULL;

  if (happens (random, shape->unknown))
    return happens (random, 0.5) ? pdl_value_new_unknown () : pdl_value_new_not_applicable ();
  if ((finding->type == PDL_TYPE_ENUM || finding->type == PDL_TYPE_SET) && finding->n_codes == 0)
    return NULL;
  value = random_known (finding, random);
  return value != NULL && pdl_finding_validate (finding, value, NULL) ? g_steal_pointer (&value) : NULL;
}

static void
record (PdlFields *fields, const PdlFinding *finding, GRand *random, const PdlRandomCase *shape)
{
  g_autoptr (PdlValue) value = pdl_random_value_new (finding, random, shape);

  if (value != NULL)
    pdl_fields_set (fields, finding, value);
}

static void
add_item (PdlCase *self, GRand *random, const PdlRandomCase *shape, guint number)
{
  guint n = pdl_dictionary_get_n_kinds (self->dictionary);
  const PdlRecordKind *kind;
  g_autofree char *uid = g_strdup_printf ("record-%u", number);
  PdlItem *item;

  if (n == 0)
    return;
  kind = pdl_dictionary_get_kind (self->dictionary, (guint) g_rand_int_range (random, 0, (gint32) n));
  /* Every second one is a treatment: most rules read those. */
  for (guint i = 0; i < 8 && number % 2 == 0 && kind->group != PDL_GROUP_TREATMENT; i++)
    kind = pdl_dictionary_get_kind (self->dictionary, (guint) g_rand_int_range (random, 0, (gint32) n));
  item = pdl_item_new (uid, kind);
  for (guint i = 0; i < kind->n_fields; i++)
    if (happens (random, 0.7))
      record (&item->fields, kind->fields[i], random, shape);
  g_ptr_array_add (self->items[kind->group], item);
}

/* A result of a visit before is measured, or carried forward, or another number. FALSE: there is none. */
static gboolean
change_past (PdlCase *self, GRand *random)
{
  guint n = self->assessments->len;
  PdlFields *fields = n > 1 ? &((PdlAssessment *) g_ptr_array_index (self->assessments, (guint) g_rand_int_range (random, 0, (gint32) n - 1)))->fields : NULL;
  const PdlFinding *finding = fields != NULL && pdl_fields_get_size (fields) > 0 ? pdl_fields_get_declared (fields, 0) : NULL;

  if (finding == NULL)
    return FALSE;
  if (happens (random, 0.5))
    pdl_fields_set_unconfirmed (fields, finding->id, !pdl_fields_is_unconfirmed (fields, finding->id));
  else
    {
      g_autoptr (PdlValue) value = random_known (finding, random);

      pdl_fields_set (fields, finding, value);
    }
  return TRUE;
}

/* Some results of one test within a few days, as records and at visits before: what rules that need two of them read. */
static void
add_series (PdlCase *self, GRand *random, const PdlRecordKind *kind)
{
  guint position = (guint) g_rand_int_range (random, 0, (gint32) kind->result_of->n_codes);
  const PdlFinding *test = pdl_dictionary_lookup (self->dictionary, kind->result_of->codes[position].code);
  PdlDay visit = pdl_day_from_ymd (VISIT_YEAR, VISIT_MONTH, VISIT_DAY);
  double near = random_between (test, random);

  for (int n = g_rand_int_range (random, 1, 5); n > 0; n--)
    {
      g_autofree char *uid = g_strdup_printf ("result-%d", n);
      PdlItem *item = pdl_item_new (uid, kind);
      double number = round (happens (random, 0.3) ? random_between (test, random) : near + g_rand_int_range (random, -30, 31));
      g_autoptr (PdlValue) which = pdl_value_new_enum (position, kind->result_of->codes[position].code);
      g_autoptr (PdlValue) value = test->type == PDL_TYPE_INT ? pdl_value_new_int ((gint64) number) : pdl_value_new_number (number, NULL, NULL);
      g_autoptr (PdlValue) known = pdl_value_new_number (number, NULL, NULL);
      g_autoptr (PdlValue) at = pdl_value_new_datetime ((PdlMinute) visit * 1440 + g_rand_int_range (random, -4 * 1440, 1440));

      pdl_fields_set (&item->fields, kind->result_of, which);
      pdl_fields_set (&item->fields, kind->result_value, known);
      if (happens (random, 0.8))
        pdl_fields_set (&item->fields, kind->result_at, at);
      g_ptr_array_add (self->items[kind->group], item);
      if (happens (random, 0.3) && pdl_finding_validate (test, value, NULL))
        {
          g_autofree char *name = g_strdup_printf ("visit-%d", n);
          PdlAssessment *assessment = pdl_assessment_new (name, visit - g_rand_int_range (random, 1, 5));

          pdl_fields_set (&assessment->fields, test, value);
          pdl_case_insert_assessment (self, assessment);
        }
    }
}

PdlCase *
pdl_random_case_new (PdlDictionary *dictionary, GRand *random, const PdlRandomCase *shape)
{
  g_autofree char *uid = g_strdup_printf ("made-up-%08x", g_rand_int (random));
  PdlCase *self = pdl_case_new (dictionary, uid);
  PdlAssessment *assessment = pdl_assessment_new ("visit", pdl_day_from_ymd (VISIT_YEAR, VISIT_MONTH, VISIT_DAY));
  guint n_levels = (guint) g_rand_int_range (random, 0, (gint32) shape->max_levels + 1);
  guint n_items = (guint) g_rand_int_range (random, 0, (gint32) shape->max_items + 1);
  PdlLevelSet levels = 0;

  /* Mostly neighbours, so that there are targets of several levels. */
  for (PdlLevel level = g_rand_int_range (random, 0, PDL_N_LEVELS); (guint) pdl_level_set_count (levels) < n_levels;
       level = happens (random, 0.7) ? (level + 1) % PDL_N_LEVELS : g_rand_int_range (random, 0, PDL_N_LEVELS))
    levels |= PDL_LEVEL_BIT (level);
  for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (dictionary, i);

      if (finding->kind == PDL_KIND_DERIVED || finding->scope == PDL_SCOPE_FIELD)
        continue;
      if (finding->scope == PDL_SCOPE_IDENTITY)
        {
          if (happens (random, 0.5))
            record (&self->identity, finding, random, shape);
          continue;
        }
      /* What is said of a target may stand under one of its levels. */
      for (PdlLevel level = 0; finding->scope >= PDL_SCOPE_LEVEL && level < PDL_N_LEVELS; level++)
        if ((levels & PDL_LEVEL_BIT (level)) != 0 && happens (random, finding->scope == PDL_SCOPE_LEVEL ? 0.4 : shape->findings / 4))
          record (&assessment->levels[level], finding, random, shape);
      if (happens (random, finding->scope == PDL_SCOPE_LEVEL ? shape->findings / 4 : shape->findings))
        record (&assessment->fields, finding, random, shape);
    }
  pdl_case_insert_assessment (self, assessment);
  for (guint i = 0; i < n_items; i++)
    add_item (self, random, shape, i);
  for (guint i = 0; i < pdl_dictionary_get_n_kinds (dictionary); i++)
    if (pdl_dictionary_get_kind (dictionary, i)->result_of != NULL && happens (random, 0.3))
      add_series (self, random, pdl_dictionary_get_kind (dictionary, i));
  return self;
}

void
pdl_random_case_change (PdlCase *self, GRand *random, const PdlRandomCase *shape)
{
  PdlAssessment *assessment = g_ptr_array_index (self->assessments, self->assessments->len - 1);
  PdlFields *fields = &assessment->fields;

  if (happens (random, 0.1) && change_past (self, random))
    return;
  for (;;)
    {
      const PdlFinding *finding = pdl_dictionary_get (self->dictionary, (guint) g_rand_int_range (random, 0, (gint32) pdl_dictionary_get_n_findings (self->dictionary)));
      g_autoptr (PdlValue) value = NULL;

      if (g_rand_int_range (random, 0, 3) > 0 && pdl_fields_get_size (fields) > 0)
        finding = pdl_fields_get_declared (fields, (guint) g_rand_int_range (random, 0, (gint32) pdl_fields_get_size (fields)));
      if (finding->kind == PDL_KIND_DERIVED || finding->scope == PDL_SCOPE_IDENTITY)
        continue;
      value = pdl_random_value_new (finding, random, shape);
      if (value == NULL || pdl_value_equal (value, pdl_fields_get (fields, finding->id)))
        continue;
      pdl_fields_set (fields, finding, value);
      return;
    }
}
