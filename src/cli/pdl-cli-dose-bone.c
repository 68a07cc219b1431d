/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * pedicle-cli dose creatinine-clearance, corrected-calcium and bone-agent: figures go through the same derivations and the same
 * gate as a case, so that a number typed here and one recorded in a case cannot come out differently.
 */

#include "pdl-cli-dose.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "pdl-bone-gate.h"
#include "pdl-case-json.h"

/* NULL after a complaint. */
static const PdlSupportTables *
load (const char *directory, PdlKnowledge **ret_knowledge)
{
  *ret_knowledge = pdl_cli_load_knowledge (directory);
  return *ret_knowledge != NULL ? pdl_support_tables_get (*ret_knowledge, NULL) : NULL; /* read before, without an error */
}

/* ---- a case of the words given ----------------------------------------------------------------------------------- */

typedef struct
{
  const char *option, *finding;
  char *text;   /* (nullable) as the dictionary reads it: "110", "1.2 mg/dL", "female" */
} Given;

/* Adds @given as the case file writes it, a unit that was typed beside its number. FALSE after a complaint that names the option. */
static gboolean
add_given (PdlJsonWriter *writer, PdlDictionary *dictionary, const Given *given)
{
  const PdlFinding *finding = pdl_dictionary_lookup (dictionary, given->finding);
  g_autoptr (PdlValue) value = NULL;
  g_autoptr (GError) error = NULL;

  if (!pdl_finding_parse (finding, given->text, &value, &error))
    {
      pdl_cli_complain ("%s: %s", given->option, error->message);
      return FALSE;
    }
  if (finding->type == PDL_TYPE_ENUM)
    pdl_json_add_string (writer, finding->id, pdl_value_get_code (value));
  else if (pdl_value_get_unit (value) == NULL)
    pdl_json_add_number (writer, finding->id, pdl_value_get_number (value));
  else
    {
      pdl_json_begin_object (writer, finding->id);
      pdl_json_add_number (writer, "value", g_ascii_strtod (pdl_value_get_entered (value), NULL));
      pdl_json_add_string (writer, "unit", pdl_value_get_unit (value));
      pdl_json_end_object (writer);
    }
  return TRUE;
}

/* The identity, or the rest. */
static gboolean
add_all_given (PdlJsonWriter *writer, PdlDictionary *dictionary, const Given *given, guint n, gboolean identity)
{
  gboolean fine = TRUE;

  for (guint i = 0; i < n && fine; i++)
    if (given[i].text != NULL && (pdl_dictionary_lookup (dictionary, given[i].finding)->scope == PDL_SCOPE_IDENTITY) == identity)
      fine = add_given (writer, dictionary, &given[i]);
  return fine;
}

/* The facts of one visit of today with these values. NULL after a complaint. @ret_case (transfer full). */
static PdlFacts *
facts_of (PdlKnowledge *knowledge, const Given *given, guint n, PdlCase **ret_case)
{
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (knowledge);
  PdlMinute now = pdl_minute_now ();
  g_autofree char *today = pdl_day_to_iso ((PdlDay) (now / (24 * 60)), PDL_PRECISION_DAY);
  PdlJsonWriter *writer = pdl_json_writer_new (FALSE);
  g_autofree char *json = NULL;
  g_autoptr (GError) error = NULL;
  gboolean fine;

  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "format", "pedicle-case");
  pdl_json_add_int (writer, "version", 1);
  pdl_json_begin_object (writer, "patient");
  fine = add_all_given (writer, dictionary, given, n, TRUE);
  pdl_json_end_object (writer);
  pdl_json_begin_array (writer, "assessments");
  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "date", today);
  pdl_json_begin_object (writer, "findings");
  fine = fine && add_all_given (writer, dictionary, given, n, FALSE);
  pdl_json_end_object (writer);
  pdl_json_end_object (writer);
  pdl_json_end_array (writer);
  pdl_json_end_object (writer);
  json = pdl_json_writer_finish (writer);
  if (!fine)
    return NULL;
  *ret_case = pdl_case_from_json (dictionary, json, -1, NULL, &error);
  if (*ret_case == NULL)
    {
      pdl_cli_complain ("%s", error->message);
      return NULL;
    }
  return pdl_facts_new (knowledge, *ret_case, pdl_case_get_current (*ret_case), now);
}

