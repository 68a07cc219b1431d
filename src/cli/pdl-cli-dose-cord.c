/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * pedicle-cli dose reirradiation, the risk scores, and the tables: what the cord has had and may have.
 */

#include "pdl-cli-dose.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "pdl-lq.h"

/* Downwards: a limit is never rounded up. */
static void
add_limit (PdlJsonWriter *writer, const char *name, double number)
{
  pdl_json_add_number (writer, name, floor (number * 1e6 + 1e-3) / 1e6);
}

static void
add_letters (PdlJsonWriter *writer, const char *name, const PdlReirradiation *result, PdlTruth truth)
{
  pdl_json_begin_array (writer, name);
  for (guint i = 0; i < result->n_rules; i++)
    if (result->rules[i].truth == truth)
      pdl_json_add_string (writer, NULL, result->rules[i].rule->id);
  pdl_json_end_array (writer);
}

void
pdl_cli_dose_add_reirradiation (PdlJsonWriter *writer, const PdlReirradiation *result)
{
  pdl_cli_dose_add (writer, "eqd2_prior", result->eqd2_prior);
  pdl_cli_dose_add (writer, "eqd2_new", result->eqd2_new);
  pdl_cli_dose_add (writer, "eqd2_total", result->eqd2_total);
  pdl_cli_dose_add (writer, "share", result->share);
  add_limit (writer, "allowed", result->allowed);
  add_limit (writer, "max_dose", result->max_dose);
  pdl_json_add_string (writer, "verdict", pdl_verdict_name (result->verdict));
  add_letters (writer, "failed", result, PDL_TRUTH_FALSE);
  add_letters (writer, "unknown", result, PDL_TRUTH_UNKNOWN);
  pdl_json_begin_array (writer, "rules");
  for (guint i = 0; i < result->n_rules; i++)
    {
      const PdlRuleResult *rule = &result->rules[i];

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "rule", rule->rule->id);
      pdl_json_add_string (writer, "text", pdl_dictionary_translate (rule->rule->text));
      pdl_cli_dose_add (writer, "value", rule->value);
      pdl_cli_dose_add (writer, "limit", rule->limit);
      if (rule->truth == PDL_TRUTH_UNKNOWN)
        pdl_json_add_null (writer, "met");
      else
        pdl_json_add_bool (writer, "met", rule->truth == PDL_TRUTH_TRUE);
      pdl_cli_dose_add_basis (writer, &rule->rule->basis);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
  pdl_cli_dose_add_warnings (writer, result->warnings);
  pdl_json_add_strings (writer, "arithmetic", (const char *const *) result->arithmetic);
}

static void
add_score (PdlJsonWriter *writer, const PdlMyelopathyResult *result)
{
  pdl_json_begin_array (writer, "bed");
  for (guint i = 0; i < result->n_courses; i++)
    pdl_cli_dose_add (writer, NULL, result->bed[i]);
  pdl_json_end_array (writer);
  pdl_cli_dose_add (writer, "bed_cumulative", result->bed_cumulative);
  pdl_cli_dose_add (writer, "bed_max", result->bed_max);
  pdl_cli_dose_add (writer, "eqd2_cumulative", result->eqd2_cumulative);
  pdl_cli_dose_add (writer, "points_cumulative", result->points_cumulative);
  pdl_cli_dose_add (writer, "points_interval", result->points_interval);
  pdl_cli_dose_add (writer, "points_course", result->points_course);
  pdl_cli_dose_add (writer, "total", result->points);
  pdl_json_add_string (writer, "group", result->group != NULL ? result->group->id : NULL);
  pdl_json_add_string (writer, "group_text", result->group != NULL ? pdl_dictionary_translate (result->group->text) : NULL);
  pdl_json_add_string (writer, "group_tag", result->group != NULL ? result->group->basis.tag : NULL);
  pdl_json_add_bool (writer, "meaningful", result->meaningful);
}

/* ---- reirradiation ----------------------------------------------------------------------------------------------- */

typedef struct
{
  char *prior, *planned, *planned_fractions, *months, *share, *directory;
  gboolean from_plan, prior_sbrt;
} Words;

