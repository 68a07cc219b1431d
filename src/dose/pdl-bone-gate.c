/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pdl-bone-gate.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MINUTES_OF_DAY (24 * 60)

/* ---- the days of samples ----------------------------------------------------------------------------------------- */

static guint
place_of_assessment (PdlFacts *facts)
{
  PdlCase *kase = pdl_facts_get_case (facts);
  guint place = pdl_case_get_n_assessments (kase);

  while (place > 0 && pdl_case_get_assessment (kase, place - 1) != pdl_facts_get_assessment (facts))
    place--;
  return place;
}

/* A laboratory record of this very value: the same number in our unit. */
static PdlDay
specimen_day (PdlFacts *facts, const PdlFinding *finding, double number)
{
  PdlCase *kase = pdl_facts_get_case (facts);
  PdlDay newest = PDL_DAY_NONE;

  for (guint i = 0; i < pdl_case_get_n_items (kase, PDL_GROUP_EVENT); i++)
    {
      const PdlFields *fields = pdl_item_get_fields (pdl_case_get_item (kase, PDL_GROUP_EVENT, i));
      const PdlValue *which = pdl_fields_get (fields, "finding"), *taken = pdl_fields_get (fields, "specimen_at");
      PdlMinute minute = pdl_value_is_known (taken) ? pdl_value_get_minute (taken) : PDL_MINUTE_NONE;

      if (pdl_value_is_known (which) && g_strcmp0 (pdl_value_get_code (which), finding->id) == 0 && minute != PDL_MINUTE_NONE
          && minute <= pdl_facts_get_now (facts) && pdl_value_get_number (pdl_fields_get (fields, "value")) == number
          && g_strcmp0 (pdl_item_get_status (pdl_case_get_item (kase, PDL_GROUP_EVENT, i)), "cancelled") != 0)
        newest = MAX (newest, (PdlDay) (minute / MINUTES_OF_DAY));
    }
  return newest;
}

/*
 * The day a value was recorded: that of the specimen where a laboratory record of the same value says so, else that of the
 * visit at which it was last confirmed; a value carried forward keeps the day of the visit it comes from. PDL_DAY_NONE: no value.
 */
static PdlDay
sample_day (PdlFacts *facts, const PdlFinding *finding)
{
  PdlCase *kase = pdl_facts_get_case (facts);

  for (guint i = place_of_assessment (facts); i > 0; i--)
    {
      const PdlAssessment *assessment = pdl_case_get_assessment (kase, i - 1);
      const PdlFields *fields = pdl_assessment_get_fields (assessment);
      const PdlValue *value = pdl_fields_get (fields, finding->id);

      if (!pdl_value_is_known (value))
        return PDL_DAY_NONE;
      /* Carried forward: the visit before says whether it was measured then. */
      if (i == 1 || !pdl_fields_is_unconfirmed (fields, finding->id))
        {
          PdlDay specimen = specimen_day (facts, finding, pdl_value_get_number (value));

          return specimen != PDL_DAY_NONE ? specimen : pdl_assessment_get_day (assessment);
        }
    }
  return PDL_DAY_NONE;
}

/* ---- lines ------------------------------------------------------------------------------------------------------- */

static gboolean
concerns (char **subjects, const char *subject)
{
  return g_strv_contains ((const char *const *) subjects, subject);
}

static gboolean
is_not_applicable (PdlFacts *facts, const PdlFinding *finding)
{
  const PdlAssessment *assessment = pdl_facts_get_assessment (facts);
  const PdlValue *value = assessment != NULL ? pdl_fields_get (pdl_assessment_get_fields (assessment), finding->id) : NULL;

  return value != NULL && pdl_value_get_kind (value) == PDL_VALUE_NOT_APPLICABLE;
}

static void
collect_missing (const PdlClause *clause, GPtrArray *missing)
{
  if (clause->finding != NULL && clause->truth == PDL_TRUTH_UNKNOWN && clause->decides && !g_ptr_array_find (missing, clause->finding, NULL))
    g_ptr_array_add (missing, (gpointer) clause->finding);
  for (guint i = 0; clause->children != NULL && i < clause->children->len; i++)
    collect_missing (g_ptr_array_index (clause->children, i), missing);
}