/* ---- parts of the result ----------------------------------------------------------------------------------------- */

static void
add_line (PdlJsonWriter *writer, const PdlGateResult *result)
{
  g_autofree char *day = result->day != PDL_DAY_NONE ? pdl_day_to_iso (result->day, PDL_PRECISION_DAY) : NULL;

  pdl_json_begin_object (writer, NULL);
  pdl_json_add_string (writer, "id", result->line->id);
  pdl_json_add_string (writer, "label", pdl_dictionary_translate (result->line->label));
  pdl_json_add_string (writer, "state", pdl_gate_state_name (result->state));
  pdl_json_add_string (writer, "reason", result->reason);
  pdl_json_begin_array (writer, "missing");
  for (guint i = 0; result->missing[i] != NULL; i++)
    pdl_json_add_string (writer, NULL, result->missing[i]->id);
  pdl_json_end_array (writer);
  pdl_json_add_string (writer, "sample_day", day);
  if (result->not_applicable)
    pdl_json_add_bool (writer, "not_applicable", TRUE);
  pdl_cli_dose_add_basis (writer, &result->line->basis);
  pdl_json_end_object (writer);
}

/* What the table gives; null where the clearance is not known or not for dosing, "not recommended" in the words of the row. */
static void
add_dose (PdlJsonWriter *writer, const PdlBoneGate *gate)
{
  pdl_json_begin_object (writer, "dose");
  pdl_json_add_string (writer, "drug", gate->agent != NULL ? gate->agent->id : NULL);
  pdl_cli_dose_add (writer, "mg", gate->mg);
  pdl_cli_dose_add (writer, "ml", gate->ml);
  pdl_json_add_bool (writer, "computable", !isnan (gate->mg) || gate->dose != NULL);
  pdl_json_add_string (writer, "band", gate->dose != NULL ? pdl_dictionary_translate (gate->dose->label) : NULL);
  if (gate->dose != NULL)
    pdl_cli_dose_add_basis (writer, &gate->dose->basis);
  else if (gate->agent != NULL)
    pdl_cli_dose_add_basis (writer, &gate->agent->basis);
  pdl_json_end_object (writer);
}

static void
add_clearance (PdlJsonWriter *writer, const PdlBoneGate *gate)
{
  pdl_cli_dose_add (writer, "clearance", gate->clearance);
  pdl_json_add_strings (writer, "arithmetic", (const char *const *) gate->arithmetic);
  pdl_json_begin_array (writer, "other_weights");
  for (guint i = 0; i < gate->n_others; i++)
    {
      const PdlOtherClearance *other = &gate->others[i];

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "weight", other->weight->id);
      pdl_cli_dose_add (writer, "kg", other->kg);
      pdl_cli_dose_add (writer, "clearance", other->clearance);
      pdl_json_add_string (writer, "band", other->dose != NULL ? pdl_dictionary_translate (other->dose->label) : NULL);
      pdl_cli_dose_add_basis (writer, &other->weight->basis);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
}

static void
add_lines (PdlJsonWriter *writer, const PdlBoneGate *gate)
{
  pdl_json_begin_array (writer, "lines");
  for (guint i = 0; i < gate->n_results; i++)
    add_line (writer, &gate->results[i]);
  pdl_json_end_array (writer);
}

