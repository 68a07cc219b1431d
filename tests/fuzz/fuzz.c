/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "pdl-plan.h"

PdlKnowledge *
fuzz_get_knowledge (void)
{
  static PdlKnowledge *knowledge;
  g_autoptr (GError) error = NULL;

  if (knowledge == NULL)
    {
      knowledge = pdl_knowledge_load (NULL, &error);
      if (knowledge == NULL || !pdl_plan_prepare (knowledge, &error))
        g_error ("%s", error->message);
    }
  return knowledge;
}
