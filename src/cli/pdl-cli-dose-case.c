/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * pedicle-cli dose ctv and case: the target volume of marked sectors, and what a recorded case says about dose.
 */

#include "pdl-cli-dose.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "pdl-ctv.h"
#include "pdl-dose-history.h"
#include "pdl-eligibility.h"
#include "pdl-fracture-risk.h"
#include "pdl-pain-course.h"

/* ---- ctv --------------------------------------------------------------------------------------------------------- */

static void
add_ctv (PdlJsonWriter *writer, const PdlDoseTables *tables, const PdlCtv *ctv)
{
  const PdlFinding *sectors = tables->ctv.sectors;
  g_autofree char *text = pdl_ctv_to_text (ctv);

  if (ctv->refusal != NULL)
    {
      pdl_json_add_null (writer, "ctv");
      pdl_json_add_string (writer, "refused", pdl_dictionary_translate (ctv->refusal->text));
      return;
    }
  pdl_json_begin_array (writer, "ctv");
  for (guint i = 0; i < sectors->n_codes; i++)
    if ((ctv->sectors & 1u << i) != 0)
      pdl_json_add_string (writer, NULL, sectors->codes[i].code);
  pdl_json_end_array (writer);
  pdl_cli_dose_add_warnings (writer, ctv->warnings);
  pdl_json_add_string (writer, "rule", text);
  pdl_json_begin_array (writer, "rules");
  for (guint i = 0; i < ctv->rules->len; i++)
    {
      const PdlCtvRule *rule = g_ptr_array_index (ctv->rules, i);

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "id", rule->id);
      pdl_json_add_string (writer, "text", pdl_dictionary_translate (rule->text));
      pdl_cli_dose_add_basis (writer, &rule->basis);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
  pdl_json_add_string (writer, "setting", ctv->setting != NULL ? pdl_dictionary_translate (ctv->setting->text) : NULL);
}

static char *
list_codes (const PdlFinding *finding)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < finding->n_codes; i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? ", " : "", finding->codes[i].code);
  return g_string_free (codes, FALSE);
}

/* @text NULL: unknown, -1. */
static gboolean
read_code (const char *option, const char *text, const PdlFinding *finding, int *ret_position)
{
  g_autofree char *codes = NULL;
  guint position;

  *ret_position = -1;
  if (text == NULL)
    return TRUE;
  if (pdl_finding_lookup_code (finding, text, &position) != NULL)
    {
      *ret_position = (int) position;
      return TRUE;
    }
  codes = list_codes (finding);
  pdl_cli_complain (_ ("%s: “%s” is none of %s"), option, text, codes);
  return FALSE;
}

/* "vb,ped_r"; "none" or nothing: looked for, none. */
static gboolean
read_sectors (const char *text, const PdlFinding *finding, guint32 *ret_bits)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);

  *ret_bits = 0;
  if (words[0] == NULL || g_str_equal (text, "none"))
    return TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      int position;

      if (!read_code ("--sectors", g_strstrip (words[i]), finding, &position))
        return FALSE;
      *ret_bits |= 1u << position;
    }
  return TRUE;
}

static gboolean
check_options (const PdlDoseTables *tables, char **options)
{
  for (guint i = 0; options != NULL && options[i] != NULL; i++)
    {
      g_autoptr (GString) names = g_string_new (NULL);
      gboolean found = FALSE;

      for (guint r = 0; r < tables->ctv_rules->len; r++)
        {
          const char *name = ((PdlCtvRule *) g_ptr_array_index (tables->ctv_rules, r))->option;

          found |= g_strcmp0 (name, options[i]) == 0;
          if (name != NULL && strstr (names->str, name) == NULL)
            g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
        }
      if (!found)
        {
          pdl_cli_complain (_ ("%s: “%s” is none of %s"), "--option", options[i], names->str);
          return FALSE;
        }
    }
  return TRUE;
}

