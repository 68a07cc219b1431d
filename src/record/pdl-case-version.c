/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Versions are made by applying changes to copies that nobody else sees. */
#include "pdl-case-version.h"

PdlCase *
pdl_case_new_from_change (PdlDictionary *dictionary, PdlChange *change, GError **error)
{
  g_autoptr (PdlCase) kase = pdl_case_new (dictionary, NULL);

  return pdl_case_apply (kase, change, error) ? g_steal_pointer (&kase) : NULL;
}

gboolean
pdl_case_accepts (PdlCase *kase, PdlChange *change, GError **error)
{
  g_autoptr (PdlCase) copy = pdl_case_copy (kase);

  return pdl_case_apply (copy, change, error);
}

PdlCase *
pdl_case_copy_before (PdlCase *kase, GPtrArray *changes)
{
  g_autoptr (PdlCase) copy = pdl_case_copy (kase);

  for (guint i = changes->len; i > 0; i--)
    {
      g_autoptr (PdlChange) inverse = pdl_change_invert (g_ptr_array_index (changes, i - 1));

      if (!pdl_case_apply (copy, inverse, NULL))
        return NULL;
    }
  return g_steal_pointer (&copy);
}