static char *
list_labels (GPtrArray *findings)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", pdl_dictionary_translate (((const PdlFinding *) g_ptr_array_index (findings, i))->label));
  return g_string_free (words, FALSE);
}

static void
take_missing (PdlGateResult *result, GPtrArray *missing)
{
  g_ptr_array_add (missing, NULL);
  g_free (result->missing);
  result->missing = (const PdlFinding **) g_ptr_array_free (missing, FALSE);
}

/* The findings a condition reads that are unknown, where the explanation names none: a nested condition decides as a whole. */
static void
collect_unknown (const PdlExpr *expr, PdlFacts *facts, GPtrArray *missing)
{
  GPtrArray *reads = pdl_expr_get_findings (expr);

  for (guint i = 0; i < reads->len; i++)
    {
      const PdlFinding *finding = g_ptr_array_index (reads, i);

      if (finding->scope != PDL_SCOPE_FIELD && isnan (pdl_facts_get (facts, finding, -1, PDL_LEVEL_NONE)))
        g_ptr_array_add (missing, (gpointer) finding);
    }
}

/* A sentence, and the results it stands on. */
static char *
with_results (const PdlGateLine *line, PdlFacts *facts, const char *text)
{
  g_autofree char *results = pdl_expr_describe_results (line->when, facts);

  return results != NULL ? g_strdup_printf ("%s %s.", pdl_dictionary_translate (text), results) : g_strdup (pdl_dictionary_translate (text));
}

static void
judge_condition (PdlGateResult *result, PdlFacts *facts)
{
  const PdlGateLine *line = result->line;
  PdlTruth truth = pdl_expr_test (line->when, facts, -1, PDL_LEVEL_NONE, 0);
  g_autoptr (PdlClause) clause = NULL;
  GPtrArray *missing;
  gboolean all = TRUE;

  if (truth != PDL_TRUTH_UNKNOWN)
    {
      result->state = truth == PDL_TRUTH_TRUE ? line->action : PDL_GATE_CLEAR;
      result->reason = truth == PDL_TRUTH_TRUE ? with_results (line, facts, line->text) : NULL;
      return;
    }
  missing = g_ptr_array_new ();
  clause = pdl_expr_explain (line->when, facts, -1, PDL_LEVEL_NONE, 0);
  collect_missing (clause, missing);
  if (missing->len == 0)
    collect_unknown (line->when, facts, missing);
  for (guint i = 0; i < missing->len; i++)
    all &= is_not_applicable (facts, g_ptr_array_index (missing, i));
  if (missing->len > 0 && all)
    {
      result->not_applicable = TRUE;
      result->state = PDL_GATE_CLEAR;
      g_ptr_array_free (missing, TRUE);
      return;
    }
  result->state = line->unknown;
  if (line->ask != NULL)
    result->reason = with_results (line, facts, line->ask);
  else if (missing->len > 0)
    {
      g_autofree char *labels = list_labels (missing);

      result->reason = g_strdup_printf (_ ("Not recorded: %s"), labels);
    }
  else
    result->reason = g_strdup (_ ("Cannot be told from what is recorded"));
  take_missing (result, missing);
}

/* The words of a line about samples: each day, and how old it is. */
static char *
tell_days (const PdlFinding *const *samples, const PdlDay *days, guint n, PdlDay today)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *day = pdl_day_to_iso (days[i], PDL_PRECISION_DAY);
      g_autofree char *age = days[i] > today ? g_strdup (_ ("after today"))
                                             : g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong) (today - days[i])), today - days[i]);

      g_string_append_printf (words, _ ("%s%s of %s, %s"), i > 0 ? "; " : "", pdl_dictionary_translate (samples[i]->label), day, age);
    }
  return g_string_free (words, FALSE);
}

