/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any text as an expression of the guideline language: refused with a reason, or run over a case and explained. */

#include "fuzz.h"
#include "pdl-change.h"
#include "pdl-facts.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static PdlCase *kase;
  static PdlIni *ini;
  PdlKnowledge *knowledge = fuzz_get_knowledge ();
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlExpr) expr = NULL;
  g_autoptr (PdlFacts) facts = NULL;

  if (kase == NULL)
    {
      static const char group[] = "[fuzz expression]\nwhen = true\n";
      g_autoptr (GBytes) bytes = g_bytes_new_static (group, sizeof group - 1);
      g_autoptr (PdlChange) change = pdl_change_new (NULL);

      ini = pdl_ini_new ("fuzz.ini", bytes, NULL);
      kase = pdl_case_new (pdl_knowledge_get_dictionary (knowledge), "fuzz");
      pdl_change_add_assessment (change, "a", pdl_day_from_ymd (2026, 3, 2));
      pdl_change_set_text (change, kase, "a", PDL_LEVEL_NONE, "ecog", "1", NULL);
      pdl_change_set_text (change, kase, "a", pdl_level_from_name ("T8"), "escc_grade", "2", NULL);
      pdl_change_set_text (change, kase, "a", pdl_level_from_name ("L3"), "lesion_type", "lytic", NULL);
      pdl_change_add_item (change, PDL_GROUP_TREATMENT, "radiotherapy", "t");
      pdl_change_set_text (change, kase, "t", PDL_LEVEL_NONE, "start", "2025-01-01", NULL);
      if (!pdl_case_apply (kase, change, &error))
        g_error ("%s", error->message);
    }

  expr = pdl_expr_compile_text (knowledge, pdl_ini_get_group (ini, 0), "when", text, 0,
                                size % 2 == 0 ? PDL_EXPR_QUERIES : PDL_EXPR_QUERIES | PDL_EXPR_USES, NULL, &error);
  if (expr == NULL)
    {
      if (error == NULL || *error->message == '\0')
        g_error ("an expression was refused without a reason: %s", text);
      return 0;
    }
  facts = pdl_facts_new (knowledge, kase, pdl_case_get_current (kase), (PdlMinute) pdl_day_from_ymd (2026, 3, 2) * 1440);
  for (int target = -1; target < (int) pdl_facts_get_n_targets (facts); target++)
    {
      g_autoptr (PdlClause) clause = NULL;

      pdl_expr_test (expr, facts, target, PDL_LEVEL_NONE, 0);
      pdl_expr_number (expr, facts, target, PDL_LEVEL_NONE);
      clause = pdl_expr_explain (expr, facts, target, PDL_LEVEL_NONE, 0);
    }
  return 0;
}