int
pdl_cli_dose_ctv (int argc, char **argv)
{
  g_autofree char *sectors = NULL;
  g_autofree char *body = NULL;
  g_autofree char *epidural = NULL;
  g_autofree char *setting = NULL;
  g_autofree char *level = NULL;
  g_autofree char *directory = NULL;
  g_auto (GStrv) options = NULL;
  const GOptionEntry entries[] = {
    { "sectors", 0, 0, G_OPTION_ARG_STRING, &sectors, N_ ("The involved sectors; after an operation those of the MRI before it"), N_ ("CODE[,CODE…]|none") },
    { "body", 0, 0, G_OPTION_ARG_STRING, &body, N_ ("Spread in the vertebral body"), N_ ("CODE") },
    { "epidural", 0, 0, G_OPTION_ARG_STRING, &epidural, N_ ("Epidural extent"), N_ ("CODE") },
    { "setting", 0, 0, G_OPTION_ARG_STRING, &setting, N_ ("Not treated before, irradiated before, or operated"), N_ ("CODE") },
    { "level", 0, 0, G_OPTION_ARG_STRING, &level, N_ ("The vertebra, such as T8"), N_ ("LEVEL") },
    { "option", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options, N_ ("A choice of the site, off unless asked for; may be given twice"), N_ ("NAME") },
    { "knowledge", 0, 0, G_OPTION_ARG_FILENAME, &directory, N_ ("Use the knowledge files of DIR"), N_ ("DIR") },
    { NULL },
  };
  g_auto (GStrv) rest = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  g_autoptr (PdlCtv) ctv = NULL;
  const PdlDoseTables *tables;
  PdlCtvInput input = { .marked = TRUE, .level = PDL_LEVEL_NONE };
  PdlJsonWriter *writer;

  if (!pdl_cli_parse (&argc, &argv, entries, "--sectors CODE[,CODE…] --body CODE --epidural CODE --setting CODE",
                      _ ("The bony target volume: the union of what the rules add to the involved sectors, with the rules. The codes are the dictionary's. "
                         "What would change the volume and is not given is asked for; the sacrum is refused."),
                      &rest))
    return PDL_EXIT_USAGE;
  if (rest[0] != NULL)
    return pdl_cli_usage (argv[0], _ ("“%s” is a word too many"), rest[0]);
  if (sectors == NULL)
    return pdl_cli_usage (argv[0], _ ("--sectors is needed"));
  tables = pdl_cli_dose_load (directory, &knowledge);
  if (tables == NULL || !read_sectors (sectors, tables->ctv.sectors, &input.sectors)
      || !read_code ("--body", body, tables->ctv.pattern, &input.pattern) || !read_code ("--epidural", epidural, tables->ctv.epidural, &input.epidural)
      || !read_code ("--setting", setting, tables->ctv.setting, &input.setting) || !check_options (tables, options))
    return PDL_EXIT_FAILED;
  if (level != NULL && (input.level = pdl_level_from_typed (level)) == PDL_LEVEL_NONE)
    {
      pdl_cli_complain (_ ("--level: “%s” is not a vertebra, such as T8"), level);
      return PDL_EXIT_FAILED;
    }
  input.options = (const char *const *) options;
  ctv = pdl_ctv_new (tables, &input);
  if (ctv->refusal != NULL)
    {
      pdl_cli_complain ("%s", pdl_dictionary_translate (ctv->refusal->text));
      return PDL_EXIT_FAILED;
    }
  writer = pdl_json_writer_new (FALSE);
  pdl_json_begin_object (writer, NULL);
  add_ctv (writer, tables, ctv);
  pdl_cli_dose_add_basis (writer, &tables->ctv.basis);
  return pdl_cli_dose_finish (writer);
}

/* ---- case -------------------------------------------------------------------------------------------------------- */