static void
judge_samples (PdlGateResult *result, PdlFacts *facts)
{
  const PdlGateLine *line = result->line;
  const PdlFinding *alone[] = { line->instead, NULL };
  gboolean instead = line->instead != NULL && pdl_facts_is_entered (facts, line->instead, -1, PDL_LEVEL_NONE)
                     && !isnan (pdl_facts_get_entered_number (facts, line->instead, -1, PDL_LEVEL_NONE));
  const PdlFinding *const *samples = instead ? alone : line->samples;
  PdlDay today = (PdlDay) (pdl_facts_get_now (facts) / MINUTES_OF_DAY), oldest = G_MAXINT32, newest = PDL_DAY_NONE;
  GPtrArray *missing = g_ptr_array_new ();
  PdlDay days[8];
  guint n = 0;

  for (; samples[n] != NULL && n < G_N_ELEMENTS (days); n++)
    {
      days[n] = sample_day (facts, samples[n]);
      if (days[n] == PDL_DAY_NONE)
        g_ptr_array_add (missing, (gpointer) samples[n]);
      oldest = MIN (oldest, days[n]);
      newest = MAX (newest, days[n]);
    }
  if (missing->len > 0)
    {
      g_autofree char *labels = list_labels (missing);

      /* Two samples of which one is missing have no distance; that one is missing is another line's business. */
      result->state = line->max_age_days < 0 ? PDL_GATE_CLEAR : line->action;
      result->reason = result->state != PDL_GATE_CLEAR ? g_strdup_printf (_ ("Not recorded: %s. %s"), labels, pdl_dictionary_translate (line->text)) : NULL;
      take_missing (result, missing);
      return;
    }
  g_ptr_array_free (missing, TRUE);
  result->day = oldest;
  /* A sample of a day to come is an entry or a clock that is wrong. */
  if (newest > today || (line->max_age_days >= 0 && today - oldest > line->max_age_days) || (line->max_apart_days >= 0 && newest - oldest > line->max_apart_days))
    {
      g_autofree char *told = tell_days (samples, days, n, today);

      result->state = line->action;
      result->reason = g_strdup_printf ("%s. %s", told, pdl_dictionary_translate (line->text));
    }
  else
    result->reason = tell_days (samples, days, n, today);
}

static void
judge (PdlGateResult *result, PdlFacts *facts)
{
  const PdlGateLine *line = result->line;

  result->day = PDL_DAY_NONE;
  result->missing = g_new0 (const PdlFinding *, 1);
  if (line->samples == NULL)
    judge_condition (result, facts);
  else if (line->when == NULL || pdl_expr_test (line->when, facts, -1, PDL_LEVEL_NONE, 0) != PDL_TRUTH_FALSE)
    judge_samples (result, facts);
}

PdlGateResult *
pdl_gate_judge (const PdlSupportTables *tables, PdlFacts *facts, const char *subject, guint *ret_n)
{
  PdlGateResult *results = g_new0 (PdlGateResult, tables->lines->len);

  *ret_n = 0;
  for (guint i = 0; i < tables->lines->len; i++)
    {
      const PdlGateLine *line = g_ptr_array_index (tables->lines, i);

      if (!concerns (line->subjects, subject))
        continue;
      results[*ret_n].line = line;
      judge (&results[(*ret_n)++], facts);
    }
  return results;
}

void
pdl_gate_results_free (PdlGateResult *results, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_free (results[i].reason);
      g_free (results[i].missing);
    }
  g_free (results);
}

/* ---- arithmetic -------------------------------------------------------------------------------------------------- */

/* At most two decimals, as they are needed: 88.4, 110. */
static char *
number_words (double number)
{
  return g_strdup_printf ("%.10g", round (number * 100) / 100);
}

