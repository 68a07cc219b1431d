/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The supportive-care view: an oncologist looks before a dose of zoledronate and sees what holds it back, and the arithmetic. The
 * figures are those of the reference (follow-up 4.5), not of this program. */
#include <string.h>

#include "pdl-support-view.h"
#include "widget-case.h"

static char *
read_view (WidgetCase *test)
{
  GtkWidget *view = g_object_ref_sink (pdl_support_view_new (test->session));
  char *text = pdl_support_view_to_text (PDL_SUPPORT_VIEW (view));

  g_object_unref (view);
  return text;
}

static PdlDay
visit_day (WidgetCase *test)
{
  return pdl_assessment_get_day (pdl_case_get_current (pdl_session_get_case (test->session)));
}

static void
begin (WidgetCase *test)
{
  widget_case_set (test, "lesion_type", 14, "lytic");
}

/* Nothing planned: said so, no gate; planned without values: held back, and what is missing is named. */
static void
test_planned (void)
{
  WidgetCase *test = widget_case_new ();
  g_autofree char *none = NULL, *planned = NULL;

  begin (test);
  none = read_view (test);
  g_assert_nonnull (strstr (none, "No bone agent is planned or recorded as given now."));
  g_assert_null (strstr (none, "hold the dose back"));
  widget_case_set (test, "bma_planned", 14, "zoledronate");
  planned = read_view (test);
  g_assert_nonnull (strstr (planned, "Zoledronate: before the next dose"));
  g_assert_nonnull (strstr (planned, "lines hold the dose back"));
  g_assert_nonnull (strstr (planned, "Creatinine not older than 7 days"));
  g_assert_nonnull (strstr (planned, "Dose: cannot be told, the clearance is not known"));
  widget_case_free (test);
}

/* The man of 66 of 4.5: 37.6 mL/min, 3.0 mg. The table says so, and that the gate is not clear; no sentence tells to give it. */
static void
test_arithmetic (void)
{
  static const char *const values[][2] = { { "age_years", "66" }, { "weight_kg", "62" }, { "creatinine_umol_l", "150" } };
  WidgetCase *test = widget_case_new ();
  g_autofree char *text = NULL, *later = NULL;

  begin (test);
  widget_case_set (test, "bma_planned", 14, "zoledronate");
  widget_case_set (test, "sex", PDL_LEVEL_NONE, "male");
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    widget_case_set (test, values[i][0], PDL_LEVEL_NONE, values[i][1]);
  text = read_view (test);
  g_assert_nonnull (strstr (text, "(140 - 66) × 62 / (72 × 150 / 88.42) = 37.6 mL/min"));
  g_assert_nonnull (strstr (text, "30 to 39 mL/min: 3 mg (3.8 mL of the concentrate)"));
  g_assert_nonnull (strstr (text, "The table alone: the lines above are not clear."));
  g_assert_nonnull (strstr (text, "Verification: read in one source; read in the paper's own abstract; rule of this project"));
  /* 4.5: a creatinine of 8 days ago is not for dosing. */
  pdl_session_set_now (test->session, (visit_day (test) + 8) * (PdlMinute) 1440);
  later = read_view (test);
  g_assert_nonnull (strstr (later, "= 37.6 mL/min"));
  g_assert_nonnull (strstr (later, "Dose: not computable"));
  g_assert_null (strstr (later, "of the concentrate)"));
  widget_case_free (test);
}

int
main (int argc, char **argv)
{
  widget_case_init (&argc, &argv);
  g_test_add_func ("/widgets/support/planned", test_planned);
  g_test_add_func ("/widgets/support/arithmetic", test_arithmetic);
  return g_test_run ();
}