static void
words_clear (Words *words)
{
  char *texts[] = { words->prior, words->planned, words->planned_fractions, words->months, words->share, words->directory };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

/* The share of the prescription at the cord, for every earlier course. */
static gboolean
read_share (const PdlDoseTables *tables, const Words *words, GArray *prior)
{
  const PdlReirradiationSettings *shares = &tables->reirradiation;
  gboolean is_default = g_strcmp0 (words->share, "unknown") == 0;
  double share = is_default ? shares->share_unknown : 1;

  if (words->share != NULL && !is_default && !pdl_cli_dose_read_number ("--share", words->share, 0, shares->share_max, &share))
    return FALSE;
  if (share < shares->share_plan && !words->from_plan)
    {
      pdl_cli_complain ("--share: %s %s", pdl_dictionary_translate (pdl_dose_tables_find_warning (tables, "SHARE_NEEDS_PLAN")->text),
                        _ ("Say --from-plan when it comes from one."));
      return FALSE;
    }
  for (guint i = 0; i < prior->len; i++)
    {
      PdlDoseCourse *course = &g_array_index (prior, PdlDoseCourse, i);

      course->share = share;
      course->share_default = is_default;
      course->stereotactic = words->prior_sbrt;
    }
  return TRUE;
}

static int
print_reirradiation (const PdlDoseTables *tables, GArray *prior, const PdlDoseCourse *planned, double months)
{
  g_autoptr (PdlReirradiation) result = pdl_reirradiation_new (tables, (const PdlDoseCourse *) prior->data, prior->len, planned, months);
  PdlJsonWriter *writer;

  if (result == NULL)
    {
      pdl_cli_complain (_ ("--prior: no dose was given before, so this is no re-irradiation; the limits of “dose tables” hold"));
      return PDL_EXIT_FAILED;
    }
  writer = pdl_json_writer_new (FALSE);
  pdl_json_begin_object (writer, NULL);
  pdl_cli_dose_add_reirradiation (writer, result);
  g_array_append_val (prior, *planned);
  pdl_json_begin_object (writer, "scores");
  for (guint i = 0; i < tables->scores->len; i++)
    {
      const PdlMyelopathyScore *score = g_ptr_array_index (tables->scores, i);
      /* The smallest gap counts, and those between earlier courses were not asked for: a short one is certain, a long one is not. */
      double gap = prior->len > 2 && !(months < score->interval_below) ? NAN : months;
      g_autoptr (PdlMyelopathyResult) points = pdl_myelopathy_result_new (tables, score, (const PdlDoseCourse *) prior->data, prior->len, gap);

      pdl_json_begin_object (writer, score->id);
      add_score (writer, points);
      pdl_json_end_object (writer);
    }
  pdl_json_end_object (writer);
  pdl_json_add_string (writer, "note", pdl_dictionary_translate (tables->reirradiation.text));
  pdl_cli_dose_add_basis (writer, &tables->reirradiation.basis);
  return pdl_cli_dose_finish (writer);
}

int
pdl_cli_dose_reirradiation (int argc, char **argv)
{
  g_auto (Words) words = { 0 };
  const GOptionEntry entries[] = {
    { "prior", 0, 0, G_OPTION_ARG_STRING, &words.prior, N_ ("The earlier courses here, as they reached the cord; “?”: dose unknown"),
      "D/N[,D/N…]" },
    { "planned", 0, 0, G_OPTION_ARG_STRING, &words.planned, N_ ("The new course: maximum in the thecal sac"), "D/N" },
    { "planned-fractions", 0, 0, G_OPTION_ARG_STRING, &words.planned_fractions, N_ ("Instead: only the fractions, to see what is allowed"), "N" },
    { "months", 0, 0, G_OPTION_ARG_STRING, &words.months, N_ ("Months since the last earlier course"), "M" },
    { "share", 0, 0, G_OPTION_ARG_STRING, &words.share, N_ ("The earlier doses are prescriptions of which this share reached the cord; “unknown”: technique unknown"),
      N_ ("SHARE|unknown") },
    { "from-plan", 0, 0, G_OPTION_ARG_NONE, &words.from_plan, N_ ("The share was read from a plan"), NULL },
    { "prior-sbrt", 0, 0, G_OPTION_ARG_NONE, &words.prior_sbrt, N_ ("An earlier course was stereotactic"), NULL },
    { "knowledge", 0, 0, G_OPTION_ARG_FILENAME, &words.directory, N_ ("Use the knowledge files of DIR"), N_ ("DIR") },
    { NULL },
  };
  g_auto (GStrv) rest = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  g_autoptr (GArray) prior = NULL;
  const PdlDoseTables *tables;
  PdlDoseCourse planned = { .dose_gy = NAN, .share = 1 };
  double months = NAN;

  if (!pdl_cli_parse (&argc, &argv, entries, "--prior D/N[,D/N…] --planned D/N --months M",
                      _ ("Compares EQD2 at the cord with the rules of re-irradiation. “incomplete”: a dose, the new course or the interval is not known."),
                      &rest))
    return PDL_EXIT_USAGE;
  if (rest[0] != NULL)
    return pdl_cli_usage (argv[0], _ ("“%s” is a word too many"), rest[0]);
  if (words.prior == NULL)
    return pdl_cli_usage (argv[0], _ ("--prior is needed"));
  if ((words.planned == NULL) == (words.planned_fractions == NULL))
    return pdl_cli_usage (argv[0], _ ("either --planned or --planned-fractions is needed"));
  tables = pdl_cli_dose_load (words.directory, &knowledge);
  if (tables == NULL || (prior = pdl_cli_dose_read_courses (tables, "--prior", words.prior, TRUE)) == NULL || !read_share (tables, &words, prior))
    return PDL_EXIT_FAILED;
  if (words.planned != NULL
        ? !pdl_cli_dose_read_course ("--planned", words.planned, tables->arithmetic.planned_dose_min, tables->arithmetic.planned_dose_max,
                                     tables->arithmetic.planned_fractions_max, FALSE, &planned)
        : !pdl_cli_dose_read_int ("--planned-fractions", words.planned_fractions, 1, tables->arithmetic.planned_fractions_max, &planned.fractions))
    return PDL_EXIT_FAILED;
  if (words.months != NULL && !pdl_cli_dose_read_number ("--months", words.months, 0, tables->arithmetic.interval_max, &months))
    return PDL_EXIT_FAILED;
  return print_reirradiation (tables, prior, &planned, months);
}

/* ---- a risk score ------------------------------------------------------------------------------------------------ */

/* One gap, or one between each course and the next; the smallest counts. */
static gboolean
read_gaps (const PdlDoseTables *tables, const char *text, guint n_courses, double *ret_months)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  guint n = g_strv_length (words);

  if (n != 1 && n != n_courses - 1)
    {
      pdl_cli_complain (_ ("--months: %u courses have %u gaps, not %u"), n_courses, n_courses - 1, n);
      return FALSE;
    }
  *ret_months = INFINITY;
  for (guint i = 0; i < n; i++)
    {
      double months;

      if (!pdl_cli_dose_read_number ("--months", g_strstrip (words[i]), 0, tables->arithmetic.interval_max, &months))
        return FALSE;
      *ret_months = MIN (*ret_months, months);
    }
  return TRUE;
}