static void
add_calcium (PdlJsonWriter *writer, const PdlSupportTables *tables, PdlFacts *facts)
{
  gboolean unknown;
  const PdlFirstRow *grade = pdl_calcium_grade_find (tables, facts, &unknown);

  pdl_json_begin_object (writer, "calcium");
  pdl_json_add_string (writer, "grade", grade != NULL ? grade->id : NULL);
  pdl_json_add_string (writer, "label", grade != NULL ? pdl_dictionary_translate (grade->label) : unknown ? _ ("The laboratory's limits are needed") : NULL);
  pdl_json_add_string (writer, "text", grade != NULL && grade->text != NULL ? pdl_dictionary_translate (grade->text) : NULL);
  if (grade != NULL)
    pdl_cli_dose_add_basis (writer, &grade->basis);
  pdl_json_end_object (writer);
}

/* ---- creatinine-clearance ---------------------------------------------------------------------------------------- */

/* Why there is no clearance: a value out of the range of the formula, or no factor for this sex. */
static int
refuse_clearance (const PdlBoneGate *gate)
{
  for (guint i = 0; i < gate->n_results; i++)
    if (gate->results[i].state == PDL_GATE_ASK)
      {
        pdl_cli_complain ("%s (%s)", gate->results[i].reason, pdl_dictionary_translate (gate->results[i].line->label));
        return PDL_EXIT_FAILED;
      }
  pdl_cli_complain (_ ("--sex: the formula has a factor for male and female only"));
  return PDL_EXIT_FAILED;
}

int
pdl_cli_dose_clearance (int argc, char **argv)
{
  enum { AGE, WEIGHT, CREATININE, SEX, HEIGHT, N_GIVEN };
  Given given[] = {
    { "--age", "age_years", NULL }, { "--weight", "weight_kg", NULL }, { "--creatinine", "creatinine_umol_l", NULL },
    { "--sex", "sex", NULL }, { "--height", "height_cm", NULL },
  };
  g_autofree char *directory = NULL;
  const GOptionEntry entries[] = {
    { "age", 0, 0, G_OPTION_ARG_STRING, &given[AGE].text, N_ ("Completed years"), N_ ("YEARS") },
    { "weight", 0, 0, G_OPTION_ARG_STRING, &given[WEIGHT].text, N_ ("Actual weight, kg, or “154 lb”"), N_ ("KG") },
    { "creatinine", 0, 0, G_OPTION_ARG_STRING, &given[CREATININE].text, N_ ("Serum creatinine, µmol/L, or “1.2 mg/dL”"), N_ ("UMOL") },
    { "sex", 0, 0, G_OPTION_ARG_STRING, &given[SEX].text, N_ ("male or female"), N_ ("SEX") },
    { "height", 0, 0, G_OPTION_ARG_STRING, &given[HEIGHT].text, N_ ("Height, cm: from a body-mass index of 30 on other weights are shown beside"), N_ ("CM") },
    { "knowledge", 0, 0, G_OPTION_ARG_FILENAME, &directory, N_ ("Use the knowledge files of DIR"), N_ ("DIR") },
    { NULL },
  };
  g_auto (GStrv) rest = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  g_autoptr (PdlCase) kase = NULL;
  g_autoptr (PdlFacts) facts = NULL;
  g_autoptr (PdlBoneGate) gate = NULL;
  const PdlSupportTables *tables;
  PdlJsonWriter *writer;
  int status = PDL_EXIT_FAILED;

  if (!pdl_cli_parse (&argc, &argv, entries, "--age Y --weight KG --creatinine UMOL --sex male|female [--height CM]",
                      _ ("Creatinine clearance by Cockcroft and Gault, with the arithmetic, and the row of the dose table that goes by it. "
                         "eGFR is never used for that table."),
                      &rest))
    return PDL_EXIT_USAGE;
  if (rest[0] != NULL)
    status = pdl_cli_usage (argv[0], _ ("“%s” is a word too many"), rest[0]);
  else if (given[AGE].text == NULL || given[WEIGHT].text == NULL || given[CREATININE].text == NULL || given[SEX].text == NULL)
    status = pdl_cli_usage (argv[0], _ ("--age, --weight, --creatinine and --sex are needed"));
  else if ((tables = load (directory, &knowledge)) != NULL && (facts = facts_of (knowledge, given, N_GIVEN, &kase)) != NULL)
    {
      gate = pdl_bone_gate_new (tables, facts, "clearance");
      if (isnan (gate->clearance))
        status = refuse_clearance (gate);
      else
        {
          writer = pdl_json_writer_new (FALSE);
          pdl_json_begin_object (writer, NULL);
          add_clearance (writer, gate);
          add_dose (writer, gate);
          add_lines (writer, gate);
          status = pdl_cli_dose_finish (writer);
        }
    }
  for (guint i = 0; i < N_GIVEN; i++)
    g_free (given[i].text);
  return status;
}