char *
pdl_arithmetic_to_text (const PdlArithmetic *arithmetic, PdlFacts *facts)
{
  PdlDictionary *dictionary = pdl_case_get_dictionary (pdl_facts_get_case (facts));
  double result = pdl_facts_get (facts, arithmetic->result, -1, PDL_LEVEL_NONE);
  const char *rest = pdl_dictionary_translate (arithmetic->text);
  g_autoptr (GString) words = g_string_new (NULL);

  if (isnan (result) || (arithmetic->when != NULL && pdl_expr_test (arithmetic->when, facts, -1, PDL_LEVEL_NONE, 0) != PDL_TRUTH_TRUE))
    return NULL;
  while (*rest != '\0')
    {
      const char *open = strchr (rest, '{'), *close = open != NULL ? strchr (open, '}') : NULL;
      g_autofree char *name = close != NULL ? g_strndup (open + 1, close - open - 1) : NULL;
      const PdlFinding *finding = name != NULL ? pdl_dictionary_lookup (dictionary, name) : NULL;
      double number = finding != NULL ? pdl_facts_get (facts, finding, -1, PDL_LEVEL_NONE) : NAN;
      g_autofree char *figure = NULL;

      if (open == NULL)
        {
          g_string_append (words, rest);
          break;
        }
      if (isnan (number))
        return NULL;
      figure = number_words (number);
      g_string_append_len (words, rest, open - rest);
      g_string_append (words, figure);
      rest = close + 1;
    }
  g_string_append_printf (words, " = %.*f %s", arithmetic->decimals, result, arithmetic->result->unit != NULL ? arithmetic->result->unit : "");
  return g_strdup (g_strchomp (words->str));
}

static char **
tell_arithmetic (const PdlSupportTables *tables, PdlFacts *facts, const char *subject)
{
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  for (guint i = 0; i < tables->arithmetic->len; i++)
    {
      const PdlArithmetic *arithmetic = g_ptr_array_index (tables->arithmetic, i);
      g_autofree char *text = concerns (arithmetic->subjects, subject) ? pdl_arithmetic_to_text (arithmetic, facts) : NULL;

      if (text != NULL)
        g_strv_builder_add (lines, text);
    }
  return g_strv_builder_end (lines);
}

/* ---- the dose ---------------------------------------------------------------------------------------------------- */

const PdlBoneDose *
pdl_bone_dose_find (const PdlSupportTables *tables, const char *drug, double clearance)
{
  for (guint i = 0; i < tables->doses->len && !isnan (clearance); i++)
    {
      const PdlBoneDose *dose = g_ptr_array_index (tables->doses, i);

      if (g_strcmp0 (dose->drug, drug) == 0 && (dose->unrounded ? clearance : floor (clearance + 0.5)) >= dose->at_least)
        return dose;
    }
  return NULL;
}

/* The formula is linear in the weight, so another weight scales the clearance. */
static void
find_others (PdlBoneGate *self, const PdlSupportTables *tables, PdlFacts *facts, const char *dosed)
{
  double weight = pdl_facts_get (facts, tables->bone.weight, -1, PDL_LEVEL_NONE);

  self->others = g_new0 (PdlOtherClearance, MAX (tables->weights->len, 1));
  if (self->not_for_dosing || isnan (self->clearance) || isnan (weight) || pdl_facts_is_entered (facts, tables->bone.clearance, -1, PDL_LEVEL_NONE))
    return;
  for (guint i = 0; i < tables->weights->len; i++)
    {
      const PdlOtherWeight *other = g_ptr_array_index (tables->weights, i);
      double kg = other->when == NULL || pdl_expr_test (other->when, facts, -1, PDL_LEVEL_NONE, 0) == PDL_TRUTH_TRUE
                    ? pdl_expr_number (other->weight, facts, -1, PDL_LEVEL_NONE) : NAN;

      if (kg > 0)
        self->others[self->n_others++] = (PdlOtherClearance) { .weight = other, .kg = kg, .clearance = self->clearance * kg / weight,
                                                               .dose = pdl_bone_dose_find (tables, dosed, self->clearance * kg / weight) };
    }
}

static const char *
code_of (PdlFacts *facts, const PdlFinding *finding)
{
  double position = pdl_facts_get (facts, finding, -1, PDL_LEVEL_NONE);

  return isnan (position) ? NULL : finding->codes[(guint) position].code;
}

