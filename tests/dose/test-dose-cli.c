/* SPDX-License-Identifier: GPL-3.0-or-later */

/* pedicle-cli dose as it is run: one JSON object on stdout, reasons on stderr, the exit status. Every run loads the knowledge, which
 * the sanitizers make slow: one refusal in four runs, all of them with -m slow. */

#include <math.h>
#include <string.h>

#include "cli-run.h"

#define STEP (g_test_slow () ? 1 : 4)

/* @words: after "pedicle-cli dose", as a shell would split them. */
static CliRun
run_words (const char *words, const char *input)
{
  g_autofree char *line = g_strconcat ("dose ", words, NULL);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;

  g_shell_parse_argv (line, NULL, &argv, &error);
  g_assert_no_error (error);
  return cli_run ((const char *const *) argv, input, -1);
}

/* Fine, one line, and these pieces in it. */
static void
test_results (void)
{
  static const struct { const char *words, *pieces[8]; } rows[] = {
    /* radiotherapy 3.3 */
    { "eqd2 --dose 30 --fractions 10 --alpha-beta 2", { "{\"bed\":75,\"eqd2\":37.5," } },
    { "eqd2 --dose 24 --fractions 2 --alpha-beta 10", { "\"bed\":52.8,\"eqd2\":44," , "LARGE_FRACTION" } },
    { "eqd2 --dose 20 --fractions 5 --alpha-beta 10", { "\"bed\":28,\"eqd2\":23.333333," } },
    { "eqd2 --dose 0 --fractions 1 --alpha-beta 2", { "\"bed\":0,\"eqd2\":0" } },
    { "eqd2 --budget 20 --fractions 1 --alpha-beta 2", { "\"dose\":8,\"dose_per_fraction\":8" } },
    { "eqd2 --budget 10 --fractions 5 --alpha-beta 2", { "\"dose\":10,\"dose_per_fraction\":2" } },
    { "eqd2 --budget -5 --fractions 5 --alpha-beta 2", { "\"dose\":0," } },
    /* radiotherapy 5.6: 1, 6, 10, 11, 4u; 5.2 */
    { "reirradiation --prior 30/10 --planned 9.0/1 --months 12",
      { "\"eqd2_prior\":37.5", "\"eqd2_new\":24.75", "\"eqd2_total\":62.25", "\"share\":0.39759", "\"allowed\":25", "\"verdict\":\"meets\"", "\"failed\":[]" } },
    { "reirradiation --prior 50/25 --planned 18/5 --months 18", { "\"verdict\":\"exceeds\"", "\"failed\":[\"A\",\"B\"]" } },
    { "reirradiation --prior 17/2 --prior-sbrt --planned 16.2/4 --months 14", { "\"verdict\":\"meets\"", "\"warnings\":[\"PRIOR_WAS_SBRT\"]" } },
    { "reirradiation --prior 30/10,8/1 --planned 10/5 --months 9", { "\"eqd2_prior\":57.5", "\"warnings\":[\"MULTIPLE_PRIOR\"]", "\"total\":null" } },
    { "reirradiation --prior 40/20 --share unknown --planned 16.2/4 --months 24",
      { "\"eqd2_prior\":46.2", "\"failed\":[\"B\"]", "\"allowed\":23.8,", "DEFAULT_SHARE", "\"share\":0.379" } },
    { "reirradiation --prior 50/25 --planned-fractions 1", { "\"allowed\":20,", "\"max_dose\":8,", "\"verdict\":\"incomplete\"", "\"eqd2_new\":null" } },
    { "reirradiation --prior 30/10 --planned 9/1", { "\"verdict\":\"incomplete\"", "\"unknown\":[\"D\"]" } },
    { "reirradiation --prior '30/10,?' --planned 9/1 --months 12", { "\"verdict\":\"incomplete\"", "\"allowed\":null", "COURSE_WITHOUT_DOSE" } },
    { "reirradiation --prior 40/20 --share 0.5 --from-plan --planned 9/1 --months 12", { "\"eqd2_prior\":15", "\"failed\":[\"C\"]" } },
    /* radiotherapy 5.6: 7, 12u, 14 */
    { "nieder --courses 30/10,12.2/2 --alpha-beta 2 --months 4",
      { "\"bed_cumulative\":124.41", "\"bed_max\":75", "\"points_cumulative\":1", "\"points_interval\":4.5", "\"points_course\":0", "\"total\":5.5", "\"group\":\"intermediate\"" } },
    { "nieder --courses 41.25/15,20.3/3 --months 6", { "\"total\":7", "\"group\":\"high\"" } },
    { "nieder --courses 8/1,8/1 --months 3", { "\"total\":4.5", "\"meaningful\":false", "SCORE_NOT_MEANINGFUL" } },
    { "nieder --courses 30/10,8/1,10/5 --months 12,9", { "\"bed_cumulative\":135", "\"total\":2", "\"group\":\"low\"" } },
    { "nieder --courses 50/25,8/1 --alpha-beta 4 --months 12", { "\"shown_beside\":{\"alpha_beta\":4,\"bed_cumulative\":99,\"bed_max\":75}", "LUMBAR_ALPHA_BETA" } },
    /* radiotherapy 6.3 */
    { "ctv --sectors vb,ped_r --body limited --epidural none --setting intact", { "{\"ctv\":[\"vb\",\"lam_r\",\"ped_r\"],\"warnings\":[]", "whole body" } },
    { "ctv --sectors vb --body diffuse --epidural none --setting reirradiation", { "\"ctv\":[\"vb\",\"ped_l\",\"ped_r\"]" } },
    { "ctv --sectors vb,lam_l,lam_r --body limited --epidural none --setting intact", { "\"warnings\":[\"RING_BY_UNION\"]" } },
    { "ctv --sectors vb --body limited --epidural circumferential --setting postop",
      { "\"ctv\":[\"vb\",\"ped_l\",\"lam_l\",\"sp\",\"lam_r\",\"ped_r\"],\"warnings\":[]", "preoperative MRI" } },
    { "ctv --sectors none --epidural none --setting intact", { "\"ctv\":[]", "NO_GTV" } },
    { "ctv --sectors '' --epidural none --setting intact", { "\"ctv\":[]", "NO_GTV" } },
    { "ctv --sectors vb,ped_l,ped_r --body limited --epidural none --setting intact --option ring_on_bilateral_pedicles", { "\"sp\"", "\"warnings\":[]" } },
    { "ctv --sectors sp --level t8 --epidural none --setting intact", { "[\"lam_l\",\"sp\",\"lam_r\"]" } },
    /* radiotherapy 8.1 and 8.2; follow-up 5.4 */
    { "response --pain 7,5 --omed 60,66", { "\"category\":\"IR\"", "\"omed_change_pct\":10," } },
    { "response --pain 8,0 --omed 60,60", { "\"category\":\"CR\"", "\"omed_change_pct\":0," } },
    { "response --pain 6,6 --omed 0,10", { "\"category\":\"PP\"", "\"omed_change_pct\":null" } },
    { "response --pain 7,5", { "\"category\":null", "\"pain_change\":-2" } },
    { "response --pain 0,5 --omed 0,0", { "\"category\":\"not_evaluable\"" } },
    { "flare --pain 3,6,3 --omed 30,30,30 --days 4", { "\"category\":\"confirmed\"" } },
    { "flare --pain 3,6 --omed 30,30 --days 11", { "\"category\":\"late\"" } },
    { "omed oxycodone=40", { "\"omed\":60,\"table\":\"cdc2022\"" } },
    { "omed fentanyl=25 codeine=240 hydromorphone=12", { "\"omed\":156,\"table\"" } },
    /* follow-up 4.5, 6.3 */
    { "creatinine-clearance --age 78 --weight 55 --creatinine 110 --sex female",
      { "(140 - 78) × 55 / (72 × 110 / 88.42) × 0.85 = 32.4 mL/min", "\"mg\":3,\"ml\":3.8,", "\"source\":\"fu-s23; zollabel\"" } },
    { "creatinine-clearance --age 82 --weight 50 --creatinine 140 --sex female", { "\"mg\":null", "under 30 mL/min: not recommended" } },
    { "creatinine-clearance --age 70 --weight '176.37 lb' --creatinine '1.0 mg/dL' --sex male", { "{\"clearance\":77.7", "\"mg\":4," } },
    { "corrected-calcium --calcium 2.75 --albumin 25", { "{\"corrected_mmol_l\":3.05,", "2.75 + 0.02 × (40 - 25) = 3.05 mmol/L", "\"grade\":\"hyper2\"" } },
    { "corrected-calcium --calcium 2.1", { "{\"corrected_mmol_l\":null,", "\"grade\":\"uncorrected\"" } },
    { "tables", { "\"cord_limits\":[", "\"organ_limits\":[", "\"retreatment\":[", "\"alpha_beta\":[", "\"fractionations\":[", "\"source\":\"rt-tg101\"" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (CliRun) run = run_words (rows[i].words, NULL);

      if (run.status != 0 || *run.err != '\0' || strchr (run.out, '\n') != run.out + strlen (run.out) - 1)
        g_error ("dose %s: status %d, “%s”, “%s”", rows[i].words, run.status, run.out, run.err);
      for (guint p = 0; p < 8 && rows[i].pieces[p] != NULL; p++)
        if (strstr (run.out, rows[i].pieces[p]) == NULL)
          g_error ("dose %s: no “%s” in “%s”", rows[i].words, rows[i].pieces[p], run.out);
    }
}

/* A value that cannot be used: refused with the reason, exit status 1, nothing on stdout. */
static void
test_refused (void)
{
  static const struct { const char *words, *reason; } rows[] = {
    { "eqd2 --dose abc --fractions 10 --alpha-beta 2", "--dose: “abc” is not a number" },
    { "creatinine-clearance --age 70 --weight 80 --creatinine 15 --sex male", "outside the range of the formula" },
    { "creatinine-clearance --age 70 --weight 80 --creatinine 90 --sex other", "--sex: the formula has a factor for male and female only" },
    { "corrected-calcium --calcium abc", "--calcium: " },
    { "eqd2 --dose -5 --fractions 10 --alpha-beta 2", "--dose: -5 is not in the range 0 to 100" },
    { "eqd2 --dose 100.01 --fractions 10 --alpha-beta 2", "--dose: 100.01 is not in the range" },
    { "eqd2 --dose 1e1 --fractions 10 --alpha-beta 2", "--dose: “1e1”" },
    { "eqd2 --dose nan --fractions 10 --alpha-beta 2", "--dose: “nan”" },
    { "eqd2 --dose inf --fractions 10 --alpha-beta 2", "--dose: “inf”" },
    { "eqd2 --dose 0x10 --fractions 10 --alpha-beta 2", "--dose: “0x10”" },
    { "eqd2 --dose '' --fractions 10 --alpha-beta 2", "--dose: “”" },
    { "eqd2 --dose 30,5 --fractions 10 --alpha-beta 2", "--dose: “30,5”" },
    { "eqd2 --dose 30 --fractions 0 --alpha-beta 2", "--fractions: 0 is not in the range 1 to 40" },
    { "eqd2 --dose 30 --fractions 41 --alpha-beta 2", "--fractions: 41" },
    { "eqd2 --dose 30 --fractions 2.5 --alpha-beta 2", "--fractions: “2.5” is not a whole number" },
    { "eqd2 --dose 30 --fractions 10 --alpha-beta 0", "--alpha-beta: 0 is not in the range 0.5 to 20" },
    { "eqd2 --dose 30 --fractions 10 --alpha-beta 20.1", "--alpha-beta: 20.1" },
    { "eqd2 --budget x --fractions 10 --alpha-beta 2", "--budget: “x”" },
    { "reirradiation --prior 30 --planned 9/1 --months 12", "--prior: “30” is not DOSE/FRACTIONS" },
    { "reirradiation --prior 30/10, --planned 9/1 --months 12", "--prior: “”" },
    { "reirradiation --prior '' --planned 9/1 --months 12", "--prior: at least one course" },
    { "reirradiation --prior 30/0 --planned 9/1 --months 12", "--prior: 0 is not in the range 1 to 40" },
    { "reirradiation --prior 101/10 --planned 9/1 --months 12", "--prior: 101" },
    { "reirradiation --prior 0/1 --planned 9/1 --months 12", "this is no re-irradiation" },
    { "reirradiation --prior 30/10/2 --planned 9/1 --months 12", "--prior: “10/2”" },
    { "reirradiation --prior 30/10 --planned 0.5/1 --months 12", "--planned: 0.5 is not in the range 1 to 60" },
    { "reirradiation --prior 30/10 --planned 9/36 --months 12", "--planned: 36 is not in the range 1 to 35" },
    { "reirradiation --prior 30/10 --planned '?' --months 12", "--planned: “?”" },
    { "reirradiation --prior 30/10 --planned-fractions 0", "--planned-fractions: 0" },
    { "reirradiation --prior 30/10 --planned 9/1 --months -1", "--months: -1" },
    { "reirradiation --prior 30/10 --planned 9/1 --months soon", "--months: “soon”" },
    { "reirradiation --prior 30/10 --share 1.21 --planned 9/1 --months 12", "--share: 1.21 is not in the range 0 to 1.2" },
    { "reirradiation --prior 30/10 --share 0.99 --planned 9/1 --months 12", "--from-plan" },
    { "nieder --courses 30/10 --months 12", "two courses and more" },
    { "nieder --courses 30/10,8/1,8/1 --months 12,", "--months: “”" },
    { "nieder --courses 30/10,8/1,8/1 --months 12,6,3", "3 courses have 2 gaps, not 3" },
    { "nieder --courses '30/10,?' --months 12", "--courses: “?”" },
    { "ctv --sectors vb --epidural none --setting intact", "limited, left, right or diffuse" },
    { "ctv --sectors vb --body limited --setting intact", "none, partial or circumferential" },
    { "ctv --sectors vb,pedicle --body limited --epidural none --setting intact", "--sectors: “pedicle” is none of vb, ped_l" },
    { "ctv --sectors vb, --body limited --epidural none --setting intact", "--sectors: “”" },
    { "ctv --sectors vb --body left --epidural none --setting intact", "--body: “left” is none of limited, lat_l" },
    { "ctv --sectors vb --body limited --epidural all --setting intact", "--epidural: “all”" },
    { "ctv --sectors vb --body limited --epidural none --setting salvage", "--setting: “salvage” is none of intact" },
    { "ctv --sectors sp --epidural none --setting intact --level S1", "Dunne 2020" },
    { "ctv --sectors sp --epidural none --setting intact --level X9", "--level: “X9”" },
    { "ctv --sectors sp --epidural none --setting intact --option ring", "--option: “ring” is none of ring_on_bilateral_pedicles" },
    { "response --pain 7 --omed 60,66", "--pain: two numbers are needed" },
    { "response --pain 7,5,3 --omed 60,66", "--pain: two numbers are needed" },
    { "response --pain 7,11 --omed 60,66", "--pain: 11 is not in the range 0 to 10" },
    { "response --pain 7,5.5 --omed 60,66", "--pain: “5.5” is not a whole number" },
    { "response --pain 7,5 --omed 60", "--omed: as many numbers" },
    { "response --pain 7,5 --omed 60,-1", "--omed: -1" },
    { "flare --pain 3,6 --omed 30,30 --days -1", "--days: -1" },
    { "omed oxycodone", "“oxycodone” is not DRUG=AMOUNT" },
    { "omed =40", "“=40” is not DRUG=AMOUNT" },
    { "omed oxycodone=", "oxycodone: “”" },
    { "omed oxycodone=lots", "oxycodone: “lots”" },
    { "omed oxycodone=-1", "oxycodone: -1" },
    { "omed aspirin=100", "no opioid “aspirin”; it has: morphine" },
    { "omed oxycodone=40 buprenorphine=20", "by hand" },
    { "case /nonexistent.json", "/nonexistent.json" },
    { "tables --knowledge /nonexistent", "/nonexistent" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i += STEP)
    {
      g_auto (CliRun) run = run_words (rows[i].words, NULL);

      if (run.status != 1 || *run.out != '\0' || strstr (run.err, rows[i].reason) == NULL)
        g_error ("dose %s: status %d, “%s”, “%s”", rows[i].words, run.status, run.out, run.err);
    }
}

/* Words that a command does not take. */
static void
test_usage (void)
{
  static const struct { const char *words, *reason; } rows[] = {
    { "", "pedicle-cli dose" },
    { "eqd3", "there is no command “eqd3”" },
    { "eqd2", "either --dose or --budget is needed" },
    { "eqd2 --dose 30 --budget 20 --fractions 10 --alpha-beta 2", "either --dose or --budget" },
    { "eqd2 --dose 30 --alpha-beta 2", "--fractions and --alpha-beta are needed" },
    { "eqd2 --dose 30 --fractions 10 --alpha-beta 2 more", "“more” is a word too many" },
    { "eqd2 --doze 30", "--doze" },
    { "reirradiation --planned 9/1", "--prior is needed" },
    { "reirradiation --prior 30/10", "either --planned or --planned-fractions" },
    { "nieder --courses 30/10,8/1", "--courses and --months are needed" },
    { "ctv", "--sectors is needed" },
    { "response", "--pain is needed" },
    { "flare --pain 3,6", "--pain, --omed and --days are needed" },
    { "omed", "name at least one drug" },
    { "case", "name at least one file" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i += STEP)
    {
      g_auto (CliRun) run = run_words (rows[i].words, NULL);

      if (run.status != 2 || *run.out != '\0' || strstr (run.err, rows[i].reason) == NULL)
        g_error ("dose %s: status %d, “%s”, “%s”", rows[i].words, run.status, run.out, run.err);
    }
}

static void
test_help (void)
{
  static const char *const commands[] = { "eqd2", "reirradiation", "nieder", "tables", "ctv", "case", "response", "flare", "omed" };
  g_auto (CliRun) help = run_words ("--help", NULL);

  g_assert_cmpint (help.status, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i += g_test_slow () ? 1 : 4)
    {
      g_autofree char *words = g_strconcat (commands[i], " --help", NULL);
      g_auto (CliRun) own = run_words (words, NULL);

      g_assert_nonnull (strstr (help.out, commands[i]));
      g_assert_cmpint (own.status, ==, 0);
      g_assert_nonnull (strstr (own.out, commands[i]));
    }
}

/* Arguments made of bits of good ones: an answer that is one line of JSON, or a reason; never silence and never a crash. */
static void
test_any_words (void)
{
  static const char *const options[] = { "eqd2 --dose %s --fractions %s --alpha-beta %s", "eqd2 --budget %s --fractions %s --alpha-beta %s",
                                         "reirradiation --prior %s --planned %s --months %s", "nieder --courses %s --alpha-beta %s --months %s",
                                         "ctv --sectors %s --body %s --epidural %s", "response --pain %s --omed %s %s", "omed %s %s %s" };
  static const char *const values[] = { "30/10", "8/1,8/1", "5", "-3", "0", "40.5.1", "''", "'30 /10'", "+2", "9e9", "vb", "none", "limited",
                                        "7,5", "codeine=9", "=", "/", ",", "///", "--", "'\xc3\xa9'", "'\xe2\x88\x9e'", "999999999999999999999999" };

  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; i < (g_test_slow () ? 150 : 14); i++)
    {
      const char *picked[3];
      g_autofree char *words = NULL;
      g_auto (CliRun) run = { 0 };

      for (guint w = 0; w < 3; w++)
        picked[w] = values[g_rand_int_range (random, 0, G_N_ELEMENTS (values))];
      words = g_strdup_printf (options[i % G_N_ELEMENTS (options)], picked[0], picked[1], picked[2]);
      run = run_words (words, NULL);
      if (run.status < 0 || run.status > 2 || (run.status == 0) == (*run.out == '\0') || (run.status == 0) != (*run.err == '\0')
          || (run.status == 0 && (run.out[0] != '{' || !g_str_has_suffix (run.out, "}\n"))))
        g_error ("dose %s: status %d, “%s”, “%s”", words, run.status, run.out, run.err);
    }
}

/* A recorded case: cumulative dose and check of its target, the volume and the fracture factors of its level. */
static void
test_case (void)
{
  static const char input[] =
    "{\"format\":\"pedicle-case\",\"version\":1,\"assessments\":[{\"date\":\"2026-03-02\",\"findings\":{\"rt_history_complete\":true,"
    "\"rt_planned\":\"sbrt\",\"rt_total_dose_gy\":16,\"rt_fractions\":1,\"rt_thecal_pmax_gy\":9},"
    "\"levels\":{\"T8\":{\"sectors\":[\"vb\",\"ped_l\"],\"vb_pattern\":\"limited\",\"escc_grade\":\"0\",\"lesion_type\":\"lytic\"}}}],"
    "\"treatments\":[{\"kind\":\"radiotherapy\",\"status\":\"done\",\"start\":\"2025-02-01\",\"end\":\"2025-03-01\",\"levels\":[\"T8\"],"
    "\"technique\":\"cebrt\",\"dose_gy\":30,\"fractions\":10,\"thecal_pmax_gy\":30}]}\n";
  g_auto (CliRun) run = run_words ("case -", input);
  g_auto (CliRun) bad = run_words ("case -", "{\"format\":\"pedicle-case\"\n");

  if (run.status != 0)
    g_error ("status %d, “%s”", run.status, run.err);
  g_assert_nonnull (strstr (run.out, "\"target\":\"T8\""));
  g_assert_nonnull (strstr (run.out, "\"cord_eqd2_prior\":37.5"));
  g_assert_nonnull (strstr (run.out, "\"verdict\":\"meets\""));
  g_assert_nonnull (strstr (run.out, "\"ctv\":[\"vb\",\"ped_l\",\"lam_l\"]"));
  g_assert_nonnull (strstr (run.out, "\"factors\":[\"lytic\"]"));
  g_assert_cmpint (bad.status, ==, 1);
  g_assert_cmpstr (bad.out, ==, "");
}

/* follow-up 4.7: a woman of 82 on zoledronate, clearance 21.6; what is not recorded is asked for, and no dose stands there. */
static void
test_bone_agent (void)
{
  static const char input[] =
    "{\"format\":\"pedicle-case\",\"version\":1,\"patient\":{\"sex\":\"female\"},\"assessments\":[{\"date\":\"2026-03-02\",\"findings\":{"
    "\"age_years\":82,\"weight_kg\":50,\"creatinine_umol_l\":140,\"bma_planned\":\"zoledronate\"}}]}\n";
  g_auto (CliRun) run = run_words ("bone-agent -", input);
  g_auto (CliRun) other = run_words ("bone-agent --drug denosumab -", input);
  g_auto (CliRun) none = run_words ("bone-agent --drug aspirin -", input);

  if (run.status != 0)
    g_error ("status %d, “%s”", run.status, run.err);
  g_assert_nonnull (strstr (run.out, "{\"drug\":\"zoledronate\",\"state\":\"block\","));
  g_assert_nonnull (strstr (run.out, "(140 - 82) × 50 / (72 × 140 / 88.42) × 0.85 = 21.6 mL/min"));
  g_assert_nonnull (strstr (run.out, "\"mg\":null,\"ml\":null,\"computable\":true,\"band\":\"under 30 mL/min: not recommended\""));
  g_assert_nonnull (strstr (run.out, "\"id\":\"calcium_age\",\"label\":\"Calcium not older than 28 days\",\"state\":\"block\""));
  g_assert_nonnull (strstr (run.out, "\"missing\":[\"calcium_mmol_l\",\"albumin_g_l\"]"));
  g_assert_nonnull (strstr (run.out, "\"sample_day\":\"2026-03-02\""));
  g_assert_nonnull (strstr (run.out, "\"id\":\"allergy\",\"label\":\"No allergy to the class\",\"state\":\"ask\""));
  g_assert_nonnull (strstr (other.out, "{\"drug\":\"denosumab\",\"state\":\"block\","));
  g_assert_nonnull (strstr (other.out, "\"mg\":120"));
  g_assert_cmpint (none.status, ==, 1);
  g_assert_nonnull (strstr (none.err, "--drug: “aspirin” is none of zoledronate, denosumab"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dose-cli/results", test_results);
  g_test_add_func ("/dose-cli/refused", test_refused);
  g_test_add_func ("/dose-cli/usage", test_usage);
  g_test_add_func ("/dose-cli/help", test_help);
  g_test_add_func ("/dose-cli/any-words", test_any_words);
  g_test_add_func ("/dose-cli/case", test_case);
  g_test_add_func ("/dose-cli/bone-agent", test_bone_agent);
  return g_test_run ();
}
