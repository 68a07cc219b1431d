/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Forming the targets: contiguous involved levels, joined or split as the user said, and the user's own groups.
 */

#include "pdl-facts-private.h"

#include <math.h>
#include <stdlib.h>

static gboolean
level_is_involved (PdlFacts *self, const PdlFinding *involved, PdlLevel level)
{
  double value;

  if (pdl_fields_get_size (pdl_assessment_get_level (self->assessment, level)) == 0)
    return FALSE;
  value = pdl_facts_get (self, involved, -1, level);
  return !isnan (value) && value != 0;
}

static gboolean
link_is (PdlFacts *self, PdlLevel level, const char *code)
{
  const PdlValue *value = pdl_fields_get (pdl_assessment_get_level (self->assessment, level), "target_link");

  return g_strcmp0 (pdl_value_get_code (value), code) == 0;
}

static int
compare_targets (gconstpointer a, gconstpointer b)
{
  return pdl_level_set_first (*(const PdlLevelSet *) a) - pdl_level_set_first (*(const PdlLevelSet *) b);
}

/* The user's own groups first; the other involved levels by contiguity, joined or split as the user said. */
void
pdl_facts_form_targets (PdlFacts *self)
{
  g_autoptr (GArray) targets = g_array_new (FALSE, FALSE, sizeof (PdlLevelSet));
  const PdlFinding *involved = pdl_dictionary_lookup (self->knowledge->dictionary, "involved");
  PdlLevelSet taken = 0, run = 0;
  PdlLevel previous = PDL_LEVEL_NONE;

  if (self->assessment != NULL)
    {
      for (PdlLevel level = 0; involved != NULL && level < PDL_N_LEVELS; level++)
        if (level_is_involved (self, involved, level))
          self->involved |= PDL_LEVEL_BIT (level);
      for (guint i = 0; i < pdl_assessment_get_n_targets (self->assessment); i++)
        {
          PdlLevelSet group = pdl_assessment_get_target (self->assessment, i);

          taken |= group;
          if (group != 0)
            g_array_append_val (targets, group);
        }
      self->involved |= taken;
      for (PdlLevel level = 0; level < PDL_N_LEVELS; level++)
        {
          PdlLevelSet bit = PDL_LEVEL_BIT (level);
          gboolean joins;

          if ((self->involved & bit) == 0 || (taken & bit) != 0)
            continue;
          joins = run != 0 && ((previous == level - 1 && !link_is (self, level, "split")) || link_is (self, level, "joined"));
          if (run != 0 && !joins)
            {
              g_array_append_val (targets, run);
              run = 0;
            }
          run |= bit;
          previous = level;
        }
      if (run != 0)
        g_array_append_val (targets, run);
    }
  /* No level: one target, from what is recorded for the whole. */
  if (targets->len == 0)
    {
      run = 0;
      g_array_append_val (targets, run);
    }
  self->n_targets = targets->len;
  self->targets = (PdlLevelSet *) (gpointer) g_array_free (g_steal_pointer (&targets), FALSE);
  if (self->n_targets > 1)
    qsort (self->targets, self->n_targets, sizeof (PdlLevelSet), compare_targets);
}