static int
print_score (const PdlDoseTables *tables, const PdlMyelopathyScore *score, GArray *courses, double alpha_beta, double months)
{
  const PdlDoseCourse *course = (const PdlDoseCourse *) courses->data;
  g_autoptr (PdlMyelopathyResult) result = pdl_myelopathy_result_new (tables, score, course, courses->len, months);
  g_autoptr (GPtrArray) warnings = g_ptr_array_new ();
  PdlJsonWriter *writer = pdl_json_writer_new (FALSE);
  double cumulative = 0, highest = 0;

  for (guint i = 0; i < courses->len; i++)
    {
      double bed = pdl_lq_bed (course[i].dose_gy, course[i].fractions, alpha_beta);

      cumulative += bed;
      highest = MAX (highest, bed);
    }
  if (!result->meaningful)
    g_ptr_array_add (warnings, (gpointer) pdl_dose_tables_find_warning (tables, "SCORE_NOT_MEANINGFUL"));
  if (alpha_beta != score->alpha_beta)
    g_ptr_array_add (warnings, (gpointer) pdl_dose_tables_find_warning (tables, "LUMBAR_ALPHA_BETA"));
  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "score", score->id);
  pdl_cli_dose_add (writer, "alpha_beta", score->alpha_beta);
  add_score (writer, result);
  if (alpha_beta != score->alpha_beta)
    {
      pdl_json_begin_object (writer, "shown_beside");
      pdl_cli_dose_add (writer, "alpha_beta", alpha_beta);
      pdl_cli_dose_add (writer, "bed_cumulative", cumulative);
      pdl_cli_dose_add (writer, "bed_max", highest);
      pdl_json_end_object (writer);
    }
  pdl_cli_dose_add_warnings (writer, warnings);
  pdl_json_add_string (writer, "note", pdl_dictionary_translate (score->text));
  pdl_cli_dose_add_basis (writer, &score->basis);
  return pdl_cli_dose_finish (writer);
}