/* ---- corrected-calcium ------------------------------------------------------------------------------------------- */

/* The factor of the other unit the dictionary accepts; NaN when there is none. */
static double
other_unit (const PdlFinding *finding)
{
  return finding->n_units > 0 ? finding->units[0].factor : NAN;
}

int
pdl_cli_dose_calcium (int argc, char **argv)
{
  enum { CALCIUM, ALBUMIN, LOWER, UPPER, N_GIVEN };
  Given given[] = {
    { "--calcium", "calcium_mmol_l", NULL }, { "--albumin", "albumin_g_l", NULL },
    { "--lower", "calcium_lln_mmol_l", NULL }, { "--upper", "calcium_uln_mmol_l", NULL },
  };
  g_autofree char *directory = NULL;
  const GOptionEntry entries[] = {
    { "calcium", 0, 0, G_OPTION_ARG_STRING, &given[CALCIUM].text, N_ ("Total calcium, mmol/L, or “8.4 mg/dL”"), N_ ("MMOL") },
    { "albumin", 0, 0, G_OPTION_ARG_STRING, &given[ALBUMIN].text, N_ ("Albumin, g/L, or “2.8 g/dL”; without it nothing is corrected or graded"), N_ ("G") },
    { "lower", 0, 0, G_OPTION_ARG_STRING, &given[LOWER].text, N_ ("The laboratory's lower limit, mmol/L"), N_ ("MMOL") },
    { "upper", 0, 0, G_OPTION_ARG_STRING, &given[UPPER].text, N_ ("The laboratory's upper limit, mmol/L"), N_ ("MMOL") },
    { "knowledge", 0, 0, G_OPTION_ARG_FILENAME, &directory, N_ ("Use the knowledge files of DIR"), N_ ("DIR") },
    { NULL },
  };
  g_auto (GStrv) rest = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  g_autoptr (PdlCase) kase = NULL;
  g_autoptr (PdlFacts) facts = NULL;
  const PdlSupportTables *tables;
  int status = PDL_EXIT_FAILED;

  if (!pdl_cli_parse (&argc, &argv, entries, "--calcium MMOL --albumin G [--lower MMOL --upper MMOL]",
                      _ ("Calcium corrected for albumin, with the arithmetic and the grade. A value that the laboratory "
                         "has corrected is not corrected again."),
                      &rest))
    return PDL_EXIT_USAGE;
  if (rest[0] != NULL)
    status = pdl_cli_usage (argv[0], _ ("“%s” is a word too many"), rest[0]);
  else if (given[CALCIUM].text == NULL)
    status = pdl_cli_usage (argv[0], _ ("--calcium is needed"));
  else if ((tables = load (directory, &knowledge)) != NULL && (facts = facts_of (knowledge, given, N_GIVEN, &kase)) != NULL)
    {
      PdlDictionary *dictionary = pdl_knowledge_get_dictionary (knowledge);
      double total = pdl_facts_get (facts, pdl_dictionary_lookup (dictionary, "calcium_mmol_l"), -1, PDL_LEVEL_NONE);
      double corrected = pdl_facts_get (facts, pdl_dictionary_lookup (dictionary, "calcium_corr_mmol_l"), -1, PDL_LEVEL_NONE);
      PdlJsonWriter *writer = pdl_json_writer_new (FALSE);

      pdl_json_begin_object (writer, NULL);
      pdl_cli_dose_add (writer, "corrected_mmol_l", corrected);
      pdl_cli_dose_add (writer, "corrected_mg_dl", corrected / other_unit (pdl_dictionary_lookup (dictionary, "calcium_corr_mmol_l")));
      pdl_cli_dose_add (writer, "total_mmol_l", total);
      pdl_json_begin_array (writer, "arithmetic");
      for (guint i = 0; i < tables->arithmetic->len; i++)
        {
          const PdlArithmetic *arithmetic = g_ptr_array_index (tables->arithmetic, i);
          g_autofree char *text = g_str_equal (arithmetic->result->id, "calcium_corr_mmol_l") ? pdl_arithmetic_to_text (arithmetic, facts) : NULL;

          if (text != NULL)
            pdl_json_add_string (writer, NULL, text);
        }
      pdl_json_end_array (writer);
      add_calcium (writer, tables, facts);
      status = pdl_cli_dose_finish (writer);
    }
  for (guint i = 0; i < N_GIVEN; i++)
    g_free (given[i].text);
  return status;
}