static void
add_organ (PdlJsonWriter *writer, const char *name, const PdlOrganDose *dose)
{
  static const char *const origins[] = { "maximum", "share", "default_share", "unknown" };

  pdl_json_begin_object (writer, name);
  pdl_cli_dose_add (writer, "dose", dose->course.dose_gy * dose->course.share);
  pdl_json_add_int (writer, "fractions", dose->course.fractions);
  pdl_cli_dose_add (writer, "share", dose->course.share);
  pdl_json_add_string (writer, "from", origins[dose->origin]);
  pdl_cli_dose_add (writer, "eqd2", dose->eqd2);
  pdl_json_end_object (writer);
}

static void
add_courses (PdlJsonWriter *writer, const PdlDoseHistory *history)
{
  pdl_json_begin_array (writer, "courses");
  for (guint i = 0; i < history->n_courses; i++)
    {
      const PdlHistoryCourse *course = &history->courses[i];
      g_autofree char *levels = pdl_level_set_to_text (course->levels);

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_bool (writer, "present", course->present);
      pdl_json_add_string (writer, "levels", course->levels != 0 ? levels : NULL);
      add_organ (writer, "cord", &course->cord);
      add_organ (writer, "cauda", &course->cauda);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

static void
add_level (PdlJsonWriter *writer, const PdlDoseTables *tables, PdlFacts *facts, const PdlLevelDose *dose)
{
  g_autoptr (PdlCtv) ctv = pdl_ctv_new_for_level (tables, facts, dose->level, NULL);
  g_autoptr (PdlFractureRisk) risk = pdl_fracture_risk_new (tables, facts, dose->level);

  pdl_json_begin_object (writer, pdl_level_name (dose->level));
  pdl_json_add_int (writer, "n_prior", dose->n_prior);
  pdl_cli_dose_add (writer, "cord_eqd2_prior", dose->cord_eqd2);
  pdl_cli_dose_add (writer, "cauda_eqd2_prior", dose->cauda_eqd2);
  pdl_cli_dose_add (writer, "months", dose->months);
  if (dose->check != NULL)
    {
      pdl_json_begin_object (writer, "reirradiation");
      pdl_cli_dose_add_reirradiation (writer, dose->check);
      pdl_json_end_object (writer);
    }
  pdl_json_begin_object (writer, "target_volume");
  add_ctv (writer, tables, ctv);
  pdl_json_end_object (writer);
  pdl_json_begin_object (writer, "fracture_risk");
  pdl_json_begin_array (writer, "factors");
  for (guint i = 0; i < risk->n_factors; i++)
    if (risk->factors[i].truth == PDL_TRUTH_TRUE)
      pdl_json_add_string (writer, NULL, risk->factors[i].factor->id);
  pdl_json_end_array (writer);
  pdl_json_begin_array (writer, "unknown");
  for (guint i = 0; i < risk->n_factors; i++)
    if (risk->factors[i].truth == PDL_TRUTH_UNKNOWN)
      pdl_json_add_string (writer, NULL, risk->factors[i].factor->id);
  pdl_json_end_array (writer);
  pdl_json_add_string (writer, "class_from", risk->lowest->id);
  pdl_json_add_string (writer, "class_to", risk->highest->id);
  pdl_json_end_object (writer);
  pdl_json_end_object (writer);
}

static void
add_eligibility (PdlJsonWriter *writer, const PdlDoseTables *tables, PdlFacts *facts, int target, const PdlDoseHistory *history)
{
  g_autoptr (PdlEligibility) eligibility = pdl_eligibility_new (tables, facts, target, history);

  pdl_json_begin_object (writer, "sbrt_eligibility");
  pdl_json_add_string (writer, "overall", eligibility->overall == PDL_ELIGIBILITY_UNKNOWN ? "incomplete" : pdl_eligibility_state_name (eligibility->overall));
  for (guint i = 0; i < tables->criteria->len; i++)
    pdl_json_add_string (writer, ((PdlEligibilityCriterion *) g_ptr_array_index (tables->criteria, i))->id,
                         pdl_eligibility_state_name (eligibility->states[i]));
  pdl_json_end_object (writer);
}

static void
add_day (PdlJsonWriter *writer, const char *name, PdlDay day)
{
  g_autofree char *iso = day != PDL_DAY_NONE ? pdl_day_to_iso (day, PDL_PRECISION_DAY) : NULL;

  pdl_json_add_string (writer, name, iso);
}

static void
add_response (PdlJsonWriter *writer, const PdlPainCourse *course)
{
  pdl_json_begin_object (writer, "pain_response");
  add_day (writer, "course", course->start);
  add_day (writer, "baseline", course->baseline_day);
  pdl_json_begin_array (writer, "visits");
  for (guint i = 0; i < course->n_visits; i++)
    {
      const PdlPainVisit *visit = &course->visits[i];

      pdl_json_begin_object (writer, NULL);
      add_day (writer, "date", visit->day);
      pdl_cli_dose_add (writer, "months", visit->days == G_MININT ? NAN : visit->days / PDL_DAYS_PER_MONTH);
      pdl_json_add_string (writer, "pain_of", visit->of_site ? "site" : "patient");
      pdl_json_add_string (writer, "category", visit->response != NULL ? visit->response->id : NULL);
      pdl_cli_dose_add (writer, "omed_change_pct", pdl_opioid_change (visit->baseline, visit->state));
      pdl_json_add_string (writer, "flare", visit->flare != NULL ? visit->flare->id : NULL);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
  pdl_json_end_object (writer);
}

static void
write_case (PdlJsonWriter *writer, PdlFacts *facts, gconstpointer user_data)
{
  const PdlDoseTables *tables = user_data;

  pdl_json_begin_array (writer, "targets");
  for (guint t = 0; t < pdl_facts_get_n_targets (facts); t++)
    {
      g_autoptr (PdlDoseHistory) history = pdl_dose_history_new (tables, facts, (int) t);
      g_autoptr (PdlPainCourse) pain = pdl_pain_course_new (tables, facts, (int) t);
      g_autofree char *levels = pdl_level_set_to_text (pdl_facts_get_target_levels (facts, t));

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "target", levels);
      add_courses (writer, history);
      add_organ (writer, "planned", &history->planned);
      add_organ (writer, "planned_cauda", &history->planned_cauda);
      pdl_json_add_string (writer, "verdict", history->worst != NULL ? pdl_verdict_name (history->verdict) : NULL);
      pdl_cli_dose_add_warnings (writer, history->warnings);
      add_eligibility (writer, tables, facts, (int) t, history);
      if (pain != NULL)
        add_response (writer, pain);
      pdl_json_begin_object (writer, "levels");
      for (guint i = 0; i < history->n_levels; i++)
        add_level (writer, tables, facts, &history->levels[i]);
      pdl_json_end_object (writer);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

int
pdl_cli_dose_case (int argc, char **argv)
{
  g_autofree char *as_of_text = NULL;
  g_autofree char *directory = NULL;
  const GOptionEntry entries[] = {
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of_text, N_ ("What “now” is (default: the date of the case's newest assessment)"), N_ ("DATE|today") },
    { "knowledge", 0, 0, G_OPTION_ARG_FILENAME, &directory, N_ ("Use the knowledge files of DIR"), N_ ("DIR") },
    { NULL },
  };
  g_auto (GStrv) files = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  const PdlDoseTables *tables;
  PdlMinute as_of;

  if (!pdl_cli_parse (&argc, &argv, entries, _ ("FILE…|-"),
                      _ ("What the recorded courses gave to cord and cauda, level by level, the check of the planned course, target volumes and fracture "
                         "factors. One line for each case."),
                      &files))
    return PDL_EXIT_USAGE;
  if (!pdl_cli_check_files (argv[0], files, as_of_text, &as_of))
    return PDL_EXIT_USAGE;
  tables = pdl_cli_dose_load (directory, &knowledge);
  return tables != NULL ? pdl_cli_dose_print_cases (knowledge, files, as_of, write_case, tables) : PDL_EXIT_FAILED;
}