/* The drug that is planned, else the one that is given now; NULL when there is none or it is not known. */
static const char *
find_drug (const PdlSupportTables *tables, PdlFacts *facts)
{
  /* The first code of both findings is "none". */
  const PdlFinding *findings[] = { tables->bone.planned, tables->bone.current };

  for (guint i = 0; i < G_N_ELEMENTS (findings); i++)
    {
      const char *code = code_of (facts, findings[i]);

      if (code != NULL && !g_str_equal (code, findings[i]->codes[0].code))
        return code;
    }
  return NULL;
}

PdlBoneGate *
pdl_bone_gate_new (const PdlSupportTables *tables, PdlFacts *facts, const char *drug)
{
  PdlBoneGate *self = g_new0 (PdlBoneGate, 1);
  const char *subject = drug != NULL ? drug : find_drug (tables, facts);
  /* The clearance alone is shown with the dose of the drug whose dose goes by it. */
  const char *dosed = subject;

  self->clearance = pdl_facts_get (facts, tables->bone.clearance, -1, PDL_LEVEL_NONE);
  self->mg = self->ml = NAN;
  if (g_strcmp0 (subject, "clearance") == 0)
    dosed = ((const PdlBoneDose *) g_ptr_array_index (tables->doses, 0))->drug;
  else
    self->drug = subject;
  self->agent = pdl_support_tables_find_agent (tables, dosed);
  if (subject != NULL)
    self->results = pdl_gate_judge (tables, facts, subject, &self->n_results);
  for (guint i = 0; i < self->n_results; i++)
    {
      self->state = MAX (self->state, self->results[i].state);
      self->not_for_dosing |= self->results[i].line->dosing && self->results[i].state != PDL_GATE_CLEAR;
    }
  self->dose = self->not_for_dosing ? NULL : pdl_bone_dose_find (tables, dosed, self->clearance);
  if (self->agent != NULL)
    self->mg = self->dose != NULL ? self->dose->mg : self->agent->mg;
  if (self->dose != NULL)
    self->ml = self->dose->ml;
  find_others (self, tables, facts, dosed);
  self->arithmetic = subject != NULL ? tell_arithmetic (tables, facts, subject) : g_new0 (char *, 1);
  return self;
}

void
pdl_bone_gate_free (PdlBoneGate *self)
{
  pdl_gate_results_free (self->results, self->n_results);
  g_free (self->others);
  g_strfreev (self->arithmetic);
  g_free (self);
}

/* ---- lists of which the first row counts ------------------------------------------------------------------------- */

GPtrArray *
pdl_first_rows_find (GPtrArray *rows, PdlFacts *facts, GPtrArray **ret_missing)
{
  GPtrArray *found = g_ptr_array_new ();
  const PdlFirstRow *open = NULL;

  for (guint i = 0; i < rows->len && open == NULL; i++)
    {
      const PdlFirstRow *row = g_ptr_array_index (rows, i);
      PdlTruth truth = pdl_expr_test (row->when, facts, -1, PDL_LEVEL_NONE, 0);

      if (truth == PDL_TRUTH_TRUE)
        g_ptr_array_add (found, (gpointer) row);
      if (truth == PDL_TRUTH_TRUE && !row->more)
        break;
      if (truth == PDL_TRUTH_UNKNOWN && !row->passes && found->len == 0)
        open = row;
    }
  *ret_missing = NULL;
  if (open != NULL)
    {
      g_autoptr (PdlClause) clause = pdl_expr_explain (open->when, facts, -1, PDL_LEVEL_NONE, 0);

      *ret_missing = g_ptr_array_new ();
      collect_missing (clause, *ret_missing);
      if ((*ret_missing)->len == 0)
        collect_unknown (open->when, facts, *ret_missing);
      g_ptr_array_add (*ret_missing, NULL);
    }
  return found;
}

const PdlFirstRow *
pdl_calcium_grade_find (const PdlSupportTables *tables, PdlFacts *facts, gboolean *ret_unknown)
{
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (GPtrArray) found = pdl_first_rows_find (tables->grades, facts, &missing);

  *ret_unknown = found->len == 0 && !isnan (pdl_facts_get (facts, tables->bone.calcium, -1, PDL_LEVEL_NONE));
  return found->len > 0 ? g_ptr_array_index (found, 0) : NULL;
}