/* ---- topics ------------------------------------------------------------------------------------------------------ */

static void
add_bone_scan (PdlJsonWriter *writer, const PdlSupportTables *tables, PdlFacts *facts)
{
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (GPtrArray) found = pdl_first_rows_find (tables->bone_scan, facts, &missing);

  pdl_json_begin_object (writer, "bone_scan");
  pdl_json_begin_array (writer, "advice");
  for (guint i = 0; i < found->len; i++)
    {
      const PdlFirstRow *row = g_ptr_array_index (found, i);

      pdl_json_begin_object (writer, NULL);
      pdl_json_add_string (writer, "id", row->id);
      pdl_json_add_string (writer, "label", pdl_dictionary_translate (row->label));
      pdl_cli_dose_add_basis (writer, &row->basis);
      pdl_json_end_object (writer);
    }
  pdl_json_end_array (writer);
  pdl_json_begin_array (writer, "missing");
  for (guint i = 0; missing != NULL && missing->pdata[i] != NULL; i++)
    pdl_json_add_string (writer, NULL, ((const PdlFinding *) missing->pdata[i])->id);
  pdl_json_end_array (writer);
  pdl_json_end_object (writer);
}

/* Each topic with the lines that speak. */
static void
add_topics (PdlJsonWriter *writer, const PdlSupportTables *tables, PdlFacts *facts)
{
  pdl_json_begin_object (writer, "topics");
  for (guint i = 0; i < tables->topics->len; i++)
    {
      const PdlSupportTopic *topic = g_ptr_array_index (tables->topics, i);
      guint n;
      PdlGateResult *results = pdl_gate_judge (tables, facts, topic->id, &n);

      pdl_json_begin_array (writer, topic->id);
      for (guint l = 0; l < n; l++)
        if (results[l].state != PDL_GATE_CLEAR)
          add_line (writer, &results[l]);
      pdl_json_end_array (writer);
      pdl_gate_results_free (results, n);
    }
  pdl_json_end_object (writer);
}

static void
write_topics (PdlJsonWriter *writer, PdlFacts *facts, gconstpointer user_data)
{
  add_bone_scan (writer, user_data, facts);
  add_topics (writer, user_data, facts);
}

/* ---- bone-agent -------------------------------------------------------------------------------------------------- */

typedef struct
{
  const PdlSupportTables *tables;
  const char *drug; /* (nullable) */
} Asked;