int
pdl_cli_dose_score (int argc, char **argv, const char *id)
{
  g_autofree char *courses_text = NULL;
  g_autofree char *alpha_beta_text = NULL;
  g_autofree char *months_text = NULL;
  g_autofree char *directory = NULL;
  const GOptionEntry entries[] = {
    { "courses", 0, 0, G_OPTION_ARG_STRING, &courses_text, N_ ("All courses at this place, the new one included"), "D/N,D/N[,…]" },
    { "alpha-beta", 0, 0, G_OPTION_ARG_STRING, &alpha_beta_text, N_ ("Another α/β to show beside the one of the score"), N_ ("GY") },
    { "months", 0, 0, G_OPTION_ARG_STRING, &months_text, N_ ("Months between the courses: the smallest gap, or every gap"), "M[,M…]" },
    { "knowledge", 0, 0, G_OPTION_ARG_FILENAME, &directory, N_ ("Use the knowledge files of DIR"), N_ ("DIR") },
    { NULL },
  };
  g_auto (GStrv) rest = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  g_autoptr (GArray) courses = NULL;
  const PdlDoseTables *tables;
  const PdlMyelopathyScore *score;
  double alpha_beta, months;

  if (!pdl_cli_parse (&argc, &argv, entries, "--courses D/N,D/N --months M", _ ("Points for cumulative BED, interval and the highest course."), &rest))
    return PDL_EXIT_USAGE;
  if (rest[0] != NULL)
    return pdl_cli_usage (argv[0], _ ("“%s” is a word too many"), rest[0]);
  if (courses_text == NULL || months_text == NULL)
    return pdl_cli_usage (argv[0], _ ("--courses and --months are needed"));
  tables = pdl_cli_dose_load (directory, &knowledge);
  score = tables != NULL ? pdl_dose_tables_find_score (tables, id) : NULL;
  if (score == NULL || (courses = pdl_cli_dose_read_courses (tables, "--courses", courses_text, FALSE)) == NULL)
    return PDL_EXIT_FAILED;
  if (courses->len < 2)
    {
      pdl_cli_complain (_ ("--courses: the score is for two courses and more"));
      return PDL_EXIT_FAILED;
    }
  alpha_beta = score->alpha_beta;
  if (alpha_beta_text != NULL
      && !pdl_cli_dose_read_number ("--alpha-beta", alpha_beta_text, tables->arithmetic.alpha_beta_min, tables->arithmetic.alpha_beta_max, &alpha_beta))
    return PDL_EXIT_FAILED;
  return read_gaps (tables, months_text, courses->len, &months) ? print_score (tables, score, courses, alpha_beta, months) : PDL_EXIT_FAILED;
}

/* ---- tables ------------------------------------------------------------------------------------------------------ */

