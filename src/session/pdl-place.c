/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A target has no row of its own: its findings stand under one of its levels, so that they follow that level when the
 * user splits or joins. A value is rewritten where it stands; a new one goes under the first level.
 */
#include "pdl-place.h"

static gboolean
is_of_target (const PdlFinding *finding)
{
  return finding->scope == PDL_SCOPE_TARGET || finding->scope == PDL_SCOPE_PLAN;
}

static const PdlValue *
get_level (const PdlPlace *self, const PdlFinding *finding, gboolean *ret_mixed)
{
  const PdlValue *shared = NULL;
  gboolean first = TRUE;

  if (self->levels == 0)
    return pdl_fields_get (pdl_assessment_get_fields (self->assessment), finding->id);
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    {
      const PdlValue *value;

      if ((self->levels & PDL_LEVEL_BIT (level)) == 0)
        continue;
      value = pdl_fields_get (pdl_assessment_get_level (self->assessment, level), finding->id);
      if (!first && !pdl_value_equal (shared, value))
        {
          if (ret_mixed != NULL)
            *ret_mixed = TRUE;
          return NULL;
        }
      shared = value;
      first = FALSE;
    }
  return shared;
}

/* The level of the target in hand that carries @finding, PDL_LEVEL_NONE when none does. */
static PdlLevel
find_carrier (const PdlPlace *self, const PdlFinding *finding)
{
  for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
    if ((self->target & PDL_LEVEL_BIT (level)) != 0
        && pdl_fields_get (pdl_assessment_get_level (self->assessment, level), finding->id) != NULL)
      return level;
  return PDL_LEVEL_NONE;
}

const PdlValue *
pdl_place_get (const PdlPlace *self, const PdlFinding *finding, gboolean *ret_mixed)
{
  if (ret_mixed != NULL)
    *ret_mixed = FALSE;
  if (finding->scope == PDL_SCOPE_IDENTITY)
    return pdl_fields_get (pdl_case_get_identity (self->kase), finding->id);
  if (self->assessment == NULL)
    return NULL;
  if (finding->scope == PDL_SCOPE_LEVEL)
    return get_level (self, finding, ret_mixed);
  if (is_of_target (finding))
    {
      PdlLevel carrier = find_carrier (self, finding);

      if (carrier != PDL_LEVEL_NONE)
        return pdl_fields_get (pdl_assessment_get_level (self->assessment, carrier), finding->id);
    }
  return pdl_fields_get (pdl_assessment_get_fields (self->assessment), finding->id);
}

static gboolean
set_of_target (const PdlPlace *self, PdlChange *change, const char *uid, const PdlFinding *finding, PdlValue *value,
               GError **error)
{
  PdlLevel carrier;

  if (self->target == 0)
    return pdl_change_set (change, self->kase, uid, PDL_LEVEL_NONE, finding->id, value, error);
  carrier = self->assessment != NULL ? find_carrier (self, finding) : PDL_LEVEL_NONE;
  if (value != NULL)
    return pdl_change_set (change, self->kase, uid, carrier != PDL_LEVEL_NONE ? carrier
                                                                             : pdl_level_set_first (self->target),
                           finding->id, value, error);
  /* Taken back: at every level of the target, and, when it came from there, what was said for all targets. */
  if (carrier == PDL_LEVEL_NONE)
    return pdl_change_set (change, self->kase, uid, PDL_LEVEL_NONE, finding->id, NULL, error);
  for (PdlLevel level = carrier; level < PDL_N_LEVELS; level++)
    if ((self->target & PDL_LEVEL_BIT (level)) != 0
        && pdl_fields_get (pdl_assessment_get_level (self->assessment, level), finding->id) != NULL
        && !pdl_change_set (change, self->kase, uid, level, finding->id, NULL, error))
      return FALSE;
  return TRUE;
}

gboolean
pdl_place_set (const PdlPlace *self, PdlChange *change, const PdlFinding *finding, PdlValue *value, PdlDay day,
               GError **error)
{
  const char *uid;

  if (finding->scope == PDL_SCOPE_IDENTITY)
    return pdl_change_set (change, self->kase, NULL, PDL_LEVEL_NONE, finding->id, value, error);
  uid = self->assessment != NULL ? pdl_assessment_get_uid (self->assessment)
                                 : pdl_change_add_assessment (change, NULL, day);
  if (is_of_target (finding))
    return set_of_target (self, change, uid, finding, value, error);
  if (finding->scope == PDL_SCOPE_LEVEL && self->levels != 0)
    {
      for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
        if ((self->levels & PDL_LEVEL_BIT (level)) != 0
            && !pdl_change_set (change, self->kase, uid, level, finding->id, value, error))
          return FALSE;
      return TRUE;
    }
  return pdl_change_set (change, self->kase, uid, PDL_LEVEL_NONE, finding->id, value, error);
}