static void
write_gate (PdlJsonWriter *writer, PdlFacts *facts, gconstpointer user_data)
{
  const Asked *asked = user_data;
  const PdlSupportTables *tables = asked->tables;
  g_autoptr (PdlBoneGate) gate = pdl_bone_gate_new (tables, facts, asked->drug);
  const char *text = gate->drug == NULL ? tables->bone.no_drug : gate->agent == NULL ? tables->bone.no_gate : tables->bone.text;
  gboolean has_gate = gate->agent != NULL;

  pdl_json_add_string (writer, "drug", gate->drug);
  pdl_json_add_string (writer, "state", has_gate ? pdl_gate_state_name (gate->state) : NULL);
  pdl_json_add_string (writer, "text", pdl_dictionary_translate (text));
  if (has_gate)
    {
      add_clearance (writer, gate);
      add_dose (writer, gate);
      add_lines (writer, gate);
    }
  add_calcium (writer, tables, facts);
  pdl_cli_dose_add_basis (writer, &tables->bone.basis);
}

static gboolean
check_drug (const PdlSupportTables *tables, const char *drug)
{
  g_autoptr (GString) names = g_string_new (NULL);

  if (drug == NULL || pdl_support_tables_find_agent (tables, drug) != NULL)
    return TRUE;
  for (guint i = 0; i < tables->agents->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", ((PdlBoneAgent *) g_ptr_array_index (tables->agents, i))->id);
  pdl_cli_complain (_ ("%s: “%s” is none of %s"), "--drug", drug, names->str);
  return FALSE;
}

int
pdl_cli_dose_bone_agent (int argc, char **argv)
{
  g_autofree char *as_of_text = NULL;
  g_autofree char *drug = NULL;
  g_autofree char *directory = NULL;
  const GOptionEntry entries[] = {
    { "drug", 0, 0, G_OPTION_ARG_STRING, &drug, N_ ("Ask for this drug (default: the one planned, else the one given now)"), N_ ("DRUG") },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of_text, N_ ("What “now” is (default: the date of the case's newest assessment)"), N_ ("DATE|today") },
    { "knowledge", 0, 0, G_OPTION_ARG_FILENAME, &directory, N_ ("Use the knowledge files of DIR"), N_ ("DIR") },
    { NULL },
  };
  g_auto (GStrv) files = NULL;
  g_autoptr (PdlKnowledge) knowledge = NULL;
  PdlMinute as_of;
  Asked asked;

  if (!pdl_cli_parse (&argc, &argv, entries, _ ("FILE…|-"),
                      _ ("The gate before the next dose of a bone agent: every line with its reason and source, the clearance with its arithmetic, and the dose "
                         "of the table. “ask” means that it cannot be told from what is recorded. A reminder, not a prescription. One line for each case."),
                      &files))
    return PDL_EXIT_USAGE;
  if (!pdl_cli_check_files (argv[0], files, as_of_text, &as_of))
    return PDL_EXIT_USAGE;
  asked.tables = load (directory, &knowledge);
  asked.drug = drug;
  if (asked.tables == NULL || !check_drug (asked.tables, drug))
    return PDL_EXIT_FAILED;
  return pdl_cli_dose_print_cases (knowledge, files, as_of, write_gate, &asked);
}

int
pdl_cli_dose_supportive (int argc, char **argv)
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
  const PdlSupportTables *tables;
  PdlMinute as_of;

  if (!pdl_cli_parse (&argc, &argv, entries, _ ("FILE…|-"),
                      _ ("What of supportive care applies to a case: bone scan, laboratory values, steroid, thrombosis, opioids, nursing, rehabilitation, psychosocial "
                         "and palliative care, work-up. Each line with its source. One line for each case."),
                      &files))
    return PDL_EXIT_USAGE;
  if (!pdl_cli_check_files (argv[0], files, as_of_text, &as_of))
    return PDL_EXIT_USAGE;
  tables = load (directory, &knowledge);
  return tables != NULL ? pdl_cli_dose_print_cases (knowledge, files, as_of, write_topics, tables) : PDL_EXIT_FAILED;
}