static void
add_limits (PdlJsonWriter *writer, const char *name, GPtrArray *rows, double alpha_beta, gboolean retreatment)
{
  pdl_json_begin_array (writer, name);
  for (guint i = 0; i < rows->len; i++)
    {
      const PdlCordLimit *row = g_ptr_array_index (rows, i);

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "id", row->id);
      if (retreatment)
        {
          pdl_cli_dose_add (writer, "prior_dose", row->dose);
          pdl_json_add_int (writer, "prior_fractions", row->fractions);
        }
      else
        {
          pdl_json_add_string (writer, "label", pdl_dictionary_translate (row->label));
          pdl_json_add_bool (writer, "default", row->is_default);
        }
      pdl_json_begin_array (writer, "limits");
      for (int n = 1; n <= PDL_DOSE_MAX_LIMITS; n++)
        pdl_cli_dose_add (writer, NULL, row->limits[n - 1]);
      pdl_json_end_array (writer);
      pdl_json_begin_array (writer, "eqd2");
      for (int n = 1; n <= PDL_DOSE_MAX_LIMITS; n++)
        pdl_cli_dose_add (writer, NULL, pdl_lq_eqd2 (row->limits[n - 1], n, alpha_beta));
      pdl_json_end_array (writer);
      pdl_json_add_string (writer, "text", row->text != NULL ? pdl_dictionary_translate (row->text) : NULL);
      pdl_cli_dose_add_basis (writer, &row->basis);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

static void
add_organs (PdlJsonWriter *writer, GPtrArray *rows)
{
  static const int fractions[] = { 1, 3, 5 };

  pdl_json_begin_array (writer, "organ_limits");
  for (guint i = 0; i < rows->len; i++)
    {
      const PdlOrganLimit *row = g_ptr_array_index (rows, i);

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "id", row->id);
      pdl_json_add_string (writer, "label", pdl_dictionary_translate (row->label));
      pdl_json_add_string (writer, "volume", row->volume);
      pdl_json_begin_array (writer, "limits");
      for (guint n = 0; n < G_N_ELEMENTS (fractions); n++)
        {
          pdl_json_begin_object (writer, NULL);
          pdl_json_add_int (writer, "fractions", fractions[n]);
          pdl_cli_dose_add (writer, "to_volume", row->to_volume[n]);
          pdl_cli_dose_add (writer, "maximum", row->maximum[n]);
          pdl_json_end_object (writer);
        }
      pdl_json_end_array (writer);
      pdl_json_add_string (writer, "endpoint", pdl_dictionary_translate (row->endpoint));
      pdl_cli_dose_add_basis (writer, &row->basis);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

static void
add_regimens (PdlJsonWriter *writer, const PdlDoseTables *tables)
{
  pdl_json_begin_array (writer, "fractionations");
  for (guint i = 0; i < tables->regimens->len; i++)
    {
      const PdlRegimen *regimen = g_ptr_array_index (tables->regimens, i);

      pdl_json_begin_object (writer, NULL);
      pdl_cli_dose_add (writer, "dose", regimen->dose);
      pdl_json_add_int (writer, "fractions", regimen->fractions);
      pdl_json_add_string (writer, "group", regimen->group);
      pdl_cli_dose_add (writer, "dose_per_fraction", regimen->dose / regimen->fractions);
      pdl_cli_dose_add (writer, "bed", pdl_lq_bed (regimen->dose, regimen->fractions, tables->menu_alpha_beta));
      pdl_cli_dose_add (writer, "eqd2", pdl_lq_eqd2 (regimen->dose, regimen->fractions, tables->menu_alpha_beta));
      pdl_cli_dose_add (writer, "eqd2_cord", pdl_lq_eqd2 (regimen->dose, regimen->fractions, tables->reirradiation.alpha_beta));
      pdl_json_add_bool (writer, "offered", regimen->offered);
      pdl_json_add_string (writer, "text", pdl_dictionary_translate (regimen->text));
      pdl_cli_dose_add_basis (writer, &regimen->basis);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

static void
add_tissues (PdlJsonWriter *writer, const PdlDoseTables *tables)
{
  pdl_json_begin_array (writer, "alpha_beta");
  for (guint i = 0; i < tables->alpha_betas->len; i++)
    {
      const PdlAlphaBeta *tissue = g_ptr_array_index (tables->alpha_betas, i);

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "id", tissue->id);
      pdl_json_add_string (writer, "label", pdl_dictionary_translate (tissue->label));
      pdl_cli_dose_add (writer, "value", tissue->value);
      pdl_cli_dose_add (writer, "low", tissue->low);
      pdl_cli_dose_add (writer, "high", tissue->high);
      pdl_cli_dose_add_basis (writer, &tissue->basis);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
  pdl_json_begin_array (writer, "cord_tolerance");
  for (guint i = 0; i < tables->tolerances->len; i++)
    {
      const PdlCordTolerance *tolerance = g_ptr_array_index (tables->tolerances, i);

      pdl_json_begin_object (writer, NULL);
      pdl_cli_dose_add (writer, "dose", tolerance->dose);
      pdl_json_add_string (writer, "risk", tolerance->risk);
      pdl_cli_dose_add_basis (writer, &tolerance->basis);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

int
pdl_cli_dose_tables (int argc, char **argv)
{
  g_autofree char *directory = NULL;
  const GOptionEntry entries[] = {
    { "knowledge", 0, 0, G_OPTION_ARG_FILENAME, &directory, N_ ("Use the knowledge files of DIR"), N_ ("DIR") },
    { NULL },
  };
  g_auto (GStrv) rest = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  const PdlDoseTables *tables;
  PdlJsonWriter *writer;

  if (!pdl_cli_parse (&argc, &argv, entries, "", _ ("Every figure with its source and verification tag. Limits are in Gy, for one to five fractions."), &rest))
    return PDL_EXIT_USAGE;
  if (rest[0] != NULL)
    return pdl_cli_usage (argv[0], _ ("“%s” is a word too many"), rest[0]);
  tables = pdl_cli_dose_load (directory, &knowledge);
  if (tables == NULL)
    return PDL_EXIT_FAILED;
  writer = pdl_json_writer_new (FALSE);
  pdl_json_begin_object (writer, NULL);
  add_tissues (writer, tables);
  add_regimens (writer, tables);
  add_limits (writer, "cord_limits", tables->cord_limits, tables->reirradiation.alpha_beta, FALSE);
  add_organs (writer, tables->organ_limits);
  add_limits (writer, "retreatment", tables->retreatments, tables->reirradiation.alpha_beta, TRUE);
  pdl_json_add_string (writer, "retreatment_text", pdl_dictionary_translate (tables->retreatment.text));
  return pdl_cli_dose_finish (writer);
}
